"""What a digest shows, in words and in reading order. It is made from a document alone, the same for HTML and
Markdown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from service.digest.also_at_view import AlsoAtLine, also_at_lines, also_at_more, carried_elsewhere
from service.digest.coverage_view import (
    ERROR,
    Concern,
    SourceLine,
    UnreadLine,
    concerns,
    quiet_line,
    seen_line,
    source_lines,
    unread_lines,
    unread_more,
)
from service.digest.days import parse_day
from service.digest.digest_document import (
    DigestDocument,
    LeftOutRecord,
    NoticeRecord,
    RemovalRecord,
    StoryRecord,
)
from service.digest.edit_view import EditView, edit_view
from service.digest.item_card import ItemCard, LocalTime, ShownLink, item_card
from service.digest.update_view import UpdateView, update_view
from service.digest.wording import Moment, boundary, count, long_day
from service.text.display import label, shorten, web_url
from service.text.whitespace import folded

_PLACES = 8
"""Places named in the line under the headline."""
_SITE_LINES = 5
"""Lines shown of what a site changed; the document has them all."""
_SITE_LINE = 200
_Notices = Sequence[RemovalRecord] | Sequence[NoticeRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """An item that went, came back or moved."""

    card: ItemCard
    suspected: bool
    """It is not certain yet."""
    detail: str | None
    when: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Notices of one kind; `name` is the heading, `anchor` its id in the page."""

    name: str
    anchor: str
    notices: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One count of the line at the top, and the section it counts."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChangeLine:
    """A site that has changed many of its pages alike: "example.org changed 14 of its pages alike"."""

    words: str
    lines: tuple[str, ...]
    """What came or went."""
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """An item that the digest cannot show, and why it cannot."""

    link: ShownLink
    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEntry:
    """One item of a story, or one edit of it, or its updates."""

    card: ItemCard
    change: EditView | None = None
    """How the item changed; None where it is new."""
    update: UpdateView | None = None
    """What the item adds, with the updates before it; None where it is new or has changed."""
    is_headline: bool = False
    """The story has its headline from this item, so that it is not repeated over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story: what several items tell of, by time."""

    anchor: str
    """Its id in the page, `story-12`, which lasts."""
    headline: str
    href: str | None
    """The address of the item that has the headline."""
    language: str | None
    entries: tuple[StoryEntry, ...]
    accounts: int
    """How many items tell of it."""
    places: tuple[str, ...]
    places_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """A whole digest."""

    date: str
    day: str
    start: Moment | None
    end: Moment | None
    closes: str | None
    """While the window is open: when it closes, `07:00`."""
    timezone: str
    counts: tuple[CountLine, ...]
    concerns: tuple[Concern, ...]
    quiet: str | None
    """What a day without events says."""
    stories: tuple[StoryView, ...]
    """What several items tell of, new or changed, and updates; none of these is shown again below."""
    changes: tuple[EditView, ...]
    minor: tuple[EditView, ...]
    removed: tuple[Section, ...]
    returned: tuple[Section, ...]
    """What came back or moved. It is shown after the new, since less is lost by missing it."""
    new: tuple[ItemCard, ...]
    updates: tuple[UpdateView, ...]
    """Those of items that have no story."""
    also_at: tuple[AlsoAtLine, ...]
    also_at_more: int
    sites: tuple[SiteChangeLine, ...]
    """Shown last: it is no news, but says why some edits are not reported."""
    left_out: tuple[LeftOutLine, ...]
    sources: tuple[SourceLine, ...]
    seen: str
    unread: tuple[UnreadLine, ...]
    unread_more: int


def view(document: DigestDocument) -> DigestView:
    """Return all that the page of `document` shows.

    Raises:
        ValueError: its date is no day, or a time in it is no time.
    """
    local = LocalTime(zone=ZoneInfo(document["timezone"]), day=parse_day(document["date"]))
    in_story = in_stories(document)
    changes = [edit_view(record, local) for record in document["changed"] if record["item"]["id"] not in in_story]
    end = boundary(document["to"], zone=local.zone)
    return DigestView(
        date=document["date"],
        day=long_day(local.day),
        start=boundary(document["from"], zone=local.zone),
        end=end,
        closes=None if document["final"] or end is None else end.words.rpartition(" ")[2],
        timezone=document["timezone"],
        counts=_counts(document),
        concerns=concerns(document),
        quiet=quiet_line(document),
        stories=stories(document, local),
        changes=tuple(edit for edit in changes if not edit.minor),
        minor=tuple(edit for edit in changes if edit.minor),
        removed=_sections((("Removed", "removed", still_gone(document)),), local),
        returned=_sections(
            (("Restored", "restored", document["restored"]), ("Moved", "moved", document["moved"])), local
        ),
        new=tuple(item_card(item, local) for item in document["new"] if item["id"] not in in_story),
        updates=tuple(
            update_view(record, local) for record in document.get("updated", ()) if record["item"]["id"] not in in_story
        ),
        also_at=also_at_lines(document),
        also_at_more=also_at_more(document),
        sites=_sites(document),
        left_out=tuple(_left_out(record) for record in document.get("left_out", ())),
        sources=source_lines(document, local),
        seen=seen_line(document),
        unread=unread_lines(document, local),
        unread_more=unread_more(document),
    )


# ── the top ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _counts(document: DigestDocument) -> tuple[CountLine, ...]:
    gone = still_gone(document)
    removed = sum(removal["status"] == "removed" for removal in gone)
    suspected = len(gone) - removed
    in_story = in_stories(document)
    changed = [record["item"]["id"] for record in document["changed"]]
    new = [record["id"] for record in document["new"]]
    updated = {record["item"]["id"]: record["count"] for record in document.get("updated", ())}
    counted = (
        (sum(updated.values()), "update", "updates", "updates" if updated.keys() - in_story else "stories"),
        (len(document["stories"]), "story", "stories", "stories"),
        (len(changed), "changed", "changed", "changed" if set(changed) - in_story else "stories"),
        (removed, "removed", "removed", "removed"),
        (suspected, "removal suspected", "removals suspected", "removed"),
        (len(document["restored"]), "restored", "restored", "restored"),
        (len(document["moved"]), "moved", "moved", "moved"),
        (len(document.get("left_out", ())), "not shown", "not shown", "left-out"),
    )
    section = "new" if set(new) - in_story else "stories"
    first = [(f"{len(new):,} new", section)] if new else [("nothing new", "main")] if not updated else []
    carried = carried_elsewhere(document)
    return (
        *(CountLine(words=words, anchor=anchor) for words, anchor in first),
        *(CountLine(words=count(number, one, many), anchor=anchor) for number, one, many, anchor in counted if number),
        *([CountLine(words=carried, anchor="also-at")] if carried else []),
        CountLine(words=seen_line(document), anchor="coverage"),
    )


def tally(document: DigestDocument) -> str:
    """Return the counts of a day in a line, `3 new, 1 changed, 1 suspected gone`; "nothing new" for a day without
    events. What others carry as well, and is no event, comes after a semicolon."""
    gone = still_gone(document)
    removed = sum(removal["status"] == "removed" for removal in gone)
    counted = (
        (len(document["new"]), "new"),
        (sum(record["count"] for record in document.get("updated", ())), "updated"),
        (len(document["changed"]), "changed"),
        (removed, "removed"),
        (len(gone) - removed, "suspected gone"),
        (len(document["restored"]), "restored"),
        (len(document["moved"]), "moved"),
        (len(document.get("left_out", ())), "not shown"),
    )
    events = ", ".join(f"{number:,} {words}" for number, words in counted if number) or "nothing new"
    return "; ".join(part for part in (events, carried_elsewhere(document)) if part)


def still_gone(document: DigestDocument) -> list[RemovalRecord]:
    """Return the removals, without those that were suspected only and whose pages came back since: their return shows
    both."""
    back = {notice["item"]["id"]: notice["at"] or "" for notice in document["restored"]}
    return [
        removal
        for removal in document["removed"]
        if removal["status"] == "removed" or back.get(removal["item"]["id"], "") < (removal["at"] or "")
    ]


# ── stories ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def in_stories(document: DigestDocument) -> frozenset[int]:
    """Return the items that stand in stories: as new, updates or changed they are shown nowhere else in the digest."""
    return frozenset(item for story in document["stories"] for item in story["items"])


def stories(document: DigestDocument, local: LocalTime) -> tuple[StoryView, ...]:
    """Return the stories of a day, in the order of the document."""
    entries: dict[int, list[tuple[str, int, int, StoryEntry]]] = defaultdict(list)
    for place, new in enumerate(document["new"]):
        card = item_card(new, local)
        entries[new["id"]].append(
            (new["published"] or new["first_seen"] or "", -place, new["id"], StoryEntry(card=card))
        )
    for place, record in enumerate(document["changed"]):
        edit = edit_view(record, local)
        item = record["item"]["id"]
        entries[item].append((record["at"] or "", -place, item, StoryEntry(card=edit.card, change=edit)))
    updates = {record["item"]["id"]: update_view(record, local) for record in document.get("updated", ())}
    return tuple(
        _story(
            story,
            [entry for item in story["items"] for entry in entries[item]],
            [updates[item] for item in story["items"] if item in updates],
        )
        for story in document["stories"]
    )


def _story(
    story: StoryRecord, timed: list[tuple[str, int, int, StoryEntry]], updates: Sequence[UpdateView]
) -> StoryView:
    timed.sort(key=lambda entry: entry[:2], reverse=True)  # times are ISO 8601 in UTC: they sort as they read
    entries = [(item, entry) for _, _, item, entry in timed]
    # Updates come first, or next after what they build on where that is of the day as well.
    for update in reversed(updates):
        at = max((place for place, (item, _) in enumerate(entries, 1) if item in update.built_on), default=0)
        entries.insert(at, (update.item, StoryEntry(card=update.card, update=update)))
    headline = folded(story["headline"])
    head = next((at for at, (_, entry) in enumerate(entries) if entry.card.heading == headline), None)
    places = dict.fromkeys(entry.card.place for _, entry in entries)
    places |= dict.fromkeys(place for update in updates for place in update.places)
    named = [place for place in places if place]
    shown = [replace(entry, is_headline=at == head) for at, (_, entry) in enumerate(entries)]
    return StoryView(
        anchor=f"story-{story['id']}",
        headline=headline,
        href=None if head is None else shown[head].card.href,
        language=None if head is None else shown[head].card.language,
        entries=tuple(shown),
        accounts=len(story["items"]),
        places=tuple(named[:_PLACES]),
        places_more=max(0, len(named) - _PLACES),
    )


# ── sections ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sections(named: Sequence[tuple[str, str, _Notices]], local: LocalTime) -> tuple[Section, ...]:
    return tuple(
        Section(name=name, anchor=anchor, notices=tuple(_notice(record, local) for record in records))
        for name, anchor, records in named
        if records
    )


def _notice(record: RemovalRecord | NoticeRecord, local: LocalTime) -> NoticeLine:
    return NoticeLine(
        card=item_card(record["item"], local),
        suspected=record.get("status") == "missing",
        detail=record["detail"],
        when=local.moment(record["at"]),
    )


_PARTS = {"added": "Added", "removed": "Removed", "title": "At titles"}


def _sites(document: DigestDocument) -> tuple[SiteChangeLine, ...]:
    return tuple(
        SiteChangeLine(
            words=f"{change['host']} changed {count(len(change['items']), 'page')} alike",
            lines=tuple(
                f"{_PARTS.get(line['part'], line['part'])}: “{shorten(line['text'], _SITE_LINE)}”"
                for line in change["lines"][:_SITE_LINES]
            ),
            more=max(0, len(change["lines"]) - _SITE_LINES),
        )
        for change in document.get("site_changes", ())
    )


def _left_out(record: LeftOutRecord) -> LeftOutLine:
    named = label(record["title"]) or record["url"]
    item = f"item {record['id']}"
    return LeftOutLine(
        link=ShownLink(label=f"{named} ({item})" if named else item, href=web_url(record["url"] or "")),
        kind=record["kind"],
        reason=shorten(record["reason"], ERROR),
    )
