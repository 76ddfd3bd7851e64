"""When a page is visited again: by the re-check schedule, after failures, and within its host's daily budget. Pure."""

from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from service.scheduling.source_schedule import DAY, clamped

RecheckSteps = tuple[timedelta, ...]
"""After how long an article is visited again, counted from its first sighting or from its last real edit."""

DEFAULT_STEPS: RecheckSteps = (
    timedelta(minutes=30),
    timedelta(minutes=90),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(days=3),
    timedelta(days=7),
)
"""Edits grow rare quickly after publication: of those within a week four in five come on the first day (GDELT, 88 M
articles), and a breaking story is updated every 67 minutes (Saltzis)."""

LONG_STEP = timedelta(days=30)
"""The last step of pages that were asked for themselves: a statement or a report is amended after weeks, too."""

FULL_VISITS = 24
"""Visits to one article by all its steps, edits or not: three times as many as an article takes that is never edited.
One that is edited for ever (a live ticker) is visited daily from then on."""

DAILY_VISITS = 48
"""Visits to one article after which it is visited weekly. (lemon24/reader stops believing in updates at 24, too.)"""

DAILY, WEEKLY = timedelta(days=1), timedelta(days=7)

ATTEMPTS: tuple[timedelta, ...] = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""How long to wait after the first, second, … failure of a page; the last holds for all that follow."""


def next_attempt(*, failures: int, retry_after: timedelta | None, now: datetime) -> datetime:
    """Return when a page that has failed `failures` times in a row (1 or more) is asked for again, by `ATTEMPTS`; UTC.

    `retry_after` is a floor; more than a day counts as a day.
    """
    wait = ATTEMPTS[min(max(failures, 1), len(ATTEMPTS)) - 1]
    return now.astimezone(UTC) + max(wait, clamped(retry_after))


def next_recheck(*, steps: RecheckSteps, since: datetime, now: datetime) -> datetime | None:
    """Return the time of the first step later than `now`, in UTC; None after the last. Steps count from `since`.

    `since` is when the article was first seen, or last really edited; then the steps are `steps_after_edit(steps)`.
    """
    times = (since.astimezone(UTC) + step for step in sorted(steps))
    return next((time for time in times if time > now), None)


def steps_after_edit(steps: RecheckSteps) -> RecheckSteps:
    """Return the steps without the first, unless it is the only one: an article edited a while after it came out is
    seldom edited again at once."""
    return steps[1:] or steps


def steps_after_visits(steps: RecheckSteps, visits: int) -> RecheckSteps:
    """Return the steps that remain for an article after so many visits.

    All steps remain up to `FULL_VISITS`, those of a day and more up to `DAILY_VISITS`, and those of a week and more
    from there on. A schedule without such steps ends.
    """
    if visits < FULL_VISITS:
        return steps
    least = DAILY if visits < DAILY_VISITS else WEEKLY
    return tuple(step for step in steps if step >= least)


# ── the daily budget of a host ────────────────────────────────────────────────────────────────────────────────────

EARLY = timedelta(hours=4)
"""Steps up to this one come early: most edits of a day are made within these hours."""

LATE = timedelta(days=7)
"""Steps from this one on come late: no later visit would find what such a one misses."""

MIDDLE_SHARE = 0.5
"""Share of a day's budget that the steps between may use, since later steps see what they would have seen. The rest is
kept for the early and late steps of articles that are still to come that day."""


class Admission(Enum):
    """What becomes of a re-check that is due."""

    GO = auto()
    SKIP = auto()
    """It is put off to its next step."""
    WAIT = auto()
    """It is put off to the next day."""


def admission(*, age: timedelta | None, used: int, budget: int) -> Admission:
    """Decide whether a re-check goes ahead on a host that has had `used` visits of its `budget` today.

    `age` is how old the article (or its last edit) was when the re-check fell due. It is None for a visit that is not a
    step but confirms a doubt or an absence; such visits are never skipped.
    """
    if age is not None and EARLY < age < LATE and used >= budget * MIDDLE_SHARE:
        return Admission.SKIP
    return Admission.GO if used < budget else Admission.WAIT


def tomorrow(now: datetime) -> datetime:
    """Return when the budget of the day of `now` gives way to that of the next. Days are in UTC."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + DAY
