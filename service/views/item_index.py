"""Items chosen by time, source, words, story and edits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from service.models import Item
from service.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFilter:
    """Which items are listed: all, but for what these say."""

    since: datetime | None = None
    """First seen or edited then or later."""
    changed_since: datetime | None = None
    """With an edit recorded then or later."""
    kinds: tuple[str, ...] = ()
    """With an edit of one of these kinds; together with `changed_since`, the same edit."""
    source: str | None = None
    """Named by this source."""
    query: str | None = None
    """With these words, in SQLite's full-text syntax."""
    story: int | None = None
    """Of this story, also by an id it had before."""


def list_items(store: Store, chosen: ItemFilter, *, limit: int | None = None) -> Iterator[Item]:
    """Return the chosen items in the order in which they were first seen, at most `limit` of them.

    Raises:
        UsageError: there is no word in the query.
    """
    yield from store.items.find(
        since=chosen.since,
        source=chosen.source,
        query=chosen.query,
        limit=limit,
        story=None if chosen.story is None else store.stories.now_called(chosen.story),
        changed_since=chosen.changed_since,
        kinds=chosen.kinds,
    )


def headline(item: Item) -> str:
    """Return an item's title, or what it opens with."""
    return item.title or item.text.partition("\n\n")[0] or item.lead or item.url
