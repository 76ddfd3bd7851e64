"""Times later than the clock: where the tables hold them, setting them back, and what was mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from service.models import parse_iso
from service.store.database import Database
from service.store.times import read, stored

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """Something was put right after the clock had been ahead."""

    at: datetime
    clock: datetime
    """The latest time at which the clock had stood."""
    what: str
    count: int


class Mendings:
    """The table `mendings`, and the times in all others. Every write is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self) -> datetime | None:
        """The latest time at which the clock stood when anything was looked at, told or published. Cheap."""
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
        """On how many days of UTC's something was looked at or told, later than `after`, and not after `until`."""
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
        """The keys of the links whose pages were asked for later than a time."""
        sql = "SELECT DISTINCT key FROM fetches WHERE at > ? AND key IS NOT NULL"
        return {row["key"] for row in self._database.rows(sql, (stored(after),))}

    def set_back(self, now: datetime) -> int:
        """Let nothing be recorded later than `now`: what was, was seen or done by then at the latest. How many."""
        values = {"now": stored(now), "day": now.astimezone(UTC).strftime("%Y-%m-%d")}
        self._database.run("DELETE FROM robots WHERE fetched_at > :now", values)
        self._database.run("DELETE FROM host_looks WHERE day > :day", values)
        self._database.run("UPDATE state SET value = :now WHERE name IN ('daemon', 'backup') AND value > :now", values)
        return sum(
            self._database.run(f"UPDATE {table} SET {column} = :now WHERE {column} > :now", values)
            for table, columns in _RECORDED.items()
            for column in columns
        )

    def note(self, mendings: Iterable[Mending]) -> None:
        """Keep what was mended."""
        for mending in mendings:
            self._database.run(
                "INSERT INTO mendings (at, clock, what, count) VALUES (?, ?, ?, ?)",
                (stored(mending.at), stored(mending.clock), mending.what, mending.count),
            )

    def since(self, moment: datetime) -> list[Mending]:
        """What was mended since a time, oldest first."""
        rows = self._database.rows("SELECT * FROM mendings WHERE at >= ? ORDER BY id", (stored(moment),))
        return [
            Mending(at=read(row["at"]), clock=read(row["clock"]), what=row["what"], count=row["count"]) for row in rows
        ]
