import asyncio
from typing import Any

import pytest

from service.errors import BadEncoding, FetchError, ProtocolFailed, TimedOut, TooLarge
from service.fetch import Fetcher
from service.models import Page, Request, Validators

from .conftest import Handler, Received, answer, fetching, says, serving


def _raw(*pieces: bytes, hang: bool = False) -> Handler:
    """Sends `pieces`, and hangs up, or waits for ever."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        if hang:
            await received.gone()
        writer.close()

    return handle


def _endless(start: bytes, again: bytes) -> Handler:
    """Sends `start`, then `again` every few milliseconds until the client has had enough."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while not writer.is_closing():
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(0.005)

    return handle


async def _error(fetcher: Fetcher, url: str, **request: Any) -> FetchError:
    async with asyncio.timeout(10):
        with pytest.raises(FetchError) as caught:
            await fetcher.get(Request(url=url, **request))
    return caught.value


DRIPS = {
    "silence": _raw(hang=True),
    "half a header": _raw(b"HTTP/1.1 200 OK\r\nContent-", hang=True),
    "dripped headers": _endless(b"HTTP/1.1 200 OK\r\nX-Drip: ", b"x"),
    "endless 103": _endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"),
    "dripped body": _endless(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
    "endless chunks": _endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "dripped chunk extension": _endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x"),
    "unfinished body": _raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx", hang=True),
    "empty gzip blocks": _endless(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\xff", b"\0\0\0\xff\xff"
    ),
}


@pytest.mark.parametrize("handler", DRIPS.values(), ids=DRIPS)
async def test_whatever_drips_ends_at_the_deadline(handler: Handler) -> None:
    """The limit on the whole page holds for headers, interim answers and bodies, however steadily they come."""
    async with serving(handler) as server, fetching(timeout="200ms") as fetcher:
        error = await _error(fetcher, server.url)
        assert isinstance(error, TimedOut)
        assert "within 0.2 s" in str(error)
        assert error.__cause__ is not None


async def test_the_deadline_covers_all_hops() -> None:
    """Redirects that each take their time end together at the one limit."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.08)
        writer.write(answer(302, Location=f"/{len(server.received)}"))

    async with serving(handle) as server, fetching(timeout="300ms", max_redirects=20) as fetcher:
        assert isinstance(await _error(fetcher, f"{server.url}/"), TimedOut)


BROKEN = {
    "hangs up": ([], "broke the answer off"),
    "hangs up in the headers": ([b"HTTP/1.1 200 OK\r\nContent-"], "broke the answer off"),
    "shorter than announced": ([b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"], "broke the answer off"),
    "chunks without an end": ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"], "broke the answer"),
    "not HTTP": ([b"220 smtp.example.org ESMTP\r\n\r\n"], "is not HTTP"),
    "bad header": ([b"HTTP/1.1 200 OK\r\nX y: z\r\n\r\n"], "is not HTTP"),
    "bad chunk": ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"], "is not HTTP"),
    "two lengths": ([b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"], "is not HTTP"),
    "header without end": ([b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000], "is not HTTP"),
    "too many headers": (
        [b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: x\r\n" % n for n in range(201)) + b"\r\n"],
        "more than 200 headers",
    ),
}


@pytest.mark.parametrize(("pieces", "words"), BROKEN.values(), ids=BROKEN)
async def test_broken_answers_are_typed(pieces: list[bytes], words: str) -> None:
    """What is no HTTP, or breaks off, is ProtocolFailed and says which."""
    async with serving(_raw(*pieces)) as server, fetching() as fetcher:
        error = await _error(fetcher, server.url)
        assert isinstance(error, ProtocolFailed)
        assert words in str(error)
        assert f"127.0.0.1:{server.port}" in str(error)


async def test_a_reset_in_the_body_is_typed() -> None:
    """A connection reset while the body comes is ProtocolFailed."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx")
        await writer.drain()
        writer.transport.abort()

    async with serving(handle) as server, fetching() as fetcher:
        assert isinstance(await _error(fetcher, server.url), ProtocolFailed)


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (answer(Content_Length="2000"), TooLarge),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2000, TooLarge),
        (answer(body=b"\x1f\x8b\x08\0", Content_Encoding="gzip"), BadEncoding),
        (answer(body=b"x", Content_Encoding="compress"), BadEncoding),
        (answer(body=b"x", Content_Encoding=", ".join(["gzip"] * 10_000)), BadEncoding),
    ],
    ids=["announced too large", "too large", "cut short", "unknown encoding", "10,000 encodings"],
)
async def test_bodies_beyond_the_limits_are_typed(sent: bytes, kind: type[FetchError]) -> None:
    """Size and encoding are judged while the answer comes; the connection is closed, and the next page is served."""
    async with serving(_raw(sent)) as server, fetching(max_wire_bytes=1000, max_body_bytes=1500) as fetcher:
        for _ in range(2):
            assert type(await _error(fetcher, server.url)) is kind
        assert server.connections == 2


async def test_an_endless_body_is_hung_up_on() -> None:
    """At the cap the connection is closed, not read to its end."""
    handler = _endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 600)
    async with serving(handler) as server, fetching(max_wire_bytes=1000) as fetcher:
        assert isinstance(await _error(fetcher, server.url), TooLarge)
        await asyncio.wait_for(server.quiet.wait(), 5)


@pytest.mark.parametrize("headers", [(("X-Key", "canary\r\nX: 1"),), (("X-Key", "canary\x00"),)])
async def test_a_header_that_cannot_be_sent_does_not_leak(headers: tuple[tuple[str, str], ...]) -> None:
    """A configured header is a secret: the error names the host, and shows nothing of the value."""
    async with serving(says(answer())) as server, fetching() as fetcher:
        error = await _error(fetcher, server.url, headers=headers)
        assert isinstance(error, ProtocolFailed)
        assert "canary" not in str(error)
        assert error.__cause__ is None
        assert error.__suppress_context__
        assert server.received == []


async def test_header_values_keep_their_bytes() -> None:
    """An ETag goes back byte for byte, and headers beyond Latin-1 are sent as UTF-8."""
    async with serving(says(answer(ETag='"é\xff"'))) as server, fetching() as fetcher:
        page = await fetcher.get(Request(url=server.url, headers=(("X-Desk", "Łódź"),)))
        assert isinstance(page, Page)
        assert page.header("etag") == '"é\xff"'
        assert server.received[0].headers["x-desk"].encode("latin-1").decode() == "Łódź"
        await fetcher.get(Request(url=server.url, validators=Validators(etag=page.header("etag"))))
        assert server.received[1].headers["if-none-match"] == '"é\xff"'


async def test_cookies_are_not_kept() -> None:
    """What a server sets comes back to no server."""
    async with serving(says(answer(Set_Cookie="id=1"))) as server, fetching() as fetcher:
        for _ in range(2):
            await fetcher.get(Request(url=server.url))
        assert len(server.received) == 2
        assert not any("cookie" in received.headers for received in server.received)


async def test_a_connection_is_used_again() -> None:
    """Pages of one host come over one connection, also after answers without a body."""
    bare = b"HTTP/1.1 304 Not Modified\r\n\r\n", b"HTTP/1.1 204 No Content\r\n\r\n"
    handler = says(answer(body=b"news"), *bare, answer(302, Location="/b"), answer(body=b"more"))
    async with serving(handler) as server, fetching() as fetcher:
        for _ in range(4):
            await fetcher.get(Request(url=server.url, validators=Validators(etag='"1"')))
        assert (len(server.received), server.connections) == (5, 1)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"], ids=["headers", "body"])
@pytest.mark.parametrize("times", [1, 2])
async def test_cancelled_requests_leave_nothing_behind(head: bytes, times: int) -> None:
    """Twenty requests cancelled in flight, even twice, close their connections; the Fetcher goes on serving."""
    slow = _raw(head, hang=True)
    started: asyncio.Queue[str] = asyncio.Queue()

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        if received.path == "/slow":
            started.put_nowait(received.path)
            await slow(received, writer)
        writer.write(answer(body=b"news"))

    async with serving(handle) as server, fetching(concurrency=32) as fetcher:
        urls = [f"http://host{number}.test:{server.port}" for number in range(20)]
        tasks = [asyncio.create_task(fetcher.get(Request(url=f"{url}/slow"))) for url in urls]
        async with asyncio.timeout(10):
            for _ in tasks:
                await started.get()
            for _ in range(times):
                for task in tasks:
                    task.cancel()
                await asyncio.sleep(0)
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(result) for result in results} == {asyncio.CancelledError}
            await server.quiet.wait()
            pages = await asyncio.gather(*(fetcher.get(Request(url=url)) for url in urls))
        assert all(isinstance(page, Page) and page.body == b"news" for page in pages)
    assert server.open == 0


async def test_requests_cancelled_at_any_moment_are_quiet() -> None:
    """Wherever a cancellation strikes, resolving or connecting, nothing stays open and nothing is logged."""
    async with serving(_raw(hang=True)) as server, fetching(concurrency=64) as fetcher:
        tasks = []
        for number in range(40):
            url = f"http://host{number}.test:{server.port}/"
            tasks.append(asyncio.create_task(fetcher.get(Request(url=url))))
            await asyncio.sleep(0)
            if number % 3 == 0:
                await asyncio.sleep(0.001)
                tasks[number // 2].cancel()
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(result) for result in results} == {asyncio.CancelledError}
        await asyncio.sleep(0.05)  # connections that the server has not seen yet
        if server.open:
            await asyncio.wait_for(server.quiet.wait(), 5)
