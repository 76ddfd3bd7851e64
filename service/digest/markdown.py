"""Others' text inside Markdown: escaped so that it reads as itself, whatever renders it (CommonMark 0.31, GFM)."""

import re
from itertools import groupby
from operator import itemgetter

from service.text.display import clean, label
from service.text.whitespace import folded

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~]|&(?=[#\w])")
_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)](?:\s|$)))")
_JOINER = "\u2060"
"""Word joiner: neither space nor punctuation to CommonMark's rules for ** and ~~, and invisible."""
_MARKS = {"delete": "~~", "insert": "**"}


class Written(str):
    """Markdown already: not to be escaped again."""

    __slots__ = ()


def escape(value: object) -> Written:
    """`value` as text that can stand anywhere on a line."""
    if isinstance(value, Written):
        return value
    text = label(str(value))
    return Written(_START.sub(_escape_start, _inline(text)))


def marked(runs: tuple[tuple[str, str], ...]) -> Written:
    """A word diff on one line: what went as ~~old~~, what came as **new**."""
    cleaned = [(op, clean(text)) for op, text in runs]
    # Neighbours of one fate are joined: marks that touch (****) mean something else.
    joined = groupby(((op, text) for op, text in cleaned if text), key=itemgetter(0))
    line = "".join(_mark(op, "".join(text for _, text in group)) for op, group in joined)
    return Written(_START.sub(_escape_start, folded(line)))


def target(url: str) -> Written:
    """A web address, percent-encoded already, as a link's destination."""
    return Written("<" + url.replace("&", "&amp;") + ">")


def _inline(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def _escape_start(match: re.Match[str]) -> str:
    return match[1] + "\\" if match[1][0].isdigit() else "\\" + match[1]


def _mark(op: str, text: str) -> str:
    mark = _MARKS.get(op, "")
    inner = text.strip()
    if not mark or not inner:
        return _inline(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    opening = mark if inner[0].isalnum() else mark + _JOINER
    closing = mark if inner[-1].isalnum() else _JOINER + mark
    return f"{before}{opening}{_inline(inner)}{closing}{after}"
