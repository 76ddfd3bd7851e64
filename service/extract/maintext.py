"""The author's blocks of a page: the box that holds them, what the rules say of each, and the trees' last word."""

from service.extract import boilerplate, features, forest
from service.extract.metadata import Facts
from service.extract.scoring import fill, main_box, weigh
from service.extract.tree import Block, Layout
from service.extract.verdicts import KEPT, Verdict, leave_out_empty_headings, verdicts, within

_ARTICLE = 0.5
"""Share of a watched page's content that must be an author's text, for the page to be an article."""


def main_text(page: Layout, facts: Facts) -> list[Block]:
    """The author's blocks, in reading order: within the boxes that the source's own rules name, where there are any."""
    if not page.blocks:
        return []
    weights = weigh(page.boxes, page.blocks)
    named = [box for box in page.boxes if box.root]
    if named:
        outer = [box for box in named if not any(above.root for above in box.line() if above is not box)]
        return [
            block
            for box in outer
            for block in _kept(page.blocks[box.first : box.last], within(box, page.blocks[box.first : box.last], facts))
        ]
    main = main_box(page.boxes)
    found = verdicts(main, page.blocks, facts)
    for measured in features.measure(page, main, weights, found, facts):
        found[measured.index] = _last_word(found[measured.index], forest.log_odds(forest.TREES, measured.vector))
    leave_out_empty_headings(found, page.blocks)
    return _kept(page.blocks, found)


def main_content(page: Layout, facts: Facts) -> list[Block]:
    """The author's blocks where the page is an article; else all that its largest box holds, links and short lines
    too, but for furniture."""
    chosen = main_text(page, facts)
    if facts.news or not page.blocks:
        return chosen
    counted = [0.0 if _is_furniture(block) else float(block.breadth) for block in page.blocks]
    fill(page.boxes, counted)
    main = main_box(page.boxes)
    content = [
        block
        for block, count in zip(page.blocks[main.first : main.last], counted[main.first : main.last], strict=True)
        if count and block.tag != "h1"
    ]
    shown, held = (sum(block.breadth for block in blocks) for blocks in (chosen, content))
    return chosen if shown >= _ARTICLE * held else content


def _is_furniture(block: Block) -> bool:
    return block.box.away or boilerplate.family_of(block.text) is not None


def _last_word(verdict: Verdict, log_odds: float) -> Verdict:
    if (verdict in KEPT) == (log_odds > 0):
        return verdict
    return Verdict.TEXT if log_odds > 0 else Verdict.UNLIKELY


def _kept(blocks: list[Block], found: list[Verdict]) -> list[Block]:
    return [block for block, verdict in zip(blocks, found, strict=True) if verdict in KEPT]
