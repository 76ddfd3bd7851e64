"""Values as columns and queries hold them: times, and lists of any length."""

import json
from collections.abc import Iterable, Sized
from datetime import datetime

from service.models import iso, parse_iso


def stored(moment: datetime) -> str:
    """Return a time as columns hold it, `2026-11-21T07:00:00Z`: the year has four digits, so that it sorts as text."""
    text = iso(moment)
    assert text is not None
    return text


def read(text: str) -> datetime:
    """Return the time in a column that is never null."""
    moment = parse_iso(text)
    assert moment is not None
    return moment


def marks(values: Sized) -> str:
    """Return a question mark for each value: what stands in `IN (…)`, for as many as SQLite takes (32,766)."""
    return ", ".join("?" * len(values))


def json_list(values: Iterable[object]) -> str:
    """Return values as SQLite's `json_each` takes them, whatever their number."""
    return json.dumps(list(values), ensure_ascii=False)
