"""Bytes of an HTML page → a tree that was safe to make."""

from selectolax.lexbor import LexborHTMLParser

from service.extract.charset import decode
from service.extract.guard import refuse_costly


def parse_html(body: bytes, *, url: str, content_type: str | None) -> LexborHTMLParser:
    """The page as a tree.

    Raises:
        ParseError: its markup would cost the parser far more than its size allows.
    """
    text = decode(body, content_type)
    refuse_costly(text, url=url)
    return LexborHTMLParser(text)
