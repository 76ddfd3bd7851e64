"""What is kept of each host's pages."""

from dataclasses import replace

from service.store import HostPage, Store
from service.store.host_pages import KEPT

from .conftest import NOW, Put

PAGE = HostPage(item=1, lines=(-(2**63), 7, 7, 2**63 - 1), headline=frozenset({"ferry", "乌克兰"}), names=frozenset())


def test_a_page_comes_back_as_it_was_kept(store: Store, put: Put) -> None:
    """Each line's key in its place; under its own host, and not for itself."""
    put("Text.")
    with store.transaction():
        store.host_pages.learn("a.example", PAGE)
    assert store.host_pages.of("a.example") == [PAGE]
    assert store.host_pages.of("a.example", but=1) == []
    assert store.host_pages.of("b.example") == []
    assert store.host_pages.first_seen([1]) == NOW
    assert store.host_pages.first_seen([]) is None


def test_a_page_learned_again_takes_its_own_place(store: Store, put: Put) -> None:
    """What it had before is forgotten."""
    put("Text.")
    with store.transaction():
        store.host_pages.learn("a.example", PAGE)
        store.host_pages.learn("a.example", replace(PAGE, lines=(3,)))
    assert [page.lines for page in store.host_pages.of("a.example")] == [(3,)]


def test_the_newest_pages_of_a_host_are_kept(store: Store, put: Put) -> None:
    """A bounded number, each host for itself."""
    items = [put(f"Text {n}.", url=f"https://a.example/{n}") for n in range(KEPT + 3)]
    with store.transaction():
        store.host_pages.learn("b.example", PAGE)
        for item in items:
            store.host_pages.learn("a.example", replace(PAGE, item=item))
    assert [page.item for page in store.host_pages.of("a.example")] == items[3:]
    assert store.host_pages.of("b.example") == [PAGE]
