"""Listings of items: order, pages, and how much is held in memory."""

import tracemalloc
from collections.abc import Iterator
from itertools import islice

import pytest

from service.errors import UsageError
from service.store import ItemFilter, Order, Store
from service.store.item_listing import listing_query

from .conftest import Put


def add(put: Put, count: int) -> list[int]:
    return [put(f"Ferry {n}.", url=f"https://a.example/{n}", source="ab"[n % 2]) for n in range(count)]


def ids_by_page(store: Store, where: ItemFilter, order: Order, limit: int) -> Iterator[list[int]]:
    cursor = None
    while True:
        page = store.items.page(where, order=order, after=cursor, limit=limit)
        yield [item.id for item in page.items]
        if page.next is None:
            return
        cursor = page.next


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 50])
def test_pages_make_up_the_whole_listing_in_its_order(store: Store, put: Put, order: Order, limit: int) -> None:
    """Every page but the last is full, and the last one is known to be the last."""
    items = add(put, 6)
    pages = list(ids_by_page(store, ItemFilter(), order, limit))
    assert [item for page in pages for item in page] == (items if order is Order.OLDEST_FIRST else items[::-1])
    assert [len(page) for page in pages] == [limit] * (6 // limit) + [6 % limit] * (6 % limit > 0)


def test_a_page_of_nothing_is_the_last(store: Store) -> None:
    """An empty store has one empty page."""
    page = store.items.page(ItemFilter(), limit=5)
    assert (page.items, page.next) == ((), None)


@pytest.mark.parametrize("order", Order)
def test_items_added_meanwhile_move_no_page(store: Store, put: Put, order: Order) -> None:
    """No item is shown twice, and none of those there were is left out."""
    items = add(put, 4)
    first = store.items.page(ItemFilter(), order=order, limit=2)
    new = put("News.", url="https://a.example/new")
    second = store.items.page(ItemFilter(), order=order, after=first.next, limit=9)
    shown = [item.id for item in (*first.items, *second.items)]
    assert shown == ([*items, new] if order is Order.OLDEST_FIRST else items[::-1])


def test_a_listing_keeps_its_conditions_from_page_to_page(store: Store, put: Put) -> None:
    """Only items of the source and with the word are shown."""
    items = add(put, 7)
    put("Tram.", url="https://a.example/tram", source="b")
    where = ItemFilter(source="b", query="ferry")
    assert list(ids_by_page(store, where, Order.NEWEST_FIRST, 2)) == [[items[5], items[3]], [items[1]]]
    assert [item.id for item in store.items.iterate(ItemFilter(source="b", query="ferry"))] == [
        items[1],
        items[3],
        items[5],
    ]


def test_a_query_without_words_is_refused_before_anything_is_read(store: Store) -> None:
    """Not only when the first item is asked for."""
    with pytest.raises(UsageError, match="--query"):
        store.items.iterate(ItemFilter(query="*"))


def test_a_listing_is_read_item_by_item(store: Store, put: Put) -> None:
    """Two hundred texts of 100 kB take no more memory than a few."""
    for n in range(200):
        put("x" * 100_000, url=f"https://a.example/{n}")
    tracemalloc.start()
    try:
        assert sum(1 for _ in store.items.iterate(ItemFilter())) == 200
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_an_iteration_may_be_left_early_and_written_beside(store: Store, put: Put) -> None:
    """A transaction in the middle of a listing neither waits nor breaks it."""
    items = add(put, 5)
    found = store.items.iterate(ItemFilter(), order=Order.NEWEST_FIRST)
    head = [item.id for item in islice(found, 2)]
    put("News.", url="https://a.example/new")
    assert head + [item.id for item in islice(found, 2)] == items[:0:-1]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(
    "where",
    [ItemFilter(), ItemFilter(query="ferry"), ItemFilter(source="a"), ItemFilter(kinds=("number",))],
    ids=["all", "query", "source", "kinds"],
)
def test_no_listing_is_sorted_by_sqlite(store: Store, where: ItemFilter, order: Order) -> None:
    """SQLite goes through the items by their ids, from the cursor on: the first page is there at once."""
    sql, parameters = listing_query(where, store.database, order=order, after=7, limit=5)
    plan = [row["detail"] for row in store.database.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert any(step.startswith("SEARCH i USING INTEGER PRIMARY KEY") for step in plan), plan
    outer = [step for step in plan if "ORDER BY" in step and "TEMP B-TREE" in step]
    assert len(outer) == plan_of_sources(store), plan


def plan_of_sources(store: Store) -> int:
    """How many sorts the view's list of an item's sources takes by itself."""
    plan = store.database.rows("EXPLAIN QUERY PLAN SELECT * FROM current WHERE id = 1")
    return sum("ORDER BY" in row["detail"] for row in plan)
