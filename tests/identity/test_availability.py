"""Gone, back, and doubtful."""

from datetime import UTC, datetime, timedelta

import pytest

from service.identity import absent, believed, look_again_at_doubtful
from service.models import EventKind, ItemStatus

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "days", "looks", "then", "event"),
    [
        pytest.param("live", None, 0, "live", None, id="the first 404 may be an accident"),
        pytest.param("live", 0.1, 1, "missing", "missing", id="the second is told"),
        pytest.param("missing", 1, 5, "missing", None, id="and told once"),
        pytest.param("missing", 13.9, 20, "missing", None, id="not before two weeks"),
        pytest.param("missing", 14, 20, "removed", "removed", id="after two weeks it is removed"),
        pytest.param("removed", 30, 21, "removed", None, id="and told once, too"),
    ],
)
def test_absence(status: str, days: float | None, looks: int, then: str, event: str | None) -> None:
    """live → missing → removed, an event at each step."""
    since = None if days is None else NOW - timedelta(days=days)
    absence = absent(status=ItemStatus(status), since=since, looks=looks, now=NOW)
    assert (absence.status, absence.event) == (ItemStatus(then), event and EventKind(event))
    assert (absence.look_again is None) == (then == "removed")


def test_a_doubtful_text_is_believed_on_the_third_equal_look() -> None:
    """Two later looks confirm it; a different text starts anew."""
    assert [believed(looks=looks, same_as_before=True) for looks in range(4)] == [False, False, True, True]
    assert not believed(looks=5, same_as_before=False)


def test_doubtful_pages_are_looked_at_ever_more_rarely() -> None:
    """And given up after a month: by then it is a login page for good."""
    ages = (timedelta(), timedelta(minutes=30), timedelta(hours=3), timedelta(days=2), timedelta(days=29))
    waits = [look_again_at_doubtful(age) for age in ages]
    assert waits == [timedelta(hours=hours) for hours in (0.5, 2, 6, 24, 24)]
    assert look_again_at_doubtful(timedelta(days=30)) is None
