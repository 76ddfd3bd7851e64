"""The pages kept beside revisions: kept as they are recorded, renewed when our own rules have changed, forgotten."""

import hashlib
from datetime import datetime
from typing import Protocol

from service.config import ArchiveSettings, Config, Source
from service.engine import Answer
from service.identity import fingerprint
from service.ingest.comparable_page import ComparablePage
from service.ingest.page_readers import Reread
from service.ingest.site_boilerplate import BoilerplateFilter
from service.models import iso
from service.store import ItemState, KeptPage, Store, StoredLink

HEADERS = ("content-language", "content-type", "date", "etag", "last-modified")
"""Kept with a page: what is needed to read it again, and what tells of it in a WARC file. Never a cookie."""


class PageArchive:
    """Keeps pages. Everything happens inside the transaction of one page."""

    def __init__(self, store: Store, config: Config, boilerplate: BoilerplateFilter) -> None:
        self._store = store
        self._config = config
        self._boilerplate = boilerplate

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
        """Say whether what was read again is still the page of the item's newest text, and not recorded yet."""
        stale = known.extractor != reread.article.extractor
        return stale and self._store.archive.newest(known.id) == reread.page

    def renew(self, known: ItemState, reread: ComparablePage, page: KeptPage, now: datetime) -> ItemState:
        """Store today's reading of the item's kept page silently in place of the former, and return the updated item.

        Where both read the same, only the version of the rules is stored.
        """
        article = reread.article
        if _fields(self._store.revisions.get(known.id, known.revision)) == _fields(article):
            self._store.items.mark_verified(known.id, article)
        else:
            taken = fingerprint(article.text)
            number = self._store.items.revise(known.id, article, text_hash=taken.text_hash, now=now)
            self._store.samples.keep(known.id, taken, instead_of=fingerprint(known.text))
            self._boilerplate.learn(known.id, reread)
            self._store.archive.carry_over(page, number)
        return self._store.items.known(known.id)


class _Signed(Protocol):
    """A revision or an article, as far as edits are looked for in it."""

    @property
    def title(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def byline(self) -> str | None: ...
    @property
    def published(self) -> datetime | None: ...


def _fields(version: _Signed) -> tuple[str | None, ...]:
    return version.title, version.text, version.byline, iso(version.published)


# ── how long ──────────────────────────────────────────────────────────────────────────────────────────────────────


def retention(config: Config, name: str) -> ArchiveSettings:
    """Return which pages of a source are kept; of one that is no longer listed, those that the settings say."""
    source = config.source(name)
    return config.settings.archive if source is None or source.archive is None else source.archive
