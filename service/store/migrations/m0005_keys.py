"""Make the keys of all addresses anew: the rule for what counts as one address has changed."""

from sqlite_utils import Database

from service.urls import strict_key


def rename_keys(db: Database) -> None:
    """Give every kept address the key that a new one would have."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    # The oldest first: where two addresses are one now, what is known of the older stays.
    for key, url in db.execute("SELECT key, url FROM links WHERE url LIKE 'http%' ORDER BY named, key").fetchall():
        _rename_link(db, key, _key(url, key))
    for key, url in db.execute("SELECT key, url FROM aliases WHERE url LIKE 'http%' ORDER BY seen, key").fetchall():
        if (new := _key(url, key)) != key:
            db.execute("UPDATE OR IGNORE aliases SET key = ? WHERE key = ?", (new, key))
            db.execute("DELETE FROM aliases WHERE key = ?", (key,))
    for row, key, url in db.execute("SELECT id, key, url FROM former_addresses WHERE url LIKE 'http%'").fetchall():
        db.execute("UPDATE former_addresses SET key = ? WHERE id = ?", (_key(url, key), row))


def _rename_link(db: Database, key: str, new: str) -> None:
    if new == key:
        return
    db.execute("UPDATE OR IGNORE links SET key = ? WHERE key = ?", (new, key))
    db.execute("UPDATE OR IGNORE sightings SET key = ? WHERE key = ?", (new, key))
    db.execute("UPDATE fetches SET key = ? WHERE key = ?", (new, key))
    db.execute("DELETE FROM sightings WHERE key = ?", (key,))
    db.execute("DELETE FROM links WHERE key = ?", (key,))


def _key(url: str, key: str) -> str:
    try:
        return strict_key(url)
    except ValueError:
        return key  # it is asked for as it is, and fails
