"""One SQLite file in WAL mode: opening, transactions, backup, and SQLite's errors as ours."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlite_utils import Database as Tables
from sqlite_utils.db import Table

from service.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreTooNew, StoreUnwritable
from service.store.date_mending import MENDED, mend_dates
from service.store.migrations import MIGRATIONS, NAMES

BUSY_SECONDS = 30.0
"""How long a writer waits for another; the longest transaction, one page, takes milliseconds."""

Row = sqlite3.Row


class Database:
    """A connection for one thread. Reads never wait for writers; one writer at a time, in `transaction()`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
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
            raise StoreUnwritable(f"{path}: cannot be opened ({_reason(error)}); name another with --db") from error
        return cls._checked(connection, path, cls._prepare)

    @classmethod
    def open_to_read(cls, path: Path) -> "Database":
        """Open `path`, which exists, so that SQLite itself refuses to write to it.

        Raises:
            StoreError: as `open`; or it was written by an earlier version of Dateline, and is not brought up to date.
        """
        try:
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None
            )
        except (OSError, sqlite3.Error) as error:
            raise StoreUnwritable(f"{path}: cannot be opened ({_reason(error)}); name another with --db") from error
        return cls._checked(connection, path, cls._refuse_other_versions)

    @classmethod
    def _checked(cls, connection: sqlite3.Connection, path: Path, check: "Callable[[Database], None]") -> "Database":
        connection.row_factory = sqlite3.Row
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
            self._connection.execute(f"PRAGMA {pragma}")
        self._refuse_newer()
        if MIGRATIONS.pending(self.tables):
            # Taken before looking again, so that two processes that start at once do not both migrate.
            with self.transaction():
                MIGRATIONS.apply(self.tables)
        if not self._mended():
            # A database that cannot be written is read as it is; it is mended when it can be.
            with suppress(StoreUnwritable), self.transaction():
                if not self._mended():
                    mend_dates(self)
                    self._connection.execute(f"PRAGMA user_version = {MENDED}")

    def _mended(self) -> bool:
        return bool(self._connection.execute("PRAGMA user_version").fetchone()[0] >= MENDED)

    def _refuse_newer(self) -> None:
        unknown = {migration.name for migration in MIGRATIONS.applied(self.tables)} - set(NAMES)
        if unknown:
            raise StoreTooNew(
                f"{self.path}: written by a later Dateline ({', '.join(sorted(unknown))}); update this one"
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, with the write lock taken at the start: what is read inside cannot change before the write.

        Raises:
            StoreError: busy for too long, damaged, or no space.
        """
        with _ours(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")  # may fail, too: a full disk, a row that points nowhere
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def table(self, name: str) -> Table:
        """A sqlite-utils table, for writes inside a `transaction()`."""
        return self.tables.table(name)

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """The rows of a query."""
        with _ours(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def iterate(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Row]:
        """The rows of a query one by one, each read when it is asked for."""
        with _ours(self.path):
            cursor = self._connection.execute(sql, parameters)
            try:
                yield from cursor
            finally:
                cursor.close()

    def row(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        with _ours(self.path):
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def run(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Execute a statement inside a `transaction()`; the number of rows it changed."""
        return self._connection.execute(sql, parameters).rowcount

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
                    self._connection.backup(copy)
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
        """What is wrong with the file, or None."""
        with _ours(self.path):
            return _integrity(self._connection)

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database and shorten it. Readers that hold it back are left alone."""
        with _ours(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


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
