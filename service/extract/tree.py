"""The parsed page as a flat list of text blocks in a tree of boxes. One walk, no recursion."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service.extract import rulebook
from service.extract.guard import DEEPEST, too_deep

_RULES = rulebook.load("page")
_SKIP: list[str] = _RULES["tags"]["skip"]
_BLOCK = frozenset(_RULES["tags"]["block"])
_TEXT = "-text"
"""lexbor's name for a text node."""
_CELLS = frozenset({"td", "th"})
_CELL_APART = 200
"""Characters. A table cell with more text than this is a block of its own: the table is there for layout."""
_NAME = re.compile(r"[\s_-]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LINE_SHORT = 60


@dataclass(slots=True, eq=False)
class Box:
    """A block element."""

    tag: str
    names: frozenset[str]
    parent: "Box | None"
    node: LexborNode
    depth: int
    prose: float = 0.0
    """How much prose it holds, in characters, counted by `scoring`."""
    away: bool = False
    first: int = 0
    """Its blocks are `blocks[first:last]`."""
    last: int = 0

    def line(self) -> "Iterator[Box]":
        """The box and those around it, innermost first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True, eq=False)
class Block:
    """A run of text without a break in it, white space folded."""

    text: str
    tag: str
    """Of the innermost block element around it."""
    box: Box
    linked: int
    """How many of its characters are in links."""

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.text))

    @property
    def is_heading(self) -> bool:
        return len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1].isdigit()


@dataclass(slots=True)
class _Walk:
    """The state of one walk."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    """How many <a> are open."""

    def take(self, text: str) -> None:
        """Add a text node."""
        if self.pieces or not text.isspace():
            self.pieces.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self, box: Box) -> None:
        if not self.pieces:
            return
        text = "".join(self.pieces)
        self.pieces.clear()
        linked, self.linked = self.linked, 0
        for line in _lines(text):
            self.blocks.append(Block(text=line, tag=box.tag, box=box, linked=min(len(line), linked)))


def _lines(text: str) -> list[str]:
    """One block, or one for each part where <br>s part prose, or lines that are all short.

    `\\v` stands for <br>: two in a row are a paragraph's end.
    """
    if "\v" not in text:
        folded = " ".join(text.split())
        return [folded] if folded else []
    found: list[str] = []
    for part in re.split(r"\v\s*\v", text):
        lines = [folded for line in part.split("\v") if (folded := " ".join(line.split()))]
        if len(lines) > 2 and max(map(len, lines)) < _LINE_SHORT:
            found += lines
        elif lines:
            found.append(" ".join(lines))
    return found


def prune(parser: LexborHTMLParser, remove: tuple[str, ...]) -> None:
    """Take out what never holds an author's text, and what the source's own rules name."""
    parser.strip_tags(_SKIP)
    for selector in remove:
        for node in parser.css(selector):
            node.decompose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page's boxes and blocks, in document order. The first box is the root's."""

    boxes: list[Box]
    blocks: list[Block]


def read(parser: LexborHTMLParser, *, url: str) -> Layout:
    """The boxes and the blocks of the page's body. Text between blocks belongs to the box around them.

    Raises:
        ParseError: nested too deep.
    """
    root = parser.body or parser.root
    if root is None:
        return Layout(boxes=[], blocks=[])
    walk = _Walk()
    box = Box(tag=root.tag or "", names=frozenset(), parent=None, node=root, depth=0)
    walk.boxes.append(box)
    node = root.first_child
    open_nodes: list[tuple[LexborNode, str]] = []
    while True:
        if node is None:
            if not open_nodes:
                break
            closed, tag = open_nodes.pop()
            if tag == "a":
                walk.links -= 1
            elif _is_box(tag):
                box = _leave(walk, box)
            node = closed.next
            continue
        tag = node.tag or ""
        if tag == _TEXT:
            walk.take(node.text_content or "")
        elif tag == "br":
            walk.pieces.append("\v")
        elif (child := node.first_child) is not None:
            if tag == "a":
                walk.links += 1
            elif _is_box(tag):
                box = _enter(walk, box, node, tag)
            open_nodes.append((node, tag))
            if len(open_nodes) > DEEPEST:
                raise too_deep(url)
            node = child
            continue
        elif tag in _BLOCK and tag not in _CELLS:
            walk.flush(box)
        node = node.next
    walk.flush(box)
    box.last = len(walk.blocks)
    return Layout(boxes=walk.boxes, blocks=walk.blocks)


def _is_box(tag: str) -> bool:
    """Whether it stands as a block: HTML's block elements, and a page's own elements, which mostly do."""
    return tag in _BLOCK or "-" in tag


def _enter(walk: _Walk, outer: Box, node: LexborNode, tag: str) -> Box:
    if tag in _CELLS:
        walk.pieces.append(" ")
    else:
        walk.flush(outer)
    box = Box(tag=tag, names=_names(node), parent=outer, node=node, depth=outer.depth + 1, first=len(walk.blocks))
    walk.boxes.append(box)
    return box


def _leave(walk: _Walk, box: Box) -> Box:
    if box.tag not in _CELLS or sum(map(len, walk.pieces)) > _CELL_APART:
        walk.flush(box)
    box.last = len(walk.blocks)
    assert box.parent is not None
    return box.parent


def _names(node: LexborNode) -> frozenset[str]:
    """The words of its class and id."""
    attributes = node.attributes
    return _words(attributes.get("class") or "", attributes.get("id") or "") if attributes else _NAMELESS


_NAMELESS: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=4096)
def _words(class_: str, id_: str) -> frozenset[str]:
    """Parts with digits in them are left out: they are mostly generated."""
    said = f"{class_} {id_}"
    if not said.islower():
        said = _CAMEL.sub(" ", said).lower()
    return frozenset(part for part in _NAME.split(said) if part.isalpha())
