"""The latest pages of each host: whose lines many pages hold, those are the host's own."""

import struct
from dataclasses import dataclass
from datetime import datetime

from service.store.database import Database, Row
from service.store.times import read

KEPT = 48
"""Pages of one host that are kept, the newest items. Furniture stands on nearly all of them, whatever their number;
with 30 lines a page they take some 25 KB a host, and 0.2 ms to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPage:
    """One page as it was when last learned from: keys of its lines, in order, and the words it is about."""

    item: int
    lines: tuple[int, ...]
    headline: frozenset[str]
    names: frozenset[str]


class HostPages:
    """The table `host_pages`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, host: str, *, but: int | None = None) -> list[HostPage]:
        """The pages known of a host, oldest item first; `but` is left out."""
        sql = "SELECT * FROM host_pages WHERE host = ? AND item <> ? ORDER BY item"
        return [_page(row) for row in self._database.rows(sql, (host, but or 0))]

    def learn(self, host: str, page: HostPage) -> None:
        """Keep a page in place of what was known of it; forget the oldest where there are too many.

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
            {"host": host, "kept": KEPT},
        )

    def first_seen(self, items: list[int]) -> datetime | None:
        """When the first of these items was seen, or None where there are none."""
        marks = ", ".join("?" * len(items))
        row = self._database.row(f"SELECT min(first_seen) AS at FROM items WHERE id IN ({marks})", items)
        return read(row["at"]) if row and row["at"] else None


def _page(row: Row) -> HostPage:
    return HostPage(
        item=row["item"],
        lines=struct.unpack(f"<{len(row['lines']) // 8}q", row["lines"]),
        headline=frozenset(row["headline"].split()),
        names=frozenset(row["names"].split()),
    )
