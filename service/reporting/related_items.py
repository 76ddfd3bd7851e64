"""What a digest names beside the items that it tells: what updates build on, and where else texts stand by now."""

from collections import defaultdict
from collections.abc import Sequence

from service.models import Item, LateCopies, NamedItem, PublishedCopy, ReportedUpdate
from service.store import CopyArrival, Store


class RelatedItems:
    """Reads items that others build on or repeat, each once: the updates of one day are often of one item."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._named: dict[int, NamedItem] = {}
        self._roots: dict[int, int] = {}

    def update(self, item: Item) -> ReportedUpdate | None:
        """Return what an item adds to the one that it repeats; None for an item that repeats none.

        An item that was found to be an update once and is none any more, or of which it is not known what it adds,
        counts as none: it is told whole.
        """
        if item.update_of is None:
            return None
        found = self._store.updates.of(item.id)
        if found is None:
            return None
        return ReportedUpdate(update=found, base=self.named(item.update_of), root=self._root(item.id))

    def named(self, item: int) -> NamedItem:
        """Return an item as it is named beside others."""
        if item not in self._named:
            known = self._store.items.get(item)
            news = self._store.events.first_news(item)
            self._named[item] = NamedItem(
                item=item,
                url=known.url,
                title=known.title,
                site=known.site,
                published=known.published,
                first_seen=known.first_seen,
                status=known.status,
                told=news.digest if news else None,
            )
        return self._named[item]

    def _root(self, item: int) -> int:
        """Return the item at which the chain of updates that leads to this one begins."""
        chain: dict[int, None] = {}
        at: int | None = item
        while at is not None and at not in self._roots and at not in chain:
            chain[at] = None
            at = self._store.items.known(at).update_of
        root = next(reversed(chain)) if at is None else self._roots.get(at, at)
        self._roots.update(dict.fromkeys(chain, root))
        return root

    # ── copies ────────────────────────────────────────────────────────────────────────────────────────────────────

    def late_copies(self, date: str) -> tuple[LateCopies, ...]:
        """Return the copies that came in the time of one digest, by what they are copies of."""
        groups: dict[int, list[CopyArrival]] = defaultdict(list)
        for arrival in self._store.copy_arrivals.of_digest(date):
            groups[arrival.lead].append(arrival)
        return tuple(
            LateCopies(lead=lead, item=self.named(_shown(lead, arrivals)), copies=tuple(map(_copy, arrivals)))
            for lead, arrivals in groups.items()
        )


def _shown(lead: int, arrivals: Sequence[CopyArrival]) -> int:
    """Return the item that is named as copied: the lead, or where that came as a copy itself, what it was a copy of."""
    return next((arrival.copied for arrival in arrivals if arrival.item == lead), lead)


def _copy(arrival: CopyArrival) -> PublishedCopy:
    return PublishedCopy(url=arrival.url, site=arrival.site, source=arrival.source, first_seen=arrival.first_seen)
