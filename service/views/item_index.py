"""Listings of items: chosen by time, source, words, story and edits, in an order, page by page or one by one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from service.models import Item
from service.store import ItemFilter, ItemPage, Order, Store


def index_page(
    store: Store, chosen: ItemFilter, *, limit: int, order: Order = Order.NEWEST_FIRST, after: int | None = None
) -> ItemPage:
    """Return at most `limit` of the chosen items, from the cursor `after` on.

    Raises:
        UsageError: there is no word in the query.
    """
    return store.items.page(_of_today(store, chosen), limit=limit, order=order, after=after)


def index_page_json(page: ItemPage) -> dict[str, Any]:
    """Return the items of a page in the shape of `dateline items --json`, and the cursor of the next page."""
    return {"items": [item.as_json() for item in page.items], "next": page.next}


def list_items(store: Store, chosen: ItemFilter, *, limit: int | None = None) -> Iterator[Item]:
    """Return the chosen items one by one in the order in which they were first seen, at most `limit` of them.

    Raises:
        UsageError: there is no word in the query.
    """
    return store.items.iterate(_of_today(store, chosen), limit=limit)


def _of_today(store: Store, chosen: ItemFilter) -> ItemFilter:
    """Name the story by the id that it has now: stories that were joined go by one of their ids."""
    return chosen if chosen.story is None else replace(chosen, story=store.stories.current_id(chosen.story))


def headline(item: Item) -> str:
    """Return an item's title, or what it opens with."""
    return item.title or item.text.partition("\n\n")[0] or item.lead or item.url
