"""The nightly copies of the database."""

from datetime import UTC, datetime

from service.maintenance.backup import rotate
from tests.conftest import Workspace


def test_upkeep_keeps_backups_and_forgets_old_ones(workspace: Workspace) -> None:
    """Copies are made by the backup API and rotate; `keep: 0` makes none."""
    database = workspace.home / "db" / "dateline.db"
    for day in (1, 2, 3, 4):
        rotate(database, keep=2, now=datetime(2026, 11, day, 3, 30, tzinfo=UTC))
        (database.parent / "backups" / f".dateline-2026-10-0{day}.db.partial").touch()
    rotate(database, keep=2, now=datetime(2026, 11, 4, 3, 31, tzinfo=UTC))
    assert rotate(database, keep=0, now=datetime(2026, 11, 9, tzinfo=UTC)) is None
    names = sorted(path.name for path in (workspace.home / "db" / "backups").iterdir())
    assert names == ["dateline-2026-11-03.db", "dateline-2026-11-04.db"]


def test_a_backup_made_while_the_clock_was_ahead_takes_no_place(workspace: Workspace) -> None:
    """The newest up to the clock stay; the one of a day to come is counted when that day has come."""
    database = workspace.home / "db" / "dateline.db"
    for moment in (datetime(2027, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)):
        rotate(database, keep=1, now=moment)
    rotate(database, keep=1, now=datetime(2026, 11, 2, tzinfo=UTC))
    names = sorted(path.name for path in (workspace.home / "db" / "backups").iterdir())
    assert names == ["dateline-2026-11-02.db", "dateline-2027-11-01.db"]
