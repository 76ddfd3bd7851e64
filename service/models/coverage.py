"""Checks of sources, how each ended, and what a window of time has covered."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CheckStatus(StrEnum):
    """How one check of a source ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    BLOCKED = "blocked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of a source in one cycle. The counts are of links and pages that came through this source."""

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


class Health(StrEnum):
    """How a source is doing, by its checks; see `service.scheduling.source_health`."""

    OK = "ok"
    FAILING = "failing"
    BLOCKED = "blocked"
    SILENT = "silent"
    """The source answers, but has named nothing new for much longer than is usual for it."""
    DRIFTING = "drifting"
    """The source answers, but without links, or with pages that cannot be read."""
    UNSEEN = "unseen"
    """The source was not checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """One source in one window."""

    source: str
    kind: str | None
    url: str
    health: Health
    checks: int
    """How often it was checked in the window."""
    unchanged: int
    """How many of these checks found nothing changed (304, same body, no new link)."""
    new: int
    """Items reported as new; updates are among them."""
    changed: int
    last_ok: datetime | None
    """When it last gave a good answer, in the window or before."""
    error: str | None = None
    """Its last failure in the window, where `health` is not ok."""
    copies: int = 0
    """Items that came as copies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLink:
    """A link that a source named and whose page could not be read. It is shown, so that nothing is missed."""

    url: str
    title: str | None
    source: str
    error: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which sources were checked in a window, and which links could not be read."""

    sources: tuple[SourceCoverage, ...] = ()
    unread: tuple[UnreadLink, ...] = field(default=())
