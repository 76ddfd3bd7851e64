"""The clock, and how times are written down."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Reads the time, aware and in UTC. Only the command line and the daemon make one that reads the machine's."""


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
