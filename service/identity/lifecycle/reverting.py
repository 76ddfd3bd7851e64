"""Whether an item that has an earlier version again is news. Pure."""

from datetime import datetime, timedelta

RECENT = timedelta(days=7)
"""Two versions that give way to one another within it alternate: tests of headlines, caches that disagree. What comes
back later was put back."""


def is_told(*, left_at: datetime, returns: int, now: datetime) -> bool:
    """Whether the return to a version that was left at `left_at` is told, after `returns` recent ones in a row.

    The first is; those that follow are the same thing going on.
    """
    return returns == 0 or now - left_at > RECENT
