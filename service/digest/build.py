"""The day's entries and its coverage become the document of the day, in the order in which it is read. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import inf
from typing import cast
from zoneinfo import ZoneInfo

from service.digest.digest_document import (
    ChangeRecord,
    CoverageRecord,
    DigestDocument,
    ItemRecord,
    NewRecord,
    NoticeRecord,
    RemovalRecord,
    SiteChangeRecord,
    StoryRecord,
    TroubleRecord,
)
from service.digest.lead_sentences import summarise
from service.models import Coverage, EditKind, Entry, EventKind, Health, SiteChange, SourceCoverage, Window, iso
from service.text.display import clean_tree, shorten
from service.text.sentences import sentences
from service.text.whitespace import folded

_RANKS: Mapping[str, int] = {kind: rank for rank, kind in enumerate(EditKind)}
_UNKNOWN = min(rank for rank, kind in enumerate(EditKind) if kind.is_minor) - 0.5
"""The rank of a kind that is not known here, since another version of the program recorded it: before what may be
minor."""

_HEADLINE = 160
"""Characters of the headline of a story none of whose items has a title."""
_LONG_TITLE = 110
"""Characters; longer ones wrap to three lines on a phone."""
_SHORT_TITLE = 4
"""Words, in writing with spaces between them."""

_QUESTION = re.compile(r"[?？؟;՞][\"'”’»」)\]]*$")
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_STEM = 5
"""Letters of a word of a title that count."""
_QUESTION_COSTS, _LENGTH_COSTS, _BREVITY_COSTS = 0.5, 0.3, 0.3
"""Of what a title has in common with the others."""


def build(
    window: Window,
    entries: Sequence[Entry],
    coverage: Coverage,
    *,
    zone: ZoneInfo,
    final: bool,
    site_changes: Sequence[SiteChange] = (),
) -> DigestDocument:
    """Return the document of the day of `window`. It does not depend on the order in which entries are given.

    A story is what two or more of the day's items, new or changed, tell of; the one with most items comes first. New
    items come story by story, then the others, newest first. Edits come by `weight`, all else newest first. `zone` must
    be a zone of the IANA list, since its name is kept.
    """
    of_kind = defaultdict(list)
    for entry in entries:
        of_kind[entry.kind].append(entry)
    stories, new = _stories_and_new(of_kind[EventKind.NEW], of_kind[EventKind.CHANGED])
    document: DigestDocument = {
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
        "site_changes": [_site_change(change) for change in sorted(site_changes, key=lambda change: change.host)],
        "coverage": _coverage(coverage),
    }
    return clean_tree(document)


# ── order ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _stories_and_new(new: Sequence[Entry], changed: Sequence[Entry]) -> tuple[list[StoryRecord], list[Entry]]:
    """Return the stories that two or more items share, and the new entries in reading order."""
    stories: dict[int, list[Entry]] = defaultdict(list)
    for entry in sorted((*new, *changed), key=_story_order):
        if entry.item.story is not None:
            stories[entry.item.story].append(entry)
    shared = {story: entries for story, entries in stories.items() if len(_items(entries)) > 1}
    ranked = sorted(shared, key=lambda story: (-len(_items(shared[story])), _story_order(shared[story][0])))
    alone = [entry for entry in sorted(new, key=_by_publication) if entry.item.story not in shared]
    return [_story(story, shared[story]) for story in ranked], [
        *(entry for story in ranked for entry in shared[story] if entry.kind is EventKind.NEW),
        *alone,
    ]


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


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (_newest_key(entry.at), entry.item.id, entry.event))


def _newest_key(moment: datetime) -> float:
    return -moment.timestamp()


# ── the headline of a story ───────────────────────────────────────────────────────────────────────────────────────────


def central(titles: Sequence[str]) -> int:
    """Return the place of the title that heads a story best. The earliest of `titles` comes first.

    The title that has most in common with the others says what all of them tell. A question tells nothing yet, a very
    long title is no headline, and a very short one ("Update") may stand over anything: each counts as less in common.
    Of two equal ones the earlier item's is taken, which stays the same while the story grows.

    Raises:
        ValueError: there is no title.
    """
    if not titles:
        raise ValueError("a story without titles has no headline")
    terms = [_terms(title) for title in titles]
    scores = [_score(place, titles[place], terms) for place in range(len(titles))]
    return max(range(len(titles)), key=lambda place: (scores[place], -place))


def _score(place: int, title: str, terms: Sequence[frozenset[str]]) -> float:
    others = [_common(terms[place], other) for at, other in enumerate(terms) if at != place]
    shared = sum(others) / len(others) if others else 0.0
    costs = _QUESTION_COSTS * bool(_QUESTION.search(title.strip()))
    costs += _LENGTH_COSTS * (len(title) > _LONG_TITLE)
    costs += _BREVITY_COSTS * (not _UNSPACED.search(title) and len(title.split()) < _SHORT_TITLE)
    # What nothing is shared with still has its costs: a question comes after a statement even then.
    return round((shared + 0.01) * (1 - min(costs, 0.9)), 6)


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Dice's coefficient, by which a long title gains nothing from its many words."""
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def _terms(title: str) -> frozenset[str]:
    """Return the beginnings of a title's words; pairs of signs where words are not divided."""
    found: set[str] = set()
    for word in _WORD.findall(unicodedata.normalize("NFKC", title).casefold()):
        if _UNSPACED.search(word):
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(word[:_STEM])
    return frozenset(found)


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _item(entry: Entry) -> ItemRecord:
    kept = {name: value for name, value in entry.item.as_json().items() if name != "text"}
    copies = sorted(entry.copies, key=lambda copy: (copy.first_seen, copy.url, copy.source))
    shown = {
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
    return cast(ItemRecord, kept | shown)


def _new(entry: Entry) -> NewRecord:
    return NewRecord(**_item(entry), at=iso(entry.at))


def _story(story: int, entries: Sequence[Entry]) -> StoryRecord:
    return {"id": story, "headline": _headline(entries), "items": _items(entries)}


def _headline(entries: Sequence[Entry]) -> str:
    """Return the most central of the items' titles, as they are after the day's edits; where no item has a title, the
    sentence with which the newest opens."""
    latest: dict[int, Entry] = {}
    for entry in entries:
        if entry.item.id not in latest or entry.event > latest[entry.item.id].event:
            latest[entry.item.id] = entry
    oldest_first = sorted(latest.values(), key=_by_publication, reverse=True)
    titles = list(dict.fromkeys(title for entry in oldest_first if (title := folded(entry.item.title or ""))))
    if titles:
        return titles[central(titles)]
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
                "last_ok": iso(line.last_ok),
                "error": line.error,
            }
            for line in sources
        ],
    }


def _trouble(line: SourceCoverage) -> TroubleRecord:
    return {"source": line.source, "url": line.url, "error": line.error, "last_ok": iso(line.last_ok)}
