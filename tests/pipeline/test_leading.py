"""Who leads a group of copies, and what is told when that changes; local documents; corrections by hand."""

from datetime import timedelta

import pytest

from service.errors import UsageError
from service.models import Window
from service.pipeline.correcting import Corrector
from service.pipeline.tally import Outcome

from .conftest import NOW, Newsroom
from .test_kinship import ELSEWHERE, FERRY, MASKS, OTHER_TITLE, TITLE, TOLL, new_in_digest

AGENCY = 2
EARLIER = NOW - timedelta(hours=6)


def publish(room: Newsroom) -> None:
    """Close the digest that is open."""
    window = Window(date="2026-11-22", start=NOW - timedelta(days=1), end=room.now)
    with room.store.transaction():
        room.store.events.publish(window, {"date": "2026-11-22"}, now=room.now)


def test_an_original_that_comes_later_takes_the_lead(room: Newsroom) -> None:
    """By its earlier date. The digest that is open tells of it instead; nothing is told twice."""
    room.put("/copy", TITLE, FERRY, host=ELSEWHERE, published=NOW)
    assert room.put("/original", TITLE, FERRY, published=EARLIER) is Outcome.COPY
    assert room.item("/copy", host=ELSEWHERE).copy_of == room.item("/original").id == 2
    assert new_in_digest(room) == [2]


def test_a_primary_source_takes_the_lead(room: Newsroom) -> None:
    """Whatever the dates."""
    room.put("/copy", TITLE, FERRY, published=EARLIER)
    room.put("/wire", TITLE, FERRY, host="https://agency.example", source=AGENCY, published=NOW)
    assert room.item("/copy").copy_of == 2


def test_what_is_published_stays_when_the_lead_changes(room: Newsroom) -> None:
    """The published digest keeps its event, and the next has none."""
    room.put("/copy", TITLE, FERRY, host=ELSEWHERE, published=NOW)
    publish(room)
    room.put("/original", TITLE, FERRY, published=EARLIER)
    assert room.item("/copy", host=ELSEWHERE).copy_of == 2
    assert new_in_digest(room) == [1]
    assert room.store.events.of_digest("2026-11-23") == []


def test_a_copy_of_a_copy_follows_the_new_lead(room: Newsroom) -> None:
    """No chains."""
    room.put("/a", TITLE, FERRY, host=ELSEWHERE, published=NOW)
    room.put("/b", TITLE, FERRY, host="https://third.example", published=NOW)
    room.put("/original", TITLE, FERRY, published=EARLIER)
    assert [room.store.items.get(item).copy_of for item in (1, 2, 3)] == [3, 3, None]


def test_a_page_that_is_a_local_document_is_the_same_item(room: Newsroom) -> None:
    """It gains the address and the byline, keeps the document's text, and is no news."""
    assert room.read("note.txt", ["date 2026-11-13", *FERRY]) is Outcome.NEW
    assert room.put("/ferry", TITLE, FERRY, byline="Ines Calder") is Outcome.COPY
    item = room.item("/ferry")
    assert (item.id, item.url, item.byline, item.copy_of) == (1, "https://www.post.example/ferry", "Ines Calder", None)
    assert [revision.text for revision in room.store.items.revisions(1)] == [
        "\n\n".join(["date 2026-11-13", *FERRY]),
        "\n\n".join(FERRY),
    ]
    assert new_in_digest(room) == [1]
    assert room.put("/ferry", TITLE, FERRY, byline="Ines Calder") is Outcome.UNCHANGED
    assert room.read("note.txt", ["date 2026-11-13", *FERRY]) is Outcome.UNCHANGED


def test_a_local_document_that_is_on_the_web_already_is_the_same_item(room: Newsroom) -> None:
    """Its text is kept beside; the page's stays the newest, so that looking again finds no change."""
    room.put("/ferry", TITLE, FERRY)
    assert room.read("note.txt", ["date 2026-11-13", *FERRY]) is Outcome.COPY
    item = room.item("/ferry")
    assert (item.id, item.text, item.revision) == (1, "\n\n".join(FERRY), 3)
    assert room.store.items.revision(1, 2).text.startswith("date 2026-11-13")
    assert room.put("/ferry", TITLE, FERRY) is Outcome.UNCHANGED
    assert room.events("/ferry") == ["new"]


def test_a_document_with_another_number_is_an_item_of_its_own(room: Newsroom) -> None:
    """A variant, as anywhere; also when it comes to differ later."""
    room.put("/toll", "Ferry accident", TOLL)
    room.read("toll.txt", TOLL)
    room.read("toll.txt", [TOLL[0].replace("12", "17"), *TOLL[1:]])
    known = room.store.items.at("folder:papers/toll.txt")
    assert known is not None
    assert (known.id, known.variant_of) == (2, 1)
    assert room.item("/toll").text == "\n\n".join(TOLL)


def test_merging_puts_an_item_behind_another_and_splitting_takes_it_back(room: Newsroom) -> None:
    """Whatever their texts say; both keep theirs, and what was not published is told once."""
    room.put("/ferry", TITLE, FERRY)
    room.put("/masks", OTHER_TITLE, MASKS)
    corrector = Corrector(room.store, room.config)
    merged = corrector.merge(1, 2, room.now)
    assert (merged.copy_of, merged.group) == (1, (1, 2))
    assert new_in_digest(room) == [1]
    assert room.item("/masks").text == "\n\n".join(MASKS)
    split = corrector.split(2, room.now)
    assert (split.copy_of, split.group, split.told) == (None, (2,), (2,))
    assert new_in_digest(room) == [1, 2]


def test_later_runs_respect_a_correction(room: Newsroom) -> None:
    """A copy that was split stays alone when it is edited, and when more copies come; merging takes that back."""
    room.put("/ferry", TITLE, FERRY)
    room.put("/copy", TITLE, FERRY, host=ELSEWHERE)
    corrector = Corrector(room.store, room.config)
    corrector.split(2, room.now)
    room.put("/copy", TITLE, [*FERRY, "A line more, without any figure in it."], host=ELSEWHERE)
    room.put("/third", TITLE, FERRY, host="https://third.example")
    assert [room.store.items.get(item).copy_of for item in (1, 2, 3)] == [None, None, 1]
    corrector.merge(1, 2, room.now)
    assert [room.store.items.get(item).copy_of for item in (1, 2, 3)] == [None, 1, 1]


@pytest.mark.parametrize(("lead", "item"), [(1, 1), (1, 9), (9, 1)], ids=["itself", "no such", "no such lead"])
def test_a_merge_that_cannot_be_is_one_clear_error(room: Newsroom, lead: int, item: int) -> None:
    """Nothing is written."""
    room.put("/ferry", TITLE, FERRY)
    corrector = Corrector(room.store, room.config)
    with pytest.raises(UsageError, match="item"):
        corrector.merge(lead, item, room.now)
    with pytest.raises(UsageError, match="nothing to split"):
        corrector.split(1, room.now)
    assert room.store.corrections.of([1]) == []
