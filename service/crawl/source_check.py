"""Checks sources: each is asked once, and nothing is kept."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from service.config import Config, Source
from service.crawl.crawl_context import PRELOAD, headers_for
from service.crawl.source_poller import with_plausible_dates
from service.engine.batch import Read, Result, Task, by_host
from service.engine.local import LocalEngine
from service.engine.parsers import Parsers
from service.errors import ParseError
from service.fetch import Fetcher
from service.models import Clock, Discovery, SourceKind, iso
from service.sources import registry


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What one source gave."""

    source: str
    kind: SourceKind | None = None
    links: int = 0
    newest: str | None = None
    """Title of the first link, or name of the first document."""
    notes: tuple[str, ...] = ()
    error: str | None = None

    def line(self) -> str:
        """Return it in one line for a person."""
        if self.error:
            text = f"{self.source}: FAILED – {self.error}"
        else:
            first = f", first “{self.newest}”" if self.newest else ""
            text = f"{self.source}: ok – {self.kind}, {self.links} links{first}"
        return "".join(c for c in "; ".join((text, *self.notes)) if c.isprintable())


async def check_sources(config: Config, sources: Sequence[Source], *, home: Path, clock: Clock) -> list[SourceCheck]:
    """Ask each source once; return what they give, in their order."""
    found = defaultdict(list)
    for source in sources:
        if source.is_local:
            found[source.name].append(_check_local(source, home))
    tasks = [task for source in sources if not source.is_local for task in _tasks(source)]
    async with (
        Fetcher(config.settings.fetch, clock=clock) as fetcher,
        Parsers(preload=PRELOAD) as parsers,
        aclosing(LocalEngine(fetcher, parsers).run(by_host(tasks))) as results,
    ):
        async for result in results:
            found[result.task.key].append(_check(result, clock()))
    return [_together(found[source.name]) for source in sources]


def _tasks(source: Source) -> list[Task]:
    return [
        Task(
            key=source.name,
            request=replace(request, headers=(*headers_for(source, request.url), *request.headers)),
            reader=registry.reader_for(source, source.kind, None),
        )
        for request in registry.requests_for(source, source.kind, None)
    ]


def _check(result: Result, now: datetime) -> SourceCheck:
    if not isinstance(result, Read):
        return SourceCheck(
            source=result.task.key, error=str(getattr(result, "error", None) or getattr(result, "reason", ""))
        )
    found: Discovery = result.value
    return SourceCheck(
        source=result.task.key,
        kind=found.kind,
        links=len(found.links) + len(found.children),
        newest=_newest(found, now),
        notes=found.notes,
    )


def _together(checks: Sequence[SourceCheck]) -> SourceCheck:
    """Return what the answers to all requests of one source come to."""
    return SourceCheck(
        source=checks[0].source,
        kind=next((check.kind for check in checks if check.kind), None),
        links=sum(check.links for check in checks),
        newest=next((check.newest for check in checks if check.newest), None),
        notes=tuple(note for check in checks for note in check.notes),
        error=next((check.error for check in checks if check.error), None),
    )


def _newest(found: Discovery, now: datetime) -> str | None:
    if not found.links:
        return None
    first = with_plausible_dates(found.links[0], now)
    return f"{first.title or first.url}, {iso(first.published)}" if first.published else first.title or first.url


def _check_local(source: Source, home: Path) -> SourceCheck:
    assert source.path is not None
    kind = registry.local_type(source.kind).kind
    try:
        found = list(registry.local_type(source.kind).documents((home / source.path).resolve()))
    except ParseError as error:
        return SourceCheck(source=source.name, kind=kind, error=str(error))
    problems = tuple(f"{document.relative}: {document.problem}" for document in found if document.problem)
    newest = found[0].relative if found else None
    return SourceCheck(source=source.name, kind=kind, links=len(found), newest=newest, notes=problems)
