"""Copies, each in the digest that was open when it came."""

from datetime import timedelta

from service.models import EventKind, Window
from service.store import Store

from .conftest import NOW, Put

TODAY, TOMORROW = "2026-11-21", "2026-11-22"


def arrive(store: Store, item: int, copied: int, *, digest: str = TODAY) -> None:
    with store.transaction():
        store.copy_arrivals.add(item, copied=copied, at=NOW, digest=digest, source="s")


def three(put: Put) -> tuple[int, int, int]:
    one, two, three = (put(f"Text {n}.", url=f"https://a.example/{n}") for n in (1, 2, 3))
    return one, two, three


def test_a_copy_comes_once_and_in_no_published_digest(store: Store, put: Put) -> None:
    """What is recorded a second time changes nothing; a day that was published leaves it to the next."""
    lead, copy, other = three(put)
    with store.transaction():
        for item in (copy, other):
            store.similarities.place(item, copy_of=lead, variant_of=None)
    arrive(store, copy, lead)
    with store.transaction():
        store.digests.publish(Window(date=TODAY, start=NOW - timedelta(days=1), end=NOW), {}, now=NOW)
    arrive(store, copy, lead)
    arrive(store, other, lead)
    assert [come.item for come in store.copy_arrivals.of_digest(TODAY)] == [copy]
    assert [come.item for come in store.copy_arrivals.of_digest(TOMORROW)] == [other]
    assert [store.copy_arrivals.digest_of(item) for item in (lead, copy, other)] == [None, TODAY, TOMORROW]
    assert store.digests.open_dates() == {TOMORROW}


def test_what_a_copy_is_now_is_told_with_it(store: Store, put: Put) -> None:
    """Its lead, which may be another than when it came, or the copy itself."""
    lead, copy, other = three(put)
    arrive(store, copy, lead)
    found = []
    for item, place in ((copy, lead), (copy, other), (copy, None), (lead, copy)):
        with store.transaction():
            store.similarities.place(item, copy_of=place, variant_of=None)
        found.append([(come.copied, come.lead) for come in store.copy_arrivals.of_digest(TODAY)])
    assert found == [[(lead, lead)], [(lead, other)], [], [(lead, copy)]]


def test_a_copy_that_is_reported_by_itself_is_none(store: Store, put: Put) -> None:
    """A digest tells it as new."""
    lead, copy, _ = three(put)
    arrive(store, copy, lead)
    with store.transaction():
        store.similarities.place(copy, copy_of=lead, variant_of=None)
        store.events.add(EventKind.NEW, item=copy, at=NOW, digest=TODAY, source="s", to_revision=1)
    assert store.copy_arrivals.of_digest(TODAY) == []
    assert store.copy_arrivals.digest_of(copy) is None


def test_the_first_news_of_a_group_is_found_by_each_of_it(store: Store, put: Put) -> None:
    """Whichever of them was told."""
    lead, copy, other = three(put)
    with store.transaction():
        store.events.add(EventKind.NEW, item=copy, at=NOW, digest=TODAY, source="s", to_revision=1)
        store.similarities.place(copy, copy_of=lead, variant_of=None)
    for item in (lead, copy):
        news = store.events.first_news(item)
        assert news is not None
        assert (news.item, news.digest) == (copy, TODAY)
    assert store.events.first_news(other) is None
