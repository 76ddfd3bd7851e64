"""Items and revisions as rows hold them."""

import json
from collections.abc import Sequence

from service.models import Access, BlockKind, Citation, Item, ItemStatus, Revision, TextBlock, parse_iso
from service.store.database import Row
from service.store.times import read


def item_of(row: Row) -> Item:
    """An item from a row of the view `current`, or one with its columns."""
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
        story=row["story"],
        section=row["section"],
        tags=tuple(json.loads(row["tags"])),
        access=_access(row),
    )


def revision_of(row: Row) -> Revision:
    """A revision from a row of its table."""
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
        furniture=tuple(json.loads(row["furniture"])),
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


def texts(blocks: Sequence[TextBlock], furniture: Sequence[str]) -> dict[str, str]:
    """The columns of a revision that hold its text."""
    return {
        "text": "\n\n".join(block.text for block in blocks),
        "kinds": "".join(_LETTERS[block.kind] for block in blocks),
        "furniture": json.dumps(furniture, ensure_ascii=False),
    }


def _access(row: Row) -> Access | None:
    return Access(row["access"]) if row["access"] else None


def _cites(text: str) -> tuple[Citation, ...]:
    return tuple(Citation(url=cite["url"], title=cite["title"]) for cite in json.loads(text))
