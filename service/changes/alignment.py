"""The runs that two sequences have in common, found in bounded time.

`difflib` gives readable results and takes quadratic time and worse. So: equal ends are cut off first; what remains is
cut at the values that occur once on either side, as in patience diff (Bram Cohen, Bazaar, 2006), or else at runs of
values that do; the small pieces between go to `difflib`. A larger piece without them, such as a table of few distinct
words, goes to `rapidfuzz`, which finds the least edits (Levenshtein, 1966) 64 at a time and keeps only what it needs
of its matrix (Hirschberg, 1975).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from zlib import crc32

from rapidfuzz.distance import Levenshtein

SMALL = 40_000
"""Product of two lengths up to which `difflib` is asked: two paragraphs of 200 words, some milliseconds."""
LARGE = 1_000_000_000
"""Product of two lengths up to which `rapidfuzz` is asked, for all pieces of one comparison together: twice 31,000
words, a fifth of a second and some megabytes. What is beyond counts as replaced."""
RUN = 16
"""Values of the runs that a larger piece is cut at where no single value occurs once."""
SAMPLED = 8
"""One in so many of these runs is looked at, which one its hash decides (Schleimer et al., "Winnowing", 2003)."""
DEPTH = 12
"""How often a piece is cut again; a text needs two or three, only a made-up one needs more."""


@dataclass(frozen=True, slots=True, order=True)
class MatchingBlock:
    """`old[old:old + size]` equals `new[new:new + size]`."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """`old[i:j]` gave way to `new[k:l]`; either may be empty."""

    i: int
    j: int
    k: int
    l: int  # noqa: E741 - the four ends are named alike
    is_sentence: bool = False
    """Of words: it is one whole sentence, which came or went."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """`old[i:j]` and `new[k:l]`, not yet compared."""

    i: int
    j: int
    k: int
    l: int  # noqa: E741 - the four ends are named alike
    depth: int

    @property
    def size(self) -> int:
        """The product of its lengths, with which the cost of comparing it grows."""
        return (self.j - self.i) * (self.l - self.k)


def matching_blocks(old: Sequence[str], new: Sequence[str]) -> list[MatchingBlock]:
    """Return the runs that `old` and `new` share, in order; no value is in two of them, and neighbours are joined.

    The result is symmetric: exchanging the sides exchanges them in it, which `difflib` alone does not promise.
    """
    if list(new) < list(old):
        return [MatchingBlock(match.new, match.old, match.size) for match in matching_blocks(new, old)]
    found: list[MatchingBlock] = []
    work = [_Piece(0, len(old), 0, len(new), 0)]
    left = LARGE
    while work:
        piece = _trimmed(work.pop(), old, new, found)
        if piece.size == 0:
            continue
        if piece.size <= SMALL:
            found.extend(_by_difflib(piece, old, new))
        elif pieces := _cut(piece, old, new, run=1):
            work.extend(pieces)
        elif piece.size <= left:
            left -= piece.size
            found.extend(_by_rapidfuzz(piece, old, new))
        else:
            work.extend(_cut(piece, old, new, run=RUN))
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


def without_scraps(found: Iterable[Hunk], before: Sequence[int], after: Sequence[int]) -> list[Hunk]:
    """Return hunks, in order, with those joined that have less between them than either has itself ("semantic cleanup",
    Neil Fraser, Diff Strategies, 2006): "the" kept in the midst of a rewritten sentence tells a reader nothing.

    `before` and `after` say how much stands before each place of the old and of the new side.
    """
    kept: list[Hunk] = []
    for hunk in found:
        while kept:
            last = kept[-1]
            sizes = (max(before[it.j] - before[it.i], after[it.l] - after[it.k]) for it in (last, hunk))
            between = before[hunk.i] - before[last.j]
            if between and between >= min(sizes):
                break
            hunk = Hunk(i=last.i, j=hunk.j, k=last.k, l=hunk.l)
            kept.pop()
        kept.append(hunk)
    return kept


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


def _by_rapidfuzz(piece: _Piece, old: Sequence[str], new: Sequence[str]) -> Iterable[MatchingBlock]:
    before, after = old[piece.i : piece.j], new[piece.k : piece.l]
    if set(before).isdisjoint(after):
        return
    numbers = {value: number for number, value in enumerate(dict.fromkeys((*before, *after)))}
    steps = Levenshtein.opcodes([numbers[value] for value in before], [numbers[value] for value in after])
    found = [
        Hunk(i=step.src_start, j=step.src_end, k=step.dest_start, l=step.dest_end)
        for step in steps
        if step.tag != "equal"
    ]
    i = k = 0
    ends = Hunk(i=len(before), j=len(before), k=len(after), l=len(after))
    for hunk in [*without_scraps(found, range(len(before) + 1), range(len(after) + 1)), ends]:
        if i < hunk.i:
            yield MatchingBlock(piece.i + i, piece.k + k, hunk.i - i)
        i, k = hunk.j, hunk.l


def _cut(piece: _Piece, old: Sequence[str], new: Sequence[str], *, run: int) -> list[_Piece]:
    """Cut `piece` at its anchors, the runs of so many values that occur once on either side; without any, return
    nothing."""
    if piece.depth == DEPTH:
        return []
    here, there = _once(old, piece.i, piece.j, run), _once(new, piece.k, piece.l, run)
    anchors = heaviest_chain((here[value], there[value], 1.0) for value in here.keys() & there.keys())
    if not anchors:
        return []
    # Of anchors that follow one another only the first is needed: equal beginnings are cut off in the next step.
    found = [(old_at, new_at) for old_at, new_at, _ in anchors]
    runs = [at for last, at in pairwise([(-2, -2), *found]) if at != (last[0] + 1, last[1] + 1)]
    starts = [(piece.i, piece.k), *runs, (piece.j, piece.l)]
    return [_Piece(i, j, k, end, piece.depth + 1) for (i, k), (j, end) in pairwise(starts) if i < j and k < end]


def _once(values: Sequence[str], start: int, stop: int, run: int) -> dict[Hashable, int]:
    """Return where the runs of `run` values begin that occur once between `start` and `stop`. Of longer runs only a
    sample is returned, the same ones on either side."""
    keys: Iterable[tuple[int, Hashable]] = zip(range(start, stop), values[start:stop], strict=True)
    if run > 1:
        # Only a hash of each is kept. Where two have the same one, a piece is cut at a place of little use.
        codes = [crc32(value.encode(errors="replace")) for value in values[start:stop]]
        hashes = ((start + at, hash(tuple(codes[at : at + run]))) for at in range(len(codes) - run + 1))
        keys = [(at, key) for at, key in hashes if key % SAMPLED == 0]
    keys = list(keys)
    counts = Counter(key for _, key in keys)
    return {key: at for at, key in keys if counts[key] == 1}


def _joined(found: list[MatchingBlock]) -> list[MatchingBlock]:
    joined: list[MatchingBlock] = []
    for match in sorted(found):
        last = joined[-1] if joined else None
        if last and last.old + last.size == match.old and last.new + last.size == match.new:
            joined[-1] = MatchingBlock(last.old, last.new, last.size + match.size)
        else:
            joined.append(match)
    return joined
