"""The links of a page that lead to articles.

Each URL gathers signs from its own form, from the texts of its anchors and from where they stand; the weighted signs
decide (`rules/listing.toml`). The form of the URL and the length of the anchor text are what newspaper and news-please
go by; that cards and repeated shapes count too finds titles in scripts without spaces, and sites without slugs.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service.sources.field_values import TITLE_LIMIT, plain, width
from service.sources.link_collector import BadLink, LinkCollector, web_url
from service.sources.listing.listing_rules import listing_rules
from service.sources.listing.page_layout import ArticleCard, ArticleCards, PageRegion, PageRegions, headline, shape
from service.sources.source_document import SourceDocument

MAX_ANCHORS = 10_000
"""Anchors looked at, in each scope; real section pages have a few hundred."""

_MAX_ITEMS = 2_000
_NESTING = ("@graph", "mainEntity", "hasPart")

_DATED = re.compile(
    r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:[/-](?:0?[1-9]|[12]\d|3[01]))?[/-][^/]*[^\W\d]"
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{5,}")
_SLUG_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_WEB_ENDING = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm|cms|shtml|stm|xhtml)$", re.IGNORECASE)
_LIST_QUERY = re.compile(r"(?:^|&)(?:page|paged|offset|start|sort|filter|share|replytocom|s|q)=", re.IGNORECASE)


class Rank(IntEnum):
    """How sure it is that an anchor stands in the page's own list."""

    BOILERPLATE = 0
    """By an element or a role, such as `<nav>`."""
    NAMED_BOILERPLATE = 1
    """By the name of a class or id, such as `related-links`."""
    OWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One link of the page."""

    node: LexborNode
    url: str
    text: str
    """Its text, else its label; "" where that is no more than "Read more"."""
    region: PageRegion
    shape: str
    rank: Rank


@dataclass(slots=True, kw_only=True)
class ArticleLink:
    """A URL that may be an article's, and what has been gathered of it."""

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
        weights = listing_rules().weights
        found = self.signs - {"few_words"} if "words" in self.signs else self.signs
        return sum(weights[sign] for sign in found)

    @property
    def title(self) -> str | None:
        """The most trusted text, the longest of several."""
        return max(self.titles, key=lambda title: (title[0], len(title[1])))[1] if self.titles else None


def article_links(
    document: SourceDocument, scopes: list[LexborNode], collector: LinkCollector, *, chosen: bool = False
) -> list[ArticleLink]:
    """Return the links that pass, in page order. Files that are no pages are counted in `collector`.

    `chosen` says that the source's keeper has chosen `scopes`: boilerplate does not count in there.
    """
    base, page = document.base_url, document.url
    anchors = _best(_anchors(scopes, base, page, collector))
    candidates = _gather(anchors, page, {"chosen"} if chosen else set())
    for address, name in _item_lists(document.tree, base):
        if refusal(address, page) is None:
            listed = candidates.setdefault(address, ArticleLink(url=address, rank=Rank.OWN, signs=signs(address)))
            listed.signs |= {"listed"} | _text_signs(name or "")
            listed.titles += [(1, name)] if name else []
    passing = [each for each in candidates.values() if each.score >= listing_rules().weights["threshold"]]
    own = [each for each in passing if chosen or each.rank is Rank.OWN]
    # Some sites name their whole page a sidebar or a menu: what elements say then stands alone.
    return own or [each for each in passing if each.rank is Rank.NAMED_BOILERPLATE]


def _anchors(scopes: list[LexborNode], base: str, page: str, collector: LinkCollector) -> Iterator[Anchor]:
    """Yield each anchor that could lead to an article, once, in page order."""
    seen: set[int] = set()
    refusals: dict[str, str | None] = {}
    regions = PageRegions()
    for scope in scopes:
        for node in scope.css("a[href]")[:MAX_ANCHORS]:
            if node.mem_id in seen:
                continue
            seen.add(node.mem_id)
            try:
                address = web_url(node.attributes.get("href") or "", base)
            except BadLink:
                continue
            if address not in refusals:
                refusals[address] = refusal(address, page)
                if refusals[address]:
                    collector.drop(f"a .{refusals[address]} file, no web page")
            if refusals[address] is None:
                yield _anchor(node, address, regions.of(node))


def _anchor(node: LexborNode, address: str, region: PageRegion) -> Anchor:
    rank = Rank.BOILERPLATE if region.boilerplate else Rank.NAMED_BOILERPLATE if region.named_boilerplate else Rank.OWN
    label = node.attributes.get("title") or node.attributes.get("aria-label")
    text = plain(node.text(separator=" "), TITLE_LIMIT) or plain(label, TITLE_LIMIT) or ""
    return Anchor(
        node=node, url=address, text="" if _generic(text) else text, region=region, shape=shape(node), rank=rank
    )


def _best(anchors: Iterable[Anchor]) -> list[Anchor]:
    """Return each URL's anchors of its best rank: what a menu says of an article does not count where a card does."""
    found = list(anchors)
    ranks: dict[str, Rank] = {}
    for anchor in found:
        ranks[anchor.url] = max(anchor.rank, ranks.get(anchor.url, anchor.rank))
    return [anchor for anchor in found if anchor.rank is ranks[anchor.url]]


def _gather(anchors: list[Anchor], page: str, given: set[str]) -> dict[str, ArticleLink]:
    candidates: dict[str, ArticleLink] = {}
    cards = ArticleCards([(anchor.node, anchor.url) for anchor in anchors])
    repeated = _repeated(anchors)
    for anchor in anchors:
        found = candidates.get(anchor.url)
        if found is None:
            found = candidates[anchor.url] = ArticleLink(
                url=anchor.url, rank=anchor.rank, signs=signs(anchor.url) | given
            )
            found.signs |= set() if same_site(anchor.url, page) else {"other_site"}
        _read_anchor(found, anchor, cards.of(anchor.node, anchor.url))
        if anchor.shape in repeated:
            found.signs.add("repeated")
    return candidates


def _repeated(anchors: list[Anchor]) -> set[str]:
    """Return the shapes that at least three URLs with headline-long texts share."""
    shapes = {(anchor.shape, anchor.url) for anchor in anchors if "words" in _text_signs(anchor.text)}
    counts = Counter(name for name, _ in shapes)
    return {name for name, count in counts.items() if count >= 3}


def _read_anchor(found: ArticleLink, anchor: Anchor, card: ArticleCard) -> None:
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
    if anchor.region.article or found.published:
        found.signs.add("card")


def _generic(text: str) -> bool:
    return text.casefold().strip(" .…»›→>:") in listing_rules().generic or not text


def _text_signs(text: str) -> set[str]:
    rules = listing_rules()
    if len(text.split()) >= rules.headline_words or width(text) >= rules.headline_width:
        return {"words"}
    return {"few_words"} if text else set()


# ── schema.org ItemLists ──────────────────────────────────────────────────────────────────────────────────────────


def _item_lists(tree: LexborHTMLParser, base: str) -> Iterator[tuple[str, str | None]]:
    """Yield what the publisher's own ItemLists in JSON-LD name: URLs, absolute, and names, in their order. JSON that is
    broken is passed over."""
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            nodes: list[Any] = [json.loads(script.text())]
        except (ValueError, RecursionError):
            continue
        while nodes:
            node = nodes.pop()
            if isinstance(node, list):
                nodes.extend(reversed(node))
            elif isinstance(node, Mapping):
                if "ItemList" in _types(node):
                    yield from _items(node, base)
                nodes.extend(node[name] for name in _NESTING if name in node)


def _types(node: Mapping[str, Any]) -> list[Any]:
    kind = node.get("@type")
    return kind if isinstance(kind, list) else [kind]


def _items(node: Mapping[str, Any], base: str) -> Iterator[tuple[str, str | None]]:
    elements = node.get("itemListElement")
    for element in elements[:_MAX_ITEMS] if isinstance(elements, list) else []:
        if not isinstance(element, Mapping):
            continue
        inner = element.get("item")
        item = inner if isinstance(inner, Mapping) else element
        address = item.get("url") or item.get("@id") or element.get("url") or inner
        if isinstance(address, str) and "SiteNavigationElement" not in _types(item):
            try:
                url = web_url(address, base)
            except BadLink:
                continue
            yield url, plain(item.get("headline") or item.get("name") or element.get("name"), TITLE_LIMIT)


# ── what a URL alone says ─────────────────────────────────────────────────────────────────────────────────────────


def refusal(url: str, page: str) -> str | None:
    """Return why `url`, named on `page`, cannot be an article: a word for the note where it is a file, "" where it is a
    list, a tool or the page itself. None where it can.
    """
    rules = listing_rules()
    target, here = urlsplit(url), urlsplit(page)
    parts = _parts(target)
    ending = _ENDING.search(parts[-1]) if parts else None
    if ending and ending[1] in rules.endings:
        return ending[1]
    if (target.netloc, target.path.rstrip("/")) == (here.netloc, here.path.rstrip("/")):
        return None if _content_query(target) else ""
    if not parts and not _content_query(target):
        return ""
    if _LIST_QUERY.search(target.query) or not rules.folders.isdisjoint(parts[:-1]):
        return ""
    if parts and (parts[-1] in rules.pages or _WEB_ENDING.sub("", parts[-1]) in rules.pages):
        return ""
    return None


def signs(url: str) -> set[str]:
    """Return which signs of `[weights]` the URL bears: dated_path, numbered, slug or short_slug, section."""
    target = urlsplit(url)
    parts = _parts(target)
    found = set()
    if _DATED.search(target.path):
        found.add("dated_path")
    last = _WEB_ENDING.sub("", parts[-1]) if parts else ""
    if any(_NUMBERED.search(part) for part in parts[-2:]) or _NUMBERED.search(target.query):
        found.add("numbered")
    words = len(_SLUG_WORD.findall(last))
    if words >= 3 or (words and not last.isascii() and len(last) >= 8):
        found.add("slug")
    elif words == 2:
        found.add("short_slug")
    elif not found and not re.search(r"\d", last + target.query):
        found.add("section")
    return found


def same_site(url: str, page: str) -> bool:
    """Say whether both hosts belong to one registered name, as far as that shows without the public suffix list."""
    return _site(urlsplit(url).hostname or "") == _site(urlsplit(page).hostname or "")


def _site(host: str) -> str:
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host:
        return host
    long = len(labels) > 2 and labels[-2] in listing_rules().shared and len(labels[-1]) == 2
    return ".".join(labels[-3 if long else -2 :])


def _parts(target: SplitResult) -> list[str]:
    return [part for part in unquote(target.path).lower().split("/") if part]


def _content_query(target: SplitResult) -> bool:
    """Say whether the query names an article, as in `?id=123` and `?p=123`."""
    return bool(re.search(r"(?:^|&)\w{1,12}=\d{2,}(?:&|$)", target.query)) and not _LIST_QUERY.search(target.query)
