"""What a host changes on many pages at once is one notice; real edits in the same run still show."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from service.ingest.apply import Outcome
from service.models import Window
from service.store import SiteNotice
from tests.sample_articles import PROMOTION, UNRELATED

from .conftest import RecorderBench

MORE = (
    (
        "Tunnel under the Karst ridge flooded by a spring",
        (
            "Workers who dig the railway tunnel at Zelna struck an underground spring on their way to the far portal.",
            "Pumps were brought from three quarries, and the boring machine stands in water up to its axles.",
            "Geologist Petra Kosir had asked for another borehole, which the contractor thought a waste of money.",
            "Trains will use the winding valley line for at least another year, the ministry of transport wrote.",
        ),
    ),
)
PAGES = (*UNRELATED, *MORE)
CORRECTION = "Correction: an earlier version of this article gave a wrong date."
CHANGED, DOUBTFUL, UNCHANGED = Outcome.CHANGED, Outcome.DOUBTFUL, Outcome.UNCHANGED


def publish(recorder: RecorderBench, *tail: str, suffix: str = "") -> None:
    """Six articles about matters of their own."""
    for number, (title, text) in enumerate(PAGES):
        recorder.put(f"/{number}", title + suffix, [*text, *tail])


def again(
    recorder: RecorderBench, *tail: str, suffix: str = "", edits: dict[int, Sequence[str]] | None = None
) -> list[Outcome]:
    """All are looked at again until none is in doubt; what the last look at each came to."""
    outcomes = {}
    for number, (title, text) in enumerate(PAGES):
        blocks = [*(edits or {}).get(number, text), *tail]
        for _ in range(3):
            outcomes[number] = recorder.put(f"/{number}", title + suffix, blocks)
            if outcomes[number] is not DOUBTFUL:
                break
    return list(outcomes.values())


def told(recorder: RecorderBench) -> dict[int, list[str]]:
    """The edits that digests tell, by page."""
    found = {number: recorder.told(f"/{number}") for number in range(len(PAGES))}
    return {number: lines for number, lines in found.items() if lines}


def notices(recorder: RecorderBench) -> list[SiteNotice]:
    return [notice for day in range(20, 30) for notice in recorder.store.notices.of_digest(f"2026-11-{day}")]


def texts(recorder: RecorderBench) -> list[str]:
    return [recorder.item(f"/{number}").text for number in range(len(PAGES))]


def plain(*tail: str) -> list[str]:
    return ["\n\n".join([*text, *tail]) for _, text in PAGES]


def test_a_line_put_on_all_pages_is_one_notice(recorder: RecorderBench) -> None:
    """No edit is told of any; from the third on it does not even enter their text."""
    publish(recorder)
    again(recorder, PROMOTION)
    assert told(recorder) == {}
    (notice,) = notices(recorder)
    assert (notice.host, notice.lines) == ("post.example", (("added", PROMOTION),))
    assert len(notice.items) >= 3
    assert texts(recorder)[2:] == plain()[2:]


def test_a_line_taken_from_all_pages_is_one_notice(recorder: RecorderBench) -> None:
    """One that had stood inside their texts, where it is no boilerplate."""
    for number, (title, text) in enumerate(PAGES):
        recorder.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    outcomes = again(recorder)
    assert outcomes[2:] == [UNCHANGED] * 4
    assert told(recorder) == {}
    (notice,) = notices(recorder)
    assert notice.lines == (("removed", PROMOTION),)
    assert notice.items == (1, 2, 3, 4, 5, 6)
    assert notice.summary == "post.example changed its pages: 6 items, the same line"
    assert texts(recorder) == plain()


def test_other_words_in_place_of_a_line_are_one_notice(recorder: RecorderBench) -> None:
    """The old line went and the new one came: neither is told."""
    first, second = "Read all about the storms of this winter.", "Read us on your telephone, wherever you are."
    for number, (title, text) in enumerate(PAGES):
        recorder.put(f"/{number}", title, [*text[:2], first, *text[2:]])
    again(recorder, edits={number: [*text[:2], second, *text[2:]] for number, (_, text) in enumerate(PAGES)})
    assert told(recorder) == {}
    (notice,) = notices(recorder)
    assert notice.lines == (("added", second), ("removed", first))
    assert texts(recorder)[2:] == plain()[2:]


@pytest.mark.parametrize(("before", "after"), [("", " – Plus"), (" – Plus", ""), (" – Plus", " – Premium")])
def test_titles_that_all_get_or_lose_an_end_are_one_notice(recorder: RecorderBench, before: str, after: str) -> None:
    """The headlines are those they were."""
    publish(recorder, suffix=before)
    again(recorder, suffix=after)
    assert told(recorder) == {}
    (notice,) = notices(recorder)
    assert ([part for part, _ in notice.lines], len(notice.items)) == (["title"], 6)


def test_real_edits_among_them_still_show(recorder: RecorderBench) -> None:
    """One made before it was known, one after: each is told with its own words alone."""
    for number, (title, text) in enumerate(PAGES):
        recorder.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    edits: dict[int, Sequence[str]] = {
        0: [*PAGES[0][1], "A mediator was found on Friday, and boats left again."],
        4: [PAGES[4][1][0].replace("eight", "seven"), *PAGES[4][1][1:]],
    }
    outcomes = again(recorder, edits=edits)
    assert (outcomes[0], outcomes[4]) == (CHANGED, CHANGED)
    found = told(recorder)
    assert sorted(found) == [0, 4]
    assert not any("forty" in line for lines in found.values() for line in lines)
    (early,) = [event for event in recorder.store.events.of_item(recorder.item("/0").id) if event.kind == "changed"]
    assert (early.kinds, early.site_change is not None) == (("paragraph_added",), True)
    (late,) = [event for event in recorder.store.events.of_item(recorder.item("/4").id) if event.kind == "changed"]
    assert "number" in late.kinds
    assert len(notices(recorder)) == 1


def test_the_same_line_on_two_pages_is_two_edits(recorder: RecorderBench) -> None:
    """Two are no template."""
    publish(recorder)
    for number in (0, 1):
        title, text = PAGES[number]
        recorder.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
        recorder.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    assert (sorted(told(recorder)), notices(recorder)) == ([0, 1], [])


def test_a_correction_on_many_pages_is_told_of_each(recorder: RecorderBench) -> None:
    """It is never hidden, whoever puts it there."""
    publish(recorder)
    again(recorder, CORRECTION)
    assert (sorted(told(recorder)), notices(recorder)) == ([0, 1, 2, 3, 4, 5], [])


def test_the_same_line_in_articles_of_one_matter_is_no_template(recorder: RecorderBench) -> None:
    """All of them tell of the strike, and all say now that it is over."""
    over = "The strike of the ferries at Corvo was called off at noon."
    reports = [
        (f"Ferry strike in Corvo, day {day}", [f"On day {day} the boats of Corvo did not leave.", text])
        for day, (_, (text, *_)) in enumerate(PAGES, 1)
    ]
    for number, (title, text) in enumerate(reports):
        recorder.put(f"/{number}", title, text)
    for number, (title, text) in enumerate(reports):
        for _ in range(2):
            recorder.put(f"/{number}", title, [*text, over])
    assert (len(told(recorder)), notices(recorder)) == (6, [])


def test_what_is_published_stays(recorder: RecorderBench) -> None:
    """Two edits stood in a digest when it turned out what they were: they stay there, and the rest is silent."""
    publish(recorder)
    for number in (0, 1):
        title, text = PAGES[number]
        for _ in range(2):
            recorder.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    assert sorted(told(recorder)) == [0, 1]
    recorder.now += timedelta(days=1)
    for date in ("2026-11-21", "2026-11-22"):
        with recorder.store.transaction():
            recorder.store.digests.publish(
                Window(date=date, start=recorder.now, end=recorder.now), {}, now=recorder.now
            )
    edits = {number: [*text[:2], PROMOTION, *text[2:]] for number, (_, text) in enumerate(PAGES)}
    again(recorder, edits=edits)
    assert sorted(told(recorder)) == [0, 1]
    (notice,) = notices(recorder)
    assert len(notice.items) == 6
    assert recorder.store.notices.of_digest("2026-11-23") == [notice]


def test_older_pages_follow_in_silence(recorder: RecorderBench) -> None:
    """A week later the rest of the host is looked at again: that was told, so there is neither edit nor notice."""
    for number, (title, text) in enumerate(PAGES):
        recorder.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    for number in (0, 1, 2):
        recorder.put(f"/{number}", *PAGES[number])
    recorder.now += timedelta(days=6)
    assert recorder.put("/5", *PAGES[5]) is UNCHANGED
    assert (told(recorder), len(notices(recorder)), texts(recorder)[5]) == ({}, 1, plain()[5])


def test_titles_that_got_an_end_long_ago_stay_as_they_were(recorder: RecorderBench) -> None:
    """Looked at again after months, one by one: their revisions have the titles without it, and it was told."""
    publish(recorder)
    again(recorder, suffix=" – Plus")
    recorder.now += timedelta(days=60)
    for number, (title, text) in enumerate(PAGES):
        recorder.now += timedelta(days=5)
        assert recorder.put(f"/{number}", f"{title} – Plus", text) is UNCHANGED
    assert told(recorder) == {}


def test_a_page_in_place_of_many_is_no_template(recorder: RecorderBench) -> None:
    """A log-in that nobody recognised: it is most of each page, and doubted as what it is."""
    publish(recorder)
    wall = ["Our readers have an account.", "Please come in with the name that you chose when you joined us."]
    outcomes = [recorder.put(f"/{number}", title, wall) for number, (title, _) in enumerate(PAGES)]
    assert set(outcomes) == {DOUBTFUL}
    assert notices(recorder) == []
