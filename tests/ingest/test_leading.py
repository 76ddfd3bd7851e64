"""Who leads a group of copies, and what is told when that changes; local documents; corrections by hand."""

from datetime import timedelta

import pytest

from service.errors import UsageError
from service.ingest.apply import Outcome
from service.maintenance.corrections import ManualCorrections
from service.models import Window

from .conftest import NOW, RecorderBench
from .test_copies import ELSEWHERE, FERRY, MASKS, OTHER_TITLE, TITLE, TOLL, new_in_digest

AGENCY = 2
EARLIER = NOW - timedelta(hours=6)


def publish(recorder: RecorderBench) -> None:
    """Close the digest that is open."""
    window = Window(date="2026-11-22", start=NOW - timedelta(days=1), end=recorder.now)
    with recorder.store.transaction():
        recorder.store.digests.publish(window, {"date": "2026-11-22"}, now=recorder.now)


def test_an_original_that_comes_later_takes_the_lead(recorder: RecorderBench) -> None:
    """By its earlier date. The digest that is open tells of it instead; nothing is told twice."""
    recorder.put("/copy", TITLE, FERRY, host=ELSEWHERE, published=NOW)
    assert recorder.put("/original", TITLE, FERRY, published=EARLIER) is Outcome.COPY
    assert recorder.item("/copy", host=ELSEWHERE).copy_of == recorder.item("/original").id == 2
    assert new_in_digest(recorder) == [2]


def test_a_primary_source_takes_the_lead(recorder: RecorderBench) -> None:
    """Whatever the dates."""
    recorder.put("/copy", TITLE, FERRY, published=EARLIER)
    recorder.put("/wire", TITLE, FERRY, host="https://agency.example", source=AGENCY, published=NOW)
    assert recorder.item("/copy").copy_of == 2


def test_what_is_published_stays_when_the_lead_changes(recorder: RecorderBench) -> None:
    """The published digest keeps its event, and the next has none."""
    recorder.put("/copy", TITLE, FERRY, host=ELSEWHERE, published=NOW)
    publish(recorder)
    recorder.put("/original", TITLE, FERRY, published=EARLIER)
    assert recorder.item("/copy", host=ELSEWHERE).copy_of == 2
    assert new_in_digest(recorder) == [1]
    assert recorder.store.events.of_digest("2026-11-23") == []


def test_a_copy_of_a_copy_follows_the_new_lead(recorder: RecorderBench) -> None:
    """No chains."""
    recorder.put("/a", TITLE, FERRY, host=ELSEWHERE, published=NOW)
    recorder.put("/b", TITLE, FERRY, host="https://third.example", published=NOW)
    recorder.put("/original", TITLE, FERRY, published=EARLIER)
    assert [recorder.store.items.get(item).copy_of for item in (1, 2, 3)] == [3, 3, None]


def test_a_page_that_is_a_local_document_is_the_same_item(recorder: RecorderBench) -> None:
    """It gains the address and the byline, keeps the document's text, and is no news."""
    assert recorder.read("note.txt", ["date 2026-11-13", *FERRY]) is Outcome.NEW
    assert recorder.put("/ferry", TITLE, FERRY, byline="Ines Calder") is Outcome.COPY
    item = recorder.item("/ferry")
    assert (item.id, item.url, item.byline, item.copy_of) == (1, "https://www.post.example/ferry", "Ines Calder", None)
    assert [revision.text for revision in recorder.store.revisions.of(1)] == [
        "\n\n".join(["date 2026-11-13", *FERRY]),
        "\n\n".join(FERRY),
    ]
    assert new_in_digest(recorder) == [1]
    assert recorder.put("/ferry", TITLE, FERRY, byline="Ines Calder") is Outcome.UNCHANGED
    assert recorder.read("note.txt", ["date 2026-11-13", *FERRY]) is Outcome.UNCHANGED


def test_a_local_document_that_is_on_the_web_already_is_the_same_item(recorder: RecorderBench) -> None:
    """Its text is kept beside; the page's stays the newest, so that looking again finds no change."""
    recorder.put("/ferry", TITLE, FERRY)
    assert recorder.read("note.txt", ["date 2026-11-13", *FERRY]) is Outcome.COPY
    item = recorder.item("/ferry")
    assert (item.id, item.text, item.revision) == (1, "\n\n".join(FERRY), 3)
    assert recorder.store.revisions.get(1, 2).text.startswith("date 2026-11-13")
    assert recorder.put("/ferry", TITLE, FERRY) is Outcome.UNCHANGED
    assert recorder.events("/ferry") == ["new"]


def test_a_document_with_another_number_is_an_item_of_its_own(recorder: RecorderBench) -> None:
    """A variant, as anywhere; also when it comes to differ later."""
    recorder.put("/toll", "Ferry accident", TOLL)
    recorder.read("toll.txt", TOLL)
    recorder.read("toll.txt", [TOLL[0].replace("12", "17"), *TOLL[1:]])
    known = recorder.store.items.at("folder:papers/toll.txt")
    assert known is not None
    assert (known.id, known.variant_of) == (2, 1)
    assert recorder.item("/toll").text == "\n\n".join(TOLL)


def test_merging_puts_an_item_behind_another_and_splitting_takes_it_back(recorder: RecorderBench) -> None:
    """Whatever their texts say; both keep theirs, and what was not published is told once."""
    recorder.put("/ferry", TITLE, FERRY)
    recorder.put("/masks", OTHER_TITLE, MASKS)
    corrector = ManualCorrections(recorder.store, recorder.config)
    merged = corrector.merge(1, 2, recorder.now)
    assert (merged.copy_of, merged.group) == (1, (1, 2))
    assert new_in_digest(recorder) == [1]
    assert recorder.item("/masks").text == "\n\n".join(MASKS)
    split = corrector.split(2, recorder.now)
    assert (split.copy_of, split.group, split.told) == (None, (2,), (2,))
    assert new_in_digest(recorder) == [1, 2]


def test_later_runs_respect_a_correction(recorder: RecorderBench) -> None:
    """A copy that was split stays alone when it is edited, and when more copies come; merging takes that back."""
    recorder.put("/ferry", TITLE, FERRY)
    recorder.put("/copy", TITLE, FERRY, host=ELSEWHERE)
    corrector = ManualCorrections(recorder.store, recorder.config)
    corrector.split(2, recorder.now)
    recorder.put("/copy", TITLE, [*FERRY, "A line more, without any figure in it."], host=ELSEWHERE)
    recorder.put("/third", TITLE, FERRY, host="https://third.example")
    assert [recorder.store.items.get(item).copy_of for item in (1, 2, 3)] == [None, None, 1]
    corrector.merge(1, 2, recorder.now)
    assert [recorder.store.items.get(item).copy_of for item in (1, 2, 3)] == [None, 1, 1]


@pytest.mark.parametrize(("lead", "item"), [(1, 1), (1, 9), (9, 1)], ids=["itself", "no such", "no such lead"])
def test_a_merge_that_cannot_be_is_one_clear_error(recorder: RecorderBench, lead: int, item: int) -> None:
    """Nothing is written."""
    recorder.put("/ferry", TITLE, FERRY)
    corrector = ManualCorrections(recorder.store, recorder.config)
    with pytest.raises(UsageError, match="item"):
        corrector.merge(lead, item, recorder.now)
    with pytest.raises(UsageError, match="nothing to split"):
        corrector.split(1, recorder.now)
    assert recorder.store.corrections.of([1]) == []
