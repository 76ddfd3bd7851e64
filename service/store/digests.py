"""The digests that have been published, and those that are owed and could not be made."""

import json
from collections.abc import Collection
from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any

from service.models import Window
from service.store.database import Database
from service.store.sql_values import read, stored

UNPUBLISHED = "digest NOT IN (SELECT date FROM digests)"
"""A condition on rows that belong to a digest: it is not published yet."""


class Digests:
    """The table `digests`. A published digest is never changed; its files are made from it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ── publishing ────────────────────────────────────────────────────────────────────────────────────────────────

    def publish(self, window: Window, document: dict[str, Any], *, now: datetime) -> None:
        """Publish `document` as the digest of a day: no event joins it from now on. Inside a transaction.

        A digest that was published before stays what it was.
        """
        self._database.run(
            """INSERT INTO digests (date, starts, ends, published, document) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (date) DO NOTHING""",
            (
                window.date,
                stored(window.start),
                stored(window.end),
                stored(now),
                json.dumps(document, ensure_ascii=False),
            ),
        )

    def mark_written(self, date: str, *, now: datetime) -> None:
        """Keep that the files of a published digest have been written whole."""
        with self._database.transaction():
            self._database.run("UPDATE digests SET written = ? WHERE date = ?", (stored(now), date))

    def unwritten(self) -> list[str]:
        """Return the days whose digest is published and whose files are still to be written, oldest first."""
        rows = self._database.rows("SELECT date FROM digests WHERE written IS NULL ORDER BY date")
        return [row["date"] for row in rows]

    # ── which days are open ───────────────────────────────────────────────────────────────────────────────────────

    def first_open(self, date: str) -> str:
        """Return `date`, or the first day after it whose digest is not published yet."""
        taken = {row["date"] for row in self._database.rows("SELECT date FROM digests WHERE date >= ?", (date,))}
        while date in taken:
            date = str(Date.fromisoformat(date) + timedelta(days=1))
        return date

    def open_dates(self) -> set[str]:
        """Return the days whose digest has events or copies and is not published yet."""
        tables = ("events", "copy_arrivals")
        sql = " UNION ".join(f"SELECT digest FROM {table} WHERE {UNPUBLISHED}" for table in tables)
        return {row["digest"] for row in self._database.rows(sql)}

    # ── what is published ─────────────────────────────────────────────────────────────────────────────────────────

    def document(self, date: str) -> dict[str, Any] | None:
        """Return the published digest of a day, or None."""
        row = self._database.row("SELECT document FROM digests WHERE date = ?", (date,))
        return json.loads(row["document"]) if row else None

    def newest(self, limit: int) -> list[dict[str, Any]]:
        """Return the newest published digests, newest first."""
        rows = self._database.rows("SELECT document FROM digests ORDER BY date DESC LIMIT ?", (limit,))
        return [json.loads(row["document"]) for row in rows]

    def dates(self) -> list[str]:
        """Return all days with a published digest, oldest first."""
        return [row["date"] for row in self._database.rows("SELECT date FROM digests ORDER BY date")]

    def last_date(self) -> str | None:
        """Return the day of the newest published digest, or None."""
        row = self._database.row("SELECT max(date) AS date FROM digests")
        return row["date"] if row else None

    def last_ended(self, now: datetime) -> str | None:
        """Return the newest day with a published digest that has ended; one published while the clock was ahead has
        not."""
        row = self._database.row("SELECT max(date) AS date FROM digests WHERE ends <= ?", (stored(now),))
        return row["date"] if row else None

    def end(self, date: str) -> datetime | None:
        """Return the time at which the window of a published digest ended, or None."""
        row = self._database.row("SELECT ends FROM digests WHERE date = ?", (date,))
        return read(row["ends"]) if row else None


class FailedDigests:
    """Rows of the table `state`: digests that are owed and could not be made, for the next attempt and for `status`."""

    _PREFIX = "digest "
    """The beginning of their names in `state`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, str]:
        """Return the reason by day, the oldest day first."""
        sql = "SELECT name, value FROM state WHERE name GLOB ? ORDER BY name"
        rows = self._database.rows(sql, (f"{self._PREFIX}*",))
        return {row["name"].removeprefix(self._PREFIX): row["value"] for row in rows}

    def note(self, date: str, reason: str) -> None:
        """Keep that the digest of a day could not be made now, and why."""
        row = (f"{self._PREFIX}{date}", reason)
        with self._database.transaction():
            self._database.run("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", row)

    def keep(self, dates: Collection[str]) -> None:
        """Forget all but those of these days: the others have been made, or are not owed any more."""
        past = self.all().keys() - set(dates)
        if past:
            with self._database.transaction():
                for date in past:
                    self._database.run("DELETE FROM state WHERE name = ?", (f"{self._PREFIX}{date}",))
