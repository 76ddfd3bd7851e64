"""What deciding about an item needs to know of it, as rows of the database hold it."""

import json
from dataclasses import dataclass
from datetime import datetime

from service.models import ItemStatus, Revision, parse_iso
from service.store.database import Row
from service.store.times import read


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """What deciding about an item needs to know of it."""

    id: int
    url: str
    revision: int
    title: str | None
    text: str
    text_hash: str
    byline: str | None
    published: datetime | None
    status: ItemStatus
    first_seen: datetime
    edited: datetime | None
    missing_since: datetime | None
    missing_looks: int
    suspect: str | None
    suspect_hash: str | None
    suspect_looks: int
    suspect_since: datetime | None
    copy_of: int | None
    variant_of: int | None
    extractor: str
    furniture: tuple[str, ...]
    """Lines left out of the newest text."""
    looks: int
    """At it, since it was first read."""
    returns: int
    """To versions it had shortly before, one after the other: more than one, and it alternates between them."""
    returns_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVersion:
    """A version that an item had before the one it has."""

    revision: Revision
    left_at: datetime
    """When another took its place."""


KNOWN = """SELECT i.id, i.url, i.revision, r.title, r.text, i.text_hash, r.byline, r.published, i.status, i.first_seen,
                   i.edited, i.missing_since, i.missing_looks, i.suspect, i.suspect_hash, i.suspect_looks,
                   i.suspect_since, i.copy_of, i.variant_of, i.looks, i.returns, i.returns_since,
                   r.extractor, r.furniture
            FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision"""
"""What `known_of` reads."""


def known_of(row: Row) -> ItemState:
    """A row of `KNOWN`."""
    return ItemState(
        id=row["id"],
        url=row["url"],
        revision=row["revision"],
        title=row["title"],
        text=row["text"],
        text_hash=row["text_hash"],
        byline=row["byline"],
        published=parse_iso(row["published"]),
        status=ItemStatus(row["status"]),
        first_seen=read(row["first_seen"]),
        edited=parse_iso(row["edited"]),
        missing_since=parse_iso(row["missing_since"]),
        missing_looks=row["missing_looks"],
        suspect=row["suspect"],
        suspect_hash=row["suspect_hash"],
        suspect_looks=row["suspect_looks"],
        suspect_since=parse_iso(row["suspect_since"]),
        copy_of=row["copy_of"],
        variant_of=row["variant_of"],
        extractor=row["extractor"],
        furniture=tuple(json.loads(row["furniture"])),
        looks=row["looks"],
        returns=row["returns"],
        returns_since=parse_iso(row["returns_since"]),
    )
