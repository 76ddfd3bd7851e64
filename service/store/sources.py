"""The sources that `sources.yaml` lists, how each is doing, every check of them, and how often their items change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.models import Check, CheckStatus, Discovery, SourceKind, iso_day, parse_iso
from service.scheduling import EditRates
from service.store.database import Database, Row
from service.store.sql_values import read, stored

VISITS_KEPT = timedelta(days=7)
"""How long the counts of visits to a host on one day are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is stored of a source."""

    name: str
    kind: SourceKind | None
    location: str
    added: datetime
    next_check: datetime
    last_check: datetime | None
    last_ok: datetime | None
    failures: int
    last_status: str | None
    last_error: str | None
    title: str | None


class Sources:
    """The tables `sources` and `checks`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_only(self, listed: Iterable[tuple[str, SourceKind | None, str]], *, now: datetime) -> None:
        """Make the table agree with sources.yaml: (name, kind, location) of each enabled source.

        A source that is new is due at once; one whose location changed starts anew; one that is gone keeps its history.
        """
        with self._database.transaction():
            self._database.run("UPDATE sources SET listed = 0")
            for name, kind, location in listed:
                self._list(name, kind, location, now)
            self._hand_over()

    def _hand_over(self) -> None:
        """Give the links of a source that was renamed to the one that has its location now, so that they are read."""
        self._database.run(
            """UPDATE links SET source = heir.name FROM sources old JOIN sources heir USING (location)
               WHERE links.source = old.name AND old.listed = 0 AND heir.listed = 1"""
        )

    def _list(self, name: str, kind: SourceKind | None, location: str, now: datetime) -> None:
        known = self.get(name)
        if known is not None and known.location == location:
            self._database.run(
                "UPDATE sources SET listed = 1, kind = coalesce(?, kind) WHERE name = ?", (kind and str(kind), name)
            )
            return
        # A source that was renamed is no newer for that.
        earlier = self._database.row("SELECT min(added) AS added FROM sources WHERE location = ?", (location,))
        self._database.table("sources").upsert(
            {
                "name": name,
                "kind": kind and str(kind),
                "location": location,
                "listed": 1,
                "title": None,
                "added": (earlier and earlier["added"]) or stored(now),
                "next_check": stored(now),
                "last_check": None,
                "last_ok": None,
                "failures": 0,
                "last_status": None,
                "last_error": None,
            },
            pk="name",
        )

    def get(self, name: str) -> SourceState | None:
        """Return the source of that name, listed or not, or None."""
        row = self._database.row("SELECT * FROM sources WHERE name = ?", (name,))
        return _state(row) if row else None

    def listed(self) -> list[SourceState]:
        """Return the sources that sources.yaml lists and enables, by name."""
        return [_state(row) for row in self._database.rows("SELECT * FROM sources WHERE listed = 1 ORDER BY name")]

    def due(self, now: datetime) -> list[SourceState]:
        """Return the listed sources that are due, longest waiting first.

        Sources last checked in the future are due, too: the clock was wrong then, and so is the time computed from it.
        """
        sql = """SELECT * FROM sources WHERE listed = 1 AND (next_check <= :now OR last_check > :now)
                 ORDER BY next_check, name"""
        return [_state(row) for row in self._database.rows(sql, {"now": stored(now)})]

    def all(self) -> list[SourceState]:
        """Return all sources, listed or not, by name."""
        return [_state(row) for row in self._database.rows("SELECT * FROM sources ORDER BY name")]

    def reschedule(self, name: str, *, next_check: datetime) -> None:
        """Make the source due at another time. Inside a transaction."""
        self._database.run("UPDATE sources SET next_check = ? WHERE name = ?", (stored(next_check), name))

    def record_discovery(self, name: str, discovery: Discovery) -> None:
        """Keep the kind and title that the first fetch of a source found out. Inside a transaction."""
        self._database.run(
            "UPDATE sources SET kind = ?, title = coalesce(?, title) WHERE name = ?",
            (str(discovery.kind), discovery.title, name),
        )

    def cursor(self, name: str, location: str) -> str | None:
        """Return how far a source has been read, in words of its kind; None for one that has not said."""
        row = self._database.row("SELECT value FROM state WHERE name = ?", (_cursor_name(name, location),))
        return row["value"] if row else None

    def keep_cursor(self, name: str, location: str, cursor: str) -> None:
        """Keep how far a source has been read. Inside a transaction, together with what was read."""
        self._database.table("state").upsert({"name": _cursor_name(name, location), "value": cursor}, pk="name")

    def record_check(self, check: Check, *, next_check: datetime) -> None:
        """Keep a check of a source, and when the next one is due."""
        good = check.status in (CheckStatus.OK, CheckStatus.NOT_MODIFIED)
        looked = check.status is not CheckStatus.SKIPPED
        at = stored(check.at)
        with self._database.transaction():
            self._database.table("checks").insert(
                {
                    "source": check.source,
                    "at": at,
                    "status": str(check.status),
                    "links": check.links,
                    "fetched": check.fetched,
                    "new": check.new,
                    "changed": check.changed,
                    "copies": check.copies,
                    "unchanged": check.unchanged,
                    "failed": check.failed,
                    "error": check.error,
                    "seconds": check.seconds,
                }
            )
            self._database.run(
                """UPDATE sources SET next_check = :next, last_status = :status, last_error = :error,
                       last_check = CASE WHEN :looked OR last_check > :at THEN :at ELSE last_check END,
                       last_ok = CASE WHEN :good THEN :at ELSE last_ok END,
                       failures = CASE WHEN :good THEN 0 WHEN :looked THEN failures + 1 ELSE failures END
                   WHERE name = :name""",
                {
                    "next": stored(next_check),
                    "status": str(check.status),
                    "error": check.error,
                    "at": at,
                    "good": good,
                    "looked": looked,
                    "name": check.source,
                },
            )

    def checks(self, start: datetime, end: datetime) -> list[Check]:
        """Return the checks in `[start, end)`, oldest first."""
        sql = "SELECT * FROM checks WHERE at >= ? AND at < ? ORDER BY id"
        return [_check(row) for row in self._database.rows(sql, (stored(start), stored(end)))]

    def last_good_check(self, name: str, before: datetime) -> datetime | None:
        """Return when the source last answered well before a time, or None."""
        sql = "SELECT max(at) AS at FROM checks WHERE source = ? AND at < ? AND status IN ('ok', 'not_modified')"
        row = self._database.row(sql, (name, stored(before)))
        return parse_iso(row["at"]) if row else None

    def news_rhythm(
        self, name: str, before: datetime, *, checks_with_news: int = 20
    ) -> tuple[datetime | None, timedelta | None]:
        """Return when the source last had news before a time, and the mean gap between its last checks with news."""
        sql = "SELECT at FROM checks WHERE source = ? AND at < ? AND new > 0 ORDER BY id DESC LIMIT ?"
        times = [read(row["at"]) for row in self._database.rows(sql, (name, stored(before), checks_with_news))]
        if len(times) < 2:
            return (times[0] if times else None), None
        return times[0], (times[0] - times[-1]) / (len(times) - 1)


class Visits:
    """The tables `source_rates` and `host_looks`: how often items are re-checked, and what comes of it.

    Every write is made inside a transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def rates(self, source: str) -> EditRates | None:
        """Return what second and later visits of a source's articles found, as of the last; None if there were none."""
        row = self._database.row("SELECT * FROM source_rates WHERE source = ?", (source,))
        if row is None:
            return None
        return EditRates(visits=row["looks"], edits=row["edits"], noise=row["noise"], at=read(row["at"]))

    def count(self, source: str, *, edit: bool, noise: bool, now: datetime) -> None:
        """Count a visit of an article of a source: whether it found an edit, or other bytes with the same text."""
        rates = (self.rates(source) or EditRates(at=now)).counted(edit=edit, noise=noise, now=now)
        self._database.run(
            "INSERT OR REPLACE INTO source_rates (source, looks, edits, noise, at) VALUES (?, ?, ?, ?, ?)",
            (source, rates.visits, rates.edits, rates.noise, stored(rates.at)),
        )

    def of_host(self, host: str, now: datetime) -> int:
        """Return how many re-checks a host has had today (UTC)."""
        row = self._database.row("SELECT looks FROM host_looks WHERE host = ? AND day = ?", (host, iso_day(now)))
        return int(row["looks"]) if row else 0

    def count_host(self, host: str, now: datetime) -> None:
        """Count a re-check of a page of a host."""
        self._database.run(
            """INSERT INTO host_looks (host, day, looks) VALUES (?, ?, 1)
               ON CONFLICT (host, day) DO UPDATE SET looks = looks + 1""",
            (host, iso_day(now)),
        )
        self._database.run("DELETE FROM host_looks WHERE host = ? AND day < ?", (host, iso_day(now - VISITS_KEPT)))


def _cursor_name(name: str, location: str) -> str:
    """Return the name of the fact: a source that moves starts anew."""
    return f"cursor:{name}:{location}"


def _state(row: Row) -> SourceState:
    return SourceState(
        name=row["name"],
        kind=SourceKind(row["kind"]) if row["kind"] else None,
        location=row["location"],
        added=read(row["added"]),
        next_check=read(row["next_check"]),
        last_check=parse_iso(row["last_check"]),
        last_ok=parse_iso(row["last_ok"]),
        failures=row["failures"],
        last_status=row["last_status"],
        last_error=row["last_error"],
        title=row["title"],
    )


def _check(row: Row) -> Check:
    return Check(
        source=row["source"],
        at=read(row["at"]),
        status=CheckStatus(row["status"]),
        links=row["links"],
        fetched=row["fetched"],
        new=row["new"],
        changed=row["changed"],
        copies=row["copies"],
        unchanged=row["unchanged"],
        failed=row["failed"],
        error=row["error"],
        seconds=row["seconds"],
    )
