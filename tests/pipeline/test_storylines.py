"""Items become stories as they come in; stories keep their ids."""

import asyncio
from pathlib import Path

import pytest

from service.digest import render_html
from service.identity.stories import WINDOW
from service.models import Article, Validators
from service.pipeline.documents import imported_folder
from service.pipeline.edition import Editor
from service.pipeline.storylines import Storylines
from service.pipeline.variants import differing_numbers
from tests.identity.accounts import ALONE, FERRY, TRAM

from .conftest import Newsroom

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def follow(room: Newsroom) -> None:
    asyncio.run(Storylines(room.store).follow(room.now))


def gathered(room: Newsroom) -> set[frozenset[int]]:
    """The items of each story."""
    stories: dict[int, set[int]] = {}
    for item in room.store.items.find():
        if item.story is not None:
            stories.setdefault(item.story, set()).add(item.id)
    return {frozenset(items) for items in stories.values()}


def put(room: Newsroom, name: str, text: str, *, host: str | None = None) -> int:
    """Record a page of one text; its item."""
    address = {} if host is None else {"host": host}
    room.put(f"/{name}", f"About {name}", [text], **address)
    return room.item(f"/{name}", **address).id


def test_a_story_begins_with_its_second_item(room: Newsroom) -> None:
    """One account is no story; what tells of something else stays out of it."""
    first = put(room, "one", FERRY[0])
    put(room, "council", ALONE[0])
    follow(room)
    assert gathered(room) == set()
    second = put(room, "two", FERRY[1])
    follow(room)
    assert gathered(room) == {frozenset({first, second})}


def test_a_run_goes_on_where_the_last_was_killed(room: Newsroom) -> None:
    """And running again changes nothing."""
    items = [put(room, f"n{number}", text) for number, text in enumerate((*FERRY, *TRAM, *ALONE))]
    follow(room)
    before = [room.store.items.get(item).story for item in items]
    follow(room)
    asyncio.run(Storylines(room.store).upkeep(room.now))
    assert [room.store.items.get(item).story for item in items] == before
    assert gathered(room) == {frozenset(items[:3]), frozenset(items[3:5])}


def test_a_copy_is_of_its_leads_story_and_makes_none_alone(room: Newsroom) -> None:
    """A lead and its copy are one account; with a second account both are of its story."""
    text = " ".join((FERRY[0], FERRY[2]))
    lead = put(room, "one", text)
    copy = put(room, "one", text, host="https://www.ledger.example")
    follow(room)
    assert room.store.items.get(copy).copy_of == lead
    assert gathered(room) == set()
    other = put(room, "two", FERRY[1])
    follow(room)
    assert gathered(room) == {frozenset({lead, copy, other})}


def test_a_new_text_is_read_again(room: Newsroom) -> None:
    """An item that turns to another event leaves its story when all are gathered; the id stays with the rest."""
    one, two = put(room, "one", FERRY[0]), put(room, "two", FERRY[1])
    third = put(room, "three", FERRY[2])
    follow(room)
    story = room.store.items.get(one).story
    with room.store.transaction():
        article = Article(blocks=(), title=ALONE[0], extractor="1")
        room.store.items.revise(third, article, text_hash="changed", now=room.now)
    follow(room)
    asyncio.run(Storylines(room.store).upkeep(room.now))
    assert gathered(room) == {frozenset({one, two})}
    assert room.store.items.get(two).story == story


def test_stories_found_to_be_one_keep_the_larger_ones_id_and_lead_there(room: Newsroom) -> None:
    """So that a bookmark of either finds all."""
    items = [put(room, f"n{number}", text) for number, text in enumerate(FERRY)]
    follow(room)
    story = room.store.items.get(items[0]).story
    assert story is not None
    with room.store.transaction():  # as if the third had been told apart before
        other = room.store.stories.begin(room.now)
        room.store.stories.place(items[2], other)
    asyncio.run(Storylines(room.store).gather(room.now))
    assert room.store.stories.members(story) == room.store.stories.members(other) == items


def test_what_is_over_takes_no_more_part(room: Newsroom) -> None:
    """After the window its accounts are let go; the item keeps its story, and a new account begins another."""
    old = [put(room, f"n{number}", text) for number, text in enumerate(FERRY[:2])]
    follow(room)
    story = room.store.items.get(old[0]).story
    room.now += WINDOW * 2
    asyncio.run(Storylines(room.store).upkeep(room.now))
    late = put(room, "late", FERRY[2])
    follow(room)
    assert [room.store.items.get(item).story for item in (*old, late)] == [story, story, None]


def test_the_digest_tells_a_story_once(room: Newsroom, tmp_path: Path) -> None:
    """Each event exactly once, at an address that bears the story's id; a published digest never changes."""
    items = [put(room, f"n{number}", text) for number, text in enumerate((*FERRY, ALONE[0]))]
    follow(room)
    editor = Editor(room.store, room.config, tmp_path)
    document = editor.document(editor.open_date(room.now), room.now)
    [story] = document["stories"]
    assert sorted(story["items"]) == items[:3]
    assert sorted(new["id"] for new in document["new"]) == items
    assert f'id="story-{story["id"]}"' in render_html(document, previous=None)
    morning = room.now + WINDOW
    published = editor.publish_owed(morning)[0]
    with room.store.transaction():
        room.store.stories.place(items[0], None)
    assert editor.document(published.document["date"], morning) == published.document


NUMBERS = {
    "one figure": ("12 hurt", "17 hurt", (("12", "17"),)),
    "only here": ("12 hurt of 40", "hurt of 40", (("12", ""),)),
    "none": ("12 hurt", "12 hurt", ()),
    "decimals": ("3.5 million", "35 million", (("3.5", "35"),)),
}


@pytest.mark.parametrize(("here", "there", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_that_differ_are_told_where_no_evidence_was_kept(
    here: str, there: str, expected: tuple[tuple[str, str], ...]
) -> None:
    """From the texts themselves."""
    assert differing_numbers(here, there) == expected


@pytest.mark.skipif(not SEEDS.is_dir(), reason="no ../shared/seeds beside this checkout")
def test_three_of_the_seed_documents_are_one_story(room: Newsroom) -> None:
    """Items 000, 001 and 002 tell of one resignation; 003 and 004 of other things."""
    assert [sorted(Path(name).name[:3] for name in names) for names in _stories_of_seeds(room)] == [
        ["000", "001", "002"]
    ]


def _stories_of_seeds(room: Newsroom) -> list[list[str]]:
    from service.extract import extract_document
    from service.models import Link
    from service.pipeline.record import Recorder

    source = imported_folder(SEEDS).source
    for path in sorted(SEEDS.glob("*.txt")):
        article = extract_document(path.read_bytes(), name=path.name)
        with room.store.transaction():
            room.store.links.name(path.name, Link(url=path.as_uri()), source=source.name, now=room.now, due=None)
        link = room.store.links.get(path.name)
        assert link is not None
        Recorder(room.store, room.config).document(link, source, article, Validators(), room.now)
    follow(room)
    urls = {item.id: item.url for item in room.store.items.find()}
    return [[urls[item] for item in items] for items in gathered(room)]
