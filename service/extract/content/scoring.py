"""Where on a page the article is: how much prose each box holds, and the box that holds the article's."""

import itertools
import re

from service import rules
from service.extract.dom.layout import HEADINGS, Block, Box

_RULES = rules.load("service.extract", "page")
_ASIDE_NAMES = frozenset(_RULES["away"]["words"])
_ALWAYS_ASIDE = frozenset(_RULES["away"]["always"])
_BOILERPLATE_TAGS = frozenset(_RULES["tags"]["furniture"])

_SENTENCE = re.compile("[.!?…。！？؟।۔။።:;,،、，；：]|[\u0e01-\u0eff]{20}")
"""What prose has and a menu has not: the marks of sentences and their parts; for Thai and Lao, which have none, a run
longer than a name."""
PROSE_LENGTH = 50
"""Characters from which a block with a sentence mark counts as prose."""
_MOST_ASIDE = 0.4
"""Share of the page's prose from which a box is not what its name says."""
_PARAGRAPHS = HEADINGS | {"p", "blockquote", "pre", "dt", "figcaption"}
"""What holds a text and not several."""
_DESCEND = 0.75
"""A box is left for its heaviest child while that child keeps this much of its prose."""
_NAMED, _DESCEND_NAMED = frozenset({"main", "article"}), 0.5
"""The same where its tag says that it is the article: other things may then hold half of the prose. Gains .0024 F1 on
the news pages."""


def weigh(boxes: list[Box], blocks: list[Block]) -> list[float]:
    """The prose in every block; counted in every box too, and the boxes marked whose names say that they are not text.

    A box so named that holds most of the page's prose is not what its name says: a theme may call the whole page
    `has-sidebar`.
    """
    weights = [prose(block) for block in blocks]
    before = list(itertools.accumulate(weights, initial=0.0))
    for box in boxes:
        if box.parent is not None and box.parent.aside:
            box.aside = True
        elif not _ASIDE_NAMES.isdisjoint(box.names) or box.tag in _BOILERPLATE_TAGS:
            held = before[box.last] - before[box.first]
            box.aside = not _ALWAYS_ASIDE.isdisjoint(box.names) or held < _MOST_ASIDE * before[-1]
    count_in_boxes(boxes, [0.0 if block.box.aside else weight for block, weight in zip(blocks, weights, strict=True)])
    return weights


def count_in_boxes(boxes: list[Box], counted: list[float]) -> None:
    """Count in every box what its blocks count."""
    before = list(itertools.accumulate(counted, initial=0.0))
    for box in boxes:
        box.prose = before[box.last] - before[box.first]


def prose(block: Block) -> float:
    """Its length when it reads like prose: long enough, a sentence mark, few links."""
    length, text = block.breadth, block.text
    if length < PROSE_LENGTH or (block.linked and block.link_share > 0.5):
        return 0.0
    # The commonest marks are looked for first: that takes a quarter of the time.
    return length - block.linked if "." in text or "," in text or _SENTENCE.search(text) else 0.0


def main_box(boxes: list[Box]) -> Box:
    """The smallest box that holds nearly all of the prose: from the root, the heaviest child, while it keeps enough.

    Never a paragraph: in a short article the longest may hold nearly all of it, and the others are the author's too.
    """
    children: dict[int, list[Box]] = {}
    for box in boxes[1:]:
        if box.tag not in _PARAGRAPHS:
            children.setdefault(id(box.parent), []).append(box)
    box = boxes[0]
    while inner := children.get(id(box)):
        heaviest = max(inner, key=lambda child: child.prose)
        needed = _DESCEND_NAMED if heaviest.tag in _NAMED else _DESCEND
        if not heaviest.prose or heaviest.prose < needed * box.prose:
            break
        box = heaviest
    return box
