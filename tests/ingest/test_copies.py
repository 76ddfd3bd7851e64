"""What becomes of copies, variants and reused addresses when their pages are recorded."""

from datetime import datetime

import pytest

from service.ingest.apply import Outcome
from service.ingest.copies import Copies
from service.models import Article, Item, TextBlock
from service.store import ItemFilter
from service.store.near_duplicates import NEIGHBOURS
from tests.sample_articles import UNRELATED

from .conftest import NOW, RecorderBench

TITLE, FERRY = UNRELATED[0]
OTHER_TITLE, MASKS = UNRELATED[1]
ELSEWHERE = "https://mirror.example"
TOLL = [
    "At least 12 people were killed when a ferry ran onto rocks off Corvo on Sunday evening, the coast guard said.",
    "The boat had left Galt an hour earlier with 46 passengers and was not overloaded, its owner told reporters.",
    "Fishermen pulled survivors out of the water until a helicopter came from the mainland after midnight.",
    "Minister Ana Torvald promised an inquiry and said that the old lighthouse had been dark for weeks.",
]


def new_in_digest(recorder: RecorderBench) -> list[int]:
    """The items told as new in the digest that is open."""
    return [event.item for event in recorder.store.events.of_digest("2026-11-22") if event.kind == "new"]


def test_a_cut_copy_elsewhere_is_folded(recorder: RecorderBench) -> None:
    """It keeps its text and its address, and is no news."""
    assert recorder.put("/ferry", TITLE, FERRY) is Outcome.NEW
    assert recorder.put("/cut", "Ferries stand still", FERRY[:3], host=ELSEWHERE) is Outcome.COPY
    copy = recorder.item("/cut", host=ELSEWHERE)
    assert (copy.copy_of, copy.text) == (1, "\n\n".join(FERRY[:3]))
    assert new_in_digest(recorder) == [1]
    (listed,) = recorder.store.items.copies(1, before=datetime.max.replace(tzinfo=NOW.tzinfo))
    assert listed.url == f"{ELSEWHERE}/cut"


def test_a_changed_number_is_shown_with_what_differs(recorder: RecorderBench) -> None:
    """The variant is an item of its own, linked, told, and its evidence kept."""
    recorder.put("/toll", "Ferry accident", TOLL)
    changed = [TOLL[0].replace("12", "17"), *TOLL[1:]]
    assert recorder.put("/toll", "Ferry accident", changed, host=ELSEWHERE) is Outcome.NEW
    variant = recorder.item("/toll", host=ELSEWHERE)
    assert (variant.copy_of, variant.variant_of) == (None, 1)
    assert new_in_digest(recorder) == [1, 2]
    (alike,) = recorder.store.similarities.of(variant.id)
    assert alike.evidence["differing"] == [["number", "17", "12"]]


def test_a_copy_that_comes_to_differ_is_a_variant_and_a_copy_again(recorder: RecorderBench) -> None:
    """Its edit is told once; when the first follows it, nothing is told a second time."""
    changed = [TOLL[0].replace("12", "17"), *TOLL[1:]]
    recorder.put("/toll", "Ferry accident", TOLL)
    recorder.put("/toll", "Ferry accident", TOLL, host=ELSEWHERE)
    assert recorder.put("/toll", "Ferry accident", changed, host=ELSEWHERE) is Outcome.CHANGED
    copy = recorder.item("/toll", host=ELSEWHERE)
    assert (copy.copy_of, copy.variant_of) == (None, 1)
    assert recorder.put("/toll", "Ferry accident", changed) is Outcome.UNCHANGED
    assert recorder.item("/toll", host=ELSEWHERE).copy_of == 1
    assert new_in_digest(recorder) == [1]


def test_a_text_that_grew_out_of_its_group_leaves_it_whole(recorder: RecorderBench) -> None:
    """When the lead becomes another text, its copy stands by itself and is told, since nothing else tells of it now."""
    recorder.put("/ferry", TITLE, FERRY)
    recorder.put("/ferry", TITLE, FERRY, host=ELSEWHERE)
    for _ in range(3):
        outcome = recorder.put("/ferry", TITLE, MASKS)
    assert outcome is Outcome.CHANGED
    assert recorder.item("/ferry", host=ELSEWHERE).copy_of is None
    assert recorder.events("/ferry") == ["new", "changed"]
    assert [event.kind for event in recorder.store.events.of_item(2)] == ["new"]


def test_a_reused_address_loses_nothing(recorder: RecorderBench) -> None:
    """The other article is new and has the address; the first keeps its text, its history and what it was known by."""
    recorder.put("/latest", TITLE, FERRY)
    assert [recorder.put("/latest", OTHER_TITLE, MASKS) for _ in range(2)] == [Outcome.DOUBTFUL, Outcome.NEW]
    heir = recorder.item("/latest")
    assert (heir.id, heir.text) == (2, "\n\n".join(MASKS))
    first = recorder.store.items.get(1)
    assert (first.text, first.revision, first.status) == ("\n\n".join(FERRY), 1, "removed")
    (former,) = recorder.store.addresses.former(1)
    assert (former.url, former.heir) == ("https://www.post.example/latest", 2)
    assert new_in_digest(recorder) == [1, 2]


def test_an_article_that_comes_back_to_its_address_is_the_item_it_was(recorder: RecorderBench) -> None:
    """Not a third one."""
    recorder.put("/latest", TITLE, FERRY)
    for title, text in ((OTHER_TITLE, MASKS), (TITLE, FERRY)):
        for _ in range(2):
            recorder.put("/latest", title, text)
    assert recorder.item("/latest").id == 1
    assert recorder.events("/latest") == ["new", "removed", "restored"]


def test_a_round_up_is_none_of_its_articles(recorder: RecorderBench) -> None:
    """Whatever it contains stays told, also what came before its second part."""
    recorder.put("/week", "The week in brief", [*FERRY, *MASKS])
    assert recorder.put("/ferry", TITLE, FERRY, host=ELSEWHERE) is Outcome.COPY
    assert recorder.put("/masks", OTHER_TITLE, MASKS, host=ELSEWHERE) is Outcome.NEW
    assert [recorder.store.items.get(item).copy_of for item in (1, 2, 3)] == [None, None, None]
    assert sorted(new_in_digest(recorder)) == [1, 2, 3]


@pytest.mark.parametrize("text", ["", "Yes", "word " * 30_000], ids=["no text", "one word", "very long"])
def test_any_text_gets_a_verdict(recorder: RecorderBench, text: str) -> None:
    """With and without a title, twice."""
    for path, title in (("/a", None), ("/b", ""), ("/c", "Title")):
        assert recorder.put(path, title, [text] if text else []) in (Outcome.NEW, Outcome.COPY)


def test_copies_of_one_text_are_found_however_many_there_are(recorder: RecorderBench) -> None:
    """More than a sample has holders, each a little different."""
    for number in range(50):
        recorder.put(f"/{number}", TITLE, [*FERRY, f"Printed by the {chr(65 + number % 26) * 4}{'x' * number} Gazette"])
    items: list[Item] = list(recorder.store.items.iterate(ItemFilter()))
    leads = [item.id for item in items if item.copy_of is None]
    assert len(leads) == 1
    assert {item.copy_of for item in items} == {None, *leads}


def test_of_many_likely_items_only_so_many_characters_are_compared(
    recorder: RecorderBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The likeliest is compared in any case."""
    for number in range(4):
        recorder.put(f"/{number}", TITLE, [*FERRY, f"Printed by the {chr(65 + number) * 4} Gazette"])
    recorder.put("/all", TITLE, [*FERRY, "Printed by the Evening Gazette"])
    monkeypatch.setattr("service.ingest.copies.COMPARED", 1)
    recorder.put("/one", TITLE, [*FERRY, "Printed by the Morning Gazette"])
    found = [len(recorder.store.similarities.of(recorder.item(path).id)) for path in ("/all", "/one")]
    assert found[0] > found[1] == 1
    assert recorder.item("/one").copy_of == 1


def test_what_is_beyond_the_items_that_are_placed_at_once_loses_nothing(recorder: RecorderBench) -> None:
    """A copy whose similarity to its lead is not known any more, and an update of what was not reached, stay so, and
    are not told as new."""
    store, asked = recorder.store, NEIGHBOURS + 10
    with store.transaction():
        for number in range(1, asked + 1):
            article = Article(blocks=(TextBlock(f"Text {number}."),), title=None)
            store.items.add(article, url=f"https://a.example/{number}", text_hash=str(number), now=NOW)
    evidence = {"covered": 0.9, "covers": 0.9}
    with store.transaction():
        pairs = [(other, "variant", evidence, evidence) for other in range(1, asked)]
        store.similarities.relate(asked, pairs)
        store.similarities.place(10, copy_of=asked - 1, variant_of=None)
        store.similarities.place(11, copy_of=None, variant_of=None, update_of=asked - 2)
    with store.transaction():
        rearranged = Copies(store, recorder.config).rearrange([asked])
    assert store.items.known(10).copy_of == asked - 1
    assert store.items.known(11).update_of == asked - 2
    assert not {10, 11} & set(rearranged.unreported)
