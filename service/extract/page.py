"""Turn a web page into an article.

The steps, in order: decode, refuse costly markup, parse, prune, read the page's facts, apply the source's selectors,
read the layout, choose the main text, fall back on embedded text, separate notes, judge whether the page is suspect.
"""

from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborHTMLParser

from service.extract.content import boilerplate, maintext
from service.extract.content.scoring import PROSE_LENGTH
from service.extract.dom.layout import Layout, PageBlock, apply_selectors, prune, read_layout
from service.extract.dom.markup_guard import safe_markup
from service.extract.embedded import fallback
from service.extract.metadata import access, labels
from service.extract.metadata.page_facts import PageFacts, read_facts
from service.extract.version import VERSION
from service.models import Article, BlockKind, Line, TextBlock

_SHOWS_LITTLE = 400
"""Bytes, some 60 words of Latin script. If the page shows less text than this, its text is looked for elsewhere."""
_MUCH_MORE = 1.3
"""The factor by which the text that a page states must exceed the text that it shows, before the two are compared."""


def extract_page(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    language: str | None = None,
    content: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
) -> Article:
    """Return the article on a web page.

    `content_type` is the header's value; its charset is used. `language` is used if the page names none. `content` and
    `remove` are CSS selectors: the elements that hold the text, and elements to leave out. If `content` matches
    nothing, the scoring chooses.

    Raises:
        NotText: The body is an image, a PDF, an archive or the like.
        ParseError: It is nested too deep or too large to be parsed safely, or a selector is invalid.
    """
    html = safe_markup(body, url=url, content_type=content_type)
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
    """Return what `extract_page` returns, for a page that is watched for itself: if it is a list, an index or a table
    and not an article, the text is its main content."""
    html = safe_markup(body, url=url, content_type=content_type)
    return _article(html, maintext.main_content, url=url, language=language, content=content, remove=remove)


def _article(
    html: bytes,
    choose: Callable[[Layout, PageFacts], list[PageBlock]],
    *,
    url: str,
    language: str | None,
    content: tuple[str, ...],
    remove: tuple[str, ...],
) -> Article:
    # 1. What the page says about itself, before the source's selectors remove any of it.
    parser = LexborHTMLParser(html)
    prune(parser)
    facts = read_facts(parser, url=url, language=language)
    # 2. The text: as the page shows it, unless more of it is embedded elsewhere, without notes on its making.
    apply_selectors(parser, content=content, remove=remove, url=url)
    page = read_layout(parser, url=url)
    shown = [TextBlock(block.text, block.kind) for block in choose(page, facts)]
    blocks, notes = _split_notes(_page_or_embedded(shown, facts, html))
    paragraphs = [block.text for block in blocks]
    # 3. What is judged by text and facts together.
    signs = access.PageSigns(
        title=facts.title,
        paragraphs=paragraphs,
        visible=[block.text for block in page.blocks],
        is_stated_article=facts.is_stated_article,
        asks_password=facts.asks_password,
        markup=html,
    )
    published = labels.publication_date(page.blocks, facts)
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
        lead=lead_of(paragraphs, description=facts.description),
        section=facts.section,
        tags=facts.tags,
        access=access.access_of(facts.is_paywalled, paragraphs[-2:]),
        notes=tuple(dict.fromkeys(notes)),
        suspect=access.suspicion(signs),
        extractor=VERSION,
    )


def _page_or_embedded(shown: list[TextBlock], facts: PageFacts, html: bytes) -> Sequence[TextBlock]:
    """Return the text that the page shows, or the fuller text that is embedded in it, if the page shows next to nothing
    or only the beginning."""
    letters = sum(len(block.text.encode()) for block in shown)
    if letters < _SHOWS_LITTLE:
        elsewhere = fallback.embedded_text(html.decode(), title=facts.title, stated_body=facts.raw_stated_body)
        return elsewhere if sum(len(block.text.encode()) for block in elsewhere) > letters else shown
    if facts.raw_stated_body is None or len(facts.raw_stated_body.encode()) < _MUCH_MORE * letters:
        return shown
    stated = fallback.stated_text(facts.raw_stated_body)
    return stated if fallback.is_fuller([block.text for block in shown], [block.text for block in stated]) else shown


def _split_notes(blocks: Sequence[TextBlock]) -> tuple[list[TextBlock], list[str]]:
    """Separate the blocks of text from the notes on how the article was made."""
    kept: list[TextBlock] = []
    notes: list[str] = []
    for block in blocks:
        note = None if block.kind is BlockKind.HEADING else boilerplate.note_of(block.text)
        if note is not None:
            notes.append(note.text)
        if note is None or note.keep:
            kept.append(block)
    return kept, notes


MOST_LINES = 20_000
"""A page with more lines than this has no line evidence. A live ticker of a megabyte has five thousand."""
_LINK_SHARE = 0.5
"""A line with a larger share of linked characters is a link."""


def lines_of(
    body: bytes, *, url: str, content_type: str | None = None, remove: tuple[str, ...] = ()
) -> tuple[Line, ...]:
    """Return the lines of a page in reading order, split as `extract_page` splits them, with its boilerplate.

    They are evidence of what stands on the page, whatever is taken for its article. A page with more than `MOST_LINES`
    lines has none.

    Raises:
        NotText: The body is an image, a PDF, an archive or the like.
        ParseError: It is nested too deep or too large to be parsed safely, or a selector is invalid.
    """
    parser = LexborHTMLParser(safe_markup(body, url=url, content_type=content_type))
    prune(parser)
    apply_selectors(parser, content=(), remove=remove, url=url)
    page = read_layout(parser, url=url)
    if len(page.blocks) > MOST_LINES:
        return ()
    hidden = _hidden_boxes(page)
    return tuple(_page_line(block, is_hidden=id(block.box) in hidden) for block in page.blocks)


def _hidden_boxes(page: Layout) -> set[int]:
    """Return the identities of the boxes that are hidden or stand in a hidden one. Outer boxes come first in
    `page.boxes`."""
    found: set[int] = set()
    for box in page.boxes:
        if box.hidden or id(box.parent) in found:
            found.add(id(box))
    return found


def _page_line(block: PageBlock, *, is_hidden: bool) -> Line:
    is_link = block.link_share > _LINK_SHARE
    is_long = block.breadth >= PROSE_LENGTH and not is_link
    return Line(block.text, block.kind, is_link=is_link, is_long=is_long, is_hidden=is_hidden)


_LONGEST_LEAD = 500
"""Characters. A longer lead is cut at a word."""
_SHORTEST_LEAD = 60
"""Characters. A shorter paragraph does not say what the article is about."""


def lead_of(paragraphs: Sequence[str], *, description: str | None) -> str | None:
    """Return the sentence or two that say what an article is about: the page's own description, else the first
    paragraph of some length. None if there is neither."""
    if description and len(description.split()) > 3:
        return _clipped(description)
    first = next(
        (text for text in paragraphs if len(text) >= _SHORTEST_LEAD), paragraphs[0] if paragraphs else description
    )
    return _clipped(first) if first else None


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_LEAD else text[:_LONGEST_LEAD].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
