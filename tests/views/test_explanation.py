"""Explanations of items: values, with the JSON of `dateline explain --json`."""

from service.extract import VERSION
from service.store import Store
from service.views.explanation import explain
from tests.views.conftest import MORNING, NOON


def test_the_sections_stand_in_the_order_in_which_they_are_shown(store: Store) -> None:
    """Each has its key, also where it is empty."""
    facts = explain(store, "1").as_json()
    assert list(facts) == [
        "item",
        "sources",
        "stated",
        "decision",
        "fetches",
        "text",
        "history",
        "doubts",
        "left_out",
        "next",
        "rates",
    ]
    assert (facts["stated"], facts["doubts"], facts["left_out"]) == ([], [], None)


def test_an_edit_is_explained_by_what_was_edited(store: Store) -> None:
    """The last visit came to it; the schedule is counted from it."""
    explanation = explain(store, "1")
    assert explanation.decision is not None
    assert (explanation.decision.at, explanation.decision.outcome) == (NOON, "changed")
    (reason,) = explanation.decision.because
    assert reason.startswith("revision 2, number: ")
    (visit,) = explanation.next
    assert visit.step is not None
    assert (visit.step.edited, visit.step.since) == (True, NOON)


def test_an_unchanged_item_is_explained_by_its_revision(store: Store) -> None:
    """The server said so, or the text reads the same; the schedule is counted from the first sighting."""
    explanation = explain(store, "2")
    assert explanation.decision is not None
    assert explanation.decision.because == ("the server says that it has not changed (304)",)
    (visit,) = explanation.next
    assert visit.step is not None
    assert (visit.step.edited, visit.step.since) == (False, MORNING)


def test_the_item_says_what_it_is_like_and_what_it_is_a_copy_of(store: Store) -> None:
    """With the evidence, from its own side."""
    copy, variant = explain(store, "3").item, explain(store, "4").item
    assert copy is not None
    assert variant is not None
    assert (copy.verdict, copy.of, copy.copies) == ("copy", 2, ())
    assert (variant.verdict, variant.of) == ("variant", 2)
    assert {one.item for one in copy.resemblances} == {2, 4}


def test_the_text_names_the_extractor_that_made_it(store: Store) -> None:
    """It is outdated once another version of extraction is in use."""
    text = explain(store, "1").text
    assert text is not None
    assert (text.revision, text.extractor_now, text.outdated) == (2, VERSION, False)


def test_visits_are_named_newest_first_with_their_source(store: Store) -> None:
    """And the sources that have named the address."""
    explanation = explain(store, "2")
    assert [(visit.at, visit.outcome) for visit in explanation.visits] == [(NOON, "unchanged"), (MORNING, "new")]
    # At noon the feed had not changed, so that nothing was named again.
    (seen,) = explanation.sources
    assert (seen.source, seen.first_seen, seen.last_seen) == ("post", MORNING, MORNING)
    (rates,) = explanation.rates
    assert (rates.source, rates.pace) == ("post", 1.0)
