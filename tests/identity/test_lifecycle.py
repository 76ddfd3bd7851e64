"""Pages that are absent, doubtful, or as they were before."""

from datetime import UTC, datetime, timedelta

import pytest

from service.identity import is_confirmed, judge_absence, next_visit_to_doubtful
from service.identity.lifecycle import is_reported_revert
from service.models import EventKind, ItemStatus

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "days", "visits", "then", "event"),
    [
        pytest.param("live", None, 0, "live", None, id="the first 404 may be an accident"),
        pytest.param("live", 0.1, 1, "missing", "missing", id="the second is reported"),
        pytest.param("missing", 1, 5, "missing", None, id="and reported once"),
        pytest.param("missing", 13.9, 20, "missing", None, id="not before two weeks"),
        pytest.param("missing", 14, 20, "removed", "removed", id="after two weeks it is removed"),
        pytest.param("removed", 30, 21, "removed", None, id="and reported once, too"),
    ],
)
def test_absence(status: str, days: float | None, visits: int, then: str, event: str | None) -> None:
    """live → missing → removed, an event at each step."""
    since = None if days is None else NOW - timedelta(days=days)
    absence = judge_absence(status=ItemStatus(status), since=since, visits=visits, now=NOW)
    assert (absence.status, absence.event) == (ItemStatus(then), event and EventKind(event))
    assert (absence.next_visit is None) == (then == "removed")


def test_a_doubtful_text_is_believed_on_the_third_equal_visit() -> None:
    """Two later visits confirm it; a different text starts anew."""
    assert [is_confirmed(visits=visits, same_as_before=True) for visits in range(4)] == [False, False, True, True]
    assert not is_confirmed(visits=5, same_as_before=False)


def test_doubtful_pages_are_visited_ever_more_rarely() -> None:
    """They are given up after a month: by then such a page is a login page for good."""
    ages = (timedelta(), timedelta(minutes=30), timedelta(hours=3), timedelta(days=2), timedelta(days=29))
    waits = [next_visit_to_doubtful(age) for age in ages]
    assert waits == [timedelta(hours=hours) for hours in (0.5, 2, 6, 24, 24)]
    assert next_visit_to_doubtful(timedelta(days=30)) is None


@pytest.mark.parametrize(
    ("days", "reverts", "reported"),
    {
        "the first, at once": (0, 0, True),
        "the first, late": (300, 0, True),
        "the second, a day later": (1, 1, False),
        "the hundredth, a week later": (7, 100, False),
        "one after long, though it alternated once": (7.1, 100, True),
    }.values(),
    ids=str,
)
def test_the_first_return_and_late_ones_are_reported(days: float, reverts: int, reported: bool) -> None:
    """A version that alternates with another within a week is reported once."""
    assert is_reported_revert(left_at=NOW - timedelta(days=days), reverts=reverts, now=NOW) is reported
