"""A section page → the links on it that are articles."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service.config import Source
from service.errors import ParseError
from service.models import Discovery, SourceKind
from service.sources.field_values import plain, width
from service.sources.link_collector import LinkCollector
from service.sources.listing.article_links import article_links
from service.sources.listing.listing_rules import listing_rules
from service.sources.listing.page_layout import PageRegions
from service.sources.source_document import SourceDocument
from service.sources.source_type import WebSourceType

MAX_LINKS = 2_000
"""Article links of one page, as in a feed."""

_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*"(?:News|Reportage|Report|Blog|Opinion)?(?:Article|Posting)"')

_NO_LINKS = (
    "no link on this page looks like an article's: it may need a browser, "
    "or name the element that holds the list with `content`"
)


class ListingSource(WebSourceType):
    """A section page, a front page, a list of press releases."""

    kind = SourceKind.LISTING
    reads_html = True

    def recognises(self, document: SourceDocument) -> bool:
        """Say whether the page is more a list of articles than an article; see `is_listing`."""
        return is_listing(document)

    def read(self, document: SourceDocument, source: Source, cursor: str | None) -> Discovery:
        """Return the page's article links; see `read_listing`."""
        return read_listing(document, content=source.content, remove=source.remove)


def read_listing(document: SourceDocument, *, content: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> Discovery:
    """Return the article links of a section page in page order, each with what its card has: headline, date, summary.

    `content` and `remove` are CSS selectors of elements to keep to and to take out of the document's tree. Where
    `content` matches nothing the whole page is read: it may be meant for the articles alone.
    No link is no error: a page can be empty, or be filled by scripts; a note says so.

    Raises:
        ParseError: a selector is not CSS.
    """
    base = document.base_url
    scopes = _scopes(document.tree, content, remove, document.url)
    collector = LinkCollector(limit=MAX_LINKS)
    for found in article_links(document, scopes, collector, chosen=bool(content)):
        collector.add(found.url, base=base, title=found.title, summary=found.summary, published=found.published)
    notes = () if collector.links else (_NO_LINKS,)
    return Discovery(
        kind=SourceKind.LISTING,
        links=collector.links,
        title=document.title,
        language=document.language,
        notes=(*notes, *collector.notes),
    )


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


# ── a listing or an article ───────────────────────────────────────────────────────────────────────────────────────


def is_listing(document: SourceDocument) -> bool:
    """Say whether a page is a list of articles: not where it calls itself one dated article, nor where its prose
    outweighs the links of articles, nor where it has too few of these."""
    rules, tree = listing_rules().article, document.tree
    scopes = [tree.body] if tree.body is not None else []
    found = article_links(document, scopes, LinkCollector(limit=1))
    said = _says_article(tree)
    if said and _dated_article(tree):
        return False
    prose = _prose(tree)
    size = "said" if said else "unsaid"
    if prose >= rules[f"prose_{size}"] and prose >= rules[f"prose_per_link_{size}"] * len(found):
        return False
    return len(found) >= rules["links"]


def _says_article(tree: LexborHTMLParser) -> bool:
    """Say whether Open Graph calls the page an article. Some section pages do so too: it only lowers the bar."""
    node = tree.css_first('meta[property="og:type"][content]')
    return node is not None and (node.attributes.get("content") or "").strip().lower() == "article"


def _dated_article(tree: LexborHTMLParser) -> bool:
    """Say whether it gives its publication time in Open Graph's words, or describes a single article in JSON-LD."""
    if tree.css_first('meta[property="article:published_time"]') is not None:
        return True
    scripts = tree.css('script[type="application/ld+json"]')
    return sum(len(_ARTICLE_TYPE.findall(script.text())) for script in scripts) == 1


def _prose(tree: LexborHTMLParser) -> int:
    """Count the letters in long paragraphs that stand outside boilerplate and are mostly not links."""
    least = listing_rules().article["paragraph"]
    regions = PageRegions()
    total = 0
    for node in tree.css("p"):
        size = width(plain(node.text(), 5_000) or "")
        if size < least or regions.of(node).boilerplate:
            continue
        linked = sum(width(anchor.text(strip=True)) for anchor in node.css("a"))
        total += size if linked * 2 < size else 0
    return total
