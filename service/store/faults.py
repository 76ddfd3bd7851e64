"""The digests that are owed and could not be made, each with the reason: for the next attempt, and for `status`."""

from collections.abc import Collection

from service.store.database import Database

_PREFIX = "digest "
"""What begins their names in `state`."""


class Faults:
    """Rows of the table `state`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, str]:
        """Day → reason, the oldest day first."""
        rows = self._database.rows("SELECT name, value FROM state WHERE name GLOB ? ORDER BY name", (f"{_PREFIX}*",))
        return {row["name"].removeprefix(_PREFIX): row["value"] for row in rows}

    def note(self, date: str, reason: str) -> None:
        """The digest of that day could not be made now."""
        with self._database.transaction():
            self._database.run("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", (f"{_PREFIX}{date}", reason))

    def keep(self, dates: Collection[str]) -> None:
        """Forget all but those of these days: the others have been made, or are not owed any more."""
        past = self.all().keys() - set(dates)
        if past:
            with self._database.transaction():
                for date in past:
                    self._database.run("DELETE FROM state WHERE name = ?", (f"{_PREFIX}{date}",))
