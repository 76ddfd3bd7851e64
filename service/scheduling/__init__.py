"""When sources are checked and pages visited again, and how a source is doing. Pure."""

from service.scheduling.edit_rates import EditRates, pace, paced_steps
from service.scheduling.recheck_schedule import (
    ATTEMPTS,
    DEFAULT_STEPS,
    FULL_VISITS,
    LONG_STEP,
    Admission,
    RecheckSteps,
    admission,
    next_attempt,
    next_recheck,
    steps_after_edit,
    steps_after_visits,
    tomorrow,
)
from service.scheduling.source_schedule import DAY, next_check
from service.scheduling.wrong_clock import (
    TOLERANCE,
    ClockVerdict,
    VisitedDays,
    cooled_until,
    judge_clock,
    page_due,
    unread_due,
)

__all__ = [
    "ATTEMPTS",
    "DAY",
    "DEFAULT_STEPS",
    "FULL_VISITS",
    "LONG_STEP",
    "TOLERANCE",
    "Admission",
    "ClockVerdict",
    "EditRates",
    "RecheckSteps",
    "VisitedDays",
    "admission",
    "cooled_until",
    "judge_clock",
    "next_attempt",
    "next_check",
    "next_recheck",
    "pace",
    "paced_steps",
    "page_due",
    "steps_after_edit",
    "steps_after_visits",
    "tomorrow",
    "unread_due",
]
