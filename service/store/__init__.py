"""The database: schema, and the only queries. One class per table family, one writer.

Reads may be made at any time; writes are made inside `Store.transaction()` where a method's docstring says so, and open
one of their own otherwise.
"""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from service.models import parse_iso
from service.store.addresses import Addresses, FormerAddress, Unbelieved
from service.store.archive import Archive, KeptPage
from service.store.clock_mendings import Mending, Mendings
from service.store.corrections import Correction, Corrections
from service.store.database import Database
from service.store.events import Event, Events, Template
from service.store.faults import Faults
from service.store.history import History, OtherText, RevisionHead
from service.store.host_pages import HostPage, HostPages
from service.store.item_listing import ItemFilter, ItemPage, Order
from service.store.items import Items
from service.store.known import EarlierVersion, ItemState
from service.store.likenesses import Alike, Grouped, Likenesses
from service.store.links import Address, Links, StoredLink
from service.store.looks import Looks
from service.store.notices import Notice, Notices
from service.store.samples import Samples
from service.store.sources import Sources, SourceState
from service.store.stories import StoredAccount, Stories, Told
from service.store.times import stored
from service.store.web import FetchRecord, Web

__all__ = [
    "Address",
    "Alike",
    "Correction",
    "EarlierVersion",
    "Event",
    "FetchRecord",
    "FormerAddress",
    "Grouped",
    "HostPage",
    "ItemFilter",
    "ItemPage",
    "ItemState",
    "KeptPage",
    "Mending",
    "Notice",
    "Order",
    "OtherText",
    "RevisionHead",
    "SourceState",
    "Store",
    "StoredAccount",
    "StoredLink",
    "Template",
    "Told",
    "Unbelieved",
]


class Store:
    """Everything that is kept, in one SQLite file."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.sources = Sources(database)
        self.web = Web(database)
        self.links = Links(database)
        self.items = Items(database)
        self.events = Events(database)
        self.addresses = Addresses(database)
        self.host_pages = HostPages(database)
        self.stories = Stories(database)
        self.samples = Samples(database)
        self.likenesses = Likenesses(database)
        self.corrections = Corrections(database)
        self.archive = Archive(database)
        self.history = History(database)
        self.looks = Looks(database)
        self.notices = Notices(database)
        self.faults = Faults(database)
        self.mendings = Mendings(database)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the database at `path`, made where it is missing.

        Raises:
            StoreError: see `Database.open`.
        """
        return cls(Database.open(path))

    @classmethod
    def open_to_read(cls, path: Path) -> Self:
        """Open the database at `path` so that nothing in it can be changed.

        Raises:
            StoreError: see `Database.open_to_read`.
        """
        return cls(Database.open_to_read(path))

    @property
    def path(self) -> Path:
        return self.database.path

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; see `Database.transaction`."""
        return self.database.transaction()

    def note(self, name: str, moment: datetime) -> None:
        """Keep when something last happened: the daemon's sign of life, the last backup."""
        with self.transaction():
            self.database.table("state").upsert({"name": name, "value": stored(moment)}, pk="name")

    def forget(self, name: str) -> None:
        """It has ended as it should."""
        with self.transaction():
            self.database.run("DELETE FROM state WHERE name = ?", (name,))

    def noted(self, name: str) -> datetime | None:
        """When it last happened, or None."""
        row = self.database.row("SELECT value FROM state WHERE name = ?", (name,))
        return parse_iso(row["value"]) if row else None

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
