"""A server on loopback that is a function, a clock that stands still, and names that resolve to loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.config import FetchSettings
from service.fetch import Fetcher
from service.models import RobotsRecord

LOOPBACK = "127.0.0.0/8"


@dataclass(slots=True)
class Clock:
    """Shows `now` until it is moved."""

    now: datetime = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request as the server saw it; header names in lower case."""

    path: str
    headers: dict[str, str]
    gone: Callable[[], Awaitable[bytes]]
    """Waits until the client hangs up."""


Handler = Callable[[Received, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Server:
    """What a loopback server has seen so far."""

    port: int
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    quiet: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while no connection is open."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [received.path for received in self.received]


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """An HTTP answer, whole; `content_type="text/html"` becomes a header."""
    head = {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def says(*answers: bytes) -> Handler:
    """Sends the answers in turn, the last one again and again."""
    left = list(answers)

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    return handle


def routes(**answers: bytes) -> Handler:
    """Answers by path: `a=...` for /a, `robots=...` for /robots.txt; 404 for all else."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        name = received.path.partition("?")[0].strip("/").removesuffix(".txt")
        writer.write(answers.get(name, answer(404)))

    return handle


def resolving(**hosts: str | Sequence[str]) -> Callable[..., list[tuple[Any, ...]]]:
    """A resolver: `news="1.2.3.4"` for news.test; every other name is on 127.0.0.1."""

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        found = hosts.get(host.removesuffix(".test"), "127.0.0.1")
        addresses = [found] if isinstance(found, str) else found
        return [(socket.AF_INET, type, 6, "", (address, port)) for address in addresses]

    return lookup


@asynccontextmanager
async def serving(handler: Handler, **how: Any) -> AsyncIterator[Server]:
    """Serve on loopback, keeping connections alive as long as `handler` leaves them open."""
    server = Server(port=0)
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1
        server.open += 1
        server.quiet.clear()
        try:
            while not writer.is_closing():
                received = _read(await reader.readuntil(b"\r\n\r\n"), reader.read)
                server.received.append(received)
                await handler(received, writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client has gone, or the test is over
        finally:
            tasks.discard(task)
            server.open -= 1
            if not server.open:
                server.quiet.set()
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    listener = await asyncio.start_server(connected, "127.0.0.1", 0, **how)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listener.wait_closed()


def _read(head: bytes, gone: Callable[[], Awaitable[bytes]]) -> Received:
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (line.split(": ", 1) for line in lines)
    return Received(path=first.split(" ")[1], headers={name.lower(): value for name, value in pairs}, gone=gone)


def settings(**changes: Any) -> FetchSettings:
    """Settings for tests: loopback opened, no delay, no robots.txt, long limits for busy machines; `changes` on top."""
    usual = {"delay": "0", "timeout": "20s", "connect_timeout": "20s", "robots": "ignore"}
    return FetchSettings.model_validate(usual | {"allow_networks": (LOOPBACK,)} | changes)


@asynccontextmanager
async def fetching(
    *,
    clock: Callable[[], datetime] | None = None,
    known: dict[str, RobotsRecord] | None = None,
    lookup: Any = None,
    **changes: Any,
) -> AsyncIterator[Fetcher]:
    """A Fetcher with test `settings`, the `known` robots.txt records, and every name on loopback."""
    names = lookup or resolving()
    async with Fetcher(settings(**changes), clock=clock or Clock(), robots=known or {}, lookup=names) as fetcher:
        yield fetcher


@pytest.fixture
def clock() -> Clock:
    return Clock()


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on which waiting takes no time: its clock jumps to the next thing that is due."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        select = self._selector.select

        def jump(timeout: float | None = None) -> Any:
            self._now += timeout or 0.0
            return select(0)

        self._selector.select = jump

    def time(self) -> float:
        return self._now


@pytest.fixture
def virtual() -> Iterator[VirtualLoop]:
    """A loop with a clock of its own, for what waits."""
    loop = VirtualLoop()
    yield loop
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
