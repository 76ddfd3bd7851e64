"""Pages recorded one after the other: edits of the byline and the date of publication."""

from datetime import timedelta

import pytest

from service.ingest.apply import Outcome
from service.models import Link
from service.urls import strict_key
from tests.sample_articles import UNRELATED

from .conftest import HOST, NOW, RecorderBench

TITLE, TEXT = UNRELATED[0]
JANE, PAUL = "Jane Doe", "Paul Roe"
BEFORE = NOW - timedelta(hours=3)


def kinds(recorder: RecorderBench) -> list[tuple[str, ...]]:
    """Of the edits told of the item at `/a`."""
    return [event.kinds for event in recorder.store.events.of_item(1) if event.kind == "changed"]


def test_an_edit_of_the_byline_alone_is_a_revision_and_told(recorder: RecorderBench) -> None:
    """Once; the text is the same."""
    recorder.put("/a", TITLE, TEXT, byline=JANE)
    outcomes = [recorder.put("/a", TITLE, TEXT, byline=PAUL) for _ in range(2)]
    assert outcomes == [Outcome.CHANGED, Outcome.UNCHANGED]
    assert [revision.byline for revision in recorder.store.revisions.of(1)] == [JANE, PAUL]
    assert kinds(recorder) == [("byline",)]


def test_an_edit_of_the_date_of_publication_alone_is_a_revision_and_told(recorder: RecorderBench) -> None:
    """By more than the minute to which pages round."""
    recorder.put("/a", TITLE, TEXT, published=BEFORE)
    later = [BEFORE + timedelta(seconds=50), *[BEFORE - timedelta(days=1)] * 2]
    outcomes = [recorder.put("/a", TITLE, TEXT, published=moment) for moment in later]
    assert outcomes == [Outcome.UNCHANGED, Outcome.CHANGED, Outcome.UNCHANGED]
    assert kinds(recorder) == [("published",)]
    assert recorder.item("/a").published == BEFORE - timedelta(days=1)


def test_an_edit_of_text_and_byline_is_told_as_both(recorder: RecorderBench) -> None:
    """In one event."""
    recorder.put("/a", TITLE, [*TEXT, "The mayor spoke of 12 boats."], byline=JANE)
    recorder.put("/a", TITLE, [*TEXT, "The mayor spoke of 17 boats."], byline=PAUL)
    assert kinds(recorder) == [("number", "byline")]


@pytest.mark.parametrize("gone", [None, "Feed Desk"], ids=["says nothing", "its feed says it instead"])
def test_a_byline_that_is_absent_once_is_no_edit_and_hides_none(recorder: RecorderBench, gone: str | None) -> None:
    """Nor does it come back as one; who comes later is told beside who was there first."""
    with recorder.store.transaction():
        link = Link(url=f"{HOST}/a", author=gone)
        recorder.store.links.add(strict_key(link.url), link, source="post", now=NOW, due=NOW)
    recorder.put("/a", TITLE, TEXT, byline=JANE)
    assert [recorder.put("/a", TITLE, TEXT, byline=name) for name in (None, JANE)] == [Outcome.UNCHANGED] * 2
    recorder.put("/a", TITLE, [*TEXT, "The mayor spoke of 12 boats."])
    assert recorder.put("/a", TITLE, [*TEXT, "The mayor spoke of 12 boats."], byline=PAUL) is Outcome.CHANGED
    assert kinds(recorder) == [("paragraph_added",), ("byline",)]


def test_a_date_that_a_page_lost_is_not_that_of_its_feed(recorder: RecorderBench) -> None:
    """They differ often, and neither changed."""
    with recorder.store.transaction():
        link = Link(url=f"{HOST}/a", published=BEFORE + timedelta(minutes=20))
        recorder.store.links.add(strict_key(link.url), link, source="post", now=NOW, due=NOW)
    recorder.put("/a", TITLE, TEXT, published=BEFORE)
    assert recorder.put("/a", TITLE, TEXT) is Outcome.UNCHANGED
    assert recorder.item("/a").published == BEFORE


def test_facts_that_a_page_says_later_are_kept_in_silence(recorder: RecorderBench) -> None:
    """So that an edit of them can be seen afterwards."""
    recorder.put("/a", TITLE, TEXT)
    assert recorder.put("/a", TITLE, TEXT, byline=JANE, published=BEFORE) is Outcome.UNCHANGED
    assert (recorder.item("/a").byline, recorder.item("/a").published) == (JANE, BEFORE)
    assert recorder.put("/a", TITLE, TEXT, byline=PAUL, published=BEFORE) is Outcome.CHANGED


@pytest.mark.parametrize("to", ["day", "second"])
def test_the_time_of_the_look_is_no_date_of_publication(recorder: RecorderBench, to: str) -> None:
    """A page that shows today's date, or states when it was made, has another one at each look."""
    outcomes = []
    for _ in range(9):
        recorder.now += timedelta(hours=11)
        shown = recorder.now.replace(hour=0) if to == "day" else recorder.now
        outcomes.append(recorder.put("/a", TITLE, TEXT, published=shown))
    assert outcomes == [Outcome.NEW, *[Outcome.UNCHANGED] * 8]


def test_a_date_of_publication_that_was_moved_forward_is_told_when_it_lasts(recorder: RecorderBench) -> None:
    """By then it is no longer that of the look."""
    recorder.put("/a", TITLE, TEXT, published=BEFORE)
    moved = NOW + timedelta(days=1)
    recorder.now = moved
    assert recorder.put("/a", TITLE, TEXT, published=moved) is Outcome.UNCHANGED
    recorder.now += timedelta(days=3)
    assert recorder.put("/a", TITLE, TEXT, published=moved) is Outcome.CHANGED
    assert kinds(recorder) == [("published",)]


def test_bylines_that_alternate_are_told_once(recorder: RecorderBench) -> None:
    """As texts and headlines are."""
    recorder.put("/a", TITLE, TEXT, byline=JANE)
    outcomes = [recorder.put("/a", TITLE, TEXT, byline=name) for name in (PAUL, JANE, JANE, PAUL, JANE)]
    assert outcomes == [Outcome.CHANGED, Outcome.DOUBTFUL, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert (len(recorder.store.revisions.of(1)), recorder.item("/a").byline) == (2, JANE)
