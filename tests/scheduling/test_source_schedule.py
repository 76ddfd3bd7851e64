"""When a source is looked at again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.scheduling import next_check

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
durations = st.timedeltas(timedelta(minutes=1), timedelta(days=30))


def check(
    *,
    every: timedelta | None = None,
    cron: str | None = None,
    zone: str = "UTC",
    now: datetime = NOW,
    failures: int = 0,
    retry_after: timedelta | None = None,
    max_age: timedelta | None = None,
    key: str = "guardian",
) -> datetime:
    return next_check(
        every=every,
        cron=cron,
        zone=ZoneInfo(zone),
        now=now,
        failures=failures,
        retry_after=retry_after,
        max_age=max_age,
        key=key,
    )


# ── every ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(durations, st.text())
def test_every_is_kept_within_ten_per_cent(every: timedelta, key: str) -> None:
    """The wait is `every`, give or take a tenth, whatever the key."""
    assert 0.899 * every <= check(every=every, key=key) - NOW <= 1.101 * every


def test_jitter_belongs_to_the_key() -> None:
    """One source keeps its rhythm from run to run, and sources added together do not come due together."""
    assert check(every=HOUR, key="a") == check(every=HOUR, key="a")
    assert check(every=HOUR, key="guardian") - NOW == timedelta(seconds=3829.657314)
    assert len({check(every=HOUR, key=f"source-{number}") for number in range(100)}) == 100


@given(durations, st.integers(0, 10**9), durations | st.none(), st.text())
def test_waits_are_bounded(every: timedelta, failures: int, max_age: timedelta | None, key: str) -> None:
    """Failures and caching never bring a look forward, and hold it back for a day at most; none is given up."""
    plain = check(every=every, key=key)
    held = check(every=every, key=key, failures=failures, max_age=max_age)
    assert plain <= held <= max(NOW + DAY, plain)


def test_failures_lengthen_the_wait_step_by_step() -> None:
    """Linear: three failures in a row make the wait four times as long."""
    assert check(every=HOUR, failures=3) - NOW == 4 * (check(every=HOUR) - NOW)


def test_failures_never_shorten_a_long_interval() -> None:
    """A weekly source that fails is still asked weekly, not daily."""
    assert check(every=timedelta(days=7), failures=5) == check(every=timedelta(days=7))


def test_freshness_lengthens_the_wait() -> None:
    """An answer that stays fresh for two hours is not asked for within them."""
    assert 2 * HOUR <= check(every=HOUR, max_age=2 * HOUR) - NOW <= 2.2 * HOUR


@given(st.text())
def test_freshness_is_not_believed_beyond_four_intervals(key: str) -> None:
    """A site that calls its feed fresh for a year is looked at after four intervals at most."""
    assert 3.5 * HOUR < check(every=HOUR, max_age=timedelta(days=365), key=key) - NOW <= 4 * HOUR


def test_short_freshness_changes_nothing() -> None:
    """`max_age` never brings a look forward."""
    assert check(every=HOUR, max_age=timedelta(seconds=1)) == check(every=HOUR)


# ── Retry-After ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("schedule", [{"every": HOUR}, {"cron": "*/5 * * * *"}], ids=["every", "cron"])
def test_retry_after_is_a_floor(schedule: dict[str, object]) -> None:
    """The server's wish is honoured to the second, with either schedule."""
    assert check(**schedule, retry_after=3 * HOUR) == NOW + 3 * HOUR  # type: ignore[arg-type]


@pytest.mark.parametrize("schedule", [{"every": HOUR}, {"cron": "0 * * * *"}], ids=["every", "cron"])
def test_retry_after_is_clamped(schedule: dict[str, object]) -> None:
    """A wish beyond a day, or a negative one, does not take a source away or bring it forward."""
    plain = check(**schedule)  # type: ignore[arg-type]
    assert check(**schedule, retry_after=timedelta(seconds=10**9)) == NOW + DAY  # type: ignore[arg-type]
    assert check(**schedule, retry_after=timedelta(seconds=-5)) == plain  # type: ignore[arg-type]


# ── cron ──────────────────────────────────────────────────────────────────────────────────────────────────────────

FIRES = {
    "plain": ("0 7 * * *", "Europe/Berlin", "2026-11-21T07:00+01:00", "2026-11-22T07:00+01:00"),
    "weekdays by name": ("0 7 * * mon-fri", "Europe/Berlin", "2026-11-20T07:00+01:00", "2026-11-23T07:00+01:00"),
    "before the time": ("0 7 * * *", "UTC", "2026-11-21T06:59:59+00:00", "2026-11-21T07:00+00:00"),
    "a moment after the time": ("0 7 * * *", "UTC", "2026-11-21T07:00:00.000001+00:00", "2026-11-22T07:00+00:00"),
    "Berlin, a time that comes twice, first": (
        "30 2 * * *",
        "Europe/Berlin",
        "2026-10-25T00:00+02:00",
        "2026-10-25T02:30+02:00",
    ),
    "Berlin, a time that comes twice, not again": (
        "30 2 * * *",
        "Europe/Berlin",
        "2026-10-25T02:30+02:00",
        "2026-10-26T02:30+01:00",
    ),
    "Berlin, in the repeated hour": (
        "*/20 * * * *",
        "Europe/Berlin",
        "2026-10-25T02:05+01:00",
        "2026-10-25T03:00+01:00",
    ),
    "Berlin, a time that does not come": (
        "30 2 * * *",
        "Europe/Berlin",
        "2026-03-28T02:30+01:00",
        "2026-03-29T03:30+02:00",
    ),
    "Havana, midnight skipped": ("30 0 * * *", "America/Havana", "2026-03-07T00:30-05:00", "2026-03-08T01:30-04:00"),
    "Cairo, midnight comes twice": ("30 23 * * *", "Africa/Cairo", "2026-10-29T23:30+03:00", "2026-10-30T23:30+02:00"),
    "Lord Howe, half an hour skipped": (
        "15 2 * * *",
        "Australia/Lord_Howe",
        "2026-10-03T02:15+10:30",
        "2026-10-04T02:45+11:00",
    ),
}


@pytest.mark.parametrize(("cron", "zone", "now", "expected"), FIRES.values(), ids=FIRES.keys())
def test_cron_follows_the_clock_on_the_wall(cron: str, zone: str, now: str, expected: str) -> None:
    """Once for each local time named, also on the days when clocks change."""
    fire = check(cron=cron, zone=zone, now=datetime.fromisoformat(now))
    assert fire == datetime.fromisoformat(expected)
    assert fire.tzinfo is UTC


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "America/Havana", "Asia/Beirut", "Africa/Cairo"])
@pytest.mark.parametrize("cron", ["30 0 * * *", "30 2 * * *", "30 23 * * *"])
def test_cron_fires_once_each_local_day_of_a_year(zone: str, cron: str) -> None:
    """365 fires in 2026, one a local day, in zones that change clocks at midnight and at two or three."""
    moment = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    days = []
    while (moment := check(cron=cron, zone=zone, now=moment)).astimezone(ZoneInfo(zone)).year == 2026:
        days.append(moment.astimezone(ZoneInfo(zone)).date())
    assert len(days) == len(set(days)) == 365


def test_cron_that_never_comes_is_an_error() -> None:
    """The 30th of February would otherwise be a source that is never looked at and never complains."""
    with pytest.raises(ValueError, match="never comes"):
        check(cron="0 0 30 2 *")


@pytest.mark.parametrize("schedule", [{}, {"every": HOUR, "cron": "0 * * * *"}], ids=["neither", "both"])
def test_exactly_one_schedule(schedule: dict[str, object]) -> None:
    """Which of two schedules holds is not guessed."""
    with pytest.raises(ValueError, match="exactly one"):
        check(**schedule)  # type: ignore[arg-type]
