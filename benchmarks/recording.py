"""Documents recorded as the product records them, and what it makes of two: a copy, an update, a variant or neither.

A document that has a host is recorded as a page of the web that was fetched and read, any other as a document of a
folder, as `dateline import` does. So a verdict is the product's own: candidates, comparing, and who leads, in a
database. Each pair has one of its own, in memory.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from service.config import Config, Source, parse
from service.engine import Answer
from service.ingest.recorder import Recorder
from service.models import Article, Item, Link, TextBlock, Validators
from service.store import Store
from service.store.database import Database
from service.urls import strict_key

NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""The hour 0 of the labelled data, and when the first undated document comes."""
SOURCES = b"""
sources:
  - {name: web, kind: feed, url: https://www.feeds.example/all.xml}
  - {name: folder, path: folder}
"""


class Verdict(StrEnum):
    """What the product makes of two documents."""

    COPY = "copy"
    """One of them is folded into the other: it is not told."""
    UPDATE = "update"
    """The later one is told with what it adds to the earlier one."""
    VARIANT = "variant"
    """Both are told, and linked."""
    APART = "apart"
    """Nothing links the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A publication as it is recorded. `hours` count from `NOW`; None where it has no date."""

    name: str
    """Its own within a recording: the end of its address."""
    title: str | None
    text: str
    """Paragraphs, each on lines of its own."""
    host: str = ""
    """Empty for a document of a folder."""
    hours: float | None = None
    language: str | None = None

    @property
    def url(self) -> str:
        """The address at which it stands."""
        return f"https://{self.host}/{self.name}" if self.host else f"file:///folder/{self.name}"


class Recording:
    """A store into which documents are recorded one after the other, an undated one a second after the one before."""

    def __init__(self, store: Store) -> None:
        config = _config()
        self._store = store
        self._recorder = Recorder(store, config)
        self._web, self._folder = config.sources
        self._now = NOW

    def put(self, document: Document) -> int:
        """Record a document at its own hour, or after the last one, and return the item it has become or joined."""
        self._now = max(self._now + timedelta(seconds=1), _moment(document.hours) or self._now)
        source = self._web if document.host else self._folder
        key = strict_key(document.url) if document.host else f"folder:folder/{document.name}"
        link = Link(url=document.url)
        with self._store.transaction():
            self._store.links.add(key, link, source=source.name, now=self._now, due=None)
        self._record(key, source, document)
        known = self._store.items.at(key)
        assert known is not None, f"{document.name}: not recorded"
        return known.id

    def item(self, number: int) -> Item:
        """Return the item with that number, as it stands now."""
        return self._store.items.get(number)

    def _record(self, key: str, source: Source, document: Document) -> None:
        link = self._store.links.get(key)
        assert link is not None
        article = _article(document)
        if document.host:
            self._recorder.page(link, source, _answer(document.url, self._now), article, self._now)
        else:
            self._recorder.document(link, source, article, Validators(), self._now)


@contextmanager
def recording() -> Iterator[Recording]:
    """Open an empty recording, in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(_empty_database())
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        yield Recording(Store(Database(connection, Path(":memory:"))))


def verdict(one: Document, other: Document) -> Verdict:
    """Record two documents into an empty database, the earlier one first, and return what they are to one another.

    Those of which one has no date are recorded as they are given.
    """
    with recording() as fresh:
        first, second = (fresh.put(document) for document in in_order([one, other]))
        return _between(fresh.item(first), fresh.item(second))


def in_order(documents: Sequence[Document]) -> list[Document]:
    """Return documents in the order of their hours, or as they are given where one has none."""
    hours = {document.name: document.hours for document in documents if document.hours is not None}
    return sorted(documents, key=lambda one: hours[one.name]) if len(hours) == len(documents) else list(documents)


def _between(first: Item, second: Item) -> Verdict:
    both = (first, second)
    if first.id == second.id or any(item.copy_of is not None for item in both):
        return Verdict.COPY
    if any(item.update_of is not None for item in both):
        return Verdict.UPDATE
    return Verdict.VARIANT if any(item.variant_of is not None for item in both) else Verdict.APART


def _article(document: Document) -> Article:
    lines = (line.strip() for line in document.text.split("\n"))
    return Article(
        blocks=tuple(TextBlock(line) for line in lines if line),
        title=document.title,
        published=_moment(document.hours),
        language=document.language,
        extractor="1",
    )


def _answer(url: str, now: datetime) -> Answer:
    return Answer(
        final_url=url,
        status=200,
        headers=(),
        fetched_at=now,
        redirects=(),
        validators=Validators(),
        size=1,
        seconds=0.0,
    )


def _moment(hours: float | None) -> datetime | None:
    return None if hours is None else NOW + timedelta(hours=hours)


@cache
def _config() -> Config:
    return parse(SOURCES, "sources.yaml")


@cache
def _empty_database() -> bytes:
    """The bytes of a database that has its schema and nothing else: making one anew takes fifty times as long."""
    with TemporaryDirectory() as place:
        path = Path(place) / "empty.db"
        with Store.open(path) as store:
            store.database.run("PRAGMA journal_mode = DELETE")
        return path.read_bytes()
