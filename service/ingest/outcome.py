"""What became of one page."""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of one page."""

    NEW = "new"
    CHANGED = "changed"
    COPY = "copy"
    UNCHANGED = "unchanged"
    FILTERED = "filtered"
    DOUBTFUL = "doubtful"
    MISSING = "missing"
    FAILED = "failed"
    DEFERRED = "deferred"
