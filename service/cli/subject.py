"""What `dateline explain` explains."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.errors import UsageError

if TYPE_CHECKING:
    from service.store import Address, ItemState, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is explained: an item, or an address that has not become one."""

    store: "Store"
    known: "ItemState | None"
    addresses: "tuple[Address, ...]"


def subject_of(store: "Store", target: str) -> Subject:
    """Of an item's number, a URL, or a document's key.

    Raises:
        UsageError: it is none of these, or nothing is known of it.
    """
    if target.isascii() and target.isdigit() and int(target) < 2**63:
        known: ItemState | None = store.items.known(int(target))
        key = None
    else:
        key = _key(store, target)
        known = store.items.at(key)
    addresses = store.links.addresses(item=known.id if known else None, key=key)
    if known is None and not addresses:
        raise UsageError(f"{target}: no source has named it; `dateline items` lists what is kept")
    return Subject(store=store, known=known, addresses=tuple(addresses))


def _key(store: "Store", target: str) -> str:
    from service.urls import strict_key

    if store.links.get(target) is not None:
        return target
    try:
        return strict_key(target)
    except ValueError as error:
        raise UsageError(f"{error}; or name an item by its number") from error
