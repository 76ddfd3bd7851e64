"""The longest that anything holds back a look."""

from datetime import timedelta

DAY = timedelta(days=1)
"""The longest that a server's wishes, its caching or our failures hold back a look."""


def clamped(retry_after: timedelta | None) -> timedelta:
    """What a server asked for, of a day at most; none for a wish that is negative or absent."""
    return min(max(retry_after or timedelta(), timedelta()), DAY)
