"""The synthetic documents of the growth table, how they are filled in, and what is counted of lookups."""

import json
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise, product
from pathlib import Path

import pytest

from benchmarks.growth import (
    CALLS,
    COPIES,
    EVERY,
    FEWEST,
    PARTS,
    UNKNOWN,
    Language,
    add,
    fill,
    look,
    original_of,
    processes,
    size_of,
)
from service.identity import fingerprint
from service.store import Store

WORDS = random.Random(1).choices(
    ["".join(letters) for letters in product("bdfglmnrst", "aeiou", "bdfglmnrst")], k=9_000
)
"""Eighteen words that may follow each: enough that two documents share hardly a run of five."""
TEXTS = [" ".join(WORDS[at : at + 300]) for at in range(0, 9_000, 300)]
LENGTHS = (FEWEST, 200, 300)
LINE = "One line of ten words may stand in many documents"


@pytest.fixture(scope="module")
def speech() -> Language:
    """Of words that no page has."""
    return Language.of([*TEXTS, LINE], [5, *LENGTHS[1:]])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Labelled texts of our own."""
    made = tmp_path_factory.mktemp("labelled") / "identity"
    made.mkdir()
    for name, texts in (("stories", TEXTS), ("documents", ["a b c", TEXTS[0]])):
        (made / f"{name}.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[ProcessPoolExecutor]:
    with processes(folder) as pool:
        yield pool


def test_each_word_follows_the_one_before_it_as_on_a_page(speech: Language) -> None:
    """And a document is the same whenever it is drawn."""
    real = {two for text in (*TEXTS, LINE) for two in pairwise(text.split())}
    plain = [words for words in map(speech.words, range(40)) if len(words) in LENGTHS]
    assert len(plain) > 5
    for words in plain:
        assert {two for two in pairwise(words) if two[0] != LINE.split()[-1]} <= real
    assert speech.words(7) == speech.words(7) != speech.words(8)


def test_every_second_document_has_a_line_that_others_have(speech: Language) -> None:
    """Word for word, and beside its own length. Lines that are too short or too long are none."""
    with_a_line = [" ".join(words) for words in map(speech.words, range(200)) if len(words) not in LENGTHS]
    assert 80 < len(with_a_line) < 120
    assert all(LINE in text for text in with_a_line)


def test_lengths_are_those_of_real_documents(speech: Language) -> None:
    """The shortest apart, which would be found by nothing."""
    assert {len(speech.words(number)) for number in range(50)} - {len(LINE.split()) + length for length in LENGTHS} == {
        *LENGTHS
    }


@pytest.mark.parametrize(
    ("how", "part"),
    [("whole", slice(None)), ("cut", slice(151)), ("teaser", slice(60)), ("excerpt", slice(75, 226))],
    ids=str,
)
def test_a_copy_is_a_part_of_its_original(speech: Language, how: str, part: slice) -> None:
    """Its beginning, or its middle."""
    number = next(number for number in range(50) if len(speech.words(number)) == 300)
    assert speech.copy(number, how).split() == speech.words(number)[part]


def test_a_copy_that_is_touched_up_differs_in_a_word_of_sixty(speech: Language) -> None:
    """In its own place."""
    number = next(number for number in range(50) if len(speech.words(number)) == 300)
    pairs = list(zip(speech.copy(number, "touched up").split(), speech.words(number), strict=True))
    assert [at for at, (one, other) in enumerate(pairs) if one != other] == [30, 90, 150, 210, 270]


def test_every_tenth_document_is_a_copy_of_an_earlier_original(speech: Language) -> None:
    """Never of a copy, and of each kind; unknown documents are originals."""
    copies = {number: original_of(number) for number in range(1, 2_000) if original_of(number) is not None}
    assert list(copies) == list(range(EVERY, 2_000, EVERY))
    assert all(original is not None and 0 < original < number for number, original in copies.items())
    assert all(original is not None and original % EVERY for original in copies.values())
    assert original_of(UNKNOWN) is None
    for turn, how in enumerate(COPIES):
        original = original_of(50 + 10 * turn)
        assert original is not None
        assert speech.text(50 + 10 * turn) == speech.copy(original, how)


def test_a_step_adds_what_is_missing_to_the_step_before_it(tmp_path: Path, folder: Path, pool: object) -> None:
    """Every document once, in as many calls and transactions as it takes."""
    assert isinstance(pool, ProcessPoolExecutor)
    path = tmp_path / "growth.db"
    size = 2 * CALLS * 3 + 21
    for held, reached in ((0, 12), (12, size)):
        assert fill(path, pool, folder, held, reached, at_once=3) > 0
    with Store.open(path) as store:
        rows = store.database.rows("SELECT id, words, copy_of FROM items ORDER BY id")
        assert [row["id"] for row in rows] == list(range(1, size + 1))
        assert all(row["words"] for row in rows)
        assert {row["id"]: row["copy_of"] for row in rows if row["copy_of"]} == {
            number: original_of(number) for number in range(EVERY, size, EVERY)
        }
        assert [alike.other for alike in store.similarities.of(EVERY)] == [original_of(EVERY)]
        assert store.database.integrity() is None
    assert size_of(path, "samples") > 10 * size
    assert all(size_of(path, part) for part in PARTS)


def test_an_original_is_found_by_its_copies(tmp_path: Path, speech: Language) -> None:
    """By itself, or by a copy of it that is held. What no original was looked for of, finds none."""
    held = next(number for number in range(51, 60) if len(speech.words(number)) == 300)
    with Store.open(tmp_path / "growth.db") as store:
        with store.transaction():
            for number in range(1, 60):
                add(store, number, fingerprint(speech.text(number)))
        for how in COPIES:
            made = look(store, fingerprint(speech.copy(held, how)), how, held)
            assert (made.found, made.how) == (True, how)
            assert made.candidates >= 1
        with store.transaction():
            store.samples.keep(held, fingerprint(""), instead_of=fingerprint(speech.text(held)))
        assert not look(store, fingerprint(speech.copy(held, "cut")), "cut", held).found
        stranger = look(store, fingerprint(speech.text(51)), "", None)
        assert (stranger.found, stranger.candidates > 0) == (False, True)
