from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from service.digest.days import closed_dates, open_date, window_of

SEVEN = time(7)
PARIS = ZoneInfo("Europe/Paris")

ZONES = ("Europe/Berlin", "America/New_York", "America/Havana", "Asia/Beirut", "Africa/Cairo", "UTC", "Asia/Kathmandu")
# The hours at which these zones change their clocks, and an ordinary one.
TIMES = {"midnight": time(0), "half past midnight": time(0, 30), "half past two": time(2, 30), "seven": SEVEN}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", TIMES.values(), ids=TIMES)
def test_a_year_of_windows_touch_and_hold_each_moment_once(zone: str, at: time) -> None:
    """Whatever the clocks do in a year, each local day has one window, it ends where the next starts, and is no shorter
    than 22 hours and no longer than 26."""
    days = [(date(2026, 1, 1) + timedelta(days=number)).isoformat() for number in range(366)]
    windows = [window_of(day, at=at, zone=ZoneInfo(zone)) for day in days]
    assert [made.date for made in windows] == days
    assert all(made.end == following.start for made, following in pairwise(windows))
    assert all(timedelta(hours=22) <= made.end - made.start <= timedelta(hours=26) for made in windows)
    assert all(made.end.tzinfo is UTC for made in windows)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", TIMES.values(), ids=TIMES)
def test_each_day_of_a_year_closes_once(zone: str, at: time) -> None:
    """A daemon that asks every hour of a year which days have closed hears of each day once, in order."""
    place = ZoneInfo(zone)
    first = utc("2026-01-01T12:00:00")
    closed = [open_date(first, at=at, zone=place)]
    for hour in range(0, 366 * 24, 5):
        closed += closed_dates(closed[-1], first + timedelta(hours=hour), at=at, zone=place)
    start = date.fromisoformat(closed[0])
    assert closed == [(start + timedelta(days=number)).isoformat() for number in range(len(closed))]
    assert len(closed) >= 365


@pytest.mark.parametrize(
    ("zone", "day", "at", "end"),
    [
        pytest.param("Europe/Paris", "2026-11-21", SEVEN, "2026-11-21T06:00", id="an ordinary winter day"),
        pytest.param("Europe/Paris", "2026-07-01", SEVEN, "2026-07-01T05:00", id="an ordinary summer day"),
        pytest.param("Europe/Berlin", "2026-03-29", time(2, 30), "2026-03-29T01:30", id="Berlin has no 02:30: 03:30"),
        pytest.param("Europe/Berlin", "2026-10-25", time(2, 30), "2026-10-25T00:30", id="Berlin has two 02:30: first"),
        pytest.param("America/Havana", "2026-03-08", time(0, 30), "2026-03-08T05:30", id="Havana has no 00:30: 01:30"),
        pytest.param("Asia/Beirut", "2026-03-29", time(0, 30), "2026-03-28T22:30", id="Beirut has no 00:30: 01:30"),
        pytest.param("Africa/Cairo", "2026-10-29", time(23, 30), "2026-10-29T20:30", id="Cairo has two 23:30: first"),
        pytest.param(
            "America/New_York", "2026-11-01", time(1, 30), "2026-11-01T05:30", id="New York, two 01:30: first"
        ),
    ],
)
def test_a_window_ends_at_the_local_time_or_after_its_gap(zone: str, day: str, at: time, end: str) -> None:
    """A time the clocks skip moves forward by the gap; one they show twice is taken the first time."""
    assert window_of(day, at=at, zone=ZoneInfo(zone)).end == utc(end)


def test_the_cutoff_itself_belongs_to_the_next_day() -> None:
    """A window holds its start and not its end."""
    made = window_of("2026-11-21", at=SEVEN, zone=PARIS)
    assert open_date(made.end - timedelta(microseconds=1), at=SEVEN, zone=PARIS) == "2026-11-21"
    assert open_date(made.end, at=SEVEN, zone=PARIS) == "2026-11-22"
    assert open_date(made.start, at=SEVEN, zone=PARIS) == "2026-11-21"


def test_days_slept_through_are_all_owed() -> None:
    """After three days asleep the days in between have closed, oldest first, and the open one has not."""
    now = utc("2026-11-21T05:59:59")
    assert closed_dates("2026-11-17", now, at=SEVEN, zone=PARIS) == ("2026-11-18", "2026-11-19", "2026-11-20")
    assert closed_dates("2026-11-20", now, at=SEVEN, zone=PARIS) == ()
    assert closed_dates("2026-11-20", now + timedelta(seconds=1), at=SEVEN, zone=PARIS) == ("2026-11-21",)


def test_a_clock_set_back_owes_nothing() -> None:
    """A day published already is not owed again when the clock jumps back before it."""
    assert closed_dates("2026-11-21", utc("2026-11-19T12:00:00"), at=SEVEN, zone=PARIS) == ()


def test_a_day_that_a_zone_skipped_has_an_empty_successor() -> None:
    """Samoa had no 30 December 2011: its window takes the time there was, the next is empty, and they touch."""
    apia = ZoneInfo("Pacific/Apia")
    skipped, following = (window_of(day, at=SEVEN, zone=apia) for day in ("2011-12-30", "2011-12-31"))
    assert skipped.end == following.start == following.end
    assert skipped.end - skipped.start == timedelta(days=1)


@pytest.mark.parametrize("text", ["20261121", "2026-W47-6", "2026-11-31", "../2026", "", "2026-1-2"])
def test_a_day_is_written_one_way(text: str) -> None:
    """Other spellings of ISO 8601 are refused, since the day names files."""
    with pytest.raises(ValueError, match=r".+"):
        window_of(text, at=SEVEN, zone=PARIS)
