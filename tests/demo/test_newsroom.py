"""The demo's newsroom: what its two papers answer, round by round."""

import asyncio
import gzip
import re
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from itertools import combinations
from urllib.parse import unquote

import pytest
import pytest_asyncio

from service.demo.newspaper import ROUND_LENGTH
from service.demo.newsroom import Newsroom

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FERRY = "ferry-strikes-breakwater-off-port-selwyn-in-fog"
KARST = "karst-valleys-draw-up-emergency-water-plan"
BORDER = "tamarind-gap-border-post-to-close-for-winter"
COURT = "velmara-court-hears-petition-on-detained-reporters"
ENVOY = "envoy-urges-both-sides-to-keep-ostrel-truce"
COPY = "envoy-asks-for-sixty-more-days-of-ostrel-truce"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def _ask(url: str, headers: dict[str, str], method: str) -> Reply:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, headers=headers, method=method)
    try:
        with opener.open(request, timeout=5) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


async def ask(url: str, method: str = "GET", **headers: str) -> Reply:
    """One request by the standard library's client, in a thread."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await asyncio.to_thread(_ask, url, named, method)


@pytest_asyncio.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with Newsroom(START) as running:
        yield running


async def feed_urls(newsroom: Newsroom) -> list[str]:
    return re.findall(r"<guid[^>]*>([^<]+)", (await ask(newsroom.hosts[0] + "/feed.xml")).text)


async def story(newsroom: Newsroom, slug: str) -> Reply:
    return await ask(f"{newsroom.hosts[0]}/2026/11/{slug}")


class TestServer:
    async def test_two_hosts(self, newsroom: Newsroom) -> None:
        """The papers stand on two base URLs, and each has pages the other has not."""
        courier, ledger = newsroom.hosts
        assert courier != ledger
        assert (await ask(courier + "/feed.xml")).status == 200
        assert (await ask(ledger + "/feed.xml")).status == 404
        assert (await ask(ledger + "/atom.xml")).status == 200

    async def test_closed(self) -> None:
        """After the context, nobody answers any more, and the addresses are no longer told."""
        async with Newsroom(START) as running:
            url = running.hosts[0] + "/feed.xml"
        with pytest.raises(urllib.error.URLError):
            await ask(url)
        with pytest.raises(RuntimeError, match="closed"):
            _ = running.hosts

    async def test_closes_with_an_idle_connection(self) -> None:
        """A client that keeps its connection open does not keep the newsroom open."""
        async with asyncio.timeout(10), Newsroom(START) as running:
            host, port = running.hosts[0].removeprefix("http://").split(":")
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await reader.readuntil(b"\r\n")).startswith(b"HTTP/1.1 200")
        while await reader.read(1_000):
            pass
        writer.close()

    async def test_keeps_connections(self, newsroom: Newsroom) -> None:
        """Two requests go over one connection."""
        host, port = newsroom.hosts[1].removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        for _ in range(2):
            writer.write(b"HEAD /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert b"Connection: keep-alive" in head
        writer.close()
        await writer.wait_closed()

    async def test_no_request(self, newsroom: Newsroom) -> None:
        """Bytes that are no request end their connection, not the server."""
        host, port = newsroom.hosts[0].removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"nonsense\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 405")
        writer.close()
        await writer.wait_closed()
        assert (await ask(newsroom.hosts[0] + "/")).status == 200

    async def test_log(self, newsroom: Newsroom) -> None:
        """Every request is logged with the host's base URL, its path with query, and the status."""
        await ask(newsroom.hosts[0] + "/nowhere?a=1")
        await ask(newsroom.hosts[1] + "/robots.txt")
        assert newsroom.requests == [
            (newsroom.hosts[0], "/nowhere?a=1", 404),
            (newsroom.hosts[1], "/robots.txt", 200),
        ]

    async def test_etag(self, newsroom: Newsroom) -> None:
        """An entity tag sent back answers 304 without a body; another one, or none, gets the page."""
        url = newsroom.hosts[0] + "/feed.xml"
        first = await ask(url)
        known = await ask(url, If_None_Match=f'"other", {first.headers["ETag"]}')
        assert (known.status, known.body) == (304, b"")
        assert known.headers["ETag"] == first.headers["ETag"]
        assert (await ask(url, If_None_Match='"other"')).body == first.body

    async def test_last_modified(self, newsroom: Newsroom) -> None:
        """Last-Modified sent back answers 304; an earlier time gets the page; an ETag that differs outweighs it."""
        url = newsroom.hosts[0] + "/feed.xml"
        moment = (await ask(url)).headers["Last-Modified"]
        assert moment == "Fri, 20 Nov 2026 04:00:00 GMT"
        assert (await ask(url, If_Modified_Since=moment)).status == 304
        assert (await ask(url, If_Modified_Since="Thu, 19 Nov 2026 04:00:00 GMT")).status == 200
        assert (await ask(url, If_Modified_Since="yesterday")).status == 200
        assert (await ask(url, If_Modified_Since=moment, If_None_Match='"other"')).status == 200

    async def test_gzip(self, newsroom: Newsroom) -> None:
        """gzip is sent to who accepts it and to nobody else; the page and its tag are the same."""
        url = newsroom.hosts[0] + "/section/world"
        plain, packed = await ask(url), await ask(url, Accept_Encoding="br, gzip")
        assert plain.headers["Content-Encoding"] is None
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["ETag"] == plain.headers["ETag"]

    async def test_head(self, newsroom: Newsroom) -> None:
        """HEAD gives the length of the page without the page."""
        url = newsroom.hosts[0] + "/feed.xml"
        head = await ask(url, method="HEAD")
        assert head.body == b""
        assert int(head.headers["Content-Length"]) == len((await ask(url)).body)

    @pytest.mark.parametrize(
        ("path", "status"),
        [("/nowhere", 404), ("/2019/01/site-notice", 410), ("/2026/11/", 404)],
        ids=["never was", "retired", "folder"],
    )
    async def test_not_there(self, newsroom: Newsroom, path: str, status: int) -> None:
        """What is not there answers 404, what was retired 410, both without validators."""
        reply = await ask(newsroom.hosts[0] + path)
        assert reply.status == status
        assert reply.headers["ETag"] is None

    async def test_robots(self, newsroom: Newsroom) -> None:
        """Both papers disallow /private/ and nothing else, and ask for no delay."""
        for host in newsroom.hosts:
            lines = (await ask(host + "/robots.txt")).text.splitlines()
            assert [line for line in lines if line.startswith("Disallow")] == ["Disallow: /private/"]
            assert not any("delay" in line.lower() for line in lines)

    def test_naive_start(self) -> None:
        """A start without a time zone is refused."""
        with pytest.raises(ValueError, match="time zone"):
            Newsroom(datetime(2026, 11, 20))  # noqa: DTZ001 - the fault under test

    @pytest.mark.parametrize("number", [0, 4])
    async def test_no_such_round(self, newsroom: Newsroom, number: int) -> None:
        """There are three rounds; another number is refused and changes nothing."""
        with pytest.raises(ValueError, match="no round"):
            newsroom.round = number
        assert newsroom.round == 1


class TestRounds:
    async def test_feed(self, newsroom: Newsroom) -> None:
        """The feed names eight articles; in round 2 one leaves and one comes, in round 3 another comes."""
        first = await feed_urls(newsroom)
        newsroom.round = 2
        second = await feed_urls(newsroom)
        newsroom.round = 3
        third = await feed_urls(newsroom)
        assert (len(first), len(second), len(third)) == (8, 8, 9)
        assert [url.rsplit("/", 1)[1] for url in set(first) - set(second)] == [BORDER]
        assert [url.rsplit("/", 1)[1] for url in set(second) - set(first)] == [
            "aid-convoy-reaches-selket-after-eleven-days"
        ]
        assert [url.rsplit("/", 1)[1] for url in set(third) - set(second)] == [
            "dunmere-vote-observers-publish-first-report"
        ]

    async def test_all_links_answer(self, newsroom: Newsroom) -> None:
        """Every address of both feeds answers 200 in every round."""
        for number in (1, 2, 3):
            newsroom.round = number
            atom = (await ask(newsroom.hosts[1] + "/atom.xml")).text
            for url in [*await feed_urls(newsroom), *re.findall(r'text/html" href="([^"]+)"', atom)]:
                assert (await ask(url)).status == 200, url

    async def test_going_back(self, newsroom: Newsroom) -> None:
        """A round set again gives the same bytes."""
        before = await ask(newsroom.hosts[0] + "/feed.xml")
        newsroom.round = 3
        newsroom.round = 1
        assert (await ask(newsroom.hosts[0] + "/feed.xml")).body == before.body

    async def test_corrected(self, newsroom: Newsroom) -> None:
        """The ferry article's count of injured changes in round 2, with its modification date and its tag."""
        first = await story(newsroom, FERRY)
        newsroom.round = 2
        second = await story(newsroom, FERRY)
        assert ("12 people" in first.text, "17 people" in first.text) == (True, False)
        assert ("12 people" in second.text, "17 people" in second.text) == (False, True)
        assert '"dateModified": "2026-11-20T04:00:00+00:00"' in first.text
        assert '"dateModified": "2026-11-20T15:00:00+00:00"' in second.text
        assert first.headers["ETag"] != second.headers["ETag"]

    async def test_rotating(self, newsroom: Newsroom) -> None:
        """The Karst article has another tag, other nonces and related links in each round, and the same paragraphs."""
        replies = []
        for number in (1, 2, 3):
            newsroom.round = number
            replies.append(await story(newsroom, KARST))
        bodies = [re.findall(r'story-body">(.*)</div>\s*<aside', reply.text, re.DOTALL)[0] for reply in replies]
        assert len({reply.headers["ETag"] for reply in replies}) == 3
        assert len({re.findall(r'nonce="(\w+)"', reply.text)[0] for reply in replies}) == 3
        assert len({re.findall(r'related-stories".*?</ul>', reply.text, re.DOTALL)[0] for reply in replies}) == 3
        assert len({tuple(re.findall(r"^      <p>(.*)</p>", body, re.MULTILINE)) for body in bodies}) == 1

    async def test_steady(self, newsroom: Newsroom) -> None:
        """All other articles answer 304 in the next round to who knows them."""
        pages = {url: await ask(url) for url in await feed_urls(newsroom)}
        newsroom.round = 2
        statuses = {
            url.rsplit("/", 1)[1]: (await ask(url, If_None_Match=page.headers["ETag"])).status
            for url, page in pages.items()
        }
        assert {slug for slug, status in statuses.items() if status != 304} == {FERRY, KARST, BORDER, COURT}

    async def test_vanished(self, newsroom: Newsroom) -> None:
        """The border-post article answers 200, then 404, then 404, also to who knows it."""
        first = await story(newsroom, BORDER)
        statuses = [first.status]
        for number in (2, 3):
            newsroom.round = number
            url = f"{newsroom.hosts[0]}/2026/11/{BORDER}"
            statuses.append((await ask(url, If_None_Match=first.headers["ETag"])).status)
        assert statuses == [200, 404, 404]

    async def test_captcha(self, newsroom: Newsroom) -> None:
        """The court article answers 200 with a bot check in round 2, and as the article again in round 3."""
        first = await story(newsroom, COURT)
        newsroom.round = 2
        second = await story(newsroom, COURT)
        newsroom.round = 3
        third = await story(newsroom, COURT)
        assert (second.status, "g-recaptcha" in second.text, "Marchetti" in second.text) == (200, True, False)
        assert third.body == first.body

    async def test_now(self, newsroom: Newsroom) -> None:
        """Rounds begin a day apart, and nothing on a page lies after the beginning of its round."""
        for number in (1, 2, 3):
            newsroom.round = number
            assert newsroom.now == START + ROUND_LENGTH * (number - 1)
            sitemap = (await ask(newsroom.hosts[0] + "/sitemap.xml")).text
            moments = re.findall(r"<(?:lastmod|news:publication_date)>([^<]+)", sitemap)
            assert len(moments) >= 16
            assert max(datetime.fromisoformat(moment) for moment in moments) <= newsroom.now

    async def test_start(self) -> None:
        """All dates move with the start."""
        async with Newsroom(datetime(2024, 3, 10, 8, 0, tzinfo=UTC)) as running:
            urls = await feed_urls(running)
            assert all("/2024/03/" in url for url in urls)


class TestTexts:
    async def test_arabic(self, newsroom: Newsroom) -> None:
        """One article is in Arabic, marked as such, at a percent-encoded address."""
        arabic = [url for url in await feed_urls(newsroom) if "%D9" in url]
        assert len(arabic) == 1
        assert "مخيم" in unquote(arabic[0])
        assert '<html lang="ar" dir="rtl">' in (await ask(arabic[0])).text

    async def test_agency_copy(self, newsroom: Newsroom) -> None:
        """The Ledger carries the Courier's envoy article word for word, under its own title and in its own page."""
        ours = await story(newsroom, ENVOY)
        theirs = await ask(f"{newsroom.hosts[1]}/news/48192/{COPY}")
        ours_text, theirs_text = (re.findall(r"^      <p>(.*)</p>", each.text, re.MULTILINE) for each in (ours, theirs))
        assert len(ours_text) == 7
        assert ours_text == theirs_text
        assert re.findall("<h1>.*?</h1>", ours.text) != re.findall("<h1>.*?</h1>", theirs.text)

    async def test_draft(self, newsroom: Newsroom) -> None:
        """The Ledger's feed names a page that its robots.txt disallows."""
        draft = newsroom.hosts[1] + "/private/draft"
        assert draft in (await ask(newsroom.hosts[1] + "/atom.xml")).text
        assert (await ask(draft)).status == 200

    async def test_no_two_alike(self, newsroom: Newsroom) -> None:
        """Apart from the agency copy, no two articles share a run of five words."""
        newsroom.round = 3
        atom = (await ask(newsroom.hosts[1] + "/atom.xml")).text
        urls = [
            *await feed_urls(newsroom),
            *re.findall(r'<link rel="alternate" type="text/html" href="([^"]+/news/[^"]+)"', atom),
        ]
        shingles = {}
        for url in urls:
            paragraphs = re.findall(r"^      <p>(.*)</p>", (await ask(url)).text, re.MULTILINE)
            words = " ".join(paragraphs).split()
            assert 5 <= len(paragraphs) <= 9, url
            shingles[url.rsplit("/", 1)[1]] = {tuple(words[i : i + 5]) for i in range(len(words) - 4)}
        assert len(shingles) == 14
        shared = {frozenset(pair) for pair in combinations(shingles, 2) if shingles[pair[0]] & shingles[pair[1]]}
        assert shared == {frozenset({ENVOY, COPY})}
