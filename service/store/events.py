"""What digests tell, and the digests that have been published."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any

from service.models import EventKind, Window
from service.store.database import Database, Row
from service.store.times import read, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What of an edit its host changed on many pages at once: told in a notice, and not with the edit."""

    lines: frozenset[int]
    """Keys of paragraphs."""
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an item. `digest` is the date of the one digest that tells of it."""

    id: int
    item: int
    kind: EventKind
    at: datetime
    digest: str
    source: str
    from_revision: int | None
    to_revision: int
    kinds: tuple[str, ...]
    summary: str | None
    template: Template | None = None


class Events:
    """The tables `events` and `digests`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        kind: EventKind,
        *,
        item: int,
        at: datetime,
        digest: str,
        source: str,
        to_revision: int,
        from_revision: int | None = None,
        kinds: Iterable[str] = (),
        summary: str | None = None,
    ) -> None:
        """Keep an event for the digest of day `digest`, or for the first day after it not published yet.

        Inside a transaction, so that no digest is published between the choice of its date and the write.
        """
        self._database.table("events").insert(
            {
                "item": item,
                "kind": str(kind),
                "at": stored(at),
                "digest": self.first_open(digest),
                "source": source,
                "from_revision": from_revision,
                "to_revision": to_revision,
                "kinds": json.dumps(list(kinds)),
                "summary": summary,
            }
        )

    def first_open(self, date: str) -> str:
        """`date`, or the first day after it whose digest is not published yet."""
        taken = {row["date"] for row in self._database.rows("SELECT date FROM digests WHERE date >= ?", (date,))}
        while date in taken:
            date = str(Date.fromisoformat(date) + timedelta(days=1))
        return date

    def told_new(self, items: Sequence[int]) -> bool:
        """Whether any of these items was ever told as new."""
        marks = ", ".join("?" * len(items))
        sql = f"SELECT 1 FROM events WHERE kind = 'new' AND item IN ({marks})"
        return self._database.row(sql, list(items)) is not None

    def move_event_to_lead(self, item: int, *, lead: int, revision: int) -> None:
        """An item told as new has become a copy: where that is not published yet, its lead is told instead, once.

        What is published stays. Inside a transaction.
        """
        values = {"item": item, "lead": lead, "revision": revision}
        if self.told_new([lead]):
            self._database.run(f"DELETE FROM events WHERE item = :item AND {_OPEN_NEWS}", values)
        else:
            self._database.run(
                f"UPDATE events SET item = :lead, to_revision = :revision WHERE item = :item AND {_OPEN_NEWS}", values
            )

    def told_with_a_copy(self, item: int, *, lead: int, text_hash: str, old_hash: str, summary: str) -> bool:
        """Whether the edit of `item` to this text has been told already, with another of the copies of `lead`.

        Where the text is the same as before, the edit must read the same, too: each may have a headline of its own.
        """
        sql = """SELECT 1 FROM items i JOIN events e ON e.item = i.id AND e.to_revision = i.revision
                 WHERE i.id <> :item AND :lead IN (i.id, i.copy_of) AND i.text_hash = :new AND e.kind = 'changed'
                   AND (:old <> :new OR e.summary = :summary) LIMIT 1"""
        values = {"item": item, "lead": lead, "new": text_hash, "old": old_hash, "summary": summary}
        return self._database.row(sql, values) is not None

    def of_digest(self, date: str) -> list[Event]:
        """The events of one digest, in the order they were recorded."""
        return [
            _event(row) for row in self._database.rows("SELECT * FROM events WHERE digest = ? ORDER BY id", (date,))
        ]

    def of_item(self, item: int) -> list[Event]:
        """What has happened to an item, oldest first."""
        return [_event(row) for row in self._database.rows("SELECT * FROM events WHERE item = ? ORDER BY id", (item,))]

    def open_changes(self, items: Sequence[int], *, since: datetime) -> list[Event]:
        """The edits of these items recorded since a time whose digest is not published yet."""
        marks = ", ".join("?" * len(items))
        sql = f"""SELECT * FROM events WHERE kind = 'changed' AND item IN ({marks}) AND at >= ?
                  AND digest NOT IN (SELECT date FROM digests) ORDER BY id"""
        return [_event(row) for row in self._database.rows(sql, [*items, stored(since)])]

    def withdraw(self, event: int) -> None:
        """It turned out to be none: its digest, which is not published yet, does not tell it. Inside a transaction."""
        self._database.run("DELETE FROM events WHERE id = ?", (event,))

    def narrow_event(self, event: int, *, template: Template, kinds: Iterable[str], summary: str) -> None:
        """Of an edit, this is its host's and is not told with it; so the rest is summed up. Inside a transaction."""
        left_out = {"lines": sorted(template.lines), "title": int(template.title)}
        self._database.run(
            "UPDATE events SET template = ?, kinds = ?, summary = ? WHERE id = ?",
            (json.dumps(left_out), json.dumps(list(kinds)), summary, event),
        )

    def open_dates(self) -> set[str]:
        """The days whose digest has something to tell and is not published yet."""
        sql = f"SELECT DISTINCT digest FROM events WHERE {_OPEN}"
        return {row["digest"] for row in self._database.rows(sql)}

    def first_day(self) -> datetime | None:
        """When Dateline first looked at anything here."""
        row = self._database.row(
            "SELECT min(at) AS at FROM (SELECT min(at) AS at FROM events UNION SELECT min(at) FROM checks)"
        )
        return read(row["at"]) if row and row["at"] else None

    def last_published(self) -> str | None:
        """The date of the newest published digest."""
        row = self._database.row("SELECT max(date) AS date FROM digests")
        return row["date"] if row else None

    def last_ended(self, now: datetime) -> str | None:
        """The date of the newest published digest whose day has ended; one closed by a clock that was ahead has not."""
        row = self._database.row("SELECT max(date) AS date FROM digests WHERE ends <= ?", (stored(now),))
        return row["date"] if row else None

    def published_end(self, date: str) -> datetime | None:
        """Where the window of a published digest ended, or None."""
        row = self._database.row("SELECT ends FROM digests WHERE date = ?", (date,))
        return read(row["ends"]) if row else None

    def publish(self, window: Window, document: dict[str, Any], *, now: datetime) -> None:
        """Close a digest: from now on it is `document`, and no event joins it. Inside a transaction.

        A digest closed before stays what it was.
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

    def published(self, date: str) -> dict[str, Any] | None:
        """The published digest of a day, or None."""
        row = self._database.row("SELECT document FROM digests WHERE date = ?", (date,))
        return json.loads(row["document"]) if row else None

    def unwritten(self) -> list[str]:
        """The days whose digest is closed, but whose files were never written whole."""
        return [
            row["date"] for row in self._database.rows("SELECT date FROM digests WHERE written IS NULL ORDER BY date")
        ]

    def written(self, date: str, *, now: datetime) -> None:
        """The files of a closed digest stand whole."""
        with self._database.transaction():
            self._database.run("UPDATE digests SET written = ? WHERE date = ?", (stored(now), date))

    def newest_published(self, limit: int) -> list[dict[str, Any]]:
        """The newest published digests, newest first."""
        rows = self._database.rows("SELECT document FROM digests ORDER BY date DESC LIMIT ?", (limit,))
        return [json.loads(row["document"]) for row in rows]

    def published_dates(self) -> list[str]:
        """All days with a published digest, oldest first."""
        return [row["date"] for row in self._database.rows("SELECT date FROM digests ORDER BY date")]

    # ── after a clock that was ahead ──────────────────────────────────────────────────────────────────────────────

    def filed_after(self, date: str) -> bool:
        """Whether something waits for the digest of a day later than `date`."""
        tables = ("events", "notices")
        sql = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE digest > :date AND {_OPEN}" for table in tables)
        return self._database.row(f"{sql} LIMIT 1", {"date": date}) is not None

    def refile(self, after: str, day_of: Callable[[datetime], str]) -> int:
        """Give what waits for the digest of a day later than `after` to the first open one from the day of its time on,
        where that is earlier; how many events. Inside a transaction."""
        moved = 0
        for table in ("events", "notices"):
            for row in self._database.rows(
                f"SELECT id, at, digest FROM {table} WHERE digest > ? AND {_OPEN}", (after,)
            ):
                date = self.first_open(day_of(read(row["at"])))
                if date < row["digest"]:
                    self._database.run(f"UPDATE {table} SET digest = ? WHERE id = ?", (date, row["id"]))
                    moved += table == "events"
        return moved

    def take_back_removals(self, now: datetime) -> int:
        """Items removed later than `now` are missing still, as far as no published digest tells of it: they had not
        been gone for long enough. How many. Inside a transaction."""
        values = {"now": stored(now)}
        removals = f"kind = 'removed' AND at > :now AND {_OPEN}"
        self._database.run(
            f"""UPDATE items SET status = 'missing' WHERE status = 'removed'
                AND id IN (SELECT item FROM events WHERE {removals})""",
            values,
        )
        return self._database.run(f"DELETE FROM events WHERE {removals}", values)

    def withdraw_empty(self, now: datetime) -> list[str]:
        """Withdraw the published digests that tell of nothing and whose day has not ended; their dates. Inside a
        transaction."""
        rows = self._database.rows(
            """DELETE FROM digests WHERE ends > ? AND date NOT IN (SELECT digest FROM events)
               AND date NOT IN (SELECT digest FROM notices) RETURNING date""",
            (stored(now),),
        )
        return sorted(row["date"] for row in rows)

    def owe_files(self, now: datetime) -> None:
        """Have the files of the newest digest written anew, and of those whose day has not ended: each names the one
        before it. Inside a transaction."""
        sql = "UPDATE digests SET written = NULL WHERE ends > ? OR date = (SELECT max(date) FROM digests)"
        self._database.run(sql, (stored(now),))


_OPEN = "digest NOT IN (SELECT date FROM digests)"

_OPEN_NEWS = f"kind = 'new' AND {_OPEN}"


def _event(row: Row) -> Event:
    return Event(
        id=row["id"],
        item=row["item"],
        kind=EventKind(row["kind"]),
        at=read(row["at"]),
        digest=row["digest"],
        source=row["source"],
        from_revision=row["from_revision"],
        to_revision=row["to_revision"],
        kinds=tuple(json.loads(row["kinds"])),
        summary=row["summary"],
        template=_template(row["template"]),
    )


def _template(written: str | None) -> Template | None:
    if written is None:
        return None
    left_out = json.loads(written)
    return Template(lines=frozenset(left_out["lines"]), title=bool(left_out["title"]))
