"""Where a command works: the files named by the global options, and its clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import UsageError
from service.models import Clock

if TYPE_CHECKING:
    from service.config import Config
    from service.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandContext:
    """The global options."""

    config: Path
    db: Path
    digests: Path
    now: datetime | None
    verbose: bool

    @property
    def clock(self) -> Clock:
        """Return the clock of the machine, or one that stands at the moment of `--now`."""
        if self.now is None:
            return lambda: datetime.now(UTC)
        moment = self.now.astimezone(UTC)
        return lambda: moment

    def load_config(self) -> "Config":
        """Read sources.yaml. Raises ConfigError."""
        from service.config import load

        return load(self.config)

    @contextmanager
    def open_store(self) -> Iterator["Store"]:
        """Open the database, which is made where it is missing, and close it afterwards. Raises StoreError."""
        from service.store import Store

        with Store.open(self.db) as store:
            yield store

    @contextmanager
    def read_store(self) -> Iterator["Store"]:
        """Open the database for a command that only shows: a wrong path must not look like an empty archive.

        Raises:
            UsageError: there is no database yet.
        """
        self._require_database()
        with self.open_store() as store:
            yield store

    @contextmanager
    def untouched_store(self) -> Iterator["Store"]:
        """Open the database so that nothing in it can be changed. Raises StoreError, UsageError."""
        from service.store import Store

        self._require_database()
        with Store.open_to_read(self.db) as store:
            yield store

    def _require_database(self) -> None:
        if not self.db.exists():
            raise UsageError(f"{self.db}: there is no database; `dateline fetch` makes one, --db names another")

    @contextmanager
    def fetching(self) -> Iterator[None]:
        """Hold the lock of fetching, since two at once would be impolite to hosts. The system frees it when we die.

        Raises:
            LockHeld: another process has been fetching for longer than we wait.
        """
        from service.locks import FETCH, held

        with held(self.db, FETCH):
            yield
