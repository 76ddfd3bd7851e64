"""schema.org ItemLists in a page's JSON-LD: the publisher's own list of what the page lists."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from service.sources.link_collector import BadLink, web_url
from service.sources.plain_text import TITLE_LIMIT, plain

_MAX_ITEMS = 2_000
_NESTING = ("@graph", "mainEntity", "hasPart")


def item_lists(tree: LexborHTMLParser, base: str) -> Iterator[tuple[str, str | None]]:
    """The URLs, absolute, and names of the items, in their order. JSON that is broken is passed over."""
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
