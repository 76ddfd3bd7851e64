"""What a run has left behind, as texts that are the same each time: tables, digests, what commands print.

It asks SQLite and zstd and no module of the program, so that the program can be rebuilt around it.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import zstandard

Texts = dict[str, str]
"""Contents, by the name of the file that holds them."""

Mask = Callable[[str], str]
"""Takes out of a text what differs between two runs."""

Numbering = Callable[[str, str, Any], Any]
"""The value to show for one of this table and column: another number where it is an id."""

_UNSEEN = "<masked>"

_CLOCKED = {("_sqlite_migrations", "applied_at"), ("checks", "seconds"), ("fetches", "seconds")}
"""Columns read from the machine's clock."""

_LOGS = {"fetches", "checks"}
"""Tables sorted by what they say, without ids: hosts are asked side by side, and which is quicker is chance."""

_HASHED = {("digests", "document"), ("current", "text"), ("story_accounts", "words"), ("story_accounts", "vector")}
"""Columns that are large, and stand elsewhere or are not for reading."""

_COUNTED = {"samples": "item", "story_clues": "item", "story_terms": "language"}
"""Tables of many small rows: one line for each value of this column, with a hash of its rows."""

_LONG = 240
"""Longer strings of what commands print are hashed: they stand in the table of revisions."""

_WIDE = 5
"""Rows of more columns take a line a column."""


def short_hash(content: str | bytes) -> str:
    """In place of what is too long."""
    raw = content.encode() if isinstance(content, str) else content
    return f"sha256:{hashlib.sha256(raw).hexdigest()[:16]}"


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def as_they_are(_table: str, _column: str, value: Any) -> Any:
    """The numbering that changes nothing."""
    return value


class HostAfterHost:
    """The ids that items, events and bodies would have if, each time, one host was read after the other."""

    def __init__(self, path: Path) -> None:
        with closing(_connected(path)) as database:
            items = database.execute("SELECT id, first_seen, url FROM items").fetchall()
            events = database.execute("SELECT id, at, item FROM events").fetchall()
            pages = database.execute("SELECT body, item, revision FROM pages").fetchall()
        self.items = _ranks((seen, url.split("/")[2].split(":")[0], item) for item, seen, url in items)
        self.events = _ranks((at, self.items[item], event) for event, at, item in events)
        first: dict[int, tuple[int, int]] = {}
        for body, item, revision in pages:
            first[body] = min(first.get(body, (self.items[item], revision)), (self.items[item], revision))
        self.bodies = _ranks((*place, body) for body, place in first.items())

    def __call__(self, table: str, column: str, value: Any) -> Any:
        """As a `Numbering`. A digest has ids as well; a page that names ports has a hash of its own in each run."""
        if (table, column) == ("digests", "document"):
            return json.dumps(self.in_json(json.loads(value)))
        if (table, column) == ("validators", "body_hash"):
            return _UNSEEN
        known: Mapping[int, int] = {}
        if column in {"item", "other", "copy_of", "variant_of", "into_item", "heir"}:
            known = self.items
        elif column == "id":
            known = {"items": self.items, "current": self.items, "events": self.events, "bodies": self.bodies}.get(
                table, {}
            )
        elif column in {"base", "body"} and table in {"bodies", "pages", "host_bases"}:
            known = self.bodies
        return known.get(value, value) if isinstance(value, int) else value

    def in_json(self, value: Any, key: str = "id") -> Any:
        """A digest, or an item of `items --json`, with these numbers."""
        if isinstance(value, dict):
            return {name: self.in_json(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self.in_json(each, key) for each in value]
        return self("current", {"items": "item"}.get(key, key), value)


def _ranks(keys: Iterable[tuple[Any, ...]]) -> dict[int, int]:
    return {key[-1]: rank for rank, key in enumerate(sorted(keys), 1)}


# ── the database ──────────────────────────────────────────────────────────────────────────────────────────────────


def database(path: Path, mask: Mask, number: Numbering, *, but: Sequence[str] = ()) -> Texts:
    """The schema with its comments, and every table and view that has rows."""
    texts, empty = {}, []
    with closing(_connected(path)) as connection:
        rows = connection.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name, type")
        schema = rows.fetchall()
        texts["schema.sql"] = "\n\n".join(f"{sql};" for _, _, sql in schema) + "\n"
        searches = [name for name, _, sql in schema if "USING fts5" in sql]
        for name in (name for name, kind, _ in schema if kind in ("table", "view")):
            if name in but or any(name.startswith(f"{search}_") for search in searches):
                continue
            shown = _search(connection, name, number) if name in searches else _table(connection, name, mask, number)
            if shown:
                texts[f"tables/{name}.txt"] = shown
            else:
                empty.append(name)
    return texts | {"tables/empty.txt": "".join(f"{name}\n" for name in empty)}


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _table(connection: sqlite3.Connection, name: str, mask: Mask, number: Numbering) -> str:
    cursor = connection.execute(f'SELECT * FROM "{name}"')
    columns = [column for column, *_ in cursor.description]
    found = [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]
    rows = [{column: _value(connection, name, column, row, mask, number) for column in columns} for row in found]
    if name in _LOGS:
        rows = [{column: value for column, value in row.items() if column != "id"} for row in rows]
    if name != "history" or number is not as_they_are:  # that view has an order of its own: the events' by their ids
        rows.sort(key=lambda row: [_order(value) for value in row.values()])
    if name in _COUNTED:
        return _counted(rows, _COUNTED[name])
    return "".join(map(_block if len(columns) > _WIDE else _line, rows))


def _value(
    connection: sqlite3.Connection, table: str, column: str, row: Mapping[str, Any], mask: Mask, number: Numbering
) -> Any:
    """What is shown of one column of a row."""
    value = number(table, column, row[column])
    if value is None:
        return None
    if (table, column) in _CLOCKED:
        return _UNSEEN
    if table == "bodies" and column in ("sha256", "data"):
        content = _unpacked(connection, row["id"])
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
        return short_hash(mask(content.decode("utf-8", "backslashreplace")))
    if table == "robots" and column == "body":
        value = value.decode()
    if isinstance(value, bytes):
        return f"{len(value)} bytes {short_hash(value)}"
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, str):
        value = mask(value)
        return short_hash(_sorted_json(value)) if (table, column) in _HASHED else value
    return value


def _unpacked(connection: sqlite3.Connection, body: int) -> bytes:
    """A kept page: a zstd frame whose dictionary is the page it was packed beside."""
    base, data = connection.execute("SELECT base, data FROM bodies WHERE id = ?", (body,)).fetchone()
    dictionary = None
    if base is not None and (content := _unpacked(connection, base)):
        dictionary = zstandard.ZstdCompressionDict(content, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(data)


def _sorted_json(text: str) -> str:
    """JSON with its keys in order: that of a vector's terms means nothing."""
    return json.dumps(json.loads(text), sort_keys=True) if text.startswith("{") else text


def _order(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    return (1, value) if isinstance(value, int | float) else (2, str(value))


def _counted(rows: Sequence[Mapping[str, Any]], column: str) -> str:
    groups: dict[Any, list[str]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(_line(row))
    return "".join(
        f"{column} {value}: {len(lines)} rows {short_hash(''.join(lines))}\n" for value, lines in sorted(groups.items())
    )


def _line(row: Mapping[str, Any]) -> str:
    return " | ".join("-" if value is None else str(value) for value in row.values()) + "\n"


def _block(row: Mapping[str, Any]) -> str:
    lines = [
        f"{column}: {value}" if "\n" not in str(value) else f"{column}:\n" + _indented(str(value))
        for column, value in row.items()
        if value is not None
    ]
    return "\n".join(lines) + "\n\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))


def _search(connection: sqlite3.Connection, name: str, number: Numbering) -> str:
    """A full-text index: which words it has where."""
    connection.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', '{name}', 'instance')")
    rows = connection.execute("SELECT term, doc, col, offset FROM temp.words").fetchall()
    connection.execute("DROP TABLE temp.words")
    lines = sorted(f"{term} {number(name, 'item', document)} {column} {at}" for term, document, column, at in rows)
    return f"{len(lines)} words {short_hash(chr(10).join(lines))}\n" if lines else ""


# ── files and what is printed ─────────────────────────────────────────────────────────────────────────────────────


def digests(folder: Path, mask: Mask) -> Texts:
    """The files of all digests. Of days on which nothing happened, and of copies, a hash."""
    texts, hashed = {}, {}
    for path in sorted(folder.iterdir()):
        text = mask(path.read_text(encoding="utf-8"))
        if path.name == "latest.html" or _is_quiet(folder / f"{path.name.split('.')[0]}.json"):
            hashed[path.name] = short_hash(text)
        else:
            texts[f"digests/{path.name}"] = text
    return texts | {"digests/hashed.txt": "".join(f"{name} {found}\n" for name, found in hashed.items())}


def _is_quiet(path: Path) -> bool:
    if not path.exists():
        return False
    document = json.loads(path.read_text(encoding="utf-8"))
    return not any(document[part] for part in ("new", "changed", "removed", "restored", "moved", "site_changes"))


def printed_json(text: str, mask: Mask) -> str:
    """What a command printed as JSON, laid out to be read; the first line stands for each of its bytes."""
    masked = mask(text)
    try:
        documents = [json.loads(masked)]
    except ValueError:
        documents = [json.loads(line) for line in masked.splitlines()]
    shown = (json.dumps(_shortened(document), indent=1, ensure_ascii=False) for document in documents)
    return "\n".join([f"printed as {short_hash(masked)}", *shown]) + "\n"


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shortened(each) for each in value]
    if isinstance(value, str) and len(value) > _LONG:
        return f"{value[:40]}… {len(value)} {short_hash(value)}"
    return value


def masked_measures(text: str) -> str:
    """What takes as long as it takes, and how much room SQLite and zstd of this machine need."""
    text = re.sub(r'("seconds": )[\d.]+', rf'\1"{_UNSEEN}"', text)
    text = re.sub(r'(\["date", ")[^"]+', rf"\1{_UNSEEN}", text)
    text = re.sub(r'("(?:kept_)?bytes": )\d+', rf'\1"{_UNSEEN}"', text)
    return re.sub(r"\b[\d.]+ [kM]B\b", f"{_UNSEEN} MB", text)


def masked_ports(text: str) -> str:
    """Ports of servers on this machine, and the hashes that servers make of pages which name them."""
    text = re.sub(r"(127\.0\.0\.\d+):\d{4,5}\b", r"\1:PORT", text)
    return re.sub(r'W/(\\?")[0-9a-f]{20}\\?"', r"W/\1ETAG\1", text)
