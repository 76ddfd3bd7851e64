"""Texts made fit for a terminal: of others, of items, of histories, of word diffs."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from service.models import BlockKind, TextBlock, to_the_minute
from service.text.display import clipped, safe, safe_lines

if TYPE_CHECKING:
    from service.views.item_history import HistoryRow

_MARKS = {BlockKind.HEADING: "## ", BlockKind.ITEM: "• ", BlockKind.QUOTE: "> ", BlockKind.PREFORMATTED: "    "}
_TIGHT = (BlockKind.ITEM, BlockKind.ROW)
"""Kinds of blocks that stand without a blank line between when several follow one another."""
_RUNS = {"insert": ("{+", "+}", "green"), "delete": ("[-", "-]", "red")}
_SUMMARY = 160
"""Characters of the summary of an edit in a history."""


# ── texts of others ───────────────────────────────────────────────────────────────────────────────────────────────


def printable(text: str) -> str:
    """Return `text` without the characters that do not show."""
    return "".join(character for character in text if character.isprintable())


# ── items and their histories ─────────────────────────────────────────────────────────────────────────────────────


def rendered(blocks: Sequence[TextBlock]) -> str:
    """Return blocks as a person reads them: headings, list items and quotations marked, lists and tables close."""
    lines: list[str] = []
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        if before is not None and not (before.kind is block.kind and block.kind in _TIGHT):
            lines.append("")
        lines += [_MARKS.get(block.kind, "") + line for line in block.text.split("\n")]
    return "\n".join(lines)


def history_line(row: "HistoryRow") -> str:
    """Return a row of an item's history on one line."""
    revision = f"revision {row.revision}" if row.revision else ""
    summary = ": ".join(part for part in (", ".join(row.kinds), clipped(row.summary, _SUMMARY)) if part)
    at = to_the_minute(row.at)
    return safe(f"{at}  {revision:<13} {row.what:<14} {summary}".rstrip())


def word_diff(runs: Iterable[tuple[str, str]]) -> str:
    """Return runs of (op, text) as `git diff --word-diff=color` writes them, so that they read without colours too:
    `[-old-]{+new+}`, what went red and struck through, what came green. click leaves the colours out where the output
    is no terminal."""
    parts = []
    for op, text in runs:
        if op == "equal":
            parts.append(safe_lines(text))
            continue
        begin, end, colour = _RUNS[op]
        parts.append(click.style(f"{begin}{safe_lines(text)}{end}", fg=colour, strikethrough=op == "delete"))
    return "".join(parts)
