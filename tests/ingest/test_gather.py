"""What is read from the store for a decision, and what is not."""

import pytest

from service.ingest.comparable_page import ComparablePage, Visit
from service.ingest.comparable_text import ComparableText, Found
from service.ingest.copies import Copies
from service.ingest.decide import FreeAddress, OtherArticle, ReadsOtherwise, ReadsTheSame, Situation, Unwanted
from service.ingest.gather import Gatherer
from service.models import Article, Link, TextBlock
from service.store import ItemState, StoredLink
from service.urls import strict_key
from tests.sample_articles import UNRELATED

from .conftest import HOST, RecorderBench

TITLE, FERRY = UNRELATED[0]
OTHER_TITLE, MASKS = UNRELATED[1]
ADDED = "A line more, which no other page of this host has ever shown to anybody, as far as one can tell."


class NoSearch(Copies):
    """Copies in which nothing may be looked for."""

    def find(self, text: ComparableText, *, but: int | None = None) -> tuple[Found, ...]:
        raise AssertionError("no candidate should be looked for")


def article(blocks: list[str] | tuple[str, ...], title: str = TITLE) -> Article:
    return Article(blocks=tuple(map(TextBlock, blocks)), title=title, extractor="1")


def visit(recorder: RecorderBench, path: str, *, include: tuple[str, ...] = ()) -> Visit:
    url = HOST + path
    link = StoredLink(key=strict_key(url), link=Link(url=url), source="post", state="waiting", failures=0, item=None)
    source = recorder.config.sources[0].model_copy(update={"include": include})
    return Visit(link=link, source=source, url=url, now=recorder.now)


def gather(
    recorder: RecorderBench,
    path: str,
    page: Article,
    *,
    known: ItemState | None = None,
    replaced: ItemState | None = None,
    may_search: bool = True,
    include: tuple[str, ...] = (),
) -> Situation:
    copies = (Copies if may_search else NoSearch)(recorder.store, recorder.config)
    comparable = ComparablePage(article=page, whole=page, host="post.example", known=known, replaced=replaced)
    with recorder.store.transaction():
        return Gatherer(recorder.store, copies).page(comparable, visit(recorder, path, include=include))


def known_at(recorder: RecorderBench, path: str) -> ItemState:
    known = recorder.store.items.at(strict_key(HOST + path))
    assert known is not None
    return known


def test_nothing_is_looked_for_where_a_page_reads_as_its_item(recorder: RecorderBench) -> None:
    """Most visits find no change, and cost no search."""
    recorder.put("/a", TITLE, FERRY)
    known = known_at(recorder, "/a")
    assert gather(recorder, "/a", article(FERRY), known=known, may_search=False) == ReadsTheSame(item=1)


def test_nothing_is_looked_for_where_a_page_is_not_wanted(recorder: RecorderBench) -> None:
    """Its source's words leave it out."""
    assert gather(recorder, "/a", article(FERRY), include=("harvest",), may_search=False) == Unwanted()


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        pytest.param([ADDED], 0.0, id="a line of its own"),
        pytest.param([MASKS[0]], 1.0, id="a line of another page"),
        pytest.param([], 0.0, id="nothing added"),
    ],
)
def test_how_much_of_what_was_added_stands_elsewhere(
    recorder: RecorderBench, added: list[str], expected: float
) -> None:
    """On other pages of the host; the item's own page does not count, and no candidate is looked for."""
    recorder.put("/a", TITLE, FERRY)
    recorder.put("/b", OTHER_TITLE, MASKS)
    page = article([*FERRY[:3], *added])
    situation = gather(recorder, "/a", page, known=known_at(recorder, "/a"), may_search=False)
    assert isinstance(situation, ReadsOtherwise)
    assert situation.shown_elsewhere == expected


def test_earlier_versions_with_the_same_text_are_given(recorder: RecorderBench) -> None:
    """Whatever their titles; of other texts none."""
    for blocks in (FERRY, [*FERRY, ADDED]):
        recorder.put("/a", TITLE, blocks)
    situation = gather(recorder, "/a", article(FERRY, "Strike is over"), known=known_at(recorder, "/a"))
    assert isinstance(situation, ReadsOtherwise)
    assert [version.revision.number for version in situation.earlier] == [1]


def test_what_is_known_of_candidates_at_a_free_address(recorder: RecorderBench) -> None:
    """A page at an address with a weak parameter shares it, a page elsewhere and a local document do not."""
    recorder.put("/a", TITLE, FERRY)
    recorder.put("/elsewhere", TITLE, [*FERRY, "Printed by the Corvo Gazette"], host="https://www.other.example")
    recorder.read("note.txt", MASKS)
    situation = gather(recorder, "/a?utm_source=x&ref=y", article(FERRY))
    assert isinstance(situation, FreeAddress)
    facts = {one.found.item: (one.on_the_web, one.shares_address) for one in situation.candidates}
    assert facts == {1: (True, True), 2: (True, False)}
    situation = gather(recorder, "/masks", article(MASKS, OTHER_TITLE))
    assert isinstance(situation, FreeAddress)
    assert [(one.found.item, one.on_the_web) for one in situation.candidates] == [(3, False)]


def test_what_is_known_where_another_article_stands(recorder: RecorderBench) -> None:
    """Which item of this text stood there before, edited or not."""
    recorder.put("/latest", TITLE, FERRY)
    for _ in range(2):
        recorder.put("/latest", OTHER_TITLE, MASKS)
    replaced = known_at(recorder, "/latest")
    situation = gather(recorder, "/latest", article(FERRY), replaced=replaced)
    assert isinstance(situation, OtherArticle)
    assert situation.stood_here == 1
    recorder.put("/ferry", TITLE, FERRY[1:])
    situation = gather(recorder, "/latest", article([*FERRY, ADDED]), replaced=replaced)
    assert isinstance(situation, OtherArticle)
    assert (situation.stood_here, [one.found.item for one in situation.candidates]) == (1, [1])
    situation = gather(recorder, "/latest", article(UNRELATED[2][1]), replaced=replaced)
    assert isinstance(situation, OtherArticle)
    assert situation.stood_here is None
