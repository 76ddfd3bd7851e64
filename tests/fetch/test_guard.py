import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.errors import AddressRefused, ConnectFailed, FetchError, NameNotResolved, TimedOut, TLSFailed
from service.fetch import Fetcher
from service.models import Page, Request

from .conftest import Received, answer, fetching, resolving, routes, says, serving


async def _refused(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(Request(url=url))
    return caught.value


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0", "127。0。0。1",
     "example.com@127.0.0.1", "[::ffff:127.0.0.1]", "[::]", "loopback.test", "public.test@loopback.test"],
)  # fmt: skip
async def test_nothing_on_this_machine_is_dialled(host: str) -> None:
    """Every spelling of loopback, and a name that resolves to it, is refused; the listener sees no connection."""
    async with serving(says(answer())) as server, fetching(allow_networks=()) as fetcher:
        error = await _refused(fetcher, f"http://{host}:{server.port}/")
        assert isinstance(error, AddressRefused)
        assert server.connections == 0
        assert "@" not in f"{error}{error.url}"


async def test_the_backslash_trick_is_refused() -> None:
    r"""`http://127.0.0.1\@example.com/` goes to 127.0.0.1 in some readers and to example.com in others."""
    async with serving(says(answer())) as server, fetching(allow_networks=()) as fetcher:
        error = await _refused(fetcher, f"http://127.0.0.1:{server.port}\\@example.com/")
        assert isinstance(error, AddressRefused)
        assert server.connections == 0


@pytest.mark.parametrize(
    "addresses",
    [["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["2606:4700::1", "::1"], ["64:ff9b::7f00:1"]],
    ids=["public first", "local first", "IPv6", "NAT64"],
)
async def test_one_bad_address_spoils_the_answer(addresses: list[str]) -> None:
    """A name of which any address is not public is refused before anything is dialled."""
    async with serving(says(answer())) as server, fetching(allow_networks=(), lookup=resolving(x=addresses)) as fetcher:
        assert isinstance(await _refused(fetcher, f"http://x.test:{server.port}/"), AddressRefused)
        assert server.connections == 0


async def test_rebinding_meets_the_guard() -> None:
    """A name that was allowed once is resolved and checked again for the next connection."""
    answers = [["127.0.0.1"], ["127.0.0.2"]]

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, type, 6, "", (address, port)) for address in answers.pop(0)]

    handler = says(answer(body=b"news", Connection="close"))
    async with serving(handler) as server, fetching(allow_networks=("127.0.0.1/32",), lookup=lookup) as fetcher:
        page = await fetcher.get(Request(url=f"http://news.test:{server.port}/"))
        assert isinstance(page, Page)
        assert isinstance(await _refused(fetcher, f"http://news.test:{server.port}/"), AddressRefused)
        assert server.connections == 1


@pytest.mark.parametrize("location", ["http://169.254.169.254/meta-data", "http://inside.test/", "http://[::1]:1/"])
async def test_redirects_meet_the_guard(location: str) -> None:
    """A public page that points inside is refused there."""
    lookup = resolving(inside="10.0.0.1")
    async with serving(routes(a=answer(302, Location=location))) as server, fetching(lookup=lookup) as fetcher:
        error = await _refused(fetcher, f"{server.url}/a")
        assert isinstance(error, AddressRefused)
        assert error.url == f"{server.url}/a"


async def test_robots_txt_meets_the_guard() -> None:
    """Asking for robots.txt dials nothing that a page may not dial."""
    async with serving(says(answer())) as server, fetching(allow_networks=(), robots="obey") as fetcher:
        assert isinstance(await _refused(fetcher, f"{server.url}/a"), AddressRefused)
        assert server.connections == 0


@pytest.mark.parametrize("place", [0, 1, 2, 3])
async def test_every_address_is_tried(place: int) -> None:
    """A host of which one address only takes connections is reached there, wherever in the answer that stands."""
    addresses = [f"127.0.0.{number}" for number in (7, 8, 9)]
    addresses.insert(place, "127.0.0.1")
    lookup = resolving(news=addresses)
    async with serving(says(answer(body=b"news"))) as server, fetching(lookup=lookup) as fetcher:
        page = await fetcher.get(Request(url=f"http://news.test:{server.port}/"))
        assert isinstance(page, Page)
        assert page.body == b"news"


async def test_a_refused_connection_says_so(unused_port: int) -> None:
    """Connection refused is ConnectFailed, named, with the system's error as its cause."""
    async with fetching() as fetcher:
        error = await _refused(fetcher, f"http://news.test:{unused_port}/")
    assert isinstance(error, ConnectFailed)
    assert str(error) == "news.test: connection refused"
    assert error.__cause__ is not None


async def test_an_unknown_name_says_so() -> None:
    """A name without addresses is NameNotResolved."""

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async with fetching(lookup=lookup) as fetcher:
        error = await _refused(fetcher, "http://nope.test/")
    assert isinstance(error, NameNotResolved)
    assert isinstance(error.__cause__, socket.gaierror)


async def test_a_dead_host_is_dialled_once(unused_port: int) -> None:
    """The links of a host that gives no connection fail at once after the first."""
    asked: list[str] = []
    names = resolving()

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        asked.append(host)
        return names(host, port, type=type)

    async with fetching(lookup=lookup, connect_timeout="10s") as fetcher:
        for number in range(3):
            error = await _refused(fetcher, f"http://news.test:{unused_port}/{number}")
            assert isinstance(error, ConnectFailed)
            assert error.url.endswith(f"/{number}")
    assert asked == ["news.test"]


@pytest.mark.parametrize("robots", ["obey", "ignore"])
async def test_a_black_hole_is_dialled_once(robots: str) -> None:
    """A host whose DNS gives no answer in time is waited for once, with or without robots.txt."""
    asked: list[str] = []
    release = threading.Event()

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        asked.append(host)
        release.wait(10)
        return []

    async with fetching(lookup=lookup, connect_timeout="100ms", robots=robots) as fetcher:
        for number in range(3):
            assert isinstance(await _refused(fetcher, f"http://news.test/{number}"), TimedOut)
    release.set()
    assert asked == ["news.test"]


async def test_time_spent_by_others_is_not_an_outage() -> None:
    """A hop that gets no connection in the little time its predecessors have left it says nothing about its host."""

    async def handle(received: Received, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(answer(302, Location="http://slow.test/"))

    asked: list[str] = []

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        asked.append(host)
        release.wait(10)
        return []

    release = threading.Event()
    async with serving(handle) as server, fetching(lookup=lookup, timeout="800ms", connect_timeout="10s") as fetcher:
        for url in (server.url, "http://slow.test/"):
            assert isinstance(await _refused(fetcher, url), TimedOut)
    release.set()
    assert asked == ["slow.test"] * 2


# ── TLS ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def unused_port() -> Iterator[int]:
    """A port that is held, but not listened on."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Self-signed certificates for news.test: `good.pem`, and `expired.pem`; each holds its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("the openssl command makes the certificates, and is not installed")
    folder = tmp_path_factory.mktemp("certificates")

    def run(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    name = ("-subj", "/CN=news.test", "-addext", "subjectAltName=DNS:news.test")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem")
    run("req", "-x509", *key, *name, "-days", "30", "-out", "cert.pem")
    run("req", "-new", "-key", "key.pem", *name, "-out", "request.pem")
    run("x509", "-req", "-in", "request.pem", "-signkey", "key.pem", "-days", "-1", "-out", "past.pem")
    for made, source in (("good.pem", "cert.pem"), ("expired.pem", "past.pem")):
        (folder / made).write_text((folder / source).read_text() + (folder / "key.pem").read_text())
    return folder


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def test_a_trusted_certificate_is_accepted(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SSL_CERT_FILE names further authorities, as those of a company's network."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "cert.pem"))
    handler = says(answer(body=b"news"))
    async with serving(handler, ssl=_tls(certificates / "good.pem")) as server, fetching() as fetcher:
        for _ in range(2):
            page = await fetcher.get(Request(url=f"https://news.test:{server.port}/"))
            assert isinstance(page, Page)
            assert page.body == b"news"
        assert server.connections == 1


@pytest.mark.parametrize(
    ("file", "trusted", "host", "words"),
    [
        ("good.pem", False, "news.test", "self-signed"),
        ("good.pem", True, "other.test", "is for another host"),
        ("good.pem", True, "127.0.0.1", "is for another address"),
        ("expired.pem", True, "news.test", "the certificate of news.test has expired"),
    ],
    ids=["self-signed", "another host", "another address", "expired"],
)
async def test_certificates_are_always_verified(
    certificates: Path, monkeypatch: pytest.MonkeyPatch, file: str, trusted: bool, host: str, words: str
) -> None:
    """A certificate that does not hold is TLSFailed, says why, and no request is sent."""
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates / file.replace("good", "cert").replace("expired", "past")))
    async with serving(says(answer()), ssl=_tls(certificates / file)) as server, fetching() as fetcher:
        error = await _refused(fetcher, f"https://{host}:{server.port}/")
        assert isinstance(error, TLSFailed)
        assert words in str(error)
        assert server.received == []
        causes = []
        while error.__cause__ is not None:
            error = error.__cause__  # type: ignore[assignment]
            causes.append(type(error))
        assert ssl.SSLCertVerificationError in causes


async def test_what_speaks_no_tls_is_told() -> None:
    """https:// to a plain server is TLSFailed."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.6\r\n")
        writer.close()

    listener = await asyncio.start_server(connected, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with listener, fetching() as fetcher:
        assert isinstance(await _refused(fetcher, f"https://news.test:{port}/"), TLSFailed)


async def test_a_handshake_without_end_times_out() -> None:
    """A server that takes the connection and says nothing meets the connection's limit, and is hung up on."""
    gone = asyncio.Event()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        gone.set()

    listener = await asyncio.start_server(connected, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with listener, fetching(connect_timeout="500ms") as fetcher:
        error = await _refused(fetcher, f"https://news.test:{port}/")
        assert isinstance(error, TimedOut)
        assert str(error) == "no TLS handshake with news.test within 0.5 s"
        await asyncio.wait_for(gone.wait(), 5)


# ── behind a proxy ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_proxy_resolves_names() -> None:
    """With a proxy only the proxy is dialled, wherever it stands; names go to it as they are."""
    looked: list[str] = []

    def lookup(host: str, port: int, *, type: int) -> list[tuple[Any, ...]]:
        looked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    async with serving(says(answer(body=b"news"))) as server:
        async with fetching(proxy=server.url, allow_networks=(), lookup=lookup) as fetcher:
            page = await fetcher.get(Request(url="http://news.test/a"))
        assert isinstance(page, Page)
        assert page.body == b"news"
        assert server.paths == ["http://news.test/a"]
        assert looked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "[::1]", "169.254.169.254"])
async def test_a_proxy_is_not_asked_for_inner_addresses(host: str) -> None:
    """Addresses written out are checked before the proxy hears of them."""
    async with serving(says(answer())) as server, fetching(proxy=server.url, allow_networks=()) as fetcher:
        assert isinstance(await _refused(fetcher, f"http://{host}/"), AddressRefused)
        assert server.received == []


async def test_a_proxy_that_refuses_is_told() -> None:
    """An https page behind a proxy that denies the tunnel is ConnectFailed."""
    async with serving(says(answer(403))) as server, fetching(proxy=server.url) as fetcher:
        error = await _refused(fetcher, "https://news.test/")
        assert isinstance(error, ConnectFailed)
        assert "the proxy gave no connection to news.test" in str(error)
        assert server.paths == ["news.test:443"]


async def test_the_environments_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP_PROXY and the like count for nothing: the configuration names the proxy."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with serving(says(answer(body=b"news"))) as server, fetching() as fetcher:
        page = await fetcher.get(Request(url=f"{server.url}/"))
        assert isinstance(page, Page)
        assert server.paths == ["/"]
