"""Where on a page an anchor stands: in the page's own list or around it, and in the card of which article."""

from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from service.sources.field_values import SUMMARY_LIMIT, TITLE_LIMIT, moment, plain, width
from service.sources.listing.listing_rules import listing_rules, name_words

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_HEADING_TAGS = frozenset(_HEADINGS.split(", "))
_REACH = 6
"""Levels from an anchor up to the edge of its card, at most: cards in the page shapes looked at need 2 to 5."""
_EDGES = frozenset({"body", "main", "html"})
_SUMMARY_WIDTH = 40
"""Letters of a paragraph that can be a summary; shorter ones are kickers, counters and dates."""
_PARAGRAPHS = 5
_BOUNDS = frozenset({"article", "main", "section", "li", "table"})
_NEVER_NAMED = frozenset({"html", "body", "main", "article"})


# ── regions ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRegion:
    """What the ancestors of a node say."""

    bounded: bool = False
    """Inside an article, a section or the like, which have headers of their own."""
    article: bool = False
    boilerplate: bool = False
    """In a menu, a footer or the like, by an element or a role."""
    named_boilerplate: bool = False
    """The same by the name of a class or id, which is less sure."""


class PageRegions:
    """Tells where the nodes of one page stand; remembers what it has worked out, so that asking for all is linear."""

    def __init__(self) -> None:
        self._known: dict[int, PageRegion] = {}

    def of(self, node: LexborNode) -> PageRegion:
        """Return the region of `node`."""
        chain: list[LexborNode] = []
        here = node.parent
        while here is not None and here.mem_id not in self._known:
            chain.append(here)
            here = here.parent
        region = PageRegion() if here is None else self._known[here.mem_id]
        for ancestor in reversed(chain):
            region = self._known[ancestor.mem_id] = _inside(ancestor, region)
        return region


def _inside(node: LexborNode, outer: PageRegion) -> PageRegion:
    rules, tag, attributes = listing_rules(), node.tag or "", node.attributes
    by_role = (attributes.get("role") or "").lower() in rules.roles
    by_tag = tag in rules.elements or (tag in rules.bounded and not outer.bounded)
    return PageRegion(
        bounded=outer.bounded or tag in _BOUNDS,
        article=outer.article or tag == "article",
        boilerplate=outer.boilerplate or by_role or by_tag,
        named_boilerplate=outer.named_boilerplate or (tag not in _NEVER_NAMED and _named_boilerplate(attributes)),
    )


def _named_boilerplate(attributes: dict[str, str | None]) -> bool:
    rules = listing_rules()
    for name in f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split():
        words = name_words(name)
        if not rules.names.isdisjoint(words) and rules.wrappers.isdisjoint(words):
            return True
    return False


# ── cards ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """What the card of one article says."""

    headline: str | None = None
    """Its first heading."""
    published: datetime | None = None
    """Its first `<time>` that says a day."""
    paragraphs: tuple[str, ...] = ()
    """The first few that are long enough for a summary."""

    def summary(self, title: str | None) -> str | None:
        """Return the first paragraph that says something else than `title`."""
        return next((paragraph for paragraph in self.paragraphs if paragraph != title), None)


class ArticleCards:
    """The cards of a page: around each anchor, the widest element that leads to no other article.

    Each is read once, however many anchors it has, so that asking for all is linear.
    """

    def __init__(self, anchors: list[tuple[LexborNode, str]]) -> None:
        self._owner: dict[int, str | None] = {}
        self._read: dict[int, ArticleCard] = {}
        for node, url in anchors:
            for around in upward(node, _REACH):
                if self._owner.setdefault(around.mem_id, url) != url:
                    self._owner[around.mem_id] = None

    def of(self, node: LexborNode, url: str) -> ArticleCard:
        """Return the card of one of the anchors."""
        edge = node
        for around in upward(node, _REACH):
            if around.tag in _EDGES or self._owner.get(around.mem_id) != url:
                break
            edge = around
        if edge.mem_id not in self._read:
            self._read[edge.mem_id] = _read(edge)
        return self._read[edge.mem_id]


def upward(node: LexborNode, levels: int) -> list[LexborNode]:
    """Return `node` and what is around it, at most `levels` elements further out."""
    found: list[LexborNode] = []
    here: LexborNode | None = node
    while here is not None and len(found) <= levels:
        found.append(here)
        here = here.parent
    return found


def shape(node: LexborNode) -> str:
    """Return the tags and first class names of the three elements around `node`: the anchors of one list share them."""
    around = upward(node, 3)[1:]
    return ">".join(f"{each.tag}.{(each.attributes.get('class') or '').split(' ', 1)[0]}" for each in around)


def headline(anchor: LexborNode) -> str | None:
    """Return the text of the heading inside `anchor` or around it, or None."""
    inner = anchor.css_first(f"{_HEADINGS}, [role=heading]")
    if inner is not None:
        return plain(inner.text(), TITLE_LIMIT)
    for around in upward(anchor, 3)[1:]:
        if around.tag in _HEADING_TAGS or around.attributes.get("role") == "heading":
            return plain(anchor.text(), TITLE_LIMIT)
    return None


def _read(edge: LexborNode) -> ArticleCard:
    heading = edge.css_first(_HEADINGS)
    times = (moment(node.attributes.get("datetime")) or moment(node.text(strip=True)) for node in edge.css("time"))
    paragraphs = (plain(node.text(), SUMMARY_LIMIT) for node in edge.css("p")[: 2 * _PARAGRAPHS])
    return ArticleCard(
        headline=plain(heading.text(), TITLE_LIMIT) if heading is not None else None,
        published=next((time for time in times if time is not None), None),
        paragraphs=tuple(text for text in paragraphs if text and width(text) >= _SUMMARY_WIDTH)[:_PARAGRAPHS],
    )
