"""Which day a moment belongs to: day D covers `[cutoff(D-1), cutoff(D))`, cutoff(D) being D at a fixed local time.

Where the clocks go forward over that time of day it is taken with the offset from before the gap, and so comes later by
the gap's length; where they go back it is taken the first time (PEP 495, fold=0). Cutoffs never decrease, so windows
touch and each local day has exactly one, whatever the zone does.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.models import Window

_DAY = timedelta(days=1)


def window_of(date: str, *, at: time, zone: ZoneInfo) -> Window:
    """Return the time that the digest of local day `date` covers, in UTC.

    Raises:
        ValueError: `date` is no day written as `2026-11-21`.
    """
    day = parse_day(date)
    return Window(date=date, start=_cutoff(day - _DAY, at, zone), end=_cutoff(day, at, zone))


def open_date(now: datetime, *, at: time, zone: ZoneInfo) -> str:
    """Return the day whose digest an event of `now` belongs to: the first whose cutoff is still to come."""
    return next(
        day for day, cutoff in _cutoffs(now.astimezone(zone).date() - _DAY, at, zone) if now < cutoff
    ).isoformat()


def closed_dates(after: str, now: datetime, *, at: time, zone: ZoneInfo) -> tuple[str, ...]:
    """Return all days later than `after` whose cutoff has come by `now`, oldest first.

    Raises:
        ValueError: `after` is no day written as `2026-11-21`.
    """
    dates = []
    for day, cutoff in _cutoffs(parse_day(after) + _DAY, at, zone):
        if now < cutoff:
            break
        dates.append(day.isoformat())
    return tuple(dates)


def parse_day(text: str) -> date:
    """Return the date that is written as `2026-11-21`; no other of ISO 8601's spellings, since the text names files.

    Raises:
        ValueError: `text` is written in another way, or names no day.
    """
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is no day; write it as 2026-11-21")
    return day


def _cutoffs(first: date, at: time, zone: ZoneInfo) -> Iterator[tuple[date, datetime]]:
    while True:
        yield first, _cutoff(first, at, zone)
        first += _DAY


def _cutoff(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at.replace(fold=0, tzinfo=None), tzinfo=zone).astimezone(UTC)
