"""What items add to those that they repeat."""

from datetime import timedelta

from service.models import ChangedFigure, Update
from service.store import Store
from service.store.updates import CHARACTERS

from .conftest import NOW, Put


def test_what_an_item_adds_is_read_as_it_was_kept_and_replaced(store: Store, put: Put) -> None:
    """Sentences and figures come back as they were; what is found anew takes their place."""
    for number in (1, 2):
        put(f"Text {number}.", url=f"https://a.example/{number}")
    with store.transaction():
        first = Update(base=1, adds=("Five are dead.",), figures=(ChangedFigure(what="dead", before="1", after="5"),))
        store.updates.keep(2, first)
    assert store.updates.of(2) == first
    assert store.updates.of(1) is None
    second = Update(base=1, adds=(), is_correction=True)
    with store.transaction():
        store.updates.keep(2, second)
    assert store.updates.of(2) == second


def test_updates_of_an_item_that_becomes_a_copy_are_those_of_its_lead(store: Store, put: Put) -> None:
    """Whoever asks what an update builds on is led to an item that the digest shows."""
    for number in (1, 2, 3):
        put(f"Text {number}.", url=f"https://a.example/{number}")
    with store.transaction():
        store.similarities.place(3, copy_of=None, variant_of=None, update_of=2)
        store.similarities.place(2, copy_of=1, variant_of=None)
    assert store.items.get(3).update_of == 1


def test_what_was_told_beside_is_bounded_in_characters(store: Store, put: Put) -> None:
    """A text for which no space is left is passed over, and shorter ones are read all the same: newest first."""
    long = "word " * (CHARACTERS // 10)
    for number, text in enumerate(("First.", "Second.", f"{long}3", f"{long}4", f"{long}5"), 1):
        put(text, url=f"https://a.example/{number}")
        with store.transaction():
            store.similarities.place(number, copy_of=None, variant_of=None, update_of=1 if number > 1 else None)
    told = store.updates.told_beside([1], since=NOW - timedelta(days=1), until=NOW)
    assert [one.item for one in told] == [5, 2, 1]
    assert (told[1].title, told[1].text) == ("T", "Second.")


def test_the_base_of_an_update_is_known_where_neither_can_be_read(store: Store, put: Put) -> None:
    """None where there is none."""
    for number in (1, 2):
        put(f"Text {number}.", url=f"https://a.example/{number}")
    with store.transaction():
        store.similarities.place(2, copy_of=None, variant_of=None, update_of=1)
    store.database.run("UPDATE items SET revision = 9")
    assert [store.updates.base_of(item) for item in (1, 2, 3)] == [None, 1, None]
