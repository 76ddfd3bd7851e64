import asyncio
import logging
import pickle
from datetime import timedelta

import httpx
import pytest
import respx

from service.errors import (
    BadURL,
    ConnectFailed,
    FetchError,
    Gone,
    ProtocolFailed,
    RedirectRefused,
    RobotsDisallowed,
    Throttled,
    TimedOut,
)
from service.fetch import Fetcher, user_agent, validators_of
from service.models import NotModified, Page, Redirect, Request, RobotsRecord, Validators

from .conftest import Clock, Received, VirtualLoop, answer, fetching, routes, says, serving

SECRET = (("Authorization", "Bearer canary"), ("X-Api-Key", "canary"), ("Cookie", "id=canary"))
KNOWN = Validators(etag='"canary"', last_modified="canary")


async def _page(fetcher: Fetcher, url: str) -> Page:
    page = await fetcher.get(Request(url=url))
    assert isinstance(page, Page)
    return page


async def _error(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(Request(url=url))
    return caught.value


# ── pages and conditions ──────────────────────────────────────────────────────────────────────────────────────────


async def test_a_page_is_fetched(clock: Clock) -> None:
    """Body, headers in lower case and in order, the clock's time; and we say who we are."""
    handler = says(answer(body=b"<p>news", Content_Type="text/html", X_Two="2"))
    async with serving(handler) as server, fetching(clock=clock, contact="mailto:d@example.org") as fetcher:
        page = await _page(fetcher, f"{server.url}/a?b=c")
    assert (page.status, page.body, page.fetched_at) == (200, b"<p>news", clock())
    assert page.headers == (("content-length", "7"), ("content-type", "text/html"), ("x-two", "2"))
    assert page.url == page.final_url == f"{server.url}/a?b=c"
    assert page.seconds > 0
    assert server.received[0].path == "/a?b=c"
    assert server.received[0].headers["user-agent"] == user_agent("mailto:d@example.org")
    assert "gzip" in server.received[0].headers["accept-encoding"]


async def test_an_unchanged_page_costs_nothing() -> None:
    """What a page came with is sent back as it was; 304 is NotModified, and so is the same body again."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        known = received.headers.get("if-none-match") == 'W/"1"'
        writer.write(answer(304, ETag='W/"1"') if known else answer(body=b"news", ETag='W/"1"', Last_Modified="then"))

    async with serving(handle) as server, fetching() as fetcher:
        kept = validators_of(await _page(fetcher, server.url))
        for validators in (kept, Validators(body_hash=kept.body_hash)):
            again = await fetcher.get(Request(url=server.url, validators=validators))
            assert isinstance(again, NotModified)
            assert again.validators == kept
        assert server.received[1].headers["if-modified-since"] == "then"
        assert "if-none-match" not in server.received[2].headers


async def test_errors_keep_the_url_asked_for_and_survive_pickling() -> None:
    """The error of a redirect's end carries the first URL, its status and its Retry-After, also once pickled."""
    handler = routes(a=answer(301, Location="/b"), b=answer(503, Retry_After="60"))
    async with serving(handler) as server, fetching() as fetcher:
        error = pickle.loads(pickle.dumps(await _error(fetcher, f"http://u:canary@127.0.0.1:{server.port}/a")))
    assert isinstance(error, Throttled)
    assert (error.url, error.status) == (f"{server.url}/a", 503)
    assert error.retry_after == timedelta(seconds=60)


@pytest.mark.parametrize("url", ["", "example.org", "file:///etc/passwd", "ftp://example.org/", "http://[::1"])
async def test_what_is_no_web_address_is_refused(url: str) -> None:
    """Only http(s) URLs are asked for."""
    async with fetching() as fetcher:
        assert isinstance(await _error(fetcher, url), BadURL)


@respx.mock
async def test_library_errors_become_ours(respx_mock: respx.MockRouter) -> None:
    """Whatever the HTTP library raises is one of our errors, with the library's as its cause."""
    cases = {
        httpx.ConnectTimeout("x"): TimedOut,
        httpx.ReadTimeout("x"): TimedOut,
        httpx.ConnectError("x"): ConnectFailed,
        httpx.ReadError("x"): ProtocolFailed,
        httpx.WriteError("x"): ProtocolFailed,
        httpx.RemoteProtocolError("x"): ProtocolFailed,
        OSError("x"): ProtocolFailed,
    }
    async with fetching() as fetcher:
        for foreign, ours in cases.items():
            respx_mock.get("https://news.test/").mock(side_effect=foreign)
            error = await _error(fetcher, "https://news.test/")
            assert type(error) is ours
            assert error.__cause__ is foreign


async def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Not even at DEBUG do the libraries below log the headers we send or the user-info of a URL."""
    caplog.set_level(logging.DEBUG)
    async with serving(says(answer(404))) as server, fetching() as fetcher:
        request = Request(url=f"http://u:canary@127.0.0.1:{server.port}/", headers=SECRET, validators=KNOWN)
        with pytest.raises(Gone):
            await fetcher.get(request)
        assert server.received[0].headers["x-api-key"] == "canary"
    assert caplog.records
    assert "canary" not in caplog.text


# ── redirects ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_redirects_are_followed_and_kept() -> None:
    """Each hop is kept with its status and an absolute location without user-info; the last page counts."""
    handler = routes(a=answer(301, Location="b"), c=answer(body=b"news"))

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        if received.path == "/b":
            writer.write(answer(302, Location=f"//u:p@127.0.0.1:{server.port}/c#x"))
        else:
            await handler(received, writer)

    async with serving(handle) as server, fetching() as fetcher:
        page = await _page(fetcher, f"{server.url}/a")
    base = server.url
    assert (page.url, page.final_url, page.body) == (f"{base}/a", f"{base}/c", b"news")
    assert page.redirects == (
        Redirect(url=f"{base}/a", status=301, location=f"{base}/b"),
        Redirect(url=f"{base}/b", status=302, location=f"{base}/c"),
    )


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("/a", "in a circle"),
        ("/a#elsewhere", "in a circle"),
        ("/b", "in a circle"),
        ("file:///etc/passwd", "no web page"),
        ("gopher://example.org/", "no web page"),
        ("javascript:alert(1)", "no web page"),
        ("http://[::1", "no web page"),
        ("/" + "x" * 3000, "no web page"),
    ],
    ids=["itself", "itself with a fragment", "two in a circle", "file", "gopher", "script", "broken", "overlong"],
)
async def test_redirects_to_nowhere_are_refused(location: str, words: str) -> None:
    """Circles and hops to what is no web page are RedirectRefused."""
    handler = routes(a=answer(302, Location=location), b=answer(302, Location="/a"))
    async with serving(handler) as server, fetching() as fetcher:
        error = await _error(fetcher, f"{server.url}/a")
    assert isinstance(error, RedirectRefused)
    assert words in str(error)


async def test_the_number_of_redirects_is_limited() -> None:
    """As many hops as configured are followed, one more is refused without being asked for."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        left = int(received.path.strip("/"))
        writer.write(answer(302, Location=f"/{left - 1}") if left else answer(body=b"news"))

    async with serving(handle) as server, fetching(max_redirects=3) as fetcher:
        assert (await _page(fetcher, f"{server.url}/3")).body == b"news"
        server.received.clear()
        assert isinstance(await _error(fetcher, f"{server.url}/4"), RedirectRefused)
        assert server.paths == ["/4", "/3", "/2", "/1"]


@pytest.mark.parametrize(
    ("asked", "location", "goes"),
    [
        ("https://news.test/a", "https://news.test/b", True),
        ("https://news.test/a", "https://news.test:443/b", True),
        ("https://news.test/a", "https://www.news.test/b", False),
        ("https://news.test/a", "https://evil.test/b", False),
        ("https://news.test/a", "http://news.test/b", False),
        ("http://news.test/a", "https://news.test/b", False),
        ("https://news.test/a", "https://news.test:8443/b", False),
    ],
    ids=["same origin", "same port spelt out", "sub-domain", "another host", "downgrade", "upgrade", "another port"],
)
@respx.mock
async def test_credentials_stay_at_their_origin(
    respx_mock: respx.MockRouter, asked: str, location: str, goes: bool
) -> None:
    """Configured headers and validators go along with a redirect only where scheme, host and port are the same."""
    respx_mock.get(asked).respond(302, headers={"Location": location})
    there = respx_mock.get(location).respond(200, text="news")
    async with fetching() as fetcher:
        await fetcher.get(Request(url=asked, headers=SECRET, validators=KNOWN))
    sent = there.calls.last.request.headers
    names = ("authorization", "x-api-key", "cookie", "if-none-match", "if-modified-since")
    assert [name in sent for name in names] == [goes] * 5
    assert ("canary" in str(sent.raw)) == goes
    assert sent["user-agent"] == user_agent()


@respx.mock
async def test_credentials_do_not_come_back_by_a_detour(respx_mock: respx.MockRouter) -> None:
    """On the way over another host nothing goes along; back at the origin it is its own again."""
    respx_mock.get("https://news.test/a").respond(302, headers={"Location": "https://other.test/"})
    detour = respx_mock.get("https://other.test/").respond(302, headers={"Location": "https://news.test/b"})
    back = respx_mock.get("https://news.test/b").respond(200, text="news")
    async with fetching() as fetcher:
        await fetcher.get(Request(url="https://news.test/a", headers=SECRET))
    assert "x-api-key" not in detour.calls.last.request.headers
    assert back.calls.last.request.headers["x-api-key"] == "canary"


# ── robots.txt ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_robots_txt_is_asked_for_first_and_once() -> None:
    """One robots.txt an origin, before its first page, without the source's headers; it is learned for the store."""
    handler = routes(robots=answer(body=b"User-agent: *\nDisallow: /x"), a=answer(body=b"news"))
    async with serving(handler) as server, fetching(robots="obey") as fetcher:
        for _ in range(2):
            await fetcher.get(Request(url=f"{server.url}/a", headers=SECRET))
        assert isinstance(await _error(fetcher, f"{server.url}/x/1"), RobotsDisallowed)
        assert server.paths == ["/robots.txt", "/a", "/a"]
        assert "canary" not in str(server.received[0])
        (learned,) = fetcher.robots_learned
    assert (learned.origin, learned.status, learned.body) == (server.url, 200, b"User-agent: *\nDisallow: /x")


async def test_robots_txt_can_be_ignored() -> None:
    """With `robots: ignore` it is not even asked for."""
    async with serving(says(answer(body=b"User-agent: *\nDisallow: /"))) as server, fetching() as fetcher:
        await _page(fetcher, f"{server.url}/a")
        assert server.paths == ["/a"]
        assert fetcher.robots_learned == ()


async def test_kept_robots_records_are_used(clock: Clock) -> None:
    """A record from the store saves the request."""
    async with serving(says(answer(body=b"news"))) as server:
        known = RobotsRecord(origin=server.url, fetched_at=clock(), status=404)
        async with fetching(robots="obey", clock=clock, known={server.url: known}) as fetcher:
            await _page(fetcher, f"{server.url}/a")
            assert server.paths == ["/a"]
            assert fetcher.robots_learned == ()


async def test_redirects_obey_robots_txt_too() -> None:
    """A hop that robots.txt forbids is not made."""
    rules = answer(body=b"User-agent: *\nDisallow: /b")
    handler = routes(robots=rules, a=answer(302, Location="/b"), b=answer(body=b"news"))
    async with serving(handler) as server, fetching(robots="obey") as fetcher:
        error = await _error(fetcher, f"{server.url}/a")
        assert isinstance(error, RobotsDisallowed)
        assert error.url == f"{server.url}/a"
        assert server.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (answer(302, Location="/r5"), True),
        (answer(302, Location="/r4"), False),
        (answer(302, Location="/robots.txt"), True),
        (answer(302, Location="mailto:x"), True),
    ],
    ids=["six hops", "five hops", "a circle", "nowhere"],
)
async def test_robots_txt_may_redirect(robots: bytes, allowed: bool) -> None:
    """Five hops are followed; one that leads nowhere counts as none, which allows all (RFC 9309, 2.3.1.2)."""
    hops = {f"r{n}": answer(302, Location=f"/r{n - 1}") for n in range(1, 6)}
    rules = answer(body=b"User-agent: *\nDisallow: /")
    handler = routes(robots=robots, r0=rules, a=answer(body=b"news"), **hops)
    async with serving(handler) as server, fetching(robots="obey") as fetcher:
        if allowed:
            await _page(fetcher, f"{server.url}/a")
        else:
            assert isinstance(await _error(fetcher, f"{server.url}/a"), RobotsDisallowed)


async def test_a_huge_robots_txt_is_read_in_part() -> None:
    """The rules at its beginning hold; the rest, beyond every cap, is not read."""
    rules = b"User-agent: *\nDisallow: /a\n" + b"# padding\n" * 200_000
    handler = routes(robots=answer(body=rules), a=answer(), b=answer(body=b"news"))
    async with serving(handler) as server, fetching(robots="obey", max_wire_bytes=1000) as fetcher:
        assert isinstance(await _error(fetcher, f"{server.url}/a"), RobotsDisallowed)
        assert (await _page(fetcher, f"{server.url}/b")).body == b"news"
        assert len(fetcher.robots_learned[0].body) == 512_000


async def test_a_silent_host_is_waited_for_once() -> None:
    """Twenty links of a host that does not answer cost one wait, and each fails with that very error."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with serving(handle) as server, fetching(robots="obey", timeout="200ms") as fetcher:
        for number in range(20):
            error = await _error(fetcher, f"{server.url}/{number}")
            assert isinstance(error, TimedOut)
            assert error.url == f"{server.url}/{number}"
        assert len(server.received) <= 1
        assert fetcher.robots_learned == ()


async def test_a_server_in_trouble_forbids_all() -> None:
    """robots.txt answering 503 stops the pages."""
    async with serving(routes(robots=answer(503), a=answer())) as server, fetching(robots="obey") as fetcher:
        error = await _error(fetcher, f"{server.url}/a")
        assert isinstance(error, RobotsDisallowed)
        assert "robots.txt" in str(error)
        assert "answered 503" in str(error)
        assert server.paths == ["/robots.txt"]


# ── politeness ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_host_sees_one_request_at_a_time() -> None:
    """However many pages are asked for at once, a host has one request to answer, whatever its ports and names do."""
    busy, most = 0, 0

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.005)
        busy -= 1
        writer.write(answer(302, Location=f"{received.path}/b") if received.path.count("/") < 2 else answer())

    async with serving(handle) as server, fetching(robots="obey") as fetcher:
        await asyncio.gather(*(fetcher.get(Request(url=f"{server.url}/{n}")) for n in range(8)))
    assert most == 1
    assert len(server.received) == 18


async def test_the_limit_over_all_hosts_holds() -> None:
    """No more than `concurrency` hosts are asked at once, and that many are."""
    busy, most = 0, 0

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.05)
        busy -= 1
        writer.write(answer())

    async with serving(handle) as server, fetching(concurrency=4) as fetcher:
        urls = (f"http://host{n}.test:{server.port}/" for n in range(12))
        await asyncio.gather(*(fetcher.get(Request(url=url)) for url in urls))
    assert most == 4


@respx.mock
def test_waiting_for_a_turn_is_not_the_pages_time(respx_mock: respx.MockRouter, virtual: VirtualLoop) -> None:
    """Crawl-delay may be longer than the limit on a page; robots.txt, pages and redirects of a host all keep it."""
    respx_mock.get("http://news.test/robots.txt").respond(200, text="User-agent: *\nCrawl-delay: 50")
    respx_mock.get("http://news.test/a").respond(302, headers={"Location": "https://news.test/b"})
    respx_mock.get("https://news.test/robots.txt").respond(404)
    respx_mock.get("https://news.test/b").respond(200, text="news")

    async def story() -> Page:
        async with fetching(robots="obey", timeout="10s") as fetcher:
            return await _page(fetcher, "http://news.test/a")

    page = virtual.run_until_complete(story())
    assert (page.body, page.seconds) == (b"news", 0)
    assert virtual.time() == 150
