"""Sources: when they are due, and under which name."""

from datetime import timedelta

import pytest

from service.models import Check, CheckStatus
from service.store import Store

from .conftest import NOW

HOUR = timedelta(hours=1)


def look(store: Store, at_hour: int, status: CheckStatus = CheckStatus.OK) -> None:
    now = NOW + at_hour * HOUR
    store.sources.record_check(Check(source="s", at=now, status=status), next_check=now + HOUR)


def test_a_source_is_due_when_its_time_has_come(store: Store) -> None:
    """At once when it is new."""
    store.sources.list_only([("s", None, "https://s.example/")], now=NOW)
    assert [state.name for state in store.sources.due(NOW)] == ["s"]
    look(store, 0)
    assert store.sources.due(NOW + 0.9 * HOUR) == []
    assert [state.name for state in store.sources.due(NOW + HOUR)] == ["s"]


def test_a_clock_that_was_a_year_ahead_does_not_silence_a_source_for_a_year(store: Store) -> None:
    """What was reckoned from a wrong clock does not count; once looked at, or skipped, all is as usual."""
    store.sources.list_only([("s", None, "https://s.example/")], now=NOW)
    for status in (CheckStatus.OK, CheckStatus.SKIPPED):
        look(store, 24 * 365)
        assert [state.name for state in store.sources.due(NOW)] == ["s"]
        look(store, 0, status)
        assert store.sources.due(NOW) == []


def test_a_source_renamed_is_no_newer_for_that(store: Store) -> None:
    """Nor does it start with its newest items again."""
    store.sources.list_only([("old", None, "https://s.example/")], now=NOW)
    store.sources.list_only([("new", None, "https://s.example/")], now=NOW + HOUR)
    state = store.sources.get("new")
    assert state is not None
    assert (state.added, state.next_check) == (NOW, NOW + HOUR)


# ── visits ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rates_fade_in_the_store_too(store: Store) -> None:
    """A visit of a month ago counts half; sources do not mix."""
    with store.transaction():
        store.visits.count("a", edit=True, noise=False, now=NOW)
        store.visits.count("b", edit=False, noise=True, now=NOW)
        store.visits.count("a", edit=False, noise=True, now=NOW + timedelta(days=30))
    rates = store.visits.rates("a")
    assert rates is not None
    assert (rates.visits, rates.edits, rates.noise) == pytest.approx((1.5, 0.5, 1))
    assert store.visits.rates("c") is None


def test_a_host_s_visits_are_those_of_a_day(store: Store) -> None:
    """Days are UTC's, and old ones are forgotten."""
    with store.transaction():
        for days in (0, 0, 1, 30):
            store.visits.count_host("a.example", NOW + timedelta(days=days))
    assert [store.visits.of_host("a.example", NOW + timedelta(days=days)) for days in (0, 1, 30)] == [0, 0, 1]
    assert store.visits.of_host("b.example", NOW) == 0
