"""What a host changes on many pages at once is one notice; real edits in the same run still show."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from service.models import Window
from service.pipeline.tally import Outcome
from service.store import Notice
from tests.matter import PROMOTION, UNRELATED

from .conftest import Newsroom

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


def publish(room: Newsroom, *tail: str, suffix: str = "") -> None:
    """Six articles about matters of their own."""
    for number, (title, text) in enumerate(PAGES):
        room.put(f"/{number}", title + suffix, [*text, *tail])


def again(room: Newsroom, *tail: str, suffix: str = "", edits: dict[int, Sequence[str]] | None = None) -> list[Outcome]:
    """All are looked at again until none is in doubt; what the last look at each came to."""
    outcomes = {}
    for number, (title, text) in enumerate(PAGES):
        blocks = [*(edits or {}).get(number, text), *tail]
        for _ in range(3):
            outcomes[number] = room.put(f"/{number}", title + suffix, blocks)
            if outcomes[number] is not DOUBTFUL:
                break
    return list(outcomes.values())


def told(room: Newsroom) -> dict[int, list[str]]:
    """The edits that digests tell, by page."""
    found = {number: room.told(f"/{number}") for number in range(len(PAGES))}
    return {number: lines for number, lines in found.items() if lines}


def notices(room: Newsroom) -> list[Notice]:
    return [notice for day in range(20, 30) for notice in room.store.notices.of_digest(f"2026-11-{day}")]


def texts(room: Newsroom) -> list[str]:
    return [room.item(f"/{number}").text for number in range(len(PAGES))]


def plain(*tail: str) -> list[str]:
    return ["\n\n".join([*text, *tail]) for _, text in PAGES]


def test_a_line_put_on_all_pages_is_one_notice(room: Newsroom) -> None:
    """No edit is told of any; from the third on it does not even enter their text."""
    publish(room)
    again(room, PROMOTION)
    assert told(room) == {}
    (notice,) = notices(room)
    assert (notice.host, notice.lines) == ("post.example", (("added", PROMOTION),))
    assert len(notice.items) >= 3
    assert texts(room)[2:] == plain()[2:]


def test_a_line_taken_from_all_pages_is_one_notice(room: Newsroom) -> None:
    """One that had stood inside their texts, where it is no furniture."""
    for number, (title, text) in enumerate(PAGES):
        room.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    outcomes = again(room)
    assert outcomes[2:] == [UNCHANGED] * 4
    assert told(room) == {}
    (notice,) = notices(room)
    assert notice.lines == (("removed", PROMOTION),)
    assert notice.items == (1, 2, 3, 4, 5, 6)
    assert notice.summary == "post.example changed its pages: 6 items, the same line"
    assert texts(room) == plain()


def test_other_words_in_place_of_a_line_are_one_notice(room: Newsroom) -> None:
    """The old line went and the new one came: neither is told."""
    first, second = "Read all about the storms of this winter.", "Read us on your telephone, wherever you are."
    for number, (title, text) in enumerate(PAGES):
        room.put(f"/{number}", title, [*text[:2], first, *text[2:]])
    again(room, edits={number: [*text[:2], second, *text[2:]] for number, (_, text) in enumerate(PAGES)})
    assert told(room) == {}
    (notice,) = notices(room)
    assert notice.lines == (("added", second), ("removed", first))
    assert texts(room)[2:] == plain()[2:]


@pytest.mark.parametrize(("before", "after"), [("", " – Plus"), (" – Plus", ""), (" – Plus", " – Premium")])
def test_titles_that_all_get_or_lose_an_end_are_one_notice(room: Newsroom, before: str, after: str) -> None:
    """The headlines are those they were."""
    publish(room, suffix=before)
    again(room, suffix=after)
    assert told(room) == {}
    (notice,) = notices(room)
    assert ([part for part, _ in notice.lines], len(notice.items)) == (["title"], 6)


def test_real_edits_among_them_still_show(room: Newsroom) -> None:
    """One made before it was known, one after: each is told with its own words alone."""
    for number, (title, text) in enumerate(PAGES):
        room.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    edits: dict[int, Sequence[str]] = {
        0: [*PAGES[0][1], "A mediator was found on Friday, and boats left again."],
        4: [PAGES[4][1][0].replace("eight", "seven"), *PAGES[4][1][1:]],
    }
    outcomes = again(room, edits=edits)
    assert (outcomes[0], outcomes[4]) == (CHANGED, CHANGED)
    found = told(room)
    assert sorted(found) == [0, 4]
    assert not any("forty" in line for lines in found.values() for line in lines)
    (early,) = [event for event in room.store.events.of_item(room.item("/0").id) if event.kind == "changed"]
    assert (early.kinds, early.template is not None) == (("paragraph_added",), True)
    (late,) = [event for event in room.store.events.of_item(room.item("/4").id) if event.kind == "changed"]
    assert "number" in late.kinds
    assert len(notices(room)) == 1


def test_the_same_line_on_two_pages_is_two_edits(room: Newsroom) -> None:
    """Two are no template."""
    publish(room)
    for number in (0, 1):
        title, text = PAGES[number]
        room.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
        room.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    assert (sorted(told(room)), notices(room)) == ([0, 1], [])


def test_a_correction_on_many_pages_is_told_of_each(room: Newsroom) -> None:
    """It is never hidden, whoever puts it there."""
    publish(room)
    again(room, CORRECTION)
    assert (sorted(told(room)), notices(room)) == ([0, 1, 2, 3, 4, 5], [])


def test_the_same_line_in_articles_of_one_matter_is_no_template(room: Newsroom) -> None:
    """All of them tell of the strike, and all say now that it is over."""
    over = "The strike of the ferries at Corvo was called off at noon."
    reports = [
        (f"Ferry strike in Corvo, day {day}", [f"On day {day} the boats of Corvo did not leave.", text])
        for day, (_, (text, *_)) in enumerate(PAGES, 1)
    ]
    for number, (title, text) in enumerate(reports):
        room.put(f"/{number}", title, text)
    for number, (title, text) in enumerate(reports):
        for _ in range(2):
            room.put(f"/{number}", title, [*text, over])
    assert (len(told(room)), notices(room)) == (6, [])


def test_what_is_published_stays(room: Newsroom) -> None:
    """Two edits stood in a digest when it turned out what they were: they stay there, and the rest is silent."""
    publish(room)
    for number in (0, 1):
        title, text = PAGES[number]
        for _ in range(2):
            room.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    assert sorted(told(room)) == [0, 1]
    room.now += timedelta(days=1)
    for date in ("2026-11-21", "2026-11-22"):
        with room.store.transaction():
            room.store.events.publish(Window(date=date, start=room.now, end=room.now), {}, now=room.now)
    edits = {number: [*text[:2], PROMOTION, *text[2:]] for number, (_, text) in enumerate(PAGES)}
    again(room, edits=edits)
    assert sorted(told(room)) == [0, 1]
    (notice,) = notices(room)
    assert len(notice.items) == 6
    assert room.store.notices.of_digest("2026-11-23") == [notice]


def test_older_pages_follow_in_silence(room: Newsroom) -> None:
    """A week later the rest of the host is looked at again: that was told, so there is neither edit nor notice."""
    for number, (title, text) in enumerate(PAGES):
        room.put(f"/{number}", title, [*text[:2], PROMOTION, *text[2:]])
    for number in (0, 1, 2):
        room.put(f"/{number}", *PAGES[number])
    room.now += timedelta(days=6)
    assert room.put("/5", *PAGES[5]) is UNCHANGED
    assert (told(room), len(notices(room)), texts(room)[5]) == ({}, 1, plain()[5])


def test_titles_that_got_an_end_long_ago_stay_as_they_were(room: Newsroom) -> None:
    """Looked at again after months, one by one: their revisions have the titles without it, and it was told."""
    publish(room)
    again(room, suffix=" – Plus")
    room.now += timedelta(days=60)
    for number, (title, text) in enumerate(PAGES):
        room.now += timedelta(days=5)
        assert room.put(f"/{number}", f"{title} – Plus", text) is UNCHANGED
    assert told(room) == {}


def test_a_page_in_place_of_many_is_no_template(room: Newsroom) -> None:
    """A log-in that nobody recognised: it is most of each page, and doubted as what it is."""
    publish(room)
    wall = ["Our readers have an account.", "Please come in with the name that you chose when you joined us."]
    outcomes = [room.put(f"/{number}", title, wall) for number, (title, _) in enumerate(PAGES)]
    assert set(outcomes) == {DOUBTFUL}
    assert notices(room) == []
