"""A guard: a database written under earlier rules and opened under today's tells nothing that was not news.

    python benchmarks/upgrade.py --base REV [FOLDER] [--documents N]

REV is the revision of git whose rules wrote the database. FOLDER holds `documents.jsonl`, as for `identity.py`; of its
documents that have hours the first N are served by a site on loopback, with the invented pairs, under several hosts.

    REV's program: fetch, digest  →  a copy of its folder  →  each program on its copy: fetch --recheck, digest
    →  pages are touched up  →  each again: fetch --recheck, digest

1. No page changes before the second look. So the two copies must tell the same: the events that are recorded, the
   digest that was published before, the one after it, and which item is a copy or a variant of which.
2. Before the third look every `TOUCHED`th page gains a line without a fact, its title once more. How the edit is told
   may differ; but no item that was there may be told as new under today's rules where it is not under the earlier ones.

What differs is printed, and the exit status is 1 where anything does. Stories are clustered anew under any rules, which
tells nothing: how many items have another story is printed, and is no fault.
"""

import argparse
import html
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.copies import document_of
from benchmarks.identity import DATA, rows, write
from benchmarks.invented_pairs import FILES, pairs_of
from benchmarks.recording import Document, in_order

ROOT = Path(__file__).resolve().parents[1]
HOSTS = tuple(f"127.0.0.{number}" for number in range(2, 10))
"""Loopback addresses, each a host of its own; documents that come one after the other are on different ones."""
DAYS = tuple((f"2026-03-0{day}T12:00:00Z", f"2026-03-0{day + 1}T08:00:00Z") for day in (2, 3, 4))
"""When pages are read, and when the digest of that day is written."""
DAY = datetime(2026, 3, 2, tzinfo=UTC)
SPREAD = timedelta(hours=11)
"""The time within which the documents were published, in their order."""
TOUCHED = 3
MOST = 1_000
"""Pages of a feed that are read when it is first asked."""
SHOWN = 20
"""Differences that are printed of each sort."""

# ── the site ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Site:
    """What is served: bodies by host and path."""

    port: int = 0
    pages: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def publish(self, documents: Sequence[Document]) -> None:
        """Serve documents as pages of the hosts in turn, each in the feed of its host."""
        entries: dict[str, list[str]] = {host: [] for host in HOSTS}
        for number, document in enumerate(documents):
            host, path = HOSTS[number % len(HOSTS)], f"/article-{number}"
            at = None if document.hours is None else DAY + SPREAD * number / len(documents)
            self.pages[host, path] = _page(document, at)
            entries[host].append(_entry(document, f"http://{host}:{self.port}{path}", at))
        for host, own in entries.items():
            feed = (
                f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{"".join(own)}</channel></rss>'
            )
            self.pages[host, "/feed.xml"] = feed.encode()

    def touch_up(self) -> None:
        """Add a line to every `TOUCHED`th page: its own, since one that many pages have is boilerplate."""
        for key in [key for key in self.pages if key[1] != "/feed.xml"][::TOUCHED]:
            before, _, after = self.pages[key].partition(b"</article>")
            title = before.partition(b"<h1>")[2].partition(b"</h1>")[0]
            self.pages[key] = b"%s<p>You have been reading our report about this: %s</p></article>%s" % (
                before,
                title,
                after,
            )

    def sources(self) -> str:
        """Return the `sources.yaml` that follows it."""
        lines = [
            "settings:",
            "  timezone: UTC",
            '  digest: {at: "07:00"}',
            "  fetch: {delay: 0s, allow_networks: [127.0.0.0/8]}",
            "sources:",
            *(
                f'  - {{name: "site-{host}", url: "http://{host}:{self.port}/feed.xml", max_items: {MOST}}}'
                for host in HOSTS
            ),
        ]
        return "\n".join(lines) + "\n"


@contextmanager
def serving(documents: Sequence[Document]) -> Iterator[Site]:
    """Serve documents while the context lasts."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = site.pages.get((self.headers["Host"].partition(":")[0], self.path))
            self.send_response(404 if body is None else 200)
            kind = "application/rss+xml" if self.path.endswith(".xml") else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # all of 127.0.0.0/8
    server.daemon_threads = True
    site.port = server.server_address[1]
    site.publish(documents)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _page(document: Document, at: datetime | None) -> bytes:
    title = html.escape(document.title or document.text[:60])
    dated = "" if at is None else f'<meta property="article:published_time" content="{at.isoformat()}">'
    text = "".join(f"<p>{html.escape(line)}</p>\n" for line in document.text.split("\n") if line.strip())
    language = f' lang="{document.language}"' if document.language else ""
    page = f"""<!doctype html><html{language}><head><meta charset="utf-8"><title>{title}</title>{dated}</head>
<body><main><article><h1>{title}</h1>{text}</article></main></body></html>"""
    return page.encode()


def _entry(document: Document, url: str, at: datetime | None) -> str:
    title = html.escape(document.title or document.text[:60])
    dated = "" if at is None else f"<pubDate>{format_datetime(at)}</pubDate>"
    return f"<item><title>{title}</title><link>{url}</link>{dated}</item>"


# ── the two programs ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A checkout of Dateline, run as a person runs it in a folder with a `sources.yaml`."""

    code: Path

    def day(self, home: Path, number: int, *arguments: str) -> "Told":
        """Read the sources on one of `DAYS`, publish its digest, and return what has been told by then."""
        read, closes = DAYS[number]
        self._run(home, read, "fetch", *arguments)
        self._run(home, closes, "digest")
        return Told.of(home)

    def _run(self, home: Path, now: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "service", "--now", now, *arguments]
        done = subprocess.run(
            command, cwd=home, env=os.environ | {"PYTHONPATH": str(self.code)}, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} in {self.code} exited with {done.returncode}\n{done.stderr[-2000:]}")


def checkout(revision: str, folder: Path) -> Path:
    """Write the program as of a revision of git into a folder, and return it."""
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", revision, "service"], capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


# ── what they tell ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a database says was told, and how its items stand to one another."""

    events: list[tuple[int | None, str, str, str | None]]
    """Item, kind, the date of its digest, and what is said of it."""
    digests: dict[str, Any]
    """By date, those that are published."""
    places: dict[int, tuple[int | None, int | None]]
    """Of which item each is a copy, and of which a variant."""
    stories: dict[int, int | None]

    @classmethod
    def of(cls, home: Path) -> "Told":
        """Read it from the database of a folder, of any version."""
        with closing(sqlite3.connect(home / "db" / "dateline.db")) as database:
            database.row_factory = sqlite3.Row
            events = database.execute("SELECT item, kind, digest, summary FROM events ORDER BY id").fetchall()
            items = database.execute("SELECT id, copy_of, variant_of, story FROM items ORDER BY id").fetchall()
            digests = database.execute("SELECT date, document FROM digests WHERE document IS NOT NULL").fetchall()
        return cls(
            events=[tuple(event) for event in events],
            digests={row["date"]: json.loads(row["document"]) for row in digests},
            places={row["id"]: (row["copy_of"], row["variant_of"]) for row in items},
            stories={row["id"]: row["story"] for row in items},
        )


def differing(old: Told, new: Told) -> dict[str, list[str]]:
    """Return by what the second tells otherwise than the first, a line each."""
    both = set(old.events) & set(new.events)
    moved = [item for item in old.places | new.places if old.places.get(item) != new.places.get(item)]
    return {
        "events that one of them lacks": [str(event) for event in old.events + new.events if event not in both],
        "parts of digests that differ": list(unlike(old.digests, new.digests)),
        "copies and variants that differ": [
            f"item {item}: {old.places.get(item)} → {new.places.get(item)}" for item in moved
        ],
    }


def unlike(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """Return where two JSON values differ, a line each. A key that only the second has, and that is empty, is none."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old | new:
            if key in old or new[key]:
                yield from unlike(old.get(key), new.get(key), f"{path}/{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from unlike(one, other, f"{path}/{number}")
    elif old != new:
        yield f"{path}: {str(old)[:100]} → {str(new)[:100]}"


# ── the guard ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What was told by the end of each day: the first, then under the earlier rules and under today's."""

    first: Told
    unchanged: tuple[Told, Told]
    touched: tuple[Told, Told]


def upgrade(revision: str, documents: Sequence[Document]) -> Looks:
    """Let the earlier program write a database, and both read on from it."""
    with TemporaryDirectory() as place, serving(documents) as site:
        folder = Path(place)
        earlier, today = Program(code=checkout(revision, folder / "code")), Program(code=ROOT)
        first, old, new = (folder / name for name in ("first", "old", "new"))
        first.mkdir()
        (first / "sources.yaml").write_text(site.sources(), encoding="utf-8")
        told = earlier.day(first, 0)
        for home in (old, new):
            shutil.copytree(first, home)
        unchanged = earlier.day(old, 1, "--recheck"), today.day(new, 1, "--recheck")
        site.touch_up()
        touched = earlier.day(old, 2, "--recheck"), today.day(new, 2, "--recheck")
        return Looks(first=told, unchanged=unchanged, touched=touched)


def told_anew(old: Told, new: Told) -> list[str]:
    """Return the events by which the second tells an item as new that the first does not."""
    known = {item for item, kind, _, _ in old.events if kind == "new"}
    return [str(event) for event in new.events if event[1] == "new" and event[0] not in known]


def sample(folder: Path, count: int) -> list[Document]:
    """Return the first documents that have hours, in their order, and after them the invented pairs."""
    documents = in_order([one for one in map(document_of, rows(folder / "documents.jsonl")) if one.hours is not None])
    invented = [document for file in FILES for pair in pairs_of(file, "tune") for document in (pair.one, pair.other)]
    return [*documents[:count], *invented[:count]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what differs; the exit status is 1 where anything does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="that holds documents.jsonl")
    parser.add_argument("--base", metavar="REV", required=True, help="the revision whose rules wrote the database")
    parser.add_argument("--documents", metavar="N", type=int, default=300, help="real ones, and as many invented ones")
    given = parser.parse_args(arguments)
    looks = upgrade(given.base, sample(given.folder, given.documents))
    first, (old, new) = looks.first, looks.unchanged
    copies = sum(copy is not None for copy, _ in first.places.values())
    write(f"{len(first.places)} items under {given.base}, {copies} folded, {len(first.events)} events")
    for name, (earlier, today) in (("unchanged", looks.unchanged), ("touched up", looks.touched)):
        write(f"pages {name}: {len(earlier.events)} events under its rules, {len(today.events)} under today's")
    changed = sum(new.stories.get(item) != story for item, story in old.stories.items())
    write(f"items in another story: {changed} of {len(old.stories)}")
    found = differing(old, new) | {"items told as new after pages were touched up": told_anew(*looks.touched)}
    for what, lines in found.items():
        write(f"{what}: {len(lines)}")
        for line in lines[:SHOWN]:
            write(f"    {line}")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
