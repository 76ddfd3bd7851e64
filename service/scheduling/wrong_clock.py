"""Whether a clock has been wrong, and what becomes of times that were reckoned from it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from service.scheduling.recheck_schedule import Ladder, next_attempt, next_recheck
from service.scheduling.source_schedule import DAY

TOLERANCE = DAY
"""What is ahead of the clock by less comes true within a day and is left alone: the skew of a clock is minutes, a time
zone set wrong at most 14 hours, and commands given `--now` for tests and replays are hours apart."""

FEW_DAYS = 7
"""A clock that was wrong is noticed within a week. Where more days were looked on ahead of the clock, and more than up
to it, the clock itself is doubted: a machine whose battery is empty begins in 2000, and its history is no mistake."""


class Verdict(Enum):
    """What to make of the times that are stored and the clock."""

    AGREE = auto()
    WAS_AHEAD = auto()
    """Some looks were made with a clock that was ahead."""
    IS_BEHIND = auto()
    """The clock of now stands before most of what was ever looked at: it is not believed, and nothing is mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """On how many days something was looked at or told, by the times stored."""

    ahead: int
    """Of the clock, by more than the tolerance."""
    until_now: int


def verdict(looked: Looked) -> Verdict:
    """Judge times that are ahead of the clock by more than `TOLERANCE`."""
    if looked.ahead <= max(FEW_DAYS, looked.until_now):
        return Verdict.WAS_AHEAD
    return Verdict.IS_BEHIND


def page_due(
    *, due: datetime | None, failures: int, ladder: Ladder, since: datetime, looked_ahead: bool, now: datetime
) -> datetime | None:
    """When an item's page is looked at again, whose due time is `due` by a clock that may have been ahead.

    The time stays, unless the last look was made with that clock (`looked_ahead`) or the time is later than any that
    the ladder allows. Otherwise it is reckoned anew: by `ladder`, counted from `since`, or as after the last failure.
    """
    if not looked_ahead and (due is None or due <= max(now + DAY, since + max(ladder, default=DAY))):
        return due
    if failures:
        return next_attempt(failures=failures, retry_after=None, now=now)
    return next_recheck(ladder=ladder, since=since, now=now)


def unread_due(*, due: datetime, failures: int, now: datetime) -> datetime:
    """When a page that was never read is asked for, whose due time is `due`: no attempt waits longer than a day."""
    if due <= now + DAY:
        return due
    return next_attempt(failures=failures, retry_after=None, now=now) if failures else now


def cooled_until(*, until: datetime, ahead: timedelta, now: datetime) -> datetime:
    """Until when a host is left alone, by a clock that was so far `ahead`; at most a day, as for every host."""
    if until <= now + DAY:
        return until
    return min(until - ahead, now + DAY)
