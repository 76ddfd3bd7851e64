"""The body of an answer: read whole, or its beginning, and never more than was allowed."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from service.errors import TooLarge
from service.fetch.decoding import Decoder, codings_of, is_gzip
from service.fetch.headers import Headers, values

_GZIP_TYPES = ("application/gzip", "application/x-gzip")
_ROOM = 16_000_000
"""Bytes that the last piece may reach beyond what is wanted; a slice of zstd unpacks to 8 MB at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The most bytes taken: `wire` as sent, `body` once decoded."""

    wire: int
    body: int


async def whole(raw: AsyncGenerator[bytes, None], headers: Headers, *, caps: Caps, url: str) -> bytes:
    """The body, decoded; a gzip file (a sitemap.xml.gz) is unpacked as well.

    Raises:
        TooLarge: more than `caps`; nothing is read where Content-Length says so at once.
        BadEncoding: its encoding is broken, cut short or unknown.
        FetchError: what `raw` raises.
    """
    announced = next(iter(values(headers, "content-length")), "")
    if announced.isdecimal() and int(announced[:20]) > caps.wire:
        raise TooLarge(f"{int(announced[:20]):,} bytes; {caps.wire:,} is the most", url=url)
    body = bytearray()
    async with aclosing(_decoded(raw, codings_of(values(headers, "content-encoding")), caps=caps, url=url)) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > caps.body:
                raise TooLarge(f"larger than {caps.body:,} bytes", url=url)
    if is_gzip(body) and _is_gzip_file(headers, url):
        return _unpacked(bytes(body), caps=caps, url=url)
    return bytes(body)


async def beginning(raw: AsyncGenerator[bytes, None], headers: Headers, *, most: int, url: str) -> bytes:
    """The first `most` bytes of the body, decoded; the rest is left unread.

    Raises:
        BadEncoding, FetchError: as `whole`, for what is read.
        TooLarge: it grows on the wire while next to nothing comes out.
    """
    body = bytearray()
    caps = Caps(wire=2 * most + _ROOM, body=most + _ROOM)
    async with aclosing(_decoded(raw, codings_of(values(headers, "content-encoding")), caps=caps, url=url)) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) >= most:
                break
    return bytes(body[:most])


async def _decoded(
    raw: AsyncGenerator[bytes, None], codings: Sequence[str], *, caps: Caps, url: str
) -> AsyncGenerator[bytes, None]:
    decoder = Decoder(codings, limit=caps.body, url=url)
    sent = 0
    async with aclosing(raw):
        async for data in raw:
            sent += len(data)
            if sent > caps.wire:
                raise TooLarge(f"larger than {caps.wire:,} bytes", url=url)
            for piece in decoder.feed(data):
                yield piece
    decoder.finish()


def _is_gzip_file(headers: Headers, url: str) -> bool:
    kind = next(iter(values(headers, "content-type")), "").partition(";")[0].strip().lower()
    return kind in _GZIP_TYPES or url.partition("?")[0].endswith(".gz")


def _unpacked(body: bytes, *, caps: Caps, url: str) -> bytes:
    decoder = Decoder(("gzip",), limit=caps.body, url=url)
    unpacked = b"".join(decoder.feed(body))
    decoder.finish()
    return unpacked
