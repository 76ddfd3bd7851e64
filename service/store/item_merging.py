"""One item takes in another that turned out to be the same article, read at another address before that was known."""

from service.models import Fingerprint
from service.store.database import Database
from service.store.digests import UNPUBLISHED
from service.store.items import LAST_DELETED
from service.store.sql_values import marks


class ItemMerging:
    """Every table that names items. Every call is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_settled(self, item: int) -> bool:
        """Say whether an item must stay: a published digest told of it, or a person corrected what it is."""
        sql = f"""SELECT 1 FROM events WHERE item = :item AND NOT ({UNPUBLISHED})
                  UNION ALL SELECT 1 FROM copy_arrivals WHERE item = :item AND NOT ({UNPUBLISHED})
                  UNION ALL SELECT 1 FROM corrections WHERE item = :item OR into_item = :item"""
        return self._database.row(sql, {"item": item}) is not None

    def move_addresses(self, item: int, *, into: int) -> None:
        """Give all addresses of an item, and those that it had, to another one."""
        values = {"item": item, "into": into}
        self._database.run("UPDATE aliases SET item = :into WHERE item = :item", values)
        self._database.run("UPDATE former_addresses SET item = :into WHERE item = :item", values)
        self._database.run("UPDATE former_addresses SET heir = :into WHERE heir = :item", values)
        self._database.run("DELETE FROM former_addresses WHERE item = heir")

    def delete(self, item: int, *, into: int, taken: Fingerprint) -> None:
        """Delete an item without addresses; what refers to it refers to `into` from now on. Its number is not used
        again.

        `taken` is the fingerprint of its newest text. That it is new is told of the other item, unless that was or is
        to be told already; all else that is to be told of it goes, since the two are compared.
        """
        values = {"item": item, "into": into}
        # 1. What is told.
        self._database.run(
            """UPDATE events SET item = :into, to_revision = (SELECT revision FROM items WHERE id = :into)
                WHERE item = :item AND kind = 'new' AND NOT EXISTS (
                    SELECT 1 FROM events e JOIN items i ON i.id = e.item, items a
                    WHERE a.id = :into AND e.kind = 'new' AND e.item <> :item
                      AND coalesce(i.copy_of, i.id) IN (a.id, a.copy_of))""",
            values,
        )
        self._database.run("DELETE FROM events WHERE item = :item", values)
        # 2. What it is to others.
        lead = "(SELECT CASE WHEN copy_of = :item THEN id ELSE coalesce(copy_of, id) END FROM items WHERE id = :into)"
        self._database.run(f"UPDATE items SET copy_of = {lead} WHERE copy_of = :item AND id <> :into", values)
        self._database.run("UPDATE items SET copy_of = NULL WHERE id = :into AND copy_of = :item", values)
        for column in ("variant_of", "update_of"):
            self._database.run(f"UPDATE items SET {column} = {lead} WHERE {column} = :item AND id <> {lead}", values)
            self._database.run(f"UPDATE items SET {column} = NULL WHERE {column} = :item", values)
        self._database.run("DELETE FROM updates WHERE item = :item OR (item = :into AND base = :item)", values)
        self._database.run("UPDATE updates SET base = :into WHERE base = :item", values)
        self._database.run("DELETE FROM copy_arrivals WHERE item = :item OR (item = :into AND lead = :item)", values)
        self._database.run("UPDATE copy_arrivals SET lead = :into WHERE lead = :item", values)
        self._database.run("DELETE FROM likenesses WHERE item = :item OR other = :item", values)
        self._database.run(
            "UPDATE items SET story = (SELECT story FROM items WHERE id = :item) WHERE id = :into AND story IS NULL",
            values,
        )
        # 3. What was learned of it.
        for table in ("story_clues", "story_accounts", "host_pages", "line_changes", "notice_items"):
            self._database.run(f"DELETE FROM {table} WHERE item = :item", values)
        if taken.samples:
            sql = f"DELETE FROM samples WHERE hash IN ({marks(taken.samples)}) AND item = ?"
            self._database.run(sql, (*taken.samples, item))
        # 4. The item.
        self._database.run(
            """INSERT INTO items_fts (items_fts, rowid, title, text)
               SELECT 'delete', id, title, text FROM current WHERE id = :item""",
            values,
        )
        for table in ("pages", "revisions"):
            self._database.run(f"DELETE FROM {table} WHERE item = :item", values)
        self._database.run("DELETE FROM items WHERE id = :item", values)
        self._database.run(
            """INSERT INTO state (name, value) VALUES (:name, :item) ON CONFLICT (name)
               DO UPDATE SET value = max(CAST(value AS INTEGER), :item)""",
            {"name": LAST_DELETED, "item": item},
        )
