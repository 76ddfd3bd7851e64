"""The layout of a parsed page: a flat list of text blocks in a tree of boxes. It is read in one walk, without
recursion.

The walk is over the page as the parser serializes it, not over its nodes: that markup is well-formed, its attributes
hold neither `<` nor `>` nor bare quotes (HTML standard, 13.3, serializing), and reading it takes a third of the time
that asking for every node takes.
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
"""Characters. A table cell with more text than this is a block of its own, since the table is there for layout."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMED = re.compile(' (?:class|id)="([^"]*)"')
"""Quotes within values are serialized as entities, so that this matches nothing else."""
_HIDDEN = re.compile(r' hidden="|display:\s*none|aria-hidden="true"')
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LINE_SHORT = 60
_QUESTIONS = ":is(h2, h3, h4, h5, h6, dt, summary) > button"
"""The buttons of an accordion as the ARIA authoring practices have it (W3C, "Accordion pattern")."""
_NAMELESS: frozenset[str] = frozenset()
_SELECTED = "data-dateline-root"
"""Marks the elements that the source's own selectors name as holding the text."""


@dataclass(slots=True, eq=False)
class Box:
    """A block element that holds text."""

    tag: str
    parent: "Box | None"
    head: str = ""
    """Its start tag with its attributes; empty if it has no attributes."""
    selected: bool = False
    """The source's own selectors name it."""
    hidden: bool = False
    """Its own attributes hide it, at least until a script runs."""
    first: int = 0
    """Its blocks are `blocks[first:last]`."""
    last: int = 0
    prose: float = 0.0
    """The characters of prose that it holds. `scoring` counts them."""
    aside: bool = False
    media: bool = False
    """It holds a picture."""
    quoted: bool = False
    """It is a quotation or stands in one."""

    @property
    def names(self) -> frozenset[str]:
        """The words of its class and id. They are parsed on demand, since most boxes of a menu are never asked for
        them."""
        return _names(self.head) if self.head else _NAMELESS

    def ancestry(self) -> "Iterator[Box]":
        """Return the box and those around it, innermost first."""
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
class PageBlock:
    """A run of text without a break in it, white space folded."""

    text: str
    tag: str
    """The tag of the innermost block element around it."""
    box: Box
    linked: int
    """The number of its characters that are in links."""
    breadth: int = field(init=False)
    """Its length in characters of Latin script: a Chinese or Japanese sign counts as three."""

    def __post_init__(self) -> None:
        length = len(self.text)
        # Every sign that may be wide takes three bytes; a few such bytes are typographer's quotes.
        more = 0 if self.text.isascii() else len(self.text.encode("utf-8", "replace")) - length
        self.breadth = length if more * 10 < length else length + 2 * len(_WIDE.findall(self.text))

    @property
    def link_share(self) -> float:
        """The share of its characters that are in links."""
        return self.linked / max(1, len(self.text))

    @property
    def is_heading(self) -> bool:
        """Whether its tag is one of `HEADINGS`."""
        return self.tag in HEADINGS

    @property
    def kind(self) -> BlockKind:
        """The kind of block that it is in an article's text."""
        is_quote = self.tag == "p" and self.box.quoted
        return BlockKind.QUOTE if is_quote else _KINDS.get(self.tag, BlockKind.PARAGRAPH)


@dataclass(slots=True)
class _Mark:
    """A tag, as the walk needs it."""

    tag: str
    kind: str | None
    """`start` or `end` of a box, `rule` (a break without a box), `line` (<br>), `link`, `unlink`, `media`, `comment`,
    `skip` (an element without text); None for a tag that only styles."""
    head: str = ""
    """The whole of a start tag; empty if it has no attributes."""
    selected: bool = False
    hidden: bool = False
    own: bool = False
    """It is a custom element: its name has a hyphen."""


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The state of one walk."""

    open_boxes: list[Box]
    """The boxes around the current place, from the root inwards, as far as they hold text so far."""
    boxes: list[Box]
    blocks: list[PageBlock] = field(default_factory=list)
    inside: list[_Mark] = field(default_factory=list)
    """The block elements that are open at the current place, below the root."""
    pictured: list[bool] = field(default_factory=lambda: [False])
    """Whether the root, and each of these elements, holds a picture."""
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def over(self, html: str, *, url: str) -> None:
        """Read well-formed markup that holds no raw text."""
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
        """End the current block."""
        text = "".join(self.pieces)
        self.pieces.clear()
        linked, self.linked = self.linked, 0
        for line in _lines(text):
            box = self.box()
            self.blocks.append(PageBlock(line, box.tag, box, min(len(line), linked)))

    def box(self) -> Box:
        """Return the current box. Boxes are made only for elements that hold text, which one in four does not."""
        for mark in self.inside[len(self.open_boxes) - 1 :]:
            outer = self.open_boxes[-1]
            box = Box(mark.tag, outer, mark.head, mark.selected, mark.hidden, len(self.blocks))
            box.quoted = outer.quoted or mark.tag == "blockquote"
            self.open_boxes.append(box)
            self.boxes.append(box)
        return self.open_boxes[-1]


def _after_comment(markup: str, remaining: Iterator[str]) -> str:
    """Return the text after a comment. A comment may hold what looks like tags."""
    while "-->" not in markup:
        markup = next(remaining, "-->")
    return markup.partition("-->")[2]


def _after_element(tag: str, remaining: Iterator[str]) -> str:
    """Return the text after an element that has begun."""
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
    """Split a text at its <br>s, which stand in it as `\\v`: into paragraphs at two in a row, into lines if all are
    short, else return it as one block."""
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
    """Remove the elements that hold neither an author's text nor anything about it. Scripts stay, since they may state
    it."""
    parser.strip_tags(_STRIP)
    for button in parser.css(_QUESTIONS):
        # An accordion: what opens an answer is a question, and text. What stands beside a heading is a tool.
        if button.parent is not None and button.text(strip=True) == button.parent.text(strip=True):
            button.unwrap()
    parser.strip_tags(["button"])


def apply_selectors(parser: LexborHTMLParser, *, content: tuple[str, ...], remove: tuple[str, ...], url: str) -> None:
    """Apply the source's own selectors: remove the elements that `remove` selects, and mark those that `content`
    selects as holding the text.

    Raises:
        ParseError: A selector is not valid CSS.
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
    """The boxes and blocks of a page, in document order. The first box is the root's."""

    boxes: list[Box]
    blocks: list[PageBlock]


def read_layout(parser: LexborHTMLParser, *, url: str) -> Layout:
    """Return the boxes and the blocks of the page's body, whose scripts are removed. Text between blocks belongs to the
    box around them.

    Raises:
        ParseError: The page is nested too deep.
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
    """Parse what stands between `<` and `>`."""
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
"""Tags whose attributes the walk does not need."""


@functools.lru_cache(maxsize=1024)  # a theme has fewer
def _names(head: str) -> frozenset[str]:
    """Return the words of all classes and ids in a start tag."""
    return _words(" ".join(_NAMED.findall(head)))


@functools.lru_cache(maxsize=8192)
def _words(marks: str) -> frozenset[str]:
    """Return the words of classes and ids. Words with digits are left out, since a machine made them and they
    change."""
    words = filter(str.isalpha, marks.replace("-", " ").replace("_", " ").split())
    if marks.islower():
        return frozenset(words)
    return frozenset(_CAMEL.sub(" ", " ".join(words)).lower().split())
