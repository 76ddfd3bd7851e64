"""What becomes of times that are ahead of the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from service.scheduling import DEFAULT_STEPS, ClockVerdict, VisitedDays, cooled_until, judge_clock, page_due, unread_due

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("ahead", "until_now", "found"),
    [
        pytest.param(0, 5, ClockVerdict.WAS_AHEAD, id="only a digest was closed"),
        pytest.param(1, 0, ClockVerdict.WAS_AHEAD, id="the very first visit"),
        pytest.param(7, 1, ClockVerdict.WAS_AHEAD, id="a week of a young database"),
        pytest.param(8, 1, ClockVerdict.IS_BEHIND, id="more than a week, and nearly all"),
        pytest.param(30, 200, ClockVerdict.WAS_AHEAD, id="a month of an old database"),
        pytest.param(200, 30, ClockVerdict.IS_BEHIND, id="most of an old database"),
    ],
)
def test_the_clock_or_what_is_ahead_of_it_is_doubted(ahead: int, until_now: int, found: ClockVerdict) -> None:
    """By how many days of visits speak for each."""
    assert judge_clock(VisitedDays(ahead=ahead, until_now=until_now)) is found


@pytest.mark.parametrize(
    ("due", "failures", "visited_ahead", "seen", "again"),
    [
        pytest.param(3 * HOUR, 0, False, HOUR, 3 * HOUR, id="due soon: stays"),
        pytest.param(6 * DAY, 0, False, DAY, 6 * DAY, id="the last step: stays"),
        pytest.param(YEAR, 0, False, HOUR, HOUR / 2, id="later than the last step: the next one"),
        pytest.param(None, 0, False, HOUR, None, id="ended by the true clock: stays so"),
        pytest.param(None, 0, True, HOUR, HOUR / 2, id="ended by the wrong clock: the next step"),
        pytest.param(None, 0, True, 8 * DAY, None, id="over by the true clock, too"),
        pytest.param(2 * DAY, 0, True, HOUR, HOUR / 2, id="visited by the wrong clock: the next step"),
        pytest.param(YEAR, 2, True, HOUR, HOUR / 2, id="failed: as after that failure"),
        pytest.param(None, 40, True, 60 * DAY, DAY, id="given up by the wrong clock: once more"),
    ],
)
def test_an_article(
    due: timedelta | None, failures: int, visited_ahead: bool, seen: timedelta, again: timedelta | None
) -> None:
    """Its due time, after now; first seen so long ago."""
    assert page_due(
        due=None if due is None else NOW + due,
        failures=failures,
        steps=DEFAULT_STEPS,
        since=NOW - seen,
        visited_ahead=visited_ahead,
        now=NOW,
    ) == (None if again is None else NOW + again)


@pytest.mark.parametrize(("due", "failures", "again"), [(DAY, 5, DAY), (YEAR, 0, 0 * DAY), (YEAR, 1, HOUR / 12)])
def test_a_page_never_read(due: timedelta, failures: int, again: timedelta) -> None:
    """At once, or as after its last failure, where it would wait for more than a day."""
    assert unread_due(due=NOW + due, failures=failures, now=NOW) == NOW + again


@pytest.mark.parametrize(
    ("until", "ahead", "again"),
    [(HOUR, YEAR, HOUR), (YEAR + 2 * HOUR, YEAR, 2 * HOUR), (2 * YEAR, YEAR, DAY), (2 * DAY, YEAR, 2 * DAY - YEAR)],
)
def test_a_host_left_alone(until: timedelta, ahead: timedelta, again: timedelta) -> None:
    """For as long as it asked, by a clock that was so far ahead; a day at most."""
    assert cooled_until(until=NOW + until, ahead=ahead, now=NOW) == NOW + again
