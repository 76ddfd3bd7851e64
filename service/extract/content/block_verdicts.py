"""Judge each block of a page by rules: it is the author's text, or it is not for a reason that is named.

Each rule states what it gained when it was added. `maintext` makes the final decision, with the trees.
"""

from collections.abc import Sequence
from enum import IntEnum

from service import rules
from service.extract.content import boilerplate
from service.extract.content.phrases import fold
from service.extract.content.scoring import PROSE_LENGTH
from service.extract.dom.layout import HEADINGS, Box, PageBlock
from service.extract.metadata import labels
from service.extract.metadata.page_facts import PageFacts
from service.models import BlockKind

_RULES = rules.load("service.extract", "page")
_STANDFIRST = frozenset(_RULES["standfirst"]["words"])
_BIO_VERBS = frozenset(_RULES["bio"]["verbs"])
_BIO_SHORTEST, _BIO_LONGEST = 6, 600
"""Words, and characters."""
_ALIKE = 60
"""Characters in which a standfirst and the page's description must agree. One of them is often cut."""
_TELLING = 80
"""Characters from which a description is a sentence."""
_ABOVE, _BEFORE = 3, 8
"""The number of blocks in which a standfirst is looked for: above the headline, and before the text if there is no
headline."""
_TEASER = 0.5
"""An item with a larger linked share is a headline of another article."""
_LISTED = frozenset({"li", "tr", "td", "h2", "h3", "h4", "h5", "h6"})
_TIMED = frozenset({"tr", "td", "th", "dt", "dd", "li"})
"""Elements in which a time of day alone is text, since it belongs to a programme or a timetable. Over a paragraph it
belongs to a live ticker."""
_PULLED = 25
"""Breadth from which a quotation that a paragraph repeats is a pull quote. A shorter one is a saying."""
_WHO = 80
"""A shorter block in the same quotation names who said it."""
_COPY, _COPIED = 0.4, 3
"""Share of the text, and number of other blocks held, from which a block is a copy of the text in one piece."""
_ENDS = tuple('.!?…:。！？।؟۔။។"”»)」』')
"""Signs that end a sentence. A run of links without one is a list of keywords."""
_STATED = 0.7
"""Share of the text that the page's own statement of it must hold, before a block is left out for not being in it."""
_UNSTATED = frozenset({"li", "div", "section", "dd", "dt"})
"""Blocks for which such a statement decides. It leaves out headings and quotes of the author's too often."""


class BlockVerdict(IntEnum):
    """What the rules decide about a block."""

    TEXT = 0
    STANDFIRST = 1
    """The sentence under the headline."""
    OUTSIDE = 2
    """It is outside of the box that holds the article."""
    ASIDE = 3
    """It is in a box whose name says that it holds something else."""
    TITLE = 4
    TEASER = 5
    """It is in a list of headlines of other articles."""
    LINKS = 6
    FAMILY = 7
    """It is made of set phrases: a form, a share bar, a notice."""
    LABEL = 8
    """It is a byline, a date or a place."""
    BIO = 9
    CREDIT = 10
    UNSTATED = 11
    """The page's own statement of its text leaves it out."""
    EMPTY_HEADING = 12
    """It is a heading with no text below it."""
    UNLIKELY = 13
    """The trees decided that it is not text."""
    REPEATED = 14
    """It is a pull quote, or the text once more in one piece."""


KEPT = frozenset({BlockVerdict.TEXT, BlockVerdict.STANDFIRST})


def page_verdicts(main: Box, blocks: Sequence[PageBlock], facts: PageFacts) -> list[BlockVerdict]:
    """Return the verdict on each of the page's blocks."""
    found = [BlockVerdict.OUTSIDE] * len(blocks)
    found[main.first : main.last] = box_verdicts(main, blocks[main.first : main.last], facts)
    for index in _standfirst(main, blocks, facts):
        found[index] = BlockVerdict.STANDFIRST
    return found


def box_verdicts(main: Box, blocks: Sequence[PageBlock], facts: PageFacts) -> list[BlockVerdict]:
    """Return the verdict on each of the blocks of the box `main`."""
    teasers = _teaser_lists(blocks)
    titled, people = fold(facts.title or ""), frozenset(fold(facts.byline or ""))
    found = [_verdict(block, main, teasers, titled, people) for block in blocks]
    if facts.stated_body:
        _leave_out_unstated(found, blocks, facts.stated_body)
    leave_out_empty_headings(found, blocks)
    return found


def _verdict(
    block: PageBlock, main: Box, teasers: set[int], titled: tuple[str, ...], people: frozenset[str]
) -> BlockVerdict:
    # 1. By where it stands.
    if block.box.aside and not main.aside:
        return BlockVerdict.ASIDE
    if block.tag == "h1" or (block.is_heading and titled and fold(block.text)[-len(titled) :] == titled):
        return BlockVerdict.TITLE
    if id(block.box.parent) in teasers and block.box.tag == "li":
        return BlockVerdict.TEASER
    # 2. By links and set phrases.
    family = boilerplate.family_of(block.text)
    if _is_links(block) and family in (None, "contact"):  # many an address in a text is a link
        return BlockVerdict.FAMILY if boilerplate.is_row_of_links(block.text, block.linked) else BlockVerdict.LINKS
    if family is not None:
        return BlockVerdict.FAMILY
    # 3. By what it says of author, date or picture.
    if not block.is_heading and block.tag != "tr" and labels.is_label(block.text, people=people):
        return BlockVerdict.LABEL
    if block.tag not in _TIMED and labels.is_clock(block.text):
        return BlockVerdict.LABEL
    if _is_bio(block, people):
        return BlockVerdict.BIO
    if block.tag not in _LISTED and labels.is_credited(block.text):
        return BlockVerdict.CREDIT
    return BlockVerdict.TEXT


def _is_bio(block: PageBlock, people: frozenset[str]) -> bool:
    """Say whether the block presents the author: "Marta Oske is a senior researcher …". Gains .0003 F1 on both sets."""
    if len(people) < 2 or len(block.text) > _BIO_LONGEST or people.isdisjoint(fold(block.text[:40])[:1]):
        return False
    words = fold(block.text)
    if len(words) < _BIO_SHORTEST:
        return False
    named = next((index for index, word in enumerate(words) if word not in people), 0)
    return 2 <= named <= 5 and words[named] in _BIO_VERBS


def _teaser_lists(blocks: Sequence[PageBlock]) -> set[int]:
    """Return the identities of the lists in which every item is mostly a link: headlines of other articles, each with a
    section or a date beside it."""
    items: dict[int, list[float]] = {}
    for block in blocks:
        if block.box.tag == "li":
            items.setdefault(id(block.box.parent), []).append(block.link_share)
    return {place for place, shares in items.items() if len(shares) > 1 and min(shares) > _TEASER}


def _is_links(block: PageBlock) -> bool:
    """Say whether the block is mostly links and not a sentence: a menu, a teaser. A linked sentence in running text has
    text around it."""
    if not block.linked:
        return False
    share = block.link_share
    if share > 0.7 and len(block.text) < 250 and block.tag not in _LISTED and not block.text.endswith(_ENDS):
        return True
    return (share > 0.8 and len(block.text) < 200) or (share > 0.5 and len(block.text) < 60)


def _leave_out_unstated(found: list[BlockVerdict], blocks: Sequence[PageBlock], body: str) -> None:
    """Leave out list items and bare boxes that the page's own statement of its text leaves out. Gains .0016 F1 on the
    news pages."""
    stated = "".join(fold(body))
    kept = [index for index, verdict in enumerate(found) if verdict is BlockVerdict.TEXT]
    inside = {index for index in kept if "".join(fold(blocks[index].text)) in stated}
    held = sum(len(blocks[index].text) for index in inside)
    if held < _STATED * sum(len(blocks[index].text) for index in kept):
        return
    for index in kept:
        if index not in inside and blocks[index].tag in _UNSTATED:
            found[index] = BlockVerdict.UNSTATED


def leave_out_empty_headings(found: list[BlockVerdict], blocks: Sequence[PageBlock]) -> None:
    """Leave out headings with no text below them: what they stood over was not text."""
    follows: str | None = None
    for index in reversed(range(len(blocks))):
        if found[index] not in KEPT:
            continue
        tag = blocks[index].tag
        if tag in HEADINGS and (follows is None or (follows in HEADINGS and follows <= tag)):
            found[index] = BlockVerdict.EMPTY_HEADING
        else:
            follows = tag


def leave_out_repeats(found: list[BlockVerdict], blocks: Sequence[PageBlock]) -> None:
    """Leave out quotations whose words a paragraph has too, with the line that names who said them, and a block that
    holds the others once more.

    On the news pages all of the 11 such quotations are out of the labelled text; elsewhere 4 of 10.
    """
    kept = [index for index, verdict in enumerate(found) if verdict in KEPT]
    whole = sum(blocks[index].breadth for index in kept)
    quotes = [index for index in kept if blocks[index].kind is BlockKind.QUOTE and blocks[index].breadth >= _PULLED]
    large = [index for index in kept if blocks[index].breadth > _COPY * whole] if len(kept) > _COPIED else []
    if not quotes and not large:
        return
    bare = {index: "".join(fold(blocks[index].text)) for index in kept}
    for copy in large:
        held = [index for index in kept if blocks[index].breadth >= PROSE_LENGTH and bare[index] in bare[copy]]
        if len(held) > _COPIED:
            found[copy] = BlockVerdict.REPEATED
    paragraphs = [bare[index] for index in kept if found[index] in KEPT and blocks[index].kind is BlockKind.PARAGRAPH]
    for quote in quotes:
        if any(bare[quote] in paragraph for paragraph in paragraphs):
            around = next((box for box in blocks[quote].box.ancestry() if box.tag == "blockquote"), blocks[quote].box)
            for index in range(around.first, around.last):
                if index == quote or blocks[index].breadth < _WHO:
                    found[index] = BlockVerdict.REPEATED


def _standfirst(main: Box, blocks: Sequence[PageBlock], facts: PageFacts) -> list[int]:
    """Return where the sentence under the headline stands, which themes put outside of the text's box. Its class names
    it, or it is the page's own description.

    Gains .0012 F1 and .03 exact on news. On other pages what stands there is more often the page's than the author's,
    so that it must be the description to the word.
    """
    headings = [index for index, block in enumerate(blocks[: main.first]) if block.tag == "h1"]
    start = headings[-1] - _ABOVE if headings else main.first - _BEFORE
    description = PageDescription(facts)
    return [
        index
        for index in range(max(0, start), main.first)
        if blocks[index].tag != "h1"
        and (
            description.stands_in(blocks[index])
            or (headings and index > headings[-1] and _is_named_standfirst(blocks[index], facts))
        )
    ]


def _is_named_standfirst(block: PageBlock, facts: PageFacts) -> bool:
    named = facts.is_news and bool(block.box.names & _STANDFIRST)
    return named and len(block.text) >= PROSE_LENGTH and block.link_share < 0.3


class PageDescription:
    """The page's own description, to be compared with its blocks."""

    def __init__(self, facts: PageFacts) -> None:
        self._words = " ".join(fold(facts.description or ""))
        self._news = facts.is_news

    def stands_in(self, block: PageBlock) -> bool:
        """Say whether the block is the description: to the word, and for news to its beginning. There a place may stand
        before it, and the page's description is often cut."""
        if self._news:
            beginning = " ".join(fold(block.text[: 2 * _ALIKE + 30]))
            return len(self._words) >= 20 and self._words[:_ALIKE] in beginning[: _ALIKE + 30]
        if len(self._words) < _TELLING or not len(self._words) <= len(block.text) <= 2 * len(self._words):
            return False
        return " ".join(fold(block.text)) == self._words
