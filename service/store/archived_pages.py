"""The archive: the pages that revisions were read from, each body once, packed beside one like it.

The first page of a host is packed alone, and is the dictionary of the first pages of other items; an item's first page
is that of its later ones. A body that others need as their dictionary is never deleted before them: the tables refuse.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import zstandard

from service.errors import StoreDamaged
from service.store.database import Database, Row
from service.store.sql_values import read, stored
from service.urls import host

DEEPEST = 2
"""Bases that reading a body may take: the body of its item, and that of its host."""

MOST_USES = 64
"""Bodies packed with one base; then another is chosen. Sites change their design, and damage to one body must not make
all others unreadable."""

COMPRESSION_LEVEL = 9
"""Measured by benchmarks/archive.py, of 312 kB a page: alone a page takes 46 kB, beside one of its host 28 kB (with
level 3, 36 kB), its next revision 1 kB. Of a page of 15 MB with one edit, levels below 9 do not find the rest again."""

_LEAST_WINDOW, _LARGEST_WINDOW = 17, 25
"""Powers of two. A dictionary is of use as far as the window reaches: 25 holds two bodies of the default limit."""

Keep = Literal["all", "latest", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """The page from which a revision was extracted, without its body."""

    item: int
    revision: int
    source: str
    """The source for which it was read."""
    key: str
    """The key of its link."""
    url: str
    """Its address after redirects."""
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    """Those that describe the body; names in lower case."""
    sha256: str
    """Of the body, hex."""
    size: int
    """Of the body, in bytes."""

    def header(self, name: str) -> str | None:
        """Return the first value of header `name` (lower case), or None."""
        return next((value for key, value in self.headers if key == name), None)


class Archive:
    """The tables `pages`, `bodies` and `host_bases`. Every write is made inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def keep(self, page: KeptPage, body: bytes) -> None:
        """Keep the page of a revision that has none yet."""
        found = self._database.row("SELECT id FROM bodies WHERE sha256 = ?", (page.sha256,))
        self._database.table("pages").insert(
            {
                "item": page.item,
                "revision": page.revision,
                "source": page.source,
                "key": page.key,
                "url": page.url,
                "fetched_at": stored(page.fetched_at),
                "status": page.status,
                "headers": json.dumps(page.headers, ensure_ascii=False),
                "body": found["id"] if found else self._keep_body(page, body),
            }
        )

    def _keep_body(self, page: KeptPage, body: bytes) -> int:
        name = host(page.url).removeprefix("www.")
        base, content = self._base(page.item, name)
        row: dict[str, Any] = {
            "sha256": page.sha256,
            "size": page.size,
            "base": base and base["id"],
            "depth": base["depth"] + 1 if base else 0,
            "data": pack(body, content),
        }
        added = self._database.table("bodies").insert(row).last_pk
        assert isinstance(added, int)
        if base is None:
            self._database.run("INSERT OR REPLACE INTO host_bases (host, body) VALUES (?, ?)", (name, added))
        return added

    def _base(self, item: int, name: str) -> tuple[Row | None, bytes | None]:
        """Return the body with which to pack a page of this item and host, and its content; or (None, None)."""
        for row in (self._item_base(item), self._host_base(name)):
            if row is not None and self._uses(row["id"]) < MOST_USES:
                try:
                    return row, self._content(row["id"])
                except ValueError:
                    continue  # damaged: what needs it is lost, what comes now must not be
        return None, None

    def _item_base(self, item: int) -> Row | None:
        newest = self._database.row(
            """SELECT b.id, b.depth, b.base FROM pages p JOIN bodies b ON b.id = p.body
               WHERE p.item = ? ORDER BY p.revision DESC LIMIT 1""",
            (item,),
        )
        if newest is None or newest["depth"] < DEEPEST:
            return newest
        return self._database.row("SELECT id, depth FROM bodies WHERE id = ?", (newest["base"],))

    def _host_base(self, name: str) -> Row | None:
        sql = "SELECT b.id, b.depth FROM host_bases h JOIN bodies b ON b.id = h.body WHERE h.host = ?"
        return self._database.row(sql, (name,))

    def _uses(self, body: int) -> int:
        row = self._database.row("SELECT count(*) AS uses FROM bodies WHERE base = ?", (body,))
        assert row is not None
        return int(row["uses"])

    def carry_over(self, page: KeptPage, revision: int) -> None:
        """Keep a page as that of another revision of the item, too."""
        self._database.run(
            """INSERT INTO pages SELECT item, :to, source, key, url, fetched_at, status, headers, body FROM pages
               WHERE item = :item AND revision = :revision""",
            {"item": page.item, "revision": page.revision, "to": revision},
        )

    def forget(self, source: str, *, keep: Keep, before: datetime | None) -> int:
        """Delete pages read for a source, and return how many.

        `none`: all; `latest`: all but the newest of each item; and in any case those fetched before a time, except the
        newest of each item that has not been removed: it is needed to tell our own changes from edits. The newest is
        that of the item's present version, which may be an earlier one again.
        """
        if keep == "none":
            return self._database.run("DELETE FROM pages WHERE source = ?", (source,))
        newest = """SELECT coalesce(max(CASE WHEN p.revision = i.revision THEN p.revision END), max(p.revision))
                    FROM pages p JOIN items i ON i.id = p.item WHERE p.item = pages.item"""
        older = f"revision <> ({newest})"
        forgotten = 0
        if keep == "latest":
            forgotten += self._database.run(f"DELETE FROM pages WHERE source = ? AND {older}", (source,))
        if before is not None:
            removed = "item IN (SELECT id FROM items WHERE status = 'removed')"
            forgotten += self._database.run(
                f"DELETE FROM pages WHERE source = ? AND fetched_at < ? AND ({older} OR {removed})",
                (source, stored(before)),
            )
        return forgotten

    def sweep(self) -> int:
        """Delete the bodies that no page and no other body needs, and return how many."""
        unused = """NOT EXISTS (SELECT 1 FROM pages p WHERE p.body = {0})
                    AND NOT EXISTS (SELECT 1 FROM bodies b WHERE b.base = {0})"""
        alone = f"{unused.format('bodies.id')} AND NOT EXISTS (SELECT 1 FROM host_bases h WHERE h.body = bodies.id)"
        deleted = 0
        # Once a depth, the deepest first: a body is unused when the last that needed it has gone.
        for depth in range(DEEPEST, -1, -1):
            self._database.run(f"DELETE FROM host_bases WHERE {unused.format('host_bases.body')}")
            deleted += self._database.run(f"DELETE FROM bodies WHERE depth = ? AND {alone}", (depth,))
        return deleted

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def has(self, item: int, revision: int) -> bool:
        """Say whether the page of a revision is kept."""
        return self._database.row("SELECT 1 FROM pages WHERE item = ? AND revision = ?", (item, revision)) is not None

    def newest(self, item: int) -> KeptPage | None:
        """Return the page from which the item's version was read, or another with its title and text, or None."""
        row = self._database.row(
            f"""{_PAGES} JOIN items i ON i.id = p.item JOIN revisions r ON r.item = p.item AND r.number = p.revision
                JOIN revisions c ON c.item = i.id AND c.number = i.revision
                WHERE p.item = ? AND r.text_hash = c.text_hash AND r.title IS c.title
                ORDER BY p.revision = c.number DESC, p.revision DESC LIMIT 1""",
            (item,),
        )
        return _page(row) if row else None

    def of(self, item: int) -> list[KeptPage]:
        """Return the pages kept of an item, by revision."""
        return [_page(row) for row in self._database.rows(f"{_PAGES} WHERE p.item = ? ORDER BY p.revision", (item,))]

    def items(self, *, source: str | None = None, since: datetime | None = None) -> list[int]:
        """Return the items of which pages are kept that were read for a source and fetched since a time."""
        conditions = ["1"] + ["source = ?"] * (source is not None) + ["fetched_at >= ?"] * (since is not None)
        parameters = [value for value in (source, since and stored(since)) if value is not None]
        sql = f"SELECT DISTINCT item FROM pages WHERE {' AND '.join(conditions)} ORDER BY item"
        return [int(row["item"]) for row in self._database.rows(sql, parameters)]

    def count(self, *, source: str | None = None) -> int:
        """Return how many pages are kept of all items, or of those of which one was read for a source."""
        chosen = "" if source is None else " WHERE item IN (SELECT item FROM pages WHERE source = :source)"
        row = self._database.row(f"SELECT count(*) AS pages FROM pages{chosen}", {"source": source})
        assert row is not None
        return int(row["pages"])

    def sources(self) -> list[str]:
        """Return the names of all sources for which pages were read."""
        return [row["source"] for row in self._database.rows("SELECT DISTINCT source FROM pages ORDER BY source")]

    def body(self, page: KeptPage) -> bytes:
        """Return the body of a page, as it was read.

        Raises:
            StoreDamaged: it, or a body that it was packed with, is damaged or missing.
        """
        where = f"item {page.item}, revision {page.revision}: the page kept of {page.url} cannot be read"
        row = self._database.row("SELECT id FROM bodies WHERE sha256 = ?", (page.sha256,))
        if row is None:
            raise StoreDamaged(f"{where}: its body is missing")
        try:
            body = self._content(row["id"])
        except ValueError as error:
            raise StoreDamaged(f"{where}: {error}; all else can") from error
        if hashlib.sha256(body).hexdigest() != page.sha256:
            raise StoreDamaged(f"{where}: it is not what was kept; all else can")
        return body

    def _content(self, body: int) -> bytes:
        """Return a body.

        Raises:
            ValueError: it, or one of its bases, cannot be read.
        """
        frames = self._frames(body)
        content: bytes | None = None
        for row in frames:
            content = unpack(row["data"], content, size=row["size"])
        if content is None:
            raise ValueError("a body that it was packed with is missing")
        return content

    def _frames(self, body: int) -> Sequence[Row]:
        """Return the frame of a body after those of its bases; empty if one is missing."""
        rows = self._database.rows(
            """WITH RECURSIVE chain (id, base) AS (
                   SELECT id, base FROM bodies WHERE id = ?
                   UNION ALL SELECT b.id, b.base FROM chain c JOIN bodies b ON b.id = c.base LIMIT ?)
               SELECT b.depth, b.base, b.size, b.data FROM chain c JOIN bodies b ON b.id = c.id ORDER BY b.depth""",
            (body, DEEPEST + 1),
        )
        return rows if rows and rows[0]["base"] is None else ()

    def totals(self, item: int | None = None) -> tuple[int, int]:
        """Return how many pages are kept, of one item or of all, and how many bytes their bodies take.

        For one item, bodies that other items have too count in full; those with which they are packed do not count.
        """
        pages = "SELECT count(*) FROM pages" + ("" if item is None else " WHERE item = :item")
        bodies = "SELECT coalesce(sum(length(data)), 0) FROM bodies"
        if item is not None:
            bodies += " WHERE id IN (SELECT body FROM pages WHERE item = :item)"
        row = self._database.row(f"SELECT ({pages}) AS pages, ({bodies}) AS bytes", {"item": item})
        assert row is not None
        return row["pages"], row["bytes"]


_PAGES = """SELECT p.item, p.revision, p.source, p.key, p.url, p.fetched_at, p.status, p.headers, b.sha256, b.size
            FROM pages p JOIN bodies b ON b.id = p.body"""


def _page(row: Row) -> KeptPage:
    return KeptPage(
        item=row["item"],
        revision=row["revision"],
        source=row["source"],
        key=row["key"],
        url=row["url"],
        fetched_at=read(row["fetched_at"]),
        status=row["status"],
        headers=tuple((name, value) for name, value in json.loads(row["headers"])),
        sha256=row["sha256"],
        size=row["size"],
    )


# ── zstd frames ───────────────────────────────────────────────────────────────────────────────────────────────────


def pack(body: bytes, base: bytes | None) -> bytes:
    """Return a frame that holds `body`; `base` is the content of a similar page, which `unpack` then needs, too.

    15 MB take about 0.3 s and 250 MB of memory, a page of 300 kB beside one like it some 10 ms.
    """
    reach = (len(body) + len(base or b"")).bit_length()
    parameters = zstandard.ZstdCompressionParameters.from_level(
        COMPRESSION_LEVEL, window_log=max(_LEAST_WINDOW, min(_LARGEST_WINDOW, reach))
    )
    return zstandard.ZstdCompressor(dict_data=_dictionary(base), compression_params=parameters).compress(body)


def unpack(data: bytes, base: bytes | None, *, size: int) -> bytes:
    """Return the body of `size` bytes in a frame that `pack` made with this `base`.

    Raises:
        ValueError: the frame is damaged, holds another body, or was made with another base.
    """
    try:
        declared = zstandard.frame_content_size(data)
        if declared != size:
            raise ValueError(f"its frame holds {declared:,} bytes where {size:,} were kept")
        return zstandard.ZstdDecompressor(dict_data=_dictionary(base)).decompress(data, max_output_size=size)
    except zstandard.ZstdError as error:
        raise ValueError(f"its frame is damaged: {error}") from error


def _dictionary(base: bytes | None) -> zstandard.ZstdCompressionDict | None:
    if not base:
        return None
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
