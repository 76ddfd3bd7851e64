"""The lock files."""

import threading
from pathlib import Path

import pytest

from service.errors import LockHeld, StoreUnwritable
from service.locks import DAEMON, FETCH_AT_ONCE, held


def test_only_one_holds_it_and_the_next_after_it(tmp_path: Path) -> None:
    """Freed at the end."""
    database = tmp_path / "d.db"
    with held(database, FETCH_AT_ONCE), pytest.raises(LockHeld, match="fetching"), held(database, FETCH_AT_ONCE):
        pass
    with held(database, FETCH_AT_ONCE):
        pass


def test_a_glance_of_status_does_not_keep_a_daemon_from_starting(tmp_path: Path) -> None:
    """To see whether a daemon runs, `dateline status` holds its lock for a moment."""
    database, holds, go = tmp_path / "d.db", threading.Event(), threading.Event()

    def glance() -> None:
        with held(database, DAEMON):
            holds.set()
            go.wait(0.2)

    thread = threading.Thread(target=glance)
    thread.start()
    holds.wait(5)
    with held(database, DAEMON):
        pass
    thread.join()


def test_what_goes_wrong_while_it_is_held_is_not_the_lock_s_fault(tmp_path: Path) -> None:
    """A file that may not be read is named as such."""
    with pytest.raises(PermissionError), held(tmp_path / "d.db", FETCH_AT_ONCE):
        raise PermissionError("another file")


def test_a_place_where_no_lock_can_be_made_is_one_clear_error(tmp_path: Path) -> None:
    """A file stands where a folder is needed."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnwritable, match="--db"), held(tmp_path / "file" / "d.db", FETCH_AT_ONCE):
        pass
