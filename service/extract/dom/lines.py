"""What a page shows, line by line: the evidence of what stands on it, whatever is taken for its article."""

from selectolax.lexbor import LexborHTMLParser

from service.extract.content.scoring import PROSE_LENGTH
from service.extract.dom import tree
from service.extract.dom.markup import markup_of
from service.extract.dom.tree import Block, Layout
from service.models import Line

MOST = 20_000
"""Lines of the longest page that is looked at: a live ticker of a megabyte has five thousand."""
_LINK = 0.5
"""Linked share from which a line is a link."""


def lines_of(
    body: bytes, *, url: str, content_type: str | None = None, remove: tuple[str, ...] = ()
) -> tuple[Line, ...]:
    """The lines of a page in reading order, cut as `extract_page` cuts them, its furniture and all; none of a page that
    has more than `MOST`.

    Raises:
        NotText: the body is an image, a PDF, an archive ….
        ParseError: it is nested too deep or too large to be parsed safely, or a selector is not one.
    """
    parser = LexborHTMLParser(markup_of(body, url=url, content_type=content_type))
    tree.prune(parser)
    tree.follow(parser, content=(), remove=remove, url=url)
    page = tree.read(parser, url=url)
    if len(page.blocks) > MOST:
        return ()
    hidden = _hidden(page)
    return tuple(_line(block, is_hidden=id(block.box) in hidden) for block in page.blocks)


def _hidden(page: Layout) -> set[int]:
    """The boxes, by identity, that are hidden or stand in one that is. The outer ones come first."""
    found: set[int] = set()
    for box in page.boxes:
        if box.hidden or id(box.parent) in found:
            found.add(id(box))
    return found


def _line(block: Block, *, is_hidden: bool) -> Line:
    is_link = block.link_share > _LINK
    is_long = block.breadth >= PROSE_LENGTH and not is_link
    return Line(block.text, block.kind, is_link=is_link, is_long=is_long, is_hidden=is_hidden)
