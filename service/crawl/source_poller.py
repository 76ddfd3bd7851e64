"""Polls sources: asks those that are due for their links, and keeps what they name."""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta

from service.config import Source
from service.crawl.crawl_context import CrawlContext, headers_for
from service.crawl.document_reader import DocumentReader
from service.crawl.tally import Tallies, Tally
from service.engine.batch import Deferred, Failed, Read, Result, Same, Task, Unreadable, by_host
from service.engine.local import Engine
from service.errors import DatelineError, FetchError, Throttled
from service.fetch import freshness
from service.ingest.apply import Outcome
from service.logs import Logger
from service.models import CheckStatus, DateOrigin, Discovery, Link, Request, SourceKind, Validators, plausible
from service.sources import registry
from service.sources.filters import wants_link
from service.store import FetchRecord
from service.urls import host, strict_key

CHILD_FILES = 20
"""Further files read below one source in a cycle, newest first: the index of an archive's sitemaps names hundreds that
never change."""

CHILD_DEPTH = 3
"""Levels of files that name files. The sitemap protocol allows an index of indexes; deeper ones are loops."""

LEFT_ALONE = timedelta(minutes=5)
"""How long a host that has had too much of us (429, 503) is left alone when it does not say."""

_UNSETTLED = (Outcome.DOUBTFUL, Outcome.FAILED)

log = Logger(__name__)


class SourcePoller:
    """Polls sources, each as its kind has it. A source that is itself the page to watch names itself."""

    def __init__(self, context: CrawlContext, tallies: Tallies, documents: DocumentReader) -> None:
        self._context = context
        self._store = context.store
        self._tallies = tallies
        self._documents = documents
        self._watched: dict[str, str] = {}
        self._cursors: dict[str, str | None] = {}
        """Of the sources, as they were before this poll."""

    async def poll(
        self, sources: Sequence[Source], engine: Engine, *, cooling_hosts: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Keep what the sources name. `cooling_hosts` are to be left alone: host → why.

        Returns the watched pages, which are to be read now whether due or not: key → name of the source.
        """
        tasks: list[Task] = []
        for source in sources:
            state = self._store.sources.get(source.name)
            kind = source.kind or (state.kind if state else None)
            cursor = self._cursors[source.name] = self._store.sources.cursor(source.name, source.location)
            asked = registry.requests_for(source, kind, cursor)
            reason = next((cooling_hosts[name] for each in asked if (name := host(each.url)) in cooling_hosts), None)
            if reason is not None:
                self._tallies.of(source.name).skipped(reason)
            elif registry.watches_itself(kind):
                self._name_itself(source)
            else:
                tasks += [self._task(source, request, kind) for request in asked]
        await self._poll_all(tasks, {source.name: source for source in sources}, engine)
        return self._watched

    def _task(self, source: Source, request: Request, kind: SourceKind | None) -> Task:
        # A source that has told us nothing yet is asked for all it has, whatever another of that address has told.
        validators = self._store.http.validators(request.url) if self._store.links.has_links(source.name) else None
        headers = (*headers_for(source, request.url), *request.headers)
        return Task(
            key=source.name,
            request=replace(request, validators=validators, headers=headers),
            reader=registry.reader_for(source, kind, self._cursors[source.name]),
        )

    async def _poll_all(self, tasks: list[Task], sources: Mapping[str, Source], engine: Engine) -> None:
        """Ask, and ask in turn for the further files that are named, to a bounded depth and number."""
        asked = {(task.key, task.request.url) for task in tasks}
        allowances = {name: _Allowance(self._newcomer(source)) for name, source in sources.items()}
        for _ in range(CHILD_DEPTH):
            deeper: list[Task] = []
            async with aclosing(engine.run(by_host(tasks))) as results:
                async for result in results:
                    name = result.task.key
                    found = await self._answered(result, sources[name], allowances[name])
                    if found is None:
                        continue
                    for child in found.children:
                        if (name, child.url) not in asked and allowances[name].take_file():
                            asked.add((name, child.url))
                            deeper.append(self._task(sources[name], Request(url=child.url), found.kind))
            if not deeper:
                return
            tasks = deeper

    def _newcomer(self, source: Source) -> int | None:
        """Return how many links a source that has never named any starts with; None for one that has."""
        return None if self._store.links.has_links(source.name) else source.max_items

    async def _answered(self, result: Result, source: Source, allowance: "_Allowance") -> Discovery | None:
        """Do as `_answer`; a bug of ours that one source's answer brings to light must not keep the others from
        theirs."""
        try:
            return await self._answer(result, source, allowance)
        except DatelineError:
            raise
        except Exception as error:
            log.exception("source.bug", source=source.name, url=result.task.request.url)
            self._tallies.of(source.name).failed(error)
            return None

    async def _answer(self, result: Result, source: Source, allowance: "_Allowance") -> Discovery | None:
        """Keep what one file of a source says, and return it; None where it says nothing new."""
        tally = self._tallies.of(source.name)
        now = self._context.clock()
        match result:
            case Read(answer=answer, value=discovery):
                assert isinstance(discovery, Discovery)
                tally.max_age = freshness(answer.headers, now)
                await self._keep(source, result.task.request.url, answer.validators, discovery, allowance, now)
                self._log(result.task, now, "links", status=answer.status, size=answer.size, seconds=answer.seconds)
                return discovery
            case Same(answer=same):
                tally.max_age = same.max_age
                _count_unchanged(tally)
                self._log(result.task, now, "unchanged", status=304, seconds=same.seconds)
            case Failed(error=error) | Unreadable(error=error):
                tally.failed(error)
                self._log(result.task, now, "failed", status=getattr(error, "status", None), error=str(error))
                cool_host(self._context, result.task.request.url, error, now)
            case Deferred(reason=reason):
                tally.skipped(reason)
        return None

    # ── what a file of a source names ─────────────────────────────────────────────────────────────────────────────

    async def _keep(
        self,
        source: Source,
        url: str,
        validators: Validators,
        discovery: Discovery,
        allowance: "_Allowance",
        now: datetime,
    ) -> None:
        """Keep the links together with the validators of the file that named them: all or none, so none is missed."""
        for note in discovery.notes:
            log.info("source.note", source=source.name, url=url, note=note)
        # 1. A page that turns out to be watched itself names nothing else.
        if registry.watches_itself(discovery.kind):
            with self._store.transaction():
                self._store.sources.record_discovery(source.name, discovery)
            self._name_itself(source)
            return
        # 2. Texts that links carry are recorded first: were we stopped in the middle, the file is asked for anew.
        settled = await self._read_contents(source, discovery, allowance, now)
        # 3. The other links are kept to be fetched, and with them how far the source has been read.
        with self._store.transaction():
            self._store.sources.record_discovery(source.name, discovery)
            for link in discovery.links:
                if link.content is None:
                    self._name(source, with_plausible_dates(link, now), discovery.kind, allowance, now)
            if discovery.children or not settled:
                # An index may stay the same while the files it names change: it is read whole each time. So is a file
                # with a text that has to be seen again.
                self._store.http.drop_validators(url)
            else:
                self._store.http.keep_validators(url, validators, now=now)
            if discovery.cursor is not None and settled:
                self._store.sources.keep_cursor(source.name, source.location, discovery.cursor)
        tally = self._tallies.of(source.name)
        tally.links += len(discovery.links)
        if tally.status is CheckStatus.NOT_MODIFIED:
            tally.status = CheckStatus.OK

    async def _read_contents(
        self, source: Source, discovery: Discovery, allowance: "_Allowance", now: datetime
    ) -> bool:
        """Record the texts that links carry; return whether none of them has to be seen again."""
        settled = True
        for link in discovery.links:
            if link.content is None:
                continue
            key = strict_key(link.url)
            with self._store.transaction():
                if self._name(source, with_plausible_dates(link, now), discovery.kind, allowance, now):
                    self._documents.expect_content(key, now)
            named = self._store.links.get(key)
            # A page that was named before, without its text or by another source, is that one's to read.
            if named is not None and named.source == source.name and self._documents.is_carried(key):
                outcome = await self._documents.read_content(key, source, link.content)
                self._tallies.of(source.name).count(outcome)
                settled = settled and outcome not in _UNSETTLED
        return settled

    def _name(self, source: Source, link: Link, kind: SourceKind, allowance: "_Allowance", now: datetime) -> bool:
        """Keep that a source has named a link; return whether it is new and is to be read."""
        key = strict_key(link.url)
        known = self._store.links.get(key) is not None
        wanted = wants_link(source, link.url)
        read = wanted and not known and not self._predates(source, link, kind, allowance) and allowance.take_link()
        self._store.links.add(key, link, source=source.name, now=now, due=now if read else None)
        if not known and not wanted:
            self._store.links.mark_filtered(key)
        return read

    def _predates(self, source: Source, link: Link, kind: SourceKind, allowance: "_Allowance") -> bool:
        """Say whether an archive names an article from before the source was added: it is no news.

        The newest of them a new source does start with.
        """
        moment = link.published or link.updated
        if not registry.web_type(kind).names_archive or moment is None or allowance.of_newcomer:
            return False
        state = self._store.sources.get(source.name)
        return state is not None and moment < state.added

    def _name_itself(self, source: Source) -> None:
        assert source.url is not None
        key = strict_key(source.url)
        with self._store.transaction():
            self._store.links.add(key, Link(url=source.url), source=source.name, now=self._context.clock(), due=None)
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
            self._store.http.log(record)
        log.info("source", source=task.key, url=task.request.url, outcome=outcome, error=error)


class _Allowance:
    """How much of what a source names is taken in one cycle."""

    def __init__(self, links: int | None) -> None:
        self._links = links
        self._files = CHILD_FILES

    @property
    def of_newcomer(self) -> bool:
        """Whether the source had named nothing before this cycle."""
        return self._links is not None

    def take_link(self) -> bool:
        """Say whether one more new link is read; without bound for a source that is known."""
        if self._links is None:
            return True
        self._links -= 1
        return self._links >= 0

    def take_file(self) -> bool:
        """Say whether one more further file is read."""
        self._files -= 1
        return self._files >= 0


def with_plausible_dates(link: Link, now: datetime) -> Link:
    """Return the link with those of its dates that count, seen from now."""
    published, updated = (plausible(moment, DateOrigin.STATED, visit=now) for moment in (link.published, link.updated))
    return replace(link, published=published, updated=updated)


def _count_unchanged(tally: Tally) -> None:
    """Count a file of the source that is as it was; what another of its files has named stands."""
    if tally.status is CheckStatus.OK and tally.links == 0:
        tally.status = CheckStatus.NOT_MODIFIED


def cool_host(context: CrawlContext, url: str, error: Exception, now: datetime) -> None:
    """Leave a host alone for as long as it has asked."""
    if isinstance(error, FetchError) and (error.retry_after is not None or isinstance(error, Throttled)):
        until = now + (error.retry_after or LEFT_ALONE)
        context.store.http.cool(host(url), until=until, reason=str(error))
