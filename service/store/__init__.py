"""The database: its schema, and the only queries. There is one class a table family.

Reads may be made at any time, from any thread. Writes are made by the thread that opened the store: inside
`Store.transaction()` if the docstring of the class or method says so, and in a transaction of their own otherwise.
"""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from service.models import parse_iso
from service.store.archived_pages import Archive, KeptPage
from service.store.clock_repairs import ClockRepair, ClockRepairs
from service.store.copy_arrivals import CopyArrival, CopyArrivals
from service.store.database import Database
from service.store.digests import Digests, FailedDigests
from service.store.events import Event, Events, SiteChangeParts
from service.store.http_state import FetchRecord, HttpState
from service.store.item_listing import ItemFilter, ItemPage, Order
from service.store.item_merging import ItemMerging
from service.store.item_rows import ItemState
from service.store.items import Items
from service.store.links import Address, Addresses, FormerAddress, Links, StoredLink, UnbelievedAddress
from service.store.near_duplicates import (
    Correction,
    Corrections,
    GroupedItem,
    GroupedPair,
    Samples,
    Similarities,
    SimilarPair,
)
from service.store.revisions import EarlierVersion, RelatedText, RevisionHead, Revisions
from service.store.site_pages import SiteNotice, SiteNotices, SitePage, SitePages
from service.store.sources import Sources, SourceState, Visits
from service.store.sql_values import stored
from service.store.stories import StoredAccount, Stories, StoryExtent, StoryText
from service.store.updates import Updates

__all__ = [
    "Address",
    "ClockRepair",
    "CopyArrival",
    "Correction",
    "EarlierVersion",
    "Event",
    "FetchRecord",
    "FormerAddress",
    "GroupedItem",
    "GroupedPair",
    "ItemFilter",
    "ItemPage",
    "ItemState",
    "KeptPage",
    "Order",
    "RelatedText",
    "RevisionHead",
    "SimilarPair",
    "SiteChangeParts",
    "SiteNotice",
    "SitePage",
    "SourceState",
    "Store",
    "StoredAccount",
    "StoredLink",
    "StoryExtent",
    "StoryText",
    "UnbelievedAddress",
]


class Store:
    """Everything that is kept, in one SQLite file."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.sources = Sources(database)
        self.http = HttpState(database)
        self.links = Links(database)
        self.items = Items(database)
        self.merging = ItemMerging(database)
        self.digests = Digests(database)
        self.events = Events(database, self.digests)
        self.copy_arrivals = CopyArrivals(database, self.digests)
        self.addresses = Addresses(database)
        self.site_pages = SitePages(database)
        self.stories = Stories(database)
        self.samples = Samples(database)
        self.similarities = Similarities(database)
        self.corrections = Corrections(database)
        self.updates = Updates(database)
        self.archive = Archive(database)
        self.revisions = Revisions(database)
        self.visits = Visits(database)
        self.notices = SiteNotices(database)
        self.failed_digests = FailedDigests(database)
        self.clock_repairs = ClockRepairs(database, self.digests)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the database at `path`, which is made if it is missing.

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
        """Write all or nothing; see `Database.transaction`."""
        return self.database.transaction()

    def note(self, name: str, moment: datetime) -> None:
        """Keep when something last happened: the daemon's sign of life, the last backup."""
        with self.transaction():
            self.database.table("state").upsert({"name": name, "value": stored(moment)}, pk="name")

    def forget(self, name: str) -> None:
        """Forget when something last happened: the daemon has ended as it should."""
        with self.transaction():
            self.database.run("DELETE FROM state WHERE name = ?", (name,))

    def noted(self, name: str) -> datetime | None:
        """Return when something last happened, or None."""
        row = self.database.row("SELECT value FROM state WHERE name = ?", (name,))
        return parse_iso(row["value"]) if row else None

    def close(self) -> None:
        """Close the database, with the connections of all threads."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
