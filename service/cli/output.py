"""Texts of others, made fit for a terminal."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

import click

from service.models import BlockKind, TextBlock

_MARKS = {BlockKind.HEADING: "## ", BlockKind.ITEM: "• ", BlockKind.QUOTE: "> ", BlockKind.PREFORMATTED: "    "}
_TIGHT = (BlockKind.ITEM, BlockKind.ROW)
"""What stands without a blank line between when several follow one another."""
_WRITING = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff")
"""Signs that do not show and that writing needs: Persian's non-joiner, Arabic's marks of direction, soft hyphens. The
overrides and isolates of direction are not among them: they make a line read as what it does not say (CVE-2021-42574).
"""
_RUNS = {"insert": ("{+", "+}", "green"), "delete": ("[-", "-]", "red")}


def safe(text: str) -> str:
    """`text` without the control characters that a terminal would obey."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _harmless(character) else "·" for character in text)


def safe_lines(text: str) -> str:
    """`safe` of each line."""
    return "\n".join(safe(line) for line in text.split("\n"))


def _harmless(character: str) -> bool:
    return character.isprintable() or character in _WRITING or unicodedata.category(character) == "Zs"


def rendered(blocks: Sequence[TextBlock]) -> str:
    """Blocks as a person reads them: headings, list items and quotations marked, lists and tables close together."""
    lines: list[str] = []
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        if before is not None and not (before.kind is block.kind and block.kind in _TIGHT):
            lines.append("")
        lines += [_MARKS.get(block.kind, "") + line for line in block.text.split("\n")]
    return "\n".join(lines)


def word_diff(runs: Iterable[tuple[str, str]]) -> str:
    """(op, text) as `git diff --word-diff=color` writes it, so that it reads without colours too: `[-old-]{+new+}`,
    what went red and struck through, what came green. click leaves the colours out where the output is no terminal."""
    parts = []
    for op, text in runs:
        if op == "equal":
            parts.append(safe_lines(text))
            continue
        begin, end, colour = _RUNS[op]
        parts.append(click.style(f"{begin}{safe_lines(text)}{end}", fg=colour, strikethrough=op == "delete"))
    return "".join(parts)


def clipped(text: str, limit: int) -> str:
    """`text` on one line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
