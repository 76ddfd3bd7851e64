"""Find where on a page the article is: count the prose in each box, and find the box that holds the article's."""

import itertools
import re

from service import rules
from service.extract.dom.layout import HEADINGS, Box, PageBlock

_RULES = rules.load("service.extract", "page")
_ASIDE_NAMES = frozenset(_RULES["away"]["words"])
_ALWAYS_ASIDE = frozenset(_RULES["away"]["always"])
_BOILERPLATE_TAGS = frozenset(_RULES["tags"]["furniture"])

_SENTENCE = re.compile("[.!?…。！？؟।۔။።:;,،、，；：]|[\u0e01-\u0eff]{20}")
"""What prose has and a menu has not: the marks of sentences and their parts. Thai and Lao have none; there it is a run
longer than a name."""
PROSE_LENGTH = 50
"""Characters from which a block with a sentence mark counts as prose."""
_MOST_ASIDE = 0.4
"""A box with a larger share of the page's prose holds text, whatever its name says."""
_PARAGRAPHS = HEADINGS | {"p", "blockquote", "pre", "dt", "figcaption"}
"""Elements that hold one text, not several."""
_DESCEND = 0.75
"""The search goes on to the heaviest child while that keeps this share of its parent's prose."""
_NAMED, _DESCEND_NAMED = frozenset({"main", "article"}), 0.5
"""The tags that name the article, and the share for them: other things may then hold half of the prose. Gains .0024 F1
on the news pages."""


def weigh(boxes: list[Box], blocks: list[PageBlock]) -> list[float]:
    """Return the prose in every block, count it in every box, and mark the boxes whose names say that they hold
    something else.

    A box so named that holds most of the page's prose does hold the text: a theme may call the whole page
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
    """Set each box's `prose` to the sum over its blocks."""
    before = list(itertools.accumulate(counted, initial=0.0))
    for box in boxes:
        box.prose = before[box.last] - before[box.first]


def prose(block: PageBlock) -> float:
    """Return the block's length if it reads like prose: long enough, with a sentence mark, with few links. Else 0."""
    length, text = block.breadth, block.text
    if length < PROSE_LENGTH or (block.linked and block.link_share > 0.5):
        return 0.0
    # The commonest marks are looked for first: that takes a quarter of the time.
    return length - block.linked if "." in text or "," in text or _SENTENCE.search(text) else 0.0


def main_box(boxes: list[Box]) -> Box:
    """Return the smallest box that holds nearly all of the prose: from the root to the heaviest child, while it keeps
    enough.

    It is never a paragraph: in a short article the longest may hold nearly all of the prose, and the others are the
    author's too.
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
