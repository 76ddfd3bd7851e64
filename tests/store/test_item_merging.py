"""One item takes in another, and nothing refers to that any more."""

from service.identity import fingerprint
from service.models import EventKind
from service.store import Store

from .conftest import NOW, Put

HANDLED = {
    "aliases",
    "corrections",
    "events",
    "former_addresses",
    "host_pages",
    "items",
    "likenesses",
    "line_changes",
    "notice_items",
    "revisions",
    "story_accounts",
}
"""The tables that refer to items; `pages` and `story_clues` refer to rows of these."""


def referring(store: Store) -> set[str]:
    """The tables with a column that refers to the table of items."""
    names = [row["name"] for row in store.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name
        for name in names
        if any(
            row["table"] == "items" for row in store.database.rows(f"SELECT * FROM pragma_foreign_key_list('{name}')")
        )
    }


def test_every_table_that_refers_to_items_is_dealt_with(store: Store) -> None:
    """A new one needs its line in `ItemMerging.delete`, and here."""
    assert referring(store) == HANDLED


def test_an_item_that_was_taken_in_leaves_nothing_behind(store: Store, put: Put) -> None:
    """Its addresses lead to the other one, which takes over its copies and its story; its number is not used again."""
    first, second, copy = (put(text, url=f"https://a.example/{at}") for at, text in enumerate(("One.", "Two.", "2.")))
    with store.transaction():
        story = store.stories.begin(NOW)
        store.stories.place(second, story)
        store.similarities.place(copy, copy_of=second, variant_of=None)
        store.samples.keep(second, fingerprint("Two."))
        for item, kind in ((second, EventKind.NEW), (second, EventKind.CHANGED)):
            store.events.add(kind, item=item, at=NOW, digest="2026-11-21", source="post", to_revision=1)
    with store.transaction():
        assert not store.merging.is_settled(second)
        store.merging.move_addresses(second, into=first)
        store.merging.delete(second, into=first, taken=fingerprint("Two."))
    assert len(store.items.addresses(first)) == 2
    assert store.items.known(copy).copy_of == first
    assert store.stories.members(story) == [first]
    assert [event.kind for event in store.events.of_item(first)] == [EventKind.NEW]
    assert store.database.rows("PRAGMA foreign_key_check") == []
    assert store.database.integrity() is None
    with store.transaction():
        store.merging.move_addresses(copy, into=first)
        store.merging.delete(copy, into=first, taken=fingerprint("2."))
    assert put("Three.", url="https://a.example/3") == copy + 1
