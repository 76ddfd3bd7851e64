"""Read the schema.org statements in a page's JSON-LD: find the article among them, and its values as plain strings."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from service.text.whitespace import folded

Node = dict[str, Any]

_ARTICLE = re.compile(r"Article|Posting|Report|^Review$|^Blog$|LiveBlog|^CreativeWork$|^AnalysisNews|^Recipe$")
_PAGE = re.compile(r"WebPage$|^ItemPage$|^AboutPage$|VideoObject$|^Event$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)")
_CLOSING = re.compile(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$")
_TAGS = re.compile(r"<[^>]{1,200}>")
_MOST_NODES = 5_000
"""The most nodes that are read. A page's statement about itself comes early; a catalogue of 100,000 products is not
one."""
_MOST_STRINGS = 50
"""The most strings taken from one value."""


def nodes(scripts: Iterable[str]) -> list[Node]:
    """Return every object in a page's JSON-LD scripts that may describe the page, outer before inner."""
    return list(_walk(scripts))


def article(found: Iterable[Node], *, url: str) -> Node:
    """Return the main article among `found`, or the node of the page at `url` itself, or an empty node."""
    best: Node = {}
    best_rank = 0
    for node in found:
        rank = _rank(node, url)
        if rank > best_rank:
            best, best_rank = node, rank
    return best


def breadcrumbs(found: Iterable[Node]) -> list[str]:
    """Return the names on the page's trail of sections, outermost first. Empty if it states none."""
    for node in found:
        trail = node if "BreadcrumbList" in strings(node.get("@type")) else node.get("breadcrumb")
        steps = trail.get("itemListElement") if isinstance(trail, dict) else None
        if isinstance(steps, list):
            names = [next(iter(strings(step, "name", "item")), "") for step in steps[:12] if isinstance(step, dict)]
            names = [name or next(iter(_inner_name(step)), "") for name, step in zip(names, steps, strict=False)]
            return [name for name in names if name and "://" not in name]
    return []


def _inner_name(step: Any) -> list[str]:
    item = step.get("item") if isinstance(step, dict) else None
    return strings(item, "name") if isinstance(item, dict) else []


def _rank(node: Node, url: str) -> int:
    """Return how likely `node` is the page's article: by its type, by its properties, by the address it names."""
    kinds = " ".join(strings(node.get("@type"))).split() or [""]
    if any(_ARTICLE.search(kind) for kind in kinds):
        detail = ("headline" in node) + ("datePublished" in node) + 2 * ("articleBody" in node)
        return 4 + detail + 4 * _names(node, url)
    return 1 + ("datePublished" in node) if any(_PAGE.search(kind) for kind in kinds) else 0


def _names(node: Node, url: str) -> bool:
    """Say whether `node` names the page's own address. A page may also state the articles that it links to."""
    stated = [*strings(node.get("url")), *strings(node.get("mainEntityOfPage"), "@id"), *strings(node.get("@id"))]
    return bool(stated) and _place(url) in {_place(text) for text in stated}


def _place(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.netloc.removeprefix("www.").lower(), parts.path.rstrip("/")


def _walk(scripts: Iterable[str]) -> Iterator[Node]:
    """Yield the objects breadth first, without recursion."""
    queue: list[Any] = [_load(script) for script in scripts]
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
        "liveBlogUpdate",
        "blogPost",
        "subjectOf",
        "articleSection",
        "keywords",
    }
)
"""Properties whose objects are other things than the article."""


def _load(text: str) -> Any:
    """Parse a script. None if it cannot be parsed even after the usual faults are mended."""
    text = text.strip(" ;\n\r\t")
    if text[:1] in ("<", "/"):
        text = _CLOSING.sub("", _OPENING.sub("", text, count=1)).strip(" ;\n\r\t")
    if not text or text[0] not in "{[":
        return None
    for mend in (str, lambda broken: _TRAILING_COMMA.sub(r"\1", broken)):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def strings(value: Any, *keys: str) -> list[str]:
    """Return the strings in `value`: itself, its members', or those under `keys` of an object, cleaned as by
    `clean`."""
    found: list[str] = []
    queue = [value]
    while queue and len(found) < _MOST_STRINGS:
        entry = queue.pop(0)
        if isinstance(entry, list):
            queue = entry[:_MOST_STRINGS] + queue
        elif isinstance(entry, dict):
            queue = [inner for key in keys if (inner := entry.get(key)) is not None][:1] + queue
        elif isinstance(entry, str) and (text := clean(entry)):
            found.append(text)
    return found


def clean(text: str) -> str:
    """Fold white space, resolve entities (some sites escape twice) and remove tags."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAGS.sub(" ", text)
    return folded(text)
