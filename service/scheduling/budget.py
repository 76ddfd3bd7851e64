"""A host's daily budget of re-checks: which go ahead when there are too many. Pure."""

from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from service.scheduling.day import DAY

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
