"""The history of an item, and two of its revisions compared."""

import pytest

from service.errors import UsageError
from service.store import Store
from service.views.item_history import compare_revisions, item_history, last_edit
from tests.views.conftest import MORNING, NOON


def test_the_newest_row_comes_first(store: Store) -> None:
    """An edit is one row with its revision, its kinds and its summary."""
    rows, earlier = item_history(store, 1, limit=None)
    assert [(row.at, row.what, row.revision, row.kinds) for row in rows] == [
        (NOON, "changed", 2, ("number",)),
        (MORNING, "new", 1, ()),
    ]
    assert rows[0].digest == "2026-11-21"
    assert earlier == 0


def test_a_limit_says_how_many_rows_are_left_out(store: Store) -> None:
    """The newest ones are kept."""
    rows, earlier = item_history(store, 1, limit=1)
    assert ([row.revision for row in rows], earlier) == ([2], 1)


def test_the_last_edit_is_compared_word_by_word(store: Store) -> None:
    """Its JSON names both sides and has the whole diff."""
    comparison = compare_revisions(store, 1, *last_edit(store, 1))
    facts = comparison.as_json()
    assert (facts["from_revision"], facts["to_revision"], facts["kinds"]) == (1, 2, ["number"])
    assert comparison.same_extractor
    assert {run["op"]: run["text"].strip() for run in facts["diff"][0]["runs"] if run["op"] != "equal"} == {
        "delete": "nine",
        "insert": "six",
    }


def test_a_revision_reads_the_same_as_itself(store: Store) -> None:
    """There is no edit then, and nothing in the diff."""
    comparison = compare_revisions(store, 1, 2, 2)
    assert comparison.edit is None
    assert (comparison.as_json()["summary"], comparison.as_json()["diff"]) == (None, [])


def test_an_item_without_an_edit_has_nothing_to_compare(store: Store) -> None:
    """The message says that it has one revision."""
    with pytest.raises(UsageError, match="item 2 has one revision"):
        last_edit(store, 2)
