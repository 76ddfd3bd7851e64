"""What is refused before parsing: markup that costs the parser more than its size allows.

lexbor's cost grows with the square of the nesting (200,000 nested <div>s, 1 MB, took 82 s) and with the square of the
attributes on one tag. Both are found by one linear look at the tags.
"""

import re
from collections import Counter
from collections.abc import Iterator

from service.errors import ParseError

DEEPEST = 500
"""Open elements at once. Real pages stay below 100; Chromium cuts at 512."""
MOST_ATTRIBUTES = 2_000
"""On one tag. Real pages stay below 100."""
LARGEST = 20_000_000
"""Characters. Fetching stops at 15 MB; this holds for local files too."""

FEW_TAGS = 1_000
"""Up to here nothing is looked at: so few tags parse in no time however they stand, and walking tells their depth."""
MANY_TAGS = 20_000
"""From here on a page is always looked at closely: fewer tags nested as deep as they go still parse in under a
second."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "path",
        "rect",
        "use",
        "circle",
    ]
)
"""Elements that are never left open, or close themselves when the next of their kind begins."""
_RAW = re.compile(r"<script\b|<style\b|<!--", re.IGNORECASE)
_RAW_END = {
    "<script": re.compile("</script", re.IGNORECASE),
    "<style": re.compile("</style", re.IGNORECASE),
    "<!--": re.compile("-->"),
}
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_CHUNKS = 32
_STRIDE = 2 * MOST_ATTRIBUTES
"""Characters that so many attributes fill at the least."""


def refuse_costly(html: str, *, url: str) -> None:
    """Raise where parsing `html` would cost far more than its size allows.

    Raises:
        ParseError: too large, nested too deep, or too many attributes on one tag.
    """
    if len(html) > LARGEST:
        raise ParseError(
            f"{url}: {len(html):,} characters, more than {LARGEST:,}; leave it out of this source", url=url
        )
    if _may_be_deep(html) and _depth(html) > DEEPEST:
        raise too_deep(url)
    if _attributes(html) > MOST_ATTRIBUTES:
        raise ParseError(
            f"{url}: more than {MOST_ATTRIBUTES:,} attributes on one tag; leave it out of this source", url=url
        )


def too_deep(url: str) -> ParseError:
    """The error for a page nested too deep: told before parsing where it can be, while walking else."""
    return ParseError(f"{url}: nested deeper than {DEEPEST} elements; leave it out of this source", url=url)


def _may_be_deep(html: str) -> bool:
    """A bound that costs little: every `<` opens and every `</` closes, counted in chunks.

    Void elements, comments and scripts only make it larger, so that most pages need no closer look. End tags that close
    nothing make it too small: pages with tags enough for that to cost much are looked at closely, the others while
    walking.
    """
    tags = html.count("<")
    if not FEW_TAGS < tags <= MANY_TAGS:
        return tags > MANY_TAGS
    size = len(html) // _CHUNKS + 1
    balance = 0
    for start in range(0, len(html), size):
        opened, closed = html.count("<", start, start + size), html.count("</", start, start + size)
        if balance + opened - closed > DEEPEST:
            return True
        balance = max(0, balance + opened - 2 * closed)
    return False


def _depth(html: str) -> int:
    """The most elements open at once. An end tag closes one element of its name, or nothing."""
    still_open: Counter[str] = Counter()
    depth = deepest = 0
    for markup in _outside_raw_text(html):
        for closing, name in _TAG.findall(markup):
            name = name.lower()
            if name in _VOID:
                continue
            if not closing:
                still_open[name] += 1
                depth += 1
                deepest = max(deepest, depth)
            elif still_open[name]:
                still_open[name] -= 1
                depth -= 1
    return deepest


def _outside_raw_text(html: str) -> Iterator[str]:
    """The stretches of `html` outside of scripts, styles and comments, where `<` opens nothing."""
    place = 0
    while opened := _RAW.search(html, place):
        yield html[place : opened.start()]
        ends = _RAW_END[opened[0].lower()].search(html, opened.end())
        if ends is None:
            return
        place = ends.end()
    yield html[place:]


def _attributes(html: str) -> int:
    """The most attributes on one tag, scripts aside; 0 where no tag is long enough for too many.

    Quoted values count for nothing: they may hold a page's whole state.
    """
    most = 0
    for markup in _outside_scripts(html):
        if any(len(stretch.split()) > MOST_ATTRIBUTES for stretch in _long_stretches(markup)):
            long = (stretch for stretch in _QUOTED.sub("", markup).split(">") if len(stretch) > _STRIDE)
            tags = (stretch[stretch.rfind("<") :] for stretch in long)
            most = max(most, *(len(tag.split()) for tag in tags if _TAG.match(tag)), 0)
    return most


def _outside_scripts(html: str) -> Iterator[str]:
    """As `_outside_raw_text`, for scripts in lower case alone: these are most of a page, and finding them costs next
    to nothing."""
    place = 0
    while (opened := html.find("<script", place)) >= 0:
        yield html[place:opened]
        place = html.find("</script", opened)
        if place < 0:
            return
    yield html[place:]


def _long_stretches(markup: str) -> Iterator[str]:
    """The stretches without a `>` that may hold so many attributes: one of twice the stride holds a whole window of
    it."""
    end = 0
    for start in range(0, len(markup) - _STRIDE, _STRIDE):
        if start >= end and markup.find(">", start, start + _STRIDE) < 0:
            end = markup.find(">", start)
            end = len(markup) if end < 0 else end
            yield markup[markup.rfind(">", 0, start) + 1 : end]
