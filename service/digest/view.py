"""What a digest shows, in words and in reading order: made from a document alone, the same for HTML and Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from service.digest.card import Card, Link, Local, card
from service.digest.change import Change, change
from service.digest.day_counts import still_gone
from service.digest.days import parse_day
from service.digest.document import Document, LeftOutRecord, NoticeRecord, RemovalRecord, TroubleRecord
from service.digest.story import Story, in_stories, stories
from service.digest.wording import HEALTH, Moment, boundary, count, long_day
from service.text.display import label, shorten, web_url

_ERROR = 160
"""Characters shown of an error."""
_NAMES = 8
"""Sources one line of the warning names."""
_UNREAD = 50
"""Links not read, or not believed yet, that are shown; the record has them all."""
_SITE_LINES = 5
"""Lines shown of what a site changed; the record has them all."""
_SITE_LINE = 200
_Notices = Sequence[RemovalRecord] | Sequence[NoticeRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An item that went, came back or moved."""

    card: Card
    suspected: bool
    """Not certain yet."""
    detail: str | None
    when: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Notices of one kind; `name` is the heading, `anchor` its id in the page."""

    name: str
    anchor: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count of the line at the top, and the section it counts."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What the warning at the top says of sources: each by name, with its state where the label does not tell it."""

    label: str
    sources: tuple[tuple[str, str | None], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source in the table of coverage."""

    name: str
    href: str | None
    state: str
    good: bool
    checks: int
    new: int
    changed: int
    last_ok: Moment | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    """A link that a source named, and whose page could not be read, or is not believed yet."""

    link: Link
    source: str
    error: str
    since: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChangeLine:
    """A site that has changed many of its pages alike: "example.org changed 14 of its pages alike"."""

    words: str
    lines: tuple[str, ...]
    """What came or went."""
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """An item that the digest cannot show, and why."""

    link: Link
    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A whole digest."""

    date: str
    day: str
    start: Moment | None
    end: Moment | None
    closes: str | None
    """While the window is open: when it closes, `07:00`."""
    timezone: str
    counts: tuple[Count, ...]
    concerns: tuple[Concern, ...]
    quiet: str | None
    """What a day without events says."""
    stories: tuple[Story, ...]
    """What several items tell of, new or changed; none of these is told again below."""
    changes: tuple[Change, ...]
    minor: tuple[Change, ...]
    removed: tuple[Section, ...]
    returned: tuple[Section, ...]
    """What came back or moved: told after the new, since less is lost by missing it."""
    new: tuple[Card, ...]
    sites: tuple[SiteChangeLine, ...]
    """Told last: it is no news, but says why some edits are not told."""
    left_out: tuple[LeftOutLine, ...]
    sources: tuple[SourceLine, ...]
    seen: str
    unread: tuple[UnreadLine, ...]
    unread_more: int


def view(document: Document) -> View:
    """All that the page of `document` shows.

    Raises:
        ValueError: its date or a time in it is none.
    """
    local = Local(zone=ZoneInfo(document["timezone"]), day=parse_day(document["date"]))
    told = in_stories(document)
    changes = [change(record, local) for record in document["changed"] if record["item"]["id"] not in told]
    end = boundary(document["to"], zone=local.zone)
    return View(
        date=document["date"],
        day=long_day(local.day),
        start=boundary(document["from"], zone=local.zone),
        end=end,
        closes=None if document["final"] or end is None else end.words.rpartition(" ")[2],
        timezone=document["timezone"],
        counts=_counts(document),
        concerns=_concerns(document),
        quiet=_quiet(document),
        stories=stories(document, local),
        changes=tuple(edit for edit in changes if not edit.minor),
        minor=tuple(edit for edit in changes if edit.minor),
        removed=_sections((("Removed", "removed", still_gone(document)),), local),
        returned=_sections(
            (("Restored", "restored", document["restored"]), ("Moved", "moved", document["moved"])), local
        ),
        new=tuple(card(item, local) for item in document["new"] if item["id"] not in told),
        sites=_sites(document),
        left_out=tuple(_left_out(record) for record in document.get("left_out", ())),
        sources=_sources(document, local),
        seen=_seen(document),
        unread=_unread(document, local),
        unread_more=max(0, len(document["coverage"]["unread"]) - _UNREAD),
    )


# ── the top ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _counts(document: Document) -> tuple[Count, ...]:
    gone = still_gone(document)
    removed = sum(removal["status"] == "removed" for removal in gone)
    suspected = len(gone) - removed
    told = in_stories(document)
    changed = [record["item"]["id"] for record in document["changed"]]
    new = [record["id"] for record in document["new"]]
    counted = (
        (len(document["stories"]), "story", "stories", "stories"),
        (len(changed), "changed", "changed", "changed" if set(changed) - told else "stories"),
        (removed, "removed", "removed", "removed"),
        (suspected, "removal suspected", "removals suspected", "removed"),
        (len(document["restored"]), "restored", "restored", "restored"),
        (len(document["moved"]), "moved", "moved", "moved"),
        (len(document.get("left_out", ())), "not shown", "not shown", "left-out"),
    )
    section = "new" if set(new) - told else "stories"
    return (
        Count(words=f"{len(new):,} new", anchor=section) if new else Count(words="nothing new", anchor="main"),
        *(Count(words=count(number, one, many), anchor=anchor) for number, one, many, anchor in counted if number),
        Count(words=_seen(document), anchor="coverage"),
    )


def _seen(document: Document) -> str:
    total, missed = len(document["coverage"]["sources"]), len(_missed(document))
    if not total:
        return "no source checked"
    if not missed:
        return "1 source checked" if total == 1 else f"all {total:,} sources checked"
    return f"{total - missed:,} of {count(total, 'source')} seen"


def _missed(document: Document) -> list[str]:
    """The sources without one good answer in the window; one that failed only at its end is not among them."""
    return [trouble["source"] for trouble in _unwell(document) if not _answered(trouble, document)]


def _unwell(document: Document) -> list[TroubleRecord]:
    coverage = document["coverage"]
    return [*coverage["failed"], *coverage["blocked"], *coverage["unseen"]]


def _answered(trouble: TroubleRecord, document: Document) -> bool:
    # Both are ISO 8601 in UTC to the second, which sorts as it reads.
    return (trouble["last_ok"] or "") >= (document["from"] or "")


def _concerns(document: Document) -> tuple[Concern, ...]:
    coverage = document["coverage"]
    states = {line["source"]: HEALTH.get(line["health"], line["health"]) for line in coverage["sources"]}
    in_part = [trouble["source"] for trouble in _unwell(document) if _answered(trouble, document)]
    doubtful = [trouble["source"] for trouble in (*coverage["drifting"], *coverage["silent"])]
    unread = dict.fromkeys(link["source"] for link in coverage["unread"])
    told = (
        ("Not seen", [(source, states.get(source)) for source in _missed(document)]),
        ("Seen in part", [(source, states.get(source)) for source in in_part]),
        ("Doubtful", [(source, states.get(source)) for source in doubtful]),
        (
            f"{count(len(coverage['unread']), 'page')} not read, or not believed yet",
            [(source, None) for source in unread],
        ),
    )
    return tuple(
        Concern(label=words, sources=tuple(sources[:_NAMES]), more=max(0, len(sources) - _NAMES))
        for words, sources in told
        if sources
    )


def _quiet(document: Document) -> str | None:
    if document.get("left_out") or any(document[kind] for kind in ("new", "changed", "removed", "restored", "moved")):
        return None
    total, missed = len(document["coverage"]["sources"]), len(_missed(document))
    if not total:
        return "No source was looked at, so nothing can be said about this day."
    if total == missed:
        which = "the one source" if total == 1 else f"any of the {total:,} sources"
        return f"Nothing was seen of {which}. Whatever was published is missing here."
    return " ".join(
        (
            f"Nothing new and nothing changed{'' if document['final'] else ' so far'}.",
            f"{count(total - missed, 'source was', 'sources were')} checked"
            + (f", {missed:,} {'was' if missed == 1 else 'were'} not seen." if missed else "."),
        )
    )


# ── sections ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _sections(named: Sequence[tuple[str, str, _Notices]], local: Local) -> tuple[Section, ...]:
    return tuple(
        Section(name=name, anchor=anchor, notices=tuple(_notice(record, local) for record in records))
        for name, anchor, records in named
        if records
    )


def _notice(record: RemovalRecord | NoticeRecord, local: Local) -> Notice:
    return Notice(
        card=card(record["item"], local),
        suspected=record.get("status") == "missing",
        detail=record["detail"],
        when=local.moment(record["at"]),
    )


_PARTS = {"added": "Added", "removed": "Removed", "title": "At titles"}


def _sites(document: Document) -> tuple[SiteChangeLine, ...]:
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
        link=Link(label=f"{named} ({item})" if named else item, href=web_url(record["url"] or "")),
        kind=record["kind"],
        reason=shorten(record["reason"], _ERROR),
    )


# ── coverage ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _sources(document: Document, local: Local) -> tuple[SourceLine, ...]:
    lines = [
        SourceLine(
            name=line["source"],
            href=web_url(line["url"]),
            state=HEALTH.get(line["health"], line["health"]),
            good=line["health"] == "ok",
            checks=line["checks"],
            new=line["new"],
            changed=line["changed"],
            last_ok=local.moment(line["last_ok"]),
            error=shorten(line["error"], _ERROR) if line["error"] else None,
        )
        for line in document["coverage"]["sources"]
    ]
    return tuple(sorted(lines, key=lambda line: line.good))


def _unread(document: Document, local: Local) -> tuple[UnreadLine, ...]:
    return tuple(
        UnreadLine(
            link=Link(label=label(link["title"]) or link["url"], href=web_url(link["url"])),
            source=link["source"],
            error=shorten(link["error"], _ERROR),
            since=local.moment(link["since"]),
        )
        for link in document["coverage"]["unread"][:_UNREAD]
    )
