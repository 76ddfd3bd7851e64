"""Looks at sources, and how they ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
