"""Which paragraph of one version is which of the other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.changes.align import chain, matches
from service.changes.fold import tightened
from service.changes.words import is_word, words

ALIKE = 0.4
"""Least share of common words (Dice's coefficient) for two paragraphs to be versions of one."""
COMMON = 20
"""A word that stands in more paragraphs than this says nothing of which is which. Bounds the work."""
SHORT = 5
"""Words up to which one paragraph alone between kept neighbours is a version of the one there ("12" → "17")."""
CANDIDATES = 3
"""How many partners a paragraph may have before the best chain is chosen."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of either version that has changed; None where it has no partner."""

    old: str | None
    new: str | None
    moved: bool = False
    """It stands in the other version too, elsewhere."""


def paragraphs(text: str) -> list[str]:
    """`text` cut at blank lines; none for a blank text."""
    return [part for part in _BLANK_LINE.split(text.strip()) if part.strip()]


def changed_pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The paragraphs that do not read the same, in reading order. Where only the breaks between them were set anew,
    nothing has changed. Symmetric in `old` and `new`.
    """
    old_keys, new_keys = [tightened(part) for part in old], [tightened(part) for part in new]
    pairs: list[Pair] = []
    i = k = 0
    for match in matches(old_keys, new_keys):
        pairs.extend(_replaced(old, new, range(i, match.old), range(k, match.new)))
        i, k = match.old + match.size, match.new + match.size
    pairs.extend(_replaced(old, new, range(i, len(old)), range(k, len(new))))
    return _with_moves(pairs)


def _replaced(old: Sequence[str], new: Sequence[str], here: range, there: range) -> Iterator[Pair]:
    if tightened(" ".join(old[at] for at in here)) == tightened(" ".join(new[at] for at in there)):
        return
    i, k = here.start, there.start
    for old_at, new_at in [*_partners(old, new, here, there), (here.stop, there.stop)]:
        yield from (Pair(old[at], None) for at in range(i, old_at))
        yield from (Pair(None, new[at]) for at in range(k, new_at))
        if old_at < here.stop:
            yield Pair(old[old_at], new[new_at])
        i, k = old_at + 1, new_at + 1


def _partners(old: Sequence[str], new: Sequence[str], here: range, there: range) -> list[tuple[int, int]]:
    """Pairs of alike paragraphs that rise on both sides and are most alike in all."""
    if not here or not there:
        return []
    if [new[at] for at in there] < [old[at] for at in here]:
        return [(old_at, new_at) for new_at, old_at in _partners(new, old, there, here)]
    bags = {at: _bag(old[at]) for at in here}
    if len(here) == len(there) == 1 and max(bags[here[0]].total(), _bag(new[there[0]]).total()) <= SHORT:
        return [(here[0], there[0])]
    stands_in: dict[str, list[int]] = defaultdict(list)
    for at, bag in bags.items():
        for word in bag:
            stands_in[word].append(at)
    pairs: list[tuple[int, int, float]] = []
    for at in there:
        bag = _bag(new[at])
        telling = (stands_in.get(word, []) for word in bag)
        shared = Counter(where for places in telling if len(places) <= COMMON for where in places)
        likely = sorted(shared, key=lambda where: (-shared[where], where))[:CANDIDATES]
        likenesses = ((where, _likeness(bags[where], bag)) for where in likely)
        pairs.extend((where, at, likeness) for where, likeness in likenesses if likeness >= ALIKE)
    return [(old_at, new_at) for old_at, new_at, _ in chain(pairs)]


def _bag(paragraph: str) -> Counter[str]:
    return Counter(word.lower() for word in words(paragraph).keys if is_word(word))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def _with_moves(pairs: list[Pair]) -> list[Pair]:
    """Mark the paragraphs that went in one place and came in another."""
    gone = Counter(tightened(pair.old) for pair in pairs if pair.old is not None and pair.new is None)
    come = Counter(tightened(pair.new) for pair in pairs if pair.new is not None and pair.old is None)
    moved = gone & come
    if not moved:
        return pairs
    left = {"old": moved.copy(), "new": moved.copy()}
    marked = []
    for pair in pairs:
        if pair.old is not None and pair.new is not None:
            marked.append(pair)
            continue
        side, text = ("old", pair.old) if pair.old is not None else ("new", pair.new or "")
        key = tightened(text)
        marked.append(Pair(pair.old, pair.new, left[side][key] > 0))
        left[side][key] -= 1
    return marked
