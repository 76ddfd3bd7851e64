"""How well items are told apart, and how fast, beside the peers, on the same data in the same run.

    python benchmarks/identity.py [FOLDER] [--only TABLE,…] [--half tune|held|both|other] [--list N] [--growth N,N,…]

FOLDER (`../shared/benchmarks/identity` beside this checkout, unless given) holds `url-pairs.jsonl`, `documents.jsonl`,
`pairs.jsonl` and `stories.jsonl`; the extraction sets lie beside it. Peers that are not installed are left out; the
extra `bench` brings them.

Tables: `addresses`; `copies` of the labelled pairs (`copies.py`); `invented` pairs of which one fact, what a later
report adds, or what a notice is about differs (`invented_pairs.py`); `folding` of all documents in one store
(`folding.py`); `stories`; `growth`; `gathering` (`gathering.py`). `addresses` and `stories` compare values, the others
record documents as the product does.

`--half` is of the invented pairs: rules are tuned on one half, which is printed unless another is asked for, and
measured on the other; `other` are pairs over texts that neither half has. `--list` is how many wrong pairs of each file
and how many suspicious folds are shown.

`--growth` fills a database with so many synthetic documents, and prints what a lookup and a document cost: see
`growth.py`. 10,000 unless given; 1,000,000 take half an hour and 2 GB.

Precision and recall are of pairs that are taken for one: `false` are the pairs wrongly taken so. Stories are scored by
B³ (Bagga and Baldwin 1998): precision and recall of the others in an account's story, averaged over accounts.
"""

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.copies import copies, optional
from benchmarks.folding import folding
from benchmarks.gathering import gathered
from benchmarks.growth import growth
from benchmarks.invented_pairs import HALVES, OTHER, invented
from service.identity.stories.joining import Account, weighted
from service.identity.stories.story_terms import story_terms
from service.identity.stories.story_vector import Frequencies
from service.urls import loose_key, strict_key

DATA = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "identity"
TABLES = ("addresses", "copies", "invented", "folding", "stories", "growth", "gathering")

Row = dict[str, Any]


def rows(file: Path) -> list[Row]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def write(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_all(lines: Iterator[str]) -> None:
    """Print lines as they come."""
    for line in lines:
        write(line)


# ── addresses ─────────────────────────────────────────────────────────────────────────────────────────────────────


def addresses(pairs: Sequence[Row]) -> None:
    """The table of URL keys. The loose key is as in use: only where the text agrees, as it does in pairs that are the
    same; so its false merges are those of pairs that differ and have one text, of which there are none here."""
    write(f"\naddresses, {len(pairs)} pairs\n{'':34}     P     R  false   URLs/s")
    for tier in ("generic", "heur"):
        own = [pair for pair in pairs if pair["tier"] == tier]
        for name, key in keys():
            merged = [safe(key, pair["a"]) == safe(key, pair["b"]) for pair in own]
            same = [bool(pair["same"]) for pair in own]
            _row(f"{tier:8} {name}", merged, same, speed(key, [pair[side] for pair in own for side in "ab"]))


def keys() -> Iterator[tuple[str, Callable[[str], Hashable]]]:
    """Our keys and the peers'."""
    yield "dateline strict", strict_key
    yield "dateline loose", loose_key
    if (w3lib := optional("w3lib.url")) is not None:
        yield "w3lib canonicalize_url", w3lib.canonicalize_url
    if (courlan := optional("courlan")) is not None:
        yield "courlan strict", lambda url: courlan.normalize_url(url, strict=True)


def safe(key: Callable[[str], Hashable], url: str) -> Hashable:
    """The key, or the URL itself where there is none."""
    try:
        return key(url)
    except ValueError:
        return url


def speed(key: Callable[[str], Hashable], urls: Sequence[str]) -> float:
    """URLs a second, each new."""
    many = [f"{url}{'&' if '?' in url else '?'}n={n}" for n in range(2_000 // len(urls) + 1) for url in urls]
    start = time.process_time()
    for url in many:
        safe(key, url)
    return len(many) / (time.process_time() - start)


def _row(name: str, merged: Sequence[bool], same: Sequence[bool], rate: float) -> None:
    hit = sum(a and b for a, b in zip(merged, same, strict=True))
    false = sum(a and not b for a, b in zip(merged, same, strict=True))
    precision = hit / (hit + false) if hit + false else 1.0
    write(f"{name:34} {precision:5.3f} {hit / max(1, sum(same)):5.3f} {false:6} {rate:8,.0f}")


# ── stories ───────────────────────────────────────────────────────────────────────────────────────────────────────


def stories(documents: Sequence[Row]) -> None:
    """B³ of the stories clustered from texts alone."""
    terms = [
        story_terms(title=document.get("title"), text=document["text"], language=document.get("language"))
        for document in documents
    ]
    languages = Counter(one.language for one in terms)
    holders = Counter((one.language, term) for one in terms for term in one.all_terms)
    frequencies = Frequencies(documents=languages, holders=holders)
    start = time.process_time()
    accounts = [Account(item=number, terms=one, published=None) for number, one in enumerate(terms)]
    story = gathered([weighted(account, frequencies) for account in accounts])
    seconds = time.process_time() - start
    found = [story.get(number, -1 - number) for number in range(len(documents))]
    precision, recall = b_cubed(found, [document["story"] for document in documents])
    f = 2 * precision * recall / (precision + recall)
    write(f"\nstories, {len(documents)} texts of {len({document['story'] for document in documents})} events")
    write(f"dateline, text alone     B³ F {f:.3f} P {precision:.3f} R {recall:.3f}, {seconds:.1f} s")


def b_cubed(found: Sequence[Hashable], truth: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall."""
    both = Counter(zip(found, truth, strict=True))
    own, true = Counter(found), Counter(truth)
    pairs = list(zip(found, truth, strict=True))
    return (
        statistics.fmean(both[pair] / own[pair[0]] for pair in pairs),
        statistics.fmean(both[pair] / true[pair[1]] for pair in pairs),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="that holds url-pairs.jsonl and the others")
    parser.add_argument("--only", metavar="TABLE,…", type=tables, default=TABLES, help=", ".join(TABLES))
    parser.add_argument("--half", choices=(*HALVES, "both", OTHER), default=HALVES[0], help="of the invented pairs")
    parser.add_argument("--list", metavar="N", type=int, default=30, help="wrong pairs and suspicious folds shown")
    parser.add_argument("--growth", metavar="N,N,…", type=steps, default=(10_000,), help="documents, a row each")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"{given.folder}: no such folder; name the one that holds url-pairs.jsonl and pairs.jsonl")
    for name in given.only:
        print_table(name, given)
    return 0


def print_table(name: str, given: argparse.Namespace) -> None:
    """Print one table. Each reads what it needs."""
    folder = given.folder
    match name:
        case "addresses":
            addresses(rows(folder / "url-pairs.jsonl"))
        case "copies":
            write_all(copies(rows(folder / "documents.jsonl"), rows(folder / "pairs.jsonl")))
        case "invented":
            write_all(invented(given.half, given.list))
        case "folding":
            write_all(folding(folder, given.list))
        case "stories":
            stories(rows(folder / "stories.jsonl"))
        case "growth":
            write_all(growth(folder, given.growth))
        case "gathering":
            # Written beside this; a checkout may lack it.
            if (gathering := optional("benchmarks.gathering")) is not None:
                gathering.main([])


def tables(text: str) -> tuple[str, ...]:
    """`copies,stories` as names."""
    names = tuple(text.split(","))
    if unknown := set(names) - set(TABLES):
        raise ValueError(f"{', '.join(sorted(unknown))}: no such table")
    return names


def steps(text: str) -> tuple[int, ...]:
    """`10000,100_000` as numbers."""
    sizes = tuple(sorted({int(size) for size in text.split(",")}))
    if sizes[0] <= 0:
        raise ValueError(f"{text}: documents are counted from 1")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
