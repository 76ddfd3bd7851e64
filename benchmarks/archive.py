"""What a kept page takes: ways to pack the pages of one host, and what the archive itself makes of them.

    python benchmarks/archive.py [FOLDER]

FOLDER (`../shared/benchmarks/extraction` beside this checkout, unless given) holds sets of pages: `ID.html.gz` with its
truth `ID.json` (`url`). Used are the hosts with two pages and more. `first` and `later` are the mean bytes of the first
and of the other pages of a host; a trained dictionary counts with the first, since it has to be kept, too. A revision
is the page again with a word more and some of its long runs of digits (ids, times) changed. `ms` is CPU time a page.
"""

import gzip
import hashlib
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import zstandard

from service.models import Article, TextBlock
from service.store import KeptPage, Store
from service.store.archived_pages import COMPRESSION_LEVEL, pack
from service.urls import host

PAGES = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "extraction"
SETS = ("wcxb-dev", "fundus-dev")
TRAINED = 20_000
"""Bytes of a trained dictionary: of two or three pages there is no more to be learned."""
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

Way = Callable[[list[bytes]], Iterator[int]]
"""The pages of a host → the bytes that each takes."""


def hosts(folder: Path) -> dict[str, list[bytes]]:
    """The pages of each host with two and more."""
    found: dict[str, list[bytes]] = {}
    for file in sorted(file for name in SETS for file in (folder / name).glob("*.json")):
        url = json.loads(file.read_text(encoding="utf-8"))["url"]
        if url.startswith("http"):
            body = gzip.decompress(file.with_suffix(".html.gz").read_bytes())
            found.setdefault(host(url).removeprefix("www."), []).append(body)
    return {name: pages for name, pages in found.items() if len(pages) > 1}


# ── ways ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def alone(level: int) -> Way:
    """Each page for itself."""
    packer = zstandard.ZstdCompressor(level=level)
    return lambda pages: (len(packer.compress(page)) for page in pages)


def beside(level: int, *, previous: bool) -> Way:
    """The first page alone, the others with the first one, or the one before, as the dictionary."""

    def way(pages: list[bytes]) -> Iterator[int]:
        yield len(zstandard.ZstdCompressor(level=level).compress(pages[0]))
        for at, page in enumerate(pages[1:]):
            base = pages[at if previous else 0]
            dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
            yield len(zstandard.ZstdCompressor(level=level, dict_data=dictionary).compress(page))

    return way


def trained(pages: list[bytes]) -> Iterator[int]:
    """All pages with a dictionary trained on all of them: more than a service could know beforehand."""
    pieces = [page[at : at + 4096] for page in pages for at in range(0, len(page), 4096)]
    try:
        dictionary = zstandard.train_dictionary(TRAINED, pieces)
    except zstandard.ZstdError:  # too little to learn from
        yield from alone(COMPRESSION_LEVEL)(pages)
        return
    packer = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL, dict_data=dictionary)
    kept = len(zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(dictionary.as_bytes()))
    for at, page in enumerate(pages):
        yield len(packer.compress(page)) + (0 if at else kept)


def archived(pages: list[bytes]) -> Iterator[int]:
    """What the archive's own tables hold, each page of an item of its own."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db") as store:
        before = 0
        for at, page in enumerate(pages):
            with store.transaction():
                item = store.items.add(Article(blocks=(TextBlock("x"),)), url=f"https://h/{at}", text_hash="", now=NOW)
                keep(store, item, 1, page)
            kept = store.archive.totals()[1]
            yield kept - before
            before = kept


def keep(store: Store, item: int, revision: int, body: bytes) -> None:
    """Keep a page of one host."""
    url, digest = f"https://host.example/{item}", hashlib.sha256(body).hexdigest()
    store.archive.keep(
        KeptPage(
            item=item,
            revision=revision,
            source="s",
            key=url,
            url=url,
            fetched_at=NOW,
            status=200,
            headers=(),
            sha256=digest,
            size=len(body),
        ),
        body,
    )


def revised(pages: list[bytes]) -> Iterator[int]:
    """Each page alone, and again after an edit, with itself as the dictionary."""
    chance = random.Random(len(pages))
    for page in pages:
        yield len(pack(page, None))
        yield len(pack(edited(page, chance), page))


def edited(page: bytes, chance: random.Random) -> bytes:
    """The page with a word more, and a third of its long runs of digits others than before."""

    def another(found: re.Match[bytes]) -> bytes:
        return found[0] if chance.random() < 2 / 3 else bytes(chance.choice(b"0123456789") for _ in found[0])

    middle = len(page) // 2
    return re.sub(rb"\d{6,}", another, page[:middle] + b" seventeen " + page[middle:])


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────────

WAYS: dict[str, Way] = {
    "zstd 3": alone(3),
    "zstd 10": alone(10),
    "zstd 19": alone(19),
    "trained dictionary": trained,
    "first page as dictionary, 3": beside(3, previous=False),
    f"first page as dictionary, {COMPRESSION_LEVEL}": beside(COMPRESSION_LEVEL, previous=False),
    f"page before as dictionary, {COMPRESSION_LEVEL}": beside(COMPRESSION_LEVEL, previous=True),
    "the archive": archived,
}


def line(name: str, way: Way, groups: list[list[bytes]], *, every: int) -> str:
    """A row; of `every` so many pages, the first counts as one."""
    start = time.process_time()
    first: list[int] = []
    later: list[int] = []
    for pages in groups:
        for at, size in enumerate(way(pages)):
            (later if at % every else first).append(size)
    count = len(first) + len(later)
    spent = 1000 * (time.process_time() - start) / count
    mean, one, two = ((sum(sizes) // len(sizes)) for sizes in (first + later, first, later))
    return f"{name:34} {mean:9,} {one:9,} {two:9,} {spent:7.1f}"


def show(text: str) -> None:
    """Print a line at once: level 19 takes its time."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    """Print the table."""
    groups = list(hosts(folder).values())
    count, size = sum(map(len, groups)), sum(len(page) for pages in groups for page in pages)
    show(f"{count} pages of {len(groups)} hosts, {size // count:,} bytes a page\n")
    show(f"{'bytes a page':34} {'all':>9} {'first':>9} {'later':>9} {'ms':>7}")
    for name, way in WAYS.items():
        show(line(name, way, groups, every=1_000_000))
    show(line("a page and its next revision", revised, groups, every=2))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
