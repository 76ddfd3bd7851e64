"""Which URLs are taken, and in which order links come."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.models import Link
from service.sources.link_collector import URL_LIMIT, BadLink, LinkCollector, newest_first, web_url

BASE = "https://paper.example/news/"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a", "https://paper.example/news/a"),
        ("/a", "https://paper.example/a"),
        ("//other.example/a", "https://other.example/a"),
        (" \n/a\t", "https://paper.example/a"),
        ("?p=1", "https://paper.example/news/?p=1"),
        ("/a#b", "https://paper.example/a"),
        ("https://u:p@paper.example:443/a b", "https://paper.example/a%20b"),
        ("HTTPS://Paper.Example/A", "https://paper.example/A"),
        ("/الجسر", "https://paper.example/%D8%A7%D9%84%D8%AC%D8%B3%D8%B1"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
    ],
)
def test_taken(raw: str, expected: str) -> None:
    """URLs become absolute the way browsers make them, without fragment and user-info."""
    assert web_url(raw, BASE) == expected


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("javascript:alert(1)", "not http"),
        ("data:text/html,x", "not http"),
        ("file:///etc/passwd", "not http"),
        ("tel:+15550142", "not http"),
        ("https://[::1", "not a URL"),
        ("https://exa mple/", "not a URL"),
        ("\ud800", "not a URL"),
        ("/" + "a" * URL_LIMIT, "longer"),
        ("/" + "a" * 10_000_000, "longer"),
        ("/" + "ا" * 400, "longer"),
    ],
    ids=lambda value: str(value.encode("utf-8", "replace")[:30]),
)
def test_refused(raw: str, why: str) -> None:
    """What is not of the web, cannot be read or is too long once encoded is refused with the reason."""
    with pytest.raises(BadLink, match=why):
        web_url(raw, BASE)


@given(st.text(max_size=80))
def test_anything(raw: str) -> None:
    """Whatever a page holds, the outcome is a URL of the web without a fragment, or a refusal."""
    try:
        url = web_url(raw, BASE)
    except BadLink:
        return
    assert url.startswith(("http://", "https://"))
    assert "#" not in url
    assert web_url(url, BASE) == url


def test_first_wins() -> None:
    """Of two links with one URL the first stands."""
    harvest = LinkCollector(limit=9)
    harvest.add("/a", base=BASE, title="one")
    harvest.add("/a#b", base=BASE, title="two")
    assert harvest.links == (Link(url="https://paper.example/a", title="one"),)
    assert harvest.notes == ()


def test_limit() -> None:
    """Beyond the limit links are counted; one already taken is no surplus."""
    harvest = LinkCollector(limit=1)
    for raw in ("/a", "/b", "/a", "/c"):
        harvest.add(raw, base=BASE)
    assert len(harvest.links) == 1
    assert harvest.notes == ("2 links left out: more than 1 in one page",)


def test_newest_first() -> None:
    """Dated links come newest first, by publication before update; undated ones after them in their order."""

    def link(name: str, published: int | None = None, updated: int | None = None) -> Link:
        days = [datetime(2026, 11, day, tzinfo=UTC) if day else None for day in (published, updated)]
        return Link(url=name, published=days[0], updated=days[1])

    links = [
        link("none 1"),
        link("old", 3, 20),
        link("updated", None, 9),
        link("new", 10),
        link("none 2"),
        link("new 2", 10),
    ]
    assert [each.url for each in newest_first(links)] == ["new", "new 2", "updated", "old", "none 1", "none 2"]
