"""Decode bytes to text as browsers do, and refuse what is not text."""

import codecs
import re

import cchardet

from service import rules
from service.errors import NotText

_CODECS: dict[str, str] = {
    label: codec for codec, table in rules.load("service.extract", "charsets").items() for label in table["labels"]
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PRESCAN = 32_768
"""Bytes in which a <meta> charset is looked for. The HTML standard says 1,024; Chromium goes on to the end of <head>,
and pages that put scripts or an SVG sprite first need it."""
_SAMPLE = 200_000
"""Bytes that the detector reads. More do not change its result, and take time."""
_META = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
"""WHATWG's windows-1252: the five bytes that Python's codec leaves undefined are C1 controls."""
_DETECTED = {"uhc": "cp949", "maccyrillic": "mac-cyrillic", "koi8-r": "koi8-u"}
"""Names that the detector gives and WHATWG does not list; and KOI8-R, which is read as KOI8-U, since that has the same
letters and more of them."""
_SHIFT_TO_JAPANESE = (b"\x1b$B", b"\x1b$@")
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\f\r\x1b")
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"RIFF", "media"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!\x1a", "an archive"),
    (b"ID3", "audio"),
    (b"OggS", "media"),
    (b"\x7fELF", "a program"),
)


def decode(body: bytes, content_type: str | None) -> str:
    """Return the text of `body`. This never raises: bytes that mean nothing become U+FFFD.

    The order is that of the HTML standard's encoding sniffing, except that valid UTF-8 outweighs the page's own tag:
    byte order mark, the header's charset, valid UTF-8, `<meta>` or XML declaration, a detector (faust-cchardet),
    windows-1252. NUL bytes, at which many parsers stop, are removed.
    """
    return utf8(body, content_type).decode("utf-8")


def utf8(body: bytes, content_type: str | None) -> bytes:
    """Return the text of `body`, decoded as by `decode`, in UTF-8. For most pages this is `body` itself."""
    codec, text = _sniffed(body, content_type)
    if codec is not None:
        text = _decode(text, codec).encode("utf-8", "replace")
    return text.replace(b"\0", b"") if b"\0" in text else text


def _sniffed(body: bytes, content_type: str | None) -> tuple[str | None, bytes]:
    """Return the codec to decode with, None for valid UTF-8, and the bytes to decode."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :]
            return (None if codec == "utf-8" and _is_utf8(text) else codec), text
    return _without_mark(body, content_type), body


def _without_mark(body: bytes, content_type: str | None) -> str | None:
    """Return the codec of a body that has no byte order mark, None for valid UTF-8."""
    # 1. The header, unless it says UTF-8, which must prove true.
    header = _CODECS.get(_label(_HEADER.search(content_type or "")))
    if header is not None and header != "utf-8":
        return header
    declared = header or _in_page(body)
    # 2. Valid UTF-8.
    if _is_utf8(body):
        # Text in another charset is never valid UTF-8 by chance, so that it outweighs the page's own tag, which a
        # server that converts pages leaves as it was. Pure ASCII proves nothing: ISO-2022-JP is that.
        if declared is None and any(mark in body for mark in _SHIFT_TO_JAPANESE):
            return "iso2022-jp"
        return declared if declared != "utf-8" and body.isascii() else None
    # 3. The page's own tag.
    if declared is not None and declared != "utf-8":
        return declared
    # 4. The detector. A few broken bytes do not make a page that says UTF-8 anything else; many do.
    text = body.decode("utf-8", "replace")
    return "utf-8" if declared is not None and text.count("\ufffd") * 200 < len(text) else _detected(body)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def refuse_binary(body: bytes, *, url: str) -> None:
    """Raise if the first bytes of `body` are those of a binary format, or if it is full of control bytes and is not
    UTF-16.

    A stray NUL or two are faults of publishing systems: browsers read past them, and so does this.

    Raises:
        NotText: The body is an image, a PDF, an archive or the like.
    """
    for magic, what in _MAGIC:
        if body.startswith(magic):
            raise NotText(f"{url}: {what} where a text document was expected; leave it out of this source", url=url)
    sample = body[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS)) if b"\0" in sample else 0
    if (
        controls * 100 > len(sample)
        and not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        and not _wide(body)
    ):
        raise NotText(f"{url}: binary data where a text document was expected; leave it out of this source", url=url)


def _wide(body: bytes) -> bool:
    """Say whether this may be UTF-16 without a byte order mark: every other of its first bytes is NUL."""
    head = body[:200]
    even, odd = head[::2], head[1::2]
    return len(head) > 8 and max(even.count(0) / len(even), odd.count(0) / len(odd)) > 0.8


def _label(match: re.Match[str] | None) -> str:
    return match[1].lower() if match else ""


def _in_page(body: bytes) -> str | None:
    """Return the codec that the page's own first bytes name: by the pattern of UTF-16, a <meta> tag or an XML
    declaration."""
    if _wide(body):
        return "utf-16-le" if body[1:200:2].count(0) > body[:200:2].count(0) else "utf-16-be"
    meta = _META.search(body[:_PRESCAN])
    if meta is None:
        return None
    codec = _CODECS.get((meta[1] or meta[2]).decode("ascii").lower())
    return "utf-8" if codec in ("utf-16-le", "utf-16-be") else codec


def _detected(body: bytes) -> str:
    """Return the codec that the detector finds for the text without its markup. Scripts in ASCII may fill the first
    200,000 bytes."""
    texts = (piece.partition(b">")[2] or piece for piece in body.split(b"<"))
    sample = b" ".join(text for text in texts if not text.isascii())[:_SAMPLE]
    label = cchardet.detect(sample)["encoding"]
    return _DETECTED.get(label.lower()) or _CODECS.get(label.lower(), "cp1252") if label else "cp1252"


def _decode(body: bytes, codec: str) -> str:
    if codec == "cp1252":
        return codecs.charmap_decode(body, "replace", _WINDOWS_1252)[0]
    return body.decode(codec, "replace")
