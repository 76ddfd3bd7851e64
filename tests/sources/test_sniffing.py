"""What a source is, told from one answer."""

import json
from pathlib import Path

import pytest

from service.errors import NotAFeed, NotText
from service.models import Link, SourceKind
from service.sources.dispatch import discover, sniff

PAGES = Path(__file__).parent / "pages"
URL = "https://paper.example/world"
PROSE = (
    "<p>" + "The ferry struck the outer wall in thick fog, and all of its passengers were taken ashore. " * 5 + "</p>"
)
TEASERS = "".join(
    f'<h3><a href="/2026/11/20/story-{n}">A headline of quite some words</a></h3><p>Short.</p>' for n in range(8)
)
SAYS_ARTICLE = '<meta property="og:type" content="article">'
DATED = '<meta property="article:published_time" content="2026-11-20">'


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.json")))
def test_section_pages(name: str) -> None:
    """Section pages are listings; one that scripts fill is not known for one."""
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))["kind"]
    assert sniff((PAGES / f"{name}.html").read_bytes(), "text/html; charset=utf-8") is SourceKind(expected)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (PROSE * 4, SourceKind.PAGE),
        (PROSE * 4 + TEASERS, SourceKind.PAGE),
        (PROSE + TEASERS, SourceKind.LISTING),
        (TEASERS, SourceKind.LISTING),
        (SAYS_ARTICLE + TEASERS, SourceKind.LISTING),
        (SAYS_ARTICLE + PROSE * 2 + TEASERS, SourceKind.PAGE),
        (SAYS_ARTICLE + DATED + TEASERS, SourceKind.PAGE),
        (DATED + TEASERS, SourceKind.LISTING),
        (
            SAYS_ARTICLE + '<script type="application/ld+json">{"@type": "NewsArticle"}</script>' + TEASERS,
            SourceKind.PAGE,
        ),
        (f"<nav>{TEASERS}</nav>", SourceKind.PAGE),
        ("<h1>Sign in</h1>", SourceKind.PAGE),
        ("", SourceKind.PAGE),
    ],
    ids=[
        "prose",
        "prose outweighs",
        "teasers outweigh",
        "teasers",
        "teasers, og:type alone",
        "og:type and some prose",
        "og:type and a date",
        "a date alone",
        "og:type and JSON-LD",
        "a menu",
        "a login",
        "nothing",
    ],
)
def test_pages(html: str, expected: SourceKind) -> None:
    """Prose makes a page, article links make a listing, and what a page says of itself weighs in."""
    assert sniff(f"<html><body>{html}</body></html>".encode(), None) is expected


def test_page_names_itself() -> None:
    """A single page is its own link, with its title and language."""
    body = f'<html lang="en"><head><title>Ferry</title></head><body>{PROSE * 4}</body></html>'.encode()
    found = discover(body, url=URL)
    assert (found.kind, found.links, found.title, found.language) == (SourceKind.PAGE, (Link(url=URL),), "Ferry", "en")


def test_watched_page() -> None:
    """A page that is watched as a page stays one, whatever links it has, and even if it is a feed."""
    for body in (TEASERS.encode(), b"<rss><channel/></rss>"):
        assert discover(body, url=URL, kind=SourceKind.PAGE).links == (Link(url=URL),)


@pytest.mark.parametrize("kind", ["rss", "atom", "feed+json"])
def test_feed_is_named(kind: str) -> None:
    """A page that names a feed is still what it is, and a note says where the feed stands."""
    alternate = f'<link rel="alternate" type="application/{kind if "+" in kind else kind + "+xml"}" href="/feed">'
    found = discover(f"<html><head>{alternate}</head><body>{TEASERS}</body></html>".encode(), url=URL)
    assert (found.kind, found.notes) == (SourceKind.LISTING, ("names a feed: https://paper.example/feed",))


def test_other_alternates_are_no_feeds() -> None:
    """Alternates in other languages and for other devices are no feeds."""
    head = '<link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" type="text/html" href="/amp">'
    assert discover(f"{head}{TEASERS}".encode(), url=URL).notes == ()


@pytest.mark.parametrize("kind", [None, SourceKind.LISTING])
def test_feed_where_none_was_expected(kind: SourceKind | None) -> None:
    """A feed is read as a feed where a listing was expected, with a note; without an expectation, without."""
    found = discover(b"<rss><channel><item><link>/1</link></item></channel></rss>", url=URL, kind=kind)
    assert (found.kind, len(found.links)) == (SourceKind.FEED, 1)
    assert found.notes == (("gives a feed, where a listing was expected",) if kind else ())


@pytest.mark.parametrize("start", [b"%PDF-1.7 <rss>", b"\x89PNG\r\n<rss>", b"PK\x03\x04", b"\x1f\x8b\x08"], ids=repr)
def test_binary(start: bytes) -> None:
    """Pictures, archives and PDFs are refused by their first bytes."""
    with pytest.raises(NotText):
        sniff(start, "text/html")
    with pytest.raises(NotText):
        discover(start, url=URL)


def test_nul_in_a_feed() -> None:
    """A stray NUL far into a feed does not spoil it."""
    items = "<item><link>/1</link></item>" + " " * 9_000 + "<item><title>a\0b</title><link>/2</link></item>"
    found = discover(f"<rss><channel>{items}</channel></rss>".encode(), url=URL)
    assert [link.title for link in found.links] == [None, "ab"]


@pytest.mark.parametrize(
    "kind", [None, *(kind for kind in SourceKind if kind not in (SourceKind.FOLDER, SourceKind.PAGE))]
)
def test_empty(kind: SourceKind | None) -> None:
    """An empty answer is refused, since it tells nothing of what was there before."""
    with pytest.raises(NotAFeed, match="the answer is empty"):
        discover(b" \n", url=URL, kind=kind)


def test_folder() -> None:
    """A folder has no bytes: to ask for its links is a mistake in the program."""
    with pytest.raises(ValueError, match="documents"):
        discover(b"", url=URL, kind=SourceKind.FOLDER)
