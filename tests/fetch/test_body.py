import gzip
import subprocess
import sys
import zlib
from collections.abc import AsyncGenerator

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import BadEncoding, TooLarge
from service.fetch.body import PIECE_BYTES, ByteLimits, Decoder, codings_of, read_beginning, read_whole

URL = "https://news.test/a"
CAPS = ByteLimits(wire=1000, body=5000)


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
    assert await read_whole(_sent(packed[:5], packed[5:]), headers, limits=CAPS, url=URL) == b"all the news"
    assert await read_whole(_sent(b"all ", b"the news"), (), limits=CAPS, url=URL) == b"all the news"


@pytest.mark.parametrize("length", ["1001", "9" * 5000])
async def test_a_body_announced_too_large_is_not_read(length: str) -> None:
    """Content-Length beyond the cap refuses at once."""
    with pytest.raises(TooLarge):
        await read_whole(_unread(), (("content-length", length),), limits=CAPS, url=URL)


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
        await read_whole(_sent(*pieces), headers, limits=CAPS, url=URL)


async def test_the_cap_on_the_body_holds_without_encoding() -> None:
    """A cap on the body below that on the wire holds for plain bodies too."""
    with pytest.raises(TooLarge):
        await read_whole(_sent(b"x" * 600), (), limits=ByteLimits(wire=1000, body=500), url=URL)


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
    assert await read_whole(_sent(packed), headers, limits=CAPS, url=url) == (b"<urlset>" if unpacked else packed)


async def test_a_gz_that_is_none_is_left_alone() -> None:
    """A server that has undone the gzip already, or packs it once more for the wire, is understood."""
    url = "https://news.test/sitemap.xml.gz"
    assert await read_whole(_sent(b"<urlset>"), (), limits=CAPS, url=url) == b"<urlset>"
    twice = gzip.compress(gzip.compress(b"<urlset>"))
    assert await read_whole(_sent(twice), (("content-encoding", "gzip"),), limits=CAPS, url=url) == b"<urlset>"


async def test_a_gzip_file_cut_short_is_an_error() -> None:
    """Half a sitemap is no sitemap."""
    with pytest.raises(BadEncoding):
        await read_whole(_sent(gzip.compress(b"<urlset>")[:-2]), (), limits=CAPS, url=f"{URL}.gz")


async def test_the_beginning_is_enough() -> None:
    """Only as much as is wanted is read, decoded, and what follows may be as long as it likes."""
    packed = gzip.compress(b"0123456789" * 500)
    assert await read_beginning(_sent(b"0123456", b"789abc", b"x" * 2000), (), most=10, url=URL) == b"0123456789"
    headers = (("content-encoding", "gzip"),)
    assert await read_beginning(_sent(packed), headers, most=10, url=URL) == b"0123456789"
    assert await read_beginning(_sent(b"012"), (), most=10, url=URL) == b"012"


TEXT = b"All the news, and then some. " * 9000


def _bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": (("gzip",), gzip.compress),
    "x-gzip": (("x-gzip",), gzip.compress),
    "deflate": (("deflate",), zlib.compress),
    "bare deflate": (("deflate",), _bare),
    "br": (("br",), lambda data: brotli.compress(data, quality=1)),
    "zstd": (("zstd",), lambda data: zstandard.compress(data, 1)),
    "gzip, then br": (("gzip", "br"), lambda data: brotli.compress(gzip.compress(data), quality=1)),
    "none": ((), bytes),
}


def _decode(codings: tuple[str, ...], sent: bytes, *, step: int = 65_536, limit: int = 1_000_000) -> bytes:
    decoder = Decoder(codings, limit=limit, url=URL)
    body = b"".join(piece for start in range(0, len(sent), step) for piece in decoder.feed(sent[start : start + step]))
    decoder.finish()
    return body


@pytest.mark.parametrize("name", PACKED)
@given(data=st.binary(max_size=3000), step=st.integers(1, 3000))
@settings(max_examples=40)
def test_what_was_packed_comes_out(name: str, data: bytes, step: int) -> None:
    """Every coding gives the very bytes back, however they are cut on the way."""
    codings, pack = PACKED[name]
    assert _decode(codings, pack(data), step=step) == data


@pytest.mark.parametrize("name", PACKED)
def test_large_bodies_come_out(name: str) -> None:
    """Bodies of many pieces are whole."""
    codings, pack = PACKED[name]
    assert _decode(codings, pack(TEXT)) == TEXT


@pytest.mark.parametrize("name", [name for name in PACKED if name != "none"])
@pytest.mark.parametrize("missing", [1, 5])
def test_data_cut_short_is_an_error(name: str, missing: int) -> None:
    """A body that breaks off is BadEncoding, never a shorter body."""
    codings, pack = PACKED[name]
    with pytest.raises(BadEncoding, match="cut short"):
        _decode(codings, pack(TEXT[:3000])[:-missing])


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_broken_data_is_an_error(coding: str) -> None:
    """What is not of the announced coding is BadEncoding with the library's error as its cause."""
    with pytest.raises(BadEncoding, match=f"{coding} data is broken") as caught:
        _decode((coding,), b"<html>" + b"\xff" * 50)
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_nothing_is_nothing(coding: str) -> None:
    """An empty body is whole, whatever coding it was announced with."""
    assert _decode((coding,), b"") == b""


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstandard.compress)], ids=["gzip", "zstd"]
)
@pytest.mark.parametrize("step", [1, 7, 65_536])
def test_all_members_are_read(coding: str, pack: type, step: int) -> None:
    """Concatenated gzip members and zstd frames give all their contents, empty ones included."""
    sent = pack(b"one ") + pack(b"") + pack(b"two ") + pack(b"three")
    assert _decode((coding,), sent, step=step) == b"one two three"


@pytest.mark.parametrize("padding", [b"\x00" * 600, b"\x1f", b"\x1f\x00\x1f\x8b", b"junk"])
@pytest.mark.parametrize("step", [1, 65_536])
def test_padding_after_gzip_is_ignored(padding: bytes, step: int) -> None:
    """What follows the last member and does not begin one is left out, as gzip(1) does."""
    assert _decode(("gzip",), gzip.compress(b"news") + padding, step=step) == b"news"


def test_a_second_member_cut_short_is_an_error() -> None:
    """The first member being whole does not make the body whole."""
    with pytest.raises(BadEncoding):
        _decode(("gzip",), gzip.compress(b"one") + gzip.compress(b"two")[:-3])


@pytest.mark.parametrize(
    ("values", "codings"),
    [(["gzip"], ("gzip",)), (["GZIP, br"], ("gzip", "br")), (["gzip", "br"], ("gzip", "br")), (["identity"], ()),
     ([" , gzip,, "], ("gzip",)), ([], ())],
)  # fmt: skip
def test_codings_are_read_from_the_header(values: list[str], codings: tuple[str, ...]) -> None:
    """Names are folded, several headers are one list, `identity` and empty entries mean nothing."""
    assert codings_of(values) == codings


@pytest.mark.parametrize("codings", [("compress",), ("gzip", "sdch"), ("gzip",) * 3, ("gzip",) * 10_000])
def test_unknown_and_too_many_codings_are_refused(codings: tuple[str, ...]) -> None:
    """Only known codings are undone, and two of them at most."""
    with pytest.raises(BadEncoding):
        Decoder(codings, limit=1000, url=URL)


@pytest.mark.parametrize("name", [name for name in PACKED if name != "none"])
def test_the_limit_is_exact(name: str) -> None:
    """A body of the limit passes; one byte more is TooLarge."""
    codings, pack = PACKED[name]
    assert len(_decode(codings, pack(bytes(3 * PIECE_BYTES)), limit=3 * PIECE_BYTES)) == 3 * PIECE_BYTES
    with pytest.raises(TooLarge):
        _decode(codings, pack(bytes(3 * PIECE_BYTES + 1)), limit=3 * PIECE_BYTES)


BOMBS = """
import gzip, resource, zlib
import brotli, zstandard
from service.errors import TooLarge
from service.fetch.body import Decoder

zeros = bytes(1_000_000)
deflate, br, zstd = zlib.compressobj(), brotli.Compressor(quality=1), zstandard.ZstdCompressor().compressobj()
bombs = [
    (("gzip",), gzip.compress(zeros, 1) * 160),
    (("deflate",), b"".join([*(deflate.compress(zeros) for _ in range(80)), deflate.flush()])),
    (("br",), b"".join([*(br.process(zeros) for _ in range(160)), br.finish()])),
    (("zstd",), b"".join([*(zstd.compress(zeros) for _ in range(160)), zstd.flush()])),
    (("gzip", "gzip"), gzip.compress(gzip.compress(zeros, 9) * 160)),
]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for codings, sent in bombs:
    decoder = Decoder(codings, limit=150_000_000, url="x")
    given = 0
    try:
        for start in range(0, len(sent), 65536):
            for piece in decoder.feed(sent[start:start + 65536]):
                given += len(piece)
    except TooLarge:
        pass
    print(*codings, given >= 80_000_000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ru_maxrss counts in other units elsewhere")
def test_bombs_unpack_in_bounded_memory() -> None:
    """Unpacking 80 to 150 MB takes less than 25 MB."""
    done = subprocess.run([sys.executable, "-c", BOMBS], capture_output=True, text=True, check=True, timeout=60)
    for line in done.stdout.splitlines():
        *codings, unpacked, kilobytes = line.split()
        assert (codings, unpacked) == (codings, "True")
        assert int(kilobytes) < 25_000, codings
    assert len(done.stdout.splitlines()) == 5
