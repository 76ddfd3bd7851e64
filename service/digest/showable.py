"""A digest without what cannot be shown: an entry that fails is left out and named with the reason."""

from collections.abc import Sequence
from typing import Any, cast
from zoneinfo import ZoneInfo

from service.digest.build import build
from service.digest.digest_document import DigestDocument, LeftOutRecord, StoryRecord
from service.digest.view import view
from service.logs import Logger
from service.models import Coverage, Entry, EventKind, LeftOut, SiteChange, Window
from service.text.whitespace import folded

log = Logger(__name__)

_SECTIONS = ("new", "changed", "removed", "restored", "moved")


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
    left_out: Sequence[LeftOut] = (),
) -> DigestDocument:
    """Build the document, as `build` does, of the entries that can be built and shown. `left_out` are those that were
    left out before."""

    def built(some: Sequence[Entry]) -> DigestDocument:
        return build(window, some, coverage, zone=zone, final=final, site_changes=site_changes)

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
    day = cast(dict[str, Any], document) | {"stories": [], "left_out": []} | {name: [] for name in _SECTIONS}
    view(cast(DigestDocument, day))  # raises where the fault is of the day itself
    faults: list[LeftOutRecord] = []
    kept: dict[str, list[Any]] = {}
    for name in _SECTIONS:
        kept[name] = []
        for record in cast(dict[str, Any], document)[name]:
            try:
                view(cast(DigestDocument, day | {name: [record]}))
            except Exception as error:
                log.exception("digest.left_out", date=document["date"])
                faults.append(_of_record(name, record, error))
            else:
                kept[name].append(record)
    shown = {record["id"] for record in kept["new"]} | {record["item"]["id"] for record in kept["changed"]}
    stories = [left for story in document["stories"] if (left := _of_those(story, shown)) is not None]
    return _naming(cast(DigestDocument, cast(dict[str, Any], document) | kept | {"stories": stories}), faults)


def _of_those(story: StoryRecord, shown: set[int]) -> StoryRecord | None:
    """Return the story with those of its items only; None where they are fewer than two."""
    items = [item for item in story["items"] if item in shown]
    return {**story, "items": items} if len(items) > 1 else None


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
        "kind": str(EventKind(section)),
        "url": url if isinstance(url, str) else None,
        "title": title if isinstance(title, str) else None,
        "reason": reason_of(error),
    }
