"""How often we look again, and what comes of it: rates of sources, re-checks of hosts."""

from datetime import datetime, timedelta

from service.models import iso_day
from service.scheduling import EditRates
from service.store.database import Database
from service.store.times import read, stored

KEPT = timedelta(days=7)
"""How long the counts of a day are kept."""


class Looks:
    """The tables `source_rates` and `host_looks`. Every write is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rates(self, source: str) -> EditRates | None:
        """What second and later looks at a source's articles found, as of the last; None where there were none."""
        row = self._database.row("SELECT * FROM source_rates WHERE source = ?", (source,))
        if row is None:
            return None
        return EditRates(visits=row["looks"], edits=row["edits"], noise=row["noise"], at=read(row["at"]))

    def count(self, source: str, *, edit: bool, noise: bool, now: datetime) -> None:
        """One more look at an article of a source."""
        rates = (self.rates(source) or EditRates(at=now)).counted(edit=edit, noise=noise, now=now)
        self._database.run(
            "INSERT OR REPLACE INTO source_rates (source, looks, edits, noise, at) VALUES (?, ?, ?, ?, ?)",
            (source, rates.visits, rates.edits, rates.noise, stored(rates.at)),
        )

    def of_host(self, host: str, now: datetime) -> int:
        """How many re-checks a host has had today; days are UTC's."""
        row = self._database.row("SELECT looks FROM host_looks WHERE host = ? AND day = ?", (host, iso_day(now)))
        return int(row["looks"]) if row else 0

    def count_host(self, host: str, now: datetime) -> None:
        """One more re-check of a host."""
        self._database.run(
            """INSERT INTO host_looks (host, day, looks) VALUES (?, ?, 1)
               ON CONFLICT (host, day) DO UPDATE SET looks = looks + 1""",
            (host, iso_day(now)),
        )
        self._database.run("DELETE FROM host_looks WHERE host = ? AND day < ?", (host, iso_day(now - KEPT)))
