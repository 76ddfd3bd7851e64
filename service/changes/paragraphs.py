"""A text as paragraphs, and which paragraph of one version is which of the other.

A paragraph that is too long to be compared as one is cut into its sentences first.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from service.changes.alignment import heaviest_chain, matching_blocks
from service.facts.fact_rules import function_words
from service.facts.words import is_word, words
from service.models import Op
from service.text.characters import INVISIBLE
from service.text.reading_form import tightened
from service.text.sentences import sentences as by_sentences

LONG = 4_000
"""Characters of the longest paragraph that is compared as one; longer are walls of text, or pages whose breaks were
lost. Comparing 700 words takes some milliseconds, comparing a megabyte by words ten seconds."""
SENTENCES = 64
"""Where there are no sentences, one word in so many ends one. It and the one before it decide which, so that words put
in elsewhere do not move the cuts (content-defined chunking: Muthitacharoen et al., "A low-bandwidth network file
system", 2001)."""
WINDOW = 2
"""Words that decide on a cut: one alone of a table's few words is everywhere, or never the one. Of more, each moves the
cut when it is edited."""
ALIKE = 0.4
"""Least share of common words (Dice's coefficient) for two paragraphs to be versions of one."""
HELD = 0.75
"""The same, of the words of the shorter one that the longer one has: sentences were added to it."""
COMMON = 20
"""A word that stands in more paragraphs than this says nothing of which is which. Bounds the work."""
SHORT = 5
"""Words up to which one paragraph alone between kept neighbours is a version of the one there ("12" → "17")."""
CANDIDATES = 3
"""How many partners a paragraph may have before the best chain is chosen."""
PAIRED = 500_000
"""Characters that may have given way to others and still be paired off: a second's work. Beyond, all of them were
removed and all of the others added."""
REBROKEN = 0.25
"""The share of a passage that may be in sentences of one version only, for its paragraphs to be the same ones broken
otherwise."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_WORD = re.compile(r"\S+\s*")
_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")


# ── a text as paragraphs ──────────────────────────────────────────────────────────────────────────────────────────────


def paragraphs(text: str) -> list[str]:
    """Cut `text` at blank lines; a blank text has no paragraphs."""
    return [part for part in map(str.strip, _BLANK_LINE.split(text)) if part]


def sentences(parts: Sequence[str], *, longer_than: int) -> list[str]:
    """Cut all paragraphs longer than so many characters into sentences, and leave the others whole. No piece that was
    cut exceeds `LONG` characters."""
    return [piece for part in parts for piece in (_sentences(part) if len(part) > longer_than else [part])]


def _sentences(paragraph: str) -> Iterator[str]:
    for line in filter(str.strip, paragraph.split("\n")):
        for sentence in by_sentences(line):
            if len(sentence) > LONG:
                yield from _chunks(sentence)
            else:
                yield sentence


def _chunks(wall: str) -> Iterator[str]:
    """Cut text without sentences by its words, and a word of more than `LONG` characters by its length."""
    start = 0
    window: deque[str] = deque(maxlen=WINDOW)
    for word in _WORD.finditer(wall):
        window.append(word[0].strip())
        is_last = crc32(" ".join(window).encode(errors="replace")) % SENTENCES == 0 or word.end() - start >= LONG
        if is_last or word.end() == len(wall):
            piece = wall[start : word.end()].strip()
            yield from (piece[at : at + LONG] for at in range(0, len(piece), LONG))
            start = word.end()


# ── which paragraph is which ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of either version that has changed; None where it has no partner."""

    old: str | None
    new: str | None
    is_sentence: bool = False
    """It is a sentence of a paragraph that was cut."""
    moved: bool = False
    """It stands in the other version too, elsewhere."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two kept paragraphs, on either side."""

    old: Sequence[str]
    new: Sequence[str]
    whole: frozenset[str] | None = None
    """Where it was cut into sentences, those of its paragraphs that were not."""

    @property
    def size(self) -> int:
        return max(sum(map(len, self.old)), sum(map(len, self.new)))

    def is_sentence(self, part: str) -> bool:
        return self.whole is not None and part not in self.whole


def changed_pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the paragraphs that do not read the same, in reading order. Where only the breaks between them were set
    anew, nothing has changed. The result is symmetric in `old` and `new`.

    What is written the same is set aside first: only the rest is folded and cut into words. There, where either version
    has a paragraph longer than `LONG`, its sentences count as paragraphs.
    """
    gaps = [finer for gap in _gaps(old, new, old, new) for finer in _in_sentences(gap)]
    gaps = [finer for gap in gaps for finer in _by_reading(gap)]
    pair_off = partners if sum(gap.size for gap in gaps) <= PAIRED else _unpaired
    return _with_moves([pair for gap in gaps for pair in _replaced(gap, pair_off(gap.old, gap.new))])


def _gaps(old: Sequence[str], new: Sequence[str], old_keys: Sequence[str], new_keys: Sequence[str]) -> Iterator[_Gap]:
    """Yield what stands between the paragraphs of equal keys."""
    i = k = 0
    for match in matching_blocks(old_keys, new_keys):
        if i < match.old or k < match.new:
            yield _Gap(old[i : match.old], new[k : match.new])
        i, k = match.old + match.size, match.new + match.size
    if i < len(old) or k < len(new):
        yield _Gap(old[i:], new[k:])


def _in_sentences(gap: _Gap) -> Iterator[_Gap]:
    """Yield a gap that has a paragraph longer than `LONG` by its sentences, another as it is."""
    if not gap.old or not gap.new or max(map(len, (*gap.old, *gap.new))) <= LONG:
        return iter([gap])
    # The quarter: what is a little shorter in one version than `LONG` must be cut as in the other.
    before, after = (sentences(side, longer_than=LONG // 4) for side in (gap.old, gap.new))
    return _cut_from(gap, _gaps(before, after, before, after))


def _cut_from(gap: _Gap, finer: Iterable[_Gap]) -> Iterator[_Gap]:
    whole = frozenset((*gap.old, *gap.new))
    return (replace(one, whole=whole) for one in finer)


def _by_reading(gap: _Gap) -> Iterator[_Gap]:
    """Yield those parts of a gap that do not read the same. In the gap no paragraphs are written the same."""
    old_keys, new_keys = [tightened(part) for part in gap.old], [tightened(part) for part in gap.new]
    if _letters(old_keys) == _letters(new_keys) and tightened(" ".join(gap.old)) == tightened(" ".join(gap.new)):
        return
    for finer in _gaps(gap.old, gap.new, old_keys, new_keys):
        finer = replace(finer, whole=gap.whole)
        if len(finer.old) == len(finer.new) == 1:
            yield finer
        elif tightened(" ".join(finer.old)) != tightened(" ".join(finer.new)):
            yield from _broken_otherwise(finer)


def _broken_otherwise(gap: _Gap) -> Iterator[_Gap]:
    """Yield a gap by its sentences where most of them stand on both sides in other paragraphs, else as it is: a reader
    does not see an edit of one sentence where the paragraphs around it come and go."""
    if not gap.old or not gap.new or len(gap.old) == len(gap.new):
        return iter([gap])
    before, after = (sentences(side, longer_than=0) for side in (gap.old, gap.new))
    keys = ([tightened(part) for part in side] for side in (before, after))
    finer = list(_cut_from(gap, _gaps(before, after, *keys)))
    return iter(finer if sum(one.size for one in finer) <= REBROKEN * gap.size else [gap])


def _letters(keys: Iterable[str]) -> str:
    return "".join(keys).replace(" ", "")


def _replaced(gap: _Gap, partners: Sequence[tuple[int, int]]) -> Iterator[Pair]:
    i = k = 0
    for old_at, new_at in [*partners, (len(gap.old), len(gap.new))]:
        yield from (Pair(part, None, gap.is_sentence(part)) for part in gap.old[i:old_at] if _VISIBLE.search(part))
        yield from (Pair(None, part, gap.is_sentence(part)) for part in gap.new[k:new_at] if _VISIBLE.search(part))
        if old_at < len(gap.old):
            yield Pair(gap.old[old_at], gap.new[new_at])
        i, k = old_at + 1, new_at + 1


def _unpaired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    return []


def partners(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of alike paragraphs that rise on both sides, chosen so that they are most alike together."""
    if not old or not new:
        return []
    if list(new) < list(old):
        return [(old_at, new_at) for new_at, old_at in partners(new, old)]
    bags, others = [_bag(part) for part in old], [_bag(part) for part in new]
    if len(old) == len(new) == 1 and max(bags[0].total(), others[0].total()) <= SHORT:
        return [(0, 0)]
    stands_in: dict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        for word in bag:
            stands_in[word].append(at)
    pairs: list[tuple[int, int, float]] = []
    for at, bag in enumerate(others):
        sharing = (stands_in.get(word, []) for word in bag)
        shared = Counter(where for places in sharing if len(places) <= COMMON for where in places)
        likely = sorted(shared, key=lambda where: (-shared[where], where))[:CANDIDATES]
        similarities = ((where, _similarity(bags[where], bag)) for where in likely)
        pairs.extend((where, at, similarity) for where, similarity in similarities if similarity >= ALIKE)
    return [(old_at, new_at) for old_at, new_at, _ in heaviest_chain(pairs)]


def _bag(paragraph: str) -> Counter[str]:
    return Counter(word.lower() for word in words(paragraph).keys if is_word(word))


def _similarity(one: Counter[str], other: Counter[str]) -> float:
    """Return how alike two paragraphs are, 0 to 1: at least `ALIKE` where one holds nearly all of the other."""
    both = one & other
    dice = 2 * both.total() / (one.total() + other.total())
    shorter = min(one, other, key=Counter.total)
    holds = shorter.total() > SHORT and both.total() >= HELD * shorter.total()
    if dice < ALIKE and holds and _telling(both) >= max(3, HELD * _telling(shorter)):
        return ALIKE
    return dice


def _telling(bag: Counter[str]) -> int:
    return sum(count for word, count in bag.items() if word not in function_words())


def _with_moves(pairs: list[Pair]) -> list[Pair]:
    """Mark the paragraphs that went in one place and came in another, written the same."""
    gone = Counter(pair.old for pair in pairs if pair.new is None)
    come = Counter(pair.new for pair in pairs if pair.old is None)
    moved = gone & come
    if not moved:
        return pairs
    left = {Op.DELETE: moved.copy(), Op.INSERT: moved}
    marked = []
    for pair in pairs:
        if pair.old is None or pair.new is None:
            side, text = (left[Op.DELETE], pair.old) if pair.new is None else (left[Op.INSERT], pair.new)
            pair = replace(pair, moved=side[text] > 0)
            side[text] -= 1
        marked.append(pair)
    return marked
