"""One cycle: due → discover → fetch + extract → identify → record → schedule.

What is due stands in the database and every page is recorded in a transaction of its own, so a cycle can be killed at
any point and the next one goes on where it stopped.
"""

from dataclasses import dataclass

from service.config import Source
from service.crawl.context import CrawlContext, Progress
from service.crawl.folder_import import Folder, FolderReader, source_folder
from service.crawl.page_fetcher import PageFetcher
from service.crawl.source_poller import SourcePoller
from service.crawl.tally import Tallies
from service.engine import LocalEngine
from service.fetch import Fetcher
from service.ingest.rechecks import Rechecks
from service.ingest.recorder import Recorder
from service.ingest.story_clustering import StoryClustering
from service.models import Check, CheckStatus
from service.scheduling import next_check


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one cycle does."""

    look_at: tuple[Source, ...]
    """Asked for new links now, due or not."""
    pages_of: tuple[Source, ...]
    """The pages of these are read where they are due; holds `look_at`."""
    keys: tuple[tuple[str, str], ...] = ()
    """Pages read whether due or not: (key, name of the source)."""
    recheck: bool = False
    """Read all live items of these sources again."""
    force: bool = False
    """Ignore cool-downs (Retry-After, back-off)."""
    pages_a_host: int | None = None
    """Read at most so many pages of one host; the rest stays due."""


class Cycle:
    """Looks once at sources, and at the pages of theirs that are due."""

    def __init__(self, context: CrawlContext, assignment: Assignment, progress: Progress) -> None:
        self._context = context
        self._store = context.store
        self._assignment = assignment
        self._progress = progress
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
        """What became of each source, in the order of the assignment."""
        self._progress.started(len(self._assignment.look_at))
        for source in self._assignment.look_at:
            self._tallies.of(source.name)
        recorder = Recorder(self._store, self._context.config)
        await self._read_folders(recorder)
        await self._read_web(recorder)
        if not self._stopping:
            await StoryClustering(self._store).follow(self._context.clock())
        for tally in self._tallies:
            self._finish(tally.source)
        return tuple(self._checks[tally.source] for tally in self._tallies)

    async def _read_folders(self, recorder: Recorder) -> None:
        reader = FolderReader(self._context, recorder)
        for source in self._assignment.look_at:
            if source.is_folder and not self._stopping:
                await reader.read(source_folder(source, self._context.home), self._tallies.of(source.name))
                self._finish(source.name)

    async def _read_web(self, recorder: Recorder) -> None:
        assignment, context = self._assignment, self._context
        sources = {source.name: source for source in (*assignment.look_at, *assignment.pages_of)}
        leave = {} if assignment.force else self._cooling()
        settings = context.config.settings.fetch
        async with Fetcher(settings, clock=context.clock, robots=self._store.http.robots()) as fetcher:
            engine = self._engine = LocalEngine(fetcher, context.parsers)
            if self._stopping:
                engine.stop()
            asked = [source for source in assignment.look_at if not source.is_folder]
            watched = await SourcePoller(context, self._tallies).ask(asked, engine, leave=leave)
            always = {**dict(assignment.keys), **watched}
            reader = PageFetcher(context, sources, always, self._tallies, recorder, self._progress)
            due = reader.due(recheck=assignment.recheck, force=assignment.force)
            by_hand = assignment.recheck or assignment.force
            rechecks = None if by_hand else Rechecks(self._store, context.config)
            links = reader.plan(due, leave=leave, pages_a_host=assignment.pages_a_host, rechecks=rechecks)
            for tally in self._tallies:
                if tally.open == 0:
                    self._finish(tally.source)
            await reader.read(links, engine, done=self._finish)
            self._store.http.keep_robots(fetcher.robots_learned)

    def _cooling(self) -> dict[str, str]:
        now = self._context.clock()
        return {
            name: f"left alone until {until:%H:%M} UTC, as it asked ({reason})"
            for name, (until, reason) in self._store.http.cooling(now).items()
        }

    # ── schedule ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _finish(self, name: str) -> None:
        """The source and all its pages are dealt with: keep the check, and say when to look next."""
        if name in self._checks:
            return
        check = self._checks[name] = self._tallies.of(name).check(self._context.clock)
        self._progress.source_done(check)
        source = next((source for source in self._assignment.look_at if source.name == name), None)
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


async def import_folder(context: CrawlContext, folder: Folder, progress: Progress) -> Check:
    """Read a folder of documents once; what became of it."""
    progress.started(1)
    tallies = Tallies()
    tally = tallies.of(folder.source.name)
    await FolderReader(context, Recorder(context.store, context.config)).read(folder, tally)
    await StoryClustering(context.store).follow(context.clock())
    check = tally.check(context.clock)
    progress.source_done(check)
    return check
