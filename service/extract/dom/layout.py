"""The parsed page as a flat list of text blocks in a tree of boxes. One walk, no recursion.

The walk is over the page as the parser writes it out again, not over its nodes: that markup is well-formed, its
attributes hold neither `<` nor `>` nor bare quotes (HTML standard, 13.3, serializing), and reading it costs a third of
asking for every node.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from service import rules
from service.errors import ParseError
from service.extract.dom.markup_guard import DEEPEST, too_deep
from service.models import BlockKind
from service.text.whitespace import folded

_RULES = rules.load("service.extract", "page")
_STRIP: list[str] = _RULES["tags"]["strip"]
_SKIP: list[str] = _RULES["tags"]["skip"]
_BLOCK = frozenset(_RULES["tags"]["block"])
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_CELLS = frozenset({"td", "th"})
_CELL_APART = 200
"""Characters. A table cell with more text than this is a block of its own: the table is there for layout."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMED = re.compile(' (?:class|id)="([^"]*)"')
"""Quotes within values are written as entities, so that this is found nowhere else."""
_HIDDEN = re.compile(r' hidden="|display:\s*none|aria-hidden="true"')
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LINE_SHORT = 60
_QUESTIONS = ":is(h2, h3, h4, h5, h6, dt, summary) > button"
"""The buttons of an accordion as the ARIA authoring practices have it (W3C, "Accordion pattern")."""
_NAMELESS: frozenset[str] = frozenset()
_SELECTED = "data-dateline-root"
"""Marks the elements that a source's own rules name as holding the text."""


@dataclass(slots=True, eq=False)
class Box:
    """A block element that holds text."""

    tag: str
    parent: "Box | None"
    head: str = ""
    """Its start tag with its attributes; empty where it has none."""
    selected: bool = False
    """A source's own rules name it."""
    hidden: bool = False
    """Its own attributes keep it from being shown, at least until a script runs."""
    first: int = 0
    """Its blocks are `blocks[first:last]`."""
    last: int = 0
    prose: float = 0.0
    """How much prose it holds, in characters, counted by `scoring`."""
    aside: bool = False
    media: bool = False
    """It holds a picture."""
    quoted: bool = False
    """It stands in a quotation, or is one."""

    @property
    def names(self) -> frozenset[str]:
        """The words of its class and id. Read when asked for: nobody asks in most of what stands in a menu."""
        return _names(self.head) if self.head else _NAMELESS

    def ancestry(self) -> "Iterator[Box]":
        """The box and those around it, innermost first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
    "li": BlockKind.ITEM,
    "dd": BlockKind.ITEM,
    "blockquote": BlockKind.QUOTE,
    "tr": BlockKind.ROW,
    "td": BlockKind.ROW,
    "th": BlockKind.ROW,
    "pre": BlockKind.PREFORMATTED,
}


@dataclass(slots=True, eq=False)
class Block:
    """A run of text without a break in it, white space folded."""

    text: str
    tag: str
    """Of the innermost block element around it."""
    box: Box
    linked: int
    """How many of its characters are in links."""
    breadth: int = field(init=False)
    """Its length in characters as Latin script has them: a Chinese or Japanese sign says as much as three."""

    def __post_init__(self) -> None:
        length = len(self.text)
        # Every sign that may be wide takes three bytes; a few such bytes are typographer's quotes.
        more = 0 if self.text.isascii() else len(self.text.encode("utf-8", "replace")) - length
        self.breadth = length if more * 10 < length else length + 2 * len(_WIDE.findall(self.text))

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.text))

    @property
    def is_heading(self) -> bool:
        return self.tag in HEADINGS

    @property
    def kind(self) -> BlockKind:
        """What it is in an article's text."""
        is_quote = self.tag == "p" and self.box.quoted
        return BlockKind.QUOTE if is_quote else _KINDS.get(self.tag, BlockKind.PARAGRAPH)


@dataclass(slots=True)
class _Mark:
    """A tag, as the walk sees it."""

    tag: str
    kind: str | None
    """`start` or `end` of a box, `rule` (a break without a box), `line` (<br>), `link`, `unlink`, `media`, `comment`,
    `skip` (no text stands in it); None for what only styles."""
    head: str = ""
    """Of a start, all of it; empty where it has no attributes."""
    selected: bool = False
    hidden: bool = False
    own: bool = False
    """It is of the page's own elements, which have a hyphen in their names."""


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The state of one walk."""

    open_boxes: list[Box]
    """The boxes around the place at hand, from the root; of the innermost, only what holds text so far."""
    boxes: list[Box]
    blocks: list[Block] = field(default_factory=list)
    inside: list[_Mark] = field(default_factory=list)
    """The block elements open at the place at hand, below the root."""
    pictured: list[bool] = field(default_factory=lambda: [False])
    """Whether the root holds a picture, and each of them."""
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def over(self, html: str, *, url: str) -> None:
        """Read well-formed markup without raw text."""
        tags = html.split("<")[1:]
        known = {tag.partition(">")[0]: _INLINE for tag in tags[:1]}  # <body> itself: its names tell of the theme
        pieces, inside, links = self.pieces, self.inside, 0
        own: _Mark | None = None  # a page's own element that has just begun: an icon, where its end follows
        remaining = iter(tags)
        for markup in remaining:
            head, _, text = markup.partition(">")
            mark = known.get(head)
            if mark is None:
                mark = known[head] = _mark(head)
            kind = mark.kind
            if own is not None:
                if kind == "end":
                    kind = None
                else:
                    self.enter(own)
                own = None
            if kind is not None:
                if kind == "start":
                    if len(inside) > DEEPEST:
                        raise too_deep(url)
                    if mark.own and not text:
                        own = mark
                    else:
                        self.enter(mark)
                elif kind == "end":
                    self.leave()
                elif kind == "link":
                    links += 1
                elif kind == "unlink":
                    links -= 1
                elif kind == "line":
                    pieces.append("\v")
                elif kind == "media":
                    self.pictured[-1] = True
                elif kind == "comment":
                    text = _after_comment(markup, remaining)
                elif kind == "skip":
                    text = _after_element(mark.tag, remaining)
                elif pieces:
                    self.flush()
            if text and (pieces or not text.isspace()):
                if "&" in text:
                    text = _unescaped(text)
                pieces.append(text)
                if links:
                    self.linked += len(folded(text))
        self.flush()

    def enter(self, mark: _Mark) -> None:
        if mark.tag in _CELLS:
            self.pieces.append(" ")
        elif self.pieces:
            self.flush()
        self.inside.append(mark)
        self.pictured.append(False)
        if mark.selected:
            self.box()

    def leave(self) -> None:
        if not self.inside:  # </body>
            return
        if self.pieces and (self.inside[-1].tag not in _CELLS or sum(map(len, self.pieces)) > _CELL_APART):
            self.flush()
        self.inside.pop()
        if pictured := self.pictured.pop():
            self.pictured[-1] = True
        if len(self.open_boxes) > len(self.inside) + 1:
            box = self.open_boxes.pop()
            box.last, box.media = len(self.blocks), pictured

    def flush(self) -> None:
        """End the block at hand."""
        text = "".join(self.pieces)
        self.pieces.clear()
        linked, self.linked = self.linked, 0
        for line in _lines(text):
            box = self.box()
            self.blocks.append(Block(line, box.tag, box, min(len(line), linked)))

    def box(self) -> Box:
        """The box at hand. What holds no text gets none: that is one element in four."""
        for mark in self.inside[len(self.open_boxes) - 1 :]:
            outer = self.open_boxes[-1]
            box = Box(mark.tag, outer, mark.head, mark.selected, mark.hidden, len(self.blocks))
            box.quoted = outer.quoted or mark.tag == "blockquote"
            self.open_boxes.append(box)
            self.boxes.append(box)
        return self.open_boxes[-1]


def _after_comment(markup: str, remaining: Iterator[str]) -> str:
    """The text behind a comment, which may hold what looks like tags."""
    while "-->" not in markup:
        markup = next(remaining, "-->")
    return markup.partition("-->")[2]


def _after_element(tag: str, remaining: Iterator[str]) -> str:
    """The text behind an element that has begun."""
    start, end, still_open = (f"{tag} ", f"{tag}>"), f"/{tag}>", 1
    for markup in remaining:
        if markup.startswith(end):
            still_open -= 1
            if not still_open:
                return markup[len(end) :]
        elif markup.startswith(start):
            still_open += 1
        elif markup.startswith("!--"):
            _after_comment(markup, remaining)
    return ""


def _unescaped(text: str) -> str:
    """Undo the four entities that serializing writes in text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\xa0").replace("&amp;", "&")


def _lines(text: str) -> list[str]:
    """One block, or one for each part where <br>s part prose, or lines that are all short.

    `\\v` stands for <br>: two in a row are a paragraph's end.
    """
    if "\v" not in text:
        line = folded(text)
        return [line] if line else []
    found: list[str] = []
    for part in re.split(r"\v\s*\v", text):
        lines = list(filter(None, map(folded, part.split("\v"))))
        if len(lines) > 2 and max(map(len, lines)) < _LINE_SHORT:
            found += lines
        elif lines:
            found.append(" ".join(lines))
    return found


def prune(parser: LexborHTMLParser) -> None:
    """Take out what never holds an author's text, nor tells anything of it, but for scripts, which may state it."""
    parser.strip_tags(_STRIP)
    for button in parser.css(_QUESTIONS):
        # An accordion: what opens an answer is a question, and text. What stands beside a heading is a tool.
        if button.parent is not None and button.text(strip=True) == button.parent.text(strip=True):
            button.unwrap()
    parser.strip_tags(["button"])


def apply_selectors(parser: LexborHTMLParser, *, content: tuple[str, ...], remove: tuple[str, ...], url: str) -> None:
    """Follow a source's own rules: take out the elements that `remove` selects, and mark those that `content` does as
    holding the text.

    Raises:
        ParseError: a selector is not CSS.
    """
    try:
        for selector in remove:
            for node in parser.css(selector):
                node.decompose()
        for selector in content:
            for node in parser.css(selector):
                node.attrs[_SELECTED] = ""
    except SelectolaxError as error:
        raise ParseError(f"{url}: a selector in content or remove is not CSS: {error}", url=url) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page's boxes and blocks, in document order. The first box is the root's."""

    boxes: list[Box]
    blocks: list[Block]


def read_layout(parser: LexborHTMLParser, *, url: str) -> Layout:
    """The boxes and the blocks of the page's body; its scripts are taken out. Text between blocks belongs to the box
    around them.

    Raises:
        ParseError: nested too deep.
    """
    parser.strip_tags(["script"])
    node = parser.body
    root = Box("body", None)
    walk = _Walk(open_boxes=[root], boxes=[root])
    if node is not None:
        walk.over(node.html or "", url=url)
    root.last, root.media = len(walk.blocks), walk.pictured[0]
    return Layout(boxes=walk.boxes, blocks=walk.blocks)


def _mark(head: str) -> _Mark:
    """What stands between `<` and `>`, read."""
    tag = head.partition(" ")[0]
    mark = _PLAIN.get(tag)
    if mark is not None:
        return mark
    if tag[:1] == "/":
        return _OWN_END if "-" in tag else _INLINE
    if tag.startswith("!--"):
        return _COMMENT
    own = "-" in tag  # these mostly stand as blocks too
    if tag not in _BLOCK and not own:
        return _INLINE
    hidden = ("hidden" in head or "none" in head) and _HIDDEN.search(head) is not None
    return _Mark(tag, "start", head if len(head) > len(tag) else "", f' {_SELECTED}="' in head, hidden, own)


_COMMENT = _Mark("", "comment")
_INLINE = _Mark("", None)
_OWN_END = _Mark("", "end")
_PLAIN = {
    "a": _Mark("a", "link"),
    "/a": _Mark("a", "unlink"),
    **dict.fromkeys(_VOID, _INLINE),
    **{tag: _Mark(tag, "skip") for tag in _SKIP},
    "br": _Mark("br", "line"),
    "hr": _Mark("hr", "rule"),
    "img": _Mark("img", "media"),
    **{"/" + tag: _Mark(tag, "end") for tag in _BLOCK if tag != "hr"},
}
"""Tags whose attributes say nothing to the walk."""


@functools.lru_cache(maxsize=1024)  # a theme has fewer
def _names(head: str) -> frozenset[str]:
    """The words of all classes and ids in a start tag."""
    return _words(" ".join(_NAMED.findall(head)))


@functools.lru_cache(maxsize=8192)
def _words(said: str) -> frozenset[str]:
    """The words of classes and ids; what has digits in it was made by a machine, and changes."""
    words = filter(str.isalpha, said.replace("-", " ").replace("_", " ").split())
    if said.islower():
        return frozenset(words)
    return frozenset(_CAMEL.sub(" ", " ".join(words)).lower().split())
