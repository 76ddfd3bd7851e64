"""The file itself: transactions, other processes, damage, backups."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables

from service.errors import StoreDamaged, StoreTooNew, StoreUnwritable, UsageError
from service.models import Article, BlockKind, TextBlock
from service.store import Store
from service.store.schema import MIGRATIONS

from .conftest import NOW, Put


def test_it_is_made_with_its_folder_in_wal_mode(tmp_path: Path) -> None:
    """A newcomer has neither the folder nor the file."""
    path = tmp_path / "new" / "folder" / "d.db"
    with Store.open(path) as store:
        row = store.database.row("PRAGMA journal_mode")
        assert row is not None
        assert row[0] == "wal"
    assert path.exists()


def test_a_transaction_is_all_or_nothing(store: Store, put: Put) -> None:
    """Item, revision and full-text row go together, or not at all."""
    with pytest.raises(UsageError), store.transaction():
        store.items.known(
            1 + store.items.add(Article(blocks=(TextBlock("Half a thing."),)), url="https://a/", text_hash="h", now=NOW)
        )
    assert store.items.counts() == {"items": 0, "revisions": 0, "copies": 0, "events": 0}
    assert store.items.find(query="half") == []


def test_a_second_writer_waits_and_readers_never_do(store: Store, put: Put) -> None:
    """While one connection writes, another reads the state before it."""
    put("First text.")
    with Store.open(store.path) as other, store.transaction():
        store.database.run("UPDATE items SET site = 'changed'")
        assert other.items.get(1).site is None
    with Store.open(store.path) as other:
        assert other.items.get(1).site == "changed"


def test_opening_twice_migrates_once(store: Store) -> None:
    """The second opening finds nothing to do."""
    with Store.open(store.path) as again:
        rows = again.database.rows("SELECT name FROM _sqlite_migrations")
    assert [row["name"] for row in rows] == list(MIGRATIONS.names)


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
        revision = store.items.revision(1, 1)
        assert (revision.kinds, revision.furniture) == (None, ())
        assert [block.kind for block in revision.blocks] == [BlockKind.PARAGRAPH] * 2
        assert [fetch.reason for fetch in store.web.fetches("a/1", 9)] == [None]
        assert store.items.known(1).furniture == ()
        with store.transaction():
            store.items.revise(1, Article(blocks=(TextBlock("The boat floats."),)), text_hash="g", now=NOW)
        assert [found.id for found in store.items.find(query="boat")] == [1]
        assert store.items.find(query="ferry") == []
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


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    """Never re-created over what may be somebody's data."""
    path = tmp_path / "d.db"
    path.write_bytes(b"not a database at all, " * 100)
    with pytest.raises(StoreDamaged, match="backups"):
        Store.open(path)
    assert path.read_bytes().startswith(b"not a database")


def test_a_folder_where_no_file_can_be_made_is_one_clear_error(tmp_path: Path) -> None:
    """The path of a file stands where a folder is needed."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnwritable, match="--db"):
        Store.open(tmp_path / "file" / "d.db")


def test_a_backup_is_whole_and_opens(store: Store, put: Put, tmp_path: Path) -> None:
    """It has what was committed, and nothing of what was not."""
    put("Kept text.")
    store.database.backup(tmp_path / "copies" / "copy.db")
    with Store.open(tmp_path / "copies" / "copy.db") as copy:
        assert copy.items.get(1).text == "Kept text."
        assert copy.database.integrity() is None
    assert [path.name for path in (tmp_path / "copies").glob("*.partial")] == []


def test_integrity_names_what_is_broken(store: Store, put: Put) -> None:
    """A row that points nowhere is found."""
    put("Text.")
    assert store.database.integrity() is None
    with sqlite3.connect(store.path) as raw:
        raw.execute("INSERT INTO aliases VALUES ('k', 'u', 99, 'fetched', 't')")
    assert "aliases" in (store.database.integrity() or "")


def commit_a_row_that_points_nowhere(store: Store) -> None:
    with store.transaction():
        store.database.run("PRAGMA defer_foreign_keys = ON")
        store.database.run("INSERT INTO aliases VALUES ('k', 'u', 99, 'fetched', 't')")


def test_a_commit_that_fails_leaves_the_next_transaction_in_order(store: Store) -> None:
    """As on a full disk: the daemon goes on without a restart."""
    with pytest.raises(sqlite3.IntegrityError):
        commit_a_row_that_points_nowhere(store)
    store.note("daemon", NOW)
    assert store.noted("daemon") == NOW


def test_a_backup_onto_the_database_itself_is_refused(store: Store) -> None:
    """It would take the file away from under those who use it."""
    with pytest.raises(StoreUnwritable, match="itself"):
        store.database.backup(store.path.parent / ".." / store.path.parent.name / store.path.name)
