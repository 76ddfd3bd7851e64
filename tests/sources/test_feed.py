"""Feeds of all sorts, whole and broken, through the door that sources use."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.errors import NotAFeed, ParseError
from service.models import Discovery, SourceKind
from service.sources.dispatch import discover
from service.sources.feed import MAX_ENTRIES

URL = "https://paper.example/feeds/world.xml"


def read(body: str | bytes, *, url: str = URL, content_type: str | None = "application/rss+xml") -> Discovery:
    raw = body.encode() if isinstance(body, str) else body
    return discover(raw, url=url, content_type=content_type, kind=SourceKind.FEED)


def rss(*items: str, head: str = "<title>Paper</title><link>https://paper.example/</link>") -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'


def entry(number: int, more: str = "") -> str:
    return f"<title>Story {number}</title><link>https://paper.example/{number}</link>{more}"


def urls(found: Discovery) -> list[str]:
    return [link.url.removeprefix("https://paper.example") for link in found.links]


FORMATS = {
    "RSS 0.91": """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Paper</title><link>https://paper.example/</link><language>en</language>
<item><title>Caf&eacute; reopens</title><link>https://paper.example/1</link>
<description>After the flood</description></item></channel></rss>""",
    "RSS 1.0": """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://paper.example/feed"><title>Paper</title>
<link>https://paper.example/</link><dc:language>en</dc:language></channel>
<item rdf:about="https://paper.example/1"><title>Café reopens</title><link>https://paper.example/1</link>
<description>After the flood</description>
<dc:date>2026-11-20T09:00:00+01:00</dc:date><dc:creator>P. Lund</dc:creator></item>
</rdf:RDF>""",
    "RSS 2.0": """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Paper</title>
<link>https://paper.example/</link><language>en</language><item><title>Café reopens</title>
<link>https://paper.example/1</link><description>After the flood</description><dc:creator>P. Lund</dc:creator>
<pubDate>Fri, 20 Nov 2026 09:00:00 +0100</pubDate></item></channel></rss>""",
    "Atom": """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Paper</title><link href="https://paper.example/"/>
<entry><title>Café reopens</title><link href="https://paper.example/1"/><id>tag:paper.example,2026:1</id>
<published>2026-11-20T09:00:00+01:00</published><updated>2026-11-20T10:00:00Z</updated>
<author><name>P. Lund</name></author>
<summary>After the flood</summary></entry></feed>""",
}


class TestFormats:
    @pytest.mark.parametrize("body", FORMATS.values(), ids=FORMATS.keys())
    def test_same_story(self, body: str) -> None:
        """The same story reads the same in every format."""
        found = read(body)
        assert (found.kind, found.title, found.language, found.notes) == (SourceKind.FEED, "Paper", "en", ())
        assert [(link.url, link.title, link.summary) for link in found.links] == [
            ("https://paper.example/1", "Café reopens", "After the flood")
        ]

    @pytest.mark.parametrize("name", ["RSS 1.0", "RSS 2.0", "Atom"])
    def test_author_and_date(self, name: str) -> None:
        """Author and publication time are read, the time in UTC; Dublin Core's date is the publication in RSS 1.0."""
        (link,) = read(FORMATS[name]).links
        assert (link.author, link.published) == ("P. Lund", datetime(2026, 11, 20, 8, 0, tzinfo=UTC))

    def test_atom_update(self) -> None:
        """Atom's `updated` is an edit, and stands for no publication where there is none."""
        (link,) = read(FORMATS["Atom"].replace("<published>2026-11-20T09:00:00+01:00</published>", "")).links
        assert (link.published, link.updated) == (None, datetime(2026, 11, 20, 10, 0, tzinfo=UTC))

    def test_no_update_is_invented(self) -> None:
        """A feed that tells only when a story was published says nothing of an update."""
        (link,) = read(FORMATS["RSS 2.0"]).links
        assert link.updated is None

    def test_empty(self) -> None:
        """A feed without entries is a feed."""
        assert read(rss()) == Discovery(kind=SourceKind.FEED, links=(), title="Paper")

    def test_too_many(self) -> None:
        """Entries beyond the limit are counted, not read."""
        found = read(rss(*(entry(number) for number in range(MAX_ENTRIES + 3))))
        assert len(found.links) == MAX_ENTRIES
        assert found.notes == ("3 links left out: more than 2,000 in one page",)


class TestOrder:
    OLD, NEW = "<pubDate>Thu, 19 Nov 2026 09:00:00 GMT</pubDate>", "<pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate>"

    def test_newest_first(self) -> None:
        """Where all entries are dated, the newest comes first; equal dates keep the feed's order."""
        assert urls(read(rss(entry(1, self.OLD), entry(2, self.NEW), entry(3, self.NEW)))) == ["/2", "/3", "/1"]

    def test_one_undated(self) -> None:
        """Where one entry has no date, the feed's order stands."""
        assert urls(read(rss(entry(1, self.OLD), entry(2), entry(3, self.NEW)))) == ["/1", "/2", "/3"]

    @pytest.mark.parametrize("date", ["yesterday", "", "Fri, 99 Nov 2026", "0000-00-00"])
    def test_unreadable_date(self, date: str) -> None:
        """A date that is none is None."""
        (link,) = read(rss(entry(1, f"<pubDate>{date}</pubDate>"))).links
        assert link.published is None

    def test_future(self) -> None:
        """A date in the future is kept as given."""
        (link,) = read(rss(entry(1, "<pubDate>Sat, 20 Nov 2038 09:00:00 GMT</pubDate>"))).links
        assert link.published == datetime(2038, 11, 20, 9, 0, tzinfo=UTC)

    def test_duplicates(self) -> None:
        """Of entries with one URL the first stands."""
        (link,) = read(rss(entry(1), "<title>Again</title><link>https://paper.example/1#comments</link>")).links
        assert (link.url, link.title) == ("https://paper.example/1", "Story 1")


LINKS = {
    "permalink guid": ("<guid>https://paper.example/a</guid>", "/a"),
    "link before guid": ("<guid>https://paper.example/?p=1</guid><link>https://paper.example/a</link>", "/a"),
    "guid before link": ("<link>https://paper.example/a</link><guid>https://paper.example/?p=1</guid>", "/a"),
    "origLink": (
        '<link>https://feeds.example/~r/1</link><origLink xmlns="http://rssnamespace.org/feedburner/ext/1.0">'
        "https://paper.example/a</origLink>",
        "/a",
    ),
    "relative": ("<link>/a?b=1&amp;c=2</link>", "/a?b=1&c=2"),
    "bare ampersand": ("<link>https://paper.example/a?b=1&copy=2</link>", "/a?b=1&copy=2"),
    "white space": ("<link>\n  https://paper.example/a\n</link>", "/a"),
    "CDATA": ("<link><![CDATA[https://paper.example/a?b=1&c=2]]></link>", "/a?b=1&c=2"),
    "fragment": ("<link>https://paper.example/a#top</link>", "/a"),
    "user-info": ("<link>https://me:secret@paper.example/a</link>", "/a"),
    "enclosure beside it": ('<enclosure url="https://paper.example/a.mp3" type="audio/mpeg"/><link>/a</link>', "/a"),
    "comments link beside it": ("<comments>https://paper.example/a/comments</comments><link>/a</link>", "/a"),
}


class TestLinks:
    @pytest.mark.parametrize(("item", "expected"), LINKS.values(), ids=LINKS.keys())
    def test_choice(self, item: str, expected: str) -> None:
        """The article's own address is chosen, absolute, without fragment and user-info."""
        assert urls(read(rss(f"<title>T</title>{item}"))) == [expected]

    def test_atom_alternate(self) -> None:
        """Atom's alternate link is the article; `self`, `edit` and `replies` are not, and a page comes before a PDF."""
        body = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>
        <link rel="self" href="https://paper.example/self"/><link rel="replies" href="https://paper.example/replies"/>
        <link rel="alternate" type="application/pdf" href="https://paper.example/a.pdf"/>
        <link rel="alternate" type="text/html" href="https://paper.example/a"/></entry></feed>"""
        assert urls(read(body)) == ["/a"]

    @pytest.mark.parametrize(
        ("item", "note"),
        [
            ("<link>javascript:alert(1)</link>", "1 link left out: not http(s)"),
            ('<guid isPermaLink="false">tag:1</guid>', "1 link left out: not http(s)"),
            ("<link>mailto:desk@paper.example</link>", "1 link left out: not http(s)"),
            ("<title>only</title>", "1 link left out: an entry without a link"),
            (f"<link>https://paper.example/{'a' * 2048}</link>", "1 link left out: longer than 2,048 characters"),
            ("<link>https://[::1/a</link>", "1 link left out: not a URL"),
        ],
        ids=["javascript", "guid no permalink", "mailto", "none", "too long", "broken"],
    )
    def test_dropped(self, item: str, note: str) -> None:
        """What is no address of the web is dropped with a note, and the other entries stand."""
        found = read(rss(item, entry(1)))
        assert (urls(found), found.notes) == (["/1"], (note,))

    def test_base_is_the_site(self) -> None:
        """Relative links of a feed that another host serves are the site's, not that host's."""
        found = read(rss("<title>T</title><link>/a</link>"), url="https://feeds.example/paper")
        assert urls(found) == ["/a"]

    def test_xml_base(self) -> None:
        """`xml:base` decides where relative links lead."""
        body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/news/">
        <entry xml:base="2026/"><title>T</title><link href="a"/></entry></feed>"""
        assert urls(read(body, url="https://feeds.example/x")) == ["/news/2026/a"]
        assert urls(read(body.replace("https://paper.example/news/", "/news/"))) == ["/news/2026/a"]


TITLES = {
    "tags": ("<![CDATA[The <b>old</b> bridge]]>", "The old bridge"),
    "escaped tags": ("The &lt;i&gt;old&lt;/i&gt; bridge", "The old bridge"),
    "entity": ("Q &amp; A", "Q & A"),
    "entity, twice escaped": ("Q &amp;amp; A", "Q & A"),
    "entity, three times escaped": ("Q &amp;amp;amp; A", "Q &amp; A"),
    "named entity": ("One&nbsp;two&hellip;", "One two…"),
    "unknown entity": ("One &bogus; two", "One &bogus; two"),
    "numeric": ("Caf&#233; &#x2013; closed", "Café – closed"),
    "not a character": ("One &#0; two &#xD800; three", "One \ufffd two \ufffd three"),
    "bare ampersand": ("Brandt & Daughter", "Brandt & Daughter"),
    "less than": ("Fewer than &lt; 3 seats", "Fewer than < 3 seats"),
    "lines": ("One\n\n   two\t three", "One two three"),
    "control characters": ("One \x08two\x1b", "One two"),
    "script": ("<![CDATA[One<script>alert(1)</script> two]]>", "One two"),
    "block tags part words": ("<![CDATA[One<br>two<p>three</p>]]>", "One two three"),
    "inline tags do not": ("<![CDATA[<span>O</span>ne]]>", "One"),
    "nothing": ("  ", None),
    "CDATA with ampersands": ("<![CDATA[One & two &amp; three]]>", "One & two & three"),
}


class TestTexts:
    @pytest.mark.parametrize(("title", "expected"), TITLES.values(), ids=TITLES.keys())
    def test_title(self, title: str, expected: str | None) -> None:
        """A title is plain text: no tags, entities decoded once after XML's own, white space folded."""
        (link,) = read(rss(f"<title>{title}</title><link>/1</link>")).links
        assert link.title == expected

    def test_atom_text_is_no_markup(self) -> None:
        """An Atom title of type text that speaks of tags keeps them; one of type html loses its own."""
        body = """<feed xmlns="http://www.w3.org/2005/Atom">
        <entry><title type="text">Use of &lt;b&gt; in HTML</title><link href="https://paper.example/1"/></entry>
        <entry><title type="html">Use of &lt;b&gt;bold&lt;/b&gt;</title><link href="https://paper.example/2"/></entry>
        <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Use of <i>slant</i></div></title>
        <link href="https://paper.example/3"/></entry></feed>"""
        assert [link.title for link in read(body).links] == ["Use of <b> in HTML", "Use of bold", "Use of slant"]

    def test_lengths(self) -> None:
        """Titles end at 1,000 characters and summaries at 2,000, with an ellipsis."""
        (link,) = read(rss(f"<title>{'a ' * 900}</title><link>/1</link><description>{'b' * 9_000}</description>")).links
        assert link.title is not None
        assert link.summary is not None
        assert (len(link.title), link.title[-2:]) == (1_000, "a…")
        assert (len(link.summary), link.summary[-2:]) == (2_000, "b…")

    def test_nested_trap(self) -> None:
        """A summary of deeply nested markup is left out; its entry stays."""
        (link,) = read(rss(entry(1, f"<description><![CDATA[{'<div>' * 3_000}]]></description>"))).links
        assert (link.url, link.summary) == ("https://paper.example/1", None)


class TestBroken:
    @pytest.mark.parametrize(
        "before",
        [
            "\n\n  ",
            "\ufeff",
            "\ufeff\n",
            "<br />\n<b>Warning</b>: session_start() in /feed.php on line 3<br />\n",
            "<!-- <html> -->",
        ],
        ids=["white space", "mark", "mark and line", "PHP warning", "comment"],
    )
    def test_before_the_declaration(self, before: str) -> None:
        """What stands before the XML declaration is passed over."""
        assert urls(read(before + rss(entry(1)))) == ["/1"]

    @pytest.mark.parametrize(
        ("charset", "declared", "content_type"),
        [
            ("utf-8", "iso-8859-1", "text/xml"),
            ("utf-8", "us-ascii", "application/rss+xml; charset=iso-8859-1"),
            ("windows-1252", "utf-8", "application/rss+xml"),
            ("windows-1251", "windows-1251", "text/xml"),
            ("windows-1252", "iso-8859-1", None),
            ("utf-16", "utf-16", "application/rss+xml"),
            ("utf-16-le", "utf-16", "application/rss+xml"),
            ("gb18030", "gb2312", "application/rss+xml"),
            ("windows-1251", "shift_jis", "text/xml"),
            ("utf-8", "x-none", "application/rss+xml; charset=rot13"),
        ],
    )
    def test_charset(self, charset: str, declared: str, content_type: str | None) -> None:
        """Titles are read right whatever charset is declared, if the bytes tell."""
        titles = {"windows-1251": "Паром сел на мель", "gb18030": "港口重新开放"}
        title = titles.get(charset, "Fähre rammt Mole – 17 Verletzte")
        body = rss(f"<title>{title}</title><link>/1</link>").replace('"1.0"', f'"1.0" encoding="{declared}"')
        (link,) = read(body.encode(charset), content_type=content_type).links
        assert link.title == title

    @pytest.mark.parametrize(
        "end", ["</item>\n<item><title>Story 3</title><li", "</item><item><link>https://paper.exa", "</item>"]
    )
    def test_cut(self, end: str) -> None:
        """Of a feed that breaks off, the complete entries are read, with a note; half an address is never a link."""
        whole = rss(entry(1), entry(2))
        found = read(whole.replace("</item></channel></rss>", end))
        assert urls(found) == ["/1", "/2"]
        assert found.notes == ("the feed breaks off before its end; complete entries before the break: 2",)

    def test_cut_atom_and_rdf(self) -> None:
        """The same for the other formats."""
        for name in ("Atom", "RSS 1.0"):
            body = FORMATS[name]
            end = max(body.find("</entry>"), body.find("</item>")) + 9
            found = read(body[:end] + "<entry><title>half")
            assert (urls(found), len(found.notes)) == (["/1"], 1), name

    def test_not_well_formed(self) -> None:
        """A feed with HTML in it that is not escaped is read by the lenient parser, with a note."""
        found = read(rss(entry(1), entry(2, "<description>One<br>two<p>three</description>"), entry(3)))
        assert urls(found) == ["/1", "/2", "/3"]
        assert [link.title for link in found.links] == ["Story 1", "Story 2", "Story 3"]
        assert found.notes[0].startswith("not well-formed, read as far as it goes: ")

    def test_html(self) -> None:
        """An HTML page where a feed was is told as such, with what to do."""
        body = (
            "<!DOCTYPE html><html><head><title>We value your privacy</title></head><body><p>Consent</p></body></html>"
        )
        with pytest.raises(
            NotAFeed, match="gives an HTML page where a feed was expected; open it in a browser"
        ) as caught:
            read(body)
        assert caught.value.url == URL

    @pytest.mark.parametrize("body", [b"", b"  \n", b"OK", b"<opml></opml>", b"\xff\xfe"], ids=repr)
    def test_nothing(self, body: bytes) -> None:
        """Other bytes are refused as no feed."""
        with pytest.raises(NotAFeed, match=r"world\.xml"):
            read(body)


class TestEntities:
    CHAIN = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    FILE = '<!DOCTYPE rss [\n<!ENTITY x SYSTEM "file:///etc/passwd">\n]>'
    PARAMETER = "<!DOCTYPE rss [<!entity % x SYSTEM 'http://127.0.0.1/x.dtd'> %x;]>"

    @pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-be"])
    @pytest.mark.parametrize("doctype", [CHAIN, FILE, PARAMETER], ids=["chain", "file", "parameter"])
    def test_refused(self, doctype: str, charset: str) -> None:
        """Entity declarations are refused before parsing, in any charset."""
        body = rss("<title>&c;&x;</title><link>/1</link>").replace("<rss", doctype + "<rss", 1)
        with pytest.raises(ParseError, match="entity declarations refused"):
            read(body.encode(charset))

    def test_utf_7(self) -> None:
        """A charset that browsers do not know cannot smuggle a declaration past the check."""
        body = rss(entry(1)).replace('"1.0"', '"1.0" encoding="utf-7"').replace("<rss", "+ADwAIQ-ENTITY a '1'><rss", 1)
        assert urls(read(body)) == ["/1"]

    def test_no_file_is_opened(self, tmp_path: Path) -> None:
        """Bytes that are the name of a file are bytes."""
        file = tmp_path / "feed.xml"
        file.write_text(rss(entry(1)))
        with pytest.raises(NotAFeed):
            read(str(file))
