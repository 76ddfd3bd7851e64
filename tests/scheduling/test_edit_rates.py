"""How a source's rates shift its schedule."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.scheduling import DEFAULT_STEPS, EditRates, pace, paced_steps

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def rates(visits: float, edits: float, noise: float) -> EditRates:
    return EditRates(visits=visits, edits=edits, noise=noise, at=NOW)


counts = st.tuples(st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 1)).map(
    lambda drawn: rates(drawn[0], drawn[0] * drawn[1], drawn[0] * drawn[2])
)


@pytest.mark.parametrize(
    ("measured", "factor"),
    {
        "nothing known": (None, 1),
        "too little known": (rates(19, 19, 0), 1),
        "as usual": (rates(1000, 30, 940), 1),
        "edited often": (rates(1000, 500, 500), 0.5),
        "never edited": (rates(1000, 0, 1000), 2),
        "usual edits, answers 304": (rates(10_000, 300, 0), 0.72),
        "twice the usual edits": (rates(10_000, 600, 9_400), 0.71),
    }.values(),
    ids=lambda value: str(value),
)
def test_the_pace_follows_edits_and_cost(measured: EditRates | None, factor: float) -> None:
    """Closer together where edits are many or visits cheap, further apart where they are few or dear."""
    assert pace(measured) == pytest.approx(factor, abs=0.01)


@given(counts)
def test_the_shift_has_bounds(measured: EditRates) -> None:
    """Between half and twice the usual; the schedule still rises, ends where it did, and begins no later than 1 h."""
    assert 0.5 <= pace(measured) <= 2
    schedule = paced_steps(DEFAULT_STEPS, measured)
    assert schedule[-1] == DEFAULT_STEPS[-1]
    assert list(schedule) == sorted(set(schedule))
    assert HOUR / 4 <= schedule[0] <= HOUR


@given(counts)
def test_more_edits_never_mean_fewer_visits(measured: EditRates) -> None:
    """One more edit found brings visits closer together, or leaves them."""
    found = measured.counted(edit=True, noise=False, now=NOW)
    not_found = measured.counted(edit=False, noise=False, now=NOW)
    assert pace(found) <= pace(not_found)


def test_steps_that_would_lie_behind_the_last_are_left_out() -> None:
    """Slower: 1 h, 3 h, 8 h, 24 h, 48 h, 6 d, 7 d. `off` stays off."""
    slow = rates(1000, 0, 1000)
    assert [step / HOUR for step in paced_steps(DEFAULT_STEPS, slow)] == [1, 3, 8, 24, 48, 144, 168]
    assert paced_steps((4 * HOUR, 6 * HOUR), slow) == (6 * HOUR,)
    assert paced_steps((), slow) == ()


def test_visits_fade() -> None:
    """After 30 days a visit counts half, and a new one whole; a clock that went back takes nothing away."""
    month = timedelta(days=30)
    later = rates(100, 10, 50).counted(edit=True, noise=False, now=NOW + month)
    assert (later.visits, later.edits, later.noise) == pytest.approx((51, 6, 25))
    assert later.at == NOW + month
    earlier = rates(100, 10, 50).counted(edit=False, noise=True, now=NOW - month)
    assert (earlier.visits, earlier.edits, earlier.noise, earlier.at) == (101, 10, 51, NOW)


def test_rates_are_shares_of_visits() -> None:
    """None where there was no visit."""
    assert (rates(0, 0, 0).edit_rate, rates(0, 0, 0).noise_rate) == (None, None)
    assert (rates(50, 5, 25).edit_rate, rates(50, 5, 25).noise_rate) == (0.1, 0.5)
