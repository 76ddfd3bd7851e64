"""Items, their revisions, their aliases, and the full-text index over them."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from service.errors import UsageError
from service.models import Article, Item, ItemStatus, PublishedCopy, Revision, TextBlock
from service.store.database import Database
from service.store.item_listing import ItemFilter, ItemPage, Order, listing_query
from service.store.item_rows import ITEM_STATES, ItemState, item_of, item_state_of, texts
from service.store.sql_values import read, stored

LAST_DELETED = "last item deleted"
"""The row of the table `state` that keeps the number of an item from being used again."""


class Items:
    """The tables `items`, `revisions`, `aliases` and `items_fts`. Every write is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, article: Article, *, url: str, text_hash: str, now: datetime, copy_of: int | None = None) -> int:
        """Add an item with its first revision, and return its id."""
        row: dict[str, Any] = {
            "url": url,
            "language": article.language,
            "site": article.site,
            "first_seen": stored(now),
            "last_seen": stored(now),
            "revision": 1,
            "text_hash": text_hash,
            "status": str(ItemStatus.LIVE),
            "copy_of": copy_of,
        }
        if (deleted := self._last_deleted()) is not None:
            row["id"] = deleted + 1  # its number was shown; it must not become another's
        item = self._database.table("items").insert(row).last_pk
        assert isinstance(item, int)
        self._write_revision(item, 1, article, text_hash=text_hash, now=now)
        self._index(item)
        return item

    def _last_deleted(self) -> int | None:
        """Return the number of a deleted item that is above those of all others, or None."""
        row = self._database.row(
            """SELECT CAST(value AS INTEGER) AS item FROM state WHERE name = ?
               AND CAST(value AS INTEGER) > (SELECT coalesce(max(id), 0) FROM items)""",
            (LAST_DELETED,),
        )
        return None if row is None else int(row["item"])

    def revise(self, item: int, article: Article, *, text_hash: str, now: datetime) -> int:
        """Add a revision, which is the item's version from now on, and return its number."""
        self._unindex(item)
        self._leave(item, now)
        number = self._next_number(item)
        self._database.run(
            """UPDATE items SET revision = ?, text_hash = ?, language = coalesce(?, language),
                   site = coalesce(?, site), returns = 0, returns_since = NULL WHERE id = ?""",
            (number, text_hash, article.language, article.site, item),
        )
        self._write_revision(item, number, article, text_hash=text_hash, now=now)
        self._index(item)
        return number

    def revert_to(self, item: int, earlier: Revision, *, reverts: int, since: datetime, now: datetime) -> None:
        """Make an earlier revision the item's version again: the last of `reverts` in a row, the first at `since`."""
        self._unindex(item)
        self._leave(item, now)
        self._database.run(
            "UPDATE items SET revision = ?, text_hash = ?, returns = ?, returns_since = ? WHERE id = ?",
            (earlier.number, earlier.text_hash, reverts, stored(since), item),
        )
        self._index(item)

    def _leave(self, item: int, now: datetime) -> None:
        """Keep when the present version was left for another."""
        self._database.run(
            "UPDATE revisions SET left_at = ? WHERE item = ? AND number = (SELECT revision FROM items WHERE id = ?)",
            (stored(now), item, item),
        )

    def _present_row(self, item: int) -> dict[str, Any]:
        """Return the row of the revision that is the item's version."""
        sql = "SELECT r.* FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision WHERE i.id = ?"
        row = self._database.row(sql, (item,))
        assert row is not None
        return dict(row)

    def _next_number(self, item: int) -> int:
        """Return the number after the last revision, which need not be the item's version: it may have gone back."""
        row = self._database.row("SELECT max(number) + 1 AS next FROM revisions WHERE item = ?", (item,))
        assert row is not None
        return int(row["next"])

    def leave_out_lines(
        self, item: int, *, kept: Sequence[TextBlock], boilerplate: Sequence[str], text_hash: str, now: datetime
    ) -> ItemState:
        """Add a revision that is the present one without the lines of `boilerplate`, and return the item after that."""
        self._unindex(item)
        row = self._present_row(item)
        number = self._next_number(item)
        row |= {"number": number, "seen_at": stored(now), "text_hash": text_hash, "left_at": None}
        row |= texts(kept, boilerplate)
        self._leave(item, now)
        self._database.table("revisions").insert(row)
        self._database.run("UPDATE items SET revision = ?, text_hash = ? WHERE id = ?", (number, text_hash, item))
        self._index(item)
        return self.known(item)

    def add_alternate(self, item: int, article: Article, *, text_hash: str, now: datetime) -> None:
        """Add another text of the item (a document of the same article) as a revision.

        The item's version stays what it was: it is repeated as the revision after that one.
        """
        row = self._present_row(item)
        beside = self._next_number(item)
        self._leave(item, now)
        self._write_revision(item, beside, article, text_hash=text_hash, now=now)
        self._database.table("revisions").insert(row | {"number": beside + 1, "seen_at": stored(now), "left_at": None})
        self._database.run("UPDATE items SET revision = ? WHERE id = ?", (beside + 1, item))

    def mark_address_reused(self, item: int, *, since: datetime) -> None:
        """Mark an item as removed whose address holds another article now, and has not shown its own since a time."""
        self._database.run(
            "UPDATE items SET status = ?, missing_since = coalesce(missing_since, ?) WHERE id = ?",
            (str(ItemStatus.REMOVED), stored(since), item),
        )

    def mark_edited(self, item: int, *, now: datetime) -> None:
        """Keep that the newest revision is an edit by the publisher, and not a change of our extraction rules."""
        self._database.run("UPDATE items SET edited = ? WHERE id = ?", (stored(now), item))

    def _write_revision(self, item: int, number: int, article: Article, *, text_hash: str, now: datetime) -> None:
        self._database.table("revisions").insert(
            {
                "item": item,
                "number": number,
                "seen_at": stored(now),
                "title": article.title,
                "byline": article.byline,
                "published": article.published and stored(article.published),
                "modified": article.modified and stored(article.modified),
                "lead": article.lead,
                "text_hash": text_hash,
                "notes": json.dumps(article.notes, ensure_ascii=False),
                "cites": json.dumps([{"url": c.url, "title": c.title} for c in article.cites], ensure_ascii=False),
                "extractor": article.extractor,
                "section": article.section,
                "tags": json.dumps(article.tags, ensure_ascii=False),
                "access": article.access and str(article.access),
            }
            | texts(article.blocks, article.boilerplate)
        )

    def _index(self, item: int) -> None:
        self._database.run(
            "INSERT INTO items_fts (rowid, title, text) SELECT id, title, text FROM current WHERE id = ?", (item,)
        )

    def _unindex(self, item: int) -> None:
        self._database.run(
            """INSERT INTO items_fts (items_fts, rowid, title, text)
               SELECT 'delete', id, title, text FROM current WHERE id = ?""",
            (item,),
        )

    def mark_verified(self, item: int, article: Article) -> None:
        """Keep that the article reads as the item's version does.

        That revision gets the article's extractor version and boilerplate lines; byline and date only if it has none.
        """
        self._database.run(
            """UPDATE revisions SET extractor = :extractor, furniture = :furniture,
                   byline = coalesce(byline, :byline), published = coalesce(published, :published)
               WHERE item = :item AND number = (SELECT revision FROM items WHERE id = :item)
               AND (extractor <> :extractor OR furniture <> :furniture
                    OR byline IS NULL AND :byline IS NOT NULL OR published IS NULL AND :published IS NOT NULL)""",
            {
                "item": item,
                "extractor": article.extractor,
                "furniture": json.dumps(article.boilerplate, ensure_ascii=False),
                "byline": article.byline,
                "published": article.published and stored(article.published),
            },
        )

    def mark_seen(self, item: int, *, now: datetime) -> None:
        """Mark an item as live and seen now. Earlier absences and suspicions are forgotten.

        The hash of the last suspicion stays: what was seen once, and once more later, is seen again.
        """
        self._database.run(
            """UPDATE items SET last_seen = ?, status = 'live', missing_since = NULL, missing_looks = 0,
                   suspect = NULL, suspect_since = NULL, suspect_looks = 0 WHERE id = ?""",
            (stored(now), item),
        )

    def forget_suspicion(self, item: int) -> None:
        """Forget that the page of an item looked wrong, but for the hash of what it looked like."""
        self._database.run(
            "UPDATE items SET suspect = NULL, suspect_since = NULL, suspect_looks = 0 WHERE id = ?", (item,)
        )

    def count_visit(self, item: int) -> None:
        """Count a visit of the item that found its page."""
        self._database.run("UPDATE items SET looks = looks + 1 WHERE id = ?", (item,))

    def mark_absent(self, item: int, *, status: ItemStatus, now: datetime) -> None:
        """Count a visit that found no page (404, 410), and set the status that follows from it."""
        self._database.run(
            """UPDATE items SET status = ?, missing_since = coalesce(missing_since, ?),
                   missing_looks = missing_looks + 1 WHERE id = ?""",
            (str(status), stored(now), item),
        )

    def mark_suspect(self, item: int, *, reason: str, text_hash: str, now: datetime) -> None:
        """Count a visit on which the page looked wrong. A page that looks wrong in another way starts a new count."""
        self._database.run(
            """UPDATE items SET suspect = :reason, suspect_since = coalesce(suspect_since, :now),
                   suspect_looks = CASE WHEN suspect_hash = :hash THEN suspect_looks + 1 ELSE 1 END,
                   suspect_hash = :hash WHERE id = :item""",
            {"reason": reason, "hash": text_hash, "item": item, "now": stored(now)},
        )

    def add_alias(self, item: int, *, key: str, url: str, how: str, now: datetime) -> None:
        """Add an address of the item. An address that another item has stays that one's."""
        self._database.run(
            "INSERT INTO aliases (key, url, item, how, seen) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            (key, url, item, how, stored(now)),
        )

    def move(self, item: int, *, url: str) -> None:
        """Make `url` the address of the item; the old one stays an alias."""
        self._database.run("UPDATE items SET url = ? WHERE id = ?", (url, item))

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def known(self, item: int) -> ItemState:
        """Return the state of the item with that id.

        Raises:
            UsageError: there is none.
        """
        row = self._database.row(f"{ITEM_STATES} WHERE i.id = ?", (item,))
        if row is None:
            raise UsageError(f"there is no item {item}; `dateline items` lists them")
        return item_state_of(row)

    def at(self, *keys: str) -> ItemState | None:
        """Return the state of the item that has the first of these addresses that any item has, or None."""
        for key in keys:
            row = self._database.row(f"{ITEM_STATES} JOIN aliases a ON a.item = i.id WHERE a.key = ?", (key,))
            if row:
                return item_state_of(row)
        return None

    def get(self, item: int) -> Item:
        """Return the item with its present version.

        Raises:
            UsageError: there is none.
        """
        row = self._database.row("SELECT * FROM current WHERE id = ?", (item,))
        if row is None:
            raise UsageError(f"there is no item {item}; `dateline items` lists them")
        return item_of(row)

    def page(
        self, where: ItemFilter, *, limit: int, order: Order = Order.OLDEST_FIRST, after: int | None = None
    ) -> ItemPage:
        """Return at most `limit` items from the cursor `after` on (None: from the beginning), and the next cursor.

        Raises:
            UsageError: there is no word in the filter's `query`.
        """
        items = list(self.iterate(where, order=order, after=after, limit=limit + 1))
        shown = tuple(items[:limit])
        return ItemPage(items=shown, next=shown[-1].id if shown and len(items) > limit else None)

    def iterate(
        self,
        where: ItemFilter,
        *,
        order: Order = Order.OLDEST_FIRST,
        after: int | None = None,
        limit: int | None = None,
    ) -> Iterator[Item]:
        """Return the items one by one, each read when it is asked for: ten million take no more memory than one.

        Raises:
            UsageError: there is no word in the filter's `query`.
        """
        sql, parameters = listing_query(where, self._database, order=order, after=after, limit=limit)
        return map(item_of, self._database.iterate(sql, parameters))

    def heading(self, item: int) -> tuple[str | None, str | None]:
        """Return URL and title of an item, also if the rest of it cannot be read; (None, None) if there is none."""
        row = self._database.row(
            """SELECT i.url, r.title FROM items i LEFT JOIN revisions r ON r.item = i.id AND r.number = i.revision
               WHERE i.id = ?""",
            (item,),
        )
        return (row["url"], row["title"]) if row else (None, None)

    def copies(self, item: int, *, before: datetime) -> tuple[PublishedCopy, ...]:
        """Return the copies of an item that were first seen before a time."""
        sql = """SELECT c.url, c.site, c.first_seen,
                        coalesce((SELECT s.source FROM aliases a JOIN sightings s ON s.key = a.key WHERE a.item = c.id
                                  ORDER BY s.first_seen, s.source LIMIT 1), '') AS source
                 FROM items c WHERE c.copy_of = ? AND c.first_seen < ? ORDER BY c.first_seen, c.id"""
        return tuple(
            PublishedCopy(url=row["url"], site=row["site"], source=row["source"], first_seen=read(row["first_seen"]))
            for row in self._database.rows(sql, (item, stored(before)))
        )

    def addresses(self, item: int) -> list[tuple[str, str, datetime]]:
        """Return every address the item has been known by: (URL, how it was learned, since when)."""
        sql = "SELECT url, how, seen FROM aliases WHERE item = ? ORDER BY seen, url"
        return [(row["url"], row["how"], read(row["seen"])) for row in self._database.rows(sql, (item,))]

    def counts(self) -> dict[str, int]:
        """Return how many items, revisions, copies and events there are."""
        sql = """SELECT (SELECT count(*) FROM items) AS items, (SELECT count(*) FROM revisions) AS revisions,
                        (SELECT count(*) FROM items WHERE copy_of IS NOT NULL) AS copies,
                        (SELECT count(*) FROM events) AS events"""
        row = self._database.row(sql)
        assert row is not None
        return dict(row)
