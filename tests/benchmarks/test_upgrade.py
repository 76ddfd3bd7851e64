"""What the guard of upgrades takes for a difference, and that one program agrees with itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.recording import Document
from benchmarks.upgrade import Program, Told, differing, serving, told_anew, unlike
from tests.conftest import ROOT
from tests.sample_articles import UNRELATED

TOLD = Told(
    events=[(1, "new", "2026-03-03", None)],
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


DOCUMENTS = [
    Document(name=title, title=title, text="\n".join(lines), host="any.example", hours=number, language="en")
    for number, (title, lines) in enumerate(UNRELATED[:4])
]


@pytest.mark.torture
def test_a_program_reads_the_site_and_publishes_a_digest(tmp_path: Path) -> None:
    """The articles are told, and the digest of the day can be read from the database."""
    with serving(DOCUMENTS[:2]) as site:
        (tmp_path / "sources.yaml").write_text(site.sources(), encoding="utf-8")
        told = Program(code=ROOT).day(tmp_path, 0)
    assert [kind for _, kind, _, _ in told.events] == ["new", "new"]
    assert list(told.digests) == ["2026-03-03"]


def test_some_pages_are_touched_up() -> None:
    """Each by a line of its own, and the others stay as they are."""
    with serving(DOCUMENTS) as site:
        before = dict(site.pages)
        site.touch_up()
        added = [page for key, page in site.pages.items() if page != before[key]]
    assert len(added) == 2
    assert all(
        page.count(title.encode()) == 3
        for page, title in zip(added, (DOCUMENTS[0].title, DOCUMENTS[3].title), strict=True)
    )


def test_an_item_that_was_known_is_not_told_as_new() -> None:
    """Another event of it is no fault here."""
    changed = replace(TOLD, events=[*TOLD.events, (1, "changed", "2026-03-04", "wording")])
    assert told_anew(TOLD, changed) == []
    assert len(told_anew(TOLD, replace(TOLD, events=[*TOLD.events, (2, "new", "2026-03-04", None)]))) == 1
