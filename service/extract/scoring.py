"""Which box holds the article, and which of its blocks are the author's text. Each rule is explained where it
stands."""

import itertools
import re

from service.extract import boilerplate, labels, rulebook
from service.extract.metadata import Facts
from service.extract.phrases import fold
from service.extract.tree import Block, Box, Layout

_RULES = rulebook.load("page")
_AWAY = frozenset(_RULES["away"]["words"])
_ALWAYS = frozenset(_RULES["away"]["always"])
_STANDFIRST = frozenset(_RULES["standfirst"]["words"])
_FURNITURE = frozenset(_RULES["tags"]["furniture"])

_SENTENCE = re.compile(r"[.!?…。！？؟।:;,،、]")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PROSE_LENGTH = 50
"""Characters from which a block with a sentence mark counts as prose."""
_MOST_AWAY = 0.4
"""Share of the page's prose from which a box is not what its name says."""
_ALIKE = 60
"""Characters in which a standfirst and the page's description must agree: one of them is often cut."""
_TELLING = 80
"""Characters from which a description is a sentence."""
_ABOVE, _BEFORE = 3, 8
"""Blocks in which a standfirst is looked for: above the headline, and before the text where there is no headline."""
_TEASER = 0.5
"""Linked share of an item from which it is a headline of another article."""
_LISTED = frozenset({"li", "tr", "td", "h2", "h3", "h4", "h5", "h6"})
_ENDS = tuple('.!?…:。！？।؟"”»)')
"""Signs that end a sentence: a run of links without one is a list of keywords."""
_BIO_VERBS = frozenset(_RULES["bio"]["verbs"])
_BIO_SHORTEST, _BIO_LONGEST = 6, 600
"""Words, and characters."""
_STATED = 0.7
"""Share of the text that the page's own statement of it must hold to be believed in what it leaves out."""
_UNSTATED = frozenset({"li", "div", "section", "dd", "dt"})
"""Blocks that such a statement decides: it leaves out headings and quotes of the author's too often."""
_PARAGRAPHS = frozenset({"p", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "figcaption"})
"""What holds a text and not several."""
_DESCEND = 0.75
"""A box is left for its heaviest child while that child keeps this much of its prose."""
_NAMED, _DESCEND_NAMED = frozenset({"main", "article"}), 0.5
"""The same where its tag says that it is the article: other things may then hold half of the prose. Gains .0024 F1 on
the news pages."""


def main_text(page: Layout, facts: Facts) -> list[Block]:
    """The author's blocks, in reading order: within the boxes that the source's own rules name, where there are any."""
    if not page.blocks:
        return []
    weigh(page.boxes, page.blocks)
    named = [box for box in page.boxes if box.root]
    if named:
        outer = [box for box in named if not any(above.root for above in box.line() if above is not box)]
        return [block for box in outer for block in choose(box, page.blocks, facts)]
    main = main_box(page.boxes)
    chosen = choose(main, page.blocks, facts)
    return [*_standfirst(main, page.blocks, facts), *chosen]


def _standfirst(main: Box, blocks: list[Block], facts: Facts) -> list[Block]:
    """The sentence under the headline, which themes put outside of the text's box: told by its name, or by being the
    page's own description. Gains .0012 F1 and .03 exact on news; elsewhere what stands there is more often the page's
    than the author's, so that there it must be the description to the word."""
    headings = [index for index, block in enumerate(blocks[: main.first]) if block.tag == "h1"]
    start = headings[-1] - _ABOVE if headings else main.first - _BEFORE
    return [
        block
        for index, block in enumerate(blocks[max(0, start) : main.first], max(0, start))
        if block.tag != "h1"
        and (
            _is_description(block, facts) or (headings and index > headings[-1] and _is_named_standfirst(block, facts))
        )
    ]


def _is_named_standfirst(block: Block, facts: Facts) -> bool:
    named = facts.news and bool(block.box.names & _STANDFIRST)
    return named and len(block.text) >= _PROSE_LENGTH and block.link_share < 0.3


def _is_description(block: Block, facts: Facts) -> bool:
    words, described = " ".join(fold(block.text)), " ".join(fold(facts.description or ""))
    if not facts.news:
        return words == described and len(words) >= _TELLING
    # A place may stand before it, and the page's description is often cut.
    return len(described) >= 20 and described[:_ALIKE] in words[: _ALIKE + 30]


def weigh(boxes: list[Box], blocks: list[Block]) -> None:
    """Count the prose in every box, and mark the boxes whose names say that they are not the text.

    A box so named that holds most of the page's prose is not what its name says: a theme may call the whole page
    `has-sidebar`.
    """
    weights = [_prose(block) for block in blocks]
    before = list(itertools.accumulate(weights, initial=0.0))
    for box in boxes:
        if box.names & _AWAY or box.tag in _FURNITURE:
            held = before[box.last] - before[box.first]
            box.away = bool(box.names & _ALWAYS) or held < _MOST_AWAY * before[-1]
        box.away = box.away or (box.parent is not None and box.parent.away)
    counted = (0.0 if block.box.away else weight for block, weight in zip(blocks, weights, strict=True))
    before = list(itertools.accumulate(counted, initial=0.0))
    for box in boxes:
        box.prose = before[box.last] - before[box.first]


def _prose(block: Block) -> float:
    """Its length when it reads like prose: long enough, a sentence mark, few links."""
    length = _breadth(block.text)
    if length < _PROSE_LENGTH or block.link_share > 0.5 or not _SENTENCE.search(block.text):
        return 0.0
    return length - block.linked


def _breadth(text: str) -> int:
    """Its length in characters as Latin script has them: a Chinese or Japanese sign says as much as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(_WIDE.findall(text))


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


def choose(main: Box, blocks: list[Block], facts: Facts) -> list[Block]:
    """The author's blocks within `main`."""
    kept: list[Block] = []
    teasers = _teaser_lists(blocks[main.first : main.last])
    titled, people = fold(facts.title or ""), frozenset(fold(facts.byline or ""))
    for block in blocks[main.first : main.last]:
        if block.box.away and not main.away:
            continue
        if block.tag == "h1" or (block.is_heading and titled and _ends_with(fold(block.text), titled)):
            continue
        if id(block.box.parent) in teasers and block.box.tag == "li":
            continue
        if _is_links(block) or boilerplate.family_of(block.text):
            continue
        if not block.is_heading and block.tag != "tr" and labels.is_label(block.text, people=people):
            continue
        if _is_bio(block, people) or (block.tag not in _LISTED and labels.is_credited(block.text)):
            continue
        kept.append(block)
    return _without_empty_headings(_as_stated(kept, facts.body) if facts.body else kept)


def _is_bio(block: Block, people: frozenset[str]) -> bool:
    """Whether it presents the author: "Marta Oske is a senior researcher …". Gains .0003 F1 on both sets."""
    if len(people) < 2 or len(block.text) > _BIO_LONGEST or people.isdisjoint(fold(block.text[:40])[:1]):
        return False
    words = fold(block.text)
    if len(words) < _BIO_SHORTEST:
        return False
    named = next((index for index, word in enumerate(words) if word not in people), 0)
    return 2 <= named <= 5 and words[named] in _BIO_VERBS


def _as_stated(kept: list[Block], body: str) -> list[Block]:
    """Without list items and bare boxes that the page's own statement of its text leaves out. Gains .0016 F1 on the
    news pages."""
    said = "".join(fold(body))
    inside = ["".join(fold(block.text)) in said for block in kept]
    held = sum(len(block.text) for block, there in zip(kept, inside, strict=True) if there)
    if held < _STATED * sum(len(block.text) for block in kept):
        return kept
    return [block for block, there in zip(kept, inside, strict=True) if there or block.tag not in _UNSTATED]


def _teaser_lists(blocks: list[Block]) -> set[int]:
    """The lists, by identity, whose every item is mostly a link: headlines of other articles, a section or a date
    beside."""
    items: dict[int, list[float]] = {}
    for block in blocks:
        if block.box.tag == "li":
            items.setdefault(id(block.box.parent), []).append(block.link_share)
    return {place for place, shares in items.items() if len(shares) > 1 and min(shares) > _TEASER}


def _ends_with(words: tuple[str, ...], ending: tuple[str, ...]) -> bool:
    return words[-len(ending) :] == ending


def _is_links(block: Block) -> bool:
    """Mostly links, and not a sentence: a menu, a teaser. A linked sentence in running text has text around it."""
    share = block.link_share
    if share > 0.7 and len(block.text) < 250 and block.tag not in _LISTED and not block.text.endswith(_ENDS):
        return True
    return (share > 0.8 and len(block.text) < 200) or (share > 0.5 and len(block.text) < 60)


def _without_empty_headings(blocks: list[Block]) -> list[Block]:
    """Without headings that nothing follows: what they stood over was not text."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if block.is_heading and (not kept or (kept[-1].is_heading and kept[-1].tag <= block.tag)):
            continue
        kept.append(block)
    return kept[::-1]
