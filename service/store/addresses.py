"""Where items stand and stood: addresses that were reused, documents that are on the web too."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.store.database import Database
from service.store.sql_values import read, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddress:
    """An address that held an item until it held another one, `heir`."""

    url: str
    how: str
    since: datetime
    until: datetime
    heir: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnbelievedAddress:
    """An address that a page states as its own (`canonical`, `og:url`, AMP) and that is not taken for it."""

    url: str
    reason: str
    since: datetime


class Addresses:
    """The tables `former_addresses` and `unbelieved`, and what `aliases` tells of items. Every write is made inside a
    transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reassign(self, key: str, *, heir: int, now: datetime) -> None:
        """The address holds another item from now on, and is a former address of the one it held."""
        self._database.run(
            """INSERT INTO former_addresses (key, url, item, how, seen, until, heir)
               SELECT key, url, item, how, seen, ?, ? FROM aliases WHERE key = ? AND item <> ?""",
            (stored(now), heir, key, heir),
        )
        self._database.run(
            "UPDATE aliases SET item = ?, seen = ? WHERE key = ? AND item <> ?", (heir, stored(now), key, heir)
        )

    def former(self, item: int) -> list[FormerAddress]:
        """The addresses at which the item stood until they were reused, the first first."""
        sql = "SELECT * FROM former_addresses WHERE item = ? ORDER BY id"
        return [
            FormerAddress(
                url=row["url"], how=row["how"], since=read(row["seen"]), until=read(row["until"]), heir=row["heir"]
            )
            for row in self._database.rows(sql, (item,))
        ]

    def has_held(self, key: str, item: int) -> bool:
        """Whether the item stood at this address until another did."""
        sql = "SELECT 1 FROM former_addresses WHERE item = ? AND key = ?"
        return self._database.row(sql, (item, key)) is not None

    def is_only_stated(self, key: str) -> bool:
        """Whether an item has this address by its page's word alone: nothing was ever fetched from it."""
        return self._database.row("SELECT 1 FROM aliases WHERE key = ? AND how = 'canonical'", (key,)) is not None

    def drop_stated(self, key: str) -> None:
        """What a page stated of this address has turned out to be wrong."""
        self._database.run("DELETE FROM aliases WHERE key = ? AND how = 'canonical'", (key,))

    def confirm_stated(self, key: str) -> None:
        """What a page stated of this address has turned out to be right."""
        self._database.run("UPDATE aliases SET how = 'fetched' WHERE key = ? AND how = 'canonical'", (key,))

    def reject_stated(self, key: str, stated: Mapping[str, str], *, now: datetime) -> None:
        """The page at `key` states these addresses as its own, each with why that is not believed; and no others."""
        urls = json.dumps(list(stated))
        self._database.run(
            "DELETE FROM unbelieved WHERE key = ? AND url NOT IN (SELECT value FROM json_each(?))", (key, urls)
        )
        for url, reason in stated.items():
            self._database.run(
                "INSERT OR IGNORE INTO unbelieved (key, url, reason, since) VALUES (?, ?, ?, ?)",
                (key, url, reason, stored(now)),
            )

    def unbelieved(self, key: str) -> list[UnbelievedAddress]:
        """The addresses that the page at `key` states as its own without being believed."""
        rows = self._database.rows("SELECT * FROM unbelieved WHERE key = ? ORDER BY since, url", (key,))
        return [UnbelievedAddress(url=row["url"], reason=row["reason"], since=read(row["since"])) for row in rows]

    def has_any(self, item: int) -> bool:
        """Whether the item stands anywhere."""
        return self._database.row("SELECT 1 FROM aliases WHERE item = ?", (item,)) is not None

    def is_on_web(self, item: int) -> bool:
        """Whether it was ever fetched, and is not only a local document."""
        sql = """SELECT 1 FROM aliases WHERE item = :item AND how <> 'document'
                 UNION ALL SELECT 1 FROM former_addresses WHERE item = :item AND how <> 'document'"""
        return self._database.row(sql, {"item": item}) is not None

    def first_source(self, item: int) -> str | None:
        """The source through which the item was first seen, as far as that is known."""
        sql = """SELECT s.source FROM aliases a JOIN sightings s ON s.key = a.key WHERE a.item = ?
                 ORDER BY s.first_seen, s.source LIMIT 1"""
        row = self._database.row(sql, (item,))
        return row["source"] if row else None
