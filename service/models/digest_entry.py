"""What a digest shows of the events of its window."""

from dataclasses import dataclass
from datetime import datetime

from service.models.item import Edit, EventKind, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that the digest of day `date` covers: `[start, end)`."""

    date: str
    """The local day, `2026-11-21`."""
    start: datetime
    end: datetime


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
class Carrier:
    """Another item of the story that still has a number which an edit has replaced."""

    item: int
    url: str
    title: str | None
    site: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StillCarried:
    """A number that an edit has replaced, as spelt, and who still has the old one: "still 12 people at …"."""

    old: str
    new: str
    counted: str | None
    """`people`; None where no word says what is counted."""
    where: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChange:
    """A site has changed the same on many of its pages: told once, and not as an edit of each."""

    host: str
    items: tuple[int, ...]
    lines: tuple[tuple[str, str], ...]
    """(part, text): `added`, `removed` or `title`, and what."""
    at: datetime


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
    still_carried: tuple[StillCarried, ...] = ()
    """Of `changed`, as of the end of the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An event that its digest names and does not tell, since what is stored of it cannot be shown."""

    item: int
    kind: EventKind
    url: str | None
    title: str | None
    """Both None where they cannot be read either."""
    reason: str
