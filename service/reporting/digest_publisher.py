"""Events → digest: build from the store, close once, write the files."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from service.changes import compare
from service.config import Config
from service.digest import (
    Document,
    build_showable,
    closed_dates,
    open_date,
    remove,
    render_feed,
    render_html,
    render_json,
    render_markdown,
    showable,
    why,
    window,
    write,
)
from service.errors import DatelineError, PublishError, StoreError, UsageError
from service.ingest.site_changes import without
from service.logs import Logger
from service.models import (
    Check,
    Coverage,
    Edit,
    Entry,
    EventKind,
    Health,
    Item,
    LeftOut,
    SiteChange,
    SourceCoverage,
    Window,
    to_the_minute,
)
from service.reporting.stale_figures import StaleFigures
from service.reporting.variants import variants_of
from service.scheduling.health import judge
from service.store import Event, SourceState, Store

FEED_LENGTH = 30
"""Digests in the Atom feed: a month, so that a reader who was away finds them all."""

CATCH_UP = 31
"""Empty days that still get their digest after a long sleep; a clock that began in 1970 owes 20,000."""


log = Logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDigest:
    """A digest and where its page was written."""

    document: Document
    path: Path


class DigestPublisher:
    """Makes digests of a store. A digest is a pure function of it: making one again gives the same bytes."""

    def __init__(self, store: Store, config: Config, folder: Path) -> None:
        self._store = store
        self._digest = config.settings.digest
        self._zone = config.settings.zone
        self._folder = folder

    def open_date(self, now: datetime) -> str:
        """The day whose digest is being filled now; one that is not published, whatever the clock and the cutoff."""
        return self._store.events.first_open(self.day_of(now))

    def day_of(self, moment: datetime) -> str:
        """The day that a moment belongs to, published or not."""
        return open_date(moment, at=self._digest.at, zone=self._zone)

    def publish_owed(self, now: datetime) -> tuple[PublishedDigest, ...]:
        """Close and write every digest whose time has come, oldest first; also those we were killed writing.

        One that cannot be made keeps none after it: it is noted in `Store.faults`, and tried again the next time.

        Raises:
            StoreError: the database cannot be used; then no other day would fare better.
        """
        failed: set[str] = set()
        for date in self.owed(now):
            with self._noting(date, failed):
                self._close(date, now)
        editions = self._write_closed(now, failed)
        self._store.faults.keep(failed)
        return editions

    def write_owed(self, now: datetime) -> tuple[PublishedDigest, ...]:
        """Write the files of every digest that is closed and whose files do not stand, oldest first. One that cannot be
        made is noted, as by `publish_owed`."""
        return self._write_closed(now, set())

    def _write_closed(self, now: datetime, failed: set[str]) -> tuple[PublishedDigest, ...]:
        editions = []
        for date in self._store.events.unwritten():
            with self._noting(date, failed):
                editions.append(self.edition(date, now))
                self._store.events.written(date, now=now)
        return tuple(editions)

    @contextmanager
    def _noting(self, date: str, failed: set[str]) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except DatelineError as error:
            log.error("digest.failed", date=date, error=str(error))
            reason = str(error)
        except Exception as error:
            log.exception("digest.failed", date=date)
            reason = why(error)
        else:
            return
        failed.add(date)
        self._store.faults.note(date, reason)

    def owed(self, now: datetime) -> tuple[str, ...]:
        """The days whose digest is to be closed, oldest first; none before anything was ever looked at."""
        published = self._store.events.published_dates()
        if published:
            before = _days_before(published[0])
        elif (first := self._store.events.first_day()) is not None:
            before = _days_before(self.day_of(first))
        else:
            return ()
        # Not only from the last published on: one that a clock ahead of the time has closed may lie far after these.
        day = self.day_of(now)
        latest = closed_dates(max(before, _days_before(day, CATCH_UP + 1)), now, at=self._digest.at, zone=self._zone)
        told = {date for date in self._store.events.open_dates() if date < day}
        failed = {date for date in self._store.faults.all() if date < day}
        return tuple(sorted(told.union(latest, failed).difference(published)))

    def edition(self, date: str, now: datetime) -> PublishedDigest:
        """The digest of one day, written: as it was closed, or as it stands so far.

        Raises:
            UsageError: `date` is no day, or its time has not begun.
        """
        document = self.document(date, now)
        return self._write(document, now)

    def remove(self, dates: Iterable[str], now: datetime) -> None:
        """Remove the files of digests that are none; where there were any, those that tell of the newest are owed anew,
        or go as well. Inside a transaction."""
        names = [f"{date}.{form}" for date in dates for form in ("html", "md", "json")]
        if not remove(self._folder, names):
            return
        self._store.events.owe_files(now)
        if self._store.events.last_published() is None:
            remove(self._folder, ("latest.html", "feed.xml"))

    def document(self, date: str, now: datetime) -> Document:
        """The digest of one day, not written. Raises as `edition`."""
        held = self._store.events.published(date)
        if held is not None:
            return showable(cast(Document, held))
        try:
            of_day = self._window(date)
        except ValueError:
            raise UsageError(f"--date {date}: write a day as 2026-11-21") from None
        open_now = self.open_date(now)
        if date > open_now:
            raise UsageError(f"--date {date}: that day has not begun; the digest open now is {open_now}")
        if date < open_now and (reason := self._store.faults.all().get(date)) is not None:
            raise PublishError(f"--date {date}: the digest of that day is owed and could not be made: {reason}")
        if date < open_now:
            raise UsageError(f"--date {date}: there is no digest of that day; nothing was watched then")
        return self._build(of_day, now, final=False)

    def _close(self, date: str, now: datetime) -> None:
        of_day = self._window(date)
        with self._store.transaction():
            # The write lock is held from reading the events to closing the day: none can slip in between.
            self._store.events.publish(of_day, dict(self._build(of_day, now, final=True)), now=now)

    def _window(self, date: str) -> Window:
        """From where the digest of the day before ended, also if the cutoff or the time zone has changed since."""
        of_day = window(date, at=self._digest.at, zone=self._zone)
        start = self._store.events.published_end(_days_before(date)) or of_day.start
        return replace(of_day, start=start, end=max(start, of_day.end))

    def _write(self, document: Document, now: datetime) -> PublishedDigest:
        date = document["date"]
        earlier = [other for other in self._store.events.published_dates() if other < date]
        page = render_html(document, previous=earlier[-1] if earlier else None)
        files = {
            f"{date}.html": page,
            f"{date}.md": render_markdown(document),
            f"{date}.json": render_json(document),
        }
        files["feed.xml"] = self._feed()
        if date >= (self._store.events.last_ended(now) or date):
            files["latest.html"] = page
        paths = write(self._folder, files)
        return PublishedDigest(document=document, path=paths[0])

    def _feed(self) -> str:
        published = cast(Sequence[Document], self._store.events.newest_published(FEED_LENGTH))
        try:
            return render_feed(published, base_url=self._digest.base_url)
        except Exception:
            # One of them cannot be shown as it was closed. All are looked through only then: it takes as long again.
            log.exception("feed.failed")
        return render_feed(list(self._shown(published)), base_url=self._digest.base_url)

    def _shown(self, documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            try:
                yield showable(document)
            except Exception:
                log.exception("feed.left_out", date=document["date"])

    # ── building ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self, of_day: Window, now: datetime, *, final: bool) -> Document:
        events = self._store.events.of_digest(of_day.date)
        carrying = StaleFigures(self._store, before=of_day.end)
        entries: list[Entry] = []
        left_out: list[LeftOut] = []
        for event in events:
            try:
                entries.append(self._entry(event, of_day, carrying))
            except DatelineError:
                raise
            except Exception as error:
                log.exception("digest.left_out", date=of_day.date, item=event.item)
                left_out.append(self._left_out(event, error))
        coverage = self._coverage(of_day, events, now)
        sites = [
            SiteChange(host=notice.host, items=notice.items, lines=notice.lines, at=notice.at)
            for notice in self._store.notices.of_digest(of_day.date)
        ]
        return build_showable(
            of_day, entries, coverage, zone=self._zone, final=final, site_changes=sites, left_out=left_out
        )

    def _left_out(self, event: Event, error: Exception) -> LeftOut:
        url, title = self._store.items.heading(event.item)
        return LeftOut(item=event.item, kind=event.kind, url=url, title=title, reason=why(error))

    def _entry(self, event: Event, of_day: Window, carrying: StaleFigures) -> Entry:
        changed = event.kind is EventKind.CHANGED
        item = self._as_of(event)
        edit = self._edit(event, of_day) if changed else None
        return Entry(
            event=event.id,
            kind=event.kind,
            at=event.at,
            item=item,
            from_revision=event.from_revision,
            to_revision=event.to_revision,
            edit=edit,
            detail=None if changed else event.summary,
            copies=self._store.items.copies(event.item, before=of_day.end),
            variants=variants_of(self._store, item, before=of_day.end),
            still_carried=carrying.after(item, edit) if edit else (),
        )

    def _as_of(self, event: Event) -> Item:
        """The item as the event found it: a later revision must not change what a digest says of this one."""
        revision = self._store.items.revision(event.item, event.to_revision)
        return replace(
            self._store.items.get(event.item),
            title=revision.title,
            byline=revision.byline,
            published=revision.published,
            modified=revision.modified,
            lead=revision.lead,
            text=revision.text,
            notes=revision.notes,
            cites=revision.cites,
            revision=revision.number,
            section=revision.section,
            tags=revision.tags,
            access=revision.access,
        )

    def _edit(self, event: Event, of_day: Window) -> Edit:
        """The decision as it was recorded; only its words are compared again."""
        assert event.from_revision is not None
        old = self._store.items.revision(event.item, event.from_revision)
        new = self._store.items.revision(event.item, event.to_revision)
        if event.template is not None:
            old, new = without(old, event.template), without(new, event.template, titled=old.title)
        edit = compare(old, new)
        summary = event.summary or ""
        versions = self._alternating(event, of_day)
        if versions:
            between = "two versions" if versions == 2 else f"{versions} versions"
            what = edit.summary if edit else summary
            summary = f"alternates between {between} since {to_the_minute(event.at)} UTC: {what}"
        return Edit(kinds=event.kinds, summary=summary, diff=edit.diff if edit else ())

    def _alternating(self, event: Event, of_day: Window) -> int:
        """Between how many versions the item alternates since the return that `event` tells; 0 where it does not.

        Only the last time at which each version was left is kept. Where one was left after the day, what the day saw
        is not known any more: then the return is told as it was recorded.
        """
        known = self._store.items.known(event.item)
        if known.returns < 2 or known.returns_since != event.at:
            return 0
        hashes = {revision.text_hash for revision in self._store.items.revisions(event.item)}
        left = [version.left_at for text in hashes for version in self._store.items.earlier(event.item, text)]
        if any(at >= of_day.end for at in left):
            return 0
        return 1 + sum(at >= event.at for at in left)

    def _coverage(self, of_day: Window, events: Iterable[Event], now: datetime) -> Coverage:
        end = min(of_day.end, now)
        checks = self._store.sources.checks(of_day.start, of_day.end)
        told = list(events)
        return Coverage(
            sources=tuple(
                self._line(state, [check for check in checks if check.source == state.name], told, end)
                for state in self._store.sources.listed()
            ),
            unread=tuple(self._store.web.unread(of_day.start, of_day.end)),
        )

    def _line(
        self, state: SourceState, checks: Sequence[Check], events: Sequence[Event], end: datetime
    ) -> SourceCoverage:
        last_new, usual_gap = self._store.sources.news_rhythm(state.name, end)
        last_ok = self._store.sources.last_good(state.name, end)
        health = judge(checks, last_ok=last_ok, last_new=last_new, usual_gap=usual_gap, now=end)
        of_source = [event.kind for event in events if event.source == state.name]
        return SourceCoverage(
            source=state.name,
            kind=state.kind and str(state.kind),
            url=state.location,
            health=health,
            checks=len([check for check in checks if check.status != "skipped"]),
            unchanged=len([check for check in checks if _nothing_new(check)]),
            new=of_source.count(EventKind.NEW),
            changed=of_source.count(EventKind.CHANGED),
            last_ok=last_ok,
            error=_last_error(checks) if health is not Health.OK else None,
        )


def _nothing_new(check: Check) -> bool:
    return check.status in ("ok", "not_modified") and check.new == check.changed == check.copies == 0


def _last_error(checks: Sequence[Check]) -> str | None:
    return next((check.error for check in reversed(checks) if check.error), None)


def _days_before(date: str, days: int = 1) -> str:
    return str(Date.fromisoformat(date) - timedelta(days=days))
