"""Checks of sources, how each ended, and what a window of time has covered."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


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
