"""Bytes of an HTML page → a tree that was safe to make."""

from selectolax.lexbor import LexborHTMLParser

from service.extract.dom.charset import utf8
from service.extract.dom.markup_guard import refuse_costly


def parse_html(body: bytes, *, url: str, content_type: str | None) -> LexborHTMLParser:
    """The page as a tree.

    Raises:
        ParseError: its markup would cost the parser far more than its size allows.
    """
    markup = utf8(body, content_type)
    refuse_costly(markup, url=url)
    return LexborHTMLParser(markup)
