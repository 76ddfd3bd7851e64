"""Folders of local documents, read like any source: the seed corpus, and `dateline import`."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from service.config import Source
from service.crawl.context import CrawlContext
from service.crawl.tally import Tally
from service.errors import DatelineError, ParseError
from service.extract import VERSION, extract_document
from service.identity import fingerprinted
from service.ingest.outcome import Outcome
from service.ingest.recorder import Recorder
from service.models import Link, SourceKind, Validators
from service.sources.folder import Document, documents

IMPORTED = "import"
"""The name under which `dateline import` keeps what it read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Documents and the source they come through. `prefix` begins their keys, so that folders do not mix."""

    source: Source
    path: Path
    prefix: str


def source_folder(source: Source, home: Path) -> Folder:
    """The folder of a source. Keys are by its name, so that the folder may be moved, as into a container."""
    assert source.path is not None
    return Folder(source=source, path=(home / source.path).resolve(), prefix=f"folder:{source.name}/")


def imported_folder(path: Path) -> Folder:
    """A folder that is imported once. Keys are by its place: two imports may hold files of one name."""
    place = path.resolve()
    return Folder(
        source=Source(name=IMPORTED, path=str(place), kind=SourceKind.FOLDER), path=place, prefix=f"import:{place}/"
    )


class FolderReader:
    """Reads folders, and records each document as it comes. A document whose bytes are known costs nothing."""

    def __init__(self, context: CrawlContext, recorder: Recorder) -> None:
        self._context = context
        self._store = context.store
        self._recorder = recorder

    async def read(self, folder: Folder, tally: Tally) -> None:
        """Read all its documents."""
        try:
            found = documents(folder.path)
        except ParseError as error:
            tally.failed(error)
            return
        for document in found:
            tally.links += 1
            tally.count(await self._read(folder, document))

    async def _read(self, folder: Folder, document: Document) -> Outcome:
        key = folder.prefix + document.relative
        now = self._context.clock()
        self._name(key, document, folder.source, now)
        if document.problem is not None:
            return self._refuse(key, document, document.problem, now)
        try:
            body = document.path.read_bytes()
        except OSError as error:
            return self._refuse(key, document, f"cannot be read: {error.strerror}", now)
        digest = hashlib.sha256(f"{VERSION}\n".encode() + body).hexdigest()
        known = self._store.web.validators(key)
        if known is not None and known.body_hash == digest:
            return Outcome.UNCHANGED
        reader = partial(fingerprinted, extract_document, name=document.relative, language=folder.source.language)
        try:
            article = await self._context.parsers.read(reader, body, url=document.path.as_uri())
        except DatelineError as error:
            return self._refuse(key, document, str(error), now)
        if not article.paragraphs:
            return self._refuse(key, document, "there is no text in it", now)
        link = self._store.links.get(key)
        assert link is not None
        return self._recorder.document(link, folder.source, article, Validators(body_hash=digest), now)

    def _name(self, key: str, document: Document, source: Source, now: datetime) -> None:
        with self._store.transaction():
            self._store.links.name(key, Link(url=document.path.as_uri()), source=source.name, now=now, due=None)

    def _refuse(self, key: str, document: Document, error: str, now: datetime) -> Outcome:
        link = self._store.links.get(key)
        assert link is not None
        return self._recorder.document_failed(link, f"{document.relative}: {error}", now)
