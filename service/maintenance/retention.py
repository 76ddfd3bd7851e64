"""What is kept for how long: the nightly copies of the database, and the pages of the archive."""

from datetime import datetime, timedelta
from pathlib import Path

from service.config import Config
from service.ingest.page_archive import retention
from service.models import iso_day
from service.store import Store


def rotate_backups(database: Path, *, keep: int, now: datetime) -> Path | None:
    """Copy `database` to today's file in `backups/` beside it, and delete all copies but the newest `keep`.

    Return the file of the copy, or None if `keep` is 0. Old copies are deleted only when the new one is whole.

    Raises:
        StoreError: the copy could not be made.
    """
    if keep == 0:
        return None
    folder = database.parent / "backups"
    target = folder / f"{database.stem}-{iso_day(now)}.db"
    with Store.open(database) as store:
        store.database.backup(target)
    # A copy dated later than today was made while the clock was ahead: it must not take the place of a newer one.
    copies = sorted(copy for copy in folder.glob(f"{database.stem}-????-??-??.db") if copy.name <= target.name)
    unfinished = folder.glob(f".{database.stem}-*.partial")  # of runs that were killed
    for old in (*copies[:-keep], *unfinished):
        old.unlink(missing_ok=True)
    return target


def forget_pages(store: Store, config: Config, now: datetime) -> int:
    """Delete the archived pages that sources.yaml wants kept no longer, and return how many there were."""
    pages = 0
    for name in store.archive.sources():
        rule = retention(config, name)
        before = None if rule.days is None else now - timedelta(days=rule.days)
        with store.transaction():
            pages += store.archive.forget(name, keep=rule.keep, before=before)
    with store.transaction():
        store.archive.sweep()
    return pages
