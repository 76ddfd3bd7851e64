"""What a person said of items: that two are one, that one stands alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.store.database import Database
from service.store.times import read, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said: `item` is one with `into`, or (None) stands alone."""

    item: int
    into: int | None
    at: datetime


class Corrections:
    """The table `corrections`. Every write is made inside a transaction; none is ever deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, item: int, *, into: int | None, now: datetime) -> None:
        """Keep what a person said of an item: it is one with `into`, or (None) stands alone."""
        self._database.run("INSERT INTO corrections (item, into_item, at) VALUES (?, ?, ?)", (item, into, stored(now)))

    def undo(self, item: int, *, into: int | None, now: datetime) -> bool:
        """Take back what was said of an item, whichever of the two was put into the other; whether it was said."""
        sql = "UPDATE corrections SET undone = :now WHERE undone IS NULL AND "
        sql += (
            "item = :item AND into_item IS NULL"
            if into is None
            else "((item = :item AND into_item = :into) OR (item = :into AND into_item = :item))"
        )
        return self._database.run(sql, {"now": stored(now), "item": item, "into": into}) > 0

    def of(self, items: Sequence[int]) -> list[Correction]:
        """What was said of these items and not taken back, oldest first."""
        if not items:
            return []
        marks = ", ".join("?" * len(items))
        sql = f"""SELECT * FROM corrections WHERE undone IS NULL AND (item IN ({marks}) OR into_item IN ({marks}))
                  ORDER BY id"""
        return [
            Correction(item=row["item"], into=row["into_item"], at=read(row["at"]))
            for row in self._database.rows(sql, [*items, *items])
        ]
