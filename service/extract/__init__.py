"""Turn bytes into an article: web pages and local documents, their text, and what they say about themselves. No I/O."""

from service.extract.document.local_document import extract_document
from service.extract.dom.charset import decode
from service.extract.page import extract_page, extract_watched, lines_of
from service.extract.version import VERSION

__all__ = ["VERSION", "decode", "extract_document", "extract_page", "extract_watched", "lines_of"]
