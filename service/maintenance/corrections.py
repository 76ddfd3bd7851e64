"""Corrections by hand: two items are one, or one stands alone. All that is recorded later respects them."""

from dataclasses import dataclass
from datetime import datetime

from service.config import Config
from service.errors import UsageError
from service.identity import Placement
from service.ingest.copies import Copies, Rearranged
from service.ingest.event_log import EventLog
from service.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Where an item stands after a correction by hand."""

    item: int
    copy_of: int | None
    variant_of: int | None
    update_of: int | None
    group: tuple[int, ...]
    """Its lead and all copies, itself among them."""
    told: tuple[int, ...]
    """Items that are reported as new because of it, in the digest that is open."""


class ManualCorrections:
    """Takes corrections. Texts, addresses, histories and published digests stay as they are."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._copies = Copies(store, config)
        self._events = EventLog(store, config)

    def merge(self, lead: int, item: int, now: datetime) -> Corrected:
        """Put `item` behind `lead` as its copy, whatever their texts say. `split` undoes it.

        Raises:
            UsageError: there is no such item, or both are the same.
        """
        if lead == item:
            raise UsageError(f"{item} and {item} are one already; name two items")
        with self._store.transaction():
            for each in (lead, item):
                self._store.items.known(each)
                self._store.corrections.undo(each, into=None, now=now)
            self._store.corrections.undo(item, into=lead, now=now)
            self._store.corrections.add(item, into=lead, now=now)
            return self._corrected(item, self._copies.rearrange([item, lead]), now)

    def split(self, item: int, now: datetime) -> Corrected:
        """Let `item` stand alone: it leaves its group, and joins none later. `merge` undoes it.

        Where a merge put it into its group, the merge is undone; only where its text makes it a copy all the same, a
        variant or an update, is it kept apart from now on.

        Raises:
            UsageError: there is no such item, or it stands alone already.
        """
        with self._store.transaction():
            known = self._store.items.known(item)
            group = self._store.similarities.group(item)
            if len(group) == 1 and known.variant_of is None and known.update_of is None:
                raise UsageError(
                    f"item {item} is no copy, variant or update, and has no copies; there is nothing to split"
                )
            for other in group:
                self._store.corrections.undo(item, into=other, now=now)
            rearranged = self._copies.rearrange([item, *group])
            if len(self._store.similarities.group(item)) > 1 or rearranged.places[item] != Placement():
                self._store.corrections.add(item, into=None, now=now)
                rearranged = self._copies.rearrange([item, *group])
            return self._corrected(item, rearranged, now)

    def _corrected(self, item: int, rearranged: Rearranged, now: datetime) -> Corrected:
        place = rearranged.places[item]
        group = tuple(self._store.similarities.group(item))
        self._events.record_new(rearranged.unreported, now)
        return Corrected(
            item=item,
            copy_of=place.copy_of,
            variant_of=place.variant_of,
            update_of=place.update_of,
            group=group,
            told=rearranged.unreported,
        )
