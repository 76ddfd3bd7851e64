"""How other services decide that a page has changed, as small functions of two pages: do they report a change?

Each is its project's default, written anew from its source, with the library that it reads pages with; those that are
not installed are left out (the extra `bench` brings them).
"""

import importlib
import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from service.extract import decode

Rival = Callable[[bytes, bytes], bool]
Reader = Callable[[str], str]

_TIMES = re.compile(
    r"\d+\s*(hrs?|hours?|mins?|minutes?|secs?|seconds?|days?|weeks?|months?)\s*(ago|read|old)?"
    r"|\b\d{1,2}:\d{2}\s*(AM|PM)?\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\s+\d{1,2}(?:,?\s*\d{4})?\b"
    r"|\b\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*(?:\s+\d{4})?\b"
    r"|(?:updated|published|posted|modified)\s*:?\s*\d+\s*\w+\s*ago",
    re.IGNORECASE,
)
_ONLY_FIGURES = re.compile(r"[\d\s.,;:!?/\-–—]+")


def rivals() -> Iterator[tuple[str, Rival]]:
    """Yield the services whose libraries are installed."""
    if (html2text := _optional("html2text")) is not None:
        yield "urlwatch / webchanges (html2text)", _any_line(_by_html2text(html2text))
    if (inscriptis := _optional("inscriptis")) is not None:
        yield "changedetection.io", _any_line(inscriptis.get_text)
        yield "changedetection.io, ignore white space", _but_white_space(inscriptis.get_text)
    if (readability := _optional("readability")) is not None:
        logging.getLogger("readability").setLevel(logging.CRITICAL)
        yield "diffengine", _diffengine(readability.Document)
        yield "rmdes/newsdiff", _newsdiff(readability.Document)


def _by_html2text(html2text: Any) -> Reader:
    """webchanges, filters.py, `html2text` as it is applied to every page by default: no wrapping, no images."""

    def read(html: str) -> str:
        parser = html2text.HTML2Text()
        parser.body_width, parser.unicode_snob, parser.single_line_break, parser.ignore_images = 0, True, True, True
        return str(parser.handle(html))

    return read


def _any_line(read: Reader) -> Rival:
    """Any difference between the texts of the whole pages (urlwatch and webchanges: a unified diff that is not empty;
    changedetection.io, text_json_diff/processor.py: another MD5)."""
    return lambda old, new: _read(read, old) != _read(read, new)


def _but_white_space(read: Reader) -> Rival:
    """The same with `ignore_whitespace`: TRANSLATE_WHITESPACE_TABLE takes line ends, tabs and spaces out."""
    gone = dict.fromkeys(map(ord, "\r\n\t "))
    return lambda old, new: _read(read, old).translate(gone) != _read(read, new).translate(gone)


def _diffengine(document: Any) -> Rival:
    """diffengine/__init__.py, `Entry.get_latest` and `_fingerprint`: another title, or a readability summary that
    differs in more than white space and punctuation."""

    def change(old: bytes, new: bytes) -> bool:
        (title, summary), (new_title, new_summary) = (_summary(document, page) for page in (old, new))
        return title != new_title or _fingerprint(summary) != _fingerprint(new_summary)

    return change


def _fingerprint(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(_punctuation())


@cache
def _punctuation() -> dict[int, None]:
    return {code: None for code in range(0x110000) if unicodedata.category(chr(code)).startswith("P")}


def _newsdiff(document: Any) -> Rival:
    """src/lib/server/services/differ.ts, `isBoring`: nothing but white space, times and dates, or, in a text of more
    than 200 characters, ten characters at most that are figures and signs. Its title is compared as its text is.
    Mozilla's Readability stands in its own package; here readability-lxml reads the page."""

    def change(old: bytes, new: bytes) -> bool:
        (title, summary), (new_title, new_summary) = (_summary(document, page) for page in (old, new))
        return title != new_title or not _boring(summary, new_summary)

    return change


def _boring(old: str, new: str) -> bool:
    if old.split() == new.split() or _TIMES.sub("", old).split() == _TIMES.sub("", new).split():
        return True
    before, after = re.findall(r"\w+|[^\w\s]", old), re.findall(r"\w+|[^\w\s]", new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [word for op, i, j, k, end in steps if op != "equal" for word in (*before[i:j], *after[k:end])]
    few = sum(map(len, changed)) <= 10 and max(len(old), len(new)) > 200
    return few and _ONLY_FIGURES.fullmatch("".join(changed)) is not None


@lru_cache(maxsize=8)
def _summary(document: Any, page: bytes) -> tuple[str, str]:
    """Return title and main text as readability gives them."""
    read = document(decode(page, None))
    body = LexborHTMLParser(read.summary(html_partial=True)).body
    return read.title(), " ".join((body.text(separator=" ") if body is not None else "").split())


@lru_cache(maxsize=8)
def _read(read: Reader, page: bytes) -> str:
    return read(decode(page, None))


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
