"""Databases that hold dates which do not count."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from service.store import Store

AT = "2026-11-20T09:00:00Z"
PAGES = {
    1: ("https://a.example/one", "0001-01-01T00:00:00Z", None),
    2: ("https://a.example/two", "2026-11-20T06:00:00Z", "2026-11-20T07:00:00Z"),
    3: ("https://a.example/three", "2031-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
    4: ("https://a.example/four", "1850-05-01T00:00:00Z", None),
    5: ("file:///papers/letter.txt", "1850-05-01T00:00:00Z", None),
    6: ("https://a.example/six", "2026-11-22T08:00:00Z", None),
}
"""Item → address, published, modified."""


def digest(published: str | None) -> str:
    return json.dumps({"date": "d", "new": [{"id": 1, "title": '"published": "1-01-01T', "published": published}]})


def damaged(path: Path, digests: dict[str, str]) -> None:
    """A database with these closed and written digests, as it was before dates were asked whether they count."""
    Store.open(path).close()
    with sqlite3.connect(path) as raw:
        for number, (url, published, modified) in PAGES.items():
            raw.execute(
                """INSERT INTO items (id, url, first_seen, last_seen, revision, text_hash, status)
                   VALUES (?, ?, ?, ?, 1, 'h', 'live')""",
                (number, url, AT, AT),
            )
            raw.execute(
                """INSERT INTO revisions (item, number, seen_at, published, modified, text, text_hash, notes, cites,
                   extractor) VALUES (?, 1, ?, ?, ?, 't', 'h', '[]', '[]', '12')""",
                (number, AT, published, modified),
            )
            raw.execute(
                "INSERT INTO links (key, url, source, published, named, state) VALUES (?, ?, 'post', ?, ?, 'read')",
                (url, url, published, AT),
            )
            raw.execute(
                """INSERT INTO story_accounts (item, revision, seen, published, language, names, words, vector)
                   VALUES (?, 1, ?, ?, 'en', '', '', '{}')""",
                (number, AT, published),
            )
        for date, document in digests.items():
            raw.execute("INSERT INTO digests VALUES (?, ?, ?, ?, ?, ?)", (date, AT, AT, AT, document, AT))
        raw.execute("PRAGMA user_version = 0")
    raw.close()


def dates(store: Store, table: str, column: str = "published") -> list[Any]:
    return [row[column] for row in store.database.rows(f"SELECT {column} FROM {table} ORDER BY rowid")]


def test_dates_that_do_not_count_become_none(tmp_path: Path) -> None:
    """Of revisions, links and stories; those that count, and old ones of the user's documents, stay."""
    damaged(tmp_path / "d.db", {})
    with Store.open(tmp_path / "d.db") as store:
        kept = [PAGES[number][1] if number in (2, 5, 6) else None for number in PAGES]
        assert dates(store, "revisions") == kept
        assert dates(store, "revisions", "modified") == [PAGES[2][2] if number == 2 else None for number in PAGES]
        assert dates(store, "story_accounts") == kept
        assert dates(store, "links") == [PAGES[number][1] if number in (2, 6) else None for number in PAGES]


def test_published_digests_that_cannot_be_read_are_repaired_and_written_again(tmp_path: Path) -> None:
    """With or without the zeros of their years; sound ones keep their bytes, also with an old date, or a title that
    looks like one."""
    bad = ("1-01-01T00:00:00Z", "12-01-01T00:00:00Z", "999-01-01T00:00:00Z", "0001-01-01T00:00:00Z")
    sound = ("2026-11-20T06:00:00Z", "1850-05-01T00:00:00Z", None)
    digests = {f"2026-11-{10 + place}": digest(date) for place, date in enumerate((*bad, *sound))}
    damaged(tmp_path / "d.db", digests)
    with Store.open(tmp_path / "d.db") as store:
        mended = dict(list(digests.items())[: len(bad)])
        assert store.digests.unwritten() == list(mended)
        for date, document in digests.items():
            row = store.database.row("SELECT document FROM digests WHERE date = ?", (date,))
            assert row is not None
            assert row["document"] == (digest(None) if date in mended else document)


def test_a_database_is_repaired_once(tmp_path: Path) -> None:
    """Later it is opened without a look at its rows."""
    path = tmp_path / "d.db"
    damaged(path, {})
    Store.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE revisions SET published = '0001-01-01T00:00:00Z' WHERE item = 2")
    raw.close()
    with Store.open(path) as store:
        assert dates(store, "revisions")[1] == "0001-01-01T00:00:00Z"


def test_the_count_of_a_later_version_stays(tmp_path: Path) -> None:
    """It knows repairs that this one does not, and must not make them again."""
    path = tmp_path / "d.db"
    Store.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 7")
    raw.close()
    with Store.open(path) as store:
        row = store.database.row("PRAGMA user_version")
        assert row is not None
        assert row[0] == 7
