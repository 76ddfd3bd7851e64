"""An item that has an earlier version again: put back once, it is told; alternating, it is told once."""

from datetime import timedelta

from service.ingest.apply import Outcome
from service.store import ItemFilter, ItemState
from service.urls import strict_key
from tests.sample_articles import UNRELATED

from .conftest import HOST, RecorderBench

TITLE, TEXT = UNRELATED[0]
TWELVE = [*TEXT, "At least 12 people were aboard the ferry that did leave."]
TEN = [*TEXT, "At least 10 people were aboard the ferry that did leave."]
CHANGED, DOUBTFUL, UNCHANGED = Outcome.CHANGED, Outcome.DOUBTFUL, Outcome.UNCHANGED


def known(recorder: RecorderBench) -> ItemState:
    found = recorder.store.items.at(strict_key(f"{HOST}/a"))
    assert found is not None
    return found


def looks(recorder: RecorderBench, *texts: list[str]) -> list[Outcome]:
    """What an hourly look makes of each of these texts."""
    return [recorder.put("/a", TITLE, text) for text in texts]


def edited(recorder: RecorderBench) -> None:
    """An item that said 12 and says 10."""
    assert looks(recorder, TWELVE, TEN) == [Outcome.NEW, CHANGED]


def test_a_return_is_confirmed_by_a_second_look_and_told(recorder: RecorderBench) -> None:
    """Without a revision of its own: it is the first one again, which is what is shown and found."""
    edited(recorder)
    assert looks(recorder, TWELVE, TWELVE, TWELVE) == [DOUBTFUL, CHANGED, UNCHANGED]
    assert [revision.number for revision in recorder.store.revisions.of(1)] == [1, 2]
    item = recorder.item("/a")
    assert (item.revision, "12 people" in item.text) == (1, True)
    assert [found.id for found in recorder.store.items.iterate(ItemFilter(query='"12 people"'))] == [1]
    assert list(recorder.store.items.iterate(ItemFilter(query='"10 people"'))) == []
    first, second = [event for event in recorder.store.events.of_item(1) if event.kind == "changed"]
    assert (first.from_revision, first.to_revision, second.from_revision, second.to_revision) == (1, 2, 2, 1)
    assert (second.summary or "").startswith("returned to the version of 2026-11-21 09:00 UTC: ")
    assert "number" in second.kinds


def test_a_return_seen_once_is_nothing(recorder: RecorderBench) -> None:
    """Servers that disagree show now this, now that."""
    edited(recorder)
    assert looks(recorder, TWELVE, TEN, TWELVE, TEN) == [DOUBTFUL, UNCHANGED, DOUBTFUL, UNCHANGED]
    assert (len(recorder.told("/a")), recorder.item("/a").revision, known(recorder).suspect) == (1, 2, None)


def test_alternating_is_told_once_and_counted(recorder: RecorderBench) -> None:
    """A hundred times to and fro: the edit, its return, no more; two revisions; a count of what followed."""
    edited(recorder)
    looks(recorder, TWELVE, TWELVE)
    for _ in range(50):
        assert looks(recorder, TEN, TWELVE) == [UNCHANGED, UNCHANGED]
    assert len(recorder.told("/a")) == 2
    assert len(recorder.store.revisions.of(1)) == 2
    assert (known(recorder).reverts, known(recorder).reverts_since) == (101, known(recorder).edited)
    assert "12 people" in recorder.item("/a").text


def test_headlines_that_alternate_are_told_once(recorder: RecorderBench) -> None:
    """The text stays; each title is a version of its own."""
    titles = [TITLE, "Ferries stand still in Corvo"]
    recorder.put("/a", titles[0], TEXT)
    outcomes = [recorder.put("/a", titles[n % 2], TEXT) for n in (1, 0, 0, 1, 0, 1)]
    assert outcomes == [CHANGED, DOUBTFUL, CHANGED, UNCHANGED, UNCHANGED, UNCHANGED]
    assert (len(recorder.told("/a")), recorder.item("/a").title) == (2, titles[1])


def test_alternating_under_new_dates_is_told_once(recorder: RecorderBench) -> None:
    """A page that states the time of its last change as that of its publication has the same versions again."""
    recorder.put("/a", TITLE, TWELVE, published=recorder.now)
    outcomes = [recorder.put("/a", TITLE, text, published=recorder.now) for text in (TEN, TWELVE, TWELVE, TEN, TWELVE)]
    assert outcomes == [CHANGED, DOUBTFUL, CHANGED, UNCHANGED, UNCHANGED]
    assert (len(recorder.store.revisions.of(1)), len(recorder.told("/a"))) == (2, 2)


def test_a_new_version_ends_the_alternation(recorder: RecorderBench) -> None:
    """It is told, and so is a return to what stood before it."""
    edited(recorder)
    looks(recorder, TWELVE, TWELVE, TEN)
    fifteen = [*TEXT, "At least 15 people were aboard the ferry that did leave."]
    assert looks(recorder, fifteen) == [CHANGED]
    assert known(recorder).reverts == 0
    assert [revision.number for revision in recorder.store.revisions.of(1)] == [1, 2, 3]
    assert looks(recorder, TEN, TEN) == [DOUBTFUL, CHANGED]


def test_what_comes_back_after_long_is_told(recorder: RecorderBench) -> None:
    """Ten days after it went: put back, and not alternating. It is confirmed as the first was."""
    edited(recorder)
    looks(recorder, TWELVE, TWELVE)
    recorder.now += timedelta(days=10)
    assert looks(recorder, TEN, TEN) == [DOUBTFUL, CHANGED]
    assert [told.startswith("returned") for told in recorder.told("/a")] == [False, True, True]
    assert known(recorder).reverts == 1


def test_a_difference_that_our_rules_made_is_no_return(recorder: RecorderBench) -> None:
    """The page has the earlier text again after an upgrade: in silence, and counted by nobody."""
    edited(recorder)
    with recorder.store.transaction():
        recorder.store.database.run("UPDATE revisions SET extractor = 'older' WHERE number = 2")
    assert looks(recorder, TWELVE, TWELVE) == [DOUBTFUL, UNCHANGED]
    assert (len(recorder.told("/a")), known(recorder).reverts, recorder.item("/a").revision) == (1, 0, 1)


def test_a_thousand_revisions_are_found_quickly(recorder: RecorderBench) -> None:
    """By an index: a return to the first of them reads two rows, and not a thousand texts."""
    for number in range(40):
        looks(recorder, [*TEXT, f"At least {number} people were aboard the ferry that did leave."])
    with recorder.store.transaction():
        for number in range(41, 1001):
            recorder.store.database.run(
                "INSERT INTO revisions (item, number, seen_at, text, text_hash, notes, cites, extractor)"
                " VALUES (1, ?, '2026-11-25T00:00:00Z', 'x', 'x', '[]', '[]', '1')",
                (number,),
            )
    plan = recorder.store.database.rows("EXPLAIN QUERY PLAN SELECT 1 FROM revisions WHERE item = 1 AND text_hash = 'x'")
    assert "revisions_text_hash" in plan[0]["detail"]
    one = [*TEXT, "At least 0 people were aboard the ferry that did leave."]
    assert looks(recorder, one, one) == [DOUBTFUL, CHANGED]
    assert recorder.item("/a").revision == 1
    assert looks(recorder, [*TEXT, "Nobody was aboard the ferry that did leave."]) == [CHANGED]
    assert recorder.item("/a").revision == 1001
