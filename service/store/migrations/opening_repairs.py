"""What earlier versions have stored wrongly: put right once, when a database is opened.

Repairs are not in the list of migrations: tables stay the same, and earlier versions of Dateline still open the file.
Its `user_version` says how many of the repairs have been made.
"""

import json
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from service.models import DateOrigin, parse_iso, plausible


def is_repaired(connection: sqlite3.Connection) -> bool:
    """Say whether all repairs have been made in this database."""
    return _made(connection) >= len(_REPAIRS)


def repair(connection: sqlite3.Connection) -> None:
    """Make the repairs that are still to be made. Inside a transaction."""
    made = _made(connection)
    for step in _REPAIRS[made:]:
        step(connection)
    # Another process may have made them meanwhile, also one of a later version that knows more of them.
    connection.execute(f"PRAGMA user_version = {max(made, len(_REPAIRS))}")


def _made(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


# ── 1: dates that were kept before `plausible` was asked ──────────────────────────────────────────────────────────

_DATES = (
    ("links", "published", "named", "0"),
    ("revisions", "published", "seen_at", _OF_DOCUMENT := "(SELECT url GLOB 'file:*' FROM items WHERE id = t.item)"),
    ("revisions", "modified", "seen_at", _OF_DOCUMENT),
    ("story_accounts", "published", "seen", _OF_DOCUMENT),
)
"""(table, column, column of the time at which it was read, SQL that says whether the user's own document has it)."""

_NO_DATE = re.compile(r"(?:\d{1,3}|0\d{3}|9999)-\d\d-\d\dT")
"""The beginning of a time before year 1000, which was written without its zeros; or in year 9999, which some time zones
put past the end of the calendar."""


def _repair_dates(connection: sqlite3.Connection) -> None:
    """Set the dates that do not count to NULL.

    A published digest is changed only if such a date makes it unreadable; its files are then written anew.
    """
    for table, column, look, document in _DATES:
        _repair_column(connection, table, column, look, document)
    for row in connection.execute(f"SELECT date, document FROM digests WHERE {_SUSPECT}").fetchall():
        whole = json.loads(row["document"])
        if _repair_document(whole):
            connection.execute(
                "UPDATE digests SET document = ?, written = NULL WHERE date = ?",
                (json.dumps(whole, ensure_ascii=False), row["date"]),
            )


def _repair_column(connection: sqlite3.Connection, table: str, column: str, look: str, document: str) -> None:
    # Times sort as text. What the query lets through may still count: the rule itself is asked row by row.
    sql = f"""SELECT t.rowid AS row, t.{column} AS date, t.{look} AS look, {document} AS of_document FROM {table} t
              WHERE t.{column} < '1900' OR t.{column} > strftime('%Y-%m-%dT%H:%M:%SZ', t.{look}, '+2 days')"""
    for row in connection.execute(sql).fetchall():
        origin = DateOrigin.DOCUMENT if row["of_document"] else DateOrigin.STATED
        if plausible(_read(row["date"]), origin, visit=_read(row["look"]) or datetime.max.replace(tzinfo=UTC)) is None:
            connection.execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (row["row"],))


def _read(text: str) -> datetime | None:
    try:
        return parse_iso(text)
    except ValueError:
        return None


_SUSPECT = " OR ".join(
    f'document GLOB \'*"{key}": "{shape}-[0-9][0-9]-[0-9][0-9]T*\''
    for key in ("published", "modified")
    for shape in ("[0-9]", "[0-9][0-9]", "[0-9][0-9][0-9]", "0[0-9][0-9][0-9]", "9999")
)


def _repair_document(part: Any) -> bool:
    """Set the dates in a part of a digest to None if they are unreadable, and say whether there was one."""
    if isinstance(part, list):
        return any([_repair_document(inner) for inner in part])
    if not isinstance(part, dict):
        return False
    bad = [key for key in ("published", "modified") if isinstance(part.get(key), str) and _NO_DATE.match(part[key])]
    part.update(dict.fromkeys(bad))
    return any([bool(bad), *(_repair_document(inner) for inner in part.values())])


_REPAIRS: tuple[Callable[[sqlite3.Connection], None], ...] = (_repair_dates,)
"""All repairs, in order. Append-only: `user_version` counts those that were made."""
