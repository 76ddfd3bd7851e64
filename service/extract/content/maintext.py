"""Choose the author's blocks of a page: find the box that holds them, judge each block by rules, and ask the trees."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.extract.content import boilerplate, features, forest
from service.extract.content.block_verdicts import (
    KEPT,
    BlockVerdict,
    box_verdicts,
    leave_out_empty_headings,
    leave_out_repeats,
    page_verdicts,
)
from service.extract.content.features import MeasuredBlock
from service.extract.content.scoring import count_in_boxes, main_box, weigh
from service.extract.dom.layout import Box, Layout, PageBlock
from service.extract.metadata.page_facts import PageFacts

_DOUBT = -1.5
"""Log-odds down to which the trees only doubt that a block is text."""
_TERMS = frozenset({"dt", "dd"})
_ASKS = ("?", "？", "؟", ";", "՞", "፧")
"""Question marks; the fourth is Greek."""
_CLOSE = 12
"""A correction within so many blocks of the text belongs to the article."""
_LINKED = 0.3
"""A correction with a larger linked share leads to another article's."""
_ARTICLE = 0.5
"""Share of a watched page's content that must be an author's text, for the page to be an article."""


@dataclass(slots=True, kw_only=True)
class JudgedPage:
    """A page as the rules judge it: the box that holds its text, the verdict on each block, and the measures of those
    about which the trees are asked."""

    main: Box
    found: list[BlockVerdict]
    measured: list[MeasuredBlock]


def main_text(page: Layout, facts: PageFacts) -> list[PageBlock]:
    """Return the author's blocks, in reading order. If the source's own selectors name boxes, they are those of these
    boxes."""
    if not page.blocks:
        return []
    named = [box for box in page.boxes if box.selected]
    if named:
        weigh(page.boxes, page.blocks)
        outer = [box for box in named if not any(above.selected for above in box.ancestry() if above is not box)]
        return [
            block
            for box in outer
            for block in _kept(
                page.blocks[box.first : box.last], box_verdicts(box, page.blocks[box.first : box.last], facts)
            )
        ]
    return choose(page.blocks, judge(page, facts), forest.shipped_forest())


def judge(page: Layout, facts: PageFacts) -> JudgedPage:
    """Judge the page's blocks by rules, and measure those about which the trees are asked."""
    weights = weigh(page.boxes, page.blocks)
    main = main_box(page.boxes)
    found = page_verdicts(main, page.blocks, facts)
    return JudgedPage(main=main, found=found, measured=features.measure_blocks(page, main, weights, found, facts))


def choose(blocks: list[PageBlock], judged: JudgedPage, trees: Sequence[forest.ForestStage]) -> list[PageBlock]:
    """Return the blocks that rules and trees together take for the author's text."""
    # 1. The trees decide on the blocks of which the rules are not sure.
    found = list(judged.found)
    doubted: list[int] = []
    for measured in judged.measured:
        log_odds = forest.log_odds(trees, measured.vector)
        if found[measured.index] in KEPT and _DOUBT < log_odds <= 0:
            doubted.append(measured.index)
        found[measured.index] = _last_word(found[measured.index], log_odds)
    # 2. If nothing is left, the rules stand: a page may say a line and no more, and the trees have seen none such.
    if KEPT.isdisjoint(found):
        found = list(judged.found)
    # 3. What belongs to kept blocks is kept; repeats and headings without text are left out.
    _keep_companions(found, blocks, doubted)
    _keep_corrections(found, blocks)
    leave_out_repeats(found, blocks)
    leave_out_empty_headings(found, blocks)
    return _kept(blocks, found)


def main_content(page: Layout, facts: PageFacts) -> list[PageBlock]:
    """Return the author's blocks if the page is an article, else all that its largest box holds without the
    boilerplate: links and short lines too."""
    text = main_text(page, facts)
    if facts.is_news or not page.blocks:
        return text
    counted = [0.0 if _is_boilerplate(block) else float(block.breadth) for block in page.blocks]
    count_in_boxes(page.boxes, counted)
    main = main_box(page.boxes)
    content = [
        block
        for block, count in zip(page.blocks[main.first : main.last], counted[main.first : main.last], strict=True)
        if count and block.tag != "h1"
    ]
    shown, held = (sum(block.breadth for block in blocks) for blocks in (text, content))
    return text if shown >= _ARTICLE * held else content


def _is_boilerplate(block: PageBlock) -> bool:
    return block.box.aside or boilerplate.family_of(block.text) is not None


def _last_word(verdict: BlockVerdict, log_odds: float) -> BlockVerdict:
    if (verdict in KEPT) == (log_odds > 0):
        return verdict
    return BlockVerdict.TEXT if log_odds > 0 else BlockVerdict.UNLIKELY


def _keep_companions(found: list[BlockVerdict], blocks: list[PageBlock], doubted: list[int]) -> None:
    """Keep short lines that mean little by themselves and that the trees only doubt: the items within a kept item, the
    terms and questions of kept answers, and a list of terms between two kept blocks (of the labelled pages' 30 such
    terms and definitions all are text; of 96 doubted elsewhere none)."""
    for index in doubted:
        block = blocks[index]
        if block.tag == "li" and block.box.parent is not None:
            outer = _around(block.box.parent, "li")
            kept = outer is not None and blocks[outer.first].box is outer and found[outer.first] in KEPT
        elif block.tag == "dt" or ((block.tag == "summary" or block.is_heading) and block.text.endswith(_ASKS)):
            kept = _is_kept(found, index + 1)
        else:
            kept = False
        if not kept and block.tag in _TERMS:
            terms = _around(block.box, "dl")
            kept = terms is not None and _is_kept(found, terms.first - 1) and _is_kept(found, terms.last)
        if kept:
            found[index] = BlockVerdict.TEXT


def _keep_corrections(found: list[BlockVerdict], blocks: list[PageBlock]) -> None:
    """Keep a note that the article was corrected, within the text or close to it, in whatever box it stands. No reader
    may miss it, and another article's does not stand there."""
    kept = [index for index, verdict in enumerate(found) if verdict in KEPT]
    if not kept:
        return
    for index in range(max(0, kept[0] - _CLOSE), min(len(blocks), kept[-1] + _CLOSE + 1)):
        block = blocks[index]
        if found[index] not in KEPT and not block.is_heading and block.link_share < _LINKED:
            note = boilerplate.note_of(block.text)
            if note is not None and note.keep:
                found[index] = BlockVerdict.TEXT


def _around(box: Box, tag: str) -> Box | None:
    """Return the innermost box of that tag: `box` or one around it."""
    return next((outer for outer in box.ancestry() if outer.tag == tag), None)


def _is_kept(found: list[BlockVerdict], index: int) -> bool:
    return 0 <= index < len(found) and found[index] in KEPT


def _kept(blocks: list[PageBlock], found: list[BlockVerdict]) -> list[PageBlock]:
    return [block for block, verdict in zip(blocks, found, strict=True) if verdict in KEPT]
