"""What items add to those that they repeat, as was found when they were recorded, and what had been told by then."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.models import ChangedFigure, Update
from service.store.database import Database
from service.store.sql_values import json_list, marks, stored

TEXTS = 24
"""Texts told of a group or story that a new one is compared with, the newest."""

CHARACTERS = 200_000
"""Characters of these texts together. One that is too long is passed over: what only it told is told again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldText:
    """A version of an item that was told."""

    item: int
    title: str | None
    text: str


class Updates:
    """The table `updates`. Every write is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, item: int, update: Update) -> None:
        """Keep what an item adds, in place of what was kept of it."""
        self._database.table("updates").upsert(
            {
                "item": item,
                "base": update.base,
                "adds": json_list(update.adds),
                "figures": json_list([one.what, one.before, one.after] for one in update.figures),
                "correction": int(update.is_correction),
            },
            pk="item",
        )

    def of(self, item: int) -> Update | None:
        """Return what an item adds to another; None for one that repeats none."""
        row = self._database.row("SELECT * FROM updates WHERE item = ?", (item,))
        if row is None:
            return None
        return Update(
            base=row["base"],
            adds=tuple(json.loads(row["adds"])),
            figures=tuple(ChangedFigure(what=w, before=b, after=a) for w, b, a in json.loads(row["figures"])),
            is_correction=bool(row["correction"]),
        )

    def forget(self, item: int) -> None:
        """Forget what an item added: it is no update any more."""
        self._database.run("DELETE FROM updates WHERE item = ?", (item,))

    def base_of(self, item: int) -> int | None:
        """Return the item that this one is an update of, also where neither can be read; None for no update."""
        row = self._database.row("SELECT update_of FROM items WHERE id = ?", (item,))
        return row["update_of"] if row else None

    def based_on(self, item: int) -> list[int]:
        """Return the items that are updates of this one."""
        rows = self._database.rows("SELECT id FROM items WHERE update_of = ? ORDER BY id", (item,))
        return [row["id"] for row in rows]

    def folded(self, *, source: str | None = None) -> list[tuple[int, int]]:
        """Return each copy and each update with the item that it is one of, by its number: those that no person put
        there, of one source where that is given."""
        rows = self._database.rows(_FOLDED, {"source": source})
        return [(row["id"], row["base"]) for row in rows]

    def told(self, items: Sequence[int]) -> set[int]:
        """Return those of some items whose texts were told: leads, and copies of which an edit was reported."""
        sql = f"""SELECT id FROM items i WHERE id IN ({marks(items)}) AND (copy_of IS NULL
                  OR EXISTS (SELECT 1 FROM events e WHERE e.item = i.id AND e.kind = 'changed'))"""
        return {row["id"] for row in self._database.rows(sql, list(items))}

    def told_beside(
        self, items: Collection[int], *, since: datetime, until: datetime, but: int | None = None
    ) -> list[ToldText]:
        """Return what was told between two times of the groups and stories of some items, newest first, `TEXTS` and
        `CHARACTERS` at most: of their leads, of what these are updates or variants of, of their updates and variants,
        and of the other items of their stories."""
        values = (*items, stored(since), stored(until), but or 0, TEXTS)
        left, told = CHARACTERS, []
        for row in self._database.rows(_TOLD_BESIDE.format(marks(items)), values):
            if row["characters"] <= left:
                left -= row["characters"]
                told.append(self._told_text(row["id"]))
        return told

    def _told_text(self, revision: int) -> ToldText:
        row = self._database.row("SELECT item, title, text FROM revisions WHERE rowid = ?", (revision,))
        assert row is not None
        return ToldText(item=row["item"], title=row["title"], text=row["text"])


_FOLDED = """
SELECT i.id, coalesce(i.copy_of, i.update_of) AS base FROM items i
WHERE coalesce(i.copy_of, i.update_of) IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM corrections c WHERE c.undone IS NULL AND i.id IN (c.item, c.into_item))
  AND (:source IS NULL OR EXISTS (SELECT 1 FROM aliases a JOIN sightings s ON s.key = a.key
                                  WHERE a.item = i.id AND s.source = :source))
ORDER BY i.id
"""

_TOLD_BESIDE = """
WITH leads AS (SELECT DISTINCT coalesce(copy_of, id) AS id FROM items WHERE id IN ({})),
     roots AS (SELECT id FROM leads
               UNION SELECT coalesce(i.update_of, i.variant_of) FROM items i JOIN leads USING (id)
               WHERE coalesce(i.update_of, i.variant_of) IS NOT NULL),
     kin AS (SELECT id FROM roots
             UNION SELECT i.id FROM items i JOIN roots r ON i.update_of = r.id
             UNION SELECT i.id FROM items i JOIN roots r ON i.variant_of = r.id
             UNION SELECT i.id FROM items i JOIN roots r ON i.copy_of = r.id
                   WHERE EXISTS (SELECT 1 FROM events e WHERE e.item = i.id AND e.kind = 'changed')
             UNION SELECT i.id FROM items i WHERE i.copy_of IS NULL AND i.story IN
                   (SELECT lead.story FROM items lead JOIN leads USING (id) WHERE lead.story IS NOT NULL)),
     newest AS (SELECT r.rowid AS id FROM kin JOIN revisions r ON r.item = kin.id
                WHERE r.seen_at >= ? AND r.seen_at <= ? AND r.item <> ? ORDER BY r.seen_at DESC, r.item DESC LIMIT ?)
SELECT r.rowid AS id, length(r.text) AS characters FROM newest n CROSS JOIN revisions r ON r.rowid = n.id
ORDER BY r.seen_at DESC, r.item DESC
"""
