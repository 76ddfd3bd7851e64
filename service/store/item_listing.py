"""Listings of items: which of them, in which order, and from where on."""

import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.errors import UsageError
from service.models import Item
from service.store.database import Database
from service.store.sql_values import stored


class Order(StrEnum):
    """The order of a listing, by when Dateline first saw the items."""

    OLDEST_FIRST = "oldest"
    NEWEST_FIRST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFilter:
    """Which items a listing shows: those that meet every condition given."""

    since: datetime | None = None
    """First seen or edited at this time or later."""
    source: str | None = None
    """Named by this source."""
    query: str | None = None
    """Matching these words, in SQLite's full-text syntax; what is no such syntax ("COVID-19") counts as plain words."""
    story: int | None = None
    changed_since: datetime | None = None
    """With an edit recorded at this time or later."""
    kinds: tuple[str, ...] = ()
    """With an edit of one of these kinds. With `changed_since`, both are asked of the same edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """One page of a listing."""

    items: tuple[Item, ...]
    next: int | None
    """The cursor of the page that follows: its `after`. None if this page is the last."""


def listing_query(
    where: ItemFilter, database: Database, *, order: Order, after: int | None, limit: int | None
) -> tuple[str, list[str | int]]:
    """Return the query of a listing over the view `current`, and its parameters.

    Items are ordered by their ids, which are given in the order in which items are first seen. The cursor `after` is
    the id of the item shown last, so that nothing is repeated or left out when items are added meanwhile.

    Raises:
        UsageError: there is no word in the filter's `query`.
    """
    conditions, parameters = _conditions(where, database)
    if after is not None:
        conditions.append(f"id {'>' if order is Order.OLDEST_FIRST else '<'} ?")
        parameters.append(after)
    sql = f"SELECT * FROM current WHERE {' AND '.join(conditions)} ORDER BY id"
    if order is Order.NEWEST_FIRST:
        sql += " DESC"
    if limit is not None:
        sql += f" LIMIT {limit:d}"
    return sql, parameters


def _conditions(where: ItemFilter, database: Database) -> tuple[list[str], list[str | int]]:
    conditions: list[str] = ["1"]
    parameters: list[str | int] = []
    if where.since is not None:
        conditions.append("id IN (SELECT id FROM items WHERE coalesce(edited, first_seen) >= ?)")
        parameters.append(stored(where.since))
    if where.source is not None:
        conditions.append("id IN (SELECT a.item FROM aliases a JOIN sightings s ON s.key = a.key WHERE s.source = ?)")
        parameters.append(where.source)
    if where.query is not None:
        conditions.append("id IN (SELECT rowid FROM items_fts WHERE items_fts MATCH ?)")
        parameters.append(_full_text(where.query, database))
    if where.story is not None:
        conditions.append("story = ?")
        parameters.append(where.story)
    if where.changed_since is not None or where.kinds:
        # Kinds are kept as a JSON list of plain words, in which each stands in quotes.
        of_kinds = " OR ".join(["instr(kinds, ?)"] * len(where.kinds)) or "1"
        conditions.append(f"id IN (SELECT item FROM events WHERE kind = 'changed' AND at >= ? AND ({of_kinds}))")
        parameters.append(stored(where.changed_since) if where.changed_since else "")
        parameters += [f'"{kind}"' for kind in where.kinds]
    return conditions, parameters


def _full_text(query: str, database: Database) -> str:
    """Return the query as SQLite's full-text index accepts it."""
    try:
        database.row("SELECT 1 FROM items_fts WHERE items_fts MATCH ?", (query,))
    except sqlite3.OperationalError:
        words = re.findall(r"\w+", query)
        if not words:
            raise UsageError(f"--query {query!r}: there is no word in it to search for") from None
        return " ".join(f'"{word}"' for word in words)
    return query
