"""What reads pages: each source's reader with its version, and readers of the pages that are kept.

Pages are read in parser processes, before the transaction in which they are recorded. What two readings of an item's
pages have to be asked for, beside the article itself, stands in `FetchedPage`:

- A page that is read with other rules than its item was cannot be compared with it: what differs may be our doing. So
  the page that the item's text was read from is read again first, and what differs then is the publisher's (`Reread`).
- What extraction takes for an article's text turns with what stands around it. So before a paragraph that came or went
  is believed, the lines of the page that is kept and of the one just read are set side by side (`PageEvidence`). Of an
  item of which no page is kept (`archive: none`, or it was forgotten) only the new page can be asked: what still stands
  on it stays in the text, but what stood beside the text before cannot be told from what is new.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from service.changes import whole_paragraphs_changed
from service.config import Source
from service.engine import Parsers, Read
from service.errors import DatelineError, ParseError, StoreDamaged
from service.extract import VERSION, extract_page, extract_watched, lines_of
from service.identity import fingerprinted
from service.logs import Logger
from service.models import Article, Line
from service.sources.filters import watches
from service.store import ItemState, KeptPage, Store

_DIGITS = 6
"""Of the hash of a source's rules: they are told apart from the source's former ones only."""

log = Logger(__name__)


def reader_of(source: Source, key: str) -> Callable[..., Article]:
    """Return what makes an article of the source's page of this key. Pure and picklable: for a parser process."""
    read = extract_watched if watches(source, key) else extract_page
    return partial(fingerprinted, read, language=source.language, content=source.content, remove=source.remove)


def extractor_of(source: Source) -> str:
    """Return the version of the extractor and of the source's own rules, as revisions of its pages carry it.

    "5-1a2b", or "5-1a2b+ab12cd" where the source has rules.
    """
    return VERSION + _mark(source)


def stamped(article: Article, source: Source) -> Article:
    """Return an article that the source's reader made, with the version of the source's rules too."""
    mark = _mark(source)
    return replace(article, extractor=article.extractor + mark) if mark else article


def _mark(source: Source) -> str:
    if not source.content and not source.remove:
        return ""
    rules = json.dumps([source.content, source.remove], ensure_ascii=False)
    return f"+{hashlib.sha256(rules.encode()).hexdigest()[:_DIGITS]}"


# ── what is read beside the article ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What today's rules make of a page that is kept."""

    page: KeptPage
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """Lines of the archived and the new page of an item, as evidence whether a paragraph was added or removed."""

    item: int
    kept: str | None
    """SHA-256 of the body of the page that is kept; None where none is."""
    before: tuple[Line, ...]
    """Of that page; empty where there is none, or it cannot be read."""
    now: tuple[Line, ...]
    """Of the page just read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What was fetched and read beside the article."""

    body: bytes | None
    """To be kept; None where there is no space for it."""
    before: Reread | None = None
    """The kept page of its item, where that was read with other rules."""
    seen: PageEvidence | None = None
    """The lines of both pages, where whole paragraphs came or went."""


class ArchiveReader:
    """Reads kept pages with today's rules, in parser processes."""

    def __init__(self, store: Store, parsers: Parsers) -> None:
        self._store = store
        self._parsers = parsers

    async def before(self, known: ItemState, source: Source, result: Read) -> Reread | None:
        """Read the kept page of an item with the rules that a page of it was just read with.

        None where it was read with them already, where no page is kept or its body is damaged, and where today's rules
        find no article in it: then our own change and an edit cannot be told apart.
        """
        if known.extractor == result.value.extractor:
            return None
        page = self._store.archive.newest(known.id)
        if page is None:
            return None
        try:
            article = result.value if _is_same(page, result) else await self.read(page, source)
        except DatelineError as error:
            log.warning("archive.unread", item=page.item, url=page.url, error=str(error))
            return None
        return None if article.suspect or not article.blocks else Reread(page=page, article=article)

    async def read(self, page: KeptPage, source: Source) -> Article:
        """Return what the source's rules make of a kept page.

        Raises:
            StoreDamaged: its body cannot be read.
            ParseError: the rules refuse it, or a bug of theirs came to light, which is logged.
        """
        reader = partial(reader_of(source, page.key), url=page.url, content_type=page.header("content-type"))
        body = self._store.archive.body(page)
        try:
            article: Article = await self._parsers.read(reader, body, url=page.url)
        except DatelineError:
            raise
        except Exception as error:
            log.exception("archive.bug", item=page.item, url=page.url)
            raise ParseError(f"reading it failed: {error!r}", url=page.url) from error
        return stamped(article, source)


def _is_same(page: KeptPage, result: Read) -> bool:
    return page.url == result.answer.final_url and page.sha256 == hashlib.sha256(result.body).hexdigest()


class EvidenceReader:
    """Reads the lines that pages show, in parser processes."""

    def __init__(self, store: Store, parsers: Parsers) -> None:
        self._store = store
        self._parsers = parsers

    async def seen(
        self, known: ItemState, source: Source, result: Read, *, reread: Article | None
    ) -> PageEvidence | None:
        """Return the lines of an item's kept page and of the page just read; None if no whole paragraph changed.

        None too where the page is not believed anyway. `reread` is today's reading of the kept page, where the item was
        read with other rules.
        """
        article: Article = result.value
        if article.suspect or not whole_paragraphs_changed(reread or known, article):
            return None
        page, answer = self._store.archive.newest(known.id), result.answer
        content_type = next((value for name, value in answer.headers if name == "content-type"), None)
        return PageEvidence(
            item=known.id,
            kept=page.sha256 if page else None,
            before=await self.kept(page, source) if page else (),
            now=await self._lines(result.body, source, url=answer.final_url, content_type=content_type),
        )

    async def kept(self, page: KeptPage, source: Source) -> tuple[Line, ...]:
        """Return the lines of a kept page; none where it cannot be read, which is logged."""
        try:
            body = self._store.archive.body(page)
        except StoreDamaged as error:
            log.warning("archive.unread", item=page.item, url=page.url, error=str(error))
            return ()
        return await self._lines(body, source, url=page.url, content_type=page.header("content-type"))

    async def _lines(self, body: bytes, source: Source, *, url: str, content_type: str | None) -> tuple[Line, ...]:
        reader = partial(lines_of, url=url, content_type=content_type, remove=source.remove)
        try:
            lines: tuple[Line, ...] = await self._parsers.read(reader, body, url=url)
        except DatelineError as error:
            log.warning("page.unseen", url=url, error=str(error))
            return ()
        return lines
