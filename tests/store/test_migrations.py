"""The numbered migrations: what was released stays as it is, and earlier databases are brought up to date."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables

from service.errors import StoreTooNew
from service.models import Article, BlockKind, TextBlock
from service.store import ItemFilter, Store
from service.store.migrations import MIGRATIONS, NAMES

from .conftest import NOW

RELEASED = (
    ("0001_first_tables", "d08ce05760fbed5a"),
    ("0002_furniture_and_kinds", "daae4038d9daaa8e"),
    ("0003_likenesses", "c6f403f5ac393586"),
    ("0004_stories", "5ab57ee32b4ab47b"),
    ("0005_keys", "5ab57ee32b4ab47b"),
    ("0006_archive", "8bfdc70e96099edc"),
    ("0007_ladder", "439a9d67084b9019"),
    ("0008_show", "62a51f4d5c3ce159"),
    ("0009_clock", "91b096dff78d6b66"),
    ("0010_updates", "09a9b90d2e981743"),
    ("0011_steady_terms", "3839c80501b97120"),
    ("0012_update_likenesses", "12016c3b9cfb17b8"),
)
"""(name, hash of the schema after it) of every migration that databases may hold. Add a line for a new one; never edit
another: a database that has applied it would differ from a fresh one."""


def schema(connection: sqlite3.Connection) -> str:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    return hashlib.sha256("\n".join(sql for (sql,) in rows).encode()).hexdigest()[:16]


def made_up_to(path: Path, count: int) -> sqlite3.Connection:
    """A database as the version that had the first `count` migrations left it; the caller closes it."""
    connection = sqlite3.connect(path)
    MIGRATIONS.apply(Tables(connection), stop_before=NAMES[count : count + 1])
    return connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "d.db"


def test_every_released_migration_is_in_its_place() -> None:
    """A name that is missing or moved would be applied anew, or refused as one of a later version."""
    assert tuple(name for name, _ in RELEASED) == NAMES


@pytest.mark.parametrize("count", range(1, len(RELEASED) + 1), ids=[name for name, _ in RELEASED])
def test_a_released_migration_makes_the_schema_it_made(path: Path, count: int) -> None:
    """To the letter of its comments, which a person reads in Datasette."""
    with closing(made_up_to(path, count)) as connection:
        assert schema(connection) == RELEASED[count - 1][1]


@pytest.mark.parametrize("count", range(len(RELEASED)))
def test_any_earlier_version_is_brought_to_the_schema_of_a_fresh_one(path: Path, count: int) -> None:
    """In whatever version it was made, the schema is the same in the end."""
    made_up_to(path, count).close()
    with Store.open(path) as store:
        assert store.database.integrity() is None
    with closing(sqlite3.connect(path)) as connection:
        assert schema(connection) == RELEASED[-1][1]


def test_a_database_of_today_opens_without_a_migration(path: Path) -> None:
    """Its records are those of the released names; none is added, and none is written anew."""
    with closing(made_up_to(path, len(NAMES))) as raw, raw:
        raw.execute("DELETE FROM _sqlite_migrations")
        records = [(number, "dateline", name, "2026-11-20") for number, (name, _) in enumerate(RELEASED, 1)]
        raw.executemany("INSERT INTO _sqlite_migrations VALUES (?, ?, ?, ?)", records)
    with Store.open(path) as store:
        assert [tuple(row) for row in store.database.rows("SELECT * FROM _sqlite_migrations")] == records
    with Store.open_to_read(path):
        pass


def test_a_migration_that_fails_leaves_nothing_behind(path: Path) -> None:
    """Neither tables nor records, also of those before it; once it can be applied, opening goes on."""
    with closing(made_up_to(path, 4)) as raw, raw:
        raw.execute("CREATE TABLE pages (mine TEXT)")
        before = schema(raw)
    with pytest.raises(sqlite3.OperationalError, match="pages"):
        Store.open(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        names = [name for (name,) in raw.execute("SELECT name FROM _sqlite_migrations")]
        assert (schema(raw), names) == (before, list(NAMES[:4]))
        raw.execute("DROP TABLE pages")
    with Store.open(path) as store:
        assert len(store.database.rows("SELECT name FROM _sqlite_migrations")) == len(NAMES)


def test_opening_twice_migrates_once(store: Store) -> None:
    """The second opening finds nothing to do."""
    with Store.open(store.path) as again:
        rows = again.database.rows("SELECT name FROM _sqlite_migrations")
    assert [row["name"] for row in rows] == list(NAMES)


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """Its items are whole, and can be found and revised; what it did not keep is absent."""
    path = tmp_path / "d.db"
    with sqlite3.connect(path) as raw:
        MIGRATIONS.apply(Tables(raw), stop_before="0002_furniture_and_kinds")
        raw.executescript(FIRST_VERSION)
    raw.close()
    with Store.open(path) as store:
        item = store.items.get(1)
        assert (item.text, item.section, item.tags, item.access) == ("The ferry sank.\n\nAll are safe.", None, (), None)
        revision = store.revisions.get(1, 1)
        assert (revision.kinds, revision.boilerplate) == (None, ())
        assert [block.kind for block in revision.blocks] == [BlockKind.PARAGRAPH] * 2
        assert [fetch.reason for fetch in store.http.fetches("a/1", 9)] == [None]
        assert store.items.known(1).boilerplate == ()
        with store.transaction():
            store.items.revise(1, Article(blocks=(TextBlock("The boat floats."),)), text_hash="g", now=NOW)
        assert [found.id for found in store.items.iterate(ItemFilter(query="boat"))] == [1]
        assert list(store.items.iterate(ItemFilter(query="ferry"))) == []
        assert store.database.integrity() is None


FIRST_VERSION = """
INSERT INTO items (id, url, first_seen, last_seen, revision, text_hash, status)
VALUES (1, 'https://a/1', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z', 1, 'h', 'live');
INSERT INTO revisions (item, number, seen_at, title, text, text_hash, notes, cites, extractor)
VALUES (1, 1, '2026-11-20T08:00:00Z', 'Ferry',
    'The ferry sank.' || char(10, 10) || 'All are safe.', 'h', '[]', '[]', 'x');
INSERT INTO links (key, url, source, named, state)
VALUES ('a/1', 'https://a/1', 's', '2026-11-20T08:00:00Z', 'read');
INSERT INTO aliases VALUES ('a/1', 'https://a/1', 1, 'fetched', '2026-11-20T08:00:00Z');
INSERT INTO fetches (at, source, url, key, outcome) VALUES ('2026-11-20T08:00:00Z', 's', 'https://a/1', 'a/1', 'new');
INSERT INTO items_fts (rowid, title, text) SELECT id, title, text FROM current;
"""


def test_a_database_of_a_later_version_is_refused(store: Store) -> None:
    """It would be written wrongly."""
    with store.transaction():
        store.database.run(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dateline', '9999_later', '')"
        )
    with pytest.raises(StoreTooNew, match="9999_later"):
        Store.open(store.path)


# ── 0005_keys ─────────────────────────────────────────────────────────────────────────────────────────────────────

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
