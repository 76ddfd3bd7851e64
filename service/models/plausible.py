"""Which dates count: a placeholder such as 1 January 0001, and a day far ahead, are no dates."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from service.models.times import in_zone

AHEAD = timedelta(days=2)
"""How far after the look a date may lie: no zone is more than 14 hours from UTC, and papers are dated a day ahead."""


class DateOrigin(StrEnum):
    """Where a date was read."""

    STATED = "stated"
    """In a feed, a sitemap or a listing, or in a page's own data."""
    GUESSED = "guessed"
    """In a page's text or address."""
    DOCUMENT = "document"
    """In a document of the user's, which may be old."""


EARLIEST = {DateOrigin.STATED: 1900, DateOrigin.GUESSED: 1990, DateOrigin.DOCUMENT: 1000}
"""The first year that counts, in UTC."""


def plausible(moment: datetime | None, origin: DateOrigin, *, look: datetime) -> datetime | None:
    """The moment where it counts as a date, else None: from `EARLIEST` to two days after the look at which it was
    read. A moment without a zone is in UTC."""
    if moment is None:
        return None
    there = in_zone(moment, UTC)
    counts = there.year >= EARLIEST[origin] and there - in_zone(look, UTC) <= AHEAD
    return moment if counts else None
