from datetime import timedelta
from uuid import UUID

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

from service.digest.digest_document import DigestDocument
from service.digest.render import render_feed
from service.models import Window

from .conftest import CLOSED, Factory
from .hostile import HOSTILE, hostile_document


def days(make: Factory) -> list[DigestDocument]:
    """Three days, oldest first."""
    ends = [CLOSED - timedelta(days=ago) for ago in (2, 1, 0)]
    windows = [Window(date=f"{end:%Y-%m-%d}", start=end - timedelta(days=1), end=end) for end in ends]
    return [make.document(make.entry(), window=window) for window in windows]


def parsed(documents: list[DigestDocument], base_url: str | None = None) -> feedparser.FeedParserDict:
    made = feedparser.parse(render_feed(documents, base_url=base_url).encode(), sanitize_html=False)
    assert not made.bozo, made.get("bozo_exception")
    return made


def test_the_feed_is_atom_newest_first(make: Factory) -> None:
    """feedparser reads it without complaint; each day is an entry, updated when its window closed."""
    made = parsed(days(make))
    assert made.version == "atom10"
    assert [entry.title for entry in made.entries] == [
        "Saturday 21 November 2026",
        "Friday 20 November 2026",
        "Thursday 19 November 2026",
    ]
    assert made.entries[0].updated == made.feed.updated == "2026-11-21T06:00:00Z"
    assert made.feed.author == "Dateline"


def test_ids_last_and_differ(make: Factory) -> None:
    """A day keeps its id whatever it holds and stands beside; days, places and the feed have ids of their own."""
    together, alone = parsed(days(make)), parsed([make.document()])
    ids = [entry.id for entry in together.entries]
    assert alone.entries[0].id == ids[0]
    elsewhere = parsed(days(make), "https://desk.example/digests")
    names = {*ids, together.feed.id, elsewhere.feed.id, *(entry.id for entry in elsewhere.entries)}
    assert len(names) == 8
    assert {UUID(name).version for name in names} == {5}


@pytest.mark.parametrize(
    ("base_url", "root"),
    [(None, ""), ("https://desk.example/d", "https://desk.example/d/"), ("https://desk.example/d/",) * 2],
    ids=["relative", "absolute", "absolute with a slash"],
)
def test_links_are_relative_unless_the_place_is_known(make: Factory, base_url: str | None, root: str) -> None:
    """A reader of the folder and a reader on the web both find the page."""
    made = parsed(days(make), base_url)
    assert made.entries[0].links[0].href == f"{root}2026-11-21.html"
    assert {link.rel: link.href for link in made.feed.links} == {
        "self": f"{root}feed.xml",
        "alternate": f"{root}latest.html",
    }


def test_an_entry_tells_the_day_in_short(make: Factory) -> None:
    """Counts, then story by story, then each other item with its link, edits first."""
    [entry] = parsed([make.rich_document()]).entries
    tree = LexborHTMLParser(entry.summary)
    assert entry.summary_detail.type == "text/html"
    items = [" ".join(node.text().split()) for node in tree.css("li")]
    assert len(items) == 18
    assert [node.text() for node in tree.css("strong")] == [
        "Ferry with 212 aboard runs aground off Kestrel Point; rescue goes on through the night"
    ]
    assert all("Harbour" in item or "Ledger" in item or "المرصاد" in item for item in items[:3])
    assert items[4] == "Changed: Budget office sees deficit of 4.1 per cent (Ministry of Finance): 3.4 → 4.1 per cent"
    assert items[6].startswith("Removal suspected: Mayor's brother")
    assert items[-1].startswith("Moved: Statement")


def test_a_long_day_is_cut(make: Factory) -> None:
    """Sixty items are named and the rest counted, so that a feed of a month stays light."""
    document = make.document(*(make.entry(item=make.item(number)) for number in range(1, 71)))
    [entry] = parsed([document]).entries
    items = LexborHTMLParser(entry.summary).css("li")
    assert (len(items), items[-1].text()) == (61, "and 10 more")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_becomes_markup(make: Factory, text: str) -> None:
    """Neither in the XML nor in the HTML inside it, unsanitised."""
    [entry] = parsed([hostile_document(make, text)]).entries
    tree = LexborHTMLParser(entry.summary)
    assert {node.tag for node in tree.css("*")} <= {"html", "head", "body", "p", "ul", "li", "a", "bdi", "strong"}
    assert all((link.attributes["href"] or "").startswith("https://") for link in tree.css("a"))


def test_a_feed_without_digests_is_a_feed(make: Factory) -> None:
    """Before the first day closes there is nothing to tell, and that is valid."""
    made = parsed([])
    assert made.entries == []
    assert made.feed.updated == "1970-01-01T00:00:00Z"
