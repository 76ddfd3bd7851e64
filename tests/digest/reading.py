"""Reads a page as a browser does."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service.digest.digest_document import DigestDocument
from service.digest.render import render_html


def page(document: DigestDocument, previous: str | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(render_html(document, previous=previous))


def texts(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]
