"""Items, revisions and the words in them."""

from datetime import timedelta

import pytest

from service.errors import UsageError
from service.models import Access, Article, BlockKind, ItemStatus, Link, TextBlock
from service.store import ItemFilter, Store

from .conftest import NOW, Put


def test_an_item_gives_back_what_was_put_in(store: Store, put: Put) -> None:
    """The newest revision's text, and the sources it was seen through."""
    item = store.items.get(put("One.\n\nTwo."))
    assert (item.title, item.text, item.revision, item.status, item.sources) == (
        "T",
        "One.\n\nTwo.",
        1,
        ItemStatus.LIVE,
        ("s",),
    )


def test_a_revision_keeps_the_text_before_it(store: Store, put: Put) -> None:
    """Nothing is overwritten."""
    item = put("Old words.")
    with store.transaction():
        number = store.items.revise(item, Article(blocks=(TextBlock("New words."),), title="U"), text_hash="h", now=NOW)
    assert number == 2
    assert [(r.number, r.title, r.text) for r in store.revisions.of(item)] == [
        (1, "T", "Old words."),
        (2, "U", "New words."),
    ]
    assert store.items.get(item).text == "New words."


def test_a_revision_keeps_what_its_blocks_are_and_what_stood_beside_them(store: Store) -> None:
    """Kinds in a letter each, section, tags, access, lines left out."""
    blocks = tuple(TextBlock(str(kind), kind) for kind in BlockKind)
    article = Article(
        blocks=blocks, section="World", tags=("flood", "aid"), access=Access.PAYWALLED, boilerplate=("Read more.",)
    )
    with store.transaction():
        item = store.items.add(article, url="https://a/", text_hash="h", now=NOW)
    revision = store.revisions.get(item, 1)
    assert revision.blocks == blocks
    assert (revision.section, revision.tags, revision.access) == ("World", ("flood", "aid"), Access.PAYWALLED)
    assert revision.boilerplate == ("Read more.",)
    row = store.database.row("SELECT kinds FROM revisions")
    assert row is not None
    assert row["kinds"] == "phiqrf"
    found = store.items.get(item)
    assert (found.section, found.tags, found.access) == ("World", ("flood", "aid"), Access.PAYWALLED)


def test_lines_left_out_later_make_a_revision_like_the_one_before(store: Store) -> None:
    """All else is as it was, and words that are left out are not found any more."""
    text = (TextBlock("The ferry sank."), TextBlock("Subscribe now."))
    with store.transaction():
        item = store.items.add(
            Article(blocks=text, title="T", byline="A. Lee"), url="https://a/", text_hash="h", now=NOW
        )
        known = store.items.leave_out_lines(item, kept=text[:1], boilerplate=["Subscribe now."], text_hash="g", now=NOW)
    assert (known.revision, known.text, known.text_hash, known.boilerplate) == (
        2,
        "The ferry sank.",
        "g",
        ("Subscribe now.",),
    )
    assert store.items.get(item).byline == "A. Lee"
    assert list(store.items.iterate(ItemFilter(query="subscribe"))) == []
    assert [found.id for found in store.items.iterate(ItemFilter(query="ferry"))] == [item]


def test_search_finds_the_newest_words_only(store: Store, put: Put) -> None:
    """The full-text index follows the revisions, in both directions."""
    item = put("The ferry sank.")
    with store.transaction():
        store.items.revise(item, Article(blocks=(TextBlock("The boat floats."),)), text_hash="h", now=NOW)
    assert [found.id for found in store.items.iterate(ItemFilter(query="boat"))] == [item]
    assert list(store.items.iterate(ItemFilter(query="ferry"))) == []
    store.database.row("INSERT INTO items_fts (items_fts) VALUES ('integrity-check')")


@pytest.mark.parametrize("query", ['"', "*", "(" * 1000, "", " - "])
def test_a_query_without_words_is_one_clear_error(store: Store, put: Put, query: str) -> None:
    """SQLite's syntax errors never reach a person."""
    put("Text.")
    with pytest.raises(UsageError, match="--query"):
        list(store.items.iterate(ItemFilter(query=query)))


@pytest.mark.parametrize(
    "query", ["COVID-19", "covid AND", "19 COVID(", "NEAR covid", "text:covid", "l'eau", '"covid', "cov*"]
)
def test_plain_words_are_found_whatever_stands_between_them(store: Store, put: Put, query: str) -> None:
    """What is SQLite's full-text syntax is taken so; anything else is words that must all be there."""
    put("De l'eau, near and far: COVID-19.")
    assert [item.id for item in store.items.iterate(ItemFilter(query=query))] == [1]


def test_find_narrows_by_source_and_time(store: Store, put: Put) -> None:
    """Each condition leaves out what does not meet it."""
    first = put("One.", url="https://a.example/1", source="a")
    second = put("Two.", url="https://a.example/2", source="b")
    assert [item.id for item in store.items.iterate(ItemFilter(source="b"))] == [second]
    assert [item.id for item in store.items.iterate(ItemFilter(since=NOW))] == [first, second]
    assert list(store.items.iterate(ItemFilter(since=NOW.replace(year=2027)))) == []
    assert [item.id for item in store.items.iterate(ItemFilter(), limit=1)] == [first]


def test_the_first_owner_of_an_address_keeps_it(store: Store, put: Put) -> None:
    """Another item cannot take over an address."""
    first, second = put("One.", url="https://a.example/1"), put("Two.", url="https://a.example/2")
    with store.transaction():
        store.items.add_alias(second, key="a.example/1", url="https://a.example/1", how="redirect", now=NOW)
    known = store.items.at("a.example/1")
    assert known is not None
    assert known.id == first


def test_absence_and_doubt_are_counted_and_forgotten(store: Store, put: Put) -> None:
    """Two looks that find nothing count two; one that finds it starts anew."""
    item = put("Text.")
    with store.transaction():
        store.items.mark_absent(item, status=ItemStatus.LIVE, now=NOW)
        store.items.mark_absent(item, status=ItemStatus.MISSING, now=NOW)
        store.items.mark_suspect(item, reason="captcha page", text_hash="x", now=NOW)
        store.items.mark_suspect(item, reason="captcha page", text_hash="x", now=NOW)
        store.items.mark_suspect(item, reason="lost text", text_hash="y", now=NOW)
    known = store.items.known(item)
    assert (known.missing_visits, known.missing_since, known.suspect_visits) == (2, NOW, 1)
    with store.transaction():
        store.items.mark_seen(item, now=NOW)
    known = store.items.known(item)
    assert (known.status, known.missing_visits, known.missing_since, known.suspect_visits) == (
        ItemStatus.LIVE,
        0,
        None,
        0,
    )


def test_copies_are_listed_with_the_source_that_named_them(store: Store, put: Put) -> None:
    """And only those seen before the time asked for."""
    lead = put("Text.")
    put("Text.", url="https://b.example/1", source="other", copy_of=lead)
    (copy,) = store.items.copies(lead, before=NOW.replace(hour=9))
    assert (copy.url, copy.source) == ("https://b.example/1", "other")
    assert store.items.copies(lead, before=NOW) == ()


def test_an_unknown_item_is_one_clear_error(store: Store) -> None:
    """Also an unknown revision of a known one."""
    with pytest.raises(UsageError, match="no item 7"):
        store.items.get(7)
    with pytest.raises(UsageError, match="no revision 7"):
        store.revisions.get(1, 7)


def test_a_link_whose_source_has_gone_is_taken_over(store: Store) -> None:
    """Otherwise nobody would ever read it."""
    store.sources.list_only([("old", None, "https://o.example/"), ("new", None, "https://n.example/")], now=NOW)
    with store.transaction():
        store.links.add("k", Link(url="https://a.example/1"), source="old", now=NOW, due=NOW)
        store.links.add("k", Link(url="https://a.example/1"), source="new", now=NOW, due=NOW)
    assert [link.source for link in store.links.due(["old", "new"], NOW)] == ["old"]
    store.sources.list_only([("new", None, "https://n.example/")], now=NOW)
    with store.transaction():
        store.links.add("k", Link(url="https://a.example/1"), source="new", now=NOW, due=NOW)
    assert [link.source for link in store.links.due(["old", "new"], NOW)] == ["new"]


# ── versions: which an item had before, and one of them made the present one again ────────────────────────────────

HOUR = timedelta(hours=1)


def revise(store: Store, item: int, text: str, hours: int) -> int:
    article = Article(blocks=(TextBlock(text),), title="T")
    with store.transaction():
        return store.items.revise(item, article, text_hash=f"hash of {text}", now=NOW + hours * HOUR)


def give_back(store: Store, item: int, text: str, hours: int) -> None:
    now = NOW + hours * HOUR
    with store.transaction():
        (earlier, *_) = store.revisions.earlier(item, f"hash of {text}")
        store.items.revert_to(item, earlier.revision, reverts=1, since=now, now=now)


def test_the_version_left_last_comes_first(store: Store, put: Put) -> None:
    """Also where it was not kept when it was left: then the next one's coming tells."""
    item = put("one")
    for hours, text in enumerate(("two", "one", "three"), 1):
        revise(store, item, text, hours)
    found = [(earlier.revision.number, earlier.left_at) for earlier in store.revisions.earlier(item, "hash of one")]
    assert found == [(3, NOW + 3 * HOUR), (1, NOW + HOUR)]
    with store.transaction():
        store.database.run("UPDATE revisions SET left_at = NULL")
    assert [earlier.left_at for earlier in store.revisions.earlier(item, "hash of one")] == [NOW + 3 * HOUR, NOW + HOUR]
    assert store.revisions.earlier(item, "hash of three") == []


def test_a_version_given_back_is_what_is_read_and_found(store: Store, put: Put) -> None:
    """No revision is added, and the next one has a number of its own."""
    item = put("apples")
    revise(store, item, "pears", 1)
    give_back(store, item, "apples", 2)
    known = store.items.known(item)
    assert (known.revision, known.text, known.reverts, known.reverts_since) == (1, "apples", 1, NOW + 2 * HOUR)
    assert (
        len(list(store.items.iterate(ItemFilter(query="apples")))),
        len(list(store.items.iterate(ItemFilter(query="pears")))),
    ) == (1, 0)
    assert revise(store, item, "plums", 3) == 3
    assert (store.items.known(item).reverts, store.items.known(item).reverts_since) == (0, None)
    assert store.database.integrity() is None


def test_lines_left_out_and_documents_beside_find_a_free_number(store: Store, put: Put) -> None:
    """Though the version that stands is not the last that came."""
    item = put("apples\n\nread us")
    revise(store, item, "pears", 1)
    give_back(store, item, "apples\n\nread us", 2)
    with store.transaction():
        left = store.items.leave_out_lines(
            item, kept=(TextBlock("apples"),), boilerplate=("read us",), text_hash="hash", now=NOW
        )
    assert (left.revision, left.text) == (3, "apples")
    give_back(store, item, "pears", 3)
    with store.transaction():
        store.items.add_alternate(item, Article(blocks=(TextBlock("a document"),)), text_hash="other", now=NOW)
    assert (store.items.known(item).revision, store.items.known(item).text) == (5, "pears")
    assert [revision.text for revision in store.revisions.of(item)][3:] == ["a document", "pears"]
