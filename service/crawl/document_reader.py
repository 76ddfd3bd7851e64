"""Reads texts that come without a page of the web: the documents of local sources, and what a link carries itself."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from service.config import Source
from service.crawl.crawl_context import CrawlContext
from service.crawl.tally import Tally
from service.engine.batch import Answer
from service.errors import DatelineError, ParseError
from service.extract import VERSION, extract_document
from service.identity import fingerprinted
from service.ingest.apply import Outcome
from service.ingest.recorder import Recorder
from service.models import Article, Link, LinkContent, Validators
from service.sources.registry import local_type
from service.sources.source_type import Document

IMPORTED = "import"
"""The name under which `dateline import` keeps what it read."""

_NO_TEXT = "there is no text in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSet:
    """Documents and the source they come through. `prefix` begins their keys, so that sets do not mix."""

    source: Source
    path: Path
    prefix: str


def documents_of(source: Source, home: Path) -> DocumentSet:
    """Return the documents of a local source. Keys are by its name, so that it may be moved, as into a container."""
    assert source.path is not None
    return DocumentSet(source=source, path=(home / source.path).resolve(), prefix=f"folder:{source.name}/")


def imported_folder(path: Path) -> DocumentSet:
    """Return a folder that is imported once. Keys are by its place: two imports may hold files of one name."""
    place = path.resolve()
    return DocumentSet(source=Source(name=IMPORTED, path=str(place)), path=place, prefix=f"import:{place}/")


class DocumentReader:
    """Extracts texts and records each as it comes. One whose bytes are known costs nothing."""

    def __init__(self, context: CrawlContext, recorder: Recorder) -> None:
        self._context = context
        self._store = context.store
        self._recorder = recorder

    # ── local documents ───────────────────────────────────────────────────────────────────────────────────────────

    async def read_documents(self, documents: DocumentSet, tally: Tally) -> None:
        """Read all documents of a local source."""
        try:
            found = local_type(documents.source.kind).documents(documents.path)
        except ParseError as error:
            tally.failed(error)
            return
        for document in found:
            tally.links += 1
            tally.count(await self._read_document(documents, document))

    async def _read_document(self, documents: DocumentSet, document: Document) -> Outcome:
        key, source = documents.prefix + document.relative, documents.source
        now = self._context.clock()
        with self._store.transaction():
            self._store.links.add(key, Link(url=document.url), source=source.name, now=now, due=None)
        if document.problem is not None:
            return self._refuse(key, document, document.problem, now)
        try:
            body = document.read()
        except OSError as error:
            return self._refuse(key, document, f"cannot be read: {error.strerror}", now)
        digest = _digest(body)
        if self._is_known(key, digest):
            return Outcome.UNCHANGED
        try:
            article = await self._extract(body, document.relative, source, url=document.url)
        except DatelineError as error:
            return self._refuse(key, document, str(error), now)
        if not article.paragraphs:
            return self._refuse(key, document, _NO_TEXT, now)
        link = self._store.links.get(key)
        assert link is not None
        return self._recorder.document(link, source, article, Validators(body_hash=digest), now)

    def _refuse(self, key: str, document: Document, error: str, now: datetime) -> Outcome:
        link = self._store.links.get(key)
        assert link is not None
        return self._recorder.document_failed(link, f"{document.relative}: {error}", now)

    # ── what links carry ──────────────────────────────────────────────────────────────────────────────────────────

    def expect_content(self, key: str, now: datetime) -> None:
        """Keep that the text of a link comes with it, so that its page is not fetched. Inside a transaction."""
        self._store.http.keep_validators(_content_key(key), Validators(), now=now)

    def is_carried(self, key: str) -> bool:
        """Say whether the text of a link comes with it."""
        return self._store.http.validators(_content_key(key)) is not None

    async def read_content(self, key: str, source: Source, content: LinkContent) -> Outcome:
        """Record the text that a link carries, as that of the page at its URL.

        It is looked at again when its source is polled, never by fetching the page, which may say less or be closed.
        """
        now = self._context.clock()
        digest = _digest(content.body)
        if self._is_known(_content_key(key), digest):
            return Outcome.UNCHANGED
        link = self._store.links.get(key)
        assert link is not None
        try:
            article = await self._extract(content.body, content.name, source, url=link.link.url)
        except DatelineError as error:
            return self._recorder.document_failed(link, str(error), now)
        if not article.paragraphs:
            return self._recorder.document_failed(link, _NO_TEXT, now)
        unvisited = source.model_copy(update={"recheck": ()})
        outcome = self._recorder.page(link, unvisited, _as_answer(link.link.url, content, now), article, now)
        with self._store.transaction():
            self._store.links.reschedule(key, due=None)
            if outcome is not Outcome.DOUBTFUL:
                self._store.http.keep_validators(_content_key(key), Validators(body_hash=digest), now=now)
        return outcome

    # ── what they share ───────────────────────────────────────────────────────────────────────────────────────────

    def _is_known(self, key: str, digest: str) -> bool:
        kept = self._store.http.validators(key)
        return kept is not None and kept.body_hash == digest

    async def _extract(self, body: bytes, name: str, source: Source, *, url: str) -> Article:
        reader = partial(fingerprinted, extract_document, name=name, language=source.language)
        article: Article = await self._context.parsers.read(reader, body, url=url)
        return article


def _digest(body: bytes) -> str:
    """Return a hash that changes with the bytes, and with what is made of them."""
    return hashlib.sha256(f"{VERSION}\n".encode() + body).hexdigest()


def _content_key(key: str) -> str:
    """Return the name under which the hash of a link's content is kept, beside that of its page."""
    return f"content:{key}"


def _as_answer(url: str, content: LinkContent, now: datetime) -> Answer:
    return Answer(
        final_url=url,
        status=200,
        headers=(),
        fetched_at=now,
        redirects=(),
        validators=Validators(),
        size=len(content.body),
        seconds=0.0,
    )
