"""One item: with all that is kept of it, with what is known of it now, and how to find it by a number or an address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.errors import UsageError
from service.models import Item, Revision, TextBlock, Update, iso
from service.store import Address, Event, FormerAddress, ItemState, SimilarPair, Store
from service.urls import strict_key

LARGEST_ID = 2**63 - 1
"""The largest number that SQLite gives a row."""


# ── all that is kept of an item ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAddress:
    """An address at which an item stands."""

    url: str
    how: str
    since: datetime

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline show`, `explain` and `export` promise."""
        return {"url": self.url, "how": self.how, "since": iso(self.since)}


def addresses_of(store: Store, item: int) -> tuple[ItemAddress, ...]:
    """Return the addresses at which an item stands, in the order in which they were found."""
    return tuple(ItemAddress(url=url, how=how, since=since) for url, how, since in store.items.addresses(item))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredItem:
    """An item with its revisions, its events and its addresses."""

    item: Item
    revisions: tuple[Revision, ...]
    events: tuple[Event, ...]
    addresses: tuple[ItemAddress, ...]
    former_addresses: tuple[FormerAddress, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline export` promises: that of `dateline items --json`, and more."""
        return self.item.as_json() | {
            "revisions": [_revision_json(revision) for revision in self.revisions],
            "events": [_event_json(event) for event in self.events],
            "addresses": [address.as_json() for address in self.addresses],
            "former_addresses": [
                {
                    "url": former.url,
                    "how": former.how,
                    "since": iso(former.since),
                    "until": iso(former.until),
                    "item": former.heir,
                }
                for former in self.former_addresses
            ],
        }


def stored_item(store: Store, item: Item) -> StoredItem:
    """Return an item with all that is kept of it."""
    return StoredItem(
        item=item,
        revisions=tuple(store.revisions.of(item.id)),
        events=tuple(store.events.of_item(item.id)),
        addresses=addresses_of(store, item.id),
        former_addresses=tuple(store.addresses.former(item.id)),
    )


def _revision_json(revision: Revision) -> dict[str, Any]:
    return {
        "number": revision.number,
        "seen_at": iso(revision.seen_at),
        "title": revision.title,
        "byline": revision.byline,
        "published": iso(revision.published),
        "modified": iso(revision.modified),
        "section": revision.section,
        "tags": list(revision.tags),
        "access": revision.access and str(revision.access),
        "text": revision.text,
        "kinds": revision.kinds and [str(kind) for kind in revision.kinds],
        "furniture": list(revision.boilerplate),
        "extractor": revision.extractor,
    }


def _event_json(event: Event) -> dict[str, Any]:
    return {
        "kind": str(event.kind),
        "at": iso(event.at),
        "digest": event.digest,
        "kinds": list(event.kinds),
        "summary": event.summary,
    }


# ── an item as it is now ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDetails:
    """An item as it is now: its text, its addresses, and the items it is related to."""

    item: Item
    blocks: tuple[TextBlock, ...]
    addresses: tuple[ItemAddress, ...]
    former_addresses: tuple[FormerAddress, ...]
    copies: tuple[int, ...]
    """Items folded behind this one; empty for one that is a copy itself."""
    named_in: str | None
    """The day of the digest that names it as a copy."""
    variants: tuple[int, ...]
    update: Update | None
    """What it adds to the item that it is an update of."""
    updates: tuple[int, ...]
    """Items that are updates of this one."""
    story_items: tuple[int, ...]
    """All items of its story, this one among them."""
    reverts: int
    """How many times in a row it went back to a version it had shortly before; from two on it is said to alternate."""
    reverts_since: datetime | None
    kept_pages: int
    kept_bytes: int
    """Size of the kept pages, packed."""


def item_details(store: Store, number: int) -> ItemDetails:
    """Return an item as it is now.

    Raises:
        UsageError: there is no such item.
    """
    item = store.items.get(number)
    known = store.items.known(number)
    pages, size = store.archive.totals(number)
    return ItemDetails(
        item=item,
        blocks=store.revisions.get(number, item.revision).blocks,
        addresses=addresses_of(store, number),
        former_addresses=tuple(store.addresses.former(number)),
        copies=_copies(store, number, known.copy_of),
        named_in=store.copy_arrivals.digest_of(number) if known.copy_of else None,
        variants=tuple(store.stories.variants(number)),
        update=store.updates.of(number) if item.update_of else None,
        updates=tuple(store.updates.based_on(number)),
        story_items=tuple(store.stories.members(item.story)) if item.story else (),
        reverts=known.reverts,
        reverts_since=known.reverts_since,
        kept_pages=pages,
        kept_bytes=size,
    )


def _copies(store: Store, item: int, copy_of: int | None) -> tuple[int, ...]:
    return tuple(store.similarities.group(item)[1:]) if copy_of is None else ()


# ── what an item is like ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """What speaks for two items being one, from the side of one of them."""

    item: int
    """The other one."""
    kind: str
    covered: float
    """Share of this item's text that stands in the other one."""
    covers: float
    """Share of the other one's text that stands in this item."""
    differing: tuple[tuple[str, str | None, str | None], ...]
    """Facts that differ: (kind, as it is here, as it is there); None or empty where one side has none."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "item": self.item,
            "kind": self.kind,
            "covered": self.covered,
            "covers": self.covers,
            "differing": [{"kind": kind, "here": here, "there": there} for kind, here, there in self.differing],
        }

    def sentence(self) -> str:
        """Return it as a person reads it, on one line."""
        covered, covers = f"{100 * self.covered:.0f} %", f"{100 * self.covers:.0f} %"
        line = f"{self.kind} beside item {self.item}: {covered} of its text stand there, {covers} of that here"
        for kind, here, there in self.differing:
            line += f"; {kind} {here or '–'} here, {there or '–'} there"
        return line


def resemblances(store: Store, item: int) -> tuple[Resemblance, ...]:
    """Return which items an item was found to be like, each from the side of this item."""
    return tuple(_seen_from(item, alike) for alike in store.similarities.of(item))


def _seen_from(item: int, alike: SimilarPair) -> Resemblance:
    evidence = alike.evidence
    covered, covers = evidence["covered"], evidence["covers"]
    differing = [tuple(difference) for difference in evidence["differing"]]
    if alike.item != item:
        # The evidence is stored once, from the side of the item with the larger number.
        covered, covers = covers, covered
        differing = [(kind, there, here) for kind, here, there in differing]
    return Resemblance(
        item=alike.other if alike.item == item else alike.item,
        kind=alike.kind,
        covered=covered,
        covers=covers,
        differing=tuple((kind, here, there) for kind, here, there in differing),
    )


# ── an item by its number or an address ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is explained: an item, or an address that has not become one."""

    store: Store
    known: ItemState | None
    addresses: tuple[Address, ...]


def find_subject(store: Store, target: str) -> Subject:
    """Find what an item's number, a URL or a document's key stands for.

    Raises:
        UsageError: `target` is neither a number nor an address, or nothing is known of it.
    """
    if target.isascii() and target.isdigit() and int(target) <= LARGEST_ID:
        known: ItemState | None = store.items.known(int(target))
        key = None
    else:
        key = _key(store, target)
        known = store.items.at(key)
    addresses = store.links.addresses(item=known.id if known else None, key=key)
    if known is None and not addresses:
        raise UsageError(f"{target}: no source has named it; `dateline items` lists what is kept")
    return Subject(store=store, known=known, addresses=tuple(addresses))


def _key(store: Store, target: str) -> str:
    if store.links.get(target) is not None:
        return target
    try:
        return strict_key(target)
    except ValueError as error:
        raise UsageError(f"{error}; or name an item by its number") from error
