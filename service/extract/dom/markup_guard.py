"""Refuse markup, before it is parsed, that would cost the parser or the walk over its tree far more than its size
allows.

lexbor's cost grows with the square of the nesting (200,000 nested <div>s, 1 MB, took 82 s), of the attributes on one
tag, of the options in one list, and with the formatting elements left open times the blocks behind them, each of which
opens them all again (HTML standard, 13.2.4.3). Ordinary pages pass by counting; the others are read tag by tag.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.errors import ParseError
from service.extract.dom import charset

DEEPEST = 500
"""The most elements open at once. Real pages stay below 100; Chromium cuts at 512."""
MOST_ATTRIBUTES = 1_000
"""The most attributes on one tag. Real pages stay below 100."""
MOST_TAGS = 40_000
"""The most tags that open an element or break a line. 917 real pages have up to 5,000; each takes some 30 µs of walking
and judging."""
MOST_REOPENED = 500_000
"""The most formatting elements that blocks open again, at 350 bytes each. Real pages have next to none."""
MOST_OPTIONS = 10_000
"""The most options in the whole page: 20,000 in one list took 3.4 s."""
LARGEST = 20_000_000
"""The most bytes. Fetching stops at 15 MB; this limit is for local files too."""

FEW_TAGS = 2_000
"""Up to this number of tags only attributes are checked: half of them formatting and half of them blocks parse in half
a second, and the walk finds their depth."""
MANY_TAGS = 10_000
"""From this number on a page is read tag by tag. So many, nested as deep as they can be, parse in a quarter of a
second; none of 917 real pages has as many, scripts included."""
_MOST_UNREAD = FEW_TAGS**2 // 4
"""Formatting tags with attributes times other tags. Up to this product the page is not read for formatting left open:
no more can open again. Without attributes at most three alike stay open. Two of 917 real pages exceed it."""

_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_STYLED = re.compile(rb"<[bBcCeEfFiIsStTuU](?:[iI][gG]|[oO][dD][eE]|[mM]|[oO][nN][tT]|mall|trike|trong|[tT])?[\s/]")
"""Matches nearly every formatting tag with attributes. A prefix for each case of the long names would take time, and
only `MANY_TAGS` has to be exact."""
_VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr"
    b" p li dt dd tr td th option path rect use circle".split()
)
"""Elements that never stay open, or that close when the next of their kind begins."""
_ATTRIBUTE = rb"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+)"
_TAG = re.compile(
    rb"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|<(/?)([a-zA-Z][^\s/>]*+)%b*+" % _ATTRIBUTE,
)
"""A comment, or a tag with its attributes, as the standard's tokenizer reads them: a quoted `>` does not end a tag."""
_OPENED = re.compile(rb"</?[a-zA-Z]")
_RAW = frozenset(b"script style title textarea xmp iframe noembed noframes".split())
"""Elements whose text holds no tags, except within SVG or MathML (13.2.6.5)."""
_OVERLOADED = re.compile(rb"</?[a-zA-Z][^\s/>]*+%b{%d}+" % (_ATTRIBUTE, MOST_ATTRIBUTES + 1))
_STRIDE = 4 * MOST_ATTRIBUTES
"""Bytes of a window. So many attributes fill at least as much, unless their names have only a sign or two."""


def refuse_costly(html: bytes, *, url: str) -> None:
    """Raise if parsing `html`, in UTF-8, would cost far more than its size allows.

    Raises:
        ParseError: It is too large, nested too deep, has too many tags, options, or attributes on one tag, or leaves
            formatting open over too many blocks.
    """
    if len(html) > LARGEST:
        raise _refusal(url, f"{len(html):,} bytes, more than {LARGEST:,}")
    tags = html.count(b"<")
    if tags > MANY_TAGS or (tags > FEW_TAGS and _may_reopen(html, tags)):
        _Survey(url=url).over(html)
    if _is_overloaded(html):
        raise _refusal(url, f"more than {MOST_ATTRIBUTES:,} attributes on one tag")


def _may_reopen(html: bytes, tags: int) -> bool:
    """Say whether so much formatting may stay open over so many of the page's other tags that the tags must be read."""
    styled = len(_STYLED.findall(html))
    return styled * (tags - styled) > _MOST_UNREAD


def too_deep(url: str) -> ParseError:
    """Return the error for a page that is nested too deep. The guard finds most of them, the walk the others."""
    return _refusal(url, f"nested deeper than {DEEPEST} elements")


def _refusal(url: str, what: str) -> ParseError:
    return ParseError(f"{url}: {what}; leave it out of this source", url=url)


@dataclass(slots=True, kw_only=True)
class _Survey:
    """The parser's work, estimated from the tags alone."""

    url: str
    still_open: Counter[bytes] = field(default_factory=Counter)
    depth: int = 0
    formatting: int = 0
    """The formatting elements open now."""
    reopened: int = 0
    tags: int = 0
    options: int = 0

    def over(self, html: bytes) -> None:
        """Read all tags; raise as soon as a limit is passed. An end tag closes one element of its name, or nothing."""
        for closing, name, _ in _tags(html):
            if closing and name != b"br":  # </br> is read as <br>
                self._close(name)
            else:
                self._open(name)

    def _open(self, name: bytes) -> None:
        self.tags += 1
        self.options += name == b"option"
        if name in _FORMATTING:
            self.formatting += 1
        else:
            self.reopened += self.formatting
        if name not in _VOID:
            self.still_open[name] += 1
            self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep(self.url)
        if self.tags > MOST_TAGS:
            raise _refusal(self.url, f"more than {MOST_TAGS:,} elements")
        if self.reopened > MOST_REOPENED:
            raise _refusal(self.url, f"formatting left open over more than {MOST_REOPENED:,} blocks")
        if self.options > MOST_OPTIONS:
            raise _refusal(self.url, f"more than {MOST_OPTIONS:,} options to choose from")

    def _close(self, name: bytes) -> None:
        if self.still_open[name]:
            self.still_open[name] -= 1
            self.depth -= 1
            self.formatting -= name in _FORMATTING


def _tags(html: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield the tags outside of comments, scripts and the like: `/` or nothing, the name, and where the tag begins."""
    drawings = place = 0
    while tag := _TAG.search(html, place):
        place = tag.end()
        name = (tag[2] or b"").lower()
        if not name:
            continue
        yield tag[1], name, tag.start()
        if name in (b"svg", b"math"):
            drawings = max(0, drawings - 1) if tag[1] else drawings + (html[place : place + 2] != b"/>")
        elif name in _RAW and not tag[1] and not drawings:
            end = re.compile(b"</" + name, re.IGNORECASE).search(html, place)
            place = end.start() if end else len(html)


def _is_overloaded(html: bytes) -> bool:
    """Say whether a tag has too many attributes. A cheap check comes first, then an exact one, since a script may look
    like a tag."""
    return _may_be_overloaded(html) and any(_OVERLOADED.match(html, start) for _, _, start in _tags(html))


def _may_be_overloaded(html: bytes) -> bool:
    """Say whether something that looks like a tag has too many attributes. Only windows without `<` or without `>` are
    checked: ordinary markup has both in every window, and scripts and long prose are recognised by the tag before
    them."""
    for start in range(_STRIDE, len(html), _STRIDE):
        end = start + _STRIDE
        opens, ends = html.find(b"<", start, end) >= 0, html.find(b">", start, end) >= 0
        if opens and ends:
            continue
        place = html.rfind(b"<", start - _STRIDE, start)
        if place >= 0 and _OVERLOADED.match(html, place):
            return True
        ended = html.rfind(b">", start - _STRIDE, start) + 1 or start - _STRIDE
        first = _OPENED.search(html, ended, end) if opens or place >= ended else None
        if first and first.start() != place and _OVERLOADED.match(html, first.start()):
            return True
    return False


def safe_markup(body: bytes, *, url: str, content_type: str | None) -> bytes:
    """Return the page's markup in UTF-8, once it is known to be safe to parse.

    Raises:
        NotText: The body is an image, a PDF, an archive or the like.
        ParseError: It is nested too deep or too large to be parsed safely.
    """
    charset.refuse_binary(body, url=url)
    html = charset.utf8(body, content_type)
    refuse_costly(html, url=url)
    return html
