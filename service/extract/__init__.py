"""Bytes to article, pure: web pages and local documents, their text, and what they say of themselves."""

from service.extract.document.document import extract_document
from service.extract.dom.charset import decode
from service.extract.dom.lines import lines_of
from service.extract.page import extract_page, extract_watched
from service.extract.version import VERSION

__all__ = ["VERSION", "decode", "extract_document", "extract_page", "extract_watched", "lines_of"]
