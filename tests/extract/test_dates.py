"""Dates as news pages write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extract.dates import find_dates, parse_date


def at(*parts: int, east: float = 0) -> datetime:
    zone = timezone(timedelta(hours=east)) if east else UTC
    return datetime(*parts, tzinfo=zone)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-11-13", at(2023, 11, 13)),
        ("2023-11-13T08:05:00Z", at(2023, 11, 13, 8, 5)),
        ("2023-11-13T08:05:00+05:30", at(2023, 11, 13, 8, 5, east=5.5)),
        ("2023-11-13 08:05:00 +0530", at(2023, 11, 13, 8, 5, east=5.5)),
        ("2023-11-13T08:05:00", at(2023, 11, 13, 8, 5)),
        ("20231113", at(2023, 11, 13)),
        ("1699862400", at(2023, 11, 13, 8)),
        ("1699862400000", at(2023, 11, 13, 8)),
        ("Mon, 13 Nov 2023 08:05:00 +0100", at(2023, 11, 13, 8, 5, east=1)),
        ("17 March 2017", at(2017, 3, 17)),
        ("Published on March 17th, 2017 at 2:05 PM EST", at(2017, 3, 17, 14, 5, east=-5)),
        ("Nov. 3, 2023 12:10 a.m.", at(2023, 11, 3, 0, 10)),
        ("17-Mar-2017", at(2017, 3, 17)),
        ("le 3 mai 2024 à 14h05", at(2024, 5, 3, 14, 5)),
        ("1er août 2024", at(2024, 8, 1)),
        ("17. März 2017, 14:05 Uhr", at(2017, 3, 17, 14, 5)),
        ("3 de mayo de 2024", at(2024, 5, 3)),
        ("17 آذار/مارس 2017", at(2017, 3, 17)),
        ("١٧ مارس ٢٠١٧", at(2017, 3, 17)),
        ("17 كانون الأول 2023", at(2023, 12, 17)),
        ("2024年5月3日", at(2024, 5, 3)),
        ("13.12.2023", at(2023, 12, 13)),
        ("13/12/2023", at(2023, 12, 13)),
        ("12/13/2023", at(2023, 12, 13)),
        ("03/04/2023", None),
        ("0001-01-01T00:00:00", None),
        ("2023-02-31", None),
        ("last Tuesday", None),
        ("version 1.2.2023.4", None),
        ("", None),
    ],
)
def test_parse_date(text: str, expected: datetime | None) -> None:
    """The zone as given, UTC else; midnight where no time is given; None where there is no date or two readings."""
    found = parse_date(text)
    assert found == expected
    if found is not None and expected is not None:
        assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-US", at(2023, 3, 4)),
        ("en_US", at(2023, 3, 4)),
        ("en-GB", at(2023, 4, 3)),
        ("fr", at(2023, 4, 3)),
        ("en", None),
    ],
)
def test_language_settles_day_and_month(language: str, expected: datetime | None) -> None:
    """03/04/2023 is read by the language's custom, and not at all where the language has two."""
    assert parse_date("03/04/2023", language=language) == expected


def test_find_dates_gives_places() -> None:
    """Dates come leftmost first, with where they stand."""
    text = "Beirut, 17 March 2017, amended 2017-04-01"
    assert [text[start:end] for _, start, end in find_dates(text)] == ["17 March 2017", "2017-04-01"]


@given(st.text(max_size=80))
def test_parse_date_never_raises(text: str) -> None:
    """Any text gives a date or none, and dates are aware."""
    found = parse_date(text)
    assert found is None or found.tzinfo is not None
