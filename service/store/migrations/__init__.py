"""The schema of the database, as numbered migrations.

A person reads the tables in Datasette: plain names, times as ISO 8601 in UTC, and comments that SQLite keeps with them.

The list is append-only. A migration that was released is never edited, renamed or moved: databases record it by its
name, and each is applied once, in a transaction together with that record. A new one is a module `mNNNN_name.py` and a
line at the end of the list.
"""

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from service.store.migrations import (
    m0001_first_tables,
    m0002_furniture_and_kinds,
    m0003_likenesses,
    m0004_stories,
    m0005_keys,
    m0006_archive,
    m0007_ladder,
    m0008_show,
    m0009_clock,
    m0010_updates,
    m0011_steady_terms,
    m0012_update_likenesses,
)


def _executes(sql: str) -> Callable[[Database], None]:
    """Return a migration that executes statements with an empty line after each."""

    def execute(database: Database) -> None:
        for statement in sql.split(";\n\n"):
            database.execute(statement)

    return execute


ORDERED: tuple[tuple[str, Callable[[Database], None]], ...] = (
    ("0001_first_tables", _executes(m0001_first_tables.SQL)),
    ("0002_furniture_and_kinds", _executes(m0002_furniture_and_kinds.SQL)),
    ("0003_likenesses", _executes(m0003_likenesses.SQL)),
    ("0004_stories", _executes(m0004_stories.SQL)),
    ("0005_keys", m0005_keys.rename_keys),
    ("0006_archive", _executes(m0006_archive.SQL)),
    ("0007_ladder", _executes(m0007_ladder.SQL)),
    ("0008_show", _executes(m0008_show.SQL)),
    ("0009_clock", _executes(m0009_clock.SQL)),
    ("0010_updates", _executes(m0010_updates.SQL)),
    ("0011_steady_terms", _executes(m0011_steady_terms.SQL)),
    ("0012_update_likenesses", _executes(m0012_update_likenesses.SQL)),
)
"""(name as recorded, what is done), in the order in which they are applied."""

NAMES = tuple(name for name, _ in ORDERED)

MIGRATIONS = Migrations("dateline")
for _name, _apply in ORDERED:
    MIGRATIONS(name=_name)(_apply)
