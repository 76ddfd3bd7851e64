"""Copies among labelled pairs of documents, as the product judges them and as the peers do: `identity.py` prints it.

Each pair is recorded into a database of its own, in the order of its hours; one without hours both ways around, and it
counts as folded where it is folded either way. Lines that three documents of a host have are left out, which the
product learns from a host's pages. Labels: `same` is a copy; `diff` is none; `rev` is a revision, which must be told: a
toll that was changed, or paragraphs that were added; `part` shares passages and is not scored.

A later report is a pair of which the later text has `LONGER` words more, and of which `NEW` of the words stand in no
run of `SHINGLE` words that both have. Those among them that are `same` have gained credits, menus and the like.
"""

import importlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.recording import Document, Verdict, in_order, verdict
from service.identity import ComparedWords, fingerprint

SHARED = 3
"""Documents of one host that share a line, from which it is the host's: what `learned_boilerplate` finds in real
pages."""
LONGER, NEW, SHINGLE = 40, 0.3, 5

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPair:
    """A labelled pair and what the product makes of it."""

    label: str
    kind: str
    found: Verdict
    later_report: Verdict | None
    """What is made of the text that adds much, where it comes after the other; None where neither adds much."""

    @property
    def is_folded(self) -> bool:
        """Say whether one of the two is not told."""
        return self.found is Verdict.COPY


def copies(documents: Sequence[Row], pairs: Sequence[Row]) -> Iterator[str]:
    """Return the table of copies, line by line: ours, by label and kind, and the peers' at their best threshold."""
    known = {document.name: document for document in without_boilerplate([document_of(row) for row in documents])}
    yield f"\ncopies, {len(pairs)} pairs of {len(documents)} documents, each pair recorded"
    start = time.process_time()
    judged = [judge(pair, known[pair["a"]], known[pair["b"]]) for pair in pairs]
    seconds = time.process_time() - start
    yield folded("dateline", pairs, [one.is_folded for one in judged])
    yield from _by_kind(judged)
    yield from _later_reports(judged)
    for name, near in minhashes({name: ComparedWords(document.text).folded for name, document in known.items()}):
        yield folded(name, pairs, [near(pair["a"], pair["b"]) for pair in pairs])
    start = time.process_time()
    for document in known.values():
        fingerprint(document.text)
    rate = len(known) / (time.process_time() - start)
    yield f"    a pair takes {1000 * seconds / len(pairs):.0f} ms; fingerprints: {rate:,.0f} documents/s"


def judge(pair: Row, one: Document, other: Document) -> LabelledPair:
    """Return a pair with what the product makes of it; where it is tried both ways, the closest of the two verdicts."""
    first, second = in_order([one, other])
    ways = (
        [(first, second)] if None not in (one.hours, other.hours) else sorted([(one, other), (other, one)], key=_growth)
    )
    found = [verdict(*way) for way in ways]
    earlier, later = ways[-1]
    return LabelledPair(
        label=pair["label"],
        kind=pair["kind"],
        found=min(found, key=list(Verdict).index),
        later_report=found[-1] if adds_much(earlier.text, later.text) else None,
    )


def _growth(way: tuple[Document, Document]) -> int:
    """Return how much longer the second text is than the first."""
    return len(way[1].text) - len(way[0].text)


def adds_much(earlier: str, later: str) -> bool:
    """Say whether a text is `LONGER` words longer than another, and at least `NEW` of its words are new."""
    old, new = ComparedWords(earlier).folded, ComparedWords(later).folded
    if len(new) < len(old) + LONGER:
        return False
    held = {tuple(old[at : at + SHINGLE]) for at in range(len(old) - SHINGLE + 1)}
    known: set[int] = set()
    for at in range(len(new) - SHINGLE + 1):
        if tuple(new[at : at + SHINGLE]) in held:
            known.update(range(at, at + SHINGLE))
    return len(new) - len(known) >= NEW * len(new)


def without_boilerplate(documents: Sequence[Document]) -> list[Document]:
    """Return the documents without the lines that three documents of their host have."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents:
        for line in document.text.split("\n"):
            holders[document.host, line].add(document.name)
    return [
        replace(
            document,
            text="\n".join(line for line in document.text.split("\n") if len(holders[document.host, line]) < SHARED),
        )
        for document in documents
    ]


def document_of(row: Row) -> Document:
    """Make a document of a row of `documents.jsonl`."""
    return Document(
        name=row["id"], title=row.get("title"), text=row["text"], host=row.get("host") or "", hours=row.get("t")
    )


def folded(name: str, pairs: Sequence[Row], found: Sequence[bool]) -> str:
    """Return one row: how many of the same are folded, how many of others, and which revisions are hidden."""
    hit = sum(one for pair, one in zip(pairs, found, strict=True) if pair["label"] == "same")
    false = sum(one for pair, one in zip(pairs, found, strict=True) if pair["label"] == "diff")
    same = sum(pair["label"] == "same" for pair in pairs)
    tolls, added = (
        [one for pair, one in zip(pairs, found, strict=True) if pair["label"] == "rev" and word in pair["kind"]]
        for word in ("toll", "appended")
    )
    hidden = sum(tolls) + sum(added)
    return (
        f"{name:24} P {hit / max(1, hit + false):.3f} R {hit / max(1, same):.3f} false {false}, hidden: changed tolls"
        f" {sum(tolls)} of {len(tolls)}, added paragraphs {sum(added)} of {len(added)};"
        f" P with these {hit / max(1, hit + false + hidden):.3f}"
    )


def minhashes(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Callable[[str, str], bool]]]:
    """Return the peers that are installed: MinHash of 128 permutations over 5-word shingles, Jaccard .7."""
    shingles = {key: {" ".join(own[at : at + 5]) for at in range(max(1, len(own) - 4))} for key, own in words.items()}
    if (datasketch := optional("datasketch")) is not None:
        sketches = {}
        for key, own in shingles.items():
            sketches[key] = datasketch.MinHash(num_perm=128)
            sketches[key].update_batch([shingle.encode() for shingle in own])
        yield "datasketch MinHash .7", lambda a, b: bool(sketches[a].jaccard(sketches[b]) >= 0.7)
    if (rensa := optional("rensa")) is not None:
        others = {}
        for key, own in shingles.items():
            others[key] = rensa.RMinHash(num_perm=128, seed=1)
            others[key].update(sorted(own))
        yield "rensa RMinHash .7", lambda a, b: bool(others[a].jaccard(others[b]) >= 0.7)


def optional(name: str) -> Any:
    """Return a module, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _by_kind(judged: Sequence[LabelledPair]) -> Iterator[str]:
    for label, kind in sorted({(one.label, one.kind) for one in judged}):
        said = Counter(str(one.found) for one in judged if (one.label, one.kind) == (label, kind))
        yield f"    {label:5} {kind:28} " + ", ".join(f"{what} {count}" for what, count in said.most_common())


def _later_reports(judged: Sequence[LabelledPair]) -> Iterator[str]:
    later = [one for one in judged if one.later_report and one.label != "part"]
    for label in sorted({one.label for one in later}):
        own = [one for one in later if one.label == label]
        hidden = Counter(one.kind for one in own if one.later_report is Verdict.COPY)
        kinds = ", ".join(f"{kind} {count}" for kind, count in hidden.most_common())
        yield f"    later reports, {label}: {hidden.total()} of {len(own)} folded{': ' if kinds else ''}{kinds}"
