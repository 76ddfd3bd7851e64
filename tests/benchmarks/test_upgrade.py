"""What the guard of upgrades takes for a difference, and that one program agrees with itself."""

from dataclasses import replace
from pathlib import Path

from benchmarks.recording import Document
from benchmarks.upgrade import CLOSES, FIRST, Program, Told, differing, serving, unlike
from tests.conftest import ROOT
from tests.sample_articles import UNRELATED

TOLD = Told(
    events=["1 new 2026-03-03 None"],
    digests={"2026-03-03": {"new": [{"item": 1}]}},
    places={1: (None, None), 2: (1, None)},
    stories={1: 1, 2: 1},
)


def test_a_key_that_is_new_and_empty_is_no_difference() -> None:
    """One with something in it is, and so is one that is gone."""
    assert list(unlike({"new": [1]}, {"new": [1], "updated": []})) == []
    assert list(unlike({"new": [1]}, {"new": [1], "updated": [2]})) == ["/updated: None → [2]"]
    assert list(unlike({"new": [1]}, {})) == ["/new: [1] → None"]
    assert list(unlike([{"a": 1}], [{"a": 2}])) == ["/0/a: 1 → 2"]


def test_what_is_told_otherwise_is_found() -> None:
    """Events, digests, and which item is a copy; another story is none."""
    assert not any(differing(TOLD, replace(TOLD, stories={1: 2, 2: 2})).values())
    new = replace(TOLD, events=[], digests={}, places={1: (None, None), 2: (None, None)})
    assert [len(lines) for lines in differing(TOLD, new).values()] == [1, 1, 1]


def test_a_program_reads_the_site_and_publishes_a_digest(tmp_path: Path) -> None:
    """Two articles are told on the first day, and the digest of it can be read from the database."""
    documents = [
        Document(name=title, title=title, text="\n".join(lines), host="any.example", hours=number, language="en")
        for number, (title, lines) in enumerate(UNRELATED[:2])
    ]
    with serving(documents) as site:
        (tmp_path / "sources.yaml").write_text(site.sources(), encoding="utf-8")
        Program(code=ROOT).day(tmp_path, read=FIRST, closes=CLOSES[0])
    told = Told.of(tmp_path)
    assert len(told.events) == 2
    assert told.digests
