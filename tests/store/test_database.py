"""The file itself: transactions, other processes, damage, backups."""

import sqlite3
from pathlib import Path

import pytest

from service.errors import StoreDamaged, StoreUnwritable, UsageError
from service.models import Article, TextBlock
from service.store import ItemFilter, Store

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
    assert list(store.items.iterate(ItemFilter(query="half"))) == []


def test_a_second_writer_waits_and_readers_never_do(store: Store, put: Put) -> None:
    """While one connection writes, another reads the state before it."""
    put("First text.")
    with Store.open(store.path) as other, store.transaction():
        store.database.run("UPDATE items SET site = 'changed'")
        assert other.items.get(1).site is None
    with Store.open(store.path) as other:
        assert other.items.get(1).site == "changed"


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
