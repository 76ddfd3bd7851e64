"""Whether a clock has been wrong, and what becomes of times that were computed from it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from service.scheduling.recheck_schedule import RecheckSteps, next_attempt, next_recheck
from service.scheduling.source_schedule import DAY

TOLERANCE = DAY
"""What is ahead of the clock by less comes true within a day and is left alone: the skew of a clock is minutes, a time
zone set wrong at most 14 hours, and commands given `--now` for tests and replays are hours apart."""

FEW_DAYS = 7
"""A clock that was wrong is noticed within a week. Where there are more days with visits ahead of the clock than these,
and more than up to it, the clock itself is doubted: a machine whose battery is empty begins in 2000, and its history is
right."""


class ClockVerdict(Enum):
    """What to make of the times that are stored and the clock."""

    AGREE = auto()
    WAS_AHEAD = auto()
    """Some visits were made with a clock that was ahead."""
    IS_BEHIND = auto()
    """The clock now stands before most visits that were ever made: it is not believed, and nothing is mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitedDays:
    """On how many days something was visited or reported, by the times stored."""

    ahead: int
    """Days ahead of the clock by more than the tolerance."""
    until_now: int


def judge_clock(days: VisitedDays) -> ClockVerdict:
    """Judge times that are ahead of the clock by more than `TOLERANCE`."""
    if days.ahead <= max(FEW_DAYS, days.until_now):
        return ClockVerdict.WAS_AHEAD
    return ClockVerdict.IS_BEHIND


def page_due(
    *, due: datetime | None, failures: int, steps: RecheckSteps, since: datetime, visited_ahead: bool, now: datetime
) -> datetime | None:
    """Return when an item's page is visited again, whose due time is `due` by a clock that may have been ahead.

    The time stays, unless the last visit was made with that clock (`visited_ahead`) or the time is later than any that
    the steps allow. Otherwise it is computed anew: by `steps`, counted from `since`, or as after the last failure.
    """
    if not visited_ahead and (due is None or due <= max(now + DAY, since + max(steps, default=DAY))):
        return due
    if failures:
        return next_attempt(failures=failures, retry_after=None, now=now)
    return next_recheck(steps=steps, since=since, now=now)


def unread_due(*, due: datetime, failures: int, now: datetime) -> datetime:
    """Return when a page that was never read is asked for, whose due time is `due`: no attempt waits longer than a
    day."""
    if due <= now + DAY:
        return due
    return next_attempt(failures=failures, retry_after=None, now=now) if failures else now


def cooled_until(*, until: datetime, ahead: timedelta, now: datetime) -> datetime:
    """Return until when a host is left alone, by a clock that was so far `ahead`: at most a day, as for every host."""
    if until <= now + DAY:
        return until
    return min(until - ahead, now + DAY)
