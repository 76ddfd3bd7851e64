"""Samples that find candidates, likenesses, corrections, former addresses."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database as Tables

from service.models import Fingerprint
from service.store import Store
from service.store.migrations import MIGRATIONS
from service.store.near_duplicates import CANDIDATES, GROUPS, HOLDERS, NEIGHBOURS, PHRASE

from .conftest import NOW, Put
from .test_migrations import FIRST_VERSION


def taken(*samples: int, words: int = 300) -> Fingerprint:
    return Fingerprint(text_hash="h", words=words, samples=tuple(sorted(samples)))


def keep(store: Store, put: Put, *samples: int) -> int:
    """Another item with these samples; its id."""
    number = store.items.counts()["items"] + 1
    item = put(f"Text {number}.", url=f"https://a.example/{number}")
    with store.transaction():
        store.samples.keep(item, taken(*samples))
    return item


def test_candidates_share_two_samples_or_a_rare_one(store: Store, put: Put) -> None:
    """The likeliest first; what shares nothing is none, nor is the item itself."""
    one, two = keep(store, put, 1, 2, 3), keep(store, put, 3, 4, 5)
    keep(store, put, 7)
    assert store.samples.candidates(taken(1, 2, 3)) == [one, two]
    assert store.samples.candidates(taken(1, 2, 3), but=one) == [two]
    assert store.samples.candidates(taken(9)) == []
    assert store.samples.candidates(taken()) == []


def test_a_phrase_that_many_texts_have_finds_nothing(store: Store, put: Put) -> None:
    """And two rarer samples still do."""
    items = [keep(store, put, 1, 100 + number, 200 + number) for number in range(GROUPS + 1)]
    assert store.samples.candidates(taken(1)) == []
    assert store.samples.candidates(taken(1, 103, 203)) == [items[3]]


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    statements: list[str] = []
    with store.transaction():
        store.database.tables.conn.set_trace_callback(statements.append)
        yield statements
        store.database.tables.conn.set_trace_callback(None)


def held(store: Store, sample: int) -> list[int]:
    """What the sample is kept of."""
    return [row["item"] for row in store.database.rows("SELECT item FROM samples WHERE hash = ?", (sample,))]


def test_a_sample_is_kept_of_so_many_items_only(store: Store, put: Put) -> None:
    """And still finds the text that all of them have: one group of copies is no phrase."""
    lead = keep(store, put, 1)
    for _ in range(HOLDERS + 5):
        copy = keep(store, put, 1)
        with store.transaction():
            store.similarities.place(copy, copy_of=lead, variant_of=None)
    assert len(held(store, 1)) == HOLDERS
    assert lead in store.samples.candidates(taken(1))
    assert len(store.samples.candidates(taken(1))) <= CANDIDATES


def test_a_set_phrase_costs_one_row(store: Store, put: Put) -> None:
    """However many have it; it is kept of none of them any more, and what else they have still finds them."""
    items = [keep(store, put, 1, 100 + number) for number in range(HOLDERS + 5)]
    assert held(store, 1) == [PHRASE]
    assert store.samples.candidates(taken(1)) == []
    assert [store.samples.candidates(taken(1, 100 + number)) for number in (0, HOLDERS + 4)] == [
        [items[0]],
        [items[-1]],
    ]


def test_what_has_many_holders_is_no_phrase_yet(store: Store, put: Put) -> None:
    """Which groups they form is asked when no further one is kept."""
    items = [keep(store, put, 1, 2) for _ in range(HOLDERS)]
    assert held(store, 1) == items
    with store.transaction():
        for item in items[GROUPS:]:
            store.similarities.place(item, copy_of=items[0], variant_of=None)
    keep(store, put, 1, 2)
    assert held(store, 1) == items
    assert items[0] in store.samples.candidates(taken(1, 2))


def test_a_text_that_stands_everywhere_does_not_hide_another(store: Store, put: Put) -> None:
    """Of one group of copies three are candidates at most."""
    lead = keep(store, put, 1, 2, 3)
    for _ in range(10):
        copy = keep(store, put, 1, 2, 3)
        with store.transaction():
            store.similarities.place(copy, copy_of=lead, variant_of=None)
    other = keep(store, put, 1, 2)
    found = store.samples.candidates(taken(1, 2, 3))
    assert found[0] == lead
    assert other in found


def test_samples_of_a_revised_text_replace_the_old(store: Store, put: Put) -> None:
    """It is found by its newest words."""
    item = keep(store, put, 1, 2)
    with store.transaction():
        store.samples.keep(item, taken(3, 4), instead_of=taken(1, 2))
    assert store.samples.candidates(taken(1, 2)) == []
    assert store.samples.candidates(taken(3, 4)) == [item]


def test_what_stands_behind_a_copy_follows_its_lead(store: Store, put: Put) -> None:
    """Copies and variants: no chains."""
    one, two, three, four = (keep(store, put, number) for number in (1, 2, 3, 4))
    with store.transaction():
        store.similarities.place(two, copy_of=one, variant_of=None)
        store.similarities.place(three, copy_of=None, variant_of=one)
        store.similarities.place(one, copy_of=four, variant_of=None)
    assert [store.items.known(item).copy_of for item in (one, two, three, four)] == [four, four, None, None]
    assert store.items.known(three).variant_of == four
    assert store.similarities.group(two) == [four, one, two]


def test_the_newest_of_a_story_told_all_day_is_found(store: Store, put: Put) -> None:
    """Though the first texts share what all have: that tells less than what was added last."""
    base = range(1, 11)
    first = keep(store, put, *base)
    for number in range(HOLDERS + 5):
        item = keep(store, put, *base, *range(100 + number, 103 + number))
        with store.transaction():
            store.similarities.place(item, copy_of=None, variant_of=None, update_of=first)
    assert store.samples.candidates(taken(*base, *range(101 + number, 104 + number)))[0] == item


def test_what_surrounds_an_item_is_bounded_and_read_in_a_few_queries(store: Store, put: Put) -> None:
    """However many copies a text has; it says whether it is all, and each of them comes with its lead."""
    lead, last = keep(store, put, 1), 0
    queries: dict[int, int] = {}
    for number in range(2, NEIGHBOURS + 40):
        last = keep(store, put, number)
        evidence = {"covered": 1.0, "covers": 1.0}
        with store.transaction():
            store.similarities.relate(
                last, [(lead, "copy", evidence, evidence), (last - 1, "copy", evidence, evidence)]
            )
            store.similarities.place(last, copy_of=lead, variant_of=None)
        if number in (10, NEIGHBOURS + 39):
            with counted(store) as statements:
                around = store.similarities.around([last])
            queries[number] = len(statements)
            ids = {item.id for item in around.items}
            assert {last, lead} <= ids
            assert around.is_whole == (number == 10)
            assert len(ids) <= NEIGHBOURS + 1
            assert all({pair.item, pair.other} <= ids for pair in around.pairs)
    assert max(queries.values()) <= 16


def test_evidence_is_told_from_the_later_item(store: Store, put: Put) -> None:
    """Whichever was asked about; and what was found of an item before is replaced."""
    one, two = keep(store, put, 1), keep(store, put, 2)
    with store.transaction():
        store.similarities.relate(one, [(two, "copy", {"covered": 0.5}, {"covered": 1.0})])
    (alike,) = store.similarities.of(one)
    assert (alike.item, alike.other, alike.evidence) == (two, one, {"covered": 1.0})
    with store.transaction():
        store.similarities.relate(two, [])
    assert store.similarities.of(one) == []


def test_an_address_that_is_taken_is_a_former_one(store: Store, put: Put) -> None:
    """The first item is known by it still; the second owns it."""
    one, two = put("One.", url="https://a.example/1"), put("Two.", url="https://a.example/2")
    with store.transaction():
        store.addresses.reassign("a.example/1", heir=two, now=NOW)
        store.addresses.reassign("a.example/1", heir=two, now=NOW)
    known = store.items.at("a.example/1")
    assert known is not None
    assert known.id == two
    (former,) = store.addresses.former(one)
    assert (former.url, former.heir, former.until) == ("https://a.example/1", two, NOW)
    assert (store.addresses.has_any(one), store.addresses.former_holders("a.example/1", but=two)) == (False, [one])


def test_a_correction_is_taken_back_from_either_side(store: Store, put: Put) -> None:
    """And kept as history."""
    one, two = keep(store, put, 1), keep(store, put, 2)
    with store.transaction():
        store.corrections.add(two, into=one, now=NOW)
    assert [(said.item, said.into) for said in store.corrections.of([one])] == [(two, one)]
    with store.transaction():
        assert store.corrections.undo(one, into=two, now=NOW)
        assert not store.corrections.undo(one, into=two, now=NOW)
    assert store.corrections.of([one, two]) == []
    row = store.database.row("SELECT count(*) AS kept FROM corrections")
    assert row is not None
    assert row["kept"] == 1


def test_items_of_the_second_version_wait_for_their_samples(tmp_path: Path) -> None:
    """They are taken a few at a time, with the pages that are recorded."""
    path = tmp_path / "d.db"
    with sqlite3.connect(path) as raw:
        MIGRATIONS.apply(Tables(raw), stop_before="0003_likenesses")
        raw.executescript(FIRST_VERSION)
    raw.close()
    with Store.open(path) as store:
        assert store.samples.unsampled(5) == [1]
        with store.transaction():
            store.samples.keep(1, taken(1, 2))
        assert store.samples.unsampled(5) == []
