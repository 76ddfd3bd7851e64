"""A page's bytes as markup that is safe to be parsed."""

from service.extract.dom import charset
from service.extract.dom import markup_guard as guard


def markup_of(body: bytes, *, url: str, content_type: str | None) -> bytes:
    """The page's markup in UTF-8.

    Raises:
        NotText: the body is an image, a PDF, an archive ….
        ParseError: it is nested too deep or too large to be parsed safely.
    """
    charset.refuse_binary(body, url=url)
    html = charset.utf8(body, content_type)
    guard.refuse_costly(html, url=url)
    return html
