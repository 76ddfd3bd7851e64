"""The values that pass between the rooms: frozen, slotted, keyword-only.

All times are aware. They are in UTC, but for those an article gives, which keep the zone of its page until stored.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

Clock = Callable[[], datetime]
"""Reads the time, aware and in UTC. Only the command line and the daemon make one that reads the machine's."""


class SourceKind(StrEnum):
    """What a source of `sources.yaml` is."""

    FEED = "feed"
    LISTING = "listing"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder"


# ── what is asked of the network, and what comes back ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What we kept of a URL's last good answer. `etag` and `last_modified` are opaque and go back as they came."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    """SHA-256 of the decoded body, hex: an unchanged body costs no extraction even where a server has no validators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One URL to ask for. `headers` go only to the URL's own origin, never along with a redirect to another."""

    url: str
    validators: Validators | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One hop: `url` answered `status` and pointed at `location` (absolute)."""

    url: str
    status: int
    location: str

    @property
    def permanent(self) -> bool:
        return self.status in (301, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTTP answer of 2xx, its body decoded from Content-Encoding, not from its charset."""

    url: str
    """As asked for."""
    final_url: str
    """After redirects; equal to `url` when there were none."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, in the order received."""
    body: bytes
    fetched_at: datetime
    redirects: tuple[Redirect, ...] = ()
    seconds: float = 0.0

    def header(self, name: str) -> str | None:
        """The first value of header `name` (lower case), or None."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """304, or a body equal to the one we know: nothing to read."""

    url: str
    final_url: str
    validators: Validators
    """What to keep from now on."""
    fetched_at: datetime
    redirects: tuple[Redirect, ...] = ()
    max_age: timedelta | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRecord:
    """The robots.txt of one origin (`https://host[:port]`). `status` 0: it could not be reached."""

    origin: str
    fetched_at: datetime
    status: int
    body: bytes = b""


# ── what discovery finds ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A URL a source has named, with what the source said of it. `url` is absolute http(s), without a fragment."""

    url: str
    title: str | None = None
    summary: str | None = None
    """Plain text."""
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one feed, listing or sitemap page names, newest first as far as it tells."""

    kind: SourceKind
    links: tuple[Link, ...]
    title: str | None = None
    language: str | None = None
    children: tuple[Link, ...] = ()
    """Sitemaps that a sitemap index names."""
    notes: tuple[str, ...] = ()
    """What was odd about it, a line each, for the person who keeps the source: "entity declarations refused", …"""


# ── what extraction makes ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document the author names as a source."""

    url: str
    title: str | None = None


class BlockKind(StrEnum):
    """What a block of an article's text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    """Of a list."""
    QUOTE = "quote"
    ROW = "row"
    """Of a table."""
    PREFORMATTED = "preformatted"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A run of an article's text without a break in it, white space folded."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH


class Access(StrEnum):
    """What keeps readers from an article's whole text."""

    PAYWALLED = "paywalled"
    """Its page says that reading it is not free (schema.org `isAccessibleForFree`, …)."""
    TRUNCATED = "truncated"
    """The page holds a beginning only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What a text is found by among all others."""

    text_hash: str
    """Of all its words; empty where there are none."""
    words: int
    samples: tuple[int, ...]
    """Some of the hashes of its runs of words, 32 bits each and signed, rising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What extraction makes of a page or a document. Absent is None, never an empty string."""

    blocks: tuple[TextBlock, ...]
    """The author's text in reading order; empty where there is none."""
    title: str | None = None
    byline: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    """BCP 47, as the page says."""
    canonical: str | None = None
    shared_as: str | None = None
    """The address the page gives to those who share it (`og:url`)."""
    amp: str | None = None
    """That of its AMP view."""
    site: str | None = None
    lead: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    access: Access | None = None
    """None: whole and free, as far as the page tells."""
    notes: tuple[str, ...] = ()
    """Provenance and corrections: "This article was adapted from its original in French", …"""
    cites: tuple[Citation, ...] = ()
    furniture: tuple[str, ...] = ()
    """Lines left out of the text because they stand on other pages of the host too."""
    suspect: str | None = None
    """Why this looks like no article but a captcha, login, consent, error or blank page; None for an article."""
    extractor: str = ""
    """Version of the code and rules that made it."""
    fingerprint: Fingerprint | None = None
    """Of `text`, where it was taken beside extraction."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts of the blocks."""
        return tuple(block.text for block in self.blocks)

    @property
    def text(self) -> str:
        """The blocks, a blank line between."""
        return "\n\n".join(self.paragraphs)


# ── what is stored ────────────────────────────────────────────────────────────────────────────────────────────────


class ItemStatus(StrEnum):
    """Whether an item still stands where it stood."""

    LIVE = "live"
    MISSING = "missing"
    """Gone when last looked for, more than once: removal suspected."""
    REMOVED = "removed"


class EventKind(StrEnum):
    """What a digest tells of an item."""

    NEW = "new"
    CHANGED = "changed"
    MISSING = "missing"
    REMOVED = "removed"
    RESTORED = "restored"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The stored thing with an identity, as of its newest revision."""

    id: int
    url: str
    title: str | None
    byline: str | None
    published: datetime | None
    modified: datetime | None
    language: str | None
    site: str | None
    lead: str | None
    text: str
    notes: tuple[str, ...]
    cites: tuple[Citation, ...]
    sources: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    revision: int
    status: ItemStatus
    copy_of: int | None = None
    variant_of: int | None = None
    story: int | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    access: Access | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape that `dateline items --json` promises."""
        return {
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "byline": self.byline,
            "published": iso(self.published),
            "modified": iso(self.modified),
            "language": self.language,
            "site": self.site,
            "section": self.section,
            "tags": list(self.tags),
            "access": self.access and str(self.access),
            "text": self.text,
            "notes": list(self.notes),
            "cites": [{"url": cite.url, "title": cite.title} for cite in self.cites],
            "sources": list(self.sources),
            "first_seen": iso(self.first_seen),
            "last_seen": iso(self.last_seen),
            "revision": self.revision,
            "status": str(self.status),
            "copy_of": self.copy_of,
            "variant_of": self.variant_of,
            "story": self.story,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One version of an item's text. `number` counts from 1."""

    item: int
    number: int
    seen_at: datetime
    title: str | None
    byline: str | None
    published: datetime | None
    modified: datetime | None
    lead: str | None
    text: str
    text_hash: str
    extractor: str
    notes: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    access: Access | None = None
    furniture: tuple[str, ...] = ()
    """Lines of its page left out of the text because they stand on other pages of the host too."""
    kinds: tuple[BlockKind, ...] | None = None
    """Of the blocks of the text; None for a revision made before they were kept."""

    @property
    def blocks(self) -> tuple[TextBlock, ...]:
        """The text with the kinds of its blocks: paragraphs where those are not known."""
        texts = self.text.split("\n\n") if self.text else []
        known = self.kinds is not None and len(self.kinds) == len(texts)
        kinds = self.kinds if self.kinds and known else [BlockKind.PARAGRAPH] * len(texts)
        return tuple(TextBlock(text, kind) for text, kind in zip(texts, kinds, strict=True))


# ── changes ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Op(StrEnum):
    """What a word diff says of a run of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRun:
    """Consecutive words with one fate. Joined with the runs around it by nothing: spaces are part of the text."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffBlock:
    """One paragraph, or the title, as a word diff. Unchanged paragraphs far from any change are left out."""

    part: str
    """`title` or `text`."""
    runs: tuple[DiffRun, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape that `dateline diff --json` promises, and digests too."""
        return {"part": self.part, "runs": [{"op": str(run.op), "text": run.text} for run in self.runs]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """How one revision differs from another. Never made for texts that read the same."""

    kinds: tuple[str, ...]
    """Most important first: headline, number, …"""
    summary: str
    """One line, before → after where that can be said: "12 → 17"."""
    diff: tuple[DiffBlock, ...]


# ── digest ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another place where an item's very text stands."""

    url: str
    site: str | None
    source: str
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantText:
    """Another item with the same text but for some figures, names or denials."""

    item: int
    url: str
    title: str | None
    site: str | None
    differing: tuple[tuple[str, str], ...]
    """What differs: (here, there)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event with all a digest shows of it. `item` is as of the event's revision, not as of today."""

    event: int
    kind: EventKind
    at: datetime
    item: Item
    from_revision: int | None = None
    to_revision: int | None = None
    edit: Edit | None = None
    """For `changed`."""
    detail: str | None = None
    """For the other kinds, one line: "404 since 2026-11-20 14:05", "now at https://…"."""
    copies: tuple[Copy, ...] = ()
    variants: tuple[VariantText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that the digest of day `date` covers: `[start, end)`."""

    date: str
    """The local day, `2026-11-21`."""
    start: datetime
    end: datetime


class CheckStatus(StrEnum):
    """How one look at one source ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    BLOCKED = "blocked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One look at one source in one cycle. The counts are of links and pages that came through this source."""

    source: str
    at: datetime
    status: CheckStatus
    links: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    copies: int = 0
    unchanged: int = 0
    failed: int = 0
    error: str | None = None
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The shape that `dateline fetch --json` promises."""
        return {
            "name": self.source,
            "status": str(self.status),
            "links": self.links,
            "fetched": self.fetched,
            "new": self.new,
            "changed": self.changed,
            "copies": self.copies,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "error": self.error,
            "seconds": round(self.seconds, 3),
        }


class Health(StrEnum):
    """What `health` makes of a source's checks."""

    OK = "ok"
    FAILING = "failing"
    BLOCKED = "blocked"
    SILENT = "silent"
    """It answers, but has named nothing new for much longer than is usual for it."""
    DRIFTING = "drifting"
    """It answers, but what it gives no longer looks like what it gave: no links, no text."""
    UNSEEN = "unseen"
    """It was not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """One source in one window."""

    source: str
    kind: str | None
    url: str
    health: Health
    checks: int
    """How often it was looked at in the window."""
    unchanged: int
    """How many of these looks found nothing changed (304, same body, no new link)."""
    new: int
    changed: int
    last_ok: datetime | None
    """Its last good answer, also before the window."""
    error: str | None = None
    """Its last failure in the window, when `health` is not ok."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A link that a source named and whose page could not be read: shown, so that nothing is missed."""

    url: str
    title: str | None
    source: str
    error: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was looked at in a window, and what was not."""

    sources: tuple[SourceCoverage, ...] = ()
    unread: tuple[Unread, ...] = field(default=())


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with a `Z`, to the second: `2026-11-21T07:00:00Z`."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_iso(text: str | None) -> datetime | None:
    """The inverse of `iso`. A text without an offset is taken as UTC.

    Raises:
        ValueError: `text` is no ISO 8601 time.
    """
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
