"""Moments in time: the clock, zones, the forms in which times are written, and which dates are plausible."""

from collections.abc import Callable
from datetime import MINYEAR, UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

Clock = Callable[[], datetime]
"""A clock returns the time, aware and in UTC. Only the command line and the daemon make one that reads the
machine's."""


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return the moment in `zone`. A moment without a zone is taken as UTC.

    Where the zone would put it before year 1 or after year 9999, the first or the last moment there is is returned.
    """
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(zone)
    except OverflowError:
        return datetime.min.replace(tzinfo=zone) if aware.year == MINYEAR else datetime.max.replace(tzinfo=zone)


def year(day: date) -> str:
    """Return the year in four digits, `2026` or `0001`, which strftime gives on some systems only."""
    return f"{day.year:04}"


def iso(moment: datetime | None) -> str | None:
    """Return ISO 8601 in UTC with a `Z`, to the second: `2026-11-21T07:00:00Z`."""
    return None if moment is None else f"{_plain(moment).isoformat(timespec='seconds')}Z"


def iso_day(moment: datetime) -> str:
    """Return the day in UTC: `2026-11-21`."""
    return _plain(moment).date().isoformat()


def to_the_minute(moment: datetime) -> str:
    """Return the time in UTC as people read it: `2026-11-21 07:00`."""
    return _plain(moment).isoformat(sep=" ", timespec="minutes")


def parse_iso(text: str | None) -> datetime | None:
    """Read what `iso` writes. A text without an offset is taken as UTC.

    Raises:
        ValueError: `text` is not an ISO 8601 time.
    """
    return None if text is None else in_zone(datetime.fromisoformat(text), UTC)


def _plain(moment: datetime) -> datetime:
    return in_zone(moment, UTC).replace(tzinfo=None)


AHEAD = timedelta(days=2)
"""How far after the visit a date may lie: no zone is more than 14 hours from UTC, and papers are dated a day ahead."""


class DateOrigin(StrEnum):
    """Where a date was read."""

    STATED = "stated"
    """It was stated in a feed, a sitemap or a listing, or in a page's own data."""
    GUESSED = "guessed"
    """It was guessed from a page's text or address."""
    DOCUMENT = "document"
    """It stands in a document of the user's, which may be old."""


EARLIEST = {DateOrigin.STATED: 1900, DateOrigin.GUESSED: 1990, DateOrigin.DOCUMENT: 1000}
"""The first plausible year of each origin, in UTC. A placeholder such as 1 January 0001 is not a date."""


def plausible(moment: datetime | None, origin: DateOrigin, *, visit: datetime) -> datetime | None:
    """Return the moment if it is plausible as a date, else None.

    Plausible is what lies between `EARLIEST` and two days after the visit at which it was read. A moment without a zone
    is taken as UTC.
    """
    if moment is None:
        return None
    there = in_zone(moment, UTC)
    counts = there.year >= EARLIEST[origin] and there - in_zone(visit, UTC) <= AHEAD
    return moment if counts else None
