"""The nightly copies of the database, in `backups/` beside it."""

from datetime import datetime
from pathlib import Path

from service.models import iso_day
from service.store import Store


def rotate(database: Path, *, keep: int, now: datetime) -> Path | None:
    """Make today's copy of `database` and remove all but the newest `keep`; None where `keep` is 0.

    The old ones go only after the new one stands whole.

    Raises:
        StoreError: the copy could not be made.
    """
    if keep == 0:
        return None
    folder = database.parent / "backups"
    target = folder / f"{database.stem}-{iso_day(now)}.db"
    with Store.open(database) as store:
        store.database.backup(target)
    # One of a day to come was made while the clock was ahead: it must not take the place of one that is newer.
    copies = sorted(copy for copy in folder.glob(f"{database.stem}-????-??-??.db") if copy.name <= target.name)
    unfinished = folder.glob(f".{database.stem}-*.partial")  # of runs that were killed
    for old in (*copies[:-keep], *unfinished):
        old.unlink(missing_ok=True)
    return target
