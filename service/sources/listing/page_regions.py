"""Where in a page a node stands: in its furniture, in an article."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from service.sources.listing.rulebook import name_words, rulebook

_BOUNDS = frozenset({"article", "main", "section", "li", "table"})
_NEVER_NAMED = frozenset({"html", "body", "main", "article"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRegion:
    """What the ancestors of a node say."""

    bounded: bool = False
    """Inside an article, a section or the like, which have headers of their own."""
    article: bool = False
    furniture: bool = False
    """By an element or a role."""
    named_furniture: bool = False
    """By the name of a class or id, which is less sure."""


class Places:
    """Answers where nodes of one page stand; remembers what it has worked out, so that asking for all is linear."""

    def __init__(self) -> None:
        self._known: dict[int, PageRegion] = {}

    def of(self, node: LexborNode) -> PageRegion:
        """The place of `node`."""
        chain: list[LexborNode] = []
        here = node.parent
        while here is not None and here.mem_id not in self._known:
            chain.append(here)
            here = here.parent
        place = PageRegion() if here is None else self._known[here.mem_id]
        for ancestor in reversed(chain):
            place = self._known[ancestor.mem_id] = _inside(ancestor, place)
        return place


def _inside(node: LexborNode, outer: PageRegion) -> PageRegion:
    rules, tag, attributes = rulebook(), node.tag or "", node.attributes
    by_role = (attributes.get("role") or "").lower() in rules.roles
    by_tag = tag in rules.elements or (tag in rules.bounded and not outer.bounded)
    return PageRegion(
        bounded=outer.bounded or tag in _BOUNDS,
        article=outer.article or tag == "article",
        furniture=outer.furniture or by_role or by_tag,
        named_furniture=outer.named_furniture or (tag not in _NEVER_NAMED and _named_furniture(attributes)),
    )


def _named_furniture(attributes: dict[str, str | None]) -> bool:
    rules = rulebook()
    for name in f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split():
        words = name_words(name)
        if not rules.names.isdisjoint(words) and rules.wrappers.isdisjoint(words):
            return True
    return False
