"""What a clock that was ahead has left behind: finding it in the tables, setting it right, and the record of that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from service.models import iso_day, parse_iso
from service.store.database import Database
from service.store.digests import UNPUBLISHED, Digests
from service.store.sql_values import read, stored

_RECORDED = {
    "sources": ("added", "last_check", "last_ok"),
    "validators": ("checked",),
    "items": ("first_seen", "last_seen", "missing_since", "suspect_since", "edited", "returns_since"),
    "revisions": ("seen_at", "left_at"),
    "links": ("named", "failed_since"),
    "sightings": ("first_seen", "last_seen"),
    "aliases": ("seen",),
    "digests": ("published", "written"),
    "events": ("at",),
    "copy_arrivals": ("at",),
    "checks": ("at",),
    "fetches": ("at",),
    "stories": ("begun",),
    "story_redirects": ("since",),
    "story_accounts": ("seen",),
    "corrections": ("at", "undone"),
    "former_addresses": ("seen", "until"),
    "pages": ("fetched_at",),
    "source_rates": ("at",),
    "line_changes": ("at",),
    "notices": ("at",),
    "unbelieved": ("since",),
}
"""By table, the columns that say when Dateline saw or did something. What sites state of their pages is none of it."""


_DATED = ("events", "copy_arrivals", "notices")
"""The tables whose rows belong to one digest each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRepair:
    """Something was put right after the clock had been ahead."""

    at: datetime
    clock: datetime
    """The latest time at which the clock had stood."""
    what: str
    count: int


class ClockRepairs:
    """The table `mendings`, and the times in all others. Every write is made inside a transaction."""

    def __init__(self, database: Database, digests: Digests) -> None:
        self._database = database
        self._digests = digests

    # ── finding ───────────────────────────────────────────────────────────────────────────────────────────────────

    def latest(self) -> datetime | None:
        """Return the latest time at which anything was looked at, reported or published. Cheap."""
        row = self._database.row(
            """SELECT max(at) AS at FROM (
                   SELECT max(at) AS at FROM checks UNION ALL SELECT max(at) FROM fetches
                   UNION ALL SELECT max(at) FROM events UNION ALL SELECT max(added) FROM sources
                   UNION ALL SELECT max(last_check) FROM sources
                   UNION ALL SELECT published FROM (SELECT published FROM digests ORDER BY date DESC LIMIT 1))
               WHERE julianday(at) IS NOT NULL  -- a row that holds no time must not stop every command"""
        )
        return parse_iso(row["at"]) if row else None

    def days(self, after: datetime | None, until: datetime | None) -> int:
        """Return on how many days (UTC) anything was looked at or reported, later than `after` and up to `until`."""
        return max(self._days(table, after, until) for table in ("checks", "fetches", "events"))

    def _days(self, table: str, after: datetime | None, until: datetime | None) -> int:
        # From day to day through the index: the tables have a row a look.
        row = self._database.row(
            f"""WITH RECURSIVE days (day) AS (
                    SELECT date(min(at)) FROM {table} WHERE at > :after AND at <= :until
                    UNION ALL
                    SELECT (SELECT date(min(at)) FROM {table} WHERE at >= date(days.day, '+1 day') AND at <= :until)
                    FROM days WHERE days.day IS NOT NULL)
                SELECT count(day) AS days FROM days""",
            {"after": stored(after) if after else "", "until": stored(until) if until else "9999"},
        )
        return int(row["days"]) if row else 0

    def looked_at(self, after: datetime) -> set[str]:
        """Return the keys of the links whose pages were requested later than a time."""
        sql = "SELECT DISTINCT key FROM fetches WHERE at > ? AND key IS NOT NULL"
        return {row["key"] for row in self._database.rows(sql, (stored(after),))}

    def filed_after(self, date: str) -> bool:
        """Say whether an event, a copy or a notice belongs to the unpublished digest of a day later than `date`."""
        sql = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE digest > :date AND {UNPUBLISHED}" for table in _DATED)
        return self._database.row(f"{sql} LIMIT 1", {"date": date}) is not None

    # ── setting right ─────────────────────────────────────────────────────────────────────────────────────────────

    def set_back(self, now: datetime) -> int:
        """Set every recorded time later than `now` to `now`: what it dates was seen or done by then at the latest.

        Returns how many there were.
        """
        values = {"now": stored(now), "day": iso_day(now)}
        self._database.run("DELETE FROM robots WHERE fetched_at > :now", values)
        self._database.run("DELETE FROM host_looks WHERE day > :day", values)
        self._database.run("UPDATE state SET value = :now WHERE name IN ('daemon', 'backup') AND value > :now", values)
        return sum(
            self._database.run(f"UPDATE {table} SET {column} = :now WHERE {column} > :now", values)
            for table, columns in _RECORDED.items()
            for column in columns
        )

    def refile(self, after: str, day_of: Callable[[datetime], str]) -> int:
        """Move events, copies and notices from unpublished digests later than the day `after` to the first open digest
        from the day of their own time on, if that is earlier. Returns how many events were moved."""
        moved = 0
        for table in _DATED:
            for row in self._database.rows(
                f"SELECT rowid AS id, at, digest FROM {table} WHERE digest > ? AND {UNPUBLISHED}", (after,)
            ):
                date = self._digests.first_open(day_of(read(row["at"])))
                if date < row["digest"]:
                    self._database.run(f"UPDATE {table} SET digest = ? WHERE rowid = ?", (date, row["id"]))
                    moved += table == "events"
        return moved

    def take_back_removals(self, now: datetime) -> int:
        """Set items that were removed later than `now` back to missing, unless a published digest reports it: they had
        not been missing for long enough. Returns how many there were."""
        values = {"now": stored(now)}
        removals = f"kind = 'removed' AND at > :now AND {UNPUBLISHED}"
        self._database.run(
            f"""UPDATE items SET status = 'missing' WHERE status = 'removed'
                AND id IN (SELECT item FROM events WHERE {removals})""",
            values,
        )
        return self._database.run(f"DELETE FROM events WHERE {removals}", values)

    def withdraw_empty(self, now: datetime) -> list[str]:
        """Withdraw the published digests that report nothing and whose day has not ended. Returns their dates."""
        reports_nothing = " AND ".join(f"date NOT IN (SELECT digest FROM {table})" for table in _DATED)
        rows = self._database.rows(
            f"DELETE FROM digests WHERE ends > ? AND {reports_nothing} RETURNING date",
            (stored(now),),
        )
        return sorted(row["date"] for row in rows)

    def owe_files(self, now: datetime) -> None:
        """Have the files of the newest digest written anew, and of those whose day has not ended: each names the one
        before it."""
        sql = "UPDATE digests SET written = NULL WHERE ends > ? OR date = (SELECT max(date) FROM digests)"
        self._database.run(sql, (stored(now),))

    # ── the record ────────────────────────────────────────────────────────────────────────────────────────────────

    def note(self, repairs: Iterable[ClockRepair]) -> None:
        """Keep what was put right."""
        for repair in repairs:
            self._database.run(
                "INSERT INTO mendings (at, clock, what, count) VALUES (?, ?, ?, ?)",
                (stored(repair.at), stored(repair.clock), repair.what, repair.count),
            )

    def since(self, moment: datetime) -> list[ClockRepair]:
        """Return what was put right since a time, oldest first."""
        rows = self._database.rows("SELECT * FROM mendings WHERE at >= ? ORDER BY id", (stored(moment),))
        return [
            ClockRepair(at=read(row["at"]), clock=read(row["clock"]), what=row["what"], count=row["count"])
            for row in rows
        ]
