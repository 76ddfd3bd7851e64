"""What happened to an item becomes an event of the digest that is open."""

from collections.abc import Iterable
from datetime import datetime

from service.config import BY_HAND, Config
from service.digest.days import open_date
from service.models import Edit, EventKind, to_the_minute
from service.store import ItemState, Store


class EventLog:
    """Keeps events, each in the digest that is open. Every write is made inside the transaction of what happened."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._digest = config.settings.digest
        self._zone = config.settings.zone

    def record(
        self,
        kind: EventKind,
        known: ItemState,
        source: str,
        now: datetime,
        *,
        to_revision: int | None = None,
        edit: Edit | None = None,
        summary: str | None = None,
    ) -> None:
        """Record what happened to an item, as its `source` showed. With `edit`, `known` is the item before it."""
        self._store.events.add(
            kind,
            item=known.id,
            at=now,
            digest=self._date(now),
            source=source,
            from_revision=known.revision if edit else None,
            to_revision=to_revision or known.revision,
            kinds=edit.kinds if edit else (),
            summary=edit.summary if edit else summary,
        )

    def record_new(self, items: Iterable[int], now: datetime) -> None:
        """Record each of these items as new, as the source showed it that named it first."""
        for item in items:
            source = self._store.addresses.first_source(item) or BY_HAND.name
            self.record(EventKind.NEW, self._store.items.known(item), source, now)

    def record_copy(self, item: int, source: str, now: datetime) -> None:
        """Record that an item came as a copy, as its `source` showed it; once, whatever is recorded of it later.

        Where the new item leads its group, it counts as a copy of the one that was told.
        """
        lead = self._store.items.known(item).copy_of
        if lead is None:
            told = self._store.events.first_news(item)
            lead = told.item if told else item
        if lead != item:
            self._store.copy_arrivals.add(item, copied=lead, at=now, digest=self._date(now), source=source)

    def record_restored(self, known: ItemState, source: str, now: datetime) -> None:
        """Record that an item that was missing stands at its address again."""
        self.record(EventKind.RESTORED, known, source, now, summary=f"was gone since {_since(known, now)}")

    def record_replaced(self, known: ItemState, heir: ItemState, source: str, now: datetime) -> None:
        """Record that an item is gone, since another one (`heir`) stands at its address."""
        summary = f"its address shows another article since {_since(known, now)}: {_named(heir)}"
        self.record(EventKind.REMOVED, known, source, now, summary=summary)

    def record_back(self, known: ItemState, former: ItemState, source: str, now: datetime) -> None:
        """Record that an item stands again at the address that another one (`former`) had taken from it."""
        summary = f"was gone since {_since(known, now)}, when its address showed another article: {_named(former)}"
        self.record(EventKind.RESTORED, known, source, now, summary=summary)

    def record_moved(self, known: ItemState, url: str, source: str, now: datetime) -> None:
        """Record that an item's address leads to another one for good, or that it stands there and is gone here.

        An item that goes to and fro between two addresses is reported once each way.
        """
        summary = f"from {known.url} to {url}"
        if not self._store.events.has_moved(known.id, summary):
            self.record(EventKind.MOVED, known, source, now, summary=summary)

    def open_digest(self, now: datetime) -> str:
        """Return the day whose digest holds what happens now."""
        return self._store.digests.first_open(self._date(now))

    def _date(self, now: datetime) -> str:
        return open_date(now, at=self._digest.at, zone=self._zone)


def _since(known: ItemState, now: datetime) -> str:
    return f"{to_the_minute(known.missing_since or now)} UTC"


def _named(known: ItemState) -> str:
    return f"“{known.title}”" if known.title else f"item {known.id}"
