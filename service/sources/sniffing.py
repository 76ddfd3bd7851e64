"""What a source is, told from one answer."""

import re

from selectolax.lexbor import LexborHTMLParser

from service.models import SourceKind
from service.sources.json_feed import looks_like_json
from service.sources.link_collector import BadLink, LinkCollector, web_url
from service.sources.listing.listing import article_links, base_url
from service.sources.listing.page_regions import Places
from service.sources.listing.rulebook import rulebook
from service.sources.plain_text import plain, width
from service.sources.sitemap import looks_like_url_list
from service.sources.xml_markup import find_root

_FEED_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*"(?:News|Reportage|Report|Blog|Opinion)?(?:Article|Posting)"')
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})


def kind_of_text(text: str) -> SourceKind | None:
    """FEED or SITEMAP by the root element or the first character; None for HTML and all else."""
    found = find_root(text)
    if found is not None and found.root in _FEED_ROOTS:
        return SourceKind.FEED
    if found is not None and found.root in _SITEMAP_ROOTS:
        return SourceKind.SITEMAP
    if found is None and looks_like_json(text):
        return SourceKind.FEED
    if found is None and looks_like_url_list(text):
        return SourceKind.SITEMAP
    return None


def kind_of_page(tree: LexborHTMLParser, *, url: str) -> SourceKind:
    """PAGE where it calls itself one dated article, or its prose outweighs the links of articles; else LISTING."""
    rules = rulebook().article
    scopes = [tree.body] if tree.body is not None else []
    found = article_links(scopes, tree=tree, page=url, harvest=LinkCollector(limit=1))
    said = _says_article(tree)
    if said and _dated_article(tree):
        return SourceKind.PAGE
    prose = _prose(tree)
    size = "said" if said else "unsaid"
    if prose >= rules[f"prose_{size}"] and prose >= rules[f"prose_per_link_{size}"] * len(found):
        return SourceKind.PAGE
    return SourceKind.LISTING if len(found) >= rules["links"] else SourceKind.PAGE


def named_feeds(tree: LexborHTMLParser, *, url: str) -> tuple[str, ...]:
    """The feeds that the page's head names, absolute, at most three."""
    found = []
    base = base_url(tree, url)
    for node in tree.css("link[rel~=alternate][href][type]"):
        if (node.attributes.get("type") or "").strip().lower() in _FEED_TYPES:
            try:
                found.append(web_url(node.attributes.get("href") or "", base))
            except BadLink:
                continue
    return tuple(dict.fromkeys(found))[:3]


def _says_article(tree: LexborHTMLParser) -> bool:
    """Whether the page calls itself an article (Open Graph). Some section pages do so too: it only lowers the bar."""
    node = tree.css_first('meta[property="og:type"][content]')
    return node is not None and (node.attributes.get("content") or "").strip().lower() == "article"


def _dated_article(tree: LexborHTMLParser) -> bool:
    """Whether it gives its publication time in Open Graph's words, or describes a single article in JSON-LD."""
    if tree.css_first('meta[property="article:published_time"]') is not None:
        return True
    scripts = tree.css('script[type="application/ld+json"]')
    return sum(len(_ARTICLE_TYPE.findall(script.text())) for script in scripts) == 1


def _prose(tree: LexborHTMLParser) -> int:
    """Letters in long paragraphs that stand outside furniture and are mostly not links."""
    least = rulebook().article["paragraph"]
    places = Places()
    total = 0
    for node in tree.css("p"):
        size = width(plain(node.text(), 5_000) or "")
        if size < least or places.of(node).furniture:
            continue
        linked = sum(width(anchor.text(strip=True)) for anchor in node.css("a"))
        total += size if linked * 2 < size else 0
    return total
