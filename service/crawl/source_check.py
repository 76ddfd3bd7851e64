"""A try of sources: asked once, nothing kept."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from service.config import Config, Source
from service.crawl.context import PRELOAD, headers_for
from service.crawl.source_poller import dated
from service.engine import LocalEngine, Parsers, Read, Result, Task
from service.engine.by_host import by_host
from service.errors import ParseError
from service.fetch import Fetcher
from service.models import Clock, Discovery, Request, SourceKind, iso
from service.sources.dispatch import discover
from service.sources.folder import documents


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


async def check_sources(config: Config, sources: Sequence[Source], *, home: Path, clock: Clock) -> list[SourceCheck]:
    """Ask each source once, in their order."""
    found = {source.name: _try_folder(source, home) for source in sources if source.is_folder}
    tasks = [_task(source) for source in sources if not source.is_folder]
    async with (
        Fetcher(config.settings.fetch, clock=clock) as fetcher,
        Parsers(preload=PRELOAD) as parsers,
        aclosing(LocalEngine(fetcher, parsers).run(by_host(tasks))) as results,
    ):
        async for result in results:
            found[result.task.key] = _heard(result, clock())
    return [found[source.name] for source in sources]


def _task(source: Source) -> Task:
    assert source.url is not None
    return Task(
        key=source.name,
        request=Request(url=source.url, headers=headers_for(source, source.url)),
        reader=partial(discover, kind=source.kind, content=source.content, remove=source.remove),
    )


def _heard(result: Result, now: datetime) -> SourceCheck:
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


def _newest(found: Discovery, now: datetime) -> str | None:
    if not found.links:
        return None
    first = dated(found.links[0], now)
    return f"{first.title or first.url}, {iso(first.published)}" if first.published else first.title or first.url


def _try_folder(source: Source, home: Path) -> SourceCheck:
    assert source.path is not None
    try:
        found = list(documents((home / source.path).resolve()))
    except ParseError as error:
        return SourceCheck(source=source.name, kind=SourceKind.FOLDER, error=str(error))
    problems = tuple(f"{document.relative}: {document.problem}" for document in found if document.problem)
    newest = found[0].relative if found else None
    return SourceCheck(source=source.name, kind=SourceKind.FOLDER, links=len(found), newest=newest, notes=problems)
