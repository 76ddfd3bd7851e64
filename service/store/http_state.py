"""What is kept between HTTP requests: validators, robots.txt, hosts that asked for a pause, and the fetch log."""

from dataclasses import dataclass
from datetime import datetime

from service.models import RobotsRecord, UnreadLink, Validators
from service.store.database import Database, Row
from service.store.sql_values import read, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRecord:
    """One request for a page. `outcome` is one word or two: `new`, `unchanged`, `304`, `failed`, …"""

    at: datetime
    source: str
    url: str
    outcome: str
    key: str | None = None
    """Of the link. None: the source itself was requested."""
    status: int | None = None
    bytes: int | None = None
    seconds: float | None = None
    error: str | None = None
    reason: str | None = None
    """Why it was requested. None: recorded by an earlier version, which did not say."""


class HttpState:
    """The tables `validators`, `robots`, `hosts` and `fetches`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def validators(self, url: str) -> Validators | None:
        """Return the validators of the last good answer from a URL, or None."""
        row = self._database.row("SELECT etag, last_modified, body_hash FROM validators WHERE url = ?", (url,))
        return Validators(**dict(row)) if row else None

    def keep_validators(self, url: str, validators: Validators, *, now: datetime) -> None:
        """Replace the validators of a URL. In the transaction that stores what the answer contained."""
        self._database.table("validators").upsert(
            {
                "url": url,
                "etag": validators.etag,
                "last_modified": validators.last_modified,
                "body_hash": validators.body_hash,
                "checked": stored(now),
            },
            pk="url",
        )

    def drop_validators(self, url: str) -> None:
        """Forget the validators of a URL, so that the next request gets the whole page. Inside a transaction."""
        self._database.run("DELETE FROM validators WHERE url = ?", (url,))

    def robots(self) -> dict[str, RobotsRecord]:
        """Return every robots.txt that is kept, by origin."""
        return {
            row["origin"]: RobotsRecord(
                origin=row["origin"], fetched_at=read(row["fetched_at"]), status=row["status"], body=row["body"]
            )
            for row in self._database.rows("SELECT * FROM robots")
        }

    def keep_robots(self, records: tuple[RobotsRecord, ...]) -> None:
        """Replace the robots.txt of these origins."""
        with self._database.transaction():
            for record in records:
                self._database.run(
                    "INSERT OR REPLACE INTO robots (origin, fetched_at, status, body) VALUES (?, ?, ?, ?)",
                    (record.origin, stored(record.fetched_at), record.status, record.body),
                )

    def cooling(self, now: datetime) -> dict[str, tuple[datetime, str]]:
        """Return the hosts that are to be left alone now: until when, and why."""
        sql = "SELECT * FROM hosts WHERE not_before > ?"
        return {
            row["host"]: (read(row["not_before"]), row["reason"]) for row in self._database.rows(sql, (stored(now),))
        }

    def cool(self, host: str, *, until: datetime, reason: str) -> None:
        """Keep that a host is to be left alone until a time."""
        with self._database.transaction():
            self._database.table("hosts").upsert(
                {"host": host, "not_before": stored(until), "reason": reason}, pk="host"
            )

    def cool_less(self, host: str, *, until: datetime) -> None:
        """Let a host be left alone until an earlier time than was kept. Inside a transaction."""
        self._database.run("UPDATE hosts SET not_before = ? WHERE host = ?", (stored(until), host))

    def log(self, record: FetchRecord) -> None:
        """Add a row to the fetch log. Inside a transaction."""
        self._database.table("fetches").insert(
            {
                "at": stored(record.at),
                "source": record.source,
                "url": record.url,
                "key": record.key,
                "status": record.status,
                "outcome": record.outcome,
                "bytes": record.bytes,
                "seconds": record.seconds,
                "error": record.error,
                "reason": record.reason,
            }
        )

    def fetches(self, key: str, limit: int) -> list[FetchRecord]:
        """Return the last requests for a link's page, newest first."""
        sql = "SELECT * FROM fetches WHERE url = (SELECT url FROM links WHERE key = :key) AND key = :key"
        rows = self._database.rows(f"{sql} ORDER BY id DESC LIMIT :limit", {"key": key, "limit": limit})
        return [_fetch(row) for row in rows]

    def unread(self, start: datetime, end: datetime) -> list[UnreadLink]:
        """Return the pages whose last request in `[start, end)` failed or brought a doubtful page.

        They are ordered by source, then by how long they have failed.
        """
        sql = """SELECT f.url, f.source, coalesce(l.title, r.title) AS title,
                        coalesce(f.error, l.error, f.outcome) AS error, coalesce(l.failed_since, f.at) AS since
                 FROM (SELECT max(id) AS id FROM fetches WHERE at >= ? AND at < ? AND key IS NOT NULL GROUP BY key) last
                 JOIN fetches f ON f.id = last.id LEFT JOIN links l ON l.key = f.key
                 LEFT JOIN aliases a ON a.key = f.key LEFT JOIN items i ON i.id = a.item
                 LEFT JOIN revisions r ON r.item = i.id AND r.number = i.revision
                 WHERE f.outcome IN ('failed', 'doubtful') ORDER BY f.source, since, f.url"""
        return [
            UnreadLink(
                url=row["url"], title=row["title"], source=row["source"], error=row["error"], since=read(row["since"])
            )
            for row in self._database.rows(sql, (stored(start), stored(end)))
        ]

    def prune(self, before: datetime) -> int:
        """Delete the rows of the fetch log that are older than a time, and return how many there were."""
        with self._database.transaction():
            return self._database.run("DELETE FROM fetches WHERE at < ?", (stored(before),))


def _fetch(row: Row) -> FetchRecord:
    return FetchRecord(
        at=read(row["at"]),
        source=row["source"],
        url=row["url"],
        outcome=row["outcome"],
        key=row["key"],
        status=row["status"],
        bytes=row["bytes"],
        seconds=row["seconds"],
        error=row["error"],
        reason=row["reason"],
    )
