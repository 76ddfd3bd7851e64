"""A store and a recorder, into which pages are put as if they had been fetched and read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.config import Config, parse
from service.engine import Answer
from service.errors import Gone
from service.ingest.apply import Outcome
from service.ingest.page_readers import FetchedPage
from service.ingest.recorder import Recorder
from service.models import Access, Article, Item, Link, NotModified, Redirect, TextBlock, Validators, Window
from service.store import Store
from service.urls import strict_key

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
HOST = "https://www.post.example"
LIST = b"""
sources:
  - {name: post, kind: feed, url: https://www.post.example/feed.xml}
  - {name: index, kind: page, url: https://www.post.example/index}
  - {name: agency, kind: feed, url: https://agency.example/feed.xml, primary: true}
  - {name: papers, path: papers}
"""


@dataclass(slots=True)
class RecorderBench:
    """One host's pages, recorded one after the other, an hour between."""

    store: Store
    config: Config
    now: datetime = NOW

    def put(
        self,
        path: str,
        title: str | None,
        blocks: Sequence[str | TextBlock],
        *,
        host: str = HOST,
        source: int = 0,
        published: datetime | None = None,
        byline: str | None = None,
        fetched: FetchedPage | None = None,
        access: Access | None = None,
        body: str | None = None,
        leads_to: str | None = None,
        status: int = 301,
    ) -> Outcome:
        """Record the page at `path` as it reads now. `body`: what its bytes are known by.

        `leads_to`: the path of the same host to which it redirects, with `status`, and where the page was read.
        """
        self.now += timedelta(hours=1)
        url = host + path
        article = Article(
            blocks=tuple(TextBlock(block) if isinstance(block, str) else block for block in blocks),
            title=title,
            byline=byline,
            published=published,
            site="The Example Post",
            access=access,
            extractor="1",
        )
        chosen = self.config.sources[source]
        with self.store.transaction():
            self.store.links.add(strict_key(url), Link(url=url), source=chosen.name, now=self.now, due=self.now)
        link = self.store.links.get(strict_key(url))
        assert link is not None
        final = url if leads_to is None else host + leads_to
        answer = Answer(
            final_url=final,
            status=200,
            headers=(),
            fetched_at=self.now,
            redirects=() if leads_to is None else (Redirect(url=url, status=status, location=final),),
            validators=Validators(body_hash=body),
            size=1,
            seconds=0.1,
        )
        return Recorder(self.store, self.config).page(link, chosen, answer, article, self.now, fetched=fetched)

    def same(self, path: str, *, leads_to: str) -> Outcome:
        """Record that the server answers at `path` with the bytes that are known, after a redirect for good."""
        self.now += timedelta(hours=1)
        link = self.store.links.get(strict_key(HOST + path))
        assert link is not None
        answer = NotModified(
            url=HOST + path,
            final_url=HOST + leads_to,
            validators=Validators(body_hash="1"),
            fetched_at=self.now,
            redirects=(Redirect(url=HOST + path, status=301, location=HOST + leads_to),),
        )
        return Recorder(self.store, self.config).same(link, self.config.sources[0], answer, self.now)

    def publish(self) -> None:
        """Close the digest that is open."""
        with self.store.transaction():
            for date in self.store.digests.open_dates():
                window = Window(date=date, start=self.now - timedelta(days=1), end=self.now)
                self.store.digests.publish(window, {"date": date}, now=self.now)

    def gone(self, path: str, *, host: str = HOST) -> Outcome:
        """Record that the server answers 404 at `path`."""
        self.now += timedelta(hours=1)
        link = self.store.links.get(strict_key(host + path))
        assert link is not None
        return Recorder(self.store, self.config).failed(
            link, Gone("404 Not Found", url=link.link.url, status=404), self.now
        )

    def read(self, name: str, blocks: Sequence[str], *, title: str | None = None) -> Outcome:
        """Record a document of the folder as it reads now."""
        self.now += timedelta(hours=1)
        key, source = f"folder:papers/{name}", self.config.sources[3]
        with self.store.transaction():
            self.store.links.add(key, Link(url=f"file:///papers/{name}"), source=source.name, now=self.now, due=None)
        link = self.store.links.get(key)
        assert link is not None
        article = Article(blocks=tuple(map(TextBlock, blocks)), title=title, extractor="1")
        return Recorder(self.store, self.config).document(link, source, article, Validators(), self.now)

    def key(self, path: str, *, host: str = HOST) -> str:
        """The key of the address."""
        return strict_key(host + path)

    def item(self, path: str, *, host: str = HOST) -> Item:
        """The item at `path`."""
        known = self.store.items.at(strict_key(host + path))
        assert known is not None
        return self.store.items.get(known.id)

    def told(self, path: str) -> list[str]:
        """The edits told of the item at `path`, in a line each."""
        found = self.store.events.of_item(self.item(path).id)
        return [event.summary or "" for event in found if event.kind == "changed"]

    def events(self, path: str) -> list[str]:
        """What was told of the item at `path`."""
        return [str(event.kind) for event in self.store.events.of_item(self.item(path).id)]


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[RecorderBench]:
    """An empty one."""
    with Store.open(tmp_path / "dateline.db") as store:
        yield RecorderBench(store=store, config=parse(LIST, "sources.yaml"))
