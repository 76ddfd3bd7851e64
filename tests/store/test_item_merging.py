"""One item takes in another, and nothing refers to that any more."""

from service.identity import fingerprint
from service.models import EventKind, Update
from service.store import Store

from .conftest import NOW, Put

HANDLED = {
    "aliases.item",
    "copy_arrivals.item",
    "copy_arrivals.lead",
    "corrections.into_item",
    "corrections.item",
    "events.item",
    "former_addresses.heir",
    "former_addresses.item",
    "host_pages.item",
    "items.copy_of",
    "items.update_of",
    "items.variant_of",
    "likenesses.item",
    "likenesses.other",
    "line_changes.item",
    "notice_items.item",
    "revisions.item",
    "story_accounts.item",
    "updates.base",
    "updates.item",
}
"""The columns that refer to items; `pages` and `story_clues` refer to rows of these tables."""


def referring(store: Store) -> set[str]:
    """The columns that refer to the table of items."""
    names = [row["name"] for row in store.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        f"{name}.{row['from']}"
        for name in names
        for row in store.database.rows(f"SELECT * FROM pragma_foreign_key_list('{name}')")
        if row["table"] == "items"
    }


def test_every_column_that_refers_to_items_is_dealt_with(store: Store) -> None:
    """A new one needs its line in `ItemMerging.delete`, and here."""
    assert referring(store) == HANDLED


def test_an_item_that_was_taken_in_leaves_nothing_behind(store: Store, put: Put) -> None:
    """Its addresses lead to the other one, which takes over its copies and its story; its number is not used again."""
    texts = ("One.", "Two.", "2.", "Two and three.")
    first, second, copy, update = (put(text, url=f"https://a.example/{at}") for at, text in enumerate(texts))
    with store.transaction():
        story = store.stories.begin(NOW)
        store.stories.place(second, story)
        store.similarities.place(copy, copy_of=second, variant_of=None)
        store.similarities.place(update, copy_of=None, variant_of=None, update_of=second)
        store.updates.keep(update, Update(base=second, adds=("And three.",)))
        store.updates.keep(second, Update(base=first, adds=("Two.",)))
        store.copy_arrivals.add(copy, copied=second, at=NOW, digest="2026-11-21", source="post")
        store.samples.keep(second, fingerprint("Two."))
        for item, kind in ((second, EventKind.NEW), (second, EventKind.CHANGED)):
            store.events.add(kind, item=item, at=NOW, digest="2026-11-21", source="post", to_revision=1)
    with store.transaction():
        assert not store.merging.is_settled(second)
        store.merging.move_addresses(second, into=first)
        store.merging.delete(second, into=first, taken=fingerprint("Two."))
    assert len(store.items.addresses(first)) == 2
    assert store.items.known(copy).copy_of == first
    assert store.items.known(update).update_of == first
    assert store.updates.of(update) == Update(base=first, adds=("And three.",))
    assert store.updates.of(second) is None
    assert store.stories.members(story) == [first]
    assert [event.kind for event in store.events.of_item(first)] == [EventKind.NEW]
    assert store.database.rows("PRAGMA foreign_key_check") == []
    assert store.database.integrity() is None
    with store.transaction():
        store.merging.move_addresses(copy, into=first)
        store.merging.delete(copy, into=first, taken=fingerprint("2."))
    assert put("Three.", url="https://a.example/3") == update + 1
