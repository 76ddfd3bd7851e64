"""What feeds, sitemaps and pages write into a field, as plain values: texts, languages, points in time."""

import calendar
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import struct_time

from selectolax.lexbor import LexborHTMLParser

from service.errors import ParseError
from service.extract.dom.markup_guard import refuse_costly
from service.text.display import clipped

TITLE_LIMIT = 1_000
"""Characters: no headline is longer, a text in the wrong place is."""
SUMMARY_LIMIT = 2_000
"""Characters: a lead, not the article."""
NAME_LIMIT = 200
"""Characters of an author or a feed's name."""
_MARKUP_LIMIT = 20_000
"""Characters of markup read for one field: its text is cut far earlier, and nesting costs the parser quadratic time."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BLOCK = re.compile(r"<(?=/?(?:p|div|br|li|ul|ol|tr|td|h[1-6]|blockquote|figure|figcaption|hr)\b)", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def plain(value: object, limit: int) -> str | None:
    """Return `value` as one line of at most `limit` characters; None where it is no string or says nothing.

    White space is folded, control characters go, half characters (lone surrogates) become U+FFFD.
    """
    if not isinstance(value, str):
        return None
    text = _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub(" ", value[:_MARKUP_LIMIT]))
    return clipped(text, limit) or None


def plain_html(value: object, limit: int) -> str | None:
    """Do as `plain`, for a fragment of HTML: tags go, character references are decoded once.

    None where the markup would cost the parser far more than its size allows.
    """
    if not isinstance(value, str):
        return None
    fragment = value[:_MARKUP_LIMIT]
    if "<" not in fragment and "&" not in fragment:
        return plain(fragment, limit)
    try:
        refuse_costly(fragment.encode("utf-8", "replace"), url="")
    except ParseError:
        return None
    tree = LexborHTMLParser(_SURROGATE.sub("\ufffd", _BLOCK.sub(" <", fragment)))
    for node in tree.css("script, style, template, noscript"):
        node.decompose()
    return plain(tree.body.text() if tree.body else "", limit)


def language_tag(value: object) -> str | None:
    """Return `value` if it looks like a BCP 47 tag, with dashes; else None."""
    if isinstance(value, str) and _LANGUAGE.fullmatch(value.strip()):
        return value.strip().replace("_", "-")
    return None


def width(text: str) -> int:
    """Return how much `text` says, roughly in Latin letters: a Chinese, Japanese or Korean character counts two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


# ── points in time ────────────────────────────────────────────────────────────────────────────────────────────────


def moment(value: object) -> datetime | None:
    """Read an ISO 8601 time or day, or an e-mail date (RFC 5322), as UTC; None where `value` is neither.

    A time without an offset is taken as UTC, a day as its first moment.
    """
    if not isinstance(value, str):
        return None
    text = value.strip()[:64]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError):
            return None
    return _in_utc(found)


def from_struct(parsed: object) -> datetime | None:
    """Read feedparser's `*_parsed`, which is in UTC already; None where there is none or it is out of range."""
    if not isinstance(parsed, struct_time):
        return None
    try:
        return _EPOCH + timedelta(seconds=calendar.timegm(parsed))
    except (ValueError, OverflowError):
        return None


def _in_utc(found: datetime) -> datetime | None:
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return None
