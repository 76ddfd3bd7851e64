"""schema.org statements in a page's JSON-LD: the article among them, and its values as plain strings."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_ARTICLE = re.compile(r"Article|Posting|Report|^Review$|^Blog$|LiveBlog|^CreativeWork$|^AnalysisNews|^Recipe$")
_PAGE = re.compile(r"WebPage$|^ItemPage$|^AboutPage$|VideoObject$|^Event$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$")
_TAGS = re.compile(r"<[^>]{1,200}>")
_MOST_NODES = 5_000
"""Nodes looked at: a page's statement of itself comes early, a catalogue of 100,000 products is not one."""


def article(parser: LexborHTMLParser) -> dict[str, Any]:
    """The page's main article node, or the page's own node, or nothing."""
    best: dict[str, Any] = {}
    best_rank = 0
    for node in _nodes(parser):
        rank = _rank(node)
        if rank > best_rank:
            best, best_rank = node, rank
    return best


def _rank(node: dict[str, Any]) -> int:
    kinds = " ".join(strings(node.get("@type"))).split() or [""]
    if any(_ARTICLE.search(kind) for kind in kinds):
        return 4 + ("headline" in node) + ("datePublished" in node) + 2 * ("articleBody" in node)
    return 1 + ("datePublished" in node) if any(_PAGE.search(kind) for kind in kinds) else 0


def _nodes(parser: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, outer before inner, without recursion."""
    queue: list[Any] = [_load(script.text() or "") for script in parser.css('script[type*="ld+json"]')]
    for count, value in enumerate(queue):
        if count > _MOST_NODES:
            return
        if isinstance(value, dict):
            yield value
            queue.extend(inner for key, inner in value.items() if isinstance(inner, dict | list) and key not in _ASIDE)
        elif isinstance(value, list):
            queue.extend(inner for inner in value if isinstance(inner, dict | list))


_ASIDE = frozenset(
    {
        "itemListElement",
        "isPartOf",
        "hasPart",
        "comment",
        "author",
        "publisher",
        "image",
        "relatedLink",
        "mentions",
        "about",
        "video",
        "citation",
        "isBasedOn",
        "review",
        "breadcrumb",
    }
)
"""Properties whose objects are other things than the article."""


def _load(text: str) -> Any:
    """What the script says; None where it cannot be read even after mending what is often wrong."""
    text = _WRAPPING.sub("", text).strip(" ;\n\r\t")
    if not text or text[0] not in "{[":
        return None
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def strings(value: Any, *keys: str) -> list[str]:
    """The strings in `value`: itself, its members', or those under `keys` of an object. Entities resolved, tags
    gone."""
    found: list[str] = []
    queue = [value]
    while queue and len(found) < 50:
        entry = queue.pop(0)
        if isinstance(entry, list):
            queue = entry[:50] + queue
        elif isinstance(entry, dict):
            queue = [inner for key in keys if (inner := entry.get(key)) is not None][:1] + queue
        elif isinstance(entry, str) and (text := clean(entry)):
            found.append(text)
    return found


def clean(text: str) -> str:
    """White space folded, entities resolved (some sites escape twice), tags gone."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAGS.sub(" ", text)
    return " ".join(text.split())
