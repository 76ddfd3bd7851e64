"""Collect what a page states about itself, in one walk over it: <meta>, JSON-LD, <title>, headings, links."""

from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service import rules
from service.extract.metadata import jsonld
from service.text.whitespace import squeeze

_RULES = rules.load("service.extract", "metadata")
_WANTED = (
    'title, h1, meta[content], script[type*="ld+json"], a[rel~="tag"], input[type="password"], '
    'link:is([rel~="canonical"], [rel~="amphtml"])[href]'
)
"""One group of selectors takes a third of the time that each alone would: every one is a walk over the page."""
_MOST_HEADINGS, _MOST_TAGS = 8, 30
_LONGEST = 2_000
"""Characters of a title, a heading or a <meta>. Longer ones say nothing, and take time."""
_KNOWN = frozenset(name for names in _RULES["meta"].values() for name in names)
"""The names of <meta> that are read. A page has forty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredData:
    """What a page states, in its own words and order."""

    url: str
    metas: dict[str, list[str]]
    """The <meta> values by name, property or itemprop in lower case."""
    nodes: list[jsonld.Node]
    """The objects of its JSON-LD."""
    article: jsonld.Node
    """The object that is the article."""
    title_tag: str
    """The text of <title>."""
    headings: list[str]
    """The texts of <h1>."""
    lang: str
    """The `lang` of <html>."""
    canonicals: list[str]
    amps: list[str]
    """The addresses of its AMP view."""
    tags: list[str]
    """The texts of its links to tags."""
    is_news: bool
    """The page states that it is a news article."""
    asks_password: bool
    """The page has a password field."""

    def meta_values(self, rule: str) -> list[str]:
        """Return the <meta> values of the names that `rules/metadata.toml` lists under `rule`."""
        return [value for name in _RULES["meta"][rule] if name in self.metas for value in self.metas[name]]

    def article_values(self, *keys: str) -> list[str]:
        """Return the article's values of the JSON-LD properties `keys`."""
        return [text for key in keys for text in jsonld.strings(self.article.get(key))]


def collect(parser: LexborHTMLParser, *, url: str) -> StructuredData:
    """Return the statements of the page at `url`, as `prune` leaves it. Drawings have titles, too."""
    metas: dict[str, list[str]] = {}
    scripts: list[str] = []
    headings: list[str] = []
    canonicals: list[str] = []
    amps: list[str] = []
    titles: list[str] = []
    tags: list[str] = []
    password = False
    for node in parser.css(_WANTED):
        match node.tag:
            case "meta":
                _take_meta(node, metas)
            case "script":
                scripts.append(node.text() or "")
            case "link":
                is_amp = "amphtml" in (node.attributes.get("rel") or "").lower().split()
                (amps if is_amp else canonicals).append(node.attributes.get("href") or "")
            case "a" if len(tags) < _MOST_TAGS:
                tags += _filled([node.text(separator=" ")])
            case "h1" if len(headings) < _MOST_HEADINGS:
                headings += _filled([_heading(node)])
            case "input":
                password = True
            case "title" if not titles:
                titles += _filled([node.text()])
    nodes = jsonld.nodes(scripts)
    article = jsonld.article(nodes, url=url)
    root = parser.root
    attributes = root.attributes if root is not None else {}
    return StructuredData(
        url=url,
        metas=metas,
        nodes=nodes,
        article=article,
        title_tag=jsonld.clean(titles[0][:_LONGEST]) if titles else "",
        headings=headings,
        lang=(attributes.get("lang") or attributes.get("xml:lang") or "").strip(),
        canonicals=canonicals,
        amps=amps,
        tags=tags,
        is_news=any("News" in kind or kind == "LiveBlogPosting" for kind in jsonld.strings(article.get("@type"))),
        asks_password=password,
    )


def _take_meta(node: LexborNode, metas: dict[str, list[str]]) -> None:
    attributes = node.attributes
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
    if name is None and (attributes.get("http-equiv") or "").lower() == "content-language":
        name = "content-language"
    name = name.strip().lower() if name else ""
    if name in _KNOWN and (text := jsonld.clean(attributes.get("content") or "")):
        metas.setdefault(name, []).append(text[:_LONGEST])


def _heading(node: LexborNode) -> str:
    """Return the text of a heading, with a space wherever a tag stands in it."""
    return squeeze(node.text(separator=" ")[: 2 * _LONGEST])[:_LONGEST]


def _filled(texts: Iterable[str | None]) -> list[str]:
    return [text for entry in texts if entry and (text := squeeze(entry))]
