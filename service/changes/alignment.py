"""The runs that two sequences have in common, found in bounded time.

`difflib` gives readable results and takes quadratic time and worse. So: equal ends are cut off first; what remains is
cut at the values that occur once on either side, as in patience diff (Bram Cohen, Bazaar, 2006); only the small pieces
between them go to `difflib`, and a large piece without such a value counts as replaced.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

SMALL = 40_000
"""Product of two lengths up to which `difflib` is asked: two paragraphs of 200 words, some milliseconds."""
DEPTH = 12
"""How often a piece is cut again; a text needs two or three, only a made-up one needs more."""


@dataclass(frozen=True, slots=True, order=True)
class MatchingBlock:
    """`old[old:old + size]` equals `new[new:new + size]`."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """`old[i:j]` and `new[k:l]`, not yet compared."""

    i: int
    j: int
    k: int
    l: int  # noqa: E741 - the four ends are named alike
    depth: int


def matching_blocks(old: Sequence[str], new: Sequence[str]) -> list[MatchingBlock]:
    """Return the runs that `old` and `new` share, in order; no value is in two of them, and neighbours are joined.

    The result is symmetric: exchanging the sides exchanges them in it, which `difflib` alone does not promise.
    """
    if list(new) < list(old):
        return [MatchingBlock(match.new, match.old, match.size) for match in matching_blocks(new, old)]
    found: list[MatchingBlock] = []
    work = [_Piece(0, len(old), 0, len(new), 0)]
    while work:
        piece = _trimmed(work.pop(), old, new, found)
        lengths = (piece.j - piece.i) * (piece.l - piece.k)
        if lengths == 0:
            continue
        if lengths <= SMALL:
            found.extend(_by_difflib(piece, old, new))
        elif piece.depth < DEPTH:
            work.extend(_cut(piece, old, new))
    return _joined(found)


def heaviest_chain(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Return, of triples (old, new, worth), those that rise on both sides and have the greatest worth together.

    Takes O(n log n): the longest increasing subsequence, with weights.
    """
    ends: list[int] = []  # the `old` of each best chain so far, rising, and so do their worths
    links: list[tuple[float, int]] = []  # its worth, and its last pair's number
    ordered = sorted(pairs, key=lambda pair: (pair[1], -pair[0]))
    before: list[int] = []
    for number, (old, _, worth) in enumerate(ordered):
        at = bisect_left(ends, old)
        total = worth + (links[at - 1][0] if at else 0)
        before.append(links[at - 1][1] if at else -1)
        stop = at
        while stop < len(ends) and links[stop][0] <= total:
            stop += 1
        if stop == at and at < len(ends) and ends[at] == old:
            continue
        ends[at:stop] = [old]
        links[at:stop] = [(total, number)]
    best: list[tuple[int, int, float]] = []
    last = links[-1][1] if links else -1
    while last >= 0:
        best.append(ordered[last])
        last = before[last]
    return best[::-1]


def _trimmed(piece: _Piece, old: Sequence[str], new: Sequence[str], found: list[MatchingBlock]) -> _Piece:
    """Return `piece` without its equal ends, which are added to `found`."""
    room = min(piece.j - piece.i, piece.l - piece.k)
    head = 0
    while head < room and old[piece.i + head] == new[piece.k + head]:
        head += 1
    room -= head
    tail = 0
    while tail < room and old[piece.j - tail - 1] == new[piece.l - tail - 1]:
        tail += 1
    if head:
        found.append(MatchingBlock(piece.i, piece.k, head))
    if tail:
        found.append(MatchingBlock(piece.j - tail, piece.l - tail, tail))
    return _Piece(piece.i + head, piece.j - tail, piece.k + head, piece.l - tail, piece.depth)


def _by_difflib(piece: _Piece, old: Sequence[str], new: Sequence[str]) -> Iterable[MatchingBlock]:
    matcher = SequenceMatcher(None, old[piece.i : piece.j], new[piece.k : piece.l], autojunk=False)
    return [
        MatchingBlock(piece.i + block.a, piece.k + block.b, block.size)
        for block in matcher.get_matching_blocks()
        if block.size
    ]


def _cut(piece: _Piece, old: Sequence[str], new: Sequence[str]) -> list[_Piece]:
    """Cut `piece` at its anchors, the values that occur once on either side; without any, return nothing."""
    here = _once(old, piece.i, piece.j)
    there = _once(new, piece.k, piece.l)
    anchors = heaviest_chain((here[value], there[value], 1.0) for value in here.keys() & there.keys())
    if not anchors:
        return []
    # Of anchors that follow one another only the first is needed: equal beginnings are cut off in the next step.
    found = [(old_at, new_at) for old_at, new_at, _ in anchors]
    runs = [at for last, at in pairwise([(-2, -2), *found]) if at != (last[0] + 1, last[1] + 1)]
    starts = [(piece.i, piece.k), *runs, (piece.j, piece.l)]
    return [_Piece(i, j, k, end, piece.depth + 1) for (i, k), (j, end) in pairwise(starts) if i < j and k < end]


def _once(values: Sequence[str], start: int, stop: int) -> dict[str, int]:
    counts = Counter(values[start:stop])
    return {values[at]: at for at in range(start, stop) if counts[values[at]] == 1}


def _joined(found: list[MatchingBlock]) -> list[MatchingBlock]:
    joined: list[MatchingBlock] = []
    for match in sorted(found):
        last = joined[-1] if joined else None
        if last and last.old + last.size == match.old and last.new + last.size == match.new:
            joined[-1] = MatchingBlock(last.old, last.new, last.size + match.size)
        else:
            joined.append(match)
    return joined
