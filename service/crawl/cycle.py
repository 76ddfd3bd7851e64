"""One cycle: due sources → their links → due pages → items, each with its next due time.

What is due stands in the database and every page is recorded in a transaction of its own, so a cycle can be killed at
any point and the next one goes on where it stopped.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from service.config import Source
from service.crawl.crawl_context import CrawlContext, Progress
from service.crawl.document_reader import DocumentReader, DocumentSet, documents_of
from service.crawl.page_fetcher import PageFetcher
from service.crawl.source_poller import SourcePoller
from service.crawl.tally import Tallies
from service.engine.local import Engine, LocalEngine
from service.fetch import Fetcher
from service.ingest.rechecks import Rechecks
from service.ingest.recorder import Recorder
from service.ingest.story_clustering import StoryClustering
from service.models import Check, CheckStatus
from service.scheduling import next_check


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one cycle does."""

    poll: tuple[Source, ...]
    """Asked for new links now, due or not."""
    pages_of: tuple[Source, ...]
    """The pages of these are fetched where they are due; holds `poll`."""
    keys: tuple[tuple[str, str], ...] = ()
    """Pages fetched whether due or not: (key, name of the source)."""
    recheck: bool = False
    """Fetch all live items of these sources again."""
    force: bool = False
    """Ignore cool-downs (Retry-After, back-off)."""
    pages_a_host: int | None = None
    """Fetch at most so many pages of one host; the rest stays due."""


class Cycle:
    """Visits sources once, and the pages of theirs that are due."""

    def __init__(self, context: CrawlContext, assignment: Assignment, progress: Progress) -> None:
        self._context = context
        self._store = context.store
        self._assignment = assignment
        self._progress = progress
        self._recorder = Recorder(context.store, context.config)
        self._documents = DocumentReader(context, self._recorder)
        self._tallies = Tallies()
        self._checks: dict[str, Check] = {}
        self._engine: LocalEngine | None = None
        self._stopping = False

    def stop(self) -> None:
        """Finish and record the pages in hand; all else stays due."""
        self._stopping = True
        if self._engine is not None:
            self._engine.stop()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopping

    async def run(self) -> tuple[Check, ...]:
        """Do the assignment; return what became of each source, in its order."""
        self._progress.started(len(self._assignment.poll))
        for source in self._assignment.poll:
            self._tallies.of(source.name)
        # 1. Documents of this machine, which wait for no host.
        await self._read_local_sources()
        # 2. New links of the sources on the web, then the pages that are due; each is recorded as it comes.
        await self._visit_web()
        # 3. Stories, which need the new items of all sources.
        if not self._stopping:
            await StoryClustering(self._store).follow(self._context.clock())
        # 4. The checks of the sources that have not ended before.
        for tally in self._tallies:
            self._finish(tally.source)
        return tuple(self._checks[tally.source] for tally in self._tallies)

    async def _read_local_sources(self) -> None:
        for source in self._assignment.poll:
            if source.is_local and not self._stopping:
                documents = documents_of(source, self._context.home)
                await self._documents.read_documents(documents, self._tallies.of(source.name))
                self._finish(source.name)

    async def _visit_web(self) -> None:
        context = self._context
        cooling_hosts = {} if self._assignment.force else self._cooling_hosts()
        settings = context.config.settings.fetch
        async with Fetcher(settings, clock=context.clock, robots=self._store.http.robots()) as fetcher:
            engine = self._engine = LocalEngine(fetcher, context.parsers)
            if self._stopping:
                engine.stop()
            polled = [source for source in self._assignment.poll if not source.is_local]
            poller = SourcePoller(context, self._tallies, self._documents)
            watched = await poller.poll(polled, engine, cooling_hosts=cooling_hosts)
            await self._fetch_pages(engine, watched, cooling_hosts)
            self._store.http.keep_robots(fetcher.robots_learned)

    async def _fetch_pages(self, engine: Engine, watched: Mapping[str, str], cooling_hosts: Mapping[str, str]) -> None:
        assignment, context = self._assignment, self._context
        sources = {source.name: source for source in (*assignment.poll, *assignment.pages_of)}
        always = {**dict(assignment.keys), **watched}
        fetcher = PageFetcher(context, sources, always, self._tallies, self._recorder, self._documents, self._progress)
        due = fetcher.due(recheck=assignment.recheck, force=assignment.force)
        by_hand = assignment.recheck or assignment.force
        rechecks = None if by_hand else Rechecks(self._store, context.config)
        links = fetcher.plan(due, cooling_hosts=cooling_hosts, pages_a_host=assignment.pages_a_host, rechecks=rechecks)
        for tally in self._tallies:
            if tally.open == 0:
                self._finish(tally.source)
        await fetcher.fetch(links, engine, done=self._finish)

    def _cooling_hosts(self) -> dict[str, str]:
        now = self._context.clock()
        return {
            name: f"left alone until {until:%H:%M} UTC, as it asked ({reason})"
            for name, (until, reason) in self._store.http.cooling(now).items()
        }

    # ── schedule ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _finish(self, name: str) -> None:
        """Keep the check of a source whose pages are all dealt with, and plan its next one."""
        if name in self._checks:
            return
        check = self._checks[name] = self._tallies.of(name).check(self._context.clock)
        self._progress.source_done(check)
        source = next((source for source in self._assignment.poll if source.name == name), None)
        if source is not None and not self._stopping:
            self._schedule(source, check)

    def _schedule(self, source: Source, check: Check) -> None:
        state = self._store.sources.get(source.name)
        if state is None:
            return
        settings = self._context.config.settings
        tally = self._tallies.of(source.name)
        failed = check.status in (CheckStatus.FAILED, CheckStatus.BLOCKED)
        due = next_check(
            every=None if source.cron else source.every or settings.every,
            cron=source.cron,
            zone=settings.zone,
            now=check.at,
            failures=state.failures + 1 if failed else 0,
            retry_after=tally.retry_after,
            max_age=tally.max_age,
            key=source.name,
        )
        self._store.sources.record_check(check, next_check=due)


async def read_documents_once(context: CrawlContext, documents: DocumentSet, progress: Progress) -> Check:
    """Read documents once; return what became of them."""
    progress.started(1)
    tallies = Tallies()
    tally = tallies.of(documents.source.name)
    await DocumentReader(context, Recorder(context.store, context.config)).read_documents(documents, tally)
    await StoryClustering(context.store).follow(context.clock())
    check = tally.check(context.clock)
    progress.source_done(check)
    return check
