"""A real newsroom of two papers on loopback, for `dateline demo` and for tests from end to end.

The Harbour Courier and the Northern Ledger stand on two addresses and change by round:

===== ============================================================================================================
round what is different
===== ============================================================================================================
1     The Courier has eight articles, one of them Arabic; the Ledger has five, one of them the Courier's word for
      word, and names a page that its robots.txt disallows.
2     "12 people" reads "17 people" in the ferry article; the border-post article is gone (404) and out of the feed; the
      court article's address answers with a bot check; a convoy article is new; the Karst article has other related
      links, adverts and nonces and the same text.
3     The court article is back; a Dunmere article is new; the boilerplate around the Karst article has changed again.
===== ============================================================================================================
"""

import asyncio
import gzip
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import quote, unquote, urlsplit

from service.demo.newspaper import ROUND_LENGTH, ROUNDS, PaperPage, editions, missing

_PATIENCE = 30.0
"""Seconds for which an idle connection is kept."""
_REASONS = {status.value: status.phrase for status in HTTPStatus}


class Newsroom:
    """Runs two HTTP/1.1 servers while the context lasts; dates on their pages are relative to `start`.

    They keep connections alive, give validators (ETag, Last-Modified), honour them, and send gzip to those who take it.

    Raises:
        ValueError: `start` is not aware.
    """

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("start needs a time zone")
        self.requests: list[tuple[str, str, int]] = []
        """All requests answered: (base URL of the host, path with query as requested, status)."""
        self._start = start.astimezone(UTC).replace(microsecond=0)
        self._round = ROUNDS[0]
        self._servers: list[asyncio.Server] = []
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}
        self._hosts: tuple[str, str] | None = None
        self._editions: dict[int, tuple[Mapping[str, PaperPage], Mapping[str, PaperPage]]] = {}

    @property
    def hosts(self) -> tuple[str, str]:
        """Return the base URLs of the Courier and of the Ledger, such as `http://127.0.0.2:40123`.

        Raises:
            RuntimeError: the newsroom is not open.
        """
        if self._hosts is None:
            raise RuntimeError("the newsroom is closed: use `async with`")
        return self._hosts

    @property
    def round(self) -> int:
        """The number of the round: 1, 2 or 3. Set it, and the papers change."""
        return self._round

    @round.setter
    def round(self, number: int) -> None:
        if number not in ROUNDS:
            raise ValueError(f"there are rounds {ROUNDS[0]} to {ROUNDS[-1]}, no round {number}")
        self._round = number

    @property
    def now(self) -> datetime:
        """The moment at which the round begins, on the clock of the pages' dates."""
        return self._start + ROUND_LENGTH * (self._round - 1)

    async def __aenter__(self) -> Self:
        ports = []
        for index, address in enumerate(("127.0.0.2", "127.0.0.3")):
            server = await self._listen(index, address)
            self._servers.append(server)
            ports.append(server.sockets[0].getsockname())
        first, second = (f"http://{host}:{port}" for host, port in ports)
        self._hosts = (first, second)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.close()
        # From Python 3.12.1 on, wait_closed() waits for connections too: close the idle ones first.
        exchanges = [task for task in self._open.values() if task is not None]
        for writer in tuple(self._open):
            writer.close()
        await asyncio.gather(*exchanges, return_exceptions=True)
        for server in self._servers:
            await server.wait_closed()
        self._servers.clear()
        self._hosts = None
        self._editions.clear()

    async def _listen(self, index: int, address: str) -> asyncio.Server:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._serve(index, reader, writer)

        try:
            return await asyncio.start_server(serve, address, 0)
        except OSError:
            # macOS has only 127.0.0.1 until told otherwise: two ports of one address are two hosts as well.
            return await asyncio.start_server(serve, "127.0.0.1", 0)

    async def _serve(self, index: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open[writer] = asyncio.current_task()
        try:
            async with asyncio.timeout(None) as patience:
                stays = True
                while stays:
                    patience.reschedule(asyncio.get_running_loop().time() + _PATIENCE)
                    stays = await self._exchange(index, reader, writer)
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return  # the client has left, fallen asleep or sent what is no request: nothing is owed to it
        finally:
            self._open.pop(writer, None)
            writer.close()

    async def _exchange(self, index: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request. Return whether the connection stays open."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, _, rest = head[0].partition(" ")
        target = rest.rpartition(" ")[0]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        stays = headers.get("connection", "").lower() != "close" and "content-length" not in headers
        status, fields, body = _answer(self._page(index, method, target), headers)
        self.requests.append((self.hosts[index], target, status))
        fields["Connection"] = "keep-alive" if stays else "close"
        lines = [f"HTTP/1.1 {status} {_REASONS[status]}", *(f"{name}: {value}" for name, value in fields.items())]
        writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (b"" if method == "HEAD" else body))
        await writer.drain()
        return stays

    def _page(self, index: int, method: str, target: str) -> PaperPage:
        if method not in ("GET", "HEAD"):
            return missing(405, "Method Not Allowed")
        if self._round not in self._editions:
            self._editions[self._round] = editions(self._round, self._start, self.hosts)
        path = quote(unquote(urlsplit(target).path))
        return self._editions[self._round][index].get(path) or missing(404, "Not Found")


def _answer(page: PaperPage, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Return status, header fields and body for a client that sent `headers` (RFC 9110: 13.1 and 12.5.3)."""
    fields = {"Server": "newsroom", "Cache-Control": "no-cache"}
    if page.status == 200:
        fields["ETag"] = page.etag
        if page.modified is not None:
            fields["Last-Modified"] = format_datetime(page.modified, usegmt=True)
        if _is_known(page, headers):
            return 304, fields, b""
    fields |= {"Content-Type": page.content_type, "Vary": "Accept-Encoding"}
    body = page.body
    if page.status == 200 and "gzip" in headers.get("accept-encoding", "").lower():
        body = gzip.compress(body, mtime=0)
        fields["Content-Encoding"] = "gzip"
    fields["Content-Length"] = str(len(body))
    return page.status, fields, body


def _is_known(page: PaperPage, headers: Mapping[str, str]) -> bool:
    """Say whether the client has the page: by If-None-Match alone where it is sent, or else by If-Modified-Since."""
    tags = headers.get("if-none-match")
    if tags is not None:
        return page.etag in [tag.strip() for tag in tags.split(",")]
    since = headers.get("if-modified-since")
    if since is None or page.modified is None:
        return False
    try:
        return page.modified - parsedate_to_datetime(since) < timedelta(seconds=1)
    except (ValueError, TypeError):
        return False
