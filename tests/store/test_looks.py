"""Rates of sources and re-checks of hosts."""

from datetime import timedelta

import pytest

from service.store import Store

from .conftest import NOW


def test_rates_fade_in_the_store_too(store: Store) -> None:
    """A look of a month ago counts half; sources do not mix."""
    with store.transaction():
        store.looks.count("a", edit=True, noise=False, now=NOW)
        store.looks.count("b", edit=False, noise=True, now=NOW)
        store.looks.count("a", edit=False, noise=True, now=NOW + timedelta(days=30))
    rates = store.looks.rates("a")
    assert rates is not None
    assert (rates.visits, rates.edits, rates.noise) == pytest.approx((1.5, 0.5, 1))
    assert store.looks.rates("c") is None


def test_a_host_s_looks_are_those_of_a_day(store: Store) -> None:
    """Days are UTC's, and old ones are forgotten."""
    with store.transaction():
        for days in (0, 0, 1, 30):
            store.looks.count_host("a.example", NOW + timedelta(days=days))
    assert [store.looks.of_host("a.example", NOW + timedelta(days=days)) for days in (0, 1, 30)] == [0, 0, 1]
    assert store.looks.of_host("b.example", NOW) == 0
