"""Texts of others, made fit for a terminal."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import click

from service.models import BlockKind, TextBlock
from service.text.display import safe_lines

_MARKS = {BlockKind.HEADING: "## ", BlockKind.ITEM: "• ", BlockKind.QUOTE: "> ", BlockKind.PREFORMATTED: "    "}
_TIGHT = (BlockKind.ITEM, BlockKind.ROW)
"""What stands without a blank line between when several follow one another."""
_RUNS = {"insert": ("{+", "+}", "green"), "delete": ("[-", "-]", "red")}


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
