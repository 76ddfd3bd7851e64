"""Entries and coverage → the record of one day, in the order in which it is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import inf
from typing import cast
from zoneinfo import ZoneInfo

from service.digest.document import (
    ChangeRecord,
    CoverageRecord,
    Document,
    ItemRecord,
    NewRecord,
    NoticeRecord,
    RemovalRecord,
    SiteChangeRecord,
    StoryRecord,
    TroubleRecord,
)
from service.digest.headline import central
from service.digest.lead_sentences import sentences, summarise
from service.models import Coverage, EditKind, Entry, EventKind, Health, SiteChange, SourceCoverage, Window, iso
from service.text.display import clean_tree, shorten
from service.text.whitespace import folded

_RANKS: Mapping[str, int] = {kind: rank for rank, kind in enumerate(EditKind)}
_UNKNOWN = min(rank for rank, kind in enumerate(EditKind) if kind.is_minor) - 0.5
"""The rank of a kind that is not known here, since another version of the program recorded it: before what may be
minor."""

_HEADLINE = 160


def build(
    window: Window,
    entries: Sequence[Entry],
    coverage: Coverage,
    *,
    zone: ZoneInfo,
    final: bool,
    site_changes: Sequence[SiteChange] = (),
) -> Document:
    """The record of the day of `window`: a pure function of what it is given, in whatever order that comes.

    A story is what two or more of the day's items, new or changed, tell of; the one with most items comes first. New
    items come story by story, then the others, newest first; edits by `weight`; all else
    newest first. `zone` must be a zone of the IANA list, since its name is kept.
    """
    of_kind = defaultdict(list)
    for entry in entries:
        of_kind[entry.kind].append(entry)
    stories, new = _tell(of_kind[EventKind.NEW], of_kind[EventKind.CHANGED])
    document: Document = {
        "date": window.date,
        "from": iso(window.start),
        "to": iso(window.end),
        "final": final,
        "timezone": zone.key,
        "stories": stories,
        "new": [_new(entry) for entry in new],
        "changed": [_change(entry) for entry in sorted(of_kind[EventKind.CHANGED], key=weight)],
        "removed": [_removal(entry) for entry in _newest(of_kind[EventKind.REMOVED] + of_kind[EventKind.MISSING])],
        "restored": [_notice(entry) for entry in _newest(of_kind[EventKind.RESTORED])],
        "moved": [_notice(entry) for entry in _newest(of_kind[EventKind.MOVED])],
        "site_changes": [_site_change(change) for change in sorted(site_changes, key=lambda told: told.host)],
        "coverage": _coverage(coverage),
    }
    return clean_tree(document)


# ── order ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tell(new: Sequence[Entry], changed: Sequence[Entry]) -> tuple[list[StoryRecord], list[Entry]]:
    """The stories that two or more items share, and the new entries in reading order."""
    stories: dict[int, list[Entry]] = defaultdict(list)
    for entry in sorted((*new, *changed), key=_by_telling):
        if entry.item.story is not None:
            stories[entry.item.story].append(entry)
    shared = {story: told for story, told in stories.items() if len({entry.item.id for entry in told}) > 1}
    ranked = sorted(shared, key=lambda story: (-len(_items(shared[story])), _by_telling(shared[story][0])))
    alone = [entry for entry in sorted(new, key=_by_publication) if entry.item.story not in shared]
    return [_story(story, shared[story]) for story in ranked], [
        *(entry for story in ranked for entry in shared[story] if entry.kind is EventKind.NEW),
        *alone,
    ]


def _items(told: Sequence[Entry]) -> list[int]:
    return list(dict.fromkeys(entry.item.id for entry in told))


def _by_telling(entry: Entry) -> tuple[float, int, int]:
    """New items by publication, edits by when they were seen, newest first."""
    if entry.kind is EventKind.CHANGED:
        return _late_first(entry.at), entry.item.id, entry.event
    return _by_publication(entry)


def _by_publication(entry: Entry) -> tuple[float, int, int]:
    return _late_first(entry.item.published or entry.item.first_seen), entry.item.id, entry.event


def weight(entry: Entry) -> tuple[tuple[float, ...], float, int, int]:
    """Edits in the order of this come by the most important thing each touches, then by the next and so on; what
    touches more comes before what touches the same and no more; then newest first.

    No two of one digest weigh the same.
    """
    kinds = set(entry.edit.kinds) if entry.edit else set()
    ranks = sorted(_RANKS.get(kind, _UNKNOWN) for kind in kinds) or [_UNKNOWN]
    return (*ranks, inf), _late_first(entry.at), entry.item.id, entry.event


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (_late_first(entry.at), entry.item.id, entry.event))


def _late_first(moment: datetime) -> float:
    return -moment.timestamp()


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _item(entry: Entry) -> ItemRecord:
    kept = {name: value for name, value in entry.item.as_json().items() if name != "text"}
    copies = sorted(entry.copies, key=lambda copy: (copy.first_seen, copy.url, copy.source))
    told = {
        "summary": summarise(title=entry.item.title, text=entry.item.text, lead=entry.item.lead),
        "copies": [
            {"url": copy.url, "site": copy.site, "source": copy.source, "first_seen": iso(copy.first_seen)}
            for copy in copies
        ],
        "variants": [
            {
                "id": other.item,
                "url": other.url,
                "title": other.title,
                "site": other.site,
                "differing": [{"here": here, "there": there} for here, there in other.differing],
            }
            for other in sorted(entry.variants, key=lambda other: other.item)
        ],
    }
    return cast(ItemRecord, kept | told)


def _new(entry: Entry) -> NewRecord:
    return NewRecord(**_item(entry), at=iso(entry.at))


def _story(story: int, told: Sequence[Entry]) -> StoryRecord:
    return {"id": story, "headline": _headline(told), "items": _items(told)}


def _headline(told: Sequence[Entry]) -> str:
    """The most central of its items' titles, as they are after the day's edits; where none has one, the sentence the
    newest opens with."""
    latest: dict[int, Entry] = {}
    for entry in told:
        if entry.item.id not in latest or entry.event > latest[entry.item.id].event:
            latest[entry.item.id] = entry
    oldest_first = sorted(latest.values(), key=_by_publication, reverse=True)
    titles = list(dict.fromkeys(title for entry in oldest_first if (title := folded(entry.item.title or ""))))
    if titles:
        return titles[central(titles)]
    newest = told[0].item
    opening = sentences(summarise(title=None, text=newest.text, lead=newest.lead))
    return shorten(opening[0], _HEADLINE) if opening else newest.url


def _change(entry: Entry) -> ChangeRecord:
    edit = entry.edit
    return {
        "item": _item(entry),
        "from_revision": entry.from_revision,
        "to_revision": entry.to_revision,
        "kinds": list(edit.kinds) if edit else [],
        "summary": edit.summary if edit else "",
        "diff": [
            {"part": block.part, "runs": [{"op": str(run.op), "text": run.text} for run in block.runs]}
            for block in (edit.diff if edit else ())
        ],
        "at": iso(entry.at),
        "still_carried": [
            {
                "old": number.old,
                "new": number.new,
                "counted": number.counted,
                "where": [
                    {"id": place.item, "url": place.url, "title": place.title, "site": place.site}
                    for place in sorted(number.where, key=lambda place: place.item)
                ],
            }
            for number in entry.still_carried
        ],
    }


def _removal(entry: Entry) -> RemovalRecord:
    return {"item": _item(entry), "status": str(entry.kind), "detail": entry.detail, "at": iso(entry.at)}


def _site_change(change: SiteChange) -> SiteChangeRecord:
    return {
        "host": change.host,
        "items": list(change.items),
        "lines": [{"part": part, "text": text} for part, text in change.lines],
        "at": iso(change.at),
    }


def _notice(entry: Entry) -> NoticeRecord:
    return {"item": _item(entry), "detail": entry.detail, "at": iso(entry.at)}


# ── coverage ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _coverage(coverage: Coverage) -> CoverageRecord:
    sources = sorted(coverage.sources, key=lambda line: (line.source.casefold(), line.source))
    troubles: Mapping[Health, list[TroubleRecord]] = {
        health: [_trouble(line) for line in sources if line.health is health] for health in Health
    }
    return {
        "checked": sum(line.checks > 0 for line in sources),
        "unchanged": sum(0 < line.checks == line.unchanged for line in sources),
        "failed": troubles[Health.FAILING],
        "blocked": troubles[Health.BLOCKED],
        "silent": troubles[Health.SILENT],
        "drifting": troubles[Health.DRIFTING],
        "unseen": troubles[Health.UNSEEN],
        "unread": [
            {
                "url": link.url,
                "title": link.title,
                "source": link.source,
                "error": link.error,
                "since": iso(link.since),
            }
            for link in sorted(coverage.unread, key=lambda link: (link.source.casefold(), link.since, link.url))
        ],
        "sources": [
            {
                "source": line.source,
                "kind": line.kind,
                "url": line.url,
                "health": str(line.health),
                "checks": line.checks,
                "unchanged": line.unchanged,
                "new": line.new,
                "changed": line.changed,
                "last_ok": iso(line.last_ok),
                "error": line.error,
            }
            for line in sources
        ],
    }


def _trouble(line: SourceCoverage) -> TroubleRecord:
    return {"source": line.source, "url": line.url, "error": line.error, "last_ok": iso(line.last_ok)}
