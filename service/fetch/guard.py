"""The network below the HTTP client. It sees every address that is dialled and every byte that is read.

The guard stands here, and not where URLs are read, because names can resolve to anything, to something else the second
time, and redirects lead anywhere.
"""

import errno
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from functools import cached_property
from typing import Any

import anyio
import certifi
import httpcore

from service.errors import AddressRefused, ConnectFailed, FetchError, TimedOut, TLSFailed
from service.fetch.deadline import Deadline
from service.fetch.network_addresses import AddressPolicy, Lookup, literal_address, resolve

MAX_ATTEMPTS = 4
"""The most addresses of one host that are tried, one after the other."""

_ERRORS = {
    errno.ECONNREFUSED: "connection refused",
    errno.ECONNRESET: "connection reset",
    errno.EHOSTUNREACH: "no route to it",
    errno.ENETUNREACH: "no route to its network",
    errno.ETIMEDOUT: "it does not answer",
}
# Numbers of OpenSSL's X509_V_ERR_*, <openssl/x509_vfy.h>.
_CERTIFICATE = {
    9: "the certificate of {} is not valid yet; is this machine's clock right?",
    10: "the certificate of {} has expired",
    18: "the certificate of {} is self-signed",
    19: "the certificate of {} comes from an authority this machine does not know; SSL_CERT_FILE can name more",
    20: "the certificate of {} comes from an authority this machine does not know; SSL_CERT_FILE can name more",
    62: "the certificate of {} is for another host",
    64: "the certificate of {} is for another address",
}


class Guard(httpcore.AsyncNetworkBackend):
    """Resolves a name, refuses it if any of its addresses is not public, and dials one that is.

    `timeout` is a `Deadline` in every method of this module; httpcore passes it through.
    """

    def __init__(self, policy: AddressPolicy, lookup: Lookup) -> None:
        self._policy = policy
        self._lookup = lookup
        self._network = httpcore.AnyIOBackend()
        self._open: set[Stream] = set()

    @cached_property
    def trust(self) -> ssl.SSLContext:
        """The TLS context by which servers prove who they are. It is made for the first https URL, since it takes 75
        ms.

        It holds the system's authorities, or those that SSL_CERT_FILE and SSL_CERT_DIR name; certifi's if there are
        none.
        """
        context = ssl.create_default_context()
        paths = ssl.get_default_verify_paths()
        if paths.cafile is None and paths.capath is None and not context.get_ca_certs():
            context.load_verify_locations(certifi.where())
        context.set_alpn_protocols(["http/1.1"])
        return context

    def opened(self, stream: "Stream") -> None:
        """Register `stream` as in use."""
        self._open.add(stream)

    def closed(self, stream: "Stream") -> None:
        """Register `stream` as no longer in use."""
        self._open.discard(stream)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: Any = None,  # noqa: ASYNC109 (httpcore's name)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to one of the host's addresses.

        Raises:
            AddressRefused, NameNotResolved, ConnectFailed, TimedOut: Their URL is the host.
        """
        addresses = (
            (host,) if literal_address(host) else await resolve(host, port, lookup=self._lookup, deadline=timeout)
        )
        self._check(host, addresses)
        return Stream(await self._dial(host, addresses[:MAX_ATTEMPTS], port, timeout), host, timeout, self)

    @asynccontextmanager
    async def call(self, deadline: Deadline) -> AsyncIterator[None]:
        """Close the connection of a request under `deadline` if the request fails or is cancelled inside the context.

        httpcore forgets to, if the handshake fails or a cancellation comes between two reads, or comes twice.
        """
        try:
            yield
        except BaseException:
            for stream in tuple(self._open):
                if stream.deadline.root is deadline.root:
                    await stream.aclose()
            raise

    def _check(self, host: str, addresses: Iterable[str]) -> None:
        for address in addresses:
            if not self._policy.permits(address):
                raise refusal(host, address)

    async def _dial(
        self, host: str, addresses: tuple[str, ...], port: int, deadline: Deadline
    ) -> httpcore.AsyncNetworkStream:
        """Try the addresses in turn. Each gets an equal share of the time that is left."""
        *others, last = addresses
        for tried, address in enumerate(others):
            share = deadline.left / (len(addresses) - tried)
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._network.connect_tcp(address, port, timeout=max(share, 0.001))
        try:
            return await self._network.connect_tcp(last, port, timeout=max(deadline.left, 0.001))
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise _unconnected(host, error, deadline) from error


class ProxyNetwork(Guard):
    """The network through a proxy, which resolves names itself: only the proxy is ever dialled."""

    def _check(self, host: str, addresses: Iterable[str]) -> None:
        """Accept the proxy: whoever runs Dateline chose it, and it usually stands on a private address."""


class Stream(httpcore.AsyncNetworkStream):
    """One connection. Each read and write ends at the `Deadline` given as `timeout`."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, host: str, deadline: Deadline, guard: Guard) -> None:
        self.deadline = deadline
        """The deadline of the last read or write."""
        self._stream = stream
        self._host = host
        self._guard = guard
        guard.opened(self)

    async def read(self, max_bytes: int, timeout: Any = None) -> bytes:  # noqa: ASYNC109 (httpcore's name)
        self.deadline = timeout
        try:
            return await self._stream.read(max_bytes, self.deadline.left)
        except (ssl.SSLError, OSError) as error:
            raise httpcore.ReadError(error) from error

    async def write(self, buffer: bytes, timeout: Any = None) -> None:  # noqa: ASYNC109 (httpcore's name)
        self.deadline = timeout
        try:
            await self._stream.write(buffer, self.deadline.left)
        except (ssl.SSLError, OSError, anyio.EndOfStream) as error:
            raise httpcore.WriteError(error) from error

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: Any = None,  # noqa: ASYNC109 (httpcore's name)
    ) -> httpcore.AsyncNetworkStream:
        """Shake hands with TLS. Only the guard's own `trust` counts, not `ssl_context`.

        Raises:
            TLSFailed, TimedOut: Their URL is the host.
        """
        host = server_hostname or self._host
        try:
            self._stream = await self._stream.start_tls(self._guard.trust, host, max(timeout.left, 0.001))
        except httpcore.ConnectTimeout as error:
            raise TimedOut(f"no TLS handshake with {host} within {timeout.seconds:.3g} s", url=host) from error
        except (httpcore.ConnectError, ssl.SSLError, OSError) as error:
            raise TLSFailed(_tls_problem(host, error), url=host) from error
        return self

    async def aclose(self) -> None:
        self._guard.closed(self)
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def refusal(host: str, address: str) -> AddressRefused:
    """Return the error for `host`, whose address `address` may not be dialled."""
    what = f"{host} is not" if host == address else f"{host} resolves to {address}, which is not"
    return AddressRefused(f"{what} a public address; fetch.allow_networks opens private ranges", url=host)


def _unconnected(host: str, failure: Exception, deadline: Deadline) -> FetchError:
    if isinstance(failure, httpcore.ConnectTimeout):
        return TimedOut(f"no answer from {host} within {deadline.seconds:.3g} s", url=host)
    for cause in _causes(failure):
        if isinstance(cause, OSError) and cause.errno in _ERRORS:
            return ConnectFailed(f"{host}: {_ERRORS[cause.errno]}", url=host)
    return ConnectFailed(f"{host}: no connection could be made", url=host)


def _tls_problem(host: str, error: BaseException) -> str:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _CERTIFICATE.get(cause.verify_code, "the certificate of {} is not valid").format(host)
        if isinstance(cause, ssl.SSLError) and cause.reason:
            return f"{host}: the TLS handshake failed ({cause.reason.replace('_', ' ').lower()})"
    return f"{host} broke off the TLS handshake"


def _causes(error: BaseException | None) -> Iterable[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
