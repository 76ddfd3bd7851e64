"""Which items were found to be alike, and where each stands by that."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.models import parse_iso
from service.store.database import Database, Row
from service.store.times import read

NEIGHBOURS = 64
"""Items that are arranged at once. Of a text with more copies the others stay behind their lead, or follow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Two items that were found alike. `evidence` is told from `item`: see `identity.Similarity.as_json`."""

    item: int
    other: int
    kind: str
    evidence: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """An item as far as grouping needs it."""

    id: int
    words: int
    text_hash: str
    title: str | None
    published: datetime | None
    first_seen: datetime
    copy_of: int | None
    variant_of: int | None


class Likenesses:
    """The table `likenesses`, and the columns of `items` that follow from it. Writes are made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def relate(self, item: int, found: Iterable[tuple[int, str, dict[str, Any], dict[str, Any]]]) -> None:
        """Replace what was found of an item by (other, kind, evidence told from the item, the same from the other)."""
        self._database.run("DELETE FROM likenesses WHERE item = :item OR other = :item", {"item": item})
        for other, kind, mine, theirs in found:
            self.add(item, other, kind, mine, theirs)

    def add(self, item: int, other: int, kind: str, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
        """Two items were found alike; the evidence as told from the one and from the other."""
        pair, evidence = ((item, other), mine) if item > other else ((other, item), theirs)
        self._database.run(
            "INSERT OR REPLACE INTO likenesses (item, other, kind, evidence) VALUES (?, ?, ?, ?)",
            (*pair, kind, json.dumps(evidence, ensure_ascii=False, separators=(",", ":"))),
        )

    def of(self, item: int) -> list[Alike]:
        """The items found to be like this one."""
        sql = "SELECT * FROM likenesses WHERE item = :item OR other = :item ORDER BY item, other"
        return [_alike(row) for row in self._database.rows(sql, {"item": item})]

    def around(self, items: Iterable[int]) -> tuple[list[Grouped], list[Alike]]:
        """The items that hang together with these by any likeness or correction, and the likenesses among them."""
        waiting, reached = list(dict.fromkeys(items)), set[int]()
        ties: dict[tuple[int, int], Alike] = {}
        while waiting and len(reached) < NEIGHBOURS:
            item = waiting.pop(0)
            if item in reached:
                continue
            reached.add(item)
            for alike in self.of(item):
                ties[alike.item, alike.other] = alike
                waiting.append(alike.other if alike.item == item else alike.item)
            waiting += self._neighbours(item)
            waiting[:0] = self._lead(item)  # never without it: its group would seem to have none
        return [self._grouped(item) for item in sorted(reached)], list(ties.values())

    def _neighbours(self, item: int) -> list[int]:
        """What a person put together with it, and its group as it stands."""
        sql = """SELECT into_item AS other FROM corrections
                 WHERE item = :item AND into_item IS NOT NULL AND undone IS NULL
                 UNION SELECT item FROM corrections WHERE into_item = :item AND undone IS NULL
                 UNION SELECT variant_of FROM items WHERE id = :item AND variant_of IS NOT NULL
                 UNION SELECT id FROM (SELECT id FROM items WHERE copy_of = :item LIMIT :most)"""
        return [row["other"] for row in self._database.rows(sql, {"item": item, "most": NEIGHBOURS})]

    def _lead(self, item: int) -> list[int]:
        rows = self._database.rows("SELECT copy_of FROM items WHERE id = ? AND copy_of IS NOT NULL", (item,))
        return [row["copy_of"] for row in rows]

    def _grouped(self, item: int) -> Grouped:
        row = self._database.row(_GROUPED, (item,))
        assert row is not None
        return Grouped(
            id=row["id"],
            words=row["words"] or 0,
            text_hash=row["text_hash"],
            title=row["title"],
            published=parse_iso(row["published"]),
            first_seen=read(row["first_seen"]),
            copy_of=row["copy_of"],
            variant_of=row["variant_of"],
        )

    def place(self, item: int, *, copy_of: int | None, variant_of: int | None) -> None:
        """Where the item stands from now on; those that stood behind it stand behind its lead."""
        self._database.run("UPDATE items SET copy_of = ?, variant_of = ? WHERE id = ?", (copy_of, variant_of, item))
        if copy_of is not None:
            self._database.run("UPDATE items SET copy_of = ? WHERE copy_of = ?", (copy_of, item))
            self._database.run(
                "UPDATE items SET variant_of = :lead WHERE variant_of = :item AND id <> :lead",
                {"lead": copy_of, "item": item},
            )

    def group(self, item: int) -> list[int]:
        """The item's lead and all its copies, the lead first."""
        sql = """WITH lead (id) AS (SELECT coalesce(copy_of, id) FROM items WHERE id = :item)
                 SELECT id FROM lead UNION ALL SELECT i.id FROM items i JOIN lead ON i.copy_of = lead.id"""
        return [row["id"] for row in self._database.rows(sql, {"item": item})]

    def seen_through(self, items: Sequence[int], sources: Sequence[str]) -> set[int]:
        """Those of the items that were seen through one of these sources."""
        if not sources or not items:
            return set()
        sql = f"""SELECT DISTINCT a.item FROM aliases a JOIN sightings s ON s.key = a.key
                  WHERE a.item IN ({_marks(items)}) AND s.source IN ({_marks(sources)})"""
        return {row["item"] for row in self._database.rows(sql, [*items, *sources])}


_GROUPED = """SELECT i.id, i.words, i.text_hash, r.title, r.published, i.first_seen, i.copy_of, i.variant_of
              FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision WHERE i.id = ?"""


def _alike(row: Row) -> Alike:
    return Alike(item=row["item"], other=row["other"], kind=row["kind"], evidence=json.loads(row["evidence"]))


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
