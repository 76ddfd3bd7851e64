"""Polling sources: what is asked, what is kept of the answers, and texts that links carry."""

from service.ingest.apply import Outcome
from service.models import CheckStatus, Discovery, Link, LinkContent, SourceKind
from service.urls import strict_key
from tests.crawl.conftest import PollerBench, feed
from tests.sample_site import prose

WIRE, POST, ARCHIVE = "https://wire.example/feed", "https://post.example/feed", "https://archive.example/sitemap.xml"
FIRE = "https://wire.example/fire"


def carried(*paragraphs: str, url: str = FIRE, name: str = "item.txt") -> Link:
    return Link(url=url, title="Fire at Arlen", content=LinkContent(body="\n\n".join(paragraphs).encode(), name=name))


async def test_a_carried_text_becomes_an_item_whose_page_is_not_due(bench: PollerBench) -> None:
    """Its address is the link's; nothing is planned for its page."""
    tally, _ = await bench.poll("wire", {WIRE: feed(carried(*prose(1)))})
    assert (tally.links, tally.counts) == (1, {Outcome.NEW: 1})
    item = bench.store.items.at(strict_key(FIRE))
    assert item is not None
    assert (item.url, item.title, item.text) == (FIRE, "Fire at Arlen", "\n\n".join(prose(1)))
    link = bench.store.links.get(strict_key(FIRE))
    assert link is not None
    assert (link.state, link.due) == ("read", None)


async def test_a_carried_page_of_html_is_read_as_one(bench: PollerBench) -> None:
    """The suffix of its name tells the format."""
    html = "<article>" + "".join(f"<p>{paragraph}</p>" for paragraph in prose(1)) + "</article>"
    await bench.poll("wire", {WIRE: feed(carried(html, name="item.html"))})
    item = bench.store.items.at(strict_key(FIRE))
    assert item is not None
    assert item.text == "\n\n".join(prose(1))


async def test_a_carried_text_is_unchanged_or_edited_by_the_next_poll(bench: PollerBench) -> None:
    """The same bytes are nothing new; others are an edit of the same item."""
    await bench.poll("wire", {WIRE: feed(carried(*prose(1)))})
    again, _ = await bench.poll("wire", {WIRE: feed(carried(*prose(1)))})
    edited, _ = await bench.poll("wire", {WIRE: feed(carried("At least 17 people died.", *prose(1)))})
    assert (again.counts, edited.counts) == ({Outcome.UNCHANGED: 1}, {Outcome.CHANGED: 1})


async def test_a_file_with_a_carried_text_that_cannot_be_read_is_asked_for_anew(bench: PollerBench) -> None:
    """Neither its validators nor its cursor are kept until all its texts are recorded."""
    tally, _ = await bench.poll("wire", {WIRE: feed(carried(""), cursor="1")})
    assert tally.counts == {Outcome.FAILED: 1}
    assert bench.store.http.validators(WIRE) is None
    assert bench.store.sources.cursor("wire", WIRE) is None
    tally, _ = await bench.poll("wire", {WIRE: feed(carried(*prose(1)), cursor="1")})
    assert tally.counts == {Outcome.NEW: 1}
    assert bench.store.http.validators(WIRE) is not None
    assert bench.store.sources.cursor("wire", WIRE) == "1"


async def test_a_page_that_another_source_named_is_fetched_all_the_same(bench: PollerBench) -> None:
    """A text that comes later with a link of the same address does not take its place."""
    await bench.poll("post", {POST: feed(Link(url=FIRE, title="Fire"))})
    tally, _ = await bench.poll("wire", {WIRE: feed(carried(*prose(1)))})
    assert tally.counts == {}
    link = bench.store.links.get(strict_key(FIRE))
    assert link is not None
    assert (link.source, link.state) == ("post", "waiting")


async def test_a_new_source_starts_with_its_newest_carried_texts(bench: PollerBench) -> None:
    """`max_items` bounds them as it bounds pages; the others stay passed over."""
    links = [carried(*prose(n), url=f"https://wire.example/{n}") for n in range(1, 25)]
    tally, _ = await bench.poll("wire", {WIRE: feed(*links)})
    assert sum(tally.counts.values()) == 20
    tally, _ = await bench.poll("wire", {WIRE: feed(*links)})
    assert tally.counts == {Outcome.UNCHANGED: 20}


async def test_a_cursor_is_handed_back_until_the_source_moves(bench: PollerBench) -> None:
    """It belongs to a source at its URL; an answer without one leaves it as it was."""
    await bench.poll("wire", {WIRE: feed(cursor="page 7")})
    _, engine = await bench.poll("wire", {WIRE: feed()})
    assert engine.cursors == ["page 7"]
    assert bench.store.sources.cursor("wire", WIRE) == "page 7"
    assert bench.store.sources.cursor("wire", "https://wire.example/moved") is None


async def test_further_files_are_followed_to_a_bounded_number_and_depth(bench: PollerBench) -> None:
    """Twenty files below one source, three levels with the first."""
    answers = {ARCHIVE: [f"https://archive.example/{n}.xml" for n in range(30)]}
    answers |= {url: [url.replace(".xml", "-a.xml")] for url in answers[ARCHIVE]}
    found = {
        url: Discovery(kind=SourceKind.SITEMAP, links=(), children=tuple(Link(url=child) for child in children))
        for url, children in answers.items()
    }
    _, engine = await bench.poll("archive", found)
    assert engine.asked == [ARCHIVE, *answers[ARCHIVE][:20]]
    deep = {
        f"https://archive.example/{n}": Discovery(
            kind=SourceKind.SITEMAP, links=(), children=(Link(url=f"https://archive.example/{n + 1}"),)
        )
        for n in range(9)
    }
    _, engine = await bench.poll("archive", {ARCHIVE: deep["https://archive.example/0"], **deep})
    assert engine.asked == [ARCHIVE, "https://archive.example/1", "https://archive.example/2"]


async def test_a_host_that_is_cooling_is_not_asked(bench: PollerBench) -> None:
    """Its source is skipped, with why."""
    tally, engine = await bench.poll("wire", {}, cooling_hosts={"wire.example": "left alone until 09:00 UTC"})
    assert (tally.status, tally.error, engine.asked) == (CheckStatus.SKIPPED, "left alone until 09:00 UTC", [])


async def test_the_first_of_two_sources_that_carry_a_text_has_its_word(bench: PollerBench) -> None:
    """Two agencies' wordings of one address do not show as edits of one another."""
    await bench.poll("wire", {WIRE: feed(carried(*prose(1)))})
    tally, _ = await bench.poll("post", {POST: feed(carried(*prose(2)))})
    assert tally.counts == {}


async def test_all_files_of_one_poll_are_read_with_the_cursor_of_before(bench: PollerBench) -> None:
    """What the first of them says of how far it has come is for the next poll."""
    answers = {WIRE: feed(cursor="2", children=(Link(url=f"{WIRE}?page=2"),)), f"{WIRE}?page=2": feed(cursor="3")}
    _, engine = await bench.poll("wire", answers)
    assert (engine.asked, engine.cursors) == ([WIRE, f"{WIRE}?page=2"], [None, None])
    _, engine = await bench.poll("wire", answers)
    assert engine.cursors == ["3", "3"]
