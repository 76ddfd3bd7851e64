"""Two versions of one paragraph, sentence by sentence: which sentences came, which went, and which were reworded."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise

from service.changes.alignment import Hunk, MatchingBlock, heaviest_chain, matching_blocks
from service.changes.word_diff import hunks, hunks_within
from service.facts.fact_rules import function_words
from service.facts.words import ParagraphWords, is_word
from service.text.sentences import sentence_ends

ALIKE = 0.4
"""Least share of common words (Dice's coefficient) for two sentences to be versions of one."""
RELATED = 0.2
"""The same, of their telling words only, where one sentence took the place of one other."""
PARTED = 0.6
"""The share of a sentence's words that one sentence of the other version has to spare, from which it was only parted
from that one or joined to it, and neither came nor went."""
SHORT = 5
"""Words up to which a sentence that took the place of another is a version of it."""
MOST = 400
"""Product of the numbers of sentences on either side that are paired off: a millisecond or two. Beyond, only words are
compared."""


@dataclass(frozen=True)
class _Sentence:
    """Words `start:stop` of a paragraph. Not slotted: what is reckoned is kept."""

    paragraph: ParagraphWords
    start: int
    stop: int

    @cached_property
    def key(self) -> str:
        return "\0".join(self.paragraph.keys[self.start : self.stop])

    @cached_property
    def bag(self) -> Counter[str]:
        return Counter(key.lower() for key in self.paragraph.keys[self.start : self.stop] if is_word(key))

    @cached_property
    def telling(self) -> Counter[str]:
        return Counter({word: count for word, count in self.bag.items() if word not in function_words()})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """What stands between two sentences that both versions have, on either side, and where in the paragraphs."""

    old: Sequence[_Sentence]
    new: Sequence[_Sentence]
    passage: Hunk


def sentence_hunks(old: ParagraphWords, new: ParagraphWords) -> list[Hunk]:
    """Return where `old` and `new` differ, in order: each sentence that came or went as a whole is a hunk of its own,
    and of the others those words that differ.

    The result is symmetric in `old` and `new`.
    """
    before, after = list(_sentences(old)), list(_sentences(new))
    if max(len(before), len(after)) < 2:
        return hunks(old, new)
    return [hunk for gap in _gaps(before, after) for hunk in _in_gap(gap, old, new)]


def _sentences(paragraph: ParagraphWords) -> Iterator[_Sentence]:
    text = "".join(chain.from_iterable(zip(paragraph.gaps, paragraph.raws, strict=False)))
    sizes = accumulate(len(gap) + len(raw) for gap, raw in zip(paragraph.gaps, paragraph.raws, strict=False))
    starts = [end - len(raw) for end, raw in zip(sizes, paragraph.raws, strict=True)]
    cuts = [bisect_left(starts, end) for end in sentence_ends(text)]
    start = 0
    for cut, after in pairwise([*cuts, len(starts)]):
        # Signs alone are no sentence: they go with the next one, or with the last.
        has_words = any(map(paragraph.is_word, range(start, cut)))
        rest_has = any(map(paragraph.is_word, range(cut, after))) or after < len(starts)
        if has_words and rest_has:
            yield _Sentence(paragraph, start, cut)
            start = cut
    if start < len(starts):
        yield _Sentence(paragraph, start, len(starts))


def _gaps(before: Sequence[_Sentence], after: Sequence[_Sentence]) -> Iterator[_Gap]:
    matches = matching_blocks([it.key for it in before], [it.key for it in after])
    i = k = 0
    for match in [*matches, MatchingBlock(len(before), len(after), 0)]:
        if i < match.old or k < match.new:
            old, new = before[i : match.old], after[k : match.new]
            passage = Hunk(i=_end(before, i), j=_end(before, match.old), k=_end(after, k), l=_end(after, match.new))
            yield _Gap(old=old, new=new, passage=passage)
        i, k = match.old + match.size, match.new + match.size


def _end(sentences: Sequence[_Sentence], count: int) -> int:
    """Return the place behind the first `count` sentences."""
    return sentences[count - 1].stop if count else 0


def _in_gap(gap: _Gap, old: ParagraphWords, new: ParagraphWords) -> Iterator[Hunk]:
    """Yield the hunks of a gap, in order."""
    if len(gap.old) * len(gap.new) > MOST:
        yield from hunks_within(gap.passage, old, new)
        return
    # 1. Which sentence is a version of which. One that was only parted from another, or joined to it, neither came nor
    #    went: then words are compared, wherever sentences end.
    pairs = _partners(gap.old, gap.new)
    if _parted(gap.old, gap.new, pairs) or _parted(gap.new, gap.old, [(k, i) for i, k in pairs]):
        yield from hunks_within(gap.passage, old, new)
        return
    # 2. Sentences with a partner are compared by words, neighbours together, since words may move from one to the next.
    i, k = gap.passage.i, gap.passage.k
    start = (i, k)
    for (last_old, last_new), (old_at, new_at) in pairwise([(-1, -1), *pairs, (len(gap.old), len(gap.new))]):
        gone, come = gap.old[last_old + 1 : old_at], gap.new[last_new + 1 : new_at]
        if gone or come:
            if start != (i, k):
                yield from hunks_within(Hunk(i=start[0], j=i, k=start[1], l=k), old, new)
            # 3. The others went or came as a whole.
            for sentence in gone:
                yield Hunk(i=sentence.start, j=sentence.stop, k=k, l=k, is_sentence=True)
                i = sentence.stop
            for sentence in come:
                yield Hunk(i=i, j=i, k=sentence.start, l=sentence.stop, is_sentence=True)
                k = sentence.stop
            start = (i, k)
        if old_at < len(gap.old):
            i, k = gap.old[old_at].stop, gap.new[new_at].stop
    if start != (i, k):
        yield from hunks_within(Hunk(i=start[0], j=i, k=start[1], l=k), old, new)


def _partners(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> list[tuple[int, int]]:
    """Return pairs of alike sentences that rise on both sides, chosen so that they are most alike together."""
    alike = [
        (i, k, similarity)
        for i, one in enumerate(old)
        for k, other in enumerate(new)
        if (similarity := _similarity(one.bag, other.bag)) >= ALIKE
    ]
    mirrored = [it.key for it in new] < [it.key for it in old]  # the best chain of two equal ones hangs on the order
    best = heaviest_chain([(k, i, worth) for i, k, worth in alike] if mirrored else alike)
    pairs = [(k, i) if mirrored else (i, k) for i, k, _ in best]
    # Where one sentence alone is left in the place of one other, less must be alike.
    for (i, k), (j, end) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        if j - i == end - k == 2 and _related(old[i + 1], new[k + 1]):
            pairs.append((i + 1, k + 1))
    return sorted(pairs)


def _related(one: _Sentence, other: _Sentence) -> bool:
    if max(one.bag.total(), other.bag.total()) <= SHORT:
        return True
    return _similarity(one.telling, other.telling) >= RELATED


def _similarity(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _parted(side: Sequence[_Sentence], there: Sequence[_Sentence], pairs: Sequence[tuple[int, int]]) -> bool:
    """Say whether one of `side` without a partner has its words from one sentence of the other version, beyond those
    that the partner of that one has."""
    partner_of = {other: one for one, other in pairs}
    alone = set(range(len(side))) - {one for one, _ in pairs}
    if not alone:
        return False
    spare = [it.bag - side[partner_of[at]].bag if at in partner_of else it.bag for at, it in enumerate(there)]
    return any(_comes_from(bag, side[at].bag) and _comes_from(bag, side[at].telling) for at in alone for bag in spare)


def _comes_from(spare: Counter[str], words: Counter[str]) -> bool:
    return (words & spare).total() >= PARTED * words.total()
