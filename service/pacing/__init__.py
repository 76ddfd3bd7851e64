"""When to look again: at a source, at a link whose page could not be read, at an article that may be edited. Pure."""

from service.pacing.budget import Admission, admission, tomorrow
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
    "Admission",
    "Ladder",
    "Rates",
    "admission",
    "after_edit",
    "after_looks",
    "next_attempt",
    "next_check",
    "next_recheck",
    "pace",
    "shifted",
    "tomorrow",
]
