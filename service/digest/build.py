"""The day's entries and its coverage become the document of the day, in the order in which it is read. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import inf
from typing import cast
from zoneinfo import ZoneInfo

from service.digest.digest_document import (
    AlsoAtRecord,
    BaseRecord,
    ChangeRecord,
    CopyRecord,
    CoverageRecord,
    DigestDocument,
    ItemRecord,
    NewRecord,
    NoticeRecord,
    RemovalRecord,
    SiteChangeRecord,
    StoryRecord,
    TroubleRecord,
    UpdateRecord,
)
from service.digest.lead_sentences import summarise
from service.digest.story_headline import central
from service.digest.update_groups import KEPT, UpdateGroup, text_time, update_groups
from service.models import (
    Coverage,
    EditKind,
    Entry,
    EventKind,
    Health,
    LateCopies,
    NamedItem,
    PublishedCopy,
    SiteChange,
    SourceCoverage,
    Window,
    iso,
)
from service.text.display import clean_tree, shorten
from service.text.sentences import sentences
from service.text.whitespace import folded

_RANKS: Mapping[str, int] = {kind: rank for rank, kind in enumerate(EditKind)}
_MINOR: frozenset[str] = frozenset(kind for kind in EditKind if kind.is_minor)
_UNKNOWN = min(rank for rank, kind in enumerate(EditKind) if kind.is_minor) - 0.5
"""The rank of a kind that is not known here, since another version of the program recorded it: before what may be
minor."""

_SENTENCE = 1_000
"""Characters kept of a sentence that an update adds."""
_HEADLINE = 160
"""Characters of the headline of a story none of whose items has a title."""


def build(
    window: Window,
    entries: Sequence[Entry],
    coverage: Coverage,
    *,
    zone: ZoneInfo,
    final: bool,
    site_changes: Sequence[SiteChange] = (),
    late_copies: Sequence[LateCopies] = (),
) -> DigestDocument:
    """Return the document of the day of `window`. It does not depend on the order in which entries are given.

    A story is what two or more of the day's items, new, updates or changed, tell of, or one update; the one with most
    items comes first. New items come story by story, then the others, newest first; so do updates, those of one story
    as one record. Edits come by `weight`, all else newest first. Late copies that are among the `copies` of a new item,
    an update or an edit are told nowhere else, but for minor edits, which do not show theirs. `zone` must be a zone of
    the IANA list, since its name is kept.
    """
    of_kind = defaultdict(list)
    for entry in entries:
        of_kind[entry.kind].append(entry)
    new = [entry for entry in of_kind[EventKind.NEW] if entry.update is None]
    groups = update_groups(entry for entry in of_kind[EventKind.NEW] if entry.update is not None)
    shared = _shared_stories(new, of_kind[EventKind.CHANGED], groups)
    rank = {story: place for place, story in enumerate(shared)}
    new.sort(key=lambda entry: (rank.get(entry.item.story or 0, len(rank)), *_by_publication(entry)))
    groups.sort(key=lambda group: rank.get(group.story or 0, len(rank)))
    groups_of = defaultdict(list)
    for group in groups:
        groups_of[group.story].append(group)
    changed = [entry for entry in of_kind[EventKind.CHANGED] if not _is_minor(entry)]
    untold = _untold(late_copies, (*new, *(group.newest for group in groups), *changed))
    document: DigestDocument = {
        "date": window.date,
        "from": iso(window.start),
        "to": iso(window.end),
        "final": final,
        "timezone": zone.key,
        "stories": [_story(story, entries, groups_of[story]) for story, entries in shared.items()],
        "new": [_new(entry) for entry in new],
        "updated": [_updated(group) for group in groups],
        "changed": [_change(entry) for entry in sorted(of_kind[EventKind.CHANGED], key=weight)],
        "removed": [_removal(entry) for entry in _newest(of_kind[EventKind.REMOVED] + of_kind[EventKind.MISSING])],
        "restored": [_notice(entry) for entry in _newest(of_kind[EventKind.RESTORED])],
        "moved": [_notice(entry) for entry in _newest(of_kind[EventKind.MOVED])],
        "also_at": [_also_at(late) for late in sorted(untold, key=lambda late: (-len(late.copies), late.item.item))],
        "site_changes": [_site_change(change) for change in sorted(site_changes, key=lambda change: change.host)],
        "coverage": _coverage(coverage),
    }
    return clean_tree(document)


# ── order ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _shared_stories(
    new: Sequence[Entry], changed: Sequence[Entry], groups: Sequence[UpdateGroup]
) -> dict[int, list[Entry]]:
    """Return the entries of each story that the digest tells as one, in reading order; within a story by time."""
    stories: dict[int, list[Entry]] = defaultdict(list)
    updates = [entry for group in groups for entry in group.entries]
    for entry in sorted((*new, *changed, *updates), key=_story_order):
        if entry.item.story is not None:
            stories[entry.item.story].append(entry)
    shared = {
        story: entries
        for story, entries in stories.items()
        if len(_items(entries)) > 1 or any(entry.update for entry in entries)
    }
    ranked = sorted(shared, key=lambda story: (-len(_items(shared[story])), _story_order(shared[story][0])))
    return {story: shared[story] for story in ranked}


def _order_in_story(entries: Sequence[Entry], groups: Sequence[UpdateGroup]) -> list[int]:
    """Return the items of a story as they are shown: updates first, or where they build on one of the day's items next
    after it; the others by time."""
    updates = {item for group in groups for item in group.items}
    items = [item for item in _items(entries) if item not in updates]
    for group in reversed(groups):
        bases = {base.item for base in group.bases}
        at = max((place for place, item in enumerate(items, 1) if item in bases), default=0)
        items[at:at] = group.items
    return items


def _items(entries: Sequence[Entry]) -> list[int]:
    return list(dict.fromkeys(entry.item.id for entry in entries))


def _story_order(entry: Entry) -> tuple[float, int, int]:
    """Return a key that sorts new items by publication and edits by when they were seen, newest first."""
    if entry.kind is EventKind.CHANGED:
        return _newest_key(entry.at), entry.item.id, entry.event
    return _by_publication(entry)


def _by_publication(entry: Entry) -> tuple[float, int, int]:
    return _newest_key(entry.item.published or entry.item.first_seen), entry.item.id, entry.event


def weight(entry: Entry) -> tuple[tuple[float, ...], float, int, int]:
    """Return a key that sorts edits by the most important kind of each, then by the next, and so on. An edit of more
    kinds comes before one of the same kinds and no more. Edits of the same kinds come newest first.

    No two edits of one digest have the same key.
    """
    kinds = set(entry.edit.kinds) if entry.edit else set()
    ranks = sorted(_RANKS.get(kind, _UNKNOWN) for kind in kinds) or [_UNKNOWN]
    return (*ranks, inf), _newest_key(entry.at), entry.item.id, entry.event


def _is_minor(entry: Entry) -> bool:
    return entry.edit is not None and frozenset(entry.edit.kinds) <= _MINOR


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (_newest_key(entry.at), entry.item.id, entry.event))


def _newest_key(moment: datetime) -> float:
    return -moment.timestamp()


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _item(entry: Entry) -> ItemRecord:
    kept = {name: value for name, value in entry.item.as_json().items() if name != "text"}
    shown = {
        "summary": summarise(title=entry.item.title, text=entry.item.text, lead=entry.item.lead),
        "copies": _copies(entry.copies),
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
    return cast(ItemRecord, kept | shown)


def _new(entry: Entry) -> NewRecord:
    return NewRecord(**_item(entry), at=iso(entry.at))


def _updated(group: UpdateGroup) -> UpdateRecord:
    newest, bases, adds, figures = group.newest, group.bases, group.adds, group.figures
    return {
        "item": _item(newest),
        "update_of": bases[0].item,
        "correction": group.is_correction,
        "adds": [shorten(text, _SENTENCE) for text in adds[:KEPT]],
        "adds_more": max(0, len(adds) - KEPT),
        "figures": [{"what": one.what, "from": one.before, "to": one.after} for one in figures[:KEPT]],
        "figures_more": max(0, len(figures) - KEPT),
        "bases": [_base(base) for base in bases],
        "count": len(group.entries),
        "newest": iso(text_time(newest)),
        "earlier": [
            {
                "id": entry.item.id,
                "url": entry.item.url,
                "title": entry.item.title,
                "site": entry.item.site,
                "at": iso(entry.at),
            }
            for entry in group.entries[1:]
        ],
        "at": iso(newest.at),
    }


def _base(base: NamedItem) -> BaseRecord:
    return {
        "id": base.item,
        "url": base.url,
        "title": base.title,
        "site": base.site,
        "published": iso(base.published),
        "first_seen": iso(base.first_seen),
        "status": str(base.status),
        "told": base.told,
    }


def _untold(late_copies: Iterable[LateCopies], shown: Iterable[Entry]) -> list[LateCopies]:
    """Return late copies without those that stand among the copies of an item that is shown."""
    named = {entry.item.id: frozenset(copy.url for copy in entry.copies) for entry in shown}
    untold = (
        replace(late, copies=tuple(copy for copy in late.copies if copy.url not in named.get(late.lead, ())))
        for late in late_copies
    )
    return [late for late in untold if late.copies]


def _also_at(late: LateCopies) -> AlsoAtRecord:
    item = late.item
    return {
        "item": {"id": item.item, "url": item.url, "title": item.title, "site": item.site, "told": item.told},
        "copies": _copies(late.copies),
        "count": len(late.copies),
    }


def _copies(copies: Iterable[PublishedCopy]) -> list[CopyRecord]:
    return [
        {"url": copy.url, "site": copy.site, "source": copy.source, "first_seen": iso(copy.first_seen)}
        for copy in sorted(copies, key=lambda copy: (copy.first_seen, copy.url, copy.source))
    ]


def _story(story: int, entries: Sequence[Entry], groups: Sequence[UpdateGroup]) -> StoryRecord:
    newer = {item: group.newest for group in groups for item in group.items[1:]}
    newer |= {base.item: group.newest for group in groups for base in group.bases}
    return {"id": story, "headline": _headline(entries, newer), "items": _order_in_story(entries, groups)}


def _headline(entries: Sequence[Entry], newer: Mapping[int, Entry]) -> str:
    """Return the most central of the items' titles, as they are after the day's edits; where no item has a title, the
    sentence with which the newest opens.

    Where `newer` has an update of the item that has the title, it is the update's: the old one may state an old figure.
    """
    latest: dict[int, Entry] = {}
    for entry in entries:
        if entry.item.id not in latest or entry.event > latest[entry.item.id].event:
            latest[entry.item.id] = entry
    titled: dict[str, Entry] = {}
    for entry in sorted(latest.values(), key=_by_publication, reverse=True):
        if title := folded(entry.item.title or ""):
            titled.setdefault(title, entry)
    if titled:
        titles = list(titled)
        title = titles[central(titles)]
        update = newer.get(titled[title].item.id)
        return title if update is None else folded(latest[update.item.id].item.title or "") or title
    newest = entries[0].item
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


# ── coverage ──────────────────────────────────────────────────────────────────────────────────────────────────────────


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
                "copies": line.copies,
                "last_ok": iso(line.last_ok),
                "error": line.error,
            }
            for line in sources
        ],
    }


def _trouble(line: SourceCoverage) -> TroubleRecord:
    return {"source": line.source, "url": line.url, "error": line.error, "last_ok": iso(line.last_ok)}
