"""Sitemaps: lists, news, indexes, plain text, and broken ones."""

from datetime import UTC, datetime

import pytest

from service.errors import NotAFeed, ParseError
from service.models import Discovery, Link, SourceKind
from service.sources.dispatch import discover, sniff
from service.sources.sitemap import MAX_URLS

URL = "https://paper.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://paper.example/1</loc><lastmod>2026-11-21</lastmod><image:image>
 <image:loc>https://paper.example/1.jpg</image:loc><image:title>A bridge</image:title></image:image>
 <news:news><news:publication><news:name>Paper</news:name><news:language>en</news:language></news:publication>
 <news:publication_date>2026-11-19T10:00:00+02:00</news:publication_date><news:title>Q &amp; A</news:title>
 </news:news></url>
<url><loc> https://paper.example/2?a=1&amp;b=2 </loc><lastmod>2026-11-20T10:00:00Z</lastmod></url>
<url><loc>https://paper.example/3</loc></url>
</urlset>"""


def read(body: str | bytes, *, kind: SourceKind | None = SourceKind.SITEMAP) -> Discovery:
    return discover(body.encode() if isinstance(body, str) else body, url=URL, content_type="text/xml", kind=kind)


def urlset(*urls: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"


def paths(found: Discovery) -> list[str]:
    return [link.url.removeprefix("https://paper.example") for link in found.links]


class TestLists:
    def test_news(self) -> None:
        """Title, news date and language come from the news extension; pictures' addresses and titles do not count."""
        found = read(NEWS)
        assert (found.kind, found.language, found.notes) == (SourceKind.SITEMAP, "en", ())
        assert found.links[1] == Link(
            url="https://paper.example/1",
            title="Q & A",
            published=datetime(2026, 11, 19, 8, 0, tzinfo=UTC),
            updated=datetime(2026, 11, 21, tzinfo=UTC),
        )

    def test_order(self) -> None:
        """Newest first by news date, else by lastmod; the undated last."""
        assert paths(read(NEWS)) == ["/2?a=1&b=2", "/1", "/3"]

    @pytest.mark.parametrize(
        "body",
        [
            NEWS.replace("sitemap/0.9", "sitemap/0.84"),
            NEWS.replace("xmlns:news", "about"),
        ],
        ids=["another namespace", "undeclared prefix"],
    )
    def test_namespaces(self, body: str) -> None:
        """Namespaces do not matter, not even whether they are declared."""
        assert read(body).links == read(NEWS).links

    def test_prefixed(self) -> None:
        """Elements may have a prefix."""
        body = '<sm:urlset xmlns:sm="x"><sm:url><sm:loc>https://paper.example/1</sm:loc></sm:url></sm:urlset>'
        assert paths(read(body)) == ["/1"]

    def test_index(self) -> None:
        """The sitemaps of an index are children, the one changed last first."""
        body = """<sitemapindex><sitemap><loc>https://paper.example/a.xml</loc><lastmod>2026-11-01</lastmod></sitemap>
        <sitemap><loc>/b.xml</loc><lastmod>2026-11-20T00:00:00Z</lastmod></sitemap></sitemapindex>"""
        found = read(body)
        assert found.links == ()
        assert [(child.url, child.updated) for child in found.children] == [
            ("https://paper.example/b.xml", datetime(2026, 11, 20, tzinfo=UTC)),
            ("https://paper.example/a.xml", datetime(2026, 11, 1, tzinfo=UTC)),
        ]

    def test_too_many(self) -> None:
        """URLs beyond the protocol's limit are counted, not read."""
        found = read("\n".join(f"https://paper.example/{number}" for number in range(MAX_URLS + 2)))
        assert len(found.links) == MAX_URLS
        assert found.notes == ("2 links left out: more than 50,000 in one page",)

    def test_text(self) -> None:
        """A text sitemap has one URL a line; other lines are counted."""
        found = read("https://paper.example/2\r\n\r\nhttps://paper.example/1\nhello\n")
        assert (paths(found), found.notes) == (["/2", "/1"], ("1 link left out: a line that is no URL",))

    def test_empty(self) -> None:
        """A sitemap without URLs is a sitemap."""
        assert read("<urlset/>") == Discovery(kind=SourceKind.SITEMAP, links=())


class TestBroken:
    def test_bare_ampersands(self) -> None:
        """Ampersands that are not escaped, and HTML's entities, are taken as meant."""
        body = urlset("https://paper.example/?a=1&b=2").replace(
            "</url>", "<news><title>Caf&eacute;&nbsp;open</title></news></url>"
        )
        (link,) = read(body).links
        assert (link.url, link.title) == ("https://paper.example/?a=1&b=2", "Café open")

    def test_cut(self) -> None:
        """What stands before a break is kept, with a note; half a URL is not."""
        found = read(urlset("/1", "/2", "/3").split("/3", maxsplit=1)[0])
        assert (paths(found), found.notes) == (["/1", "/2"], ("broken XML at line 1; URLs before the break: 2",))

    @pytest.mark.parametrize(
        ("loc", "note"),
        [
            ("", "1 link left out: an entry without a URL"),
            ("file:///etc/passwd", "1 link left out: not http(s)"),
            ("https://paper.example/" + "a" * 2_100, "1 link left out: longer than 2,048 characters"),
        ],
        ids=["empty", "file", "long"],
    )
    def test_dropped(self, loc: str, note: str) -> None:
        """What is no address of the web is left out with a note."""
        found = read(urlset(loc, "/1"))
        assert (paths(found), found.notes) == (["/1"], (note,))

    @pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
    def test_entities(self, charset: str) -> None:
        """Entity declarations are refused before parsing."""
        body = '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + urlset("/&x;")
        with pytest.raises(ParseError, match="entity declarations refused"):
            read(body.encode(charset))

    def test_many_entities(self) -> None:
        """A chain of declarations longer than the part in which the root is looked for is refused as well."""
        chain = "".join(f'<!ENTITY a{number} "&a{number - 1};">' for number in range(1, 2_000))
        with pytest.raises(ParseError, match="entity declarations refused"):
            read(f'<?xml version="1.0"?><!DOCTYPE urlset [{chain}]>' + urlset("/1"))

    @pytest.mark.parametrize(
        "body", ["<html><body>Not found</body></html>", "", "hello"], ids=["HTML", "empty", "text"]
    )
    def test_none(self, body: str) -> None:
        """Other bytes are refused as no sitemap."""
        with pytest.raises(NotAFeed, match="sitemap"):
            read(body)


class TestKind:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (NEWS, SourceKind.SITEMAP),
            ("<sitemapindex/>", SourceKind.SITEMAP),
            ("https://paper.example/1\n", SourceKind.SITEMAP),
        ],
        ids=["urlset", "index", "text"],
    )
    def test_sniffed(self, body: str, expected: SourceKind) -> None:
        """A sitemap is told by its root element, or by a first line that is a URL."""
        assert sniff(body.encode(), "text/plain") is expected

    def test_where_a_feed_was_expected(self) -> None:
        """A sitemap that stands where a feed was expected is read as what it is, with a note."""
        found = read(urlset("/1"), kind=SourceKind.FEED)
        assert (found.kind, found.notes) == (SourceKind.SITEMAP, ("gives a sitemap, where a feed was expected",))
