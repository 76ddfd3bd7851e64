"""An item that has an earlier version again: put back once, it is told; alternating, it is told once."""

from datetime import timedelta

from service.pipeline.tally import Outcome
from service.store import KnownItem
from service.urls import strict_key
from tests.matter import UNRELATED

from .conftest import HOST, Newsroom

TITLE, TEXT = UNRELATED[0]
TWELVE = [*TEXT, "At least 12 people were aboard the ferry that did leave."]
TEN = [*TEXT, "At least 10 people were aboard the ferry that did leave."]
CHANGED, DOUBTFUL, UNCHANGED = Outcome.CHANGED, Outcome.DOUBTFUL, Outcome.UNCHANGED


def known(room: Newsroom) -> KnownItem:
    found = room.store.items.at(strict_key(f"{HOST}/a"))
    assert found is not None
    return found


def looks(room: Newsroom, *texts: list[str]) -> list[Outcome]:
    """What an hourly look makes of each of these texts."""
    return [room.put("/a", TITLE, text) for text in texts]


def edited(room: Newsroom) -> None:
    """An item that said 12 and says 10."""
    assert looks(room, TWELVE, TEN) == [Outcome.NEW, CHANGED]


def test_a_return_is_confirmed_by_a_second_look_and_told(room: Newsroom) -> None:
    """Without a revision of its own: it is the first one again, which is what is shown and found."""
    edited(room)
    assert looks(room, TWELVE, TWELVE, TWELVE) == [DOUBTFUL, CHANGED, UNCHANGED]
    assert [revision.number for revision in room.store.items.revisions(1)] == [1, 2]
    item = room.item("/a")
    assert (item.revision, "12 people" in item.text) == (1, True)
    assert [found.id for found in room.store.items.find(query='"12 people"')] == [1]
    assert room.store.items.find(query='"10 people"') == []
    first, second = [event for event in room.store.events.of_item(1) if event.kind == "changed"]
    assert (first.from_revision, first.to_revision, second.from_revision, second.to_revision) == (1, 2, 2, 1)
    assert (second.summary or "").startswith("returned to the version of 2026-11-21 09:00 UTC: ")
    assert "number" in second.kinds


def test_a_return_seen_once_is_nothing(room: Newsroom) -> None:
    """Servers that disagree show now this, now that."""
    edited(room)
    assert looks(room, TWELVE, TEN, TWELVE, TEN) == [DOUBTFUL, UNCHANGED, DOUBTFUL, UNCHANGED]
    assert (len(room.told("/a")), room.item("/a").revision, known(room).suspect) == (1, 2, None)


def test_alternating_is_told_once_and_counted(room: Newsroom) -> None:
    """A hundred times to and fro: the edit, its return, no more; two revisions; a count of what followed."""
    edited(room)
    looks(room, TWELVE, TWELVE)
    for _ in range(50):
        assert looks(room, TEN, TWELVE) == [UNCHANGED, UNCHANGED]
    assert len(room.told("/a")) == 2
    assert len(room.store.items.revisions(1)) == 2
    assert (known(room).returns, known(room).returns_since) == (101, known(room).edited)
    assert "12 people" in room.item("/a").text


def test_headlines_that_alternate_are_told_once(room: Newsroom) -> None:
    """The text stays; each title is a version of its own."""
    titles = [TITLE, "Ferries stand still in Corvo"]
    room.put("/a", titles[0], TEXT)
    outcomes = [room.put("/a", titles[n % 2], TEXT) for n in (1, 0, 0, 1, 0, 1)]
    assert outcomes == [CHANGED, DOUBTFUL, CHANGED, UNCHANGED, UNCHANGED, UNCHANGED]
    assert (len(room.told("/a")), room.item("/a").title) == (2, titles[1])


def test_alternating_under_new_dates_is_told_once(room: Newsroom) -> None:
    """A page that states the time of its last change as that of its publication has the same versions again."""
    room.put("/a", TITLE, TWELVE, published=room.now)
    outcomes = [room.put("/a", TITLE, text, published=room.now) for text in (TEN, TWELVE, TWELVE, TEN, TWELVE)]
    assert outcomes == [CHANGED, DOUBTFUL, CHANGED, UNCHANGED, UNCHANGED]
    assert (len(room.store.items.revisions(1)), len(room.told("/a"))) == (2, 2)


def test_a_new_version_ends_the_alternation(room: Newsroom) -> None:
    """It is told, and so is a return to what stood before it."""
    edited(room)
    looks(room, TWELVE, TWELVE, TEN)
    fifteen = [*TEXT, "At least 15 people were aboard the ferry that did leave."]
    assert looks(room, fifteen) == [CHANGED]
    assert known(room).returns == 0
    assert [revision.number for revision in room.store.items.revisions(1)] == [1, 2, 3]
    assert looks(room, TEN, TEN) == [DOUBTFUL, CHANGED]


def test_what_comes_back_after_long_is_told(room: Newsroom) -> None:
    """Ten days after it went: put back, and not alternating. It is confirmed as the first was."""
    edited(room)
    looks(room, TWELVE, TWELVE)
    room.now += timedelta(days=10)
    assert looks(room, TEN, TEN) == [DOUBTFUL, CHANGED]
    assert [told.startswith("returned") for told in room.told("/a")] == [False, True, True]
    assert known(room).returns == 1


def test_a_difference_that_our_rules_made_is_no_return(room: Newsroom) -> None:
    """The page has the earlier text again after an upgrade: in silence, and counted by nobody."""
    edited(room)
    with room.store.transaction():
        room.store.database.run("UPDATE revisions SET extractor = 'older' WHERE number = 2")
    assert looks(room, TWELVE, TWELVE) == [DOUBTFUL, UNCHANGED]
    assert (len(room.told("/a")), known(room).returns, room.item("/a").revision) == (1, 0, 1)


def test_a_thousand_revisions_are_found_quickly(room: Newsroom) -> None:
    """By an index: a return to the first of them reads two rows, and not a thousand texts."""
    for number in range(40):
        looks(room, [*TEXT, f"At least {number} people were aboard the ferry that did leave."])
    with room.store.transaction():
        for number in range(41, 1001):
            room.store.database.run(
                "INSERT INTO revisions (item, number, seen_at, text, text_hash, notes, cites, extractor)"
                " VALUES (1, ?, '2026-11-25T00:00:00Z', 'x', 'x', '[]', '[]', '1')",
                (number,),
            )
    plan = room.store.database.rows("EXPLAIN QUERY PLAN SELECT 1 FROM revisions WHERE item = 1 AND text_hash = 'x'")
    assert "revisions_text_hash" in plan[0]["detail"]
    one = [*TEXT, "At least 0 people were aboard the ferry that did leave."]
    assert looks(room, one, one) == [DOUBTFUL, CHANGED]
    assert room.item("/a").revision == 1
    assert looks(room, [*TEXT, "Nobody was aboard the ferry that did leave."]) == [CHANGED]
    assert room.item("/a").revision == 1001
