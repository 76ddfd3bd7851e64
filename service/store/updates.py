"""What items add to those that they repeat, as was found when they were recorded."""

import json

from service.models import ChangedFigure, Update
from service.store.database import Database
from service.store.sql_values import json_list


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
