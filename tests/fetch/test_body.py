import gzip
from collections.abc import AsyncGenerator

import pytest

from service.errors import BadEncoding, TooLarge
from service.fetch.body import Caps, beginning, whole

URL = "https://news.test/a"
CAPS = Caps(wire=1000, body=5000)


async def _sent(*pieces: bytes) -> AsyncGenerator[bytes, None]:
    for piece in pieces:
        yield piece


async def _unread() -> AsyncGenerator[bytes, None]:
    raise AssertionError("the body was read")
    yield b""


async def test_the_body_comes_decoded() -> None:
    """The pieces are one body, without its Content-Encoding."""
    packed = gzip.compress(b"all the news")
    headers = (("content-encoding", "gzip"),)
    assert await whole(_sent(packed[:5], packed[5:]), headers, caps=CAPS, url=URL) == b"all the news"
    assert await whole(_sent(b"all ", b"the news"), (), caps=CAPS, url=URL) == b"all the news"


@pytest.mark.parametrize("length", ["1001", "9" * 5000])
async def test_a_body_announced_too_large_is_not_read(length: str) -> None:
    """Content-Length beyond the cap refuses at once."""
    with pytest.raises(TooLarge):
        await whole(_unread(), (("content-length", length),), caps=CAPS, url=URL)


@pytest.mark.parametrize(
    ("pieces", "headers"),
    [
        ([b"x" * 600] * 2, ()),
        ([gzip.compress(bytes(5001))], (("content-encoding", "gzip"),)),
        ([gzip.compress(bytes(5001))], (("content-type", "application/gzip"),)),
    ],
    ids=["on the wire", "decoded", "in the file"],
)
async def test_caps_hold(pieces: list[bytes], headers: tuple[tuple[str, str], ...]) -> None:
    """A body that grows beyond a cap on the wire, decoded or unpacked is TooLarge."""
    with pytest.raises(TooLarge):
        await whole(_sent(*pieces), headers, caps=CAPS, url=URL)


async def test_the_cap_on_the_body_holds_without_encoding() -> None:
    """A cap on the body below that on the wire holds for plain bodies too."""
    with pytest.raises(TooLarge):
        await whole(_sent(b"x" * 600), (), caps=Caps(wire=1000, body=500), url=URL)


@pytest.mark.parametrize(
    ("url", "headers", "unpacked"),
    [
        ("https://news.test/sitemap.xml.gz", (), True),
        ("https://news.test/sitemap.xml.gz?x=1", (("content-type", "text/xml"),), True),
        ("https://news.test/sitemap", (("content-type", "application/x-gzip; x"),), True),
        ("https://news.test/sitemap", (("content-type", "text/xml"),), False),
    ],
    ids=["by its name", "by its name, with a query", "by its type", "neither"],
)
async def test_a_gzip_file_is_unpacked(url: str, headers: tuple[tuple[str, str], ...], unpacked: bool) -> None:
    """A .gz is opened, so that sitemap.xml.gz reads as a sitemap; gzip bytes that nothing announces are left alone."""
    packed = gzip.compress(b"<urlset>")
    assert await whole(_sent(packed), headers, caps=CAPS, url=url) == (b"<urlset>" if unpacked else packed)


async def test_a_gz_that_is_none_is_left_alone() -> None:
    """A server that has undone the gzip already, or packs it once more for the wire, is understood."""
    url = "https://news.test/sitemap.xml.gz"
    assert await whole(_sent(b"<urlset>"), (), caps=CAPS, url=url) == b"<urlset>"
    twice = gzip.compress(gzip.compress(b"<urlset>"))
    assert await whole(_sent(twice), (("content-encoding", "gzip"),), caps=CAPS, url=url) == b"<urlset>"


async def test_a_gzip_file_cut_short_is_an_error() -> None:
    """Half a sitemap is no sitemap."""
    with pytest.raises(BadEncoding):
        await whole(_sent(gzip.compress(b"<urlset>")[:-2]), (), caps=CAPS, url=f"{URL}.gz")


async def test_the_beginning_is_enough() -> None:
    """Only as much as is wanted is read, decoded, and what follows may be as long as it likes."""
    packed = gzip.compress(b"0123456789" * 500)
    assert await beginning(_sent(b"0123456", b"789abc", b"x" * 2000), (), most=10, url=URL) == b"0123456789"
    headers = (("content-encoding", "gzip"),)
    assert await beginning(_sent(packed), headers, most=10, url=URL) == b"0123456789"
    assert await beginning(_sent(b"012"), (), most=10, url=URL) == b"012"
