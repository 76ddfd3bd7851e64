"""Copies as they came: each belongs to exactly one digest, as an event does."""

from dataclasses import dataclass
from datetime import datetime

from service.store.database import Database
from service.store.digests import Digests
from service.store.sql_values import read, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyArrival:
    """An item that came as a copy, and is one still, or leads what it was a copy of."""

    item: int
    url: str
    site: str | None
    source: str
    first_seen: datetime
    copied: int
    """The item that it was a copy of when it came."""
    lead: int
    """The lead of its group now, which may be the item itself."""


class CopyArrivals:
    """The table `copy_arrivals`."""

    def __init__(self, database: Database, digests: Digests) -> None:
        self._database = database
        self._digests = digests

    def add(self, item: int, *, copied: int, at: datetime, digest: str, source: str) -> None:
        """Keep for the digest of day `digest`, or for the first day after it that is not published yet, that a copy
        came. Inside a transaction.

        What was kept of the item before stays.
        """
        self._database.run(
            "INSERT OR IGNORE INTO copy_arrivals (item, lead, at, digest, source) VALUES (?, ?, ?, ?, ?)",
            (item, copied, stored(at), self._digests.first_open(digest), source),
        )

    def digest_of(self, item: int) -> str | None:
        """Return the day of the digest in which an item is named as a copy; None for one that never came as a copy, or
        was reported as new itself."""
        row = self._database.row(
            """SELECT digest FROM copy_arrivals a WHERE item = ?
               AND NOT EXISTS (SELECT 1 FROM events e WHERE e.item = a.item AND e.kind = 'new')""",
            (item,),
        )
        return row["digest"] if row else None

    def of_digest(self, date: str) -> list[CopyArrival]:
        """Return the copies that came in the time of one digest, in their order, without those that turned out to be
        none: that stand alone by now, or are reported as new themselves."""
        rows = self._database.rows(
            """SELECT a.item, a.lead AS copied, a.source, i.url, i.site, i.first_seen,
                      coalesce(i.copy_of, i.id) AS lead
               FROM copy_arrivals a JOIN items i ON i.id = a.item JOIN items c ON c.id = a.lead
               WHERE a.digest = ? AND (i.copy_of IS NOT NULL OR c.copy_of = i.id)
               AND NOT EXISTS (SELECT 1 FROM events e WHERE e.item = a.item AND e.kind = 'new')
               ORDER BY a.at, a.item""",
            (date,),
        )
        return [
            CopyArrival(
                item=row["item"],
                url=row["url"],
                site=row["site"],
                source=row["source"],
                first_seen=read(row["first_seen"]),
                copied=row["copied"],
                lead=row["lead"],
            )
            for row in rows
        ]
