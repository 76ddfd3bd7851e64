"""One SQLite file in WAL mode: connections, transactions, backup, and SQLite's errors as ours."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlite_utils import Database as Tables
from sqlite_utils.db import Table

from service.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreTooNew, StoreUnwritable
from service.store.migrations import MIGRATIONS, NAMES, opening_repairs

BUSY_SECONDS = 30.0
"""How long a writer waits for another. The longest transaction, that of one page, takes milliseconds."""

Row = sqlite3.Row


class Database:
    """One file, written by the thread that opened it and read by any number of threads.

    The thread that opened it has one connection for both, so that it reads what it has just written. Every other thread
    has a read-only connection of its own and reads what is committed; writing there is a `sqlite3.ProgrammingError`.
    Reads never wait for writers; there is one writer at a time, also among processes, in `transaction()`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._writer = connection
        self._writing_thread = threading.current_thread()
        self._readers = _Readers(path)
        self.path = path
        self.tables = Tables(connection)

    @classmethod
    def open(cls, path: Path) -> "Database":
        """Open `path`, made and brought to the newest schema where needed.

        Raises:
            StoreError: it cannot be opened, is damaged, or was written by a later version of Dateline.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise _cannot_open(path, error) from error
        return cls._checked(connection, path, cls._prepare)

    @classmethod
    def open_to_read(cls, path: Path) -> "Database":
        """Open `path`, which exists, so that SQLite itself refuses to write to it.

        Raises:
            StoreError: as `open`; or it was written by an earlier version of Dateline, and is not brought up to date.
        """
        return cls._checked(_read_only(path), path, cls._refuse_other_versions)

    @classmethod
    def _checked(cls, connection: sqlite3.Connection, path: Path, check: "Callable[[Database], None]") -> "Database":
        connection.row_factory = Row
        database = cls(connection, path)
        try:
            with _ours(path):
                check(database)
        except BaseException:
            connection.close()
            raise
        return database

    def _refuse_other_versions(self) -> None:
        self._refuse_newer()
        if MIGRATIONS.pending(self.tables):
            raise StoreError(f"{self.path}: written by an earlier Dateline; `dateline status` brings it up to date")

    def _prepare(self) -> None:
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY"):
            self._writer.execute(f"PRAGMA {pragma}")
        self._refuse_newer()
        if MIGRATIONS.pending(self.tables):
            # Taken before looking again, so that two processes that start at once do not both migrate.
            with self.transaction():
                MIGRATIONS.apply(self.tables)
        if not opening_repairs.is_repaired(self._writer):
            # A database that cannot be written is read as it is; it is repaired when it can be.
            with suppress(StoreUnwritable), self.transaction():
                opening_repairs.repair(self._writer)

    def _refuse_newer(self) -> None:
        unknown = {migration.name for migration in MIGRATIONS.applied(self.tables)} - set(NAMES)
        if unknown:
            raise StoreTooNew(
                f"{self.path}: written by a later Dateline ({', '.join(sorted(unknown))}); update this one"
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all or nothing. The write lock is taken at the start: what is read inside cannot change until then.

        Raises:
            StoreError: busy for too long, damaged, or no space.
        """
        with _ours(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._writer.execute("COMMIT")  # may fail, too: a full disk, a row that points nowhere
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    @property
    def _reader(self) -> sqlite3.Connection:
        """The connection through which the current thread reads."""
        if threading.current_thread() is self._writing_thread:
            return self._writer
        return self._readers.of_this_thread()

    def table(self, name: str) -> Table:
        """Return a table of sqlite-utils, for writes inside a `transaction()`."""
        return self.tables.table(name)

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Return the rows of a query."""
        with _ours(self.path):
            return self._reader.execute(sql, parameters).fetchall()

    def iterate(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Row]:
        """Return the rows of a query one by one, each read when it is asked for."""
        with _ours(self.path):
            cursor = self._reader.execute(sql, parameters)
            try:
                yield from cursor
            finally:
                cursor.close()

    def row(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        with _ours(self.path):
            found: Row | None = self._reader.execute(sql, parameters).fetchone()
            return found

    def run(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Execute a statement inside a `transaction()`, and return the number of rows it changed."""
        return self._writer.execute(sql, parameters).rowcount

    def backup(self, target: Path) -> None:
        """Copy the whole database to `target` with SQLite's backup API, while others read and write.

        The copy is made beside `target` and moved there when it is whole and has passed its integrity check.

        Raises:
            StoreError: `target` cannot be written, or is the database itself.
        """
        if target.exists() and target.samefile(self.path):
            raise StoreUnwritable(f"{target}: is the database itself; name another place for its copy")
        partial = target.with_name(f".{target.name}.partial")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial.unlink(missing_ok=True)
            with _ours(target):
                copy = sqlite3.connect(partial)
                try:
                    self._reader.backup(copy)
                    copy.execute("PRAGMA journal_mode=DELETE")
                    trouble = _integrity(copy)
                finally:
                    copy.close()
            if trouble:
                raise StoreDamaged(f"{self.path}: the backup fails its integrity check: {trouble}")
            partial.replace(target)
        except OSError as error:
            raise StoreUnwritable(f"{target}: cannot be written ({_reason(error)})") from error
        finally:
            partial.unlink(missing_ok=True)

    def integrity(self) -> str | None:
        """Return what is wrong with the file, or None."""
        with _ours(self.path):
            return _integrity(self._reader)

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database and truncate it, as far as readers allow."""
        with _ours(self.path):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connections of all threads. Called by the thread that opened it, when the others have ended."""
        self._readers.close()
        self._writer.close()


class _Readers:
    """Read-only connections to one file: one for each thread that reads, opened when it first does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._closed = False

    def of_this_thread(self) -> sqlite3.Connection:
        """Return the connection of the current thread.

        Raises:
            StoreError: the file cannot be opened any more.
        """
        thread = threading.current_thread()
        with self._lock:
            if self._closed:
                raise sqlite3.ProgrammingError("Cannot operate on a closed database.")
            if (known := self._connections.get(thread)) is not None:
                return known
            self._close_of_ended_threads()
            # Only its own thread uses it, but another one closes it.
            connection = _read_only(self._path, check_same_thread=False)
            connection.row_factory = Row
            self._connections[thread] = connection
            return connection

    def _close_of_ended_threads(self) -> None:
        """A web server may start a thread for each request: their number is that of threads at work at once."""
        for thread in [thread for thread in self._connections if not thread.is_alive()]:
            self._connections.pop(thread).close()

    def close(self) -> None:
        """Close all connections; none is opened afterwards."""
        with self._lock:
            self._closed = True
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()


def _read_only(path: Path, *, check_same_thread: bool = True) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        return sqlite3.connect(
            uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=check_same_thread
        )
    except (OSError, sqlite3.Error) as error:
        raise _cannot_open(path, error) from error


def _cannot_open(path: Path, error: Exception) -> StoreUnwritable:
    return StoreUnwritable(f"{path}: cannot be opened ({_reason(error)}); name another with --db")


def _integrity(connection: sqlite3.Connection) -> str | None:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    broken = [f"row {row[1]} of {row[0]} points nowhere" for row in connection.execute("PRAGMA foreign_key_check")]
    return None if found == ["ok"] and not broken else "; ".join([*(f for f in found if f != "ok"), *broken[:3]])


@contextmanager
def _ours(path: Path) -> Iterator[None]:
    """The boundary at which SQLite's errors become ours. A programming error (bad SQL, a broken constraint) stays."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _translate(error, path) or error from error


def _translate(error: sqlite3.DatabaseError, path: Path) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", None)
    match code and code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(f"{path}: another process kept it locked for {BUSY_SECONDS:.0f} s; try again")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreDamaged(f"{path}: {error}; restore the newest copy from the backups folder beside it")
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return StoreFull(f"{path}: {error}; free some space, nothing recorded is lost")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StoreUnwritable(f"{path}: {error}; make its folder writable or name another with --db")
        case _:
            return None


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
