"""Section pages: which links are articles. Each page of `pages/` stands beside what it should give."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.errors import ParseError
from service.models import Discovery, SourceKind, iso
from service.sources.dispatch import discover

PAGES = Path(__file__).parent / "pages"
URL = "https://paper.example/world"


def read(body: str, *, content: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> Discovery:
    return discover(body.encode(), url=URL, kind=SourceKind.LISTING, content=content, remove=remove)


def paths(found: Discovery) -> list[str]:
    return [link.url.removeprefix("https://paper.example") for link in found.links]


def story(number: int, text: str = "A headline of quite some words") -> str:
    return f'<a href="/2026/11/20/story-number-{number}">{text}</a>'


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.json")))
def test_page(name: str) -> None:
    """The articles' links are found in page order with headline and date, and nothing else is."""
    expected: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    found = discover((PAGES / f"{name}.html").read_bytes(), url=expected["url"], kind=SourceKind.LISTING)
    assert [[link.url, link.title, iso(link.published)] for link in found.links] == expected["links"]
    assert (found.title, found.language) == (expected["title"], expected["language"])
    assert list(found.notes) == expected.get("notes", [])


class TestCards:
    def test_summary(self) -> None:
        """A card's paragraph is the summary, if it says more than the headline."""
        body = f"""<main><article><h2>{story(1)}</h2><p>A headline of quite some words</p>
        <p>What happened on the quay, told in one sentence.</p></article>
        <article><h2>{story(2)}</h2></article></main>"""
        assert [link.summary for link in read(body).links] == ["What happened on the quay, told in one sentence.", None]

    def test_headline_before_longer_texts(self) -> None:
        """The heading is the title even where another link to the article has a longer text."""
        body = f"""<div>{story(1, "<img alt='x'>")}<p>{story(1, "A long sentence from the article, linked as well")}</p>
        <h3>{story(1, "Short title")}</h3>{story(1, "Read more")}</div>"""
        assert [(link.url[-1], link.title) for link in read(body).links] == [("1", "Short title")]

    def test_time_is_its_own(self) -> None:
        """A time belongs to the card it stands in, and to no other."""
        body = f"""<ul><li>{story(1)}</li><li>{story(2)} <time datetime="2026-11-19">19 November</time></li></ul>"""
        assert [iso(link.published) for link in read(body).links] == [None, "2026-11-19T00:00:00Z"]

    def test_linked_card(self) -> None:
        """Where the whole card is one link, its heading is the title."""
        body = '<a href="/2026/11/20/a-b"><h3>The bridge</h3><p>It is open again since noon.</p><time>20 Nov</time></a>'
        assert [link.title for link in read(body).links] == ["The bridge"]


class TestFurniture:
    @pytest.mark.parametrize(
        "around",
        [
            "<nav>{}</nav>",
            "<aside>{}</aside>",
            "<header>{}</header>",
            "<footer>{}</footer>",
            '<div role="navigation">{}</div>',
            '<div class="siteFooter">{}</div>',
            '<div class="widget most-popular">{}</div>',
            '<ul id="related_links"><li>{}</li></ul>',
            "<aside><article><header><h3>{}</h3></header></article></aside>",
        ],
    )
    def test_left_out(self, around: str) -> None:
        """Links in a page's furniture are no articles of this listing, even if they look like it."""
        assert paths(read(f"<body><main>{story(1)}</main>{around.format(story(2))}</body>")) == [
            "/2026/11/20/story-number-1"
        ]

    @pytest.mark.parametrize(
        "around",
        [
            "<article><header><h3>{}</h3></header></article>",
            "<section><footer>{}</footer></section>",
            '<div class="has-sidebar">{}</div>',
            '<div class="content-with-sidebar">{}</div>',
            '<div class="layout-sidebar">{}</div>',
            '<form action="./list.aspx">{}</form>',
            '<div class="promotions-of-officers">{}</div>',
        ],
    )
    def test_kept(self, around: str) -> None:
        """A card's own header, a wrapper that is named for its sidebar, and a form around the page are no furniture."""
        assert len(paths(read(f"<body><main>{story(1)}</main>{around.format(story(2))}</body>"))) == 2

    def test_all_is_named_furniture(self) -> None:
        """Where every link stands in something that is named like furniture, names are not believed."""
        body = f'<div class="content-sidebar-wrap">{story(1)}</div><nav>{story(2)}</nav>'
        assert paths(read(body)) == ["/2026/11/20/story-number-1"]

    def test_seen_twice(self) -> None:
        """An article that is in the list and among the most read is in the list."""
        body = f'<aside><a href="/2026/11/20/story-number-1">Bridge</a></aside><main>{story(1)}</main>'
        assert [link.title for link in read(body).links] == ["A headline of quite some words"]


class TestSelectors:
    BODY = f'<div id="a">{story(1)}</div><div id="b">{story(2)}<p class="ad">{story(3)}</p></div>'

    def test_content(self) -> None:
        """`content` keeps to the elements it selects, each link once where they overlap."""
        assert paths(read(self.BODY, content=("#b", "#b .ad"))) == [
            "/2026/11/20/story-number-2",
            "/2026/11/20/story-number-3",
        ]

    def test_content_is_trusted(self) -> None:
        """Inside `content`, a link needs to look like an article's less, and furniture does not count."""
        body = '<aside id="a"><a href="/n/bridge">Bridge reopens to lorries</a></aside>'
        assert paths(read(body)) == []
        assert paths(read(body, content=("#a",))) == ["/n/bridge"]

    def test_remove(self) -> None:
        """`remove` takes elements out."""
        assert paths(read(self.BODY, remove=("#a", ".ad"))) == ["/2026/11/20/story-number-2"]

    def test_content_matches_nothing(self) -> None:
        """Where `content` matches nothing, the whole page is read: it may be meant for the articles alone."""
        assert len(read(self.BODY, content=(".story-body",)).links) == 3

    @pytest.mark.parametrize("selector", ["a[", ":::", "div >"])
    def test_no_css(self, selector: str) -> None:
        """What is no CSS is refused with what to correct."""
        with pytest.raises(ParseError, match="is no CSS selector; correct `content` or `remove`"):
            read(self.BODY, content=(selector,))


class TestPages:
    def test_none(self) -> None:
        """A page without article links gives none, and a note that says why that may be."""
        found = read('<div id="app"></div>')
        assert found.links == ()
        assert found.notes[0].startswith("no link on this page looks like an article's: it may need a browser")

    def test_other_sites(self) -> None:
        """A link to another site needs more signs than one to this site; one to a sister host does not."""
        body = '<p><a href="https://{}/the-bridge-is-open">The bridge is open again</a></p>'
        assert len(read(body.format("www.paper.example")).links) == 1
        assert read(body.format("other.example")).links == ()

    def test_base(self) -> None:
        """`<base href>` decides where relative links lead; a broken one does not."""
        body = '<head><base href="{}"></head><body><a href="2026/11/20/a-b-c">A headline of words</a></body>'
        assert paths(read(body.format("/news/"))) == ["/news/2026/11/20/a-b-c"]
        assert paths(read(body.format("javascript:x"))) == ["/2026/11/20/a-b-c"]

    def test_captcha(self) -> None:
        """A bot check gives no links."""
        body = (
            '<h1>One moment</h1><form><button>I am human</button></form><a href="/help">Help with this check here</a>'
        )
        assert read(body).links == ()

    def test_nested_trap(self) -> None:
        """Markup nested deeper than any page is refused before it is parsed."""
        with pytest.raises(ParseError, match="nested deeper"):
            read("<div>" * 15_000 + story(1))
