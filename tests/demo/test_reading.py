"""What discovery and extraction make of the newsroom's pages: the demo shows what it is meant to show."""

import asyncio
import html
import re
import urllib.request
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from service.demo.newspaper import ROUND_LENGTH, ROUNDS
from service.demo.newsroom import Newsroom
from service.extract import extract_page
from service.models import Article, Discovery, SourceKind
from tests.sources.answers import discover

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FERRY = "ferry-strikes-breakwater-off-port-selwyn-in-fog"
KARST = "karst-valleys-draw-up-emergency-water-plan"
COURT = "velmara-court-hears-petition-on-detained-reporters"
AUTHORS_TEXT = re.compile(r"^      <(?:p|h2)>(.*)</(?:p|h2)>$", re.MULTILINE)


@pytest_asyncio.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with Newsroom(START) as running:
        yield running


def _get(url: str) -> tuple[bytes, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=5) as answer:
        return answer.read(), answer.headers["Content-Type"]


async def links(newsroom: Newsroom, host: int, path: str, kind: SourceKind | None = None) -> Discovery:
    url = newsroom.hosts[host] + path
    body, content_type = await asyncio.to_thread(_get, url)
    return discover(body, url=url, content_type=content_type, kind=kind)


async def article(url: str) -> Article:
    body, content_type = await asyncio.to_thread(_get, url)
    return extract_page(body, url=url, content_type=content_type)


def without_standfirst(found: Article) -> list[str]:
    """The text below the standfirst, which may count as text or not, and which each paper writes for itself."""
    return [paragraph for paragraph in found.paragraphs if paragraph != found.lead]


async def authors_text(url: str) -> list[str]:
    """The paragraphs and crossheads of the article, by their place in the template."""
    body, _ = await asyncio.to_thread(_get, url)
    return [html.unescape(paragraph) for paragraph in AUTHORS_TEXT.findall(body.decode())]


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/feed.xml", SourceKind.FEED), ("/section/world", SourceKind.LISTING), ("/sitemap.xml", SourceKind.SITEMAP)],
)
async def test_three_ways(newsroom: Newsroom, path: str, kind: SourceKind) -> None:
    """Feed, section page and sitemap of the Courier are told apart and name the same articles with titles and dates."""
    for number, count in zip(ROUNDS, (8, 8, 9), strict=True):
        newsroom.round = number
        found, feed = await links(newsroom, 0, path), await links(newsroom, 0, "/feed.xml")
        assert (found.kind, len(found.links)) == (kind, count)
        assert [(link.url, link.title, link.published) for link in found.links] == [
            (link.url, link.title, link.published) for link in feed.links
        ]


async def test_ledger(newsroom: Newsroom) -> None:
    """The Ledger's feed names five articles and the draft, its front page the five."""
    feed, front = await links(newsroom, 1, "/atom.xml"), await links(newsroom, 1, "/")
    assert (feed.kind, front.kind) == (SourceKind.FEED, SourceKind.LISTING)
    assert {link.url for link in feed.links} - {link.url for link in front.links} == {
        newsroom.hosts[1] + "/private/draft"
    }
    assert len(front.links) == 5


async def test_texts(newsroom: Newsroom) -> None:
    """Every article's page gives the title, author and time that the feed gives, and exactly the author's text."""
    for link in [*(await links(newsroom, 0, "/feed.xml")).links, *(await links(newsroom, 1, "/atom.xml")).links]:
        if link.url.endswith("/private/draft"):
            continue
        found = await article(link.url)
        assert (found.title, found.byline, found.published) == (link.title, link.author, link.published)
        assert (found.canonical, found.suspect) == (link.url, None)
        assert without_standfirst(found) == await authors_text(link.url)


async def test_rotating_text(newsroom: Newsroom) -> None:
    """The Karst article's text is the same in all rounds, though no two of its pages are."""
    url = f"{newsroom.hosts[0]}/2026/11/{KARST}"
    found = []
    for number in ROUNDS:
        newsroom.round = number
        found.append(await article(url))
    assert found[0].paragraphs == found[1].paragraphs == found[2].paragraphs
    assert without_standfirst(found[0]) == await authors_text(url)


async def test_corrected_text(newsroom: Newsroom) -> None:
    """Of the ferry article, just the number changes, and the time of modification moves to the round's beginning."""
    url = f"{newsroom.hosts[0]}/2026/11/{FERRY}"
    before = await article(url)
    newsroom.round = 2
    after = await article(url)
    assert after.text == before.text.replace("12 people", "17 people") != before.text
    assert (before.modified, after.modified) == (before.published, START + ROUND_LENGTH)


async def test_captcha(newsroom: Newsroom) -> None:
    """The bot check is suspected for what it is."""
    newsroom.round = 2
    assert (await article(f"{newsroom.hosts[0]}/2026/11/{COURT}")).suspect is not None


async def test_agency_copy(newsroom: Newsroom) -> None:
    """The agency's article has the same text in both papers."""
    feeds = [*(await links(newsroom, 0, "/feed.xml")).links, *(await links(newsroom, 1, "/atom.xml")).links]
    ours, theirs = [await article(link.url) for link in feeds if link.author == "Courier Wire"]
    assert without_standfirst(ours) == without_standfirst(theirs)
    assert ours.title != theirs.title
