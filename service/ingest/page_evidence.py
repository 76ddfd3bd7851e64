"""What two pages of an item show, asked for where whole paragraphs seem to have come or gone, and what follows.

What extraction takes for an article's text turns with what stands around it. So before a paragraph that came or went is
believed, the lines of the page that is kept and of the one just read are set side by side (`changes.settlement`): both
are read once more, in parser processes. Of an item of which no page is kept (`archive: none`, or it was forgotten) only
the new page can be asked: what still stands on it stays in the text, but what stood beside the text before cannot be
told from what is new.
"""

from dataclasses import dataclass
from functools import partial

from service.changes import came_or_went, settlement
from service.config import Source
from service.engine import Parsers, Read
from service.errors import DatelineError, StoreDamaged
from service.extract import lines_of
from service.logs import Logger
from service.models import Article, Line
from service.store import ItemState, KeptPage, Store

log = Logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """What two pages of an item show."""

    item: int
    kept: str | None
    """SHA-256 of the body of the page that is kept; None where none is."""
    before: tuple[Line, ...]
    """Of that page; empty where there is none, or it cannot be read."""
    now: tuple[Line, ...]
    """Of the page just read."""


class EvidenceReader:
    """Reads what pages show, in parser processes."""

    def __init__(self, store: Store, parsers: Parsers) -> None:
        self._store = store
        self._parsers = parsers

    async def seen(
        self, known: ItemState, source: Source, result: Read, *, reread: Article | None
    ) -> PageEvidence | None:
        """What is to be gone by with a page of a known item, read and not yet recorded.

        `reread` is today's reading of the item's kept page where the item was read with other rules. None where no
        whole paragraph came or went, or the page is not believed anyway.
        """
        article: Article = result.value
        if article.suspect or not came_or_went(reread or known, article):
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
        """The lines of a kept page; none where it cannot be read, which is logged."""
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


def settled(store: Store, known: ItemState, article: Article, seen: PageEvidence) -> Article:
    """The article as its pages say that it differs from what is known; as it is where they cannot be asked: the item
    has changed since, or was read with other rules."""
    page = store.archive.newest(known.id)
    same = known.id == seen.item and (page.sha256 if page else None) == seen.kept
    if not same or known.extractor != article.extractor:
        return article
    found = settlement(known, article, before=seen.before, now=seen.now)
    if found is None:
        return article
    log.info("page.settled", item=known.id, url=known.url, stays=len(found.stays), left=len(found.left))
    return found.over(article)
