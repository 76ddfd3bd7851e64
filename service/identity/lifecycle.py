"""Whether an item still stands where it stood, and what to believe of a page that looks wrong or reads as before.
Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.models import EventKind, ItemStatus

VISITS_BEFORE_MISSING = 2
"""One 404 is an accident of publishing systems; the second in a row is reported."""

MISSING_BEFORE_REMOVED = timedelta(days=14)
"""Pages come back after days; after two weeks of 404 they do not (GDELT: 0.7 % gone at one day, 1.5 % at seven)."""

VISITS_TO_CONFIRM = 3
"""A page that suddenly says much less is believed when two later visits find the same."""

VISITS_TO_CONFIRM_ARTICLE = 2
"""A text that is an article's, but perhaps not this one's or not of today, is believed when a second visit finds it."""

STRANGER_AT_LONGEST = timedelta(days=1)
"""An address that has shown other articles for so long, and never its item's, holds that no longer, though no two of
them were the same."""

DOUBTFUL_AT_LONGEST = timedelta(days=30)
"""A page that has looked like a captcha or a login for a month stays one."""

_DOUBTFUL = (
    (timedelta(minutes=30), timedelta(minutes=30)),
    (timedelta(hours=2), timedelta(hours=2)),
    (timedelta(days=1), timedelta(hours=6)),
    (DOUBTFUL_AT_LONGEST, timedelta(days=1)),
)
"""A page that has been doubtful for less than the first is visited again after the second."""

ALTERNATING = timedelta(days=7)
"""Two versions that give way to one another within it alternate, as in tests of headlines or caches that disagree. A
version that comes back later was put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What follows from one more 404 or 410. `event` is None where there is nothing new to report."""

    status: ItemStatus
    event: EventKind | None
    next_visit: timedelta | None
    """After how long the page is visited again; None if it is not."""


def judge_absence(*, status: ItemStatus, since: datetime | None, visits: int, now: datetime) -> Absence:
    """Decide what a 404 or 410 makes of an item.

    `status` is what the item had so far, `since` the first visit that found it absent, and `visits` how many visits
    before this one have found it so.
    """
    absent_for = now - since if since else timedelta(0)
    if status is ItemStatus.REMOVED:
        return Absence(status=status, event=None, next_visit=None)
    if status is ItemStatus.MISSING:
        if absent_for >= MISSING_BEFORE_REMOVED:
            return Absence(status=ItemStatus.REMOVED, event=EventKind.REMOVED, next_visit=None)
        return Absence(status=status, event=None, next_visit=_next_visit(absent_for))
    if visits + 1 >= VISITS_BEFORE_MISSING:
        return Absence(status=ItemStatus.MISSING, event=EventKind.MISSING, next_visit=_next_visit(absent_for))
    return Absence(status=ItemStatus.LIVE, event=None, next_visit=timedelta(minutes=30))


def _next_visit(absent_for: timedelta) -> timedelta:
    """Return six hours on the first day of an absence, and one day from then on."""
    return timedelta(hours=6) if absent_for < timedelta(days=1) else timedelta(days=1)


def is_confirmed(*, visits: int, same_as_before: bool, needed: int = VISITS_TO_CONFIRM) -> bool:
    """Say whether a doubtful text is the page's text after all: `needed` visits, this one and the `visits` before it,
    have found the same."""
    return same_as_before and visits + 1 >= needed


def is_seen_again(*, same_as_before: bool, strange_for: timedelta) -> bool:
    """Say whether the other article at an address is believed: an earlier visit showed the same one (`same_as_before`;
    the item's own may have stood there in between), or all visits for a day (`strange_for`) showed others."""
    return same_as_before or strange_for >= STRANGER_AT_LONGEST


def next_visit_to_doubtful(doubtful_for: timedelta) -> timedelta | None:
    """Return after how long a page that has looked wrong for so long is visited again; None if it is not.

    The time counts and not the number of visits: a captcha page has another text each time, and would start anew for
    ever.
    """
    return next((wait for until, wait in _DOUBTFUL if doubtful_for < until), None)


def is_reported_revert(*, left_at: datetime, reverts: int, now: datetime) -> bool:
    """Say whether a return to the version that was left at `left_at` is reported, after `reverts` recent ones in a row.

    The first return is reported; those that follow within a week are the same alternation going on.
    """
    return reverts == 0 or now - left_at > ALTERNATING
