"""Points in time as feeds, sitemaps and `<time>` elements write them."""

import calendar
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import struct_time

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(value: object) -> datetime | None:
    """An ISO 8601 time or day, or an e-mail date (RFC 5322), in UTC; None where `value` is neither.

    A time without an offset is taken as UTC, a day as its first moment.
    """
    if not isinstance(value, str):
        return None
    text = value.strip()[:64]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError):
            return None
    return _in_utc(found)


def from_struct(parsed: object) -> datetime | None:
    """feedparser's `*_parsed`, which is in UTC already; None where there is none or it is out of range."""
    if not isinstance(parsed, struct_time):
        return None
    try:
        return _EPOCH + timedelta(seconds=calendar.timegm(parsed))
    except (ValueError, OverflowError):
        return None


def _in_utc(found: datetime) -> datetime | None:
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return None
