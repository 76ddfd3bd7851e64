"""Dates as news pages write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extract.metadata.dates import find_dates, has_zone, is_local, parse_date


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
        ("2023 Jan 7", at(2023, 1, 7)),
        ("Do 25.04.24 | 14:07 Uhr", at(2024, 4, 25, 14, 7)),
        ("25.04.24 um 14:07", at(2024, 4, 25, 14, 7)),
        ("25/04/98, 14h07", at(1998, 4, 25, 14, 7)),
        ("04/25/24, 2:05 PM", at(2024, 4, 25, 14, 5)),
        ("Fri May 03 2024 08:05:00 GMT+0200 (CEST)", at(2024, 5, 3, 8, 5, east=2)),
        ("May 3, 2024 at 2:05 p.m. ET", at(2024, 5, 3, 14, 5, east=-4)),
        ("2026-04-15 18:11:01.0", at(2026, 4, 15, 18, 11, 1)),
        ("3 мая 2024 г., 14:05", at(2024, 5, 3, 14, 5)),
        ("3 травня 2024, 14:05", at(2024, 5, 3, 14, 5)),
        ("2024. május 3. 14:05", at(2024, 5, 3, 14, 5)),
        ("2024 m. gegužės 3 d. 14:05", at(2024, 5, 3, 14, 5)),
        ("2024. gada 3. maijs", at(2024, 5, 3)),
        ("3. května 2024", at(2024, 5, 3)),
        ("5 listopada 2024", at(2024, 11, 5)),
        ("2 Haziran 2024 14:05", at(2024, 6, 2, 14, 5)),
        ("3 Μαΐου 2024, 2:05 μ.μ.", at(2024, 5, 3, 14, 5)),
        ("3 במאי 2024", at(2024, 5, 3)),
        ("3 मई 2024, 14:05", at(2024, 5, 3, 14, 5)),
        ("3 Mei 2024, 14:05 WIB", at(2024, 5, 3, 14, 5, east=7)),
        ("3 tháng 5, 2024", at(2024, 5, 3)),
        ("3 พฤษภาคม 2567", at(2024, 5, 3)),
        ("3 พ.ค. 2567 14:05 น.", at(2024, 5, 3, 14, 5)),
        ("令和6年5月3日 午後2時05分", at(2024, 5, 3, 14, 5)),
        ("平成元年5月3日", at(1989, 5, 3)),
        ("民國113年5月3日", at(2024, 5, 3)),
        ("2024年5月3日 下午2:05", at(2024, 5, 3, 14, 5)),
        ("2024년 5월 3일 오후 2:05", at(2024, 5, 3, 14, 5)),
        ("2024. 5. 3. 오후 2:05", at(2024, 5, 3, 14, 5)),
        ("۲۰۲۴/۰۵/۰۳ ۱۴:۰۵", at(2024, 5, 3, 14, 5)),
        ("12.04.2026 – 14.04.2026", at(2026, 4, 12)),
        ("34 minutes ago", None),
        ("vor 3 Stunden", None),
        ("0000-00-00", None),
        ("99999-01-01", None),
        ("9999999999999", None),
        ("12 people 2024", None),
        ("03/04/2023", None),
        ("03/04/24 12:05", None),
        ("25.04.24", None),
        ("25.04.24.14:07", None),
        ("25-04-24 14:07", None),
        ("release 1.2.24, 120:05", None),
        ("release 1.2.24, 12:055", None),
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


def test_a_month_s_name_means_two() -> None:
    """ "listopad" is October in Croatian and November elsewhere."""
    assert parse_date("5. listopada 2024.", language="hr-HR") == at(2024, 10, 5)
    assert parse_date("5 listopada 2024", language="pl") == at(2024, 11, 5)


def test_zone_of_the_page() -> None:
    """The caller's zone is that of a time without one; a day alone is that day in UTC."""
    tokyo = timezone(timedelta(hours=9))
    assert parse_date("2026-04-15 18:11", zone=tokyo) == at(2026, 4, 15, 18, 11, east=9)
    assert parse_date("15 April 2026, 18:11", zone=tokyo) == at(2026, 4, 15, 18, 11, east=9)
    assert parse_date("20260415T181100", zone=tokyo) == at(2026, 4, 15, 18, 11, east=9)
    assert parse_date("2026-04-15 18:11 CET", zone=tokyo) == at(2026, 4, 15, 18, 11, east=1)
    assert [parse_date(text, zone=tokyo) for text in ("2026-04-15", "15 April 2026", "20260415")] == [
        at(2026, 4, 15)
    ] * 3


@pytest.mark.parametrize(
    ("text", "zoned", "local"),
    [
        ("2026-04-15T18:11:00+02:00", True, False),
        ("15 April 2026, 18:11 CEST", True, False),
        ("2026-04-15T18:11:00Z", False, False),
        ("2026-04-15 18:11 GMT", False, False),
        ("2026-04-15 18:11", False, True),
        ("2026-04-15", False, False),
        ("1699862400", False, False),
        ("no date", False, False),
    ],
)
def test_what_a_date_says_of_its_zone(text: str, zoned: bool, local: bool) -> None:
    """An offset tells of the page's zone, UTC does not; a time alone leaves it open."""
    assert (has_zone(text), is_local(text)) == (zoned, local)


def test_find_dates_gives_places() -> None:
    """Dates come leftmost first, with where they stand."""
    text = "Beirut, 17 March 2017, amended 2017-04-01"
    assert [text[start:end] for _, start, end in find_dates(text)] == ["17 March 2017", "2017-04-01"]


@given(st.text(max_size=80))
def test_parse_date_never_raises(text: str) -> None:
    """Any text gives a date or none, and dates are aware."""
    found = parse_date(text)
    assert found is None or found.tzinfo is not None
