"""Items become stories as they come in; stories keep their ids."""

import asyncio
from pathlib import Path

import pytest

from service.crawl.document_reader import imported_folder
from service.digest.render import render_html
from service.identity.stories.joining import WINDOW
from service.ingest.story_clustering import StoryClustering
from service.models import Article, Validators
from service.reporting.digest_publisher import DigestPublisher
from service.store import ItemFilter
from tests.identity.accounts import ALONE, FERRY, TRAM

from .conftest import RecorderBench

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def follow(recorder: RecorderBench) -> None:
    asyncio.run(StoryClustering(recorder.store).follow(recorder.now))


def stories(recorder: RecorderBench) -> set[frozenset[int]]:
    """The items of each story."""
    stories: dict[int, set[int]] = {}
    for item in recorder.store.items.iterate(ItemFilter()):
        if item.story is not None:
            stories.setdefault(item.story, set()).add(item.id)
    return {frozenset(items) for items in stories.values()}


def put(recorder: RecorderBench, name: str, text: str, *, host: str | None = None) -> int:
    """Record a page of one text; its item."""
    address = {} if host is None else {"host": host}
    recorder.put(f"/{name}", f"About {name}", [text], **address)
    return recorder.item(f"/{name}", **address).id


def test_a_story_begins_with_its_second_item(recorder: RecorderBench) -> None:
    """One account is no story; what tells of something else stays out of it."""
    first = put(recorder, "one", FERRY[0])
    put(recorder, "council", ALONE[0])
    follow(recorder)
    assert stories(recorder) == set()
    second = put(recorder, "two", FERRY[1])
    follow(recorder)
    assert stories(recorder) == {frozenset({first, second})}


def test_a_run_goes_on_where_the_last_was_killed(recorder: RecorderBench) -> None:
    """And running again changes nothing."""
    items = [put(recorder, f"n{number}", text) for number, text in enumerate((*FERRY, *TRAM, *ALONE))]
    follow(recorder)
    before = [recorder.store.items.get(item).story for item in items]
    follow(recorder)
    asyncio.run(StoryClustering(recorder.store).upkeep(recorder.now))
    assert [recorder.store.items.get(item).story for item in items] == before
    assert stories(recorder) == {frozenset(items[:3]), frozenset(items[3:5])}


def test_a_copy_is_of_its_leads_story_and_makes_none_alone(recorder: RecorderBench) -> None:
    """A lead and its copy are one account; with a second account both are of its story."""
    text = " ".join((FERRY[0], FERRY[2]))
    lead = put(recorder, "one", text)
    copy = put(recorder, "one", text, host="https://www.ledger.example")
    follow(recorder)
    assert recorder.store.items.get(copy).copy_of == lead
    assert stories(recorder) == set()
    other = put(recorder, "two", FERRY[1])
    follow(recorder)
    assert stories(recorder) == {frozenset({lead, copy, other})}


def test_a_new_text_is_read_again(recorder: RecorderBench) -> None:
    """An item that turns to another event leaves its story when all are clustered; the id stays with the rest."""
    one, two = put(recorder, "one", FERRY[0]), put(recorder, "two", FERRY[1])
    third = put(recorder, "three", FERRY[2])
    follow(recorder)
    story = recorder.store.items.get(one).story
    with recorder.store.transaction():
        article = Article(blocks=(), title=ALONE[0], extractor="1")
        recorder.store.items.revise(third, article, text_hash="changed", now=recorder.now)
    follow(recorder)
    asyncio.run(StoryClustering(recorder.store).upkeep(recorder.now))
    assert stories(recorder) == {frozenset({one, two})}
    assert recorder.store.items.get(two).story == story


def test_stories_found_to_be_one_keep_the_larger_ones_id_and_lead_there(recorder: RecorderBench) -> None:
    """So that a bookmark of either finds all."""
    items = [put(recorder, f"n{number}", text) for number, text in enumerate(FERRY)]
    follow(recorder)
    story = recorder.store.items.get(items[0]).story
    assert story is not None
    with recorder.store.transaction():  # as if the third had been told apart before
        other = recorder.store.stories.begin(recorder.now)
        recorder.store.stories.place(items[2], other)
    asyncio.run(StoryClustering(recorder.store).cluster_anew(recorder.now))
    assert recorder.store.stories.members(story) == recorder.store.stories.members(other) == items


def test_what_is_over_takes_no_more_part(recorder: RecorderBench) -> None:
    """After the window its accounts are let go; the item keeps its story, and a new account begins another."""
    old = [put(recorder, f"n{number}", text) for number, text in enumerate(FERRY[:2])]
    follow(recorder)
    story = recorder.store.items.get(old[0]).story
    recorder.now += WINDOW * 2
    asyncio.run(StoryClustering(recorder.store).upkeep(recorder.now))
    late = put(recorder, "late", FERRY[2])
    follow(recorder)
    assert [recorder.store.items.get(item).story for item in (*old, late)] == [story, story, None]


def test_the_digest_tells_a_story_once(recorder: RecorderBench, tmp_path: Path) -> None:
    """Each event exactly once, at an address that bears the story's id; a published digest never changes."""
    items = [put(recorder, f"n{number}", text) for number, text in enumerate((*FERRY, ALONE[0]))]
    follow(recorder)
    editor = DigestPublisher(recorder.store, recorder.config, tmp_path)
    document = editor.document(editor.open_date(recorder.now), recorder.now)
    [story] = document["stories"]
    assert sorted(story["items"]) == items[:3]
    assert sorted(new["id"] for new in document["new"]) == items
    assert f'id="story-{story["id"]}"' in render_html(document, previous=None)
    morning = recorder.now + WINDOW
    published = editor.publish_owed(morning)[0]
    with recorder.store.transaction():
        recorder.store.stories.place(items[0], None)
    assert editor.document(published.document["date"], morning) == published.document


@pytest.mark.skipif(not SEEDS.is_dir(), reason="no ../shared/seeds beside this checkout")
def test_three_of_the_seed_documents_are_one_story(recorder: RecorderBench) -> None:
    """Items 000, 001 and 002 tell of one resignation; 003 and 004 of other things."""
    assert [sorted(Path(name).name[:3] for name in names) for names in _stories_of_seeds(recorder)] == [
        ["000", "001", "002"]
    ]


def _stories_of_seeds(recorder: RecorderBench) -> list[list[str]]:
    from service.extract import extract_document
    from service.ingest.recorder import Recorder
    from service.models import Link

    source = imported_folder(SEEDS).source
    for path in sorted(SEEDS.glob("*.txt")):
        article = extract_document(path.read_bytes(), name=path.name)
        with recorder.store.transaction():
            recorder.store.links.add(path.name, Link(url=path.as_uri()), source=source.name, now=recorder.now, due=None)
        link = recorder.store.links.get(path.name)
        assert link is not None
        Recorder(recorder.store, recorder.config).document(link, source, article, Validators(), recorder.now)
    follow(recorder)
    urls = {item.id: item.url for item in recorder.store.items.iterate(ItemFilter())}
    return [[urls[item] for item in items] for items in stories(recorder)]
