"""Whether an item still stands where it stood, and what to believe of a page that looks wrong or returns. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.models import EventKind, ItemStatus

LOOKS_BEFORE_MISSING = 2
"""One 404 is an accident of publishing systems; the second in a row is told."""

MISSING_BEFORE_REMOVED = timedelta(days=14)
"""Pages come back after days; after two weeks of 404 they do not (GDELT: 0.7 % gone at one day, 1.5 % at seven)."""

LOOKS_BEFORE_BELIEVED = 3
"""A page that suddenly says much less is believed when two later looks find the same."""

LOOKS_AT_SUSPECTED = 2
"""A text that is an article's, but perhaps not this one's or not of today, is believed when a second look finds it."""

DOUBTFUL_AT_LONGEST = timedelta(days=30)
"""A page that has looked like a captcha or a login for a month stays one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What follows from one more 404 or 410. `event` is None where there is nothing new to tell."""

    status: ItemStatus
    event: EventKind | None
    look_again: timedelta | None
    """After how long; None: not any more."""


def absent(*, status: ItemStatus, since: datetime | None, looks: int, now: datetime) -> Absence:
    """Decide on a 404 or 410 of an item of this status, absent `since`, on `looks` looks before this one."""
    gone_for = now - since if since else timedelta(0)
    if status is ItemStatus.REMOVED:
        return Absence(status=status, event=None, look_again=None)
    if status is ItemStatus.MISSING:
        if gone_for >= MISSING_BEFORE_REMOVED:
            return Absence(status=ItemStatus.REMOVED, event=EventKind.REMOVED, look_again=None)
        return Absence(status=status, event=None, look_again=_next_look(gone_for))
    if looks + 1 >= LOOKS_BEFORE_MISSING:
        return Absence(status=ItemStatus.MISSING, event=EventKind.MISSING, look_again=_next_look(gone_for))
    return Absence(status=ItemStatus.LIVE, event=None, look_again=timedelta(minutes=30))


def _next_look(gone_for: timedelta) -> timedelta:
    """Six hours on the first day, then once a day."""
    return timedelta(hours=6) if gone_for < timedelta(days=1) else timedelta(days=1)


def believed(*, looks: int, same_as_before: bool, needed: int = LOOKS_BEFORE_BELIEVED) -> bool:
    """Whether a doubtful text is the page's text after all: `needed` looks, this one and the `looks` before it, found
    the same."""
    return same_as_before and looks + 1 >= needed


def look_again_at_doubtful(doubtful_for: timedelta) -> timedelta | None:
    """After how long a page that has looked wrong for so long is looked at again; None: not any more.

    By time and not by looks: a captcha page has another text each time, and would start anew for ever.
    """
    return next((wait for until, wait in _DOUBTFUL if doubtful_for < until), None)


_DOUBTFUL = (
    (timedelta(minutes=30), timedelta(minutes=30)),
    (timedelta(hours=2), timedelta(hours=2)),
    (timedelta(days=1), timedelta(hours=6)),
    (DOUBTFUL_AT_LONGEST, timedelta(days=1)),
)
"""Doubtful for less than the first: look again after the second."""


RECENT = timedelta(days=7)
"""Two versions that give way to one another within it alternate: tests of headlines, caches that disagree. What comes
back later was put back."""


def is_told(*, left_at: datetime, returns: int, now: datetime) -> bool:
    """Whether the return to a version that was left at `left_at` is told, after `returns` recent ones in a row.

    The first is; those that follow are the same thing going on.
    """
    return returns == 0 or now - left_at > RECENT
