"""What a digest names beside the items that it tells: what updates build on, and where else texts stand by now."""

from collections import defaultdict
from collections.abc import Sequence

from service.digest.showable import reason_of
from service.errors import StoreError
from service.logs import Logger
from service.models import Item, LateCopies, LeftOut, NamedItem, PublishedCopy, ReportedUpdate
from service.store import CopyArrival, Store

log = Logger(__name__)

_BASE, _ALSO_AT = "what an update builds on", "also at"
"""What an item is named as where it cannot be read."""


class RelatedItems:
    """Reads items that others build on or repeat, each once: the updates of one day are often of one item.

    One that cannot be read holds up no digest: it is left out and named.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._named: dict[int, NamedItem | None] = {}
        self._roots: dict[int, int] = {}
        self._left_out: list[LeftOut] = []

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Return the items that were to be named and cannot be read, as far as they were asked for by now."""
        return tuple(self._left_out)

    def update(self, item: Item) -> ReportedUpdate | None:
        """Return what an item adds to the one that it repeats; None for an item that repeats none.

        An item that was found to be an update once and is none any more, or of which it is not known what it adds, or
        whose base cannot be read, counts as none: it is told whole.
        """
        if item.update_of is None:
            return None
        found = self._store.updates.of(item.id)
        base = self._name(item.update_of, _BASE) if found else None
        if found is None or base is None:
            return None
        return ReportedUpdate(update=found, base=base, root=self._root(item.id))

    def _name(self, item: int, what: str) -> NamedItem | None:
        """Return an item as it is named beside others; None for one that cannot be read, which is left out. `what` it
        is named as then."""
        if item not in self._named:
            try:
                self._named[item] = self._read(item)
            except StoreError:
                raise
            except Exception as error:
                log.exception("digest.left_out", item=item)
                self._named[item] = None
                url, title = self._store.items.heading(item)
                left_out = LeftOut(item=item, kind=what, url=url, title=title, reason=reason_of(error))
                self._left_out.append(left_out)
        return self._named[item]

    def _read(self, item: int) -> NamedItem:
        known = self._store.items.get(item)
        news = self._store.events.first_news(item)
        return NamedItem(
            item=item,
            url=known.url,
            title=known.title,
            site=known.site,
            published=known.published,
            first_seen=known.first_seen,
            status=known.status,
            told=news.digest if news else None,
        )

    def _root(self, item: int) -> int:
        """Return the item at which the chain of updates that leads to this one begins."""
        chain: dict[int, None] = {}
        at: int | None = item
        while at is not None and at not in self._roots and at not in chain:
            chain[at] = None
            at = self._store.updates.base_of(at)
        root = next(reversed(chain)) if at is None else self._roots.get(at, at)
        self._roots.update(dict.fromkeys(chain, root))
        return root

    # ── copies ────────────────────────────────────────────────────────────────────────────────────────────────────

    def late_copies(self, date: str) -> tuple[LateCopies, ...]:
        """Return the copies that came in the time of one digest, by what they are copies of, without those of an item
        that cannot be read."""
        groups: dict[int, list[CopyArrival]] = defaultdict(list)
        for arrival in self._store.copy_arrivals.of_digest(date):
            groups[arrival.lead].append(arrival)
        return tuple(
            LateCopies(lead=lead, item=named, copies=tuple(map(_copy, arrivals)))
            for lead, arrivals in groups.items()
            if (named := self._name(_shown(lead, arrivals), _ALSO_AT)) is not None
        )


def _shown(lead: int, arrivals: Sequence[CopyArrival]) -> int:
    """Return the item that is named as copied: the lead, or where that came as a copy itself, what it was a copy of."""
    return next((arrival.copied for arrival in arrivals if arrival.item == lead), lead)


def _copy(arrival: CopyArrival) -> PublishedCopy:
    return PublishedCopy(url=arrival.url, site=arrival.site, source=arrival.source, first_seen=arrival.first_seen)
