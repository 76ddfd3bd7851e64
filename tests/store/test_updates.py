"""What items add to those that they repeat."""

from service.models import ChangedFigure, Update
from service.store import Store

from .conftest import Put


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
