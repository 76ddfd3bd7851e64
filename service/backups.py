"""The nightly copies of the database, in `backups/` beside it."""

from datetime import datetime
from pathlib import Path

from service.store import Store


def rotate(store: Store, *, keep: int, now: datetime) -> Path | None:
    """Make today's copy and remove all but the newest `keep`; None where `keep` is 0.

    The old ones go only after the new one stands whole.

    Raises:
        StoreError: the copy could not be made.
    """
    if keep == 0:
        return None
    folder = store.path.parent / "backups"
    target = folder / f"{store.path.stem}-{now:%Y-%m-%d}.db"
    store.database.backup(target)
    copies = sorted(folder.glob(f"{store.path.stem}-????-??-??.db"))
    for old in copies[:-keep]:
        old.unlink(missing_ok=True)
    return target
