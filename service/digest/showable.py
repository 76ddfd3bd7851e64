"""A digest without what cannot be shown: an entry that fails is left out and named with the reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast
from zoneinfo import ZoneInfo

from service.digest.build import build
from service.digest.digest_document import DigestDocument, LeftOutRecord, StoryRecord
from service.digest.view import view
from service.logs import Logger
from service.models import Coverage, Entry, EventKind, LateCopies, LeftOut, SiteChange, Window
from service.text.whitespace import folded

log = Logger(__name__)

_SECTIONS: Mapping[str, str] = {
    "new": EventKind.NEW,
    "updated": EventKind.NEW,
    "changed": EventKind.CHANGED,
    "removed": EventKind.REMOVED,
    "restored": EventKind.RESTORED,
    "moved": EventKind.MOVED,
    "also_at": "also at",
}
"""The lists of items that a document has, and what an entry of each is called where it is left out."""


def showable(document: DigestDocument) -> DigestDocument:
    """Return the document itself where all of it can be shown, else a document without the entries that cannot, which
    `left_out` names.

    What `view` raises counts as the entry's fault where the day can be shown without it.

    Raises:
        Exception: whatever `view` raises of a day without its entries.
    """
    try:
        view(document)
    except Exception:
        return _without_faults(document)
    return document


def build_showable(
    window: Window,
    entries: Sequence[Entry],
    coverage: Coverage,
    *,
    zone: ZoneInfo,
    final: bool,
    site_changes: Sequence[SiteChange] = (),
    late_copies: Sequence[LateCopies] = (),
    left_out: Sequence[LeftOut] = (),
) -> DigestDocument:
    """Build the document, as `build` does, of the entries that can be built and shown. `left_out` are those that were
    left out before."""

    def built(some: Sequence[Entry]) -> DigestDocument:
        return build(window, some, coverage, zone=zone, final=final, site_changes=site_changes, late_copies=late_copies)

    faults = list(left_out)
    try:
        document = built(entries)
    except Exception:
        built(())
        kept = []
        for entry in entries:
            try:
                built((entry,))
            except Exception as error:
                log.exception("digest.left_out", date=window.date, item=entry.item.id)
                faults.append(_of_entry(entry, error))
            else:
                kept.append(entry)
        document = built(kept)
    return showable(_naming(document, [_record(fault) for fault in faults]))


def reason_of(error: Exception) -> str:
    """Return the reason for which something is not shown, in a line."""
    detail = folded(str(error))
    return f"what is stored of it cannot be shown ({type(error).__name__}{': ' + detail if detail else ''})"


def _without_faults(document: DigestDocument) -> DigestDocument:
    held = cast(dict[str, Any], document)
    sections = [name for name in _SECTIONS if name in held]
    day = held | {"stories": [], "left_out": []} | {name: [] for name in sections}
    view(cast(DigestDocument, day))  # raises where the fault is of the day itself
    faults: list[LeftOutRecord] = []
    kept: dict[str, list[Any]] = {}
    for name in sections:
        kept[name] = []
        for record in held[name]:
            try:
                view(cast(DigestDocument, day | {name: [record]}))
            except Exception as error:
                log.exception("digest.left_out", date=document["date"])
                faults += [_of_record(name, one, error) for one in _told_by(record)]
            else:
                kept[name].append(record)
    updated = {one["item"]["id"] for one in kept.get("updated", ())}
    shown = {one["id"] for one in kept["new"]} | {one["item"]["id"] for one in kept["changed"]} | updated
    shown |= {earlier["id"] for one in kept.get("updated", ()) for earlier in one["earlier"]}
    stories = [left for story in document["stories"] if (left := _of_those(story, shown, updated)) is not None]
    return _naming(cast(DigestDocument, held | kept | {"stories": stories}), faults)


def _told_by(record: Any) -> Iterator[Any]:
    """Return the records of all items that one entry tells: of updates, those that the newest stands for as well."""
    yield record
    earlier = record.get("earlier") if isinstance(record, dict) else None
    yield from earlier if isinstance(earlier, list) else ()


def _of_those(story: StoryRecord, shown: set[int], updated: set[int]) -> StoryRecord | None:
    """Return the story with those of its items only; None where they are fewer than two and no update."""
    items = [item for item in story["items"] if item in shown]
    return {**story, "items": items} if len(items) > 1 or updated.intersection(items) else None


def _naming(document: DigestDocument, faults: Sequence[LeftOutRecord]) -> DigestDocument:
    return {**document, "left_out": [*document.get("left_out", ()), *faults]} if faults else document


def _record(fault: LeftOut) -> LeftOutRecord:
    return {
        "id": fault.item,
        "kind": str(fault.kind),
        "url": fault.url,
        "title": fault.title,
        "reason": fault.reason,
    }


def _of_entry(entry: Entry, error: Exception) -> LeftOut:
    return LeftOut(
        item=entry.item.id, kind=entry.kind, url=entry.item.url, title=entry.item.title, reason=reason_of(error)
    )


def _of_record(section: str, record: Any, error: Exception) -> LeftOutRecord:
    """Return the name of an entry that is left out. Its record may hold anything."""
    item = record.get("item", record) if isinstance(record, dict) else {}
    item = item if isinstance(item, dict) else {}
    number, url, title = (item.get(key) for key in ("id", "url", "title"))
    return {
        "id": number if isinstance(number, int) else 0,
        "kind": str(_SECTIONS[section]),
        "url": url if isinstance(url, str) else None,
        "title": title if isinstance(title, str) else None,
        "reason": reason_of(error),
    }
