"""Listings of items."""

from dataclasses import replace

import pytest

from service.store import ItemFilter, Order, Store
from service.views.item_index import headline, index_page, index_page_json, list_items
from tests.views.conftest import MORNING, NOON


@pytest.mark.parametrize(
    ("chosen", "items"),
    [
        (ItemFilter(), [1, 2, 3, 4]),
        (ItemFilter(since=NOON), [1]),
        (ItemFilter(since=MORNING, source="post"), [1, 2, 3, 4]),
        (ItemFilter(source="nobody"), []),
        (ItemFilter(query="fourteen"), [4]),
        (ItemFilter(changed_since=MORNING, kinds=("number",)), [1]),
        (ItemFilter(kinds=("denial",)), []),
        (ItemFilter(story=99), []),
    ],
    ids=["all", "edited since", "source", "another source", "words", "kind of edit", "another kind", "story"],
)
def test_items_are_chosen_by_every_condition_given(store: Store, chosen: ItemFilter, items: list[int]) -> None:
    """In the order in which they were first seen."""
    assert [item.id for item in list_items(store, chosen)] == items


def test_a_listing_ends_at_its_limit(store: Store) -> None:
    """The first ones are listed."""
    assert [item.id for item in list_items(store, ItemFilter(), limit=2)] == [1, 2]


def test_an_item_without_a_title_is_named_by_what_it_opens_with(store: Store) -> None:
    """Its text, or else its lead, or else its address."""
    item = store.items.get(1)
    assert headline(item) == "Ferries stop"
    assert headline(replace(item, title=None)).startswith("Crews of the ferries")
    assert headline(replace(item, title=None, text="", lead="A walkout")) == "A walkout"
    assert headline(replace(item, title=None, text="", lead=None)) == item.url


def test_a_page_says_where_the_next_one_begins(store: Store) -> None:
    """Newest first unless another order is asked for; the last page names no next one."""
    first = index_page(store, ItemFilter(), limit=3)
    assert ([item.id for item in first.items], first.next) == ([4, 3, 2], 2)
    last = index_page(store, ItemFilter(), limit=3, after=first.next)
    assert ([item.id for item in last.items], last.next) == ([1], None)
    oldest = index_page_json(index_page(store, ItemFilter(), limit=3, order=Order.OLDEST_FIRST))
    assert ([item["id"] for item in oldest["items"]], oldest["next"]) == ([1, 2, 3], 3)
