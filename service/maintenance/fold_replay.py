"""Which copies today's rules would tell as updates, and which updates they would fold. Nothing is written.

Each is judged as it was when it was first read: beside what it is a copy or an update of, and what else had been told
of that group and story by then. What a person has merged or split is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.identity import Told, additions, as_told
from service.ingest.updates import REMEMBERED
from service.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedFold:
    """A copy or an update that would be the other today."""

    item: int
    of: int
    then: str
    """`copy` or `update`."""
    now: str
    adds: tuple[str, ...]
    """The sentences that would be told as what it adds."""


def replayed_folds(store: Store, *, source: str | None = None) -> Iterator[ReplayedFold]:
    """Yield what would be told otherwise, by the items' numbers; with `source`, only items that it has named."""
    for item, base in store.updates.folded(source=source):
        known, text = store.items.known(item), store.revisions.get(item, 1)
        told = list(_told_before(store, item, base))
        if not told:
            continue  # it was there first, and was told itself
        adds = additions(as_told(text.title, text.text), told)
        then, now = "copy" if known.copy_of else "update", "update" if adds else "copy"
        if then != now:
            yield ReplayedFold(item=item, of=base, then=then, now=now, adds=adds.sentences)


def _told_before(store: Store, item: int, base: int) -> Iterator[Told]:
    """Yield what had been told when an item was first read, first of what it is a copy or an update of."""
    read = store.items.known(item).first_seen
    if base < item:
        before = [one for one in store.revisions.of(base) if one.seen_at <= read]
        yield from (as_told(one.title, one.text) for one in before[-1:])
    beside = store.updates.told_beside([base], since=read - REMEMBERED, until=read, but=item)
    yield from (as_told(one.title, one.text) for one in beside if one.item < item)
