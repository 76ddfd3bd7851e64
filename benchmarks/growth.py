"""What finding candidates costs as a database grows: `identity.py` prints it, one row a step.

Documents are synthetic. Their lengths are drawn from those of the labelled documents. Their words are real: each is
drawn by how often it follows the word before it on the labelled pages and in the stories. Every second document has a
line of these among its own, drawn by Zipf's law (the nth as often as 1/n), as agencies' sentences and publishers' set
phrases stand in many. So samples are shared about as often as in fact: 117 real pages have 1.4 % of theirs in common
with 800 others, their beginnings, as long as the synthetic documents, 1.0 %; synthetic documents have 1.5 %, without
the lines .1 %. Every tenth document is a copy of an earlier one, as in `COPIES`.

Filled, by the store's own classes, is what a lookup reads: `samples`, `likenesses`, and the rows of `items`. Revisions,
addresses and the full-text index stay empty. Filling has a large cache and does not wait for the disk; lookups are made
by a connection as Dateline opens it.
"""

import gc
import json
import random
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.extraction import SETS
from service.identity import ComparedWords, fingerprint
from service.models import Fingerprint
from service.store import Store

FEWEST = 20
"""Words of the shortest document; the labelled ones have 13."""
LINE = range(10, 61)
"""Words of a line that may stand in many documents."""
QUOTING = 0.5
"""Share of documents that have one."""
COPIES = ("whole", "touched up", "cut", "teaser", "excerpt")
"""What stands of an original in its copies, in equal parts."""
EVERY = 10
"""Documents of which one is a copy."""
PROCESSES = 2
AT_ONCE = 500
"""Documents whose fingerprints are taken in one call of a process."""
CALLS = 100
"""Calls whose results are written in one transaction, and so many may wait for it."""
LOOKUPS, WARMING = 3_000, 1_000
"""Lookups that are measured, and those made before."""
UNKNOWN = 1_000_000_000
"""Numbers from here are of documents that are never filled in."""
PARTS = ("samples", "likenesses", "likenesses_other", "items_text_hash", "items_copy_of")
"""What is kept to find items that are alike: tables and indexes."""

# ── documents ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Which words follow a word, as often as they do; lines, with their weights summed up; how long documents are."""

    following: dict[str, list[str]]
    opening: list[str]
    lines: list[tuple[str, ...]]
    weights: list[float]
    lengths: list[int]

    @classmethod
    def of(cls, texts: Iterable[str], lengths: Iterable[int]) -> "Language":
        """As in these texts. A word that nothing follows is followed by one that begins a text."""
        following: dict[str, list[str]] = {}
        opening, lines = [], []
        for text in texts:
            words = [sys.intern(word) for word in ComparedWords(text).spelt]
            opening += words[:1]
            for one, next_one in pairwise(words):
                following.setdefault(one, []).append(next_one)
            lines += [line for line in (ComparedWords(line).spelt for line in text.split("\n")) if len(line) in LINE]
        random.Random(0).shuffle(lines)
        return cls(
            following=following,
            opening=opening,
            lines=lines,
            weights=list(accumulate(1 / rank for rank in range(1, len(lines) + 1))),
            lengths=[max(FEWEST, length) for length in lengths],
        )

    def words(self, number: int) -> list[str]:
        """The original of that number, always the same."""
        draw = random.Random(number)
        length, following, opening, part = draw.choice(self.lengths), self.following, self.opening, draw.random
        words = [draw.choice(opening)]
        for _ in range(length - 1):
            choice = following.get(words[-1], opening)
            words.append(choice[int(part() * len(choice))])
        if self.lines and part() < QUOTING:
            at = draw.randrange(length)
            words[at:at] = draw.choices(self.lines, cum_weights=self.weights)[0]
        return words

    def text(self, number: int) -> str:
        """The document of that number: an original, or a copy of one."""
        original = original_of(number)
        if original is None:
            return " ".join(self.words(number))
        return self.copy(original, COPIES[number // EVERY % len(COPIES)])

    def copy(self, original: int, how: str) -> str:
        """A copy of an original."""
        words = self.words(original)
        half = len(words) // 2
        match how:
            case "touched up":
                words[30::60] = ["amended"] * len(words[30::60])
            case "cut":
                del words[half + 1 :]
            case "teaser":
                del words[60:]
            case "excerpt":
                words = words[half // 2 : half // 2 + half + 1]
        return " ".join(words)


def original_of(number: int) -> int | None:
    """Of which earlier document this one is a copy; None of an original."""
    if number % EVERY or number >= UNKNOWN:
        return None
    earlier = random.Random(-number).randrange(1, number)
    return earlier if earlier % EVERY else earlier + 1


@cache
def language(folder: Path) -> Language:
    """As of the labelled texts: of the stories in `folder`, and of the articles beside it where they are."""
    pages = sorted(page for name in SETS for page in (folder.parent / "extraction" / name).glob("*.json"))
    texts = [json.loads(page.read_text(encoding="utf-8"))["text"] for page in pages]
    return Language.of(
        [*texts, *_texts(folder / "stories.jsonl")],
        (len(ComparedWords(text)) for text in _texts(folder / "documents.jsonl")),
    )


def _texts(file: Path) -> list[str]:
    return [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]


# ── filling ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The fingerprints of documents from a number on, and the processor's seconds they took."""

    first: int
    marks: list[Fingerprint]
    seconds: float


def take(folder: Path, first: int, count: int) -> Taken:
    """In a process of its own."""
    texts = [language(folder).text(number) for number in range(first, first + count)]
    start = time.process_time()
    marks = [fingerprint(text) for text in texts]
    return Taken(first=first, marks=marks, seconds=time.process_time() - start)


@contextmanager
def processes(folder: Path) -> Iterator[ProcessPoolExecutor]:
    """That take fingerprints. Each has read the labelled texts when they are handed over, so that it is not timed."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for reading in [pool.submit(take, folder, 1, 1) for _ in range(PROCESSES)]:
            reading.result()
        yield pool


def fill(path: Path, pool: ProcessPoolExecutor, folder: Path, held: int, size: int, *, at_once: int = AT_ONCE) -> float:
    """Fill in the documents after `held` up to `size`; how many fingerprints a second a core has taken."""
    seconds = 0.0
    with Store.open(path) as store:
        for pragma in ("cache_size = -2000000", "synchronous = OFF"):
            store.database.run(f"PRAGMA {pragma}")
        calls = [(folder, first, min(at_once, size + 1 - first)) for first in range(held + 1, size + 1, at_once)]
        results = _in_order(pool, calls)
        for _ in range(0, len(calls), CALLS):
            with store.transaction():
                for taken in islice(results, CALLS):
                    seconds += taken.seconds
                    for number, mark in enumerate(taken.marks, taken.first):
                        add(store, number, mark)
        store.database.checkpoint()
    return (size - held) / seconds


def _in_order(pool: ProcessPoolExecutor, calls: Iterable[tuple[Path, int, int]]) -> Iterator[Taken]:
    waiting: deque[Future[Taken]] = deque()
    for call in calls:
        waiting.append(pool.submit(take, *call))
        if len(waiting) > CALLS:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def add(store: Store, number: int, mark: Fingerprint) -> None:
    """A document as far as a lookup reads it. Its number becomes its item's id."""
    url = f"https://www.example.org/news/2026/01/01/what-the-document-{number}-tells"
    store.database.run(
        """INSERT INTO items (id, url, language, site, first_seen, last_seen, revision, text_hash, status)
           VALUES (?, ?, 'en', 'Example', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 1, ?, 'live')""",
        (number, url, mark.text_hash),
    )
    store.samples.keep(number, mark)
    original = original_of(number)
    if original is not None:
        evidence = {"kind": "copy", "covered": 1.0, "covers": 1.0, "differing": []}
        store.similarities.relate(number, [(original, "copy", evidence, evidence)])
        store.similarities.place(number, copy_of=original, variant_of=None)


# ── looking up ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """One that was made. `how` its text is a copy; empty: it is not known. `taken` and `reckoned`: milliseconds of the
    clock and of the processor, which other programs do not lengthen."""

    how: str
    taken: float
    reckoned: float
    candidates: int
    found: bool


def lookups(path: Path, folder: Path, size: int) -> list[Lookup]:
    """Made of copies of documents that are held and of unknown ones, in turn."""
    draw, speech = random.Random(size), language(folder)
    gc.freeze()  # or the collector now and then passes through two million words of the benchmark's own: 12 ms
    made = []
    with Store.open(path) as store:
        for turn in range(WARMING + LOOKUPS):
            if turn % 2:
                number = draw.randrange(1, size + 1)
                original, how = original_of(number) or number, draw.choice(COPIES)
                made.append(look(store, fingerprint(speech.copy(original, how)), how, original))
            else:
                made.append(look(store, fingerprint(speech.text(UNKNOWN + turn)), "", None))
    return made[WARMING:]


def look(store: Store, mark: Fingerprint, how: str, original: int | None) -> Lookup:
    """One lookup, as when a page is recorded. An original is found by any item of its group."""
    start, processor = time.perf_counter(), time.thread_time()
    found = dict.fromkeys((*store.samples.items_with_text(mark.text_hash), *store.samples.candidates(mark)))
    processor, end = time.thread_time() - processor, time.perf_counter()
    return Lookup(
        how=how,
        taken=1000 * (end - start),
        reckoned=1000 * processor,
        candidates=len(found),
        found=original is not None and any(original in (item, original_of(item)) for item in found),
    )


# ── printing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def growth(folder: Path, sizes: Iterable[int]) -> Iterator[str]:
    """The table, line by line: each step adds to the database of the step before it."""
    yield (
        f"\ngrowth: {LOOKUPS:,} lookups a step, half of copies; filled are the tables that a lookup reads"
        f" (samples, likenesses, items),\nnot revisions, addresses and full-text index"
    )
    yield (
        f"{'documents':>11} {'filled/s':>9} {'fingerprints/s':>15} {'p50 ms':>7} {'p95 ms':>7} {'max ms':>7}"
        f" {'p95 cpu':>8} {'candidates':>11} {'p95':>4} {'recall':>7} {'B a document':>13}"
    )
    with TemporaryDirectory() as place, processes(folder) as pool:
        path, held = Path(place) / "growth.db", 0
        for size in sorted(sizes):
            start = time.perf_counter()
            rate = fill(path, pool, folder, held, size)
            seconds = time.perf_counter() - start
            made, parts = lookups(path, folder, size), {name: size_of(path, name) / size for name in PARTS}
            filled = f"{size:11,} {(size - held) / seconds:9,.0f} {rate:15,.0f}"
            yield f"{filled} {_summary(made)} {sum(parts.values()):13,.0f}"
            yield from _details(made, parts)
            held = size


def _summary(made: Sequence[Lookup]) -> str:
    times = sorted(one.taken for one in made)
    reckoned = sorted(one.reckoned for one in made)
    counts = sorted(one.candidates for one in made)
    half, late = len(made) // 2, len(made) * 95 // 100
    return (
        f"{times[half]:7.2f} {times[late]:7.2f} {times[-1]:7.2f} {reckoned[late]:8.2f}"
        f" {sum(counts) / len(counts):11.2f} {counts[late]:4} {_recall(made):7.3f}"
    )


def _recall(made: Iterable[Lookup]) -> float:
    known = [one.found for one in made if one.how]
    return sum(known) / len(known)


def _details(made: Sequence[Lookup], parts: dict[str, float]) -> Iterator[str]:
    kinds = Counter(one.how for one in made)
    recalls = (f"{how} {_recall(one for one in made if one.how == how):.3f}" for how in COPIES if kinds[how])
    strangers = sum(one.candidates for one in made if not one.how) / kinds[""]
    yield f"{'':11} recall: {', '.join(recalls)}; candidates of an unknown text: {strangers:.2f}"
    yield f"{'':11} B a document: " + ", ".join(f"{name} {part:.0f}" for name, part in parts.items())


def size_of(path: Path, name: str) -> int:
    """Bytes of the pages of a table or an index."""
    with Store.open(path) as store:
        row = store.database.row("SELECT pgsize FROM dbstat WHERE name = ? AND aggregate = TRUE", (name,))
    return int(row["pgsize"]) if row else 0
