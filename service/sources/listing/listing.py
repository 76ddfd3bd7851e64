"""A section page → the links on it that are articles.

Each URL gathers signs from its own form, from the texts of its anchors and from where they stand; the weighted signs
decide (`rules/listing.toml`). The form of the URL and the length of the anchor text are what newspaper and news-please
go by; that cards and repeated shapes count too finds titles in scripts without spaces, and sites without slugs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service.errors import ParseError
from service.models import Discovery, SourceKind
from service.sources.link_collector import BadLink, LinkCollector, web_url
from service.sources.listing.article_urls import refusal, same_site, signs
from service.sources.listing.cards import Card, Cards, headline, shape
from service.sources.listing.item_lists import item_lists
from service.sources.listing.page_regions import PageRegion, Places
from service.sources.listing.rulebook import rulebook
from service.sources.plain_text import NAME_LIMIT, TITLE_LIMIT, language_tag, plain, width

MAX_LINKS = 2_000
"""Article links of one page, as in a feed."""
MAX_ANCHORS = 10_000
"""Anchors looked at, in each scope; real section pages have a few hundred."""

_NO_LINKS = (
    "no link on this page looks like an article's: it may need a browser, "
    "or name the element that holds the list with `content`"
)


def read_listing(
    tree: LexborHTMLParser, *, url: str, content: tuple[str, ...] = (), remove: tuple[str, ...] = ()
) -> Discovery:
    """The article links of a section page in page order, each with what its card has: headline, date, summary.

    `content` and `remove` are CSS selectors of elements to keep to and to take out; `tree` is changed. Where `content`
    matches nothing the whole page is read: it may be meant for the articles alone.
    No link is no error: a page can be empty, or be filled by scripts; a note says so.

    Raises:
        ParseError: a selector is not CSS.
    """
    base = base_url(tree, url)
    scopes = _scopes(tree, content, remove, url)
    harvest = LinkCollector(limit=MAX_LINKS)
    for found in article_links(scopes, tree=tree, page=url, harvest=harvest, chosen=bool(content)):
        harvest.add(found.url, base=base, title=found.title, summary=found.summary, published=found.published)
    notes = () if harvest.links else (_NO_LINKS,)
    return Discovery(
        kind=SourceKind.LISTING,
        links=harvest.links,
        title=page_title(tree),
        language=page_language(tree),
        notes=(*notes, *harvest.notes),
    )


def base_url(tree: LexborHTMLParser, url: str) -> str:
    """What the page's relative URLs are resolved against: `<base href>`, else its own URL."""
    node = tree.css_first("base[href]")
    try:
        return web_url(node.attributes.get("href") or "", url) if node is not None else url
    except BadLink:
        return url


def page_title(tree: LexborHTMLParser) -> str | None:
    """The page's `<title>`, as it stands."""
    node = tree.css_first("head title")
    return plain(node.text(), NAME_LIMIT) if node is not None else None


def page_language(tree: LexborHTMLParser) -> str | None:
    """The language that `<html lang>` says."""
    node = tree.css_first("html")
    return language_tag(node.attributes.get("lang")) if node is not None else None


# ── candidates ────────────────────────────────────────────────────────────────────────────────────────────────────


class Rank(IntEnum):
    """How sure it is that an anchor stands in the page's own list."""

    FURNITURE = 0
    """By an element or a role, such as `<nav>`."""
    NAMED_FURNITURE = 1
    """By the name of a class or id, such as `related-links`."""
    OWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One link of the page."""

    node: LexborNode
    url: str
    text: str
    """Its text, else its label; "" where that is no more than "Read more"."""
    place: PageRegion
    shape: str
    rank: Rank


@dataclass(slots=True, kw_only=True)
class Candidate:
    """What has been gathered of one URL."""

    url: str
    rank: Rank
    signs: set[str]
    titles: list[tuple[int, str]] = field(default_factory=list)
    """Texts for a title, with how far to trust each."""
    summary: str | None = None
    published: datetime | None = None

    @property
    def score(self) -> int:
        """The sum of the signs' weights; one headline-long text makes up for short ones."""
        weights = rulebook().weights
        found = self.signs - {"few_words"} if "words" in self.signs else self.signs
        return sum(weights[sign] for sign in found)

    @property
    def title(self) -> str | None:
        """The most trusted text, the longest of several."""
        return max(self.titles, key=lambda title: (title[0], len(title[1])))[1] if self.titles else None


def article_links(
    scopes: list[LexborNode], *, tree: LexborHTMLParser, page: str, harvest: LinkCollector, chosen: bool = False
) -> list[Candidate]:
    """The candidates that pass, in page order. Files that are no pages are counted in `harvest`.

    `chosen` says that the source's keeper has chosen `scopes`: furniture does not count in there.
    """
    base = base_url(tree, page)
    anchors = _best(_anchors(scopes, base, page, harvest))
    candidates = _gather(anchors, page, {"chosen"} if chosen else set())
    for address, name in item_lists(tree, base):
        if refusal(address, page) is None:
            listed = candidates.setdefault(address, Candidate(url=address, rank=Rank.OWN, signs=signs(address)))
            listed.signs |= {"listed"} | _text_signs(name or "")
            listed.titles += [(1, name)] if name else []
    passing = [each for each in candidates.values() if each.score >= rulebook().weights["threshold"]]
    own = [each for each in passing if chosen or each.rank is Rank.OWN]
    # Some sites name their whole page a sidebar or a menu: what elements say then stands alone.
    return own or [each for each in passing if each.rank is Rank.NAMED_FURNITURE]


def _scopes(tree: LexborHTMLParser, content: tuple[str, ...], remove: tuple[str, ...], url: str) -> list[LexborNode]:
    for selector in remove:
        for node in _select(tree, selector, url):
            node.decompose()
    scopes = [node for selector in content for node in _select(tree, selector, url)]
    return scopes or ([tree.body] if tree.body is not None else [])


def _select(tree: LexborHTMLParser, selector: str, url: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except Exception as error:  # selectolax raises its own SelectolaxError, outside any hierarchy
        raise ParseError(f"{url}: {selector!r} is no CSS selector; correct `content` or `remove`", url=url) from error


def _anchors(scopes: list[LexborNode], base: str, page: str, harvest: LinkCollector) -> Iterator[Anchor]:
    """Each anchor that could lead to an article, once, in page order."""
    seen: set[int] = set()
    verdicts: dict[str, str | None] = {}
    places = Places()
    for scope in scopes:
        for node in scope.css("a[href]")[:MAX_ANCHORS]:
            if node.mem_id in seen:
                continue
            seen.add(node.mem_id)
            try:
                address = web_url(node.attributes.get("href") or "", base)
            except BadLink:
                continue
            if address not in verdicts:
                verdicts[address] = refusal(address, page)
                if verdicts[address]:
                    harvest.drop(f"a .{verdicts[address]} file, no web page")
            if verdicts[address] is None:
                yield _anchor(node, address, places.of(node))


def _anchor(node: LexborNode, address: str, place: PageRegion) -> Anchor:
    rank = Rank.FURNITURE if place.furniture else Rank.NAMED_FURNITURE if place.named_furniture else Rank.OWN
    label = node.attributes.get("title") or node.attributes.get("aria-label")
    text = plain(node.text(separator=" "), TITLE_LIMIT) or plain(label, TITLE_LIMIT) or ""
    return Anchor(
        node=node, url=address, text="" if _generic(text) else text, place=place, shape=shape(node), rank=rank
    )


def _best(anchors: Iterable[Anchor]) -> list[Anchor]:
    """Of each URL the anchors of its best rank: what a menu says of an article does not count where a card does."""
    found = list(anchors)
    ranks: dict[str, Rank] = {}
    for anchor in found:
        ranks[anchor.url] = max(anchor.rank, ranks.get(anchor.url, anchor.rank))
    return [anchor for anchor in found if anchor.rank is ranks[anchor.url]]


def _gather(anchors: list[Anchor], page: str, given: set[str]) -> dict[str, Candidate]:
    candidates: dict[str, Candidate] = {}
    cards = Cards([(anchor.node, anchor.url) for anchor in anchors])
    repeated = _repeated(anchors)
    for anchor in anchors:
        found = candidates.get(anchor.url)
        if found is None:
            found = candidates[anchor.url] = Candidate(
                url=anchor.url, rank=anchor.rank, signs=signs(anchor.url) | given
            )
            found.signs |= set() if same_site(anchor.url, page) else {"other_site"}
        _read_anchor(found, anchor, cards.of(anchor.node, anchor.url))
        if anchor.shape in repeated:
            found.signs.add("repeated")
    return candidates


def _repeated(anchors: list[Anchor]) -> set[str]:
    """The shapes that at least three URLs with headline-long texts share."""
    shapes = {(anchor.shape, anchor.url) for anchor in anchors if "words" in _text_signs(anchor.text)}
    counts = Counter(name for name, _ in shapes)
    return {name for name, count in counts.items() if count >= 3}


def _read_anchor(found: Candidate, anchor: Anchor, card: Card) -> None:
    heading = headline(anchor.node)
    if not anchor.text:
        heading = heading if heading and not _generic(heading) else card.headline
    if heading:
        found.signs.add("headline")
        found.titles.append((3, heading))
    if anchor.text:
        found.titles.append((2, anchor.text))
    found.signs |= _text_signs(heading or anchor.text)
    found.published = found.published or card.published
    found.summary = found.summary or card.summary(heading or anchor.text)
    if anchor.place.article or found.published:
        found.signs.add("card")


def _generic(text: str) -> bool:
    return text.casefold().strip(" .…»›→>:") in rulebook().generic or not text


def _text_signs(text: str) -> set[str]:
    rules = rulebook()
    if len(text.split()) >= rules.headline_words or width(text) >= rules.headline_width:
        return {"words"}
    return {"few_words"} if text else set()
