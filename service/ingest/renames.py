"""Items whose address has changed: the items that stand at the old address and at the new one become one.

Whichever address is read first, and whether the old one redirects or is gone, there is one item in the end, which has
moved, with every edit that was made. A second article that has most of the text of an earlier one stays an item of its
own as long as the earlier one stands at its address.
"""

from datetime import datetime

from service.identity import ComparedWords, fingerprint
from service.identity.renaming import Publication, is_led_to, is_one_site, takes_the_place
from service.ingest.comparable_page import is_on_the_web
from service.ingest.comparable_text import stored_text
from service.ingest.copies import Copies
from service.ingest.event_log import EventLog
from service.models import Article, ItemStatus, Revision
from service.store import ItemState, Store, StoredLink


class Renames:
    """Finds items that are one, and makes them one. Everything happens inside the transaction of one page."""

    def __init__(self, store: Store, copies: Copies, events: EventLog) -> None:
        self._store = store
        self._copies = copies
        self._events = events

    def is_led_on(self, known: ItemState, there: ItemState, text: str) -> bool:
        """Say whether a later item (`there`) is `known` at a new address: its own redirects to that, with this text."""
        if known.id > there.id or not (is_on_the_web(known.url) and is_on_the_web(there.url)):
            return False
        return is_one_site(known.url, there.url) and is_led_to(ComparedWords(text), ComparedWords(known.text))

    def successor(self, known: ItemState) -> ItemState | None:
        """Return the later item that is `known` at a new address, if that has gone from its own; None if there is none.

        It stands on the same site and has most of its text (`identity.renaming`).
        """
        if not is_on_the_web(known.url):
            return None
        old, taken = as_published(known), fingerprint(known.text)
        ids = self._store.samples.items_with_text(known.text_hash, but=known.id) if known.text_hash else []
        ids += self._store.samples.candidates(taken, but=known.id)
        for other in map(self._store.items.known, dict.fromkeys(ids)):
            stands = other.status is ItemStatus.LIVE and other.missing_since is None and other.suspect is None
            is_later = other.id > known.id and stands and is_on_the_web(other.url)
            if is_later and takes_the_place(as_published(other), old) and self.link_of(other) is not None:
                return other
        return None

    def link_of(self, known: ItemState) -> StoredLink | None:
        """Return a link at which an item was read when it was last asked for, the one to be visited next first."""
        read = [a for a in self._store.links.addresses(item=known.id) if a.state == "read" and not a.failures]
        read.sort(key=lambda address: address.due is None)
        return self._store.links.get(read[0].key) if read else None

    def absorb(self, other: ItemState, *, into: ItemState, now: datetime) -> None:
        """Make one item of two: what leads to the later one, `other`, leads to the earlier one from now on.

        The later one is deleted. If a published digest has told of it, or a person has corrected what it is, it stays
        as a copy that has had these addresses.
        """
        if self._store.merging.is_settled(other.id):
            for key in self._store.addresses.keys(other.id):
                self._store.addresses.reassign(key, heir=into.id, now=now)
            return
        self._store.merging.move_addresses(other.id, into=into.id)
        self._store.merging.delete(other.id, into=into.id, taken=fingerprint(other.text))

    def settle(self, item: int, now: datetime) -> None:
        """Put an item that has taken in another one into its place among those that it is like."""
        known = self._store.items.known(item)
        rearranged = self._copies.relate(item, self._copies.find_again(known, stored_text(known, now)))
        self._events.record_new(rearranged.unreported, now)


def as_published(known: ItemState) -> Publication:
    """Return a stored item of the web as it is compared with a page that may be its own at a new address."""
    return Publication(url=known.url, words=ComparedWords(known.text), at=known.published or known.first_seen)


def article_of(revision: Revision) -> Article:
    """Return the article that a revision was made of."""
    return Article(
        blocks=revision.blocks,
        title=revision.title,
        byline=revision.byline,
        published=revision.published,
        modified=revision.modified,
        lead=revision.lead,
        section=revision.section,
        tags=revision.tags,
        access=revision.access,
        notes=revision.notes,
        cites=revision.cites,
        boilerplate=revision.boilerplate,
        extractor=revision.extractor,
    )
