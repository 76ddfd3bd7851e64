"""What every cycle works with, and whom it tells of its progress."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from service.config import Config, Source
from service.engine.parsers import Parsers
from service.models import Check, Clock
from service.store import Store
from service.urls import origin

PRELOAD = ("service.sources.registry", "service.extract.warm", "service.identity")
"""Imported once for all parsing processes, which need it."""


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
        listed = [(s.name, s.kind, s.location) for s in self.config.sources if s.enabled]
        self.store.sources.list_only(listed, now=self.clock())


def headers_for(source: Source, url: str) -> tuple[tuple[str, str], ...]:
    """Return the headers of a source, for URLs of its own host only: they may be credentials."""
    if source.url is None or origin(source.url) != origin(url):
        return ()
    return tuple((name, value.get_secret_value()) for name, value in source.headers.items())


@asynccontextmanager
async def open_crawl_context(store: Store, config: Config, home: Path, clock: Clock) -> AsyncIterator[CrawlContext]:
    """Open a context; its parsing processes end with it."""
    async with Parsers(preload=PRELOAD) as parsers:
        yield CrawlContext(store=store, config=config, home=home, clock=clock, parsers=parsers)


class Progress(Protocol):
    """Is told how far a cycle has come, and shows it."""

    def started(self, sources: int) -> None:
        """Show that so many sources are visited."""

    def pages(self, done: int, total: int) -> None:
        """Show that so many of the planned pages are dealt with."""

    def source_done(self, check: Check) -> None:
        """Show that a source and all pages it named are dealt with."""


class NoProgress:
    """Shows nothing."""

    def started(self, sources: int) -> None: ...

    def pages(self, done: int, total: int) -> None: ...

    def source_done(self, check: Check) -> None: ...
