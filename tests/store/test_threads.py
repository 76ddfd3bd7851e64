"""One store read by several threads: each has a connection of its own, and one thread writes."""

import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from service.errors import StoreUnwritable
from service.store import ItemFilter, Store

from .conftest import NOW, Put

T = TypeVar("T")


def in_a_thread(work: Callable[[], T]) -> T:
    """The result of `work`, done in a thread that has ended by then."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result(timeout=30)


def handles(path: Path) -> int:
    """How often this process has the file open."""
    same = 0
    for name in os.listdir("/dev/fd"):
        try:
            same += os.path.samestat(os.fstat(int(name)), path.stat())
        except OSError:
            continue  # the handle of the listing itself
    return same


def test_another_thread_reads_what_is_committed(store: Store, put: Put) -> None:
    """It neither waits for a transaction nor sees what that has written so far; the writing thread does."""
    item = put("First text.")
    with store.transaction():
        store.database.run("UPDATE items SET site = 'changed'")
        assert in_a_thread(lambda: store.items.get(item)).site is None
        assert store.items.get(item).site == "changed"
    assert in_a_thread(lambda: store.items.get(item)).site == "changed"


def test_only_the_thread_that_opened_it_writes(store: Store, put: Put) -> None:
    """Neither in a transaction nor past it."""
    put("Text.")
    with pytest.raises(sqlite3.ProgrammingError):
        in_a_thread(lambda: store.note("daemon", NOW))
    with pytest.raises(StoreUnwritable, match="readonly"):
        in_a_thread(lambda: store.database.rows("DELETE FROM items RETURNING id"))
    assert store.noted("daemon") is None
    assert store.items.counts()["items"] == 1


def test_threads_read_side_by_side_while_one_writes(store: Store, put: Put) -> None:
    """Listings, searches and single items are whole each time, and grow."""
    put("Ferry 0.")
    done = threading.Event()

    def read() -> list[int]:
        counts = []
        while not done.is_set() or not counts:
            listed = list(store.items.iterate(ItemFilter(query="ferry")))
            assert all(item.text == store.items.get(item.id).text for item in listed)
            counts.append(len(listed))
        return counts

    with ThreadPoolExecutor(4) as pool:
        readings = [pool.submit(read) for _ in range(4)]
        for n in range(1, 40):
            put(f"Ferry {n}.", url=f"https://a.example/{n}")
        done.set()
        for counts in (reading.result(timeout=30) for reading in readings):
            assert counts == sorted(counts)
            assert counts[-1] <= 40


def test_connections_of_threads_that_have_ended_are_closed(store: Store, put: Put) -> None:
    """A server that starts a thread for each request does not run out of file handles."""
    put("Text.")
    before = handles(store.path)
    for _ in range(20):
        assert in_a_thread(store.items.counts)["items"] == 1
    assert handles(store.path) <= before + 1


def test_closing_closes_the_connections_of_all_threads(tmp_path: Path) -> None:
    """Nobody reads afterwards, in no thread."""
    store = Store.open(tmp_path / "d.db")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(store.items.counts).result(timeout=30)
        store.close()
        assert handles(store.path) == 0
        with pytest.raises(sqlite3.ProgrammingError):
            pool.submit(store.items.counts).result(timeout=30)
    with pytest.raises(sqlite3.ProgrammingError):
        in_a_thread(store.items.counts)
    with pytest.raises(sqlite3.ProgrammingError):
        store.items.counts()


def test_a_database_opened_to_read_is_read_by_several_threads(store: Store, put: Put) -> None:
    """As a web page does beside a daemon that writes."""
    put("Text.")
    with Store.open_to_read(store.path) as reading, ThreadPoolExecutor(3) as pool:
        for found in pool.map(lambda _: reading.items.get(1).text, range(9)):
            assert found == "Text."


def test_a_backup_is_made_by_any_thread(store: Store, put: Put, tmp_path: Path) -> None:
    """Copying a large database takes minutes, which the thread that writes does not have."""
    put("Kept text.")
    in_a_thread(lambda: store.database.backup(tmp_path / "copy.db"))
    with Store.open(tmp_path / "copy.db") as copy:
        assert copy.items.get(1).text == "Kept text."
