"""Addresses: the links that sources name and when each is due (again), and the addresses of items."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.models import Link, parse_iso
from service.store.database import Database, Row
from service.store.sql_values import marks, read, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLink:
    """A link with its key and state. `item` is the item that was read there, if any."""

    key: str
    link: Link
    source: str
    state: str
    failures: int
    item: int | None
    due: datetime | None = None
    """When its page is to be fetched (again). None: not any more, or only as part of its folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A link as `dateline explain` shows it: its state, and which sources have named it."""

    key: str
    url: str
    state: str
    """`waiting`, `read`, `passed over` or `filtered`."""
    named: datetime
    due: datetime | None
    failures: int
    error: str | None
    failed_since: datetime | None
    sightings: tuple[tuple[str, datetime, datetime], ...]
    """(source, first seen, last seen), ordered by when it was first seen."""


class Links:
    """The tables `links` and `sightings`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, key: str, link: Link, *, source: str, now: datetime, due: datetime | None) -> bool:
        """Keep that a source has named `link`, and the link itself if it is new. Return whether it was.

        `due` None passes a new link over: it is older than what a new source starts with. Inside a transaction.
        """
        added = self._database.run(
            """INSERT INTO links (key, url, source, title, summary, author, published, named, state, due)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING""",
            (
                key,
                link.url,
                source,
                link.title,
                link.summary,
                link.author,
                link.published and stored(link.published),
                stored(now),
                "passed over" if due is None else "waiting",
                due and stored(due),
            ),
        )
        if not added:
            # Its first source may have gone from sources.yaml: the link is now this one's to read.
            self._database.run(
                """UPDATE links SET source = ? WHERE key = ?
                   AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.name = links.source AND s.listed = 1)""",
                (source, key),
            )
        self.add_sighting(key, source=source, now=now)
        return added > 0

    def add_sighting(self, key: str, *, source: str, now: datetime) -> None:
        """Keep that a link was seen through a source. Inside a transaction."""
        self._database.run(
            """INSERT INTO sightings (key, source, first_seen, last_seen) VALUES (:key, :source, :now, :now)
               ON CONFLICT (key, source) DO UPDATE SET last_seen = :now""",
            {"key": key, "source": source, "now": stored(now)},
        )

    def has_links(self, source: str) -> bool:
        """Say whether a source has ever named a link, also under a name it had before."""
        sql = """SELECT 1 WHERE EXISTS (SELECT 1 FROM sightings WHERE source = :name)
                             OR EXISTS (SELECT 1 FROM links WHERE source = :name)"""
        return self._database.row(sql, {"name": source}) is not None

    def due(self, sources: Sequence[str], now: datetime) -> list[StoredLink]:
        """Return the links of these sources that are due: those never read before the others, longest waiting first."""
        sql = f"{_LINKS} WHERE l.due <= ? AND l.source IN ({marks(sources)}) ORDER BY l.state = 'read', l.due, l.key"
        return [_link(row) for row in self._database.rows(sql, [stored(now), *sources])]

    def unread(self, sources: Sequence[str]) -> list[StoredLink]:
        """Return the links of these sources that have never been read, due or not."""
        sql = f"{_LINKS} WHERE l.state = 'waiting' AND l.source IN ({marks(sources)}) ORDER BY l.due, l.key"
        return [_link(row) for row in self._database.rows(sql, list(sources))]

    def live(self, sources: Sequence[str]) -> list[StoredLink]:
        """Return the links under which the live and missing items of these sources were fetched."""
        sql = f"""{_LINKS} JOIN items i ON i.id = a.item
                  WHERE l.state = 'read' AND i.status <> 'removed' AND a.how = 'fetched'
                  AND l.source IN ({marks(sources)}) ORDER BY i.last_seen, l.key"""
        return [_link(row) for row in self._database.rows(sql, list(sources))]

    def due_after(self, moment: datetime, *, also: Collection[str]) -> list[StoredLink]:
        """Return the links that are due later than a time, and those with the keys in `also`.

        Documents are left out: they are read with their folder.
        """
        late = self._database.rows(f"{_LINKS} WHERE l.due > ? AND l.key NOT LIKE 'folder:%'", (stored(moment),))
        links = {link.key: link for link in map(_link, late)}
        for key in also:
            if key not in links and not key.startswith("folder:") and (link := self.get(key)) is not None:
                links[key] = link
        return list(links.values())

    def get(self, key: str) -> StoredLink | None:
        """Return the link with that key, or None."""
        row = self._database.row(f"{_LINKS} WHERE l.key = ?", (key,))
        return _link(row) if row else None

    def addresses(self, *, item: int | None = None, key: str | None = None) -> list[Address]:
        """Return the links that lead to an item, or the one with a key, in the order in which they were named."""
        sql = """SELECT * FROM links WHERE key = :key OR key IN (SELECT key FROM aliases WHERE item = :item)
                 ORDER BY named, key"""
        return [self._address(row) for row in self._database.rows(sql, {"key": key, "item": item})]

    def _address(self, row: Row) -> Address:
        sql = "SELECT * FROM sightings WHERE key = ? ORDER BY first_seen, source"
        seen = self._database.rows(sql, (row["key"],))
        return Address(
            key=row["key"],
            url=row["url"],
            state=row["state"],
            named=read(row["named"]),
            due=parse_iso(row["due"]),
            failures=row["failures"],
            error=row["error"],
            failed_since=parse_iso(row["failed_since"]),
            sightings=tuple((s["source"], read(s["first_seen"]), read(s["last_seen"])) for s in seen),
        )

    def visit_elsewhere(self, key: str, item: int, *, now: datetime) -> bool:
        """Make the item's other addresses due, which were not visited while this one was; say whether there are any.
        Inside a transaction."""
        rows = self._database.rows(
            """UPDATE links SET due = ? WHERE key <> ? AND state = 'read' AND due IS NULL AND failures = 0
               AND key IN (SELECT key FROM aliases WHERE item = ?) RETURNING key""",
            (stored(now), key, item),
        )
        return bool(rows)

    def stands_elsewhere(self, key: str, item: int) -> bool:
        """Say whether the item has another address that is still visited and answered when it was last asked."""
        sql = """SELECT 1 FROM links l JOIN aliases a ON a.key = l.key
                 WHERE a.item = ? AND l.key <> ? AND l.state = 'read' AND l.failures = 0 AND l.due IS NOT NULL"""
        return self._database.row(sql, (item, key)) is not None

    def mark_read(self, key: str, *, due: datetime | None) -> None:
        """Keep that the link's page was read, and when it is next due. Inside a transaction."""
        self._database.run(
            "UPDATE links SET state = 'read', due = ?, failures = 0, failed_since = NULL, error = NULL WHERE key = ?",
            (due and stored(due), key),
        )

    def reschedule(self, key: str, *, due: datetime | None) -> None:
        """Make the link due at another time, or (None) not any more. Inside a transaction."""
        self._database.run("UPDATE links SET due = ? WHERE key = ?", (due and stored(due), key))

    def mark_filtered(self, key: str) -> None:
        """Keep that the source's include and exclude words leave the link out. Inside a transaction."""
        self._database.run("UPDATE links SET state = 'filtered', due = NULL WHERE key = ?", (key,))

    def mark_failed(self, key: str, *, error: str, now: datetime, due: datetime | None) -> None:
        """Keep that the link's page could not be read, and when to try again (None: never). Inside a transaction."""
        self._database.run(
            """UPDATE links SET due = :due, failures = failures + 1, error = :error,
                   failed_since = coalesce(failed_since, :now) WHERE key = :key""",
            {"due": due and stored(due), "error": error, "now": stored(now), "key": key},
        )


_LINKS = """SELECT l.key, l.url, l.source, l.title, l.summary, l.author, l.published, l.state, l.failures, l.due, a.item
            FROM links l LEFT JOIN aliases a ON a.key = l.key"""


def _link(row: Row) -> StoredLink:
    return StoredLink(
        key=row["key"],
        link=Link(
            url=row["url"],
            title=row["title"],
            summary=row["summary"],
            author=row["author"],
            published=parse_iso(row["published"]),
        ),
        source=row["source"],
        state=row["state"],
        failures=row["failures"],
        item=row["item"],
        due=parse_iso(row["due"]),
    )


# ── addresses of items ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddress:
    """An address at which an item stood until another one, `heir`, took its place."""

    url: str
    how: str
    since: datetime
    until: datetime
    heir: int


FORMER_HOLDERS = 8
"""Items that stood at an address before, the last ones, with which an article that comes back there is compared."""


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
        """Give an address to another item. It is a former address of the item that had it.

        Two items that take it from one another again and again are kept once each, with the last time.
        """
        values = {"until": stored(now), "heir": heir, "key": key}
        was = "(SELECT item FROM aliases WHERE key = :key)"
        kept = self._database.run(
            f"UPDATE former_addresses SET until = :until WHERE key = :key AND heir = :heir AND item = {was}", values
        )
        if not kept:
            self._database.run(
                """INSERT INTO former_addresses (key, url, item, how, seen, until, heir)
                   SELECT key, url, item, how, seen, :until, :heir FROM aliases WHERE key = :key AND item <> :heir""",
                values,
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

    def former_holders(self, key: str, *, but: int) -> list[int]:
        """Return the items that stood at this address before others did, the last ones first, except one."""
        sql = """SELECT item FROM former_addresses WHERE key = ? AND item <> ? GROUP BY item
                 ORDER BY max(until) DESC, item DESC LIMIT ?"""
        return [row["item"] for row in self._database.rows(sql, (key, but, FORMER_HOLDERS))]

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

    def keys(self, item: int) -> list[str]:
        """Return the keys of all addresses of an item."""
        return [
            row["key"] for row in self._database.rows("SELECT key FROM aliases WHERE item = ? ORDER BY key", (item,))
        ]

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
