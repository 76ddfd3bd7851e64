"""A web page to an article: decode → guard → parse → prune → facts → blocks → main text → notes → doubts."""

from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborHTMLParser

from service.extract import suspect
from service.extract.content import boilerplate, lead, maintext
from service.extract.dom import tree
from service.extract.dom.markup import markup_of
from service.extract.dom.tree import Block, Layout
from service.extract.embedded import fallback
from service.extract.metadata import access, labels
from service.extract.metadata import facts as metadata
from service.extract.metadata.facts import Facts
from service.extract.version import VERSION
from service.models import Article, BlockKind, TextBlock

_SHOWS_LITTLE = 400
"""Bytes, some 60 words of Latin script. With less than that shown, the text is looked for elsewhere."""
_MUCH_MORE = 1.3
"""How many times what is shown a page must state, to be asked whether it states the whole."""


def extract_page(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    language: str | None = None,
    content: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
) -> Article:
    """The article on a web page.

    `content_type` is the header's value, of use for its charset. `language` stands in where the page names none.
    `content` and `remove` are CSS selectors: the elements that hold the text, and elements to leave out; `content`
    that matches nothing leaves the choice to the scoring.

    Raises:
        NotText: the body is an image, a PDF, an archive ….
        ParseError: it is nested too deep or too large to be parsed safely, or a selector is not one.
    """
    html = markup_of(body, url=url, content_type=content_type)
    return _article(html, maintext.main_text, url=url, language=language, content=content, remove=remove)


def extract_watched(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    language: str | None = None,
    content: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
) -> Article:
    """As `extract_page`, for a page that is watched for itself: where it is no article, but a list, an index or a
    table, its main content."""
    html = markup_of(body, url=url, content_type=content_type)
    return _article(html, maintext.main_content, url=url, language=language, content=content, remove=remove)


def _article(
    html: bytes,
    choose: Callable[[Layout, Facts], list[Block]],
    *,
    url: str,
    language: str | None,
    content: tuple[str, ...],
    remove: tuple[str, ...],
) -> Article:
    parser = LexborHTMLParser(html)
    tree.prune(parser)
    facts = metadata.read(parser, url=url, language=language)
    tree.follow(parser, content=content, remove=remove, url=url)
    page = tree.read(parser, url=url)
    shown = [TextBlock(block.text, block.kind) for block in choose(page, facts)]
    blocks, notes = _split_notes(_whole(shown, facts, html))
    paragraphs = [block.text for block in blocks]
    signs = suspect.Signs(
        title=facts.title,
        paragraphs=paragraphs,
        visible=[block.text for block in page.blocks],
        stated=facts.stated,
        password=facts.password,
        markup=html,
    )
    published = labels.published(page.blocks, facts)
    return Article(
        blocks=tuple(blocks),
        title=facts.title,
        byline=facts.byline,
        published=published,
        published_guessed=published != facts.published,
        modified=facts.modified,
        language=facts.language,
        canonical=facts.canonical,
        shared_as=facts.shared_as,
        amp=facts.amp,
        site=facts.site,
        lead=lead.lead_of(paragraphs, description=facts.description),
        section=facts.section,
        tags=facts.tags,
        access=access.access_of(facts.walled, paragraphs[-2:]),
        notes=tuple(dict.fromkeys(notes)),
        suspect=suspect.reason(signs),
        extractor=VERSION,
    )


def _whole(shown: list[TextBlock], facts: Facts, html: bytes) -> Sequence[TextBlock]:
    """What the page shows; or the text that stands elsewhere in it, where it shows next to nothing, or a beginning."""
    letters = sum(len(block.text.encode()) for block in shown)
    if letters < _SHOWS_LITTLE:
        elsewhere = fallback.text_elsewhere(html.decode(), title=facts.title, stated_body=facts.raw_body)
        return elsewhere if sum(len(block.text.encode()) for block in elsewhere) > letters else shown
    if facts.raw_body is None or len(facts.raw_body.encode()) < _MUCH_MORE * letters:
        return shown
    stated = fallback.stated_text(facts.raw_body)
    return stated if fallback.fuller([block.text for block in shown], [block.text for block in stated]) else shown


def _split_notes(blocks: Sequence[TextBlock]) -> tuple[list[TextBlock], list[str]]:
    """The blocks of text, and what among them tells of the article's making."""
    kept: list[TextBlock] = []
    notes: list[str] = []
    for block in blocks:
        note = None if block.kind is BlockKind.HEADING else boilerplate.note_of(block.text)
        if note is not None:
            notes.append(note.text)
        if note is None or note.keep:
            kept.append(block)
    return kept, notes
