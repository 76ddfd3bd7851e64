from dataclasses import replace
from datetime import UTC, datetime, timedelta

from service.models import Article, TextBlock
from service.store import ItemFilter, Store, StoredAccount
from service.store.stories import FADING

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def put(store: Store, text: str = "a", *, copy_of: int | None = None, now: datetime = NOW) -> int:
    article = Article(blocks=(TextBlock(text),), title=text, extractor="1")
    with store.transaction():
        return store.items.add(article, url=f"https://a.example/{text}", text_hash=text, now=now, copy_of=copy_of)


def kept(item: int, *, vector: dict[str, float], seen: datetime = NOW) -> StoredAccount:
    return StoredAccount(
        item=item, revision=1, seen=seen, published=None, language="en", names="ferry", words="ran off", vector=vector
    )


def test_a_merged_story_is_found_by_both_ids_for_ever(store: Store) -> None:
    """Also after the one it became part of has become part of a third."""
    items = [put(store, name) for name in "abc"]
    with store.transaction():
        stories = [store.stories.begin(NOW) for _ in items]
        for item, story in zip(items, stories, strict=True):
            store.stories.place(item, story)
        store.stories.merge(stories[0], into=stories[1], now=NOW)
        store.stories.merge(stories[1], into=stories[2], now=NOW)
    assert [store.stories.current_id(story) for story in stories] == [stories[2]] * 3
    assert store.stories.members(stories[0]) == items
    assert [item.id for item in store.items.iterate(ItemFilter(story=stories[2]))] == items


def test_a_story_id_is_never_used_again(store: Store) -> None:
    """A bookmark must not lead to another event."""
    with store.transaction():
        first = store.stories.begin(NOW)
        store.database.run("DELETE FROM stories WHERE id = ?", (first,))
        assert store.stories.begin(NOW) > first


def test_items_are_read_once_and_copies_not_at_all(store: Store) -> None:
    """Nor what was first seen before the time that stories look back, in a store that knew none before."""
    put(store, "old", now=NOW - timedelta(days=30))
    lead = put(store, "lead")
    put(store, "copy", copy_of=lead)
    since = NOW - timedelta(days=14)
    assert [told.item for told in store.stories.unread(since=since, limit=9)] == [lead]
    with store.transaction():
        store.stories.read_up_to(store.stories.newest_item())
    assert store.stories.unread(since=since, limit=9) == []
    late = put(store, "late")
    assert [told.item for told in store.stories.unread(since=since, limit=9)] == [late]


def test_an_account_is_found_by_a_clue_and_its_story_with_it(store: Store) -> None:
    """Those that share a clue, and all others of their stories."""
    one, two, three, four = (put(store, name) for name in "abcd")
    with store.transaction():
        for item, clue in ((one, "halcyon"), (two, "kestrel"), (three, "velmara")):
            store.stories.keep(kept(item, vector={clue: 1.0}), clues=(clue,))
        story = store.stories.begin(NOW)
        store.stories.place(one, story)
        store.stories.place(two, story)
    found = store.stories.candidates(four, ("halcyon", "nowhere"))
    assert {account.item for account in found} == {one, two}
    assert found[0].story == story
    assert found[0].vector in ({"halcyon": 1.0}, {"kestrel": 1.0})
    assert store.stories.candidates(four, ()) == []


def test_variants_and_updates_of_its_text_are_found_without_a_clue(store: Store) -> None:
    """Both those of an item and what it is one of."""
    base, update, variant, second = (put(store, name) for name in "abcd")
    with store.transaction():
        for item in (base, update, variant):
            store.stories.keep(kept(item, vector={"ferry": 1.0}), clues=("ferry",))
        store.database.run("UPDATE items SET update_of = ? WHERE id IN (?, ?)", (base, update, second))
        store.database.run("UPDATE items SET variant_of = ? WHERE id = ?", (base, variant))
    assert {account.item for account in store.stories.candidates(second, ())} == {base, update, variant}
    assert {account.item for account in store.stories.candidates(base, ())} == {update, variant}
    assert store.stories.texts(second) == (None, base)


def test_a_story_has_an_extent(store: Store) -> None:
    """How many accounts it has, and from when to when."""
    items = [put(store, name) for name in "abc"]
    days = [NOW, NOW - timedelta(days=3), None]
    with store.transaction():
        story = store.stories.begin(NOW)
        for item, day in zip(items, days, strict=True):
            store.stories.keep(replace(kept(item, vector={"ferry": 1.0}), published=day), clues=("ferry",))
            store.stories.place(item, story)
    [extent] = store.stories.extents([story])
    assert (extent.size, extent.first, extent.last, extent.undated) == (3, days[1], days[0], 1)
    assert (extent.lowest, extent.highest) == (items[0], items[2])
    assert store.stories.extents([]) == []


def test_what_a_term_weighs_is_kept_until_it_is_found_anew(store: Store) -> None:
    """Terms that are not named have all of their weight again."""
    with store.transaction():
        store.stories.count("en", ["eurobond", "priced", "halcyon"])
        store.stories.set_factors({"en": {"eurobond": 0.2, "priced": 0.5}, "fr": {"prix": 0.5}})
    assert store.stories.factors("en", ["eurobond", "priced", "halcyon"]) == {"eurobond": 0.2, "priced": 0.5}
    with store.transaction():
        store.stories.set_factors({"en": {"priced": 0.4}})
    assert store.stories.factors("en", ["eurobond", "priced"]) == {"priced": 0.4}


def test_a_story_that_is_still_told_keeps_its_first_accounts(store: Store) -> None:
    """What is over is forgotten; the item keeps its story."""
    old, over, new = (put(store, name) for name in "abc")
    long_ago = NOW - timedelta(days=40)
    with store.transaction():
        for item, seen in ((old, long_ago), (over, long_ago), (new, NOW)):
            store.stories.keep(kept(item, vector={"ferry": 1.0}, seen=seen), clues=("ferry",))
        lasting, ended = store.stories.begin(NOW), store.stories.begin(NOW)
        for item, story in ((old, lasting), (new, lasting), (over, ended)):
            store.stories.place(item, story)
        store.stories.forget(before=NOW - timedelta(days=14))
    assert [account.item for account in store.stories.accounts(limit=9)] == [new, old]
    assert store.items.get(over).story == ended


def test_counts_of_terms_fade_and_the_table_stays_small(store: Store) -> None:
    """Halved once there are many documents; what stood in one alone goes."""
    with store.transaction():
        store.stories.count("en", ["ferry", "halcyon"])
        store.database.run("UPDATE story_terms SET documents = ? WHERE term IN ('', 'ferry')", (FADING + 2,))
        store.stories.count("fr", ["bac"])
        store.stories.fade()
    assert store.stories.documents() == {"en": FADING // 2 + 1, "fr": 1}
    assert store.stories.all_document_counts() == {("en", "ferry"): FADING // 2 + 1, ("fr", "bac"): 1}
    assert store.stories.document_counts("en", ["ferry", "halcyon"]) == (FADING // 2 + 1, {"ferry": FADING // 2 + 1})
