"""When to look again: at a source, at a link whose page could not be read, at an article that may be edited. Pure."""

from service.pacing.budget import Admission, admission, tomorrow
from service.pacing.clock import TOLERANCE, Looked, Verdict, cooled_until, page_due, unread_due, verdict
from service.pacing.day import DAY
from service.pacing.items import (
    ATTEMPTS,
    LADDER,
    LONG,
    LOOKS,
    Ladder,
    after_edit,
    after_looks,
    next_attempt,
    next_recheck,
)
from service.pacing.rates import Rates, pace, shifted
from service.pacing.sources import next_check

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
