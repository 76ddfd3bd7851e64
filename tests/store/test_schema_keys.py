"""Addresses kept under keys of an earlier version."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database as Tables

from service.store import Store
from service.store.schema_keys import MIGRATIONS

AT = "2026-11-20T08:00:00Z"
ONE, TWO = "https://a.example/weir?b=2&a=1", "https://a.example/weir?a=1&b=2"
KEY = "a.example/weir?a=1&b=2"
OLD = f"""
INSERT INTO items (id, url, first_seen, last_seen, revision, text_hash, status)
    VALUES (1, '{ONE}', '{AT}', '{AT}', 1, 'h', 'live'), (2, '{TWO}', '{AT}', '{AT}', 1, 'h', 'live');
INSERT INTO links (key, url, source, named, state) VALUES
    ('{ONE}', '{ONE}', 'desk', '2026-11-20T08:00:00Z', 'read'),
    ('{TWO}', '{TWO}', 'wire', '2026-11-20T09:00:00Z', 'read'),
    ('folder:papers/a b.txt', 'file:///papers/a%20b.txt', 'papers', '{AT}', 'read');
INSERT INTO sightings VALUES ('{ONE}', 'desk', '{AT}', '{AT}'), ('{TWO}', 'wire', '{AT}', '{AT}'),
    ('folder:papers/a b.txt', 'papers', '{AT}', '{AT}');
INSERT INTO aliases VALUES ('{ONE}', '{ONE}', 1, 'fetched', '{AT}'),
    ('{TWO}', '{TWO}', 2, 'fetched', '2026-11-20T09:00:00Z');
INSERT INTO fetches (at, source, url, key, outcome) VALUES ('{AT}', 'wire', '{TWO}', '{TWO}', 'new');
"""


def test_two_addresses_that_are_one_now_become_one(tmp_path: Path) -> None:
    """The older link stays, with the sightings of both; a document's key is as it was; no reference is broken."""
    path = tmp_path / "d.db"
    with sqlite3.connect(path) as raw:
        MIGRATIONS.apply(Tables(raw), stop_before="0005_keys")
        raw.executescript(OLD)
    raw.close()
    with Store.open(path) as store:
        links = {row["key"]: row["source"] for row in store.database.rows("SELECT key, source FROM links")}
        assert links == {KEY: "desk", "folder:papers/a b.txt": "papers"}
        seen = {(row["key"], row["source"]) for row in store.database.rows("SELECT key, source FROM sightings")}
        assert seen == {(KEY, "desk"), (KEY, "wire"), ("folder:papers/a b.txt", "papers")}
        assert [(row["key"], row["item"]) for row in store.database.rows("SELECT key, item FROM aliases")] == [(KEY, 1)]
        assert store.database.rows("PRAGMA foreign_key_check") == []
