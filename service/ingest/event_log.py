"""record: what happened to an item becomes an event of the digest that is open."""

from datetime import datetime

from service.config import Config
from service.digest import open_date
from service.models import Edit, EventKind
from service.store import ItemState, Store


class EventLog:
    """Keeps events. Every write is made inside the transaction of what happened."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._digest = config.settings.digest
        self._zone = config.settings.zone

    def tell(
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
        """Something happened to an item, as its `source` showed. With `edit`, `known` is the item before it."""
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

    def open_digest(self, now: datetime) -> str:
        """The day whose digest tells of what happens now."""
        return self._store.digests.first_open(self._date(now))

    def _date(self, now: datetime) -> str:
        return open_date(now, at=self._digest.at, zone=self._zone)
