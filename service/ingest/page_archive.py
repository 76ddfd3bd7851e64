"""The pages kept beside revisions: kept as they are recorded, read again when our own rules have changed, forgotten.

A page that is read with other rules than its item was cannot be compared with it: what differs may be our doing. So the
page that the item's text was read from is read again first, and what differs between the two is the publisher's.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from service.config import ArchiveSettings, Config, Source
from service.engine import Answer, Parsers, Read
from service.errors import DatelineError, ParseError
from service.identity import fingerprint
from service.ingest.extractors import reader_of, stamped
from service.ingest.page_evidence import PageEvidence
from service.ingest.site_boilerplate import BoilerplateFilter, ComparablePage
from service.logs import Logger
from service.models import Article, iso
from service.store import ItemState, KeptPage, Store, StoredLink

HEADERS = ("content-language", "content-type", "date", "etag", "last-modified")
"""Kept with a page: what is needed to read it again, and what tells of it in a WARC file. Never a cookie."""

log = Logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What today's rules make of a page that is kept."""

    page: KeptPage
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What a page brings for the archive: its body; its item's page that was read again, where it had to be; and what
    both pages show, where that is to be gone by."""

    body: bytes | None
    """None: there is no space for it."""
    before: Reread | None = None
    seen: PageEvidence | None = None


class ArchiveReader:
    """Reads kept pages with today's rules, in parser processes."""

    def __init__(self, store: Store, parsers: Parsers) -> None:
        self._store = store
        self._parsers = parsers

    async def before(self, known: ItemState, source: Source, result: Read) -> Reread | None:
        """The kept page of the item that a page just read stands for, read as that one was.

        None where it was read so already, where no page is kept or its body is damaged, and where today's rules find
        no article in it: then our own change and an edit cannot be told apart.
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
        """What the source's rules make of a kept page.

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


class Version(Protocol):
    """What edits are looked for in: revisions and articles."""

    @property
    def title(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def byline(self) -> str | None: ...
    @property
    def published(self) -> datetime | None: ...


class PageArchive:
    """Keeps pages. Everything happens inside the transaction of one page."""

    def __init__(self, store: Store, config: Config, furnisher: BoilerplateFilter) -> None:
        self._store = store
        self._config = config
        self._furnisher = furnisher

    def keep(self, item: int, link: StoredLink, source: Source, answer: Answer, body: bytes) -> None:
        """Keep a page as that of its item's newest revision, if that one has none and the source wants it kept."""
        revision = self._store.items.known(item).revision
        if retention(self._config, source.name).keep == "none" or self._store.archive.has(item, revision):
            return
        page = KeptPage(
            item=item,
            revision=revision,
            source=source.name,
            key=link.key,
            url=answer.final_url,
            fetched_at=answer.fetched_at,
            status=answer.status,
            headers=tuple((name, value) for name, value in answer.headers if name in HEADERS),
            sha256=hashlib.sha256(body).hexdigest(),
            size=len(body),
        )
        self._store.archive.keep(page, body)

    def is_of(self, reread: Reread, known: ItemState) -> bool:
        """Whether what was read again is still the page of the item's newest text, and not yet recorded."""
        stale = known.extractor != reread.article.extractor
        return stale and self._store.archive.newest(known.id) == reread.page

    def renew(self, known: ItemState, cleared: ComparablePage, page: KeptPage, now: datetime) -> ItemState:
        """Let today's reading of the item's kept page take the place of the former one, in silence; the item then."""
        article = cleared.article
        old = self._store.items.revision(known.id, known.revision)
        if _facts(old) == _facts(article):
            self._store.items.mark_verified(known.id, article)
        else:
            taken = fingerprint(article.text)
            number = self._store.items.revise(known.id, article, text_hash=taken.text_hash, now=now)
            self._store.samples.keep(known.id, taken, instead_of=fingerprint(known.text))
            self._furnisher.learn(known.id, cleared)
            self._store.archive.carry(page, number)
        return self._store.items.known(known.id)


def _facts(version: Version) -> tuple[str | None, ...]:
    return version.title, version.text, version.byline, iso(version.published)


# ── how long ──────────────────────────────────────────────────────────────────────────────────────────────────────


def retention(config: Config, name: str) -> ArchiveSettings:
    """Which pages of a source are kept; those of one that is not listed any more, as the settings say."""
    source = config.source(name)
    return config.settings.archive if source is None or source.archive is None else source.archive


def forget_pages(store: Store, config: Config, now: datetime) -> int:
    """Forget the pages that sources.yaml does not want kept any longer; how many."""
    pages = 0
    for name in store.archive.sources():
        rule = retention(config, name)
        before = None if rule.days is None else now - timedelta(days=rule.days)
        with store.transaction():
            pages += store.archive.forget(name, keep=rule.keep, before=before)
    with store.transaction():
        store.archive.sweep()
    return pages
