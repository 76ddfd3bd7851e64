"""When a page is looked at again."""

from datetime import UTC, datetime, timedelta

import pytest

from service.scheduling import (
    ATTEMPTS,
    LADDER,
    LONG,
    after_edit,
    after_looks,
    next_attempt,
    next_recheck,
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


def test_recheck_climbs_the_ladder_once() -> None:
    """Each rung comes once, at its distance from the first sighting; after the last there is none."""
    moment, rungs = NOW, []
    while (following := next_recheck(ladder=LADDER, since=NOW, now=moment)) is not None:
        rungs.append(following - NOW)
        moment = following
    assert tuple(rungs) == LADDER


def test_recheck_skips_rungs_that_were_missed() -> None:
    """After three days asleep there is one re-check to come, not five at once."""
    assert next_recheck(ladder=LADDER, since=NOW, now=NOW + timedelta(days=3)) == NOW + timedelta(days=7)


def test_recheck_starts_again_after_an_edit() -> None:
    """From the edit on, and without the first rung."""
    assert next_recheck(ladder=after_edit(LADDER), since=NOW, now=NOW) == NOW + timedelta(minutes=90)
    assert (after_edit(()), after_edit((DAY,))) == ((), (DAY,))


def test_empty_ladder_means_never() -> None:
    """`recheck: off` is an empty ladder."""
    assert next_recheck(ladder=(), since=NOW, now=NOW) is None


def test_the_ladder_is_that_of_the_research() -> None:
    """In hours: 30 min, 1.5 h, 4 h, 12 h, 24 h, 3 d, 7 d; and 30 d for pages asked for by themselves."""
    assert [rung / HOUR for rung in (*LADDER, LONG)] == [0.5, 1.5, 4, 12, 24, 72, 168, 720]


@pytest.mark.parametrize(
    ("looks", "hours"),
    [
        (0, [0.5, 1.5, 4, 12, 24, 72, 168]),
        (23, [0.5, 1.5, 4, 12, 24, 72, 168]),
        (24, [24, 72, 168]),
        (47, [24, 72, 168]),
        (48, [168]),
        (10**6, [168]),
    ],
)
def test_looks_are_capped(looks: int, hours: list[float]) -> None:
    """An article that is edited for ever is looked at daily in the end, and then weekly."""
    assert [rung / HOUR for rung in after_looks(LADDER, looks)] == hours


def test_a_short_ladder_ends_with_the_cap() -> None:
    """`recheck: [30m, 4h]` has no rung of a day: such an article is not looked at for ever."""
    assert after_looks((HOUR / 2, 4 * HOUR), 24) == ()


def test_an_article_edited_at_every_look_takes_few_looks() -> None:
    """A live ticker in a year: 24 looks by the whole ladder, 24 daily ones, then one a week."""
    moment, looks = NOW, 0
    while moment < NOW + 365 * DAY:
        following = next_recheck(ladder=after_looks(after_edit(LADDER), looks), since=moment, now=moment)
        assert following is not None
        moment, looks = following, looks + 1
    assert looks == 97
