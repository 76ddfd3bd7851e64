"""How well items are told apart, and how fast, beside the peers, on the same data in the same run.

    python benchmarks/identity.py [FOLDER] [--growth N,N,…]

FOLDER (`../shared/benchmarks/identity` beside this checkout, unless given) holds `url-pairs.jsonl`, `documents.jsonl`,
`pairs.jsonl` and `stories.jsonl`. Peers that are not installed are left out; the extra `bench` brings them.

`--growth` fills a database with so many synthetic documents, and prints what a lookup and a document cost: see
`growth.py`. 10,000 unless given; 1,000,000 take half an hour and 2 GB.

Precision and recall are of pairs that are taken for one: `false` are the pairs wrongly taken so. Stories are scored by
B³ (Bagga and Baldwin 1998): precision and recall of the others in an account's story, averaged over accounts.
"""

import argparse
import importlib
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.growth import growth
from service.identity import ComparedWords, MatchKind, Piece, fingerprint, relation, text_hash
from service.identity.stories.agglomerative import cluster_stories
from service.identity.stories.joining import Account, weighted
from service.identity.stories.story_terms import story_terms
from service.identity.stories.story_vector import Frequencies
from service.urls import loose_key, strict_key

DATA = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "identity"
SHARED = 3
"""Documents of one host that share a line, from which it is the host's: what `learned_boilerplate` finds in real
pages."""
NOW = datetime(2026, 1, 1, tzinfo=UTC)

Row = dict[str, Any]


def rows(file: Path) -> list[Row]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def write(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


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
    if (w3lib := _optional("w3lib.url")) is not None:
        yield "w3lib canonicalize_url", w3lib.canonicalize_url
    if (courlan := _optional("courlan")) is not None:
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


# ── copies ────────────────────────────────────────────────────────────────────────────────────────────────────────


def copies(documents: Sequence[Row], pairs: Sequence[Row]) -> None:
    """The table of copies: ours, and the peers' MinHash at the threshold that does best for them."""
    texts = without_boilerplate(documents)
    pieces = {document["id"]: piece(document, texts[document["id"]]) for document in documents}
    write(f"\ncopies, {len(pairs)} pairs of {len(documents)} documents")
    verdicts = [relation(pieces[pair["a"]], pieces[pair["b"]]) for pair in pairs]
    found = [verdict is not None and verdict.kind is MatchKind.COPY for verdict in verdicts]
    folded("dateline", pairs, found)
    by_kind = Counter((pair["label"], pair["kind"]) for pair in pairs)
    for label, kind in sorted(by_kind):
        own = [
            verdict
            for pair, verdict in zip(pairs, verdicts, strict=True)
            if (pair["label"], pair["kind"]) == (label, kind)
        ]
        said = Counter(str(verdict.kind) if verdict else "apart" for verdict in own)
        write(f"    {label:5} {kind:28} " + ", ".join(f"{what} {count}" for what, count in said.most_common()))
    for name, near in minhashes({key: ComparedWords(text).folded for key, text in texts.items()}):
        folded(name, pairs, [near(pair["a"], pair["b"]) for pair in pairs])
    start = time.process_time()
    for text in texts.values():
        fingerprint(text)
    write(f"    fingerprints: {len(texts) / (time.process_time() - start):,.0f} documents/s")


def without_boilerplate(documents: Sequence[Row]) -> dict[str, str]:
    """The texts without the lines that three documents of their host have."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents:
        for line in document["text"].split("\n"):
            holders[document.get("host") or "", line].add(document["id"])
    return {
        document["id"]: "\n".join(
            line for line in document["text"].split("\n") if len(holders[document.get("host") or "", line]) < SHARED
        )
        for document in documents
    }


def piece(document: Row, text: str) -> Piece:
    """A document as it is compared."""
    return Piece(
        title=document.get("title"),
        words=ComparedWords(text),
        hashes=frozenset(filter(None, {text_hash(text)})),
        host=document.get("host") or "",
        at=NOW + timedelta(hours=document.get("t") or 0),
    )


def folded(name: str, pairs: Sequence[Row], found: Sequence[bool]) -> None:
    """One row: how many of the same are folded, how many of others, and how many revisions are hidden."""
    hit = sum(one for pair, one in zip(pairs, found, strict=True) if pair["label"] == "same")
    false = sum(one for pair, one in zip(pairs, found, strict=True) if pair["label"] == "diff")
    same = sum(pair["label"] == "same" for pair in pairs)
    revisions = [one for pair, one in zip(pairs, found, strict=True) if pair["label"] == "rev"]
    tolls = [one for pair, one in zip(pairs, found, strict=True) if "toll" in pair["kind"]]
    write(
        f"{name:24} P {hit / max(1, hit + false):.3f} R {hit / same:.3f} false {false}, of revisions"
        f" {statistics.fmean(revisions or [0]):.2f} folded, changed tolls hidden {sum(tolls)} of {len(tolls)}"
    )


def minhashes(words: dict[str, Sequence[str]]) -> Iterator[tuple[str, Callable[[str, str], bool]]]:
    """MinHash of 128 permutations over 5-word shingles, Jaccard .7."""
    shingles = {key: {" ".join(own[at : at + 5]) for at in range(max(1, len(own) - 4))} for key, own in words.items()}
    if (datasketch := _optional("datasketch")) is not None:
        sketches = {}
        for key, own in shingles.items():
            sketches[key] = datasketch.MinHash(num_perm=128)
            sketches[key].update_batch([shingle.encode() for shingle in own])
        yield "datasketch MinHash .7", lambda a, b: bool(sketches[a].jaccard(sketches[b]) >= 0.7)
    if (rensa := _optional("rensa")) is not None:
        others = {}
        for key, own in shingles.items():
            others[key] = rensa.RMinHash(num_perm=128, seed=1)
            others[key].update(sorted(own))
        yield "rensa RMinHash .7", lambda a, b: bool(others[a].jaccard(others[b]) >= 0.7)


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
    clustered = cluster_stories([weighted(account, frequencies) for account in accounts])
    seconds = time.process_time() - start
    story = {item: number for number, members in enumerate(clustered) for item in members}
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


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="that holds url-pairs.jsonl and the others")
    parser.add_argument("--growth", metavar="N,N,…", type=steps, default=(10_000,), help="documents, a row each")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"{given.folder}: no such folder; name the one that holds url-pairs.jsonl and pairs.jsonl")
    documents = rows(given.folder / "documents.jsonl")
    addresses(rows(given.folder / "url-pairs.jsonl"))
    copies(documents, rows(given.folder / "pairs.jsonl"))
    stories(rows(given.folder / "stories.jsonl"))
    for line in growth(given.folder, given.growth):
        write(line)
    return 0


def steps(text: str) -> tuple[int, ...]:
    """`10000,100_000` as numbers."""
    sizes = tuple(sorted({int(size) for size in text.split(",")}))
    if sizes[0] <= 0:
        raise ValueError(f"{text}: documents are counted from 1")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
