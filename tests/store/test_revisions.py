"""What items were: heads of revisions, what others had at a time, and who has an edit of some kind."""

from datetime import datetime, timedelta

import pytest

from service.models import Article, EventKind, TextBlock
from service.store import ItemFilter, Store
from service.store.revisions import LONGEST

from .conftest import NOW, Put

HOUR = timedelta(hours=1)


def revise(store: Store, item: int, text: str, *, now: datetime, **fields: object) -> int:
    with store.transaction():
        article = Article(blocks=(TextBlock(text),), **fields)  # type: ignore[arg-type]
        return store.items.revise(item, article, text_hash=f"hash of {text}", now=now)


def edit(store: Store, item: int, *kinds: str, now: datetime) -> None:
    """A new revision, told as an edit of these kinds."""
    number = revise(store, item, f"{kinds} at {now}", now=now)
    with store.transaction():
        store.events.add(
            EventKind.CHANGED,
            item=item,
            at=now,
            digest="2026-11-22",
            source="s",
            from_revision=number - 1,
            to_revision=number,
            kinds=kinds,
            summary="",
        )


def test_heads_tell_of_revisions_without_their_texts(store: Store, put: Put) -> None:
    """The newest first, as many as asked for."""
    item = put("One.")
    revise(store, item, "One and two.", now=NOW + HOUR, title="U", extractor="5", boilerplate=("Subscribe.",))
    newest, first = store.revisions.heads(item)
    assert (newest.number, newest.title, newest.characters, newest.extractor, newest.boilerplate) == (
        2,
        "U",
        12,
        "5",
        1,
    )
    assert (first.number, first.seen_at) == (1, NOW)
    assert [head.number for head in store.revisions.heads(item, limit=1)] == [2]
    assert store.revisions.count(item) == 2


def test_beside_an_item_stand_its_story_its_copies_and_its_variants(store: Store, put: Put) -> None:
    """Each with the text it had then; not the item itself, nor what has nothing to do with it."""
    items = [put(f"Text {n}.", url=f"https://a.example/{n}") for n in range(6)]
    this, of_story, a_copy, a_variant, stranger, removed = items
    with store.transaction():
        story = store.stories.begin(NOW)
        for item in (this, of_story, removed):
            store.stories.place(item, story)
        store.similarities.place(a_copy, copy_of=this, variant_of=None)
        store.similarities.place(a_variant, copy_of=None, variant_of=this)
        store.items.mark_address_reused(removed, since=NOW)
    assert {other.item for other in store.revisions.related_texts(this, before=NOW + HOUR)} == {
        of_story,
        a_copy,
        a_variant,
    }
    assert {other.item for other in store.revisions.related_texts(a_copy, before=NOW + HOUR)} == {this, a_variant}
    assert {other.item for other in store.revisions.related_texts(a_variant, before=NOW + HOUR)} == {this}
    assert store.revisions.related_texts(stranger, before=NOW + HOUR) == []


def test_beside_an_item_stand_the_texts_of_that_time(store: Store, put: Put) -> None:
    """An edit from after it is not known yet, and an item first seen after it is not there."""
    this, other = put("A.", url="https://a.example/1"), put("B.", url="https://a.example/2")
    with store.transaction():
        story = store.stories.begin(NOW)
        for item in (this, other):
            store.stories.place(item, story)
    revise(store, other, "B, edited.", now=NOW + 2 * HOUR)
    at = {hours: store.revisions.related_texts(this, before=NOW + hours * HOUR) for hours in (0, 1, 3)}
    assert at[0] == []
    assert [(found.text, found.revision, found.url) for found in at[1]] == [("B.", 1, "https://a.example/2")]
    assert [found.text for found in at[3]] == ["B, edited."]
    revise(store, other, "B " * LONGEST, now=NOW + 4 * HOUR)
    assert store.revisions.related_texts(this, before=NOW + 5 * HOUR) == []


SINCE = {
    "from then on": (HOUR, (), [1, 2]),
    "later": (2 * HOUR, (), [2]),
    "of a kind": (None, ("number",), [1, 2]),
    "of a kind, later": (2 * HOUR, ("number",), []),
    "of any of two kinds": (2 * HOUR, ("number", "name"), [2]),
    "of another": (None, ("typo",), []),
}


@pytest.mark.parametrize(("hours", "kinds", "expected"), SINCE.values(), ids=SINCE)
def test_items_are_found_by_their_edits(
    store: Store, put: Put, hours: timedelta | None, kinds: tuple[str, ...], expected: list[int]
) -> None:
    """Time and kind are those of one edit; an item that was never edited, or in silence only, is not found."""
    items = [put(f"Text {n}.", url=f"https://a.example/{n}") for n in range(4)]
    edit(store, items[0], "number", "quote", now=NOW + HOUR)
    edit(store, items[1], "number", now=NOW + HOUR)
    edit(store, items[1], "name", now=NOW + 2 * HOUR)
    revise(store, items[3], "Our own rules.", now=NOW + 2 * HOUR)
    since = None if hours is None else NOW + hours
    wanted = [item.id for item in store.items.iterate(ItemFilter(changed_since=since, kinds=kinds))]
    assert wanted == [items[at - 1] for at in expected]


def test_edits_of_a_time_are_found_by_an_index(store: Store) -> None:
    """A table of a million events is not read through."""
    plan = store.database.rows("EXPLAIN QUERY PLAN SELECT item FROM events WHERE kind = 'changed' AND at >= ?", ("x",))
    assert "events_at" in plan[0]["detail"]


def test_what_a_page_states_without_being_believed_is_kept_while_it_does(store: Store) -> None:
    """Since when, and why; what it states no more is forgotten."""
    with store.transaction():
        store.addresses.reject_stated("key", {"https://b.example/": "another host", "/": "no web address"}, now=NOW)
    with store.transaction():
        store.addresses.reject_stated("key", {"https://b.example/": "another host"}, now=NOW + HOUR)
    [kept] = store.addresses.unbelieved("key")
    assert (kept.url, kept.reason, kept.since) == ("https://b.example/", "another host", NOW)
    with store.transaction():
        store.addresses.reject_stated("key", {}, now=NOW + HOUR)
    assert store.addresses.unbelieved("key") == []
