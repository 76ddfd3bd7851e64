"""What happened to items: each event belongs to exactly one digest."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.models import EventKind
from service.store.database import Database, Row
from service.store.digests import UNPUBLISHED, Digests
from service.store.sql_values import marks, read, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChangeParts:
    """The parts of an edit that the site changed on many pages at once: reported in a notice, not with the edit."""

    lines: frozenset[int]
    """Keys of paragraphs."""
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an item. `digest` is the date of the one digest that reports it."""

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
    site_change: SiteChangeParts | None = None


class Events:
    """The table `events`."""

    def __init__(self, database: Database, digests: Digests) -> None:
        self._database = database
        self._digests = digests

    # ── writing: inside a transaction ─────────────────────────────────────────────────────────────────────────────

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
        """Keep an event for the digest of day `digest`, or for the first day after it that is not published yet.

        In the same transaction, so that no digest is published between the choice of its date and the write.
        """
        self._database.table("events").insert(
            {
                "item": item,
                "kind": str(kind),
                "at": stored(at),
                "digest": self._digests.first_open(digest),
                "source": source,
                "from_revision": from_revision,
                "to_revision": to_revision,
                "kinds": json.dumps(list(kinds)),
                "summary": summary,
            }
        )

    def move_event_to_lead(self, item: int, *, lead: int, revision: int) -> None:
        """Give the unpublished "new" event of an item that has become a copy to its lead, which is reported once.

        What is published stays.
        """
        values = {"item": item, "lead": lead, "revision": revision}
        if self.reported_new([lead]):
            self._database.run(f"DELETE FROM events WHERE item = :item AND {_UNPUBLISHED_NEWS}", values)
        else:
            self._database.run(
                f"""UPDATE events SET item = :lead, to_revision = :revision
                    WHERE item = :item AND {_UNPUBLISHED_NEWS}""",
                values,
            )

    def withdraw(self, event: int) -> None:
        """Delete an event that turned out to be none. Its digest must not be published yet."""
        self._database.run("DELETE FROM events WHERE id = ?", (event,))

    def narrow_event(self, event: int, *, site_change: SiteChangeParts, kinds: Iterable[str], summary: str) -> None:
        """Leave out of an edit what its site changed on many pages; `kinds` and `summary` are those of the rest."""
        left_out = {"lines": sorted(site_change.lines), "title": int(site_change.title)}
        self._database.run(
            "UPDATE events SET template = ?, kinds = ?, summary = ? WHERE id = ?",
            (json.dumps(left_out), json.dumps(list(kinds)), summary, event),
        )

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def of_digest(self, date: str) -> list[Event]:
        """Return the events of one digest, in the order in which they were recorded."""
        rows = self._database.rows("SELECT * FROM events WHERE digest = ? ORDER BY id", (date,))
        return [_event(row) for row in rows]

    def of_item(self, item: int) -> list[Event]:
        """Return the events of an item, oldest first."""
        rows = self._database.rows("SELECT * FROM events WHERE item = ? ORDER BY id", (item,))
        return [_event(row) for row in rows]

    def last_presence(self, item: int) -> Event | None:
        """Return the last event that says whether an item stands at its address; None where none was ever recorded."""
        sql = """SELECT * FROM events WHERE item = ? AND kind IN ('new', 'missing', 'removed', 'restored')
                 ORDER BY id DESC LIMIT 1"""
        row = self._database.row(sql, (item,))
        return _event(row) if row else None

    def has_moved(self, item: int, summary: str) -> bool:
        """Say whether this move of an item was recorded before."""
        sql = "SELECT 1 FROM events WHERE item = ? AND kind = 'moved' AND summary = ?"
        return self._database.row(sql, (item, summary)) is not None

    def open_changes(self, items: Sequence[int], *, since: datetime) -> list[Event]:
        """Return the edits of these items that were recorded since a time and whose digest is not published yet."""
        sql = f"""SELECT * FROM events WHERE kind = 'changed' AND item IN ({marks(items)}) AND at >= ?
                  AND {UNPUBLISHED} ORDER BY id"""
        return [_event(row) for row in self._database.rows(sql, [*items, stored(since)])]

    def reported_new(self, items: Sequence[int]) -> bool:
        """Say whether any of these items was ever reported as new."""
        sql = f"SELECT 1 FROM events WHERE kind = 'new' AND item IN ({marks(items)})"
        return self._database.row(sql, list(items)) is not None

    def first_news(self, item: int) -> Event | None:
        """Return the event by which an item, or another of its group of copies, was first reported as new, or None."""
        sql = """WITH lead (id) AS (SELECT coalesce(copy_of, id) FROM items WHERE id = ?)
                 SELECT e.* FROM events e WHERE e.kind = 'new' AND e.item IN (
                     SELECT id FROM lead UNION SELECT i.id FROM items i JOIN lead ON i.copy_of = lead.id)
                 ORDER BY e.digest, e.id LIMIT 1"""
        row = self._database.row(sql, (item,))
        return _event(row) if row else None

    def reported_with_copy(self, item: int, *, lead: int, text_hash: str, old_hash: str, summary: str) -> bool:
        """Say whether the edit of `item` to this text was already reported with another of the copies of `lead`.

        If the text is the same as before, the summaries must be equal, too: each copy may have a headline of its own.
        """
        sql = """SELECT 1 FROM items i JOIN events e ON e.item = i.id AND e.to_revision = i.revision
                 WHERE i.id <> :item AND :lead IN (i.id, i.copy_of) AND i.text_hash = :new AND e.kind = 'changed'
                   AND (:old <> :new OR e.summary = :summary) LIMIT 1"""
        values = {"item": item, "lead": lead, "new": text_hash, "old": old_hash, "summary": summary}
        return self._database.row(sql, values) is not None

    def first_day(self) -> datetime | None:
        """Return when Dateline first looked at anything, or None."""
        row = self._database.row(
            "SELECT min(at) AS at FROM (SELECT min(at) AS at FROM events UNION SELECT min(at) FROM checks)"
        )
        return read(row["at"]) if row and row["at"] else None


_UNPUBLISHED_NEWS = f"kind = 'new' AND {UNPUBLISHED}"


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
        site_change=_site_change(row["template"]),
    )


def _site_change(written: str | None) -> SiteChangeParts | None:
    if written is None:
        return None
    left_out = json.loads(written)
    return SiteChangeParts(lines=frozenset(left_out["lines"]), title=bool(left_out["title"]))
