"""Dates that were kept before `plausible` was asked: set right once, when a database is opened."""

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from service.models import DateOrigin, parse_iso, plausible

if TYPE_CHECKING:
    from service.store.database import Database

MENDED = 1
"""`user_version` of a database that was mended. No migration: earlier versions read it as well as before."""

_DATES = (
    ("links", "published", "named", "0"),
    ("revisions", "published", "seen_at", _OF_DOCUMENT := "(SELECT url GLOB 'file:*' FROM items WHERE id = t.item)"),
    ("revisions", "modified", "seen_at", _OF_DOCUMENT),
    ("story_accounts", "published", "seen", _OF_DOCUMENT),
)
"""(table, column, when it was read, whether of a document of the user's)."""

_NO_DATE = re.compile(r"(?:\d{1,3}|0\d{3}|9999)-\d\d-\d\dT")
"""The beginning of a time before year 1000, which was written without its zeros; or in the last year there is, which
some zones put after it."""


def mend_dates(database: "Database") -> None:
    """Make the dates that do not count none. Inside a transaction.

    A closed digest is changed only where it cannot be read for such a date, and its files are written anew.
    """
    for table, column, look, document in _DATES:
        _mend_column(database, table, column, look, document)
    for row in database.rows(f"SELECT date, document FROM digests WHERE {_SUSPECT}"):
        whole = json.loads(row["document"])
        if _mend_document(whole):
            database.run(
                "UPDATE digests SET document = ?, written = NULL WHERE date = ?",
                (json.dumps(whole, ensure_ascii=False), row["date"]),
            )


def _mend_column(database: "Database", table: str, column: str, look: str, document: str) -> None:
    # Times sort as text. What the query lets through may still count: the rule itself is asked row by row.
    sql = f"""SELECT t.rowid AS row, t.{column} AS date, t.{look} AS look, {document} AS of_document FROM {table} t
              WHERE t.{column} < '1900' OR t.{column} > strftime('%Y-%m-%dT%H:%M:%SZ', t.{look}, '+2 days')"""
    for row in database.rows(sql):
        origin = DateOrigin.DOCUMENT if row["of_document"] else DateOrigin.STATED
        if plausible(_read(row["date"]), origin, visit=_read(row["look"]) or datetime.max.replace(tzinfo=UTC)) is None:
            database.run(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (row["row"],))


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


def _mend_document(part: Any) -> bool:
    """Set right the dates in a part of a digest; whether there was one to be."""
    if isinstance(part, list):
        return any([_mend_document(inner) for inner in part])
    if not isinstance(part, dict):
        return False
    bad = [key for key in ("published", "modified") if isinstance(part.get(key), str) and _NO_DATE.match(part[key])]
    part.update(dict.fromkeys(bad))
    return any([bool(bad), *(_mend_document(inner) for inner in part.values())])
