"""Others' text made fit to show: what acts on a terminal, a line or the direction of writing is taken out, and what is
too long is cut.

Unicode's overrides and isolates (U+202A–202E, U+2066–2069) can make a line read as what it does not say
(CVE-2021-42574); U+200E, U+200F and U+061C, which Arabic and Hebrew texts need, stay.
"""

import re
import unicodedata
from typing import TypeVar, cast
from urllib.parse import quote

from service.text.whitespace import folded

_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_SILENT = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb\ufffe\uffff"
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_TABLE: dict[int, str | None] = (
    dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # lone surrogates are no text, and no UTF-8 has them
    | dict.fromkeys(_CONTROLS)
    | dict.fromkeys(map(ord, _SILENT))
    | dict.fromkeys(map(ord, _BREAKS), " ")
)
_WRITING = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff")
"""Signs that do not show and that writing needs: Persian's non-joiner, Arabic's marks of direction, soft hyphens."""
_WEB = re.compile(r"https?://[^/\s]\S*", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_URL_SAFE = "%:/?#[]@!$&'()*+,;=~-._"

Value = TypeVar("Value")


def clean(text: str) -> str:
    """Return `text` on one line: line breaks become spaces; other controls, direction overrides and non-characters
    go."""
    return text.translate(_TABLE)


def label(text: str | None) -> str:
    """Return a name or title on one line, cleaned and single-spaced; empty where there is none."""
    return folded(clean(text or ""))


def clean_tree(value: Value) -> Value:
    """Return `value` with every string in its lists and dicts cleaned; keys stay."""
    if isinstance(value, str):
        return cast(Value, clean(value))
    if isinstance(value, list):
        return cast(Value, [clean_tree(part) for part in value])
    if isinstance(value, dict):
        return cast(Value, {key: clean_tree(part) for key, part in value.items()})
    return value


def web_url(url: str | None) -> str | None:
    """Return `url` where it may stand in a link: http or https, percent-encoded so that no character of it ends the
    link."""
    if url is None or not _WEB.fullmatch(url := clean(url).strip()):
        return None
    return quote(url, safe=_URL_SAFE)


def language_tag(tag: str | None) -> str | None:
    """Return `tag` where it has the form of a BCP 47 language tag, else None."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def safe(text: str) -> str:
    """Return `text` with "·" for each control character that a terminal would obey; unlike `clean`, it shows that there
    was one."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _harmless(character) else "·" for character in text)


def safe_lines(text: str) -> str:
    """Return `safe` of each line of `text`."""
    return "\n".join(safe(line) for line in text.split("\n"))


def _harmless(character: str) -> bool:
    return character.isprintable() or character in _WRITING or unicodedata.category(character) == "Zs"


def cut(line: str, limit: int) -> str:
    """Return `line` in at most `limit` characters, ended with "…" where it is cut, be it within a word."""
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def clipped(text: str, limit: int) -> str:
    """Return `text` on one line of at most `limit` characters."""
    return cut(folded(text), limit)


def shorten(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters, cut between words and ended with "…"; within a word where words are
    longer than a third of `limit` or unspaced, but never between a letter and its marks."""
    if len(text) <= limit:
        return text
    end = limit - 1
    space = text.rfind(" ", limit * 2 // 3, end + 1)
    if space > 0:
        end = space
    else:
        while end > 1 and (unicodedata.category(text[end])[0] == "M" or "\u200d" in text[end - 1 : end + 1]):
            end -= 1
    return text[:end].rstrip(" ,;:–—-،؛、，") + "…"
