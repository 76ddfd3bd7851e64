"""What a person says of items: two are one, or one stands alone. Kept, and respected by all that is recorded later."""

from dataclasses import dataclass
from datetime import datetime

from service.config import Config
from service.errors import UsageError
from service.ingest.copies import Copies, Rearranged
from service.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Where an item stands after a correction."""

    item: int
    copy_of: int | None
    variant_of: int | None
    group: tuple[int, ...]
    """Its lead and all copies, itself among them."""
    told: tuple[int, ...]
    """Items that are told as new for it in the digest that is open."""


class ManualCorrections:
    """Takes corrections. Texts, addresses, histories and published digests stay as they are."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._kinship = Copies(store, config)

    def merge(self, lead: int, item: int, now: datetime) -> Corrected:
        """`item` is one with `lead` and stands behind it, whatever their texts say. Undone by `split`.

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
            return self._corrected(item, self._kinship.rearrange([item, lead]), now)

    def split(self, item: int, now: datetime) -> Corrected:
        """`item` is no copy, and no variant: it leaves its group, and joins none later. Undone by `merge`.

        A merge that put it where it is, is taken back instead; where its text still makes it a copy, it stands alone.

        Raises:
            UsageError: there is no such item, or it stands alone already.
        """
        with self._store.transaction():
            known = self._store.items.known(item)
            group = self._store.likenesses.group(item)
            if len(group) == 1 and known.variant_of is None:
                raise UsageError(f"item {item} is no copy and no variant, and has no copies; there is nothing to split")
            for other in group:
                self._store.corrections.undo(item, into=other, now=now)
            settled = self._kinship.rearrange([item, *group])
            if len(self._store.likenesses.group(item)) > 1 or settled.places[item].variant_of is not None:
                self._store.corrections.add(item, into=None, now=now)
                settled = self._kinship.rearrange([item, *group])
            return self._corrected(item, settled, now)

    def _corrected(self, item: int, settled: Rearranged, now: datetime) -> Corrected:
        place = settled.places[item]
        group = tuple(self._store.likenesses.group(item))
        self._kinship.tell(settled.untold, now)
        return Corrected(
            item=item, copy_of=place.copy_of, variant_of=place.variant_of, group=group, told=settled.untold
        )
