"""What the pages of one site have in common: lines of the latest ones, and what the site changes on many at once."""

import struct
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from service.store.database import Database, Row
from service.store.sql_values import marks, read, stored

# ── lines of the latest pages: those that many pages hold are boilerplate ─────────────────────────────────────────

SITE_PAGES_KEPT = 48
"""Pages of one host that are kept, those of the newest items. Boilerplate is on nearly all of them, whatever their
number; with 30 lines a page they take some 25 KB a host, and 0.2 ms to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page as it was when last kept: keys of its lines, in order, and the words of its subject."""

    item: int
    lines: tuple[int, ...]
    headline: frozenset[str]
    names: frozenset[str]


class SitePages:
    """The table `host_pages`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, host: str, *, but: int | None = None) -> list[SitePage]:
        """Return the pages kept of a host, oldest item first, except that of the item `but`."""
        sql = "SELECT * FROM host_pages WHERE host = ? AND item <> ? ORDER BY item"
        return [_page(row) for row in self._database.rows(sql, (host, but or 0))]

    def learn(self, host: str, page: SitePage) -> None:
        """Keep a page in place of an earlier state of it; delete the oldest if there are more than `SITE_PAGES_KEPT`.

        Inside a transaction.
        """
        self._database.run(
            "INSERT OR REPLACE INTO host_pages (host, item, lines, headline, names) VALUES (?, ?, ?, ?, ?)",
            (
                host,
                page.item,
                struct.pack(f"<{len(page.lines)}q", *page.lines),
                " ".join(sorted(page.headline)),
                " ".join(sorted(page.names)),
            ),
        )
        self._database.run(
            """DELETE FROM host_pages WHERE host = :host AND item <=
               (SELECT item FROM host_pages WHERE host = :host ORDER BY item DESC LIMIT 1 OFFSET :kept)""",
            {"host": host, "kept": SITE_PAGES_KEPT},
        )

    def first_seen(self, items: list[int]) -> datetime | None:
        """Return when the first of these items was first seen, or None if there are none."""
        row = self._database.row(f"SELECT min(first_seen) AS at FROM items WHERE id IN ({marks(items)})", items)
        return read(row["at"]) if row and row["at"] else None


def _page(row: Row) -> SitePage:
    return SitePage(
        item=row["item"],
        lines=struct.unpack(f"<{len(row['lines']) // 8}q", row["lines"]),
        headline=frozenset(row["headline"].split()),
        names=frozenset(row["names"].split()),
    )


# ── changes of many pages at once: reported as one notice, and not as an edit of each ─────────────────────────────


class ChangedLine(Protocol):
    """A paragraph, or an end of a title, that was added to or removed from a page."""

    @property
    def line(self) -> int:
        """Its key."""
        ...

    @property
    def part(self) -> str:
        """`added`, `removed` or `title`."""
        ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNotice:
    """A host has changed these lines on the pages of these items."""

    id: int
    host: str
    at: datetime
    items: tuple[int, ...]
    lines: tuple[tuple[str, str], ...]
    """(part, text): `added`, `removed` or `title`, and what."""

    @property
    def summary(self) -> str:
        """One line: "post.example changed its pages: 14 items, the same 2 lines"."""
        count = len(self.lines)
        items = "1 item" if len(self.items) == 1 else f"{len(self.items)} items"
        return f"{self.host} changed its pages: {items}, the same {'line' if count == 1 else f'{count} lines'}"


class SiteNotices:
    """The tables `line_changes`, `notices`, `notice_lines` and `notice_items`. Writes are made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ── lines that were added or removed ─────────────────────────────────────────────────────────────────────────

    def record_changes(
        self, host: str, changes: Iterable[ChangedLine], *, item: int, revision: int, now: datetime, before: datetime
    ) -> None:
        """Keep the changes of an item's page, and the revision it had before them. Delete all older than `before`."""
        self._database.run("DELETE FROM line_changes WHERE at < ?", (stored(before),))
        for change in changes:
            self._database.run(
                """INSERT INTO line_changes (host, line, part, item, revision, at) VALUES (?, ?, ?, ?, ?, ?)
                   ON CONFLICT (host, line, part, item) DO UPDATE SET at = excluded.at""",
                (host, change.line, str(change.part), item, revision, stored(now)),
            )

    def items_with_change(self, host: str, change: ChangedLine, *, limit: int) -> list[tuple[int, int]]:
        """Return the items whose pages had this change lately, and their revisions before it; newest first."""
        sql = """SELECT item, revision FROM line_changes WHERE host = ? AND line = ? AND part = ?
                 ORDER BY at DESC, item DESC LIMIT ?"""
        rows = self._database.rows(sql, (host, change.line, str(change.part), limit))
        return [(row["item"], row["revision"]) for row in rows]

    # ── notices ───────────────────────────────────────────────────────────────────────────────────────────────────

    def reported_lines(self, host: str, *, since: datetime) -> dict[int, str]:
        """Return the lines that notices of a host since a time have reported: the part by the line's key.

        Ends of titles are returned whenever they were reported: a revision keeps the title without them, and nothing
        else shows that its page has another.
        """
        sql = """SELECT l.line, l.part FROM notice_lines l JOIN notices n ON n.id = l.notice
                 WHERE l.host = ? AND (n.at >= ? OR l.part = 'title')"""
        return {row["line"]: row["part"] for row in self._database.rows(sql, (host, stored(since)))}

    def report(self, host: str, lines: Iterable[ChangedLine], *, digest: str, now: datetime) -> int:
        """Add lines to the host's notice in this digest, which is made if there is none, and return its id.

        A line that an earlier notice has reported moves to this one: ask `reported_lines` first.
        """
        row = self._database.row("SELECT id FROM notices WHERE host = ? AND digest = ?", (host, digest))
        notice = int(row["id"]) if row else self._add(host, digest, now)
        for line in lines:
            self._database.run(
                "INSERT OR REPLACE INTO notice_lines (host, line, part, notice, text) VALUES (?, ?, ?, ?, ?)",
                (host, line.line, str(line.part), notice, line.text),
            )
        return notice

    def _add(self, host: str, digest: str, now: datetime) -> int:
        row = {"host": host, "at": stored(now), "digest": digest}
        notice = self._database.table("notices").insert(row).last_pk
        assert isinstance(notice, int)
        return notice

    def of_host(self, host: str, digest: str) -> int | None:
        """Return the id of the host's notice in this digest, or None."""
        row = self._database.row("SELECT id FROM notices WHERE host = ? AND digest = ?", (host, digest))
        return int(row["id"]) if row else None

    def add_items(self, notice: int, items: Collection[int]) -> None:
        """Keep that the notice is about the pages of these items, too."""
        for item in items:
            self._database.run("INSERT OR IGNORE INTO notice_items (notice, item) VALUES (?, ?)", (notice, item))

    def of_digest(self, date: str) -> list[SiteNotice]:
        """Return the notices of one digest, in the order in which they were made."""
        rows = self._database.rows("SELECT * FROM notices WHERE digest = ? ORDER BY id", (date,))
        return [
            SiteNotice(
                id=row["id"],
                host=row["host"],
                at=read(row["at"]),
                items=self._items(row["id"]),
                lines=self._lines(row["id"]),
            )
            for row in rows
        ]

    def _items(self, notice: int) -> tuple[int, ...]:
        rows = self._database.rows("SELECT item FROM notice_items WHERE notice = ? ORDER BY item", (notice,))
        return tuple(row["item"] for row in rows)

    def _lines(self, notice: int) -> tuple[tuple[str, str], ...]:
        sql = "SELECT part, text FROM notice_lines WHERE notice = ? ORDER BY part, text"
        return tuple((row["part"], row["text"]) for row in self._database.rows(sql, (notice,)))
