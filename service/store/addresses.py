"""Addresses of items: those that were reused for another article, and those that pages state and are not believed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.store.database import Database
from service.store.sql_values import read, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddress:
    """An address at which an item stood until another one, `heir`, took its place."""

    url: str
    how: str
    since: datetime
    until: datetime
    heir: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnbelievedAddress:
    """An address that a page states as its own (`canonical`, `og:url`, AMP) and that is not believed."""

    url: str
    reason: str
    since: datetime


class Addresses:
    """The tables `former_addresses` and `unbelieved`, and corrections of `aliases`. Every write is made inside a
    transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reassign(self, key: str, *, heir: int, now: datetime) -> None:
        """Give an address to another item. It is a former address of the item that had it."""
        self._database.run(
            """INSERT INTO former_addresses (key, url, item, how, seen, until, heir)
               SELECT key, url, item, how, seen, ?, ? FROM aliases WHERE key = ? AND item <> ?""",
            (stored(now), heir, key, heir),
        )
        self._database.run(
            "UPDATE aliases SET item = ?, seen = ? WHERE key = ? AND item <> ?", (heir, stored(now), key, heir)
        )

    def former(self, item: int) -> list[FormerAddress]:
        """Return the addresses at which the item stood until they were reused, in the order in which that happened."""
        sql = "SELECT * FROM former_addresses WHERE item = ? ORDER BY id"
        return [
            FormerAddress(
                url=row["url"], how=row["how"], since=read(row["seen"]), until=read(row["until"]), heir=row["heir"]
            )
            for row in self._database.rows(sql, (item,))
        ]

    def has_held(self, key: str, item: int) -> bool:
        """Say whether the item stood at this address before another item did."""
        sql = "SELECT 1 FROM former_addresses WHERE item = ? AND key = ?"
        return self._database.row(sql, (item, key)) is not None

    def is_only_stated(self, key: str) -> bool:
        """Say whether an item has this address only because a page states it: nothing was ever fetched from it."""
        return self._database.row("SELECT 1 FROM aliases WHERE key = ? AND how = 'canonical'", (key,)) is not None

    def drop_stated(self, key: str) -> None:
        """Delete an alias that a page stated and that turned out to be wrong."""
        self._database.run("DELETE FROM aliases WHERE key = ? AND how = 'canonical'", (key,))

    def confirm_stated(self, key: str) -> None:
        """Keep that an alias which a page stated turned out to be right: the item was fetched there."""
        self._database.run("UPDATE aliases SET how = 'fetched' WHERE key = ? AND how = 'canonical'", (key,))

    def reject_stated(self, key: str, stated: Mapping[str, str], *, now: datetime) -> None:
        """Replace the addresses that the page at `key` states and that are not believed, each with the reason."""
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
        """Return the addresses that the page at `key` states as its own and that are not believed."""
        rows = self._database.rows("SELECT * FROM unbelieved WHERE key = ? ORDER BY since, url", (key,))
        return [UnbelievedAddress(url=row["url"], reason=row["reason"], since=read(row["since"])) for row in rows]

    def has_any(self, item: int) -> bool:
        """Say whether the item has any address."""
        return self._database.row("SELECT 1 FROM aliases WHERE item = ?", (item,)) is not None

    def is_on_web(self, item: int) -> bool:
        """Say whether the item was ever found on the web, or is only a local document."""
        sql = """SELECT 1 FROM aliases WHERE item = :item AND how <> 'document'
                 UNION ALL SELECT 1 FROM former_addresses WHERE item = :item AND how <> 'document'"""
        return self._database.row(sql, {"item": item}) is not None

    def first_source(self, item: int) -> str | None:
        """Return the name of the source through which the item was first seen, or None if that is not known."""
        sql = """SELECT s.source FROM aliases a JOIN sightings s ON s.key = a.key WHERE a.item = ?
                 ORDER BY s.first_seen, s.source LIMIT 1"""
        row = self._database.row(sql, (item,))
        return row["source"] if row else None
