"""Reading revisions: whole, without their texts, by text, and those of related items as of a time."""

import json
from dataclasses import dataclass
from datetime import datetime

from service.errors import UsageError
from service.models import Revision
from service.store.database import Database
from service.store.item_rows import revision_of
from service.store.sql_values import read, stored

LONGEST = 100_000
"""Characters of a related text that is still read; the longest articles have 60,000."""

MOST = 100
"""Related items that are read, the newest: a story with more of them repeats itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionHead:
    """A revision without its text."""

    number: int
    seen_at: datetime
    title: str | None
    characters: int
    extractor: str
    boilerplate: int
    """Lines of its page that were left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVersion:
    """A version that an item had before the one it has."""

    revision: Revision
    left_at: datetime
    """When another version took its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedText:
    """The text that an item related to another one had at some time."""

    item: int
    revision: int
    url: str
    site: str | None
    title: str | None
    text: str


class Revisions:
    """The table `revisions`, for reading. `Items` writes it, together with the item that it is a revision of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, item: int) -> list[Revision]:
        """Return all revisions of an item, first to newest."""
        return [
            revision_of(row)
            for row in self._database.rows("SELECT * FROM revisions WHERE item = ? ORDER BY number", (item,))
        ]

    def get(self, item: int, number: int) -> Revision:
        """Return one revision of an item.

        Raises:
            UsageError: there is none of that number.
        """
        row = self._database.row("SELECT * FROM revisions WHERE item = ? AND number = ?", (item, number))
        if row is None:
            raise UsageError(f"item {item} has no revision {number}; `dateline show {item}` lists them")
        return revision_of(row)

    def has_text(self, item: int, text_hash: str) -> bool:
        """Say whether any revision of the item has this text."""
        sql = "SELECT 1 FROM revisions WHERE item = ? AND text_hash = ?"
        return self._database.row(sql, (item, text_hash)) is not None

    def earlier(self, item: int, text_hash: str) -> list[EarlierVersion]:
        """Return the versions with this text that the item had before its present one, the last one left first."""
        after = "SELECT min(n.seen_at) FROM revisions n WHERE n.item = r.item AND n.number > r.number"
        sql = f"""SELECT r.*, coalesce(r.left_at, ({after}), r.seen_at) AS last_stood
                 FROM revisions r JOIN items i ON i.id = r.item
                 WHERE r.item = ? AND r.text_hash = ? AND r.number <> i.revision
                 ORDER BY last_stood DESC, r.number DESC"""
        return [
            EarlierVersion(revision=revision_of(row), left_at=read(row["last_stood"]))
            for row in self._database.rows(sql, (item, text_hash))
        ]

    def count(self, item: int) -> int:
        """Return how many revisions an item has."""
        row = self._database.row("SELECT count(*) AS count FROM revisions WHERE item = ?", (item,))
        assert row is not None
        return int(row["count"])

    def heads(self, item: int, *, limit: int | None = None) -> list[RevisionHead]:
        """Return the newest revisions of an item, newest first."""
        sql = """SELECT number, seen_at, title, length(text) AS characters, extractor, furniture
                 FROM revisions WHERE item = ? ORDER BY number DESC LIMIT ?"""
        return [
            RevisionHead(
                number=row["number"],
                seen_at=read(row["seen_at"]),
                title=row["title"],
                characters=row["characters"],
                extractor=row["extractor"],
                boilerplate=len(json.loads(row["furniture"])),
            )
            for row in self._database.rows(sql, (item, -1 if limit is None else limit))
        ]

    def related_texts(self, item: int, *, before: datetime) -> list[RelatedText]:
        """Return the texts that the items of its story, its copies and its variants had before a time, newest first.

        Items that have been removed, and very long texts, are left out.
        """
        return [
            RelatedText(
                item=row["id"],
                revision=row["number"],
                url=row["url"],
                site=row["site"],
                title=row["title"],
                text=row["text"],
            )
            for row in self._database.rows(
                _RELATED_TEXTS, {"item": item, "before": stored(before), "longest": LONGEST, "most": MOST}
            )
        ]


_RELATED_TEXTS = """
WITH this AS (SELECT id, story, coalesce(copy_of, id) AS lead, variant_of FROM items WHERE id = :item),
     kin AS (SELECT i.id FROM items i, this WHERE i.story = this.story
             UNION SELECT i.id FROM items i, this WHERE i.id = this.lead
             UNION SELECT i.id FROM items i, this WHERE i.copy_of = this.lead
             UNION SELECT i.id FROM items i, this WHERE i.id = this.variant_of
             UNION SELECT i.id FROM items i, this WHERE i.variant_of = this.lead),
     stood AS (SELECT i.id, i.url, i.site,
                      -- An item may stand at an earlier revision again; of the past, that is not told.
                      CASE WHEN (SELECT seen_at FROM revisions WHERE item = i.id AND number = i.revision) < :before
                           THEN i.revision
                           ELSE (SELECT max(number) FROM revisions WHERE item = i.id AND seen_at < :before)
                      END AS number
               FROM items i JOIN kin ON kin.id = i.id WHERE i.id <> :item AND i.status <> 'removed')
SELECT s.id, s.url, s.site, r.number, r.title, r.text
FROM stood s JOIN revisions r ON r.item = s.id AND r.number = s.number
WHERE length(r.text) <= :longest ORDER BY s.id DESC LIMIT :most
"""
