"""When to look again: at a source, at a link whose page could not be read, at an article that may be edited. Pure."""

from service.scheduling.edit_rates import Rates, pace, shifted
from service.scheduling.recheck_schedule import (
    ATTEMPTS,
    LADDER,
    LONG,
    LOOKS,
    Admission,
    Ladder,
    admission,
    after_edit,
    after_looks,
    next_attempt,
    next_recheck,
    tomorrow,
)
from service.scheduling.source_schedule import DAY, next_check
from service.scheduling.wrong_clock import (
    TOLERANCE,
    Looked,
    Verdict,
    cooled_until,
    page_due,
    unread_due,
    verdict,
)

__all__ = [
    "ATTEMPTS",
    "DAY",
    "LADDER",
    "LONG",
    "LOOKS",
    "TOLERANCE",
    "Admission",
    "Ladder",
    "Looked",
    "Rates",
    "Verdict",
    "admission",
    "after_edit",
    "after_looks",
    "cooled_until",
    "next_attempt",
    "next_check",
    "next_recheck",
    "pace",
    "page_due",
    "shifted",
    "tomorrow",
    "unread_due",
    "verdict",
]
