"""What stands around an anchor: the card of an article, with its heading, time and summary."""

from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from service.sources.feed_dates import moment
from service.sources.plain_text import SUMMARY_LIMIT, TITLE_LIMIT, plain, width

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_HEADING_TAGS = frozenset(_HEADINGS.split(", "))
_REACH = 6
"""Levels from an anchor up to the edge of its card, at most: cards in the page shapes looked at need 2 to 5."""
_EDGES = frozenset({"body", "main", "html"})
_SUMMARY_WIDTH = 40
"""Letters of a paragraph that can be a summary; shorter ones are kickers, counters and dates."""
_PARAGRAPHS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one card says."""

    headline: str | None = None
    """Its first heading."""
    published: datetime | None = None
    """Its first `<time>` that says a day."""
    paragraphs: tuple[str, ...] = ()
    """The first few that are long enough for a summary."""

    def summary(self, title: str | None) -> str | None:
        """The first paragraph that says something else than `title`."""
        return next((paragraph for paragraph in self.paragraphs if paragraph != title), None)


class Cards:
    """The cards of a page: around each anchor, the widest element that leads to no other article.

    Each is read once, however many anchors it has, so that asking for all is linear.
    """

    def __init__(self, anchors: list[tuple[LexborNode, str]]) -> None:
        self._owner: dict[int, str | None] = {}
        self._read: dict[int, Card] = {}
        for node, url in anchors:
            for around in upward(node, _REACH):
                if self._owner.setdefault(around.mem_id, url) != url:
                    self._owner[around.mem_id] = None

    def of(self, node: LexborNode, url: str) -> Card:
        """The card of an anchor that was given at first."""
        edge = node
        for around in upward(node, _REACH):
            if around.tag in _EDGES or self._owner.get(around.mem_id) != url:
                break
            edge = around
        if edge.mem_id not in self._read:
            self._read[edge.mem_id] = _read(edge)
        return self._read[edge.mem_id]


def upward(node: LexborNode, levels: int) -> list[LexborNode]:
    """`node` and what is around it, at most `levels` elements further out."""
    found: list[LexborNode] = []
    here: LexborNode | None = node
    while here is not None and len(found) <= levels:
        found.append(here)
        here = here.parent
    return found


def shape(node: LexborNode) -> str:
    """The tags and first class names of the three elements around `node`: the anchors of one list share them."""
    around = upward(node, 3)[1:]
    return ">".join(f"{each.tag}.{(each.attributes.get('class') or '').split(' ', 1)[0]}" for each in around)


def headline(anchor: LexborNode) -> str | None:
    """The text of the heading inside `anchor` or around it, or None."""
    inner = anchor.css_first(f"{_HEADINGS}, [role=heading]")
    if inner is not None:
        return plain(inner.text(), TITLE_LIMIT)
    for around in upward(anchor, 3)[1:]:
        if around.tag in _HEADING_TAGS or around.attributes.get("role") == "heading":
            return plain(anchor.text(), TITLE_LIMIT)
    return None


def _read(edge: LexborNode) -> Card:
    heading = edge.css_first(_HEADINGS)
    times = (moment(node.attributes.get("datetime")) or moment(node.text(strip=True)) for node in edge.css("time"))
    paragraphs = (plain(node.text(), SUMMARY_LIMIT) for node in edge.css("p")[: 2 * _PARAGRAPHS])
    return Card(
        headline=plain(heading.text(), TITLE_LIMIT) if heading is not None else None,
        published=next((time for time in times if time is not None), None),
        paragraphs=tuple(text for text in paragraphs if text and width(text) >= _SUMMARY_WIDTH)[:_PARAGRAPHS],
    )
