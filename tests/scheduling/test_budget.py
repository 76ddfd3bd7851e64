"""Which re-checks of a host go ahead when there are too many."""

from datetime import UTC, datetime, timedelta

import pytest

from service.scheduling import LADDER, LONG, Admission, admission, tomorrow

HOUR = timedelta(hours=1)
GO, SKIP, WAIT = Admission.GO, Admission.SKIP, Admission.WAIT


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        (0, [GO, GO, GO, GO, GO, GO, GO, GO]),
        (49, [GO, GO, GO, GO, GO, GO, GO, GO]),
        (50, [GO, GO, GO, SKIP, SKIP, SKIP, GO, GO]),
        (99, [GO, GO, GO, SKIP, SKIP, SKIP, GO, GO]),
        (100, [WAIT, WAIT, WAIT, SKIP, SKIP, SKIP, WAIT, WAIT]),
    ],
)
def test_the_middle_steps_go_first(used: int, expected: list[Admission]) -> None:
    """Of a budget of a hundred they get the first half; nothing is dropped for good."""
    assert [admission(age=rung, used=used, budget=100) for rung in (*LADDER, LONG)] == expected


@pytest.mark.parametrize(("used", "expected"), [(0, GO), (99, GO), (100, WAIT)])
def test_what_confirms_something_is_no_step(used: int, expected: Admission) -> None:
    """The second look at a doubtful page is never skipped."""
    assert admission(age=None, used=used, budget=100) is expected


def test_days_are_utc_s() -> None:
    """Whatever zone the time is given in; at midnight the next one is a day off."""
    zone = datetime.fromisoformat("2026-11-21T01:30:00+02:00")
    assert tomorrow(zone) == datetime(2026, 11, 21, tzinfo=UTC)
    assert tomorrow(datetime(2026, 11, 21, tzinfo=UTC)) == datetime(2026, 11, 22, tzinfo=UTC)
