"""Items and revisions, from rows of the tables that hold them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.models import Access, BlockKind, Citation, Item, ItemStatus, Revision, TextBlock, parse_iso
from service.store.database import Row
from service.store.sql_values import read


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """What is stored of an item, as far as deciding about a page of it needs it."""

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
    missing_visits: int
    """Visits in a row that found no page."""
    suspect: str | None
    """Why the page last looked wrong, while that is not confirmed."""
    suspect_hash: str | None
    suspect_visits: int
    """Visits in a row on which the page looked wrong in the same way."""
    suspect_since: datetime | None
    copy_of: int | None
    variant_of: int | None
    update_of: int | None
    extractor: str
    boilerplate: tuple[str, ...]
    """Lines left out of the newest text."""
    visits: int
    """Visits since the item was first read."""
    reverts: int
    """How often in a row the item went back to a version it had shortly before: if more than once, they alternate."""
    reverts_since: datetime | None


ITEM_STATES = """
SELECT i.id, i.url, i.revision, r.title, r.text, i.text_hash, r.byline, r.published, i.status, i.first_seen,
       i.edited, i.missing_since, i.missing_looks, i.suspect, i.suspect_hash, i.suspect_looks,
       i.suspect_since, i.copy_of, i.variant_of, i.update_of, i.looks, i.returns, i.returns_since,
       r.extractor, r.furniture
FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision"""
"""The query that `item_state_of` reads rows of; a condition may be added."""


def item_state_of(row: Row) -> ItemState:
    """Return the item in a row of `ITEM_STATES`."""
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
        missing_visits=row["missing_looks"],
        suspect=row["suspect"],
        suspect_hash=row["suspect_hash"],
        suspect_visits=row["suspect_looks"],
        suspect_since=parse_iso(row["suspect_since"]),
        copy_of=row["copy_of"],
        variant_of=row["variant_of"],
        update_of=row["update_of"],
        extractor=row["extractor"],
        boilerplate=tuple(json.loads(row["furniture"])),
        visits=row["looks"],
        reverts=row["returns"],
        reverts_since=parse_iso(row["returns_since"]),
    )


def item_of(row: Row) -> Item:
    """Return the item in a row of the view `current`."""
    return Item(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        byline=row["byline"],
        published=parse_iso(row["published"]),
        modified=parse_iso(row["modified"]),
        language=row["language"],
        site=row["site"],
        lead=row["lead"],
        text=row["text"],
        notes=tuple(json.loads(row["notes"])),
        cites=_cites(row["cites"]),
        sources=tuple(json.loads(row["sources"])),
        first_seen=read(row["first_seen"]),
        last_seen=read(row["last_seen"]),
        revision=row["revision"],
        status=ItemStatus(row["status"]),
        copy_of=row["copy_of"],
        variant_of=row["variant_of"],
        update_of=row["update_of"],
        story=row["story"],
        section=row["section"],
        tags=tuple(json.loads(row["tags"])),
        access=_access(row),
    )


def revision_of(row: Row) -> Revision:
    """Return the revision in a row of the table `revisions`."""
    return Revision(
        item=row["item"],
        number=row["number"],
        seen_at=read(row["seen_at"]),
        title=row["title"],
        byline=row["byline"],
        published=parse_iso(row["published"]),
        modified=parse_iso(row["modified"]),
        lead=row["lead"],
        text=row["text"],
        text_hash=row["text_hash"],
        extractor=row["extractor"],
        notes=tuple(json.loads(row["notes"])),
        cites=_cites(row["cites"]),
        section=row["section"],
        tags=tuple(json.loads(row["tags"])),
        access=_access(row),
        boilerplate=tuple(json.loads(row["furniture"])),
        kinds=None if row["kinds"] is None else tuple(_KIND_OF[letter] for letter in row["kinds"]),
    )


_LETTERS = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.HEADING: "h",
    BlockKind.ITEM: "i",
    BlockKind.QUOTE: "q",
    BlockKind.ROW: "r",
    BlockKind.PREFORMATTED: "f",
}
_KIND_OF = {letter: kind for kind, letter in _LETTERS.items()}


def texts(blocks: Sequence[TextBlock], boilerplate: Sequence[str]) -> dict[str, str]:
    """Return the columns of a revision that hold its text and the boilerplate lines left out of it."""
    return {
        "text": "\n\n".join(block.text for block in blocks),
        "kinds": "".join(_LETTERS[block.kind] for block in blocks),
        "furniture": json.dumps(boilerplate, ensure_ascii=False),
    }


def _access(row: Row) -> Access | None:
    return Access(row["access"]) if row["access"] else None


def _cites(text: str) -> tuple[Citation, ...]:
    return tuple(Citation(url=cite["url"], title=cite["title"]) for cite in json.loads(text))
