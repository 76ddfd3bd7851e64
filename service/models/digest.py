"""What a digest shows of the events of its window."""

from dataclasses import dataclass
from datetime import datetime

from service.models.changes import Edit
from service.models.stored import EventKind, Item


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
