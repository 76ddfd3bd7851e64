"""Lock files beside the database: one process is the daemon, and one fetches.

The operating system releases a lock when its holder dies.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from service.errors import LockHeld, StoreUnwritable


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Something that one process does at a time."""

    suffix: str
    doing: str
    wait: float
    """Seconds to wait for another holder."""


DAEMON = Lock(suffix=".daemon.lock", doing="watching", wait=1.0)
"""It waits a little, since `dateline status` holds it for a moment to find out whether a daemon runs."""
FETCH = Lock(suffix=".fetch.lock", doing="fetching", wait=30.0)
FETCH_AT_ONCE = replace(FETCH, wait=0.0)


@contextmanager
def held(database: Path, lock: Lock) -> Iterator[None]:
    """Hold a lock of this database.

    Raises:
        LockHeld: another process held it for as long as `lock.wait`.
        StoreUnwritable: no lock file can be made there.
    """
    path = database.with_name(database.name + lock.suffix)
    file = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file.acquire(timeout=lock.wait)
    except Timeout:
        raise LockHeld(f"another dateline is {lock.doing} with {database}; stop it, or wait until it is done") from None
    except OSError as error:
        raise StoreUnwritable(
            f"{path}: {error.strerror}; make its folder writable or name another with --db"
        ) from error
    try:  # a second one: an OSError raised while the lock is held has nothing to do with the lock
        yield
    finally:
        file.release()


def is_held(database: Path, lock: Lock) -> bool:
    """Say whether some process holds the lock now."""
    path = database.with_name(database.name + lock.suffix)
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
