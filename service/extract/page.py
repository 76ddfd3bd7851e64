"""A web page to an article: decode → guard → parse → facts → blocks → main text → notes → doubts."""

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from service.errors import ParseError
from service.extract import boilerplate, charset, guard, labels, lead, metadata, scoring, suspect, tree
from service.extract.tree import Block
from service.extract.version import VERSION
from service.models import Article, TextBlock


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
    charset.refuse_binary(body, url=url)
    html = charset.decode(body, content_type)
    guard.refuse_costly(html, url=url)
    parser = LexborHTMLParser(html)
    facts = metadata.read(parser, url=url, language=language)
    password = parser.css_first('input[type="password"]') is not None
    try:
        tree.prune(parser, remove)
        tree.mark_roots(parser, content)
    except SelectolaxError as error:
        raise ParseError(f"{url}: a selector in content or remove is not CSS: {error}", url=url) from error
    page = tree.read(parser, url=url)
    chosen = scoring.main_text(page, facts)
    blocks, notes = _split_notes(chosen)
    paragraphs = [block.text for block in blocks]
    signs = suspect.Signs(
        title=facts.title,
        paragraphs=paragraphs,
        visible=[block.text for block in page.blocks],
        stated=facts.stated,
        password=password,
        markup=html,
    )
    return Article(
        blocks=tuple(blocks),
        title=facts.title,
        byline=facts.byline,
        published=facts.published or labels.shown_date(page.blocks, language=facts.language),
        modified=facts.modified,
        language=facts.language,
        canonical=facts.canonical,
        site=facts.site,
        lead=lead.lead_of(paragraphs, description=facts.description),
        notes=tuple(dict.fromkeys(notes)),
        suspect=suspect.reason(signs),
        extractor=VERSION,
    )


def _split_notes(blocks: Sequence[Block]) -> tuple[list[TextBlock], list[str]]:
    """The blocks of text, and what among them tells of the article's making."""
    kept: list[TextBlock] = []
    notes: list[str] = []
    for block in blocks:
        note = None if block.is_heading else boilerplate.note_of(block.text)
        if note is not None:
            notes.append(note.text)
        if note is None or note.keep:
            kept.append(TextBlock(block.text, block.kind))
    return kept, notes
