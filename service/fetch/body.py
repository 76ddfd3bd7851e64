"""Read the body of a response, whole or its beginning, and undo its Content-Encoding in bounded memory.

A kilobyte can unpack to gigabytes, so every step yields small pieces and is counted. httpx's own decoders are not
bounded, accept a truncated gzip as complete and read only its first member.
"""

import zlib
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

import brotli
import zstandard

from service.errors import BadEncoding, TooLarge
from service.fetch.http_messages import Headers, values

_GZIP_TYPES = ("application/gzip", "application/x-gzip")
_ROOM = 16_000_000
"""Bytes by which the last piece may exceed what is wanted. A slice of zstd unpacks to 8 MB at most."""

MAX_CODINGS = 2
PIECE_BYTES = 65_536
"""The approximate size of a piece."""

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_SLICE = 256
"""Four bytes of zstd can mean a block of 128 kB (RFC 8878, 3.1.1.2), and its decompressor has no limit. So many bytes
unpack to 8 MB at most."""
_ZSTD_WINDOW = 8 * 1024 * 1024
"""The largest window that HTTP allows: RFC 9659."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByteLimits:
    """The most bytes that are read: `wire` as sent, `body` once decoded."""

    wire: int
    body: int


async def read_whole(raw: AsyncGenerator[bytes, None], headers: Headers, *, limits: ByteLimits, url: str) -> bytes:
    """Return the body, decoded. A gzip file (a sitemap.xml.gz) is unpacked as well.

    Raises:
        TooLarge: It has more bytes than `limits`. If Content-Length says so, nothing is read.
        BadEncoding: Its encoding is broken, cut short or unknown.
        FetchError: What `raw` raises.
    """
    announced = next(iter(values(headers, "content-length")), "")
    if announced.isdecimal() and int(announced[:20]) > limits.wire:
        raise TooLarge(f"{int(announced[:20]):,} bytes; {limits.wire:,} is the most", url=url)
    body = bytearray()
    async with aclosing(
        _decoded(raw, codings_of(values(headers, "content-encoding")), limits=limits, url=url)
    ) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > limits.body:
                raise TooLarge(f"larger than {limits.body:,} bytes", url=url)
    if is_gzip(body) and _is_gzip_file(headers, url):
        return _unpacked(bytes(body), limits=limits, url=url)
    return bytes(body)


async def read_beginning(raw: AsyncGenerator[bytes, None], headers: Headers, *, most: int, url: str) -> bytes:
    """Return the first `most` bytes of the body, decoded. The rest is left unread.

    Raises:
        BadEncoding, FetchError: As `read_whole`, for what is read.
        TooLarge: It grows on the wire while next to nothing comes out.
    """
    body = bytearray()
    limits = ByteLimits(wire=2 * most + _ROOM, body=most + _ROOM)
    async with aclosing(
        _decoded(raw, codings_of(values(headers, "content-encoding")), limits=limits, url=url)
    ) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) >= most:
                break
    return bytes(body[:most])


async def _decoded(
    raw: AsyncGenerator[bytes, None], codings: Sequence[str], *, limits: ByteLimits, url: str
) -> AsyncGenerator[bytes, None]:
    decoder = Decoder(codings, limit=limits.body, url=url)
    sent = 0
    async with aclosing(raw):
        async for data in raw:
            sent += len(data)
            if sent > limits.wire:
                raise TooLarge(f"larger than {limits.wire:,} bytes", url=url)
            for piece in decoder.feed(data):
                yield piece
    decoder.finish()


def _is_gzip_file(headers: Headers, url: str) -> bool:
    kind = next(iter(values(headers, "content-type")), "").partition(";")[0].strip().lower()
    return kind in _GZIP_TYPES or url.partition("?")[0].endswith(".gz")


def _unpacked(body: bytes, *, limits: ByteLimits, url: str) -> bytes:
    decoder = Decoder(("gzip",), limit=limits.body, url=url)
    unpacked = b"".join(decoder.feed(body))
    decoder.finish()
    return unpacked


# ── Content-Encoding ──────────────────────────────────────────────────────────────────────────────────────────────


class _Coding(Protocol):
    """Undoes one coding. `is_complete` says whether everything that began has ended."""

    @property
    def is_complete(self) -> bool: ...

    def feed(self, data: bytes) -> Iterator[bytes]: ...


class Decoder:
    """Undoes `codings`, given in the order in which they were applied.

    Raises (from every method):
        BadEncoding: A coding is unknown, there are too many, or the data is broken or cut short.
        TooLarge: A step gave more than `limit` bytes.
    """

    def __init__(self, codings: Sequence[str], *, limit: int, url: str) -> None:
        self._url = url
        self._limit = limit
        if len(codings) > MAX_CODINGS:
            raise BadEncoding(f"encoded {len(codings)} times over; {MAX_CODINGS} is the most", url=url)
        for coding in codings:
            if coding not in _CODINGS:
                raise BadEncoding(f"the encoding {coding[:40]!r} is unknown", url=url)
        self._steps = [(coding, _CODINGS[coding]()) for coding in reversed(codings)]
        self._given = [0] * len(codings)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the pieces to which `data`, the next part of what was sent, unpacks."""
        pieces: Iterable[bytes] = (data,)
        for index in range(len(self._steps)):
            pieces = self._through(index, pieces)
        yield from pieces

    def finish(self) -> None:
        """Check that nothing is missing once all data was fed."""
        for coding, step in self._steps:
            if not step.is_complete:
                raise BadEncoding(f"the {coding} data is cut short", url=self._url)

    def _through(self, index: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
        coding, step = self._steps[index]
        try:
            for piece in pieces:
                for unpacked in step.feed(piece):
                    self._given[index] += len(unpacked)
                    if self._given[index] > self._limit:
                        raise TooLarge(f"larger than {self._limit:,} bytes when unpacked", url=self._url)
                    yield unpacked
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise BadEncoding(f"the {coding} data is broken", url=self._url) from error


def codings_of(values: Iterable[str]) -> tuple[str, ...]:
    """Return the codings that the values of Content-Encoding name, in the order applied. `identity` is no coding."""
    named = (coding.strip().lower() for value in values for coding in value.split(","))
    return tuple(coding for coding in named if coding not in ("", "identity"))


def is_gzip(body: bytes | bytearray) -> bool:
    """Say whether `body` begins as a gzip file does."""
    return body.startswith(_GZIP_MAGIC)


class _Gzip:
    """Unpacks all members of a gzip file. Data after the last one that is not a member is ignored, as gzip(1) does."""

    def __init__(self) -> None:
        self._member: zlib._Decompress | None = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._begun = False
        self._start = b""
        """The first bytes after a member, until there are enough to recognise another one."""

    @property
    def is_complete(self) -> bool:
        return self._member is None or not self._begun

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        while data:
            if self._member is None:
                data = self._start + data
                self._start = data[:2]
                if len(data) < 2 or not is_gzip(data):
                    return
                self._start, self._member = b"", zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield from _drain(self._member, data)
            if not self._member.eof:
                return
            data, self._member = self._member.unused_data, None


class _Deflate:
    """Unpacks "deflate", by which RFC 9110 means zlib's format. Some servers send bare data; two bytes distinguish them
    (RFC 1950)."""

    def __init__(self) -> None:
        self._start = b""
        self._stream: zlib._Decompress | None = None

    @property
    def is_complete(self) -> bool:
        return not self._start if self._stream is None else self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            data = self._start + data
            if len(data) < 2:
                self._start = data
                return
            wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        if not self._stream.eof:
            yield from _drain(self._stream, data)


def _drain(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """Yield everything to which `data` unpacks, up to the end of the stream."""
    while True:
        piece = stream.decompress(data, PIECE_BYTES)
        if piece:
            yield piece
        data = stream.unconsumed_tail
        if stream.eof or (not data and len(piece) < PIECE_BYTES):
            return


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._begun = False

    @property
    def is_complete(self) -> bool:
        return not self._begun or bool(self._stream.is_finished())

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        while not self._stream.is_finished():
            piece = self._stream.process(data, output_buffer_limit=PIECE_BYTES)
            if not piece and self._stream.can_accept_more_data():  # the latter alone is no sign that all is out
                return
            data = b""
            yield piece


class _Zstandard:
    """Unpacks all frames. There is no padding after them (RFC 8878, 3.1)."""

    def __init__(self) -> None:
        self._context = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame: zstandard.ZstdDecompressionObj | None = None

    @property
    def is_complete(self) -> bool:
        return self._frame is None

    def feed(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _ZSTD_SLICE):
            rest = data[start : start + _ZSTD_SLICE]
            while rest:
                if self._frame is None:
                    self._frame = self._context.decompressobj()
                yield self._frame.decompress(rest)
                rest = b""
                if self._frame.eof:
                    rest, self._frame = self._frame.unused_data, None


_CODINGS: dict[str, type[_Coding]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstandard,
}
"""The registered codings in use: IANA's HTTP Content Coding Registry."""
