"""Moments in time: the clock, zones, the forms in which times are written, and which dates are plausible."""

from collections.abc import Callable
from datetime import MINYEAR, UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

Clock = Callable[[], datetime]
"""Reads the time, aware and in UTC. Only the command line and the daemon make one that reads the machine's."""


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The moment as `zone` has it; one without a zone is in UTC.

    Where the zone would put it before year 1 or after year 9999, it is the first or the last moment there is.
    """
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(zone)
    except OverflowError:
        return datetime.min.replace(tzinfo=zone) if aware.year == MINYEAR else datetime.max.replace(tzinfo=zone)


def year(day: date) -> str:
    """The year in four digits: `2026`, `0001`."""
    return f"{day.year:04}"


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with a `Z`, to the second: `2026-11-21T07:00:00Z`."""
    return None if moment is None else f"{_plain(moment).isoformat(timespec='seconds')}Z"


def iso_day(moment: datetime) -> str:
    """The day in UTC: `2026-11-21`."""
    return _plain(moment).date().isoformat()


def to_the_minute(moment: datetime) -> str:
    """The time in UTC as people read it: `2026-11-21 07:00`."""
    return _plain(moment).isoformat(sep=" ", timespec="minutes")


def parse_iso(text: str | None) -> datetime | None:
    """The inverse of `iso`. A text without an offset is taken as UTC.

    Raises:
        ValueError: `text` is no ISO 8601 time.
    """
    return None if text is None else in_zone(datetime.fromisoformat(text), UTC)


def _plain(moment: datetime) -> datetime:
    return in_zone(moment, UTC).replace(tzinfo=None)


AHEAD = timedelta(days=2)
"""How far after the look a date may lie: no zone is more than 14 hours from UTC, and papers are dated a day ahead."""


class DateOrigin(StrEnum):
    """Where a date was read."""

    STATED = "stated"
    """In a feed, a sitemap or a listing, or in a page's own data."""
    GUESSED = "guessed"
    """In a page's text or address."""
    DOCUMENT = "document"
    """In a document of the user's, which may be old."""


EARLIEST = {DateOrigin.STATED: 1900, DateOrigin.GUESSED: 1990, DateOrigin.DOCUMENT: 1000}
"""The first year that counts, in UTC."""


def plausible(moment: datetime | None, origin: DateOrigin, *, look: datetime) -> datetime | None:
    """The moment where it counts as a date, else None: from `EARLIEST` to two days after the look at which it was
    read. A moment without a zone is in UTC."""
    if moment is None:
        return None
    there = in_zone(moment, UTC)
    counts = there.year >= EARLIEST[origin] and there - in_zone(look, UTC) <= AHEAD
    return moment if counts else None
