"""The invented pairs in `benchmarks/data`, and what the product makes of them: `identity.py` prints it.

Texts and persons are invented; nineteen languages. Each row has two documents, what differs, and what is expected:

- `one-fact-pairs.jsonl`: a text and the same text of another site, in which one fact differs (`apart`) or which says
  the same in another way (`copy`).
- `later-reports.jsonl`: a report and a later one that repeats much of it and adds facts (`apart`), or nothing but
  credits, consent lines and the like (`copy`). Rows without hours are recorded as they stand, the first one first.
- `templates.jsonl`: two notices that are alike but for the company, place, horse, … they are about (`strangers`).

A pair that is to be apart and is folded hides a fact. Half of each kind, `held`, is for measuring only: rules are tuned
on the other, `tune`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.recording import Document, Verdict, verdict

DATA = Path(__file__).resolve().parent / "data"
FILES = ("one-fact-pairs.jsonl", "later-reports.jsonl", "templates.jsonl")
HALVES = ("tune", "held")
OTHER = "other"
"""Pairs over texts that neither half has: what holds on the halves has to hold on these."""
SHOWN = 150
"""Characters of what differs in a pair that are printed of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPair:
    """A row. `one` is recorded first where the two have no hours."""

    id: str
    half: str
    language: str
    kind: str
    one: Document
    other: Document
    fact: str
    """What differs."""
    expect: str
    """`apart`, `copy` or `strangers`."""

    @classmethod
    def of(cls, row: dict[str, Any]) -> "InventedPair":
        """Make a pair of a row. One without hours comes as documents of a folder, which have neither host nor
        language."""
        dated = row["one"]["hours"] is not None
        one, other = (
            Document(
                name=side,
                title=row[side]["title"],
                text=row[side]["text"],
                host=row[side]["host"] if dated else "",
                hours=row[side]["hours"],
                language=row["language"] if dated else None,
            )
            for side in ("one", "other")
        )
        return cls(
            one=one, other=other, **{key: row[key] for key in ("id", "half", "language", "kind", "fact", "expect")}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair, and what the product makes of it."""

    pair: InventedPair
    found: Verdict

    @property
    def is_wrong(self) -> bool:
        """Say whether a fact is hidden, or a copy told again."""
        return (self.found is Verdict.COPY) != (self.pair.expect == "copy")

    @property
    def is_linked(self) -> bool:
        """Say whether strangers are linked, though both are told."""
        return self.pair.expect == "strangers" and self.found in (Verdict.VARIANT, Verdict.UPDATE)


def pairs_of(file: str, half: str) -> list[InventedPair]:
    """Return the pairs of a file of `DATA` that are of a half, of both halves for `both`, or of the other texts."""
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    pairs = [InventedPair.of(json.loads(line)) for line in lines]
    return [pair for pair in pairs if pair.half == half or (half == "both" and pair.half in HALVES)]


def judged(pairs: Iterable[InventedPair]) -> list[Judged]:
    """Return the pairs with what the product makes of each."""
    return [Judged(pair=pair, found=verdict(pair.one, pair.other)) for pair in pairs]


def invented(half: str, shown: int) -> Iterator[str]:
    """Return the tables of all files, line by line, each with its first wrong pairs: `shown` of them."""
    for file in FILES:
        yield from table(file, judged(pairs_of(file, half)), half, shown)


def table(file: str, pairs: Sequence[Judged], half: str, shown: int) -> Iterator[str]:
    """Return the table of one file: how many of what is expected are found, by kind and by language, and the wrong."""
    yield f"\n{file.removesuffix('.jsonl')}, {half}: {len(pairs)} pairs"
    by_expected = _grouped(pairs, "expect")
    for expected, own in by_expected.items():
        wrong, linked = sum(one.is_wrong for one in own), sum(one.is_linked for one in own)
        also = f", {linked} told, but linked" if expected == "strangers" else ""
        yield f"  {_FAULTS[expected]}: {wrong} of {len(own)}{also}"
        for title, attribute in (("by kind", "kind"), ("by language", "language")):
            counts = (f"{name} {_share(some)}" for name, some in _grouped(own, attribute).items())
            yield f"    {title}: " + ", ".join(counts)
    wrong_ones = [one for one in pairs if one.is_wrong or one.is_linked]
    for one in sorted(wrong_ones, key=lambda judged: judged.is_linked)[:shown]:
        pair = one.pair
        yield f"    {pair.id} {pair.language} {pair.kind}: {pair.expect} is {one.found} | {pair.fact[:SHOWN]}"


_FAULTS = {"apart": "hidden", "copy": "copies told again", "strangers": "strangers folded"}


def _grouped(pairs: Iterable[Judged], attribute: str) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in pairs:
        groups[getattr(one.pair, attribute)].append(one)
    return dict(sorted(groups.items()))


def _share(pairs: Sequence[Judged]) -> str:
    """`3/12`: the wrong ones of all."""
    return f"{sum(one.is_wrong for one in pairs)}/{len(pairs)}"
