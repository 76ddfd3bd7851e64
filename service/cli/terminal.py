"""Texts of others, made fit for a terminal."""

from collections.abc import Sequence
from itertools import pairwise

from service.models import BlockKind, TextBlock

_MARKS = {BlockKind.HEADING: "## ", BlockKind.ITEM: "• ", BlockKind.QUOTE: "> ", BlockKind.PREFORMATTED: "    "}
_TIGHT = (BlockKind.ITEM, BlockKind.ROW)
"""What stands without a blank line between when several follow one another."""


def safe(text: str) -> str:
    """`text` without the control characters that a terminal would obey."""
    return "".join(character if character.isprintable() or character == " " else "·" for character in text)


def rendered(blocks: Sequence[TextBlock]) -> str:
    """Blocks as a person reads them: headings, list items and quotations marked, lists and tables close together."""
    lines: list[str] = []
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        if before is not None and not (before.kind is block.kind and block.kind in _TIGHT):
            lines.append("")
        lines += [_MARKS.get(block.kind, "") + line for line in block.text.split("\n")]
    return "\n".join(lines)
