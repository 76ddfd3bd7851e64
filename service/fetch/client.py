"""Send one GET of one URL. This is the only module that knows the HTTP library.

httpx's transport is used below its client: the client would keep cookies, log URLs and send credentials along.
"""

import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress

import httpcore
import httpx

from service.config import FetchSettings
from service.errors import BadURL, ConnectFailed, FetchError, ProtocolFailed, TimedOut
from service.fetch.deadline import Deadline
from service.fetch.guard import Guard, ProxyNetwork, refusal
from service.fetch.http_messages import Headers
from service.fetch.network_addresses import AddressPolicy, Lookup, literal_address
from service.fetch.politeness import Outages
from service.fetch.target import Target

MAX_HEADERS = 200
KEEP_ALIVE = 4.5
"""Seconds for which an idle connection is kept. Apache and Node close theirs after 5 s; less than that hardly ever
sends a request on a connection that is being closed."""


class Response:
    """Status and headers of a response whose body is still to be read."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers: Headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw
        )
        self._response = response

    async def raw(self) -> AsyncGenerator[bytes, None]:
        """Yield the body as sent, piece by piece."""
        async for piece in self._response.aiter_raw():
            yield piece

    async def finish(self) -> None:
        """Mark a response without a body as read, so that its connection can be used again."""
        if self.status in (204, 304) or ("content-length", "0") in self.headers:
            async for _ in self.raw():
                pass


class Client:
    """Sends requests, through the guard or the configured proxy."""

    def __init__(self, settings: FetchSettings, *, lookup: Lookup, outages: Outages) -> None:
        self._settings = settings
        self._outages = outages
        self._policy = AddressPolicy(settings.networks)
        self._guard = (ProxyNetwork if settings.proxy else Guard)(self._policy, lookup)
        self._transport = _Transport(_pool(settings.proxy, self._guard))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    @asynccontextmanager
    async def ask(self, target: Target, headers: Headers, deadline: Deadline) -> AsyncIterator[Response]:
        """Send one GET and hold its response open inside the context. Redirects are not followed.

        Raises:
            Unreachable, TimedOut, AddressRefused, ProtocolFailed, BadURL: Also from within, where the body is read.
        """
        connect = deadline.within(self._settings.connect_timeout)
        request = self._request(target, headers, {"connect": connect, "read": deadline, "write": deadline})
        try:
            async with self._guard.call(deadline), aclosing(await self._send(request, target, connect)) as response:
                yield _checked(response, target)
        except httpx.LocalProtocolError:
            # Its text, and so the cause, may quote a header's value: a secret.
            raise ProtocolFailed(f"a header configured for {target.place} cannot be sent", url=target.url) from None
        except (httpx.TransportError, ssl.SSLError, OSError) as error:
            raise _fetch_error(error, target, deadline) from error

    async def _send(self, request: httpx.Request, target: Target, connect: Deadline) -> httpx.Response:
        self._outages.check(target)
        if connect.left <= 0:
            raise TimedOut(f"no time is left to ask {target.place}: redirects took it all", url=target.url)
        try:
            return await self._transport.handle_async_request(request)
        except FetchError as error:  # the guard's, so there is no connection
            if connect.seconds > self._settings.connect_timeout.total_seconds() / 2:
                self._outages.note(target, error)  # but not for lack of time that earlier hops have spent
            # httpcore raises it again "from None"; its context still tells the cause.
            raise error from (error.__cause__ or error.__context__)

    def _request(self, target: Target, headers: Headers, timeouts: dict[str, Deadline]) -> httpx.Request:
        if self._settings.proxy and literal_address(target.host) and not self._policy.permits(target.host):
            raise refusal(target.host, target.host)
        try:
            request = httpx.Request(
                "GET",
                target.url,
                headers=[(name.encode("ascii"), _encoded(value)) for name, value in headers],
                extensions={"timeout": timeouts},
            )
        except (httpx.InvalidURL, UnicodeError) as error:
            raise BadURL(f"{target.place}: this URL cannot be asked for", url=target.url) from error
        if request.url.raw_host.decode("ascii") != target.host:  # two readings of one URL: trust neither
            raise BadURL(f"{target.place}: this URL can be read in two ways", url=target.url)
        return request


class _Transport(httpx.AsyncHTTPTransport):
    """httpx over our own connection pool, since httpx's pool takes no network backend."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool


def _pool(proxy: str | None, guard: Guard) -> httpcore.AsyncConnectionPool:
    """Return a pool without a limit on connections, which would leak when requests are cancelled. `Politeness` limits
    them.

    The guard uses a TLS context of its own. The empty one here trusts nobody, and keeps httpcore from making others.
    """
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if proxy is None:
        return httpcore.AsyncConnectionPool(
            ssl_context=nobody, max_connections=None, keepalive_expiry=KEEP_ALIVE, network_backend=guard
        )
    return httpcore.AsyncHTTPProxy(
        proxy,
        ssl_context=nobody,
        proxy_ssl_context=nobody if proxy.startswith("https:") else None,
        max_connections=None,
        keepalive_expiry=KEEP_ALIVE,
        network_backend=guard,
    )


def _checked(response: httpx.Response, target: Target) -> Response:
    answer = Response(response)
    if len(answer.headers) > MAX_HEADERS:
        raise ProtocolFailed(f"{target.place} sent more than {MAX_HEADERS} headers", url=target.url)
    return answer


def _encoded(value: str) -> bytes:
    with suppress(UnicodeEncodeError):
        return value.encode("latin-1")
    return value.encode("utf-8")


def _fetch_error(error: Exception, target: Target, deadline: Deadline) -> FetchError:
    place, url = target.place, target.url
    match error:
        case httpx.ConnectTimeout():
            return TimedOut(f"no answer from {place} in time", url=url)
        case httpx.TimeoutException():
            return TimedOut(f"{place} did not send the whole page within {deadline.seconds:.3g} s", url=url)
        case httpx.ConnectError():
            return ConnectFailed(f"{place}: no connection could be made", url=url)
        case httpx.ProxyError():
            return ConnectFailed(f"the proxy gave no connection to {place} ({str(error)[:60]})", url=url)
        case httpx.UnsupportedProtocol():
            return BadURL(f"{place}: only http:// and https:// URLs can be fetched", url=url)
        case httpx.RemoteProtocolError() if "closed connection" not in str(error) and "disconnected" not in str(error):
            return ProtocolFailed(f"what {place} sent is not HTTP", url=url)
        case _:
            return ProtocolFailed(f"{place} broke the answer off", url=url)
