"""Reads a page as a browser does."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service.digest import Document, render_html


def page(document: Document, previous: str | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(render_html(document, previous=previous))


def texts(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]
