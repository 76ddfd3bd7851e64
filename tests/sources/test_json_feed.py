"""JSON Feed, in order and out of it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from service.errors import NotAFeed
from service.models import Discovery, Link, SourceKind
from service.sources.dispatch import discover, sniff

URL = "https://paper.example/feed.json"


def read(feed: Any) -> Discovery:
    body = feed if isinstance(feed, bytes) else json.dumps(feed).encode()
    return discover(body, url=URL, content_type="application/feed+json", kind=SourceKind.FEED)


def feed(*items: Any, **more: Any) -> dict[str, Any]:
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "items": list(items), **more}


class TestItems:
    def test_whole(self) -> None:
        """Everything a 1.1 item says is read; the time comes out in UTC."""
        item = {
            "id": "1",
            "url": "https://paper.example/1#top",
            "title": "Q & A <live>",
            "summary": "After the flood",
            "date_published": "2026-11-20T09:00:00+01:00",
            "date_modified": "2026-11-20T09:00:00Z",
            "authors": [{"name": "P. Lund"}, {"url": "x"}, {"name": "I. Ode"}],
        }
        assert read(feed(item, language="en-GB")) == Discovery(
            kind=SourceKind.FEED,
            title="Paper",
            language="en-GB",
            links=(
                Link(
                    url="https://paper.example/1",
                    title="Q & A <live>",
                    summary="After the flood",
                    author="P. Lund, I. Ode",
                    published=datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
                    updated=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
                ),
            ),
        )

    def test_version_1(self) -> None:
        """The single author of version 1.0 is read."""
        (link,) = read({"items": [{"url": "/1", "author": {"name": "P. Lund"}}]}).links
        assert (link.url, link.author) == ("https://paper.example/1", "P. Lund")

    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            ({"url": "/1", "external_url": "https://other.example/2"}, "https://paper.example/1"),
            ({"external_url": "https://other.example/2", "id": "https://paper.example/3"}, "https://other.example/2"),
            ({"id": "https://paper.example/3"}, "https://paper.example/3"),
        ],
        ids=["url", "external_url", "id"],
    )
    def test_address(self, item: dict[str, str], expected: str) -> None:
        """`url` comes before `external_url`, and both before an id that is a URL."""
        assert [link.url for link in read(feed(item)).links] == [expected]

    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            ({"content_text": "Plain & <simple>"}, "Plain & <simple>"),
            ({"content_html": "<p>One</p><p>two &amp; three</p>"}, "One two & three"),
            ({"summary": "", "content_text": "T"}, "T"),
            ({}, None),
        ],
        ids=["text", "html", "empty summary", "none"],
    )
    def test_summary(self, item: dict[str, str], expected: str | None) -> None:
        """Without a summary, the content's beginning stands for it, as plain text."""
        (link,) = read(feed({"url": "/1", **item})).links
        assert link.summary == expected

    def test_order(self) -> None:
        """The newest comes first where all are dated."""
        items = [{"url": f"/{day}", "date_published": f"2026-11-{day}T09:00:00Z"} for day in (18, 20, 19)]
        assert [link.url[-2:] for link in read(feed(*items)).links] == ["20", "19", "18"]
        assert [link.url[-2:] for link in read(feed({"url": "/17"}, *items)).links] == ["17", "18", "20", "19"]


class TestTolerance:
    @pytest.mark.parametrize(
        "item",
        [
            {"url": "/1", "title": 7, "summary": ["x"], "authors": "P. Lund", "date_published": 20261120},
            {"url": "/1", "title": None, "authors": [None, "x", {"name": 3}], "date_published": "soon", "author": []},
            {"url": "/1", "date_published": "0001-01-01T00:00:00+14:00"},
        ],
        ids=["scalars", "nulls", "date out of range"],
    )
    def test_wrong_types(self, item: dict[str, Any]) -> None:
        """A field of the wrong type says nothing; its item stands."""
        assert read(feed(item)).links == (Link(url="https://paper.example/1"),)

    def test_items_that_are_none(self) -> None:
        """Items without an address are counted."""
        found = read(feed("x", None, {"id": 5}, {"url": 5}, {"url": "ftp://paper.example/1"}))
        assert found.links == ()
        assert found.notes == ("4 links left out: an entry without a link", "1 link left out: not http(s)")

    def test_half_a_character(self) -> None:
        """Half a character (a lone surrogate) cannot be stored, and becomes U+FFFD."""
        (link,) = read(b'{"items": [{"url": "/1", "title": "\\ud83d cut"}]}').links
        assert link.title == "\ufffd cut"

    def test_no_items(self) -> None:
        """A feed whose list is empty is a feed."""
        assert read(feed()).links == ()

    @pytest.mark.parametrize(
        "body",
        [
            b'{"error": "not found"}',
            b'{"items": {}}',
            b'{"items": [',
            b'{"a":' * 50_000,
            b'{"n": ' + b"9" * 5_000 + b"}",
        ],
        ids=["other JSON", "no list", "cut", "nested", "huge number"],
    )
    def test_refused(self, body: bytes) -> None:
        """What is no JSON Feed is refused with one line that names the URL."""
        with pytest.raises(NotAFeed, match=r"^https://paper\.example/feed\.json: .*JSON") as caught:
            read(body)
        assert "\n" not in str(caught.value)

    def test_sniffed(self) -> None:
        """A JSON object is taken for a feed, also after a byte order mark."""
        assert sniff(b"\xef\xbb\xbf \n{}", "application/json") is SourceKind.FEED
