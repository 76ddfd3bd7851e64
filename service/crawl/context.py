"""What every cycle works with, and what it tells while it works."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from service.config import Config, Source
from service.engine import Parsers
from service.models import Check, Clock
from service.store import Store
from service.urls import origin

PRELOAD = ("service.sources.dispatch", "service.extract.warm", "service.identity")
"""What parsing processes will need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlContext:
    """A store, a configuration, a clock and a pool of parsers."""

    store: Store
    config: Config
    home: Path
    """The folder of sources.yaml: relative paths in it start here."""
    clock: Clock
    parsers: Parsers

    def list_sources(self) -> None:
        """Make the store's list of sources agree with the configuration."""
        listed = [(s.name, s.kind, s.url or s.path or "") for s in self.config.sources if s.enabled]
        self.store.sources.list_only(listed, now=self.clock())


def headers_for(source: Source, url: str) -> tuple[tuple[str, str], ...]:
    """The headers of a source, for URLs of its own host only: they may be credentials."""
    if source.url is None or origin(source.url) != origin(url):
        return ()
    return tuple((name, value.get_secret_value()) for name, value in source.headers.items())


@asynccontextmanager
async def working(store: Store, config: Config, home: Path, clock: Clock) -> AsyncIterator[CrawlContext]:
    """A context whose parsing processes end with it."""
    async with Parsers(preload=PRELOAD) as parsers:
        yield CrawlContext(store=store, config=config, home=home, clock=clock, parsers=parsers)


class Progress(Protocol):
    """Told while a cycle works, by the one who shows it."""

    def started(self, sources: int) -> None:
        """So many sources are looked at."""

    def pages(self, done: int, total: int) -> None:
        """So many of the pages planned are dealt with."""

    def source_done(self, check: Check) -> None:
        """A source and all pages it named are dealt with."""


class Silent:
    """Shows nothing."""

    def started(self, sources: int) -> None: ...

    def pages(self, done: int, total: int) -> None: ...

    def source_done(self, check: Check) -> None: ...
