"""What a digest shows, in words and in reading order. It is made from a document alone, the same for HTML and
Markdown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

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
    ItemRecord,
    LeftOutRecord,
    NoticeRecord,
    RemovalRecord,
    StoryRecord,
)
from service.digest.edit_view import EditView, edit_view
from service.digest.item_card import ItemCard, LocalTime, ShownLink, item_card
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
    """One item of a story, or one edit of it."""

    card: ItemCard
    change: EditView | None
    """How the item changed; None where it is new."""
    is_headline: bool
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
    """What several items tell of, new or changed; none of these is shown again below."""
    changes: tuple[EditView, ...]
    minor: tuple[EditView, ...]
    removed: tuple[Section, ...]
    returned: tuple[Section, ...]
    """What came back or moved. It is shown after the new, since less is lost by missing it."""
    new: tuple[ItemCard, ...]
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
    counted = (
        (len(document["stories"]), "story", "stories", "stories"),
        (len(changed), "changed", "changed", "changed" if set(changed) - in_story else "stories"),
        (removed, "removed", "removed", "removed"),
        (suspected, "removal suspected", "removals suspected", "removed"),
        (len(document["restored"]), "restored", "restored", "restored"),
        (len(document["moved"]), "moved", "moved", "moved"),
        (len(document.get("left_out", ())), "not shown", "not shown", "left-out"),
    )
    section = "new" if set(new) - in_story else "stories"
    return (
        CountLine(words=f"{len(new):,} new", anchor=section) if new else CountLine(words="nothing new", anchor="main"),
        *(CountLine(words=count(number, one, many), anchor=anchor) for number, one, many, anchor in counted if number),
        CountLine(words=seen_line(document), anchor="coverage"),
    )


def tally(document: DigestDocument) -> str:
    """Return the counts of a day in a line, `3 new, 1 changed, 1 suspected gone`; "nothing new" for a day without
    events."""
    gone = still_gone(document)
    removed = sum(removal["status"] == "removed" for removal in gone)
    counted = (
        (len(document["new"]), "new"),
        (len(document["changed"]), "changed"),
        (removed, "removed"),
        (len(gone) - removed, "suspected gone"),
        (len(document["restored"]), "restored"),
        (len(document["moved"]), "moved"),
        (len(document.get("left_out", ())), "not shown"),
    )
    return ", ".join(f"{number:,} {words}" for number, words in counted if number) or "nothing new"


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
    """Return the items that stand in stories: as new or changed they are shown nowhere else in the digest."""
    return frozenset(item for story in document["stories"] for item in story["items"])


def stories(document: DigestDocument, local: LocalTime) -> tuple[StoryView, ...]:
    """Return the stories of a day, in the order of the document."""
    entries: dict[int, list[tuple[str, int, ItemRecord, EditView | None]]] = defaultdict(list)
    for place, new in enumerate(document["new"]):
        entries[new["id"]].append((new["published"] or new["first_seen"] or "", -place, new, None))
    for place, edit in enumerate(document["changed"]):
        entries[edit["item"]["id"]].append((edit["at"] or "", -place, edit["item"], edit_view(edit, local)))
    return tuple(
        _story(story, [entry for item in story["items"] for entry in entries[item]], local)
        for story in document["stories"]
    )


def _story(
    story: StoryRecord, entries: list[tuple[str, int, ItemRecord, EditView | None]], local: LocalTime
) -> StoryView:
    entries.sort(key=lambda entry: entry[:2], reverse=True)  # times are ISO 8601 in UTC: they sort as they read
    cards = [(item_card(item, local) if edit is None else edit.card, edit) for _, _, item, edit in entries]
    headline = folded(story["headline"])
    head = next((at for at, (shown, _) in enumerate(cards) if shown.heading == headline), None)
    places = list(dict.fromkeys(shown.place for shown, _ in cards if shown.place))
    return StoryView(
        anchor=f"story-{story['id']}",
        headline=headline,
        href=None if head is None else cards[head][0].href,
        language=None if head is None else cards[head][0].language,
        entries=tuple(
            StoryEntry(card=shown, change=edit, is_headline=at == head) for at, (shown, edit) in enumerate(cards)
        ),
        accounts=len(story["items"]),
        places=tuple(places[:_PLACES]),
        places_more=max(0, len(places) - _PLACES),
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
