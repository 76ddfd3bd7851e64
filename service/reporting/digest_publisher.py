"""Digests are built from the store, each closed once, and written as files."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from service.config import Config
from service.digest.days import closed_dates, open_date, window_of
from service.digest.digest_document import DigestDocument
from service.digest.publish import remove_files, write_files
from service.digest.render import FEED, render_feed, render_html, render_json, render_markdown
from service.digest.showable import build_showable, reason_of, showable
from service.errors import DatelineError, PublishError, StoreError, UsageError
from service.logs import Logger
from service.models import SiteChange, Window
from service.reporting.digest_coverage import coverage_of
from service.reporting.digest_entries import DigestEntries
from service.reporting.related_items import RelatedItems
from service.store import Store

FEED_LENGTH = 30
"""Digests in the Atom feed: a month, so that a reader who was away finds them all."""

CATCH_UP = 31
"""Empty days that still get their digest after a long sleep; a clock that began in 1970 owes 20,000."""


log = Logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDigest:
    """A digest and where its page was written."""

    document: DigestDocument
    path: Path


class DigestPublisher:
    """Makes the digests of a store. A digest depends on nothing else: making it again gives the same bytes."""

    def __init__(self, store: Store, config: Config, folder: Path) -> None:
        self._store = store
        self._settings = config.settings.digest
        self._zone = config.settings.zone
        self._folder = folder

    def open_date(self, now: datetime) -> str:
        """Return the day whose digest is being filled now: one that is not published, whatever the clock and the
        cutoff."""
        return self._store.digests.first_open(self.day_of(now))

    def day_of(self, moment: datetime) -> str:
        """Return the day that a moment belongs to, published or not."""
        return open_date(moment, at=self._settings.at, zone=self._zone)

    def publish_owed(self, now: datetime) -> tuple[PublishedDigest, ...]:
        """Close and write every digest whose time has come, oldest first, and write those that were closed and whose
        files are not all there.

        One that cannot be made does not hold up those after it.
        It is noted in `Store.failed_digests` and tried again next time.

        Raises:
            StoreError: the database cannot be used, so that no other day could be made either.
        """
        failed: set[str] = set()
        for date in self.owed(now):
            with self._noting_failure(date, failed):
                self._close(date, now)
        digests = self._write_closed(now, failed)
        self._store.failed_digests.keep(failed)
        return digests

    def write_owed(self, now: datetime) -> tuple[PublishedDigest, ...]:
        """Write the files of every digest that is closed and whose files are not all there, oldest first. One that
        cannot be made is noted, as by `publish_owed`."""
        return self._write_closed(now, set())

    def _write_closed(self, now: datetime, failed: set[str]) -> tuple[PublishedDigest, ...]:
        digests = []
        for date in self._store.digests.unwritten():
            with self._noting_failure(date, failed):
                digests.append(self.write(date, now))
                self._store.digests.mark_written(date, now=now)
        return tuple(digests)

    @contextmanager
    def _noting_failure(self, date: str, failed: set[str]) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except DatelineError as error:
            log.error("digest.failed", date=date, error=str(error))
            reason = str(error)
        except Exception as error:
            log.exception("digest.failed", date=date)
            reason = reason_of(error)
        else:
            return
        failed.add(date)
        self._store.failed_digests.note(date, reason)

    def owed(self, now: datetime) -> tuple[str, ...]:
        """Return the days whose digest is to be closed, oldest first; none before the first visit to a source."""
        published = self._store.digests.dates()
        if published:
            before = _days_before(published[0])
        elif (first := self._store.events.first_day()) is not None:
            before = _days_before(self.day_of(first))
        else:
            return ()
        # They are not counted from the last published day: a clock ahead of the time may have closed one far later.
        day = self.day_of(now)
        latest = closed_dates(max(before, _days_before(day, CATCH_UP + 1)), now, at=self._settings.at, zone=self._zone)
        with_events = {date for date in self._store.digests.open_dates() if date < day}
        failed = {date for date in self._store.failed_digests.all() if date < day}
        return tuple(sorted(with_events.union(latest, failed).difference(published)))

    def write(self, date: str, now: datetime) -> PublishedDigest:
        """Write the digest of one day, as it was closed or as it stands so far.

        Raises:
            UsageError: `date` is no day, or its time has not begun.
        """
        document = self.document(date, now)
        return self._write_files(document, now)

    def remove(self, dates: Iterable[str], now: datetime) -> None:
        """Remove the files of these days, whose digests were withdrawn. Where there were any, the files that name the
        newest digest are owed again, or removed as well if there is none. Inside a transaction."""
        names = [f"{date}.{form}" for date in dates for form in ("html", "md", "json")]
        if not remove_files(self._folder, names):
            return
        self._store.clock_repairs.owe_files(now)
        if self._store.digests.last_date() is None:
            remove_files(self._folder, ("latest.html", FEED))

    def document(self, date: str, now: datetime) -> DigestDocument:
        """Return the digest of one day without writing it. Raises as `write` does."""
        held = self._store.digests.document(date)
        if held is not None:
            return showable(cast(DigestDocument, held))
        try:
            window = self._window(date)
        except ValueError:
            raise UsageError(f"--date {date}: write a day as 2026-11-21") from None
        open_now = self.open_date(now)
        if date > open_now:
            raise UsageError(f"--date {date}: that day has not begun; the digest open now is {open_now}")
        if date < open_now:
            reason = self._store.failed_digests.all().get(date)
            if reason is not None:
                raise PublishError(f"--date {date}: the digest of that day is owed and could not be made: {reason}")
            raise UsageError(f"--date {date}: there is no digest of that day; nothing was watched then")
        return self._build(window, now, final=False)

    def _close(self, date: str, now: datetime) -> None:
        window = self._window(date)
        with self._store.transaction():
            # The write lock is held from reading the events to closing the day: none can slip in between.
            self._store.digests.publish(window, dict(self._build(window, now, final=True)), now=now)

    def _window(self, date: str) -> Window:
        """Return the window of a day. It starts where that of the day before ended, also if the cutoff or the time zone
        has changed since."""
        window = window_of(date, at=self._settings.at, zone=self._zone)
        start = self._store.digests.end(_days_before(date)) or window.start
        return replace(window, start=start, end=max(start, window.end))

    def _write_files(self, document: DigestDocument, now: datetime) -> PublishedDigest:
        date = document["date"]
        earlier = [other for other in self._store.digests.dates() if other < date]
        page = render_html(document, previous=earlier[-1] if earlier else None)
        files = {
            f"{date}.html": page,
            f"{date}.md": render_markdown(document),
            f"{date}.json": render_json(document),
        }
        files[FEED] = self._feed()
        if date >= (self._store.digests.last_ended(now) or date):
            files["latest.html"] = page
        paths = write_files(self._folder, files)
        return PublishedDigest(document=document, path=paths[0])

    def _feed(self) -> str:
        published = cast(Sequence[DigestDocument], self._store.digests.newest(FEED_LENGTH))
        try:
            return render_feed(published, base_url=self._settings.base_url)
        except Exception:
            # One of them cannot be shown as it was closed. Only then is each tried alone, which takes as long again.
            log.exception("feed.failed")
        return render_feed(list(self._shown(published)), base_url=self._settings.base_url)

    def _shown(self, documents: Iterable[DigestDocument]) -> Iterator[DigestDocument]:
        for document in documents:
            try:
                yield showable(document)
            except Exception:
                log.exception("feed.left_out", date=document["date"])

    def _build(self, window: Window, now: datetime, *, final: bool) -> DigestDocument:
        """Build the document of a window from the store: its entries, its coverage, what sites changed alike, and
        copies of what was told before."""
        events = tuple(self._store.events.of_digest(window.date))
        related = RelatedItems(self._store)
        entries, left_out = DigestEntries(self._store, window, related).of(events)
        late_copies = related.late_copies(window.date)
        sites = [
            SiteChange(host=notice.host, items=notice.items, lines=notice.lines, at=notice.at)
            for notice in self._store.notices.of_digest(window.date)
        ]
        return build_showable(
            window,
            entries,
            coverage_of(self._store, window, events, now),
            zone=self._zone,
            final=final,
            site_changes=sites,
            late_copies=late_copies,
            left_out=[*left_out, *related.left_out],
        )


def _days_before(date: str, days: int = 1) -> str:
    return str(Date.fromisoformat(date) - timedelta(days=days))
