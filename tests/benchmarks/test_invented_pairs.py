"""The invented pairs: what the files hold, and how they are counted."""

from collections import Counter

import pytest

from benchmarks.invented_pairs import FILES, HALVES, OTHER, InventedPair, Judged, pairs_of, table
from benchmarks.recording import Verdict

EXPECTED = {"one-fact-pairs.jsonl": {"apart", "copy"}, "later-reports.jsonl": {"apart", "copy"}}
"""Of the other files: `strangers`."""


@pytest.mark.parametrize("file", FILES)
def test_each_file_holds_whole_pairs(file: str) -> None:
    """Each has a name of its own, two texts that differ, what differs, and hours on both sides or on none."""
    pairs = [*pairs_of(file, "both"), *pairs_of(file, OTHER)]
    assert len({pair.id for pair in pairs}) == len(pairs)
    assert {pair.expect for pair in pairs} == EXPECTED.get(file, {"strangers"})
    for pair in pairs:
        assert pair.fact
        assert (pair.one.title, pair.one.text) != (pair.other.title, pair.other.text)
        assert (pair.one.hours is None) == (pair.other.hours is None)
        assert pair.one.hours is None or (pair.other.hours is not None and pair.one.hours < pair.other.hours)


@pytest.mark.parametrize("file", FILES)
def test_the_halves_are_even(file: str) -> None:
    """In number, and of each kind but for one pair."""
    tune, held = (Counter((pair.expect, pair.kind) for pair in pairs_of(file, half)) for half in HALVES)
    assert tune.total() + held.total() == len(pairs_of(file, "both"))
    assert all(abs(tune[kind] - held[kind]) <= 1 for kind in tune | held)


def test_there_are_as_many_as_were_asked_for() -> None:
    """At least 240 in which one fact differs, 80 controls; 80 later reports, 30 controls; 60 of templates."""
    counts = Counter((file, pair.expect) for file in FILES for pair in pairs_of(file, "both"))
    least = {("one-fact-pairs.jsonl", "apart"): 240, ("one-fact-pairs.jsonl", "copy"): 80}
    least |= {("later-reports.jsonl", "apart"): 80, ("later-reports.jsonl", "copy"): 30}
    least |= {("templates.jsonl", "strangers"): 60}
    assert all(counts[key] >= number for key, number in least.items())


def test_a_pair_without_hours_comes_as_documents_of_a_folder() -> None:
    """It has neither host nor language; one with hours has both."""
    side = {"title": "A", "text": "B", "host": "www.a.example", "hours": None}
    row = {"id": "1", "half": "tune", "language": "en", "kind": "name", "fact": "A -> C", "expect": "apart"}
    undated = InventedPair.of(row | {"one": side, "other": side | {"title": "C"}})
    assert (undated.one.host, undated.one.language) == ("", None)
    dated = InventedPair.of(row | {"one": side | {"hours": 1}, "other": side | {"hours": 2, "title": "C"}})
    assert (dated.other.host, dated.other.language) == ("www.a.example", "en")


@pytest.mark.parametrize(
    ("expect", "found", "wrong", "linked"),
    [
        ("apart", Verdict.COPY, True, False),
        ("apart", Verdict.UPDATE, False, False),
        ("copy", Verdict.COPY, False, False),
        ("copy", Verdict.VARIANT, True, False),
        ("strangers", Verdict.COPY, True, False),
        ("strangers", Verdict.VARIANT, False, True),
        ("strangers", Verdict.APART, False, False),
    ],
)
def test_a_verdict_is_held_against_what_is_expected(expect: str, found: Verdict, wrong: bool, linked: bool) -> None:
    """A fold of what differs is the fault; strangers that are linked are counted apart."""
    pair = next(pair for file in FILES for pair in pairs_of(file, "tune") if pair.expect == expect)
    judged = Judged(pair=pair, found=found)
    assert (judged.is_wrong, judged.is_linked) == (wrong, linked)


def test_the_table_counts_and_lists_what_is_wrong() -> None:
    """By what is expected, by kind and language; as many are listed as are asked for."""
    pairs = [pair for pair in pairs_of(FILES[0], "tune") if pair.expect == "apart"][:3]
    judged = [Judged(pair=pair, found=Verdict.COPY) for pair in pairs]
    lines = list(table(FILES[0], judged, "tune", 1))
    assert "hidden: 3 of 3" in lines[1]
    assert len([line for line in lines if "apart is copy" in line]) == 1
