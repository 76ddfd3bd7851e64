"""When the clock was ahead for a while and is back: what was recorded, filed and planned by it is put right."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from service.config import BY_HAND, Config, Source
from service.ingest.rechecks import Rechecks, since
from service.logs import Logger
from service.reporting.digest_publisher import DigestPublisher
from service.scheduling import (
    DAY,
    TOLERANCE,
    ClockVerdict,
    VisitedDays,
    cooled_until,
    judge_clock,
    next_check,
    page_due,
    unread_due,
)
from service.sources.filters import watches
from service.store import ClockRepair, SourceState, Store, StoredLink

SKEW = timedelta(minutes=5)
"""By so much a source may be planned later than any answer lets it be, since clocks are set back by a little, too."""

log = Logger(__name__)


class Mender:
    """Compares what is stored with the clock, and mends what was made by a clock that was ahead of it."""

    def __init__(self, store: Store, config: Config, folder: Path) -> None:
        self._store = store
        self._config = config
        self._editor = DigestPublisher(store, config, folder)
        self._rechecks = Rechecks(store, config)

    def judge(self, now: datetime) -> ClockVerdict:
        """What to make of the times stored, at this time of the clock. Costs a few look-ups where they agree."""
        limit = now + TOLERANCE
        latest = self._store.clock_repairs.latest()
        if (latest is None or latest <= limit) and not self._store.clock_repairs.filed_after(
            self._editor.open_date(limit)
        ):
            return ClockVerdict.AGREE
        days = self._store.clock_repairs.days
        return judge_clock(VisitedDays(ahead=days(limit, None), until_now=days(None, limit)))

    def mend(self, now: datetime) -> tuple[ClockRepair, ...]:
        """Put right what a clock that was ahead has left behind; what there was of it. All or nothing.

        Raises:
            PublishError: the files of digests that are withdrawn cannot be removed, or others not be written.
        """
        if self.judge(now) is not ClockVerdict.WAS_AHEAD:
            return ()
        with self._store.transaction():
            clock = self._store.clock_repairs.latest()
            ahead = max(clock or now, now)
            counts = dict(self._steps(ahead, now))
            done = tuple(
                ClockRepair(at=now, clock=ahead, what=what, count=count) for what, count in counts.items() if count
            )
            self._store.clock_repairs.note(done)
        for mending in done:
            log.warning("clock.mended", clock=f"{mending.clock:%Y-%m-%dT%H:%M:%SZ}", what=mending.what, n=mending.count)
        self._editor.write_owed(now)
        return done

    def _steps(self, ahead: datetime, now: datetime) -> Iterator[tuple[str, int]]:
        """What is mended, and how many. The pages looked at, and what was removed, are known by their times, before
        these are set back; events are filed anew when the digests that were closed too early are open again."""
        looked = self._store.clock_repairs.looked_at(now)
        yield "removals of pages taken back", self._store.clock_repairs.take_back_removals(now)
        yield "empty digests of days to come withdrawn", self._withdraw(ahead, now)
        yield "recorded times set back", self._store.clock_repairs.set_back(now)
        refiled = self._store.clock_repairs.refile(self._editor.day_of(now), self._editor.day_of)
        yield "events given to the digest of their day", refiled
        yield "looks at sources brought back", self._bring_back_sources(now)
        yield "looks at pages brought back", self._bring_back_pages(looked, now)
        yield "waits of hosts brought back", self._bring_back_hosts(ahead - now, now)

    def _withdraw(self, ahead: datetime, now: datetime) -> int:
        dates = self._store.clock_repairs.withdraw_empty(now)
        # The digest that was open by that clock has files as well, and no row.
        by_that_clock = {self._editor.day_of(ahead), self._editor.open_date(ahead)}
        published = self._store.digests.dates()
        so_far = {date for date in by_that_clock if date > self._editor.open_date(now) and date not in published}
        self._editor.remove(sorted({*dates, *so_far}), now)
        return len(dates)

    # ── due times ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _bring_back_sources(self, now: datetime) -> int:
        count = 0
        for state in self._store.sources.all():
            source = self._config.source(state.name)
            if source is not None and source.enabled:
                due = self._source_due(source, state, now)
            else:  # it is asked when it is listed again
                due = min(state.next_check, now + DAY)
            if due < state.next_check:
                self._store.sources.reschedule(state.name, next_check=due)
                count += 1
        return count

    def _source_due(self, source: Source, state: SourceState, now: datetime) -> datetime:
        """As planned, where a look by now and any answer to it can have led to that; else as after a look now."""

        def after(wish: timedelta | None) -> datetime:
            settings = self._config.settings
            return next_check(
                every=None if source.cron else source.every or settings.every,
                cron=source.cron,
                zone=settings.zone,
                now=now,
                failures=state.failures,
                retry_after=wish,
                max_age=wish,
                key=source.name,
            )

        return state.next_check if state.next_check <= after(DAY) + SKEW else after(None)

    def _bring_back_pages(self, looked: set[str], now: datetime) -> int:
        count = 0
        for link in self._store.links.due_after(now + DAY, also=looked):
            due = self._page_due(link, now, looked_ahead=link.key in looked)
            if due != link.due:
                self._store.links.reschedule(link.key, due=due)
                count += 1
        return count

    def _page_due(self, link: StoredLink, now: datetime, *, looked_ahead: bool) -> datetime | None:
        if link.state == "waiting":
            return unread_due(due=link.due, failures=link.failures, now=now) if link.due else None
        source = self._config.source(link.source) or BY_HAND
        if link.state != "read" or link.item is None or watches(source, link.key):
            return link.due
        known = self._store.items.known(link.item)
        due = page_due(
            due=link.due,
            failures=link.failures,
            steps=self._rechecks.steps(source, known, now),
            since=since(known),
            visited_ahead=looked_ahead,
            now=now,
        )
        # An item is looked at under one of its addresses.
        return None if due != link.due and self._store.links.stands_elsewhere(link.key, link.item) else due

    def _bring_back_hosts(self, ahead: timedelta, now: datetime) -> int:
        count = 0
        for host, (until, _) in self._store.http.cooling(now).items():
            earlier = cooled_until(until=until, ahead=ahead, now=now)
            if earlier < until:
                self._store.http.cool_less(host, until=earlier)
                count += 1
        return count
