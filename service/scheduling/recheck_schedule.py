"""When a page is visited again: after a failure, by the re-check schedule, within its host's daily budget. Pure."""

from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from service.scheduling.source_schedule import DAY, clamped

Ladder = tuple[timedelta, ...]
"""After how long an article is looked at again, counted from its first sighting or its last real edit."""

LADDER: Ladder = (
    timedelta(minutes=30),
    timedelta(minutes=90),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(days=3),
    timedelta(days=7),
)
"""Edits grow rare quickly after publication: of those within a week four in five come on the first day (GDELT, 88 M
articles), and a breaking story is told anew every 67 minutes (Saltzis)."""

LONG = timedelta(days=30)
"""The last rung of pages that were asked for themselves: a statement or a report is amended after weeks, too."""

LOOKS = 24
"""Looks at one article by its whole ladder, edits or not: three times as many as an article takes that is never edited.
One that is edited for ever (a live ticker) is looked at daily from then on …"""

FEWER = timedelta(days=1)

LOOKS_DAILY = 48
"""… and weekly from here on. (lemon24/reader stops believing in updates at 24, too.)"""

FEWEST = timedelta(days=7)

ATTEMPTS: tuple[timedelta, ...] = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""How long to wait after the first, second, … failure of a page; the last holds for all that follow."""


def next_attempt(*, failures: int, retry_after: timedelta | None, now: datetime) -> datetime:
    """When a page that has failed `failures` times in a row (1 or more) is asked for again, by `ATTEMPTS`; UTC.

    `retry_after` is a floor; more than a day is taken as a day.
    """
    step = ATTEMPTS[min(max(failures, 1), len(ATTEMPTS)) - 1]
    return now.astimezone(UTC) + max(step, clamped(retry_after))


def next_recheck(*, ladder: Ladder, since: datetime, now: datetime) -> datetime | None:
    """The first rung of `ladder` later than `now`, in UTC; None past the last. Rungs count from `since`.

    `since` is when the article was first seen, or last really edited; then the ladder is `after_edit(ladder)`.
    """
    times = (since.astimezone(UTC) + rung for rung in sorted(ladder))
    return next((time for time in times if time > now), None)


def after_edit(ladder: Ladder) -> Ladder:
    """`ladder` without its first rung, where it has others: an article edited a while after it came out is seldom
    edited again at once."""
    return ladder[1:] or ladder


def after_looks(ladder: Ladder, looks: int) -> Ladder:
    """What is left of `ladder` for an article that has had so many looks: all of it up to `LOOKS`, the rungs of a day
    and more up to `LOOKS_DAILY`, those of a week and more from there on. A ladder without such rungs ends."""
    if looks < LOOKS:
        return ladder
    least = FEWER if looks < LOOKS_DAILY else FEWEST
    return tuple(rung for rung in ladder if rung >= least)


FIRST = timedelta(hours=4)
"""Rungs up to this one: most edits of a day come within these hours."""

LAST = timedelta(days=7)
"""Rungs from this one on: there is no later look that would find what this one does not."""

MIDDLE_SHARE = 0.5
"""Of a day's budget, what the rungs between may use: later rungs see what they would have seen. From there on the rest
is kept for the first and last ones of articles that are still to come that day."""


class Admission(Enum):
    """What becomes of a re-check that is due."""

    GO = auto()
    SKIP = auto()
    """To its next rung."""
    WAIT = auto()
    """For the next day."""


def admission(*, age: timedelta | None, used: int, budget: int) -> Admission:
    """Whether a re-check goes ahead on a host that has had `used` of its `budget` today.

    `age` is how old the article (or its last edit) was when the re-check fell due; None for a look that is no step of
    a ladder but confirms a doubt or an absence: these are never skipped.
    """
    if age is not None and FIRST < age < LAST and used >= budget * MIDDLE_SHARE:
        return Admission.SKIP
    return Admission.GO if used < budget else Admission.WAIT


def tomorrow(now: datetime) -> datetime:
    """When the budget of the day of `now` gives way to that of the next; days are UTC's."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + DAY
