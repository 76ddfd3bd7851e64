"""Lines that a host puts under every article are left out and kept beside it; an author's never are."""

import pytest

from service.ingest.apply import Outcome
from service.models import BlockKind, TextBlock
from service.store import ItemFilter
from tests.sample_articles import PROMOTION, UNRELATED, with_tail

from .conftest import RecorderBench

QUOTE = "“We were told nothing, and we will not be quiet about it,” the mayor added."
BACKGROUND = (
    "The Ostrava dam broke in the night to 3 May after weeks of rain. It was built in 1961 to feed the power station "
    "at Velden and had not been inspected since the state sold it."
)


def heading(text: str) -> TextBlock:
    return TextBlock(text, BlockKind.HEADING)


def promote(recorder: RecorderBench, count: int, *tail: str) -> None:
    """Record unrelated articles, each with the same lines after its text."""
    for number in range(count):
        recorder.put(f"/{number}", *with_tail(number, *tail))


# ── boilerplate goes ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_third_unrelated_page_loses_what_all_have(recorder: RecorderBench) -> None:
    """It is told as new without the line, which is kept beside its revision."""
    promote(recorder, 3, PROMOTION)
    text = "\n\n".join(UNRELATED[2][1])
    assert recorder.item("/2").text == text
    revision = recorder.store.revisions.get(recorder.item("/2").id, 1)
    assert (revision.text, revision.boilerplate) == (text, (PROMOTION,))
    assert recorder.events("/2") == ["new"]
    assert PROMOTION in recorder.item("/1").text


def test_pages_from_before_it_was_known_are_cleared_in_silence(recorder: RecorderBench) -> None:
    """When they are read again, unchanged: no event, and what stood there is kept in the revision before."""
    promote(recorder, 3, PROMOTION)
    for number in (0, 1):
        assert recorder.put(f"/{number}", *with_tail(number, PROMOTION)) is Outcome.UNCHANGED
        item = recorder.item(f"/{number}")
        assert (item.text, item.revision) == ("\n\n".join(UNRELATED[number][1]), 2)
        assert recorder.store.revisions.get(item.id, 1).text.endswith(PROMOTION)
        assert recorder.put(f"/{number}", *with_tail(number, PROMOTION)) is Outcome.UNCHANGED
        assert recorder.item(f"/{number}").revision == 2
        assert recorder.events(f"/{number}") == ["new"]
    assert [item.id for item in recorder.store.items.iterate(ItemFilter(query="forty"))] == []


def test_an_edit_made_meanwhile_is_told_alone(recorder: RecorderBench) -> None:
    """The digest shows the author's sentence, and not the line of which we have learned whose it is."""
    promote(recorder, 3, PROMOTION)
    title, text = with_tail(0, "A mediator was found on Friday.", PROMOTION)
    assert recorder.put("/0", title, text) is Outcome.CHANGED
    item = recorder.item("/0")
    (event,) = [event for event in recorder.store.events.of_item(item.id) if event.kind == "changed"]
    assert (event.from_revision, event.to_revision) == (2, 3)
    assert "forty" not in (event.summary or "")
    assert item.text == "\n\n".join([*UNRELATED[0][1], "A mediator was found on Friday."])


def test_a_page_stays_clear_when_the_host_drops_the_line(recorder: RecorderBench) -> None:
    """What was left out once stays out, and its going is no change."""
    promote(recorder, 3, PROMOTION)
    for number in range(20):
        recorder.put(
            f"/plain/{number}", f"Ledger {number * 7919}", [f"Entry {number * 31} of the {number}th register."]
        )
    assert recorder.put("/2", *with_tail(2, PROMOTION)) is Outcome.UNCHANGED
    assert recorder.put("/2", *with_tail(2)) is Outcome.UNCHANGED
    assert (recorder.item("/2").revision, recorder.events("/2")) == (1, ["new"])


def test_other_words_of_the_host_are_no_change_once_they_are_known(recorder: RecorderBench) -> None:
    """The old promotion goes from the stored text, the new one from the page."""
    promote(recorder, 3, PROMOTION)
    other = "Read us on your telephone, wherever the day takes you, and keep what you like for later."
    for number in (3, 4):
        recorder.put(f"/{number}", *with_tail(number, other))
    recorder.put("/5", "Lighthouse keeper finds a rare moth", ["It sat on the lamp at dawn, green and asleep.", other])
    assert recorder.put("/1", *with_tail(1, other)) is Outcome.UNCHANGED
    assert recorder.item("/1").text == "\n\n".join(UNRELATED[1][1])


def test_an_edit_behind_a_line_does_not_make_it_an_addition(recorder: RecorderBench) -> None:
    """The promotion no longer stands at the edge: it stays on the page, and so in what the page is compared with."""
    promote(recorder, 3, PROMOTION)
    title, text = with_tail(0, PROMOTION, "A mediator was found on Friday.")
    assert recorder.put("/0", title, text) is Outcome.CHANGED
    (event,) = [event for event in recorder.store.events.of_item(recorder.item("/0").id) if event.kind == "changed"]
    assert (event.from_revision, "forty" in (event.summary or "")) == (1, False)


@pytest.mark.parametrize("number", [0, 2], ids=["read before it was known", "read since"])
def test_a_copy_is_known_although_its_first_had_the_promotion(recorder: RecorderBench, number: int) -> None:
    """The same page under another address is the same text, whichever of the two lost the line."""
    promote(recorder, 4, PROMOTION)
    assert recorder.put("/again", *with_tail(number, PROMOTION)) is Outcome.COPY


def test_www_is_the_same_host_and_another_name_is_another(recorder: RecorderBench) -> None:
    """What one publisher repeats says nothing of another."""
    recorder.put("/0", *with_tail(0, PROMOTION), host="https://post.example")
    recorder.put("/1", *with_tail(1, PROMOTION), host="https://www.post.example")
    recorder.put("/2", *with_tail(2, PROMOTION), host="https://courier.example")
    assert recorder.item("/2", host="https://courier.example").text.endswith(PROMOTION)
    recorder.put("/3", *with_tail(3, PROMOTION))
    assert not recorder.item("/3").text.endswith(PROMOTION)


# ── an author's text stays ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("last", [QUOTE, BACKGROUND], ids=["quotation", "background"])
def test_what_is_repeated_in_a_story_stays(recorder: RecorderBench, last: str) -> None:
    """The quotation or background under each article of one story, at the very end of the text."""
    story = (
        ("Ostrava dam: two villages cleared", "People from two villages below the Ostrava dam slept in a sports hall."),
        ("Minister visits Ostrava valley", "Minister Pavel Horn walked through the mud of the Ostrava valley."),
        ("Who pays for the Ostrava flood", "Insurers and the state of Velden argue over who pays for the water."),
        (
            "Velden votes on a dam inspectorate",
            "Parliament in Velden takes up a law on the Ostrava dam.",
        ),
    )
    for number, (title, first) in enumerate(story):
        recorder.put(f"/dam/{number}", title, [first, *UNRELATED[number][1], last])
        assert recorder.item(f"/dam/{number}").text.endswith(last)


@pytest.mark.parametrize("last", [QUOTE, BACKGROUND], ids=["quotation", "background"])
def test_it_stays_where_titles_do_not_give_the_story_away(recorder: RecorderBench, last: str) -> None:
    """Headlines without a word in common: the quotation is one, and the background names what the text is about."""
    for number, (title, text) in enumerate(UNRELATED):
        recorder.put(
            f"/dam/{number}", title, [*text, f"It was {12 + number} kilometres from the dam at Ostrava.", last]
        )
        assert recorder.item(f"/dam/{number}").text.endswith(last)


@pytest.mark.parametrize(
    "head",
    [heading("What we know"), TextBlock("What we know so far"), TextBlock("By the numbers:"), heading("Background")],
    ids=["heading", "bold paragraph", "lead-in", "background"],
)
def test_standing_heads_stay(recorder: RecorderBench, head: TextBlock) -> None:
    """At the beginning, between paragraphs, and before the last one."""
    for number, (title, text) in enumerate(UNRELATED):
        for place in (0, 2, 3):
            recorder.put(f"/{place}/{number}", f"{title} {place}", [*text[:place], head, *text[place:]])
            assert head.text in recorder.item(f"/{place}/{number}").text.split("\n\n")


def test_notices_made_by_a_pattern_stay_whole(recorder: RecorderBench) -> None:
    """Most of a daily notice is as yesterday's: that is the notice."""
    for number, (town, wind) in enumerate([("Arlen", 3), ("Bresk", 5), ("Corvo", 7), ("Dunmere", 2), ("Elsham", 4)]):
        text = [
            "The forecast is made at six in the morning and holds until midnight.",
            f"{town}: wind of force {wind}, dry.",
            "Small boats should keep to sheltered water when the wind is above force six.",
            "The next forecast is issued at the same time on the following day.",
        ]
        recorder.put(f"/{number}", f"{town} {number}", text)
        assert recorder.item(f"/{number}").text == "\n\n".join(text)


def test_a_disclaimer_that_some_articles_need_stays(recorder: RecorderBench) -> None:
    """It stands on three unrelated pages, but not on most."""
    disclaimer = "Some names have been changed, to keep those who spoke to us from harm."
    for number, (title, text) in enumerate(UNRELATED):
        recorder.put(f"/plain/{number}", f"{title} again", [line[::-1] for line in text])
        recorder.put(f"/also/{number}", f"{title} once more", [line.upper() for line in text])
        last = [disclaimer] if number in (0, 2, 4) else []
        recorder.put(f"/{number}", title, [*text, *last])
    assert all(recorder.item(f"/{number}").text.endswith(disclaimer) for number in (0, 2, 4))


@pytest.mark.parametrize("kind", [BlockKind.QUOTE, BlockKind.ROW, BlockKind.PREFORMATTED])
def test_quotations_rows_and_verses_stay(recorder: RecorderBench, kind: BlockKind) -> None:
    """Whatever repeats of them was put there by the author."""
    for number, (title, text) in enumerate(UNRELATED):
        recorder.put(f"/{number}", title, [*text, TextBlock("And the tide comes in again", kind)])
        assert recorder.item(f"/{number}").text.endswith("again")


def test_one_line_inside_a_text_stays(recorder: RecorderBench) -> None:
    """Only where a run of them stands is it no author's."""
    for number, (title, text) in enumerate(UNRELATED):
        recorder.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
        assert PROMOTION in recorder.item(f"/{number}").text


def test_a_list_that_the_text_leads_to_stays(recorder: RecorderBench) -> None:
    """The sentence before it ends with a colon."""
    rules = ["Keep away from the water.", "Bring a lamp."]
    for number, (title, text) in enumerate(UNRELATED):
        recorder.put(f"/{number}", title, [*text, f"Rule book {number * 31} says this:", *rules])
        assert recorder.item(f"/{number}").text.endswith("Bring a lamp.")


def test_a_watched_page_is_kept_whole_and_teaches_nothing(recorder: RecorderBench) -> None:
    """The headlines that it lists are its text, wherever else they stand."""
    lines = [title for title, _ in UNRELATED]
    for number, (title, text) in enumerate(UNRELATED):
        recorder.put(f"/{number}", title, [*text, "Read this next: the moth on the lamp and what it was doing there."])
    pages = recorder.store.site_pages.of("post.example")
    recorder.put(
        "/index", "Index", [*lines, "Read this next: the moth on the lamp and what it was doing there."], source=1
    )
    assert recorder.item("/index").text.endswith("doing there.")
    assert recorder.store.site_pages.of("post.example") == pages


def test_of_one_host_a_bounded_number_of_pages_is_kept(recorder: RecorderBench) -> None:
    """The newest; an old one that is read again takes nobody's place."""
    for number in range(60):
        recorder.put(f"/{number}", f"Ledger {number * 7919}", [f"Entry {number * 31} of the {number}th register."])
    assert [page.item for page in recorder.store.site_pages.of("post.example")] == list(range(13, 61))
    recorder.put("/0", "Ledger 0", ["Entry 0 of the 0th register.", "It was corrected."])
    assert [page.item for page in recorder.store.site_pages.of("post.example")] == list(range(13, 61))
