"""What a clock that was wrong needs: a record of what was mended after it."""

from sqlite_utils import Database

from service.store.schema_show import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS(name="0009_clock")
def _clock(db: Database) -> None:
    for statement in _TABLES.split(";\n\n"):
        db.execute(statement)


_TABLES = """
CREATE TABLE mendings (                -- what was put right after the clock had been ahead
    id    INTEGER PRIMARY KEY,
    at    TEXT NOT NULL,
    clock TEXT NOT NULL,               -- the latest time at which it had stood
    what  TEXT NOT NULL,               -- in words
    count INTEGER NOT NULL             -- how many of them
) STRICT
"""
