"""Digests with entries that cannot be shown."""

import json
from typing import Any, cast

import pytest

from service.digest.digest_document import DigestDocument
from service.digest.render import render_feed, render_html, render_json, render_markdown
from service.digest.showable import showable
from service.models import EventKind

from .conftest import Factory


def broken(make: Factory) -> dict[str, Any]:
    """Three new items, two of them one story, and the date of the second is no date."""
    document = make.document(*(make.entry(item=make.item(id, story=3 if id < 3 else None)) for id in (1, 2, 3)))
    whole = cast(dict[str, Any], json.loads(render_json(document)))
    next(record for record in whole["new"] if record["id"] == 2)["published"] = "1-01-01T00:00:00Z"
    return whole


def test_an_entry_that_cannot_be_shown_is_left_out_and_named(make: Factory) -> None:
    """The others stand; the page, the Markdown, the record and the feed say which is missing and why."""
    shown = showable(cast(DigestDocument, broken(make)))
    assert {record["id"] for record in shown["new"]} == {1, 3}
    (fault,) = shown["left_out"]
    assert (fault["id"], fault["kind"], fault["title"]) == (2, "new", "Council agrees on item 2")
    assert "cannot be shown" in fault["reason"]
    assert "1-01-01T00:00:00Z" in fault["reason"]
    page, prose = render_html(shown, previous=None), render_markdown(shown)
    for text in (page, prose):
        assert "Not shown" in text
        assert "Council agrees on item 2 (item 2)" in text
        assert "cannot be shown" in text
    assert json.loads(render_json(shown))["left_out"] == [fault]
    assert "Council agrees on item 2" in render_feed([shown], base_url=None)


def test_an_update_that_cannot_be_shown_is_named_with_those_that_it_stands_for(make: Factory) -> None:
    """None of them is lost; of another group nothing is."""
    updates = [make.update(make.item(id, story=id // 10)) for id in (11, 12, 21)]
    document = make.document(*updates)
    whole = cast(dict[str, Any], json.loads(render_json(document)))
    next(record for record in whole["updated"] if record["count"] == 2)["newest"] = "1-01-01T00:00:00Z"
    shown = showable(cast(DigestDocument, whole))
    assert [record["item"]["id"] for record in shown["updated"]] == [21]
    assert sorted((fault["id"], fault["kind"]) for fault in shown["left_out"]) == [(11, "new"), (12, "new")]
    assert [story["items"] for story in shown["stories"]] == [[21]]


def test_late_copies_that_cannot_be_shown_are_named(make: Factory) -> None:
    """With the item that they are copies of."""
    document = make.document(late_copies=(make.late(make.named(5), "Ledger"), make.late(make.named(6), "Ledger")))
    whole = cast(dict[str, Any], json.loads(render_json(document)))
    whole["also_at"][0]["count"] = None
    shown = showable(cast(DigestDocument, whole))
    assert [record["item"]["id"] for record in shown["also_at"]] == [6]
    assert [(fault["id"], fault["kind"]) for fault in shown["left_out"]] == [(5, "also at")]


def test_a_story_of_one_is_none(make: Factory) -> None:
    """What is left of a story whose other item is left out is told among the new."""
    assert showable(cast(DigestDocument, broken(make)))["stories"] == []


def test_a_sound_digest_is_as_it_was(make: Factory) -> None:
    """It has no such section, and no such key."""
    document = make.rich_document()
    assert showable(document) is document
    assert "left_out" not in document
    assert "Not shown" not in render_html(document, previous=None)


def test_a_day_with_nothing_but_faults_is_not_called_quiet(make: Factory) -> None:
    """It does not say that nothing is new."""
    document = make.document(make.entry(EventKind.REMOVED, make.item(1, published=None)))
    whole = cast(dict[str, Any], json.loads(render_json(document)))
    whole["removed"][0]["item"]["cites"] = None
    shown = showable(cast(DigestDocument, whole))
    assert (shown["removed"], len(shown["left_out"])) == ([], 1)
    assert "Nothing new and nothing changed" not in render_html(shown, previous=None)


def test_a_fault_of_the_day_itself_is_nobody_s(make: Factory) -> None:
    """It is raised: no entry is blamed for it."""
    whole = broken(make)
    whole["timezone"] = None
    with pytest.raises(TypeError):
        showable(cast(DigestDocument, whole))
