"""Measure blocks for the trees that judge them (`forest`).

No measure depends on the language, and none on how much else the page holds, since that changes from fetch to fetch.
"""

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from service import rules
from service.extract.content.block_verdicts import KEPT, BlockVerdict
from service.extract.dom.layout import Box, Layout, PageBlock
from service.extract.metadata.page_facts import PageFacts
from service.models import BlockKind

_tables = partial(rules.load, "service.extract")

_TAGS: dict[str, float] = {
    tag: float(place) for place, tags in enumerate(_tables("page")["tags"]["kinds"]) for tag in tags
}
_OTHER_TAG = float(len(_tables("page")["tags"]["kinds"]))
_CODES = [float(verdict) for verdict in BlockVerdict]
"""All measures are floats, since trees compare them with thresholds, which are floats too, in half of the time."""
_NAMES: list[frozenset[str]] = [frozenset(words) for words in _tables("page")["names"].values()]
_ENDS = tuple('.!?…:。！？।؟"”»)')
_FAR = 40.0
"""Blocks. A larger distance counts as this one."""
_NEAR = int(_FAR)
_STRAYS = frozenset(
    {
        BlockVerdict.OUTSIDE,
        BlockVerdict.ASIDE,
        BlockVerdict.TEASER,
        BlockVerdict.LINKS,
        BlockVerdict.FAMILY,
        BlockVerdict.LABEL,
        BlockVerdict.TITLE,
    }
)
_SURE = frozenset({BlockVerdict.ASIDE, BlockVerdict.FAMILY, BlockVerdict.LABEL, BlockVerdict.BIO, BlockVerdict.CREDIT})
_WHOLE = frozenset({BlockKind.ROW, BlockKind.QUOTE, BlockKind.PREFORMATTED})
_UP = 4.0
"""The number of boxes around a block in which a picture is looked for."""

NAMES = (
    "verdict",  # of the rules, on it and on the block before it
    "verdict_before",
    "tag",
    "breadth",
    "breadth_before",
    "breadth_after",
    "prose",
    "linked",
    "ended",  # by a full stop or the like
    "from_first",  # blocks from the first and the last prose of the main box
    "from_last",
    "place",  # in the main box, 0 to 1
    "away",
    # of its box
    "hidden",
    "up",  # boxes between it and the line from the main box to the root
    "picture",  # boxes up to one with a picture, and the blocks in that
    "picture_blocks",
    "depth",
    "beside",  # share of the main box's prose that stands in the same parent
    "near",  # … grandparent
    "parent_blocks",
    "parent_linked",
    "parent_prose",
    "grandparent_blocks",
    "grandparent_linked",
    "grandparent_prose",
    "listed",
    "tabled",
    "figure",
    "article",
    "text_names",
    "caption_names",
    "promotion_names",
    # of the page
    "alike",  # share of the main box's prose that stands in boxes of the same names
    "main_prose",
    "main_blocks",
    "news",
    "stated",
)
"""The names of the measures, in the order of a vector. They stand in `rules/forest.json`, too."""


@dataclass(slots=True)
class MeasuredBlock:
    """A block that may be the author's text: its place among the page's blocks, and its measures in the order of
    `NAMES`."""

    index: int
    vector: tuple[float, ...]


def measure_blocks(
    page: Layout, main: Box, weights: Sequence[float], found: Sequence[BlockVerdict], facts: PageFacts
) -> list[MeasuredBlock]:
    """Measure the blocks about which the rules are not sure: those of the main box, and prose near it."""
    view = _PageView(page, main, weights, found, facts)
    return [
        MeasuredBlock(index, view.vector(index))
        for index in range(max(0, main.first - _NEAR), min(len(page.blocks), main.last + _NEAR))
        if (main.first <= index < main.last or weights[index]) and not _is_settled(found[index], page.blocks[index])
    ]


def _is_settled(verdict: BlockVerdict, block: PageBlock) -> bool:
    """Say whether the rules' verdict is final: what they recognise by its words or by its box's name, and tables,
    quotes and code.

    Trees grown without the former do better on pages of other domains (fundus-dev F1 +.0025, exact +.05; wcxb-dev
    alike). The labelled news pages often leave the latter out of an article's text, and readers do not.
    """
    return verdict in _SURE or (verdict in KEPT and block.kind in _WHOLE)


class _PageView:
    """The page, prepared for measuring. Blocks that the rules see as strays do not count as neighbours of a block: an
    advertisement between two paragraphs must not change what is decided about them."""

    def __init__(
        self, page: Layout, main: Box, weights: Sequence[float], found: Sequence[BlockVerdict], facts: PageFacts
    ) -> None:
        blocks = page.blocks
        self._blocks = blocks
        self._codes = [_CODES[verdict] for verdict in found]
        self._weights = list(map(float, weights))
        self._breadths = [float(block.breadth) for block in blocks]
        own = [verdict not in _STRAYS for verdict in found]
        self._own = [index for index, is_own in enumerate(own) if is_own]
        self._before = list(itertools.accumulate(own, initial=0))
        self._place = list(map(float, self._before))
        ends = (self._own[0], self._own[-1]) if self._own else (0, 0)
        self._beside = [ends[0], *self._own, ends[1]]  # the own block at a place, from -1 to the one past the last
        self._broad = _running_sums(self._breadths, own)
        self._linked = _running_sums([block.linked for block in blocks], own)
        self._weighed = _running_sums(self._weights, own)
        self._whole = max(1.0, self._weighed[-1])
        prose = [index for index in self._own if weights[index] and found[index] in KEPT]
        first, last = (prose[0], prose[-1]) if prose else (main.first, main.last)
        self._first_place, self._last_place = self._place[first], self._place[last]
        self._count = max(1.0, self._place[-1])
        self._page = (self._whole, self._place[-1], float(facts.is_news), float(facts.is_stated_article))
        self._alike: dict[object, float] = {}
        for index in prose:
            appearance = _appearance(blocks[index].box)
            self._alike[appearance] = self._alike.get(appearance, 0.0) + weights[index]
        self._main_ancestry = frozenset(map(id, main.ancestry()))
        self._positions: dict[int, _Position] = {}
        self._contents: dict[int, tuple[float, ...]] = {}
        self._arounds: dict[object, tuple[float, ...]] = {}

    def vector(self, index: int) -> tuple[float, ...]:
        """Return the measures of the block at `index`."""
        block, place = self._blocks[index], self._place[index]
        before, after = self._beside[self._before[index]], self._beside[self._before[index + 1] + 1]
        codes, breadths = self._codes, self._breadths
        return (
            codes[index],
            codes[before],
            _TAGS.get(block.tag, _OTHER_TAG),
            breadths[index],
            breadths[before],
            breadths[after],
            self._weights[index],
            block.link_share,
            1.0 if block.text.endswith(_ENDS) else 0.0,
            _clamped(place - self._first_place),
            _clamped(place - self._last_place),
            place / self._count,
            1.0 if block.box.aside else 0.0,
            *self._around(block.box),
        )

    def _around(self, box: Box) -> tuple[float, ...]:
        """Return the measures that a block has from the boxes around it, and from the page. They are equal for all
        paragraphs that stand beside each other in boxes that look alike and hold no picture."""
        parent = box.parent or box
        alone = box.media or id(box) in self._main_ancestry
        key = id(box) if alone else (id(parent), box.tag, box.head)
        around = self._arounds.get(key)
        if around is None:
            position = self._position(box)
            alike = self._alike.get(_appearance(box), 0.0) / self._whole
            held = self._contents.get(id(parent)) or self._measure_contents(parent)
            around = self._arounds[key] = (*position[:-1], *held, *_FLAGS[position[-1]], alike, *self._page)
        return around

    def _measure_contents(self, parent: Box) -> tuple[float, ...]:
        """Measure what a block's parent and grandparent hold."""
        outer = parent.parent or parent
        shares = ((self._weighed[box.last] - self._weighed[box.first]) / self._whole for box in (parent, outer))
        self._contents[id(parent)] = held = (*shares, *self._shares(parent), *self._shares(outer))
        return held

    def _shares(self, box: Box) -> tuple[float, float, float]:
        """Return how many blocks a box holds, and the shares of links and of prose in its text."""
        first, last = box.first, box.last
        broad = max(1.0, self._broad[last] - self._broad[first])
        return (
            min(_FAR, self._place[last] - self._place[first]),
            (self._linked[last] - self._linked[first]) / broad,
            (self._weighed[last] - self._weighed[first]) / broad,
        )

    def _position(self, box: Box) -> "_Position":
        """Return where a box stands, from where the box around it stands."""
        position = self._positions.get(id(box))
        if position is None:
            above = _AT_ROOT if box.parent is None else self._position(box.parent)
            position = self._positions[id(box)] = self._position_below(box, above)
        return position

    def _position_below(self, box: Box, above: "_Position") -> "_Position":
        hidden, up, picture, pictured, depth, flags = above
        if box.hidden:
            hidden = 1.0
        if box.media:
            picture, pictured = 0.0, self._place[box.last] - self._place[box.first]
        elif picture + 1 < _UP:
            picture += 1
        else:
            picture, pictured = _UP, 0.0
        if id(box) in self._main_ancestry:
            up, flags = -1.0, flags & _TAGGED
        flags |= _TAG_FLAGS.get(box.tag, 0) | _name_flags(box.names)
        return hidden, up + 1, picture, pictured, depth + 1, flags


def _clamped(blocks: float) -> float:
    return blocks if -_FAR <= blocks <= _FAR else _FAR if blocks > 0 else -_FAR


_Position = tuple[float, float, float, float, float, int]
"""Where a box stands on the page: the measures from `hidden` to `depth`; and, as bits, the tags of it and the boxes
around it, and the names of those below the boxes from the main box to the root."""
_AT_ROOT: _Position = (0.0, 0.0, _UP, 0.0, 0.0, 0)
"""The position of the root's surroundings."""
_TAG_FLAGS = {"ul": 1, "ol": 1, "table": 2, "figure": 4, "figcaption": 4, "article": 8}
_TAGGED = 15
_FLAGS = [tuple(float(flags >> bit & 1) for bit in range(7)) for flags in range(128)]


@functools.lru_cache(maxsize=2048)
def _name_flags(names: frozenset[str]) -> int:
    return sum(16 << bit for bit, words in enumerate(_NAMES) if not words.isdisjoint(names))


def _running_sums(values: Sequence[float], own: Sequence[bool]) -> list[float]:
    """Return the running sums of the values that count."""
    return list(
        itertools.accumulate((value if is_own else 0 for value, is_own in zip(values, own, strict=True)), initial=0)
    )


def _appearance(box: Box) -> object:
    """Return what boxes that look alike share: their names, and those of the boxes around them."""
    return box.tag, box.names, box.parent.names if box.parent else None
