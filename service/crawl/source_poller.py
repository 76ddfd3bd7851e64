"""due → discover: ask sources for their links, and keep what they name."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from service.config import Source
from service.crawl.context import CrawlContext, headers_for
from service.crawl.tally import Tallies, Tally
from service.engine import Deferred, Failed, LocalEngine, Read, Result, Same, Task, Unread
from service.engine.by_host import by_host
from service.errors import DatelineError, FetchError, Throttled
from service.fetch import freshness
from service.logs import Logger
from service.models import CheckStatus, DateOrigin, Discovery, Link, Request, SourceKind, Validators, plausible
from service.sources.dispatch import discover
from service.sources.filters import wants_link
from service.store import FetchRecord
from service.urls import host, strict_key

SITEMAP_FILES = 20
"""Sitemaps read below one source in a cycle, newest first: an archive's index names hundreds that never change."""

SITEMAP_DEPTH = 3
"""An index of indexes is allowed by the protocol; deeper ones are loops."""

LEFT_ALONE = timedelta(minutes=5)
"""How long a host that has had too much of us (429, 503) is left alone when it does not say."""

log = Logger(__name__)


class SourcePoller:
    """Asks feeds, listings and sitemaps; a watched page names itself."""

    def __init__(self, context: CrawlContext, tallies: Tallies) -> None:
        self._context = context
        self._store = context.store
        self._tallies = tallies
        self._watched: dict[str, str] = {}

    async def ask(self, sources: Sequence[Source], engine: LocalEngine, *, leave: dict[str, str]) -> dict[str, str]:
        """Keep what the sources name. `leave`: hosts to be left alone, and why.

        Returns the watched pages, which are to be read now whether due or not: key → name of the source.
        """
        tasks = []
        for source in sources:
            assert source.url is not None
            state = self._store.sources.get(source.name)
            kind = source.kind or (state.kind if state else None)
            if (reason := leave.get(host(source.url))) is not None:
                self._tallies.of(source.name).skipped(reason)
            elif kind is SourceKind.PAGE:
                self._name_itself(source)
            else:
                tasks.append(self._task(source, source.url, kind))
        await self._ask_all(tasks, {source.name: source for source in sources}, engine)
        return self._watched

    def _task(self, source: Source, url: str, kind: SourceKind | None) -> Task:
        # A source that has told us nothing yet is asked for all it has, whatever another of that address has told.
        validators = self._store.web.validators(url) if self._store.links.named_by(source.name) else None
        return Task(
            key=source.name,
            request=Request(url=url, validators=validators, headers=headers_for(source, url)),
            reader=partial(discover, kind=kind, content=source.content, remove=source.remove),
        )

    async def _ask_all(self, tasks: list[Task], sources: dict[str, Source], engine: LocalEngine) -> None:
        """Ask, and ask the sitemaps that a sitemap index names in turn, to a bounded depth and number."""
        asked = {(task.key, task.request.url) for task in tasks}
        allowance = {name: _Allowance(self._newcomer(source)) for name, source in sources.items()}
        for _ in range(SITEMAP_DEPTH):
            deeper: list[Task] = []
            async with aclosing(engine.run(by_host(tasks))) as results:
                async for result in results:
                    name = result.task.key
                    for child in self._heard(result, sources[name], allowance[name]):
                        if (name, child.url) not in asked and allowance[name].take_file():
                            asked.add((name, child.url))
                            deeper.append(self._task(sources[name], child.url, SourceKind.SITEMAP))
            if not deeper:
                return
            tasks = deeper

    def _newcomer(self, source: Source) -> int | None:
        """How many links a source that has never named any starts with; None for one that has."""
        return None if self._store.links.named_by(source.name) else source.max_items

    def _heard(self, result: Result, source: Source, allowance: "_Allowance") -> tuple[Link, ...]:
        """As `_hear`; a bug of ours that one source's answer brings to light must not keep the others from theirs."""
        try:
            return self._hear(result, source, allowance)
        except DatelineError:
            raise
        except Exception as error:
            log.exception("source.bug", source=source.name, url=result.task.request.url)
            self._tallies.of(source.name).failed(error)
            return ()

    def _hear(self, result: Result, source: Source, allowance: "_Allowance") -> tuple[Link, ...]:
        """Keep what one file of a source says; the further files it names."""
        tally = self._tallies.of(source.name)
        now = self._context.clock()
        match result:
            case Read(answer=answer, value=value):
                assert isinstance(value, Discovery)
                tally.max_age = freshness(answer.headers, now)
                self._keep(source, result.task.request.url, answer.validators, value, allowance, now)
                self._log(result.task, now, "links", status=answer.status, size=answer.size, seconds=answer.seconds)
                return value.children
            case Same(answer=same):
                tally.max_age = same.max_age
                _nothing_new(tally)
                self._log(result.task, now, "unchanged", status=304, seconds=same.seconds)
            case Failed(error=error) | Unread(error=error):
                tally.failed(error)
                self._log(result.task, now, "failed", status=getattr(error, "status", None), error=str(error))
                cool(self._context, result.task.request.url, error, now)
            case Deferred(reason=reason):
                tally.skipped(reason)
        return ()

    def _keep(
        self,
        source: Source,
        url: str,
        validators: Validators,
        discovery: Discovery,
        allowance: "_Allowance",
        now: datetime,
    ) -> None:
        """Keep the links together with the validators of the page that named them: all or none, so none is missed."""
        for note in discovery.notes:
            log.info("source.note", source=source.name, url=url, note=note)
        if discovery.kind is SourceKind.PAGE:
            with self._store.transaction():
                self._store.sources.found_out(source.name, discovery)
            self._name_itself(source)
            return
        with self._store.transaction():
            self._store.sources.found_out(source.name, discovery)
            for link in discovery.links:
                self._name(source, dated(link, now), discovery, allowance, now)
            if discovery.children:
                # An index may stay the same while the sitemaps it names change: it is read whole each time.
                self._store.web.drop_validators(url)
            else:
                self._store.web.keep_validators(url, validators, now=now)
        tally = self._tallies.of(source.name)
        tally.links += len(discovery.links)
        if tally.status is CheckStatus.NOT_MODIFIED:
            tally.status = CheckStatus.OK

    def _name(self, source: Source, link: Link, discovery: Discovery, allowance: "_Allowance", now: datetime) -> None:
        key = strict_key(link.url)
        known = self._store.links.get(key) is not None
        wanted = wants_link(source, link.url)
        read = wanted and not known and not self._predates(source, link, discovery, allowance) and allowance.take_link()
        self._store.links.name(key, link, source=source.name, now=now, due=now if read else None)
        if not known and not wanted:
            self._store.links.filtered(key)

    def _predates(self, source: Source, link: Link, discovery: Discovery, allowance: "_Allowance") -> bool:
        """Whether an archive's sitemap names an article from before the source was added: it is no news.

        The newest of them a new source does start with.
        """
        moment = link.published or link.updated
        if discovery.kind is not SourceKind.SITEMAP or moment is None or allowance.of_newcomer:
            return False
        state = self._store.sources.get(source.name)
        return state is not None and moment < state.added

    def _name_itself(self, source: Source) -> None:
        assert source.url is not None
        key = strict_key(source.url)
        with self._store.transaction():
            self._store.links.name(key, Link(url=source.url), source=source.name, now=self._context.clock(), due=None)
        self._tallies.of(source.name).links += 1
        self._watched[key] = source.name

    def _log(
        self,
        task: Task,
        now: datetime,
        outcome: str,
        *,
        status: int | None = None,
        size: int | None = None,
        seconds: float | None = None,
        error: str | None = None,
    ) -> None:
        record = FetchRecord(
            at=now,
            source=task.key,
            url=task.request.url,
            outcome=outcome,
            status=status,
            bytes=size,
            seconds=seconds,
            error=error,
        )
        with self._store.transaction():
            self._store.web.log(record)
        log.info("source", source=task.key, url=task.request.url, outcome=outcome, error=error)


class _Allowance:
    """How much of what a source names is taken in one cycle."""

    def __init__(self, links: int | None) -> None:
        self._links = links
        self._files = SITEMAP_FILES

    @property
    def of_newcomer(self) -> bool:
        """Whether the source had named nothing before this cycle."""
        return self._links is not None

    def take_link(self) -> bool:
        """Whether one more new link is read; without bound for a source that is known."""
        if self._links is None:
            return True
        self._links -= 1
        return self._links >= 0

    def take_file(self) -> bool:
        """Whether one more sitemap is read."""
        self._files -= 1
        return self._files >= 0


def dated(link: Link, now: datetime) -> Link:
    """The link with those of its dates that count, seen from now."""
    published, updated = (plausible(moment, DateOrigin.STATED, look=now) for moment in (link.published, link.updated))
    return replace(link, published=published, updated=updated)


def _nothing_new(tally: Tally) -> None:
    """One file of the source is as it was; what another of its files told stands."""
    if tally.status is CheckStatus.OK and tally.links == 0:
        tally.status = CheckStatus.NOT_MODIFIED


def cool(context: CrawlContext, url: str, error: Exception, now: datetime) -> None:
    """Leave a host alone for as long as it has asked."""
    if isinstance(error, FetchError) and (error.retry_after is not None or isinstance(error, Throttled)):
        until = now + (error.retry_after or LEFT_ALONE)
        context.store.web.cool(host(url), until=until, reason=str(error))
