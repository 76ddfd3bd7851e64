"""How times are written down, and which dates count."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from service.models import DateOrigin, in_zone, iso, iso_day, parse_iso, plausible, to_the_minute

VISIT = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-11))


def test_a_year_has_four_digits() -> None:
    """Whatever the system's strftime makes of it."""
    assert iso(FIRST) == "0001-01-01T00:00:00Z"
    assert iso_day(FIRST) == "0001-01-01"
    assert to_the_minute(FIRST) == "0001-01-01 00:00"
    assert parse_iso(iso(FIRST)) == FIRST


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        pytest.param(FIRST.replace(tzinfo=EAST), UTC, FIRST, id="before the first moment"),
        pytest.param(LAST.replace(tzinfo=WEST), UTC, datetime.max.replace(tzinfo=UTC), id="after the last"),
        pytest.param(FIRST, ZoneInfo("America/New_York"), None, id="the first, in New York"),
        pytest.param(LAST, ZoneInfo("Asia/Tokyo"), None, id="the last, in Tokyo"),
        pytest.param(datetime(2026, 11, 20), UTC, datetime(2026, 11, 20, tzinfo=UTC), id="without a zone"),  # noqa: DTZ001
    ],
)
def test_no_conversion_leaves_the_calendar(moment: datetime, zone: timezone, expected: datetime | None) -> None:
    """At its ends the first or last moment is taken; a moment without a zone is in UTC."""
    there = in_zone(moment, zone)
    assert there.tzinfo is zone
    assert there.year in (1, 2026, 9999)
    assert expected is None or there == expected
    assert iso(there) is not None


@pytest.mark.parametrize(
    ("moment", "origin", "counts"),
    [
        pytest.param(FIRST, DateOrigin.STATED, False, id="the zero time of .NET and Go"),
        pytest.param(FIRST.replace(tzinfo=EAST), DateOrigin.STATED, False, id="the zero time, east of UTC"),
        pytest.param(LAST.replace(tzinfo=WEST), DateOrigin.STATED, False, id="the last time, west of UTC"),
        pytest.param(datetime(1899, 12, 30, tzinfo=UTC), DateOrigin.STATED, False, id="the zero day of a spreadsheet"),
        pytest.param(datetime(1900, 1, 1, tzinfo=UTC), DateOrigin.STATED, True, id="stated, 1900"),
        pytest.param(datetime(1989, 12, 31, tzinfo=UTC), DateOrigin.GUESSED, False, id="guessed, 1989"),
        pytest.param(datetime(1990, 1, 1, tzinfo=UTC), DateOrigin.GUESSED, True, id="guessed, 1990"),
        pytest.param(datetime(999, 12, 31, tzinfo=UTC), DateOrigin.DOCUMENT, False, id="a document of 999"),
        pytest.param(datetime(1000, 1, 1, tzinfo=UTC), DateOrigin.DOCUMENT, True, id="a document of 1000"),
        pytest.param(VISIT + timedelta(days=2), DateOrigin.STATED, True, id="two days ahead"),
        pytest.param(VISIT + timedelta(days=2, seconds=1), DateOrigin.STATED, False, id="more than two days ahead"),
        pytest.param(VISIT + timedelta(days=3), DateOrigin.DOCUMENT, False, id="a document more than two days ahead"),
        pytest.param(datetime(2026, 11, 22), DateOrigin.STATED, True, id="a day without a zone"),  # noqa: DTZ001
        pytest.param(datetime(2026, 11, 23), DateOrigin.STATED, False, id="a day without a zone, ahead"),  # noqa: DTZ001
        pytest.param(datetime.min, DateOrigin.DOCUMENT, False, id="the first moment without a zone"),  # noqa: DTZ901
    ],
)
def test_which_dates_count(moment: datetime, origin: DateOrigin, counts: bool) -> None:
    """From 1900 where it is stated, 1990 where guessed, 1000 in a document; to two days after the visit."""
    assert plausible(moment, origin, visit=VISIT) == (moment if counts else None)


def test_a_visit_at_the_end_of_the_calendar_is_one() -> None:
    """Two days after it there is no day any more."""
    assert plausible(LAST, DateOrigin.STATED, visit=LAST) == LAST
