"""Addresses that show another article than their item's: once by mistake, for good, or in turns."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from service.ingest.apply import Outcome
from service.models import to_the_minute
from tests.sample_articles import UNRELATED, filler

from .conftest import RecorderBench

NEW, COPY, DOUBTFUL, UNCHANGED, CHANGED = (
    Outcome.NEW,
    Outcome.COPY,
    Outcome.DOUBTFUL,
    Outcome.UNCHANGED,
    Outcome.CHANGED,
)
FERRY, MASKS, THIRD = UNRELATED[0], UNRELATED[1], UNRELATED[2]


def show(recorder: RecorderBench, *articles: tuple[str, Sequence[str]]) -> list[Outcome]:
    """What becomes of the address at looks that show these articles, an hour between."""
    return [recorder.put("/a", *article) for article in articles]


def told(recorder: RecorderBench) -> list[str]:
    """What was told of all items, with their numbers."""
    count = recorder.store.items.counts()["items"]
    return [
        f"{event.item} {event.kind}" for item in range(1, count + 1) for event in recorder.store.events.of_item(item)
    ]


def summaries(recorder: RecorderBench, item: int) -> list[str]:
    return [event.summary or "" for event in recorder.store.events.of_item(item)]


@pytest.mark.parametrize("stands_elsewhere", [True, False])
def test_another_article_seen_once_is_nothing(recorder: RecorderBench, stands_elsewhere: bool) -> None:
    """A mistake of a cache, whether the other article is known of its host or of no site at all."""
    if stands_elsewhere:
        recorder.put("/b", *MASKS)
    before = told(recorder)
    assert show(recorder, FERRY, MASKS, FERRY, FERRY) == [NEW, DOUBTFUL, UNCHANGED, UNCHANGED]
    item = recorder.item("/a").id
    assert told(recorder) == [*before, f"{item} new"]
    assert recorder.item("/a").status == "live"


def test_an_address_that_shows_another_article_is_said_to_be_doubtful(recorder: RecorderBench) -> None:
    """With the next look half an hour later, and the reason."""
    show(recorder, FERRY, MASKS)
    link = recorder.store.links.get(recorder.key("/a"))
    assert link is not None
    assert link.due == recorder.now + timedelta(minutes=30)
    known = recorder.store.items.at(recorder.key("/a"))
    assert known is not None
    assert known.suspect == "shows another article"


def test_another_article_seen_twice_takes_the_address_and_both_are_told(recorder: RecorderBench) -> None:
    """Of the one that stood there it is said since when it does not, which is the first look that missed it."""
    show(recorder, FERRY, MASKS)
    missed = recorder.now
    assert show(recorder, MASKS, MASKS) == [NEW, UNCHANGED]
    assert told(recorder) == ["1 new", "1 removed", "2 new"]
    expected = f"its address shows another article since {to_the_minute(missed)} UTC: “{MASKS[0]}”"
    assert summaries(recorder, 1)[-1] == expected
    assert (recorder.item("/a").id, recorder.store.items.get(1).status) == (2, "removed")


def test_an_article_that_is_back_is_told_with_the_hour_at_which_it_was_first_missed(recorder: RecorderBench) -> None:
    """It too is seen twice before."""
    show(recorder, FERRY, MASKS)
    missed = recorder.now
    assert show(recorder, MASKS, FERRY, FERRY, FERRY) == [NEW, DOUBTFUL, UNCHANGED, UNCHANGED]
    assert told(recorder) == ["1 new", "1 removed", "1 restored", "2 new"]
    assert summaries(recorder, 1)[-1].startswith(f"was gone since {to_the_minute(missed)} UTC")
    assert recorder.item("/a").id == 1


def test_a_page_that_answers_404_and_is_back_was_gone_since_the_first_404(recorder: RecorderBench) -> None:
    """Not since the second, which was told."""
    show(recorder, FERRY)
    recorder.gone("/a")
    missed = recorder.now
    recorder.gone("/a")
    show(recorder, FERRY)
    assert summaries(recorder, 1)[-1] == f"was gone since {to_the_minute(missed)} UTC"


def test_two_articles_that_take_turns_are_told_once_each(recorder: RecorderBench) -> None:
    """However often, and what is kept of it does not grow."""
    show(recorder, *[FERRY, MASKS] * 20)
    assert told(recorder) == ["1 new", "1 removed", "1 restored", "2 new"]
    assert sum(len(recorder.store.addresses.former(item)) for item in (1, 2)) == 2
    assert recorder.store.items.counts()["items"] == 2


def test_turns_that_end_after_long_are_told(recorder: RecorderBench) -> None:
    """The other article has the address for good, a week after both were told."""
    show(recorder, *[FERRY, MASKS] * 4, FERRY, FERRY)
    before = told(recorder)
    recorder.now += timedelta(days=9)
    show(recorder, MASKS, MASKS)
    assert sorted(told(recorder)) == sorted([*before, "1 removed"])


def test_an_edit_made_while_another_article_stood_there_is_told(recorder: RecorderBench) -> None:
    """The article is taken for what it was, and compared."""
    edited = (FERRY[0], [*FERRY[1], "A mediator was found on Friday, and the boats went out again."])
    outcomes = show(recorder, FERRY, MASKS, MASKS, edited, edited)
    assert outcomes == [NEW, DOUBTFUL, NEW, DOUBTFUL, CHANGED]
    assert told(recorder) == ["1 new", "1 removed", "1 restored", "1 changed", "2 new"]


def test_an_address_that_shows_another_article_each_time_is_believed_after_a_day(recorder: RecorderBench) -> None:
    """One item a day at most, and not one a look."""
    recorder.put("/a", *FERRY)
    outcomes = []
    for number in range(72):
        text = filler(100 + number)
        outcomes.append(recorder.put("/a", text[0][:40], text))
    assert outcomes.count(NEW) == 2
    assert set(outcomes) == {NEW, DOUBTFUL}


def test_a_page_rewritten_from_top_to_bottom_is_an_edit(recorder: RecorderBench) -> None:
    """Under its headline, with the names that it had."""
    recorder.put("/a", FERRY[0], filler(1))
    outcomes = [recorder.put("/a", FERRY[0], filler(2)) for _ in range(3)]
    assert outcomes == [DOUBTFUL, DOUBTFUL, CHANGED]
    assert told(recorder) == ["1 new", "1 changed"]


def test_a_watched_page_holds_one_item_whatever_it_shows(recorder: RecorderBench) -> None:
    """An edit, seen at once or confirmed."""
    for article in (FERRY, MASKS, MASKS, MASKS):
        recorder.put("/index", *article, source=1)
    assert told(recorder) == ["1 new", "1 changed"]


def test_a_document_is_believed_at_once(recorder: RecorderBench) -> None:
    """Nobody mixes up the files of a folder."""
    outcomes = [recorder.read("a.txt", text, title=title) for title, text in (FERRY, MASKS, FERRY)]
    assert outcomes == [NEW, NEW, UNCHANGED]


def test_two_reports_of_one_story_that_take_turns_are_both_told(recorder: RecorderBench) -> None:
    """They share their background. Neither is found three times in a row; the second is believed when it is seen again,
    and once they are known to alternate that is told once."""
    background = FERRY[1]
    first, second = (f"Report {n}" for n in (1, 2))
    one, other = (*background, *MASKS[1], *filler(1)), (*background, *THIRD[1], *filler(2))
    outcomes = show(recorder, *((first, one), (second, other)) * 6)
    assert outcomes[:4] == [NEW, DOUBTFUL, UNCHANGED, CHANGED]
    kinds = [event.kind for event in recorder.store.events.of_item(1)]
    assert kinds[:2] == ["new", "changed"]
    assert len(kinds) <= 3
