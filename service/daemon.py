"""The long-lived process: a tick, the digest, upkeep; signals; drain.

APScheduler only wakes us. What is due is decided by the database, so a missed or doubled firing changes nothing.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from service.config import BY_HAND, Config, load
from service.crawl.crawl_context import CrawlContext, NoProgress, open_crawl_context
from service.crawl.cycle import Assignment, Cycle
from service.errors import ConfigError, DatelineError, LockHeld, StoreDamaged
from service.ingest.story_clustering import StoryClustering
from service.locks import DAEMON, FETCH_AT_ONCE, held
from service.logs import Logger
from service.maintenance.clock_mending import Mender
from service.maintenance.retention import forget_pages, rotate_backups
from service.models import Clock
from service.reporting.digest_publisher import DigestPublisher
from service.store import Store
from service.views.results import check_json

TICK = timedelta(seconds=15)
"""How often the database is asked for what is due: no source is asked more often than once a minute."""

RELOAD = timedelta(seconds=2)
"""How often sources.yaml is looked at for edits; a glance at its date and size."""

ALIVE = timedelta(seconds=30)
"""How often a sign of life is kept, for `dateline status`; also while a cycle takes long."""

PAGES_A_HOST = 20
"""Read of one host in one tick, so that a host with much to read does not hold up all others; the rest stays due."""

DRAIN = timedelta(seconds=6)
"""How long the pages in hand are waited for when we are told to stop; containers are killed after ten."""

FETCH_LOG_KEPT = timedelta(days=90)

_LOGGED = ("new", "updated", "changed", "removed", "also_at", "left_out")
"""Lists of a digest whose lengths are logged. Digests of an earlier version have not all of them."""

Stamp = tuple[int, int, int] | None
"""Of a file: changes whenever it does. None: it cannot be looked at."""

log = Logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where a daemon reads and writes."""

    config: Path
    database: Path
    digests: Path


def run(files: Files, clock: Clock) -> None:
    """Watch until SIGTERM or SIGINT.

    Raises:
        LockHeld: another daemon watches with this database.
        StoreDamaged: it fails its integrity check.
        ConfigError, StoreError: at the start; later ones are logged and the daemon goes on.
    """
    stamp = _stamp(files.config)  # before it is read: an edit in between must not be taken for read
    config = load(files.config)
    with held(files.database, DAEMON), Store.open(files.database) as store:
        if trouble := store.database.integrity():
            raise StoreDamaged(
                f"{files.database}: {trouble}; restore the newest copy from the backups folder beside it"
            )
        asyncio.run(_watch(files, store, config, stamp, clock))


async def _watch(files: Files, store: Store, config: Config, stamp: Stamp, clock: Clock) -> None:
    async with open_crawl_context(store, config, files.config.parent, clock) as context:
        await Daemon(files, context, stamp).run()


class Daemon:
    """One run of the daemon."""

    def __init__(self, files: Files, context: CrawlContext, stamp: Stamp) -> None:
        self._files = files
        self._context = context
        self._store = context.store
        self._clock = context.clock
        self._config = context.config
        self._config_stamp = stamp
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._stop = asyncio.Event()
        self._cycle: Cycle | None = None
        self._busy: set[asyncio.Task[Any]] = set()

    async def run(self) -> None:
        """Watch until told to stop, then finish the pages in hand."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self._stop.set)
        self._context.list_sources()
        self._schedule()
        self._scheduler.start()
        log.info("daemon.start", pid=os.getpid(), sources=len(self._config.sources), database=str(self._files.database))
        await self._stop.wait()
        await self._drain()

    def _schedule(self) -> None:
        settings = self._config.settings
        backup_at = settings.backup.at
        jobs: list[tuple[str, Any, Callable[[], Coroutine[Any, Any, None]]]] = [
            ("alive", IntervalTrigger(seconds=ALIVE.total_seconds(), timezone="UTC"), self._alive),
            ("reload", IntervalTrigger(seconds=RELOAD.total_seconds(), timezone="UTC"), self._reload),
            ("tick", IntervalTrigger(seconds=TICK.total_seconds(), timezone="UTC"), self._tick),
            ("digest", CronTrigger(minute="*", timezone="UTC"), self._digest),
            ("upkeep", _daily(backup_at, settings.timezone), self._upkeep),
        ]
        for name, trigger, job in jobs:
            self._scheduler.add_job(self._guarded, trigger, args=(name, job), id=name, replace_existing=True)
        for name in ("alive", "tick", "digest"):
            self._scheduler.modify_job(name, next_run_time=datetime.now(self._scheduler.timezone))

    async def _guarded(self, name: str, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a job as a task of ours. What goes wrong in it is logged; the next firing tries again."""
        task = asyncio.create_task(job(), name=name)
        self._busy.add(task)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if not self._stop.is_set():
                raise
            log.warning(f"{name}.cut_short", reason="told to stop; what it had in hand stays due")
        except DatelineError as error:
            log.error(f"{name}.failed", error=str(error))
        except Exception:
            log.exception(f"{name}.bug")
        finally:
            if task.done():
                self._busy.discard(task)

    # ── jobs ──────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _alive(self) -> None:
        self._store.note("daemon", self._clock())

    async def _tick(self) -> None:
        """Visit whatever is due."""
        now = self._clock()
        self._mend(now)
        enabled = {source.name: source for source in self._config.sources if source.enabled}
        due = [enabled[state.name] for state in self._store.sources.due(now) if state.name in enabled]
        if not due and not self._store.links.due([*enabled, BY_HAND.name], now):
            return
        try:
            with held(self._files.database, FETCH_AT_ONCE):
                await self._run_cycle(
                    Assignment(poll=tuple(due), pages_of=(*enabled.values(), BY_HAND), pages_a_host=PAGES_A_HOST)
                )
        except LockHeld:
            log.info("tick.waiting", reason="a `dateline fetch` is running")

    async def _run_cycle(self, assignment: Assignment) -> None:
        if self._stop.is_set():
            return
        self._cycle = Cycle(self._context_now(), assignment, NoProgress())
        try:
            for check in await self._cycle.run():
                facts = {key: value for key, value in check_json(check).items() if key != "name"}
                log.info("source.checked", source=check.source, **facts)
        finally:
            self._cycle = None

    def _context_now(self) -> CrawlContext:
        """Return the context with the configuration of now; it may have been edited since the start."""
        context = self._context
        return CrawlContext(
            store=context.store, config=self._config, home=context.home, clock=context.clock, parsers=context.parsers
        )

    async def _digest(self) -> None:
        """Publish the digests that are owed; every minute, so also once a disk that was full has space again."""
        now = self._clock()
        self._mend(now)
        for edition in DigestPublisher(self._store, self._config, self._files.digests).publish_owed(now):
            document = cast(dict[str, Any], edition.document)
            counts = {name: len(document.get(name, ())) for name in _LOGGED}
            log.info("digest.published", date=document["date"], path=str(edition.path), **counts)

    def _mend(self, now: datetime) -> None:
        """Put right the times that a wrong clock has left behind, before anything is visited or published by them."""
        Mender(self._store, self._config, self._files.digests).mend(now)

    async def _upkeep(self) -> None:
        now = self._clock()
        # In a thread, with a connection of its own: copying a large database takes minutes.
        keep = self._config.settings.backup.keep
        backup = await asyncio.to_thread(rotate_backups, self._files.database, keep=keep, now=now)
        if backup is not None:
            self._store.note("backup", now)
            log.info("upkeep.backup", path=str(backup))
        await StoryClustering(self._store).upkeep(now)
        forgotten = self._store.http.prune(now - FETCH_LOG_KEPT)
        pages = forget_pages(self._store, self._config, now)
        self._store.database.checkpoint()
        log.info("upkeep.done", fetch_log_rows_forgotten=forgotten, pages_forgotten=pages)

    async def _reload(self) -> None:
        """Take up an edit of sources.yaml, and visit at once what it adds."""
        stamp = _stamp(self._files.config)
        if stamp == self._config_stamp:
            return
        try:
            self._config = load(self._files.config)
        except ConfigError as error:
            self._config_stamp = stamp
            for problem in error.problems:
                log.error("config.kept_old", problem=problem)
            return
        self._context_now().list_sources()
        self._schedule()
        self._config_stamp = stamp  # last: should the database refuse the list, the next tick brings it again
        log.info("config.reloaded", sources=len(self._config.sources))

    # ── the end ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def _drain(self) -> None:
        """Pause, wait for our own tasks under a deadline, and only then shut the scheduler down: it cancels them."""
        log.info("daemon.stopping")
        self._scheduler.pause()
        if self._cycle is not None:
            self._cycle.stop()
        if self._busy:
            _, late = await asyncio.wait(self._busy, timeout=DRAIN.total_seconds())
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._scheduler.shutdown(wait=False)
        self._store.database.checkpoint()
        self._store.forget("daemon")
        log.info("daemon.stopped")


def _daily(at: time, timezone: str) -> CronTrigger:
    return CronTrigger(hour=at.hour, minute=at.minute, timezone=timezone)


def _stamp(path: Path) -> Stamp:
    """Return what changes whenever the file does, also when an editor replaces it."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
