"""What showing needs: events by time, and what pages state of their addresses that is not believed."""

from sqlite_utils import Database

from service.store.schema_ladder import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS(name="0008_show")
def _show(db: Database) -> None:
    for statement in _TABLES.split(";\n\n"):
        db.execute(statement)


_TABLES = """
CREATE INDEX events_at ON events (at);

CREATE TABLE unbelieved (              -- addresses that a page states as its own, and that are not taken for it
    key     TEXT NOT NULL,             -- of the page
    url     TEXT NOT NULL,             -- as stated
    reason  TEXT NOT NULL,
    since   TEXT NOT NULL,             -- first stated so
    PRIMARY KEY (key, url)
) STRICT, WITHOUT ROWID
"""
