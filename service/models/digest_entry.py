"""What a digest shows of the events of its window."""

from dataclasses import dataclass
from datetime import datetime

from service.models.item import Edit, EventKind, Item, ItemStatus, Update


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that the digest of day `date` covers: `[start, end)`."""

    date: str
    """The local day, `2026-11-21`."""
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCopy:
    """Another address at which the very text of an item was published."""

    url: str
    site: str | None
    source: str
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedItem:
    """An item that a digest names, since another builds on it or repeats it."""

    item: int
    url: str
    title: str | None
    site: str | None
    published: datetime | None
    first_seen: datetime
    status: ItemStatus
    told: str | None
    """The day whose digest told it, or the text that it is a copy of; None where none did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCopies:
    """Copies that came in the window of a digest, of one text."""

    lead: int
    """The item that leads them; where it is one of them, `item` is another."""
    item: NamedItem
    """The one of which it was told that they are copies."""
    copies: tuple[PublishedCopy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedUpdate:
    """What an item of a digest adds to another."""

    update: Update
    base: NamedItem
    root: int
    """Where the chain of updates that leads to it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantText:
    """Another item with the same text but for some figures, names or denials."""

    item: int
    url: str
    title: str | None
    site: str | None
    differing: tuple[tuple[str, str], ...]
    """(here, there) of each difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleFigureHolder:
    """Another item of the story that still has a number which an edit has replaced."""

    item: int
    url: str
    title: str | None
    site: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleFigure:
    """A number that an edit has replaced, as spelt, and which items still have the old one: "still 12 people at …"."""

    old: str
    new: str
    counted: str | None
    """`people`; None where no word says what is counted."""
    where: tuple[StaleFigureHolder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChange:
    """A change that a site has made on many of its pages: it is reported once, and not as an edit of each."""

    host: str
    items: tuple[int, ...]
    lines: tuple[tuple[str, str], ...]
    """(part, text) of each line; the part is `added`, `removed` or `title`."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event with all that a digest shows of it. `item` is as of the event's revision, not as of today."""

    event: int
    kind: EventKind
    at: datetime
    item: Item
    from_revision: int | None = None
    to_revision: int | None = None
    edit: Edit | None = None
    """What changed; only for an event of kind `changed`."""
    detail: str | None = None
    """One line for the other kinds: "404 since 2026-11-20 14:05", "now at https://…"."""
    copies: tuple[PublishedCopy, ...] = ()
    variants: tuple[VariantText, ...] = ()
    still_carried: tuple[StaleFigure, ...] = ()
    """Only for an event of kind `changed`; as of the end of the window."""
    update: ReportedUpdate | None = None
    """Only for an event of kind `new`, of an item that repeats another and adds to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a digest names but does not show, since what is stored of it cannot be read or rendered."""

    item: int
    kind: str
    """The kind of its event, or what else the item was to be shown as."""
    url: str | None
    title: str | None
    """Address and title are None where they cannot be read either."""
    reason: str
