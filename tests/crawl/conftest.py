"""A crawler's context over an empty store, and an engine whose answers are given."""

from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from service.config import Config, parse
from service.crawl.crawl_context import CrawlContext
from service.crawl.document_reader import DocumentReader
from service.crawl.source_poller import SourcePoller
from service.crawl.tally import Tallies, Tally
from service.engine.batch import Answer, Failed, HostBatch, Read, Result
from service.engine.local import Engine
from service.engine.parsers import Parsers
from service.errors import Gone
from service.ingest.recorder import Recorder
from service.models import Discovery, SourceKind, Validators
from service.store import Store

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
LIST = b"""
sources:
  - {name: wire, kind: feed, url: https://wire.example/feed}
  - {name: post, kind: feed, url: https://post.example/feed}
  - {name: archive, kind: sitemap, url: https://archive.example/sitemap.xml}
"""


class InProcess(Parsers):
    """Parses where it is asked."""

    async def read(self, reader: Any, body: bytes, *, url: str) -> Any:
        return reader(body)


@dataclass(slots=True)
class GivenAnswers(Engine):
    """Answers each URL with what is given for it; others are gone."""

    answers: Mapping[str, Discovery]
    asked: list[str] = field(default_factory=list)
    cursors: list[str | None] = field(default_factory=list)

    def stop(self) -> None:
        """There is nothing in hand."""

    async def run(self, batches: Iterable[HostBatch]) -> AsyncGenerator[Result, None]:
        for task in [task for batch in batches for task in batch.tasks]:
            url = task.request.url
            self.asked.append(url)
            self.cursors.append(task.reader.keywords["cursor"])
            if url not in self.answers:
                yield Failed(task=task, error=Gone("gone", url=url, status=404))
                continue
            answer = Answer(
                final_url=url,
                status=200,
                headers=(),
                fetched_at=NOW,
                redirects=(),
                validators=Validators(etag="1"),
                size=1,
                seconds=0.1,
            )
            yield Read(task=task, answer=answer, body=b"", value=self.answers[url])


@dataclass(slots=True)
class PollerBench:
    """Polls sources of one store, an hour between."""

    store: Store
    config: Config
    now: datetime = NOW

    async def poll(
        self, name: str, answers: Mapping[str, Discovery], *, cooling_hosts: Mapping[str, str] | None = None
    ) -> tuple[Tally, GivenAnswers]:
        """Poll one source; its tally, and the engine that was asked."""
        self.now += timedelta(hours=1)
        context = CrawlContext(
            store=self.store, config=self.config, home=Path(), clock=lambda: self.now, parsers=InProcess()
        )
        context.list_sources()
        source = self.config.source(name)
        assert source is not None
        tallies, engine = Tallies(), GivenAnswers(answers)
        documents = DocumentReader(context, Recorder(self.store, self.config))
        await SourcePoller(context, tallies, documents).poll([source], engine, cooling_hosts=cooling_hosts or {})
        return tallies.of(name), engine


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PollerBench]:
    """An empty store."""
    with Store.open(tmp_path / "dateline.db") as store:
        yield PollerBench(store, parse(LIST, "sources.yaml"))


def feed(*links: Any, **more: Any) -> Discovery:
    """What a feed names."""
    return Discovery(kind=SourceKind.FEED, links=links, **more)
