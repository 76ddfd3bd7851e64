"""When a page is visited again, and which re-checks of a host go ahead when there are too many."""

from datetime import UTC, datetime, timedelta

import pytest

from service.scheduling import (
    ATTEMPTS,
    DEFAULT_STEPS,
    LONG_STEP,
    Admission,
    admission,
    next_attempt,
    next_recheck,
    steps_after_edit,
    steps_after_visits,
    tomorrow,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_attempts_grow_apart_and_never_end() -> None:
    """5 minutes, 30 minutes, 2 hours, 6 hours, a day, and a day ever after."""
    waits = [next_attempt(failures=count, retry_after=None, now=NOW) - NOW for count in (1, 2, 3, 4, 5, 6, 1000)]
    assert waits == [*ATTEMPTS, DAY, DAY]
    assert ATTEMPTS[:2] == (timedelta(minutes=5), timedelta(minutes=30))


def test_attempt_waits_as_long_as_the_server_asks() -> None:
    """Retry-After is a floor, of a day at most."""
    assert next_attempt(failures=1, retry_after=HOUR, now=NOW) == NOW + HOUR
    assert next_attempt(failures=4, retry_after=HOUR, now=NOW) == NOW + 6 * HOUR
    assert next_attempt(failures=1, retry_after=timedelta(days=400), now=NOW) == NOW + DAY


def test_recheck_climbs_the_schedule_once() -> None:
    """Each step comes once, at its distance from the first sighting; after the last there is none."""
    moment, steps = NOW, []
    while (following := next_recheck(steps=DEFAULT_STEPS, since=NOW, now=moment)) is not None:
        steps.append(following - NOW)
        moment = following
    assert tuple(steps) == DEFAULT_STEPS


def test_recheck_skips_steps_that_were_missed() -> None:
    """After three days asleep there is one re-check to come, not five at once."""
    assert next_recheck(steps=DEFAULT_STEPS, since=NOW, now=NOW + timedelta(days=3)) == NOW + timedelta(days=7)


def test_recheck_starts_again_after_an_edit() -> None:
    """From the edit on, and without the first step."""
    assert next_recheck(steps=steps_after_edit(DEFAULT_STEPS), since=NOW, now=NOW) == NOW + timedelta(minutes=90)
    assert (steps_after_edit(()), steps_after_edit((DAY,))) == ((), (DAY,))


def test_empty_schedule_means_never() -> None:
    """`recheck: off` is an empty schedule."""
    assert next_recheck(steps=(), since=NOW, now=NOW) is None


def test_the_schedule_is_that_of_the_research() -> None:
    """In hours: 30 min, 1.5 h, 4 h, 12 h, 24 h, 3 d, 7 d; and 30 d for pages asked for by themselves."""
    assert [step / HOUR for step in (*DEFAULT_STEPS, LONG_STEP)] == [0.5, 1.5, 4, 12, 24, 72, 168, 720]


@pytest.mark.parametrize(
    ("visits", "hours"),
    [
        (0, [0.5, 1.5, 4, 12, 24, 72, 168]),
        (23, [0.5, 1.5, 4, 12, 24, 72, 168]),
        (24, [24, 72, 168]),
        (47, [24, 72, 168]),
        (48, [168]),
        (10**6, [168]),
    ],
)
def test_visits_are_capped(visits: int, hours: list[float]) -> None:
    """An article that is edited for ever is visited daily in the end, and then weekly."""
    assert [step / HOUR for step in steps_after_visits(DEFAULT_STEPS, visits)] == hours


def test_a_short_schedule_ends_with_the_cap() -> None:
    """`recheck: [30m, 4h]` has no step of a day: such an article is not visited for ever."""
    assert steps_after_visits((HOUR / 2, 4 * HOUR), 24) == ()


def test_an_article_edited_at_every_visit_takes_few_visits() -> None:
    """A live ticker in a year: 24 visits by the whole schedule, 24 daily ones, then one a week."""
    moment, visits = NOW, 0
    while moment < NOW + 365 * DAY:
        following = next_recheck(
            steps=steps_after_visits(steps_after_edit(DEFAULT_STEPS), visits), since=moment, now=moment
        )
        assert following is not None
        moment, visits = following, visits + 1
    assert visits == 97


# ── the daily budget of a host ────────────────────────────────────────────────────────────────────────────────────

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
    assert [admission(age=step, used=used, budget=100) for step in (*DEFAULT_STEPS, LONG_STEP)] == expected


@pytest.mark.parametrize(("used", "expected"), [(0, GO), (99, GO), (100, WAIT)])
def test_what_confirms_something_is_no_step(used: int, expected: Admission) -> None:
    """The second visit to a doubtful page is never skipped."""
    assert admission(age=None, used=used, budget=100) is expected


def test_days_are_utc_s() -> None:
    """Whatever zone the time is given in; at midnight the next one is a day off."""
    zone = datetime.fromisoformat("2026-11-21T01:30:00+02:00")
    assert tomorrow(zone) == datetime(2026, 11, 21, tzinfo=UTC)
    assert tomorrow(datetime(2026, 11, 21, tzinfo=UTC)) == datetime(2026, 11, 22, tzinfo=UTC)
