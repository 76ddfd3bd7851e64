"""Versions of an item: which it had before, and one of them made the present one again."""

from datetime import timedelta

from service.models import Article, TextBlock
from service.store import Store

from .conftest import NOW, Put

HOUR = timedelta(hours=1)


def revise(store: Store, item: int, text: str, hours: int) -> int:
    article = Article(blocks=(TextBlock(text),), title="T")
    with store.transaction():
        return store.items.revise(item, article, text_hash=f"hash of {text}", now=NOW + hours * HOUR)


def give_back(store: Store, item: int, text: str, hours: int) -> None:
    now = NOW + hours * HOUR
    with store.transaction():
        (earlier, *_) = store.items.earlier(item, f"hash of {text}")
        store.items.return_to(item, earlier.revision, returns=1, since=now, now=now)


def test_the_version_left_last_comes_first(store: Store, put: Put) -> None:
    """Also where it was not kept when it was left: then the next one's coming tells."""
    item = put("one")
    for hours, text in enumerate(("two", "one", "three"), 1):
        revise(store, item, text, hours)
    found = [(earlier.revision.number, earlier.left_at) for earlier in store.items.earlier(item, "hash of one")]
    assert found == [(3, NOW + 3 * HOUR), (1, NOW + HOUR)]
    with store.transaction():
        store.database.run("UPDATE revisions SET left_at = NULL")
    assert [earlier.left_at for earlier in store.items.earlier(item, "hash of one")] == [NOW + 3 * HOUR, NOW + HOUR]
    assert store.items.earlier(item, "hash of three") == []


def test_a_version_given_back_is_what_is_read_and_found(store: Store, put: Put) -> None:
    """No revision is added, and the next one has a number of its own."""
    item = put("apples")
    revise(store, item, "pears", 1)
    give_back(store, item, "apples", 2)
    known = store.items.known(item)
    assert (known.revision, known.text, known.returns, known.returns_since) == (1, "apples", 1, NOW + 2 * HOUR)
    assert (len(store.items.find(query="apples")), len(store.items.find(query="pears"))) == (1, 0)
    assert revise(store, item, "plums", 3) == 3
    assert (store.items.known(item).returns, store.items.known(item).returns_since) == (0, None)
    assert store.database.integrity() is None


def test_lines_left_out_and_documents_beside_find_a_free_number(store: Store, put: Put) -> None:
    """Though the version that stands is not the last that came."""
    item = put("apples\n\nread us")
    revise(store, item, "pears", 1)
    give_back(store, item, "apples\n\nread us", 2)
    with store.transaction():
        left = store.items.leave_out(
            item, kept=(TextBlock("apples"),), furniture=("read us",), text_hash="hash", now=NOW
        )
    assert (left.revision, left.text) == (3, "apples")
    give_back(store, item, "pears", 3)
    with store.transaction():
        store.items.add_alternate(item, Article(blocks=(TextBlock("a document"),)), text_hash="other", now=NOW)
    assert (store.items.known(item).revision, store.items.known(item).text) == (5, "pears")
    assert [revision.text for revision in store.items.revisions(item)][3:] == ["a document", "pears"]
