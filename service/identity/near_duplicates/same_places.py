"""Which passages of two versions of one text stand in the same place and are not the same. Pure.

Both texts are aligned along the runs of three words that each of them has once, numbers in figures counting as equal.
The longest sequence of such runs that both have in the same order is their common part (patience diff, after Bram
Cohen; Fredman's longest increasing subsequence). The time grows with the texts' length, not with its square. What
differs inside the common runs, or stands between two of them on both sides, differs in the same place.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from service.facts.languages import ANY, languages
from service.identity.near_duplicates.fingerprint import READ, ComparedWords
from service.text.characters import ONE_SIGN_A_WORD
from service.text.numbers import WORTH
from service.text.whitespace import folded

RUN = 3
"""Words that make an anchor."""

LEFT_OUT = 3
"""Words, on either side, within which what the other lacks is an edit; with more, a clause came or went."""

REFINED = 30
"""Words of a passage, on either side, that is aligned once more word for word: it may repeat what stands elsewhere."""


SIGNS = 3
"""Signs of a script that does not part words that are about as much as a word."""

_ONE_SIGN = re.compile(f"[{ONE_SIGN_A_WORD}]")
_WORTH = "".join(sorted(WORTH))
_SIGN_AT_FIGURE = re.compile(rf"[{_WORTH}](?=\s?\d)|(?<![\w)\]])[-\u2212\u2013](?=\d)|(?<=\d)\s?[{_WORTH}]")
_ENDS_MINUS = re.compile(r"(?:^|[\s(\[\"'“«„])[-\u2212\u2013]$")


@dataclass(frozen=True)
class LocatedText:
    """A text with the places of its words. Without slots, so that what is computed from it is kept."""

    words: ComparedWords

    @cached_property
    def located(self) -> tuple[str, list[tuple[int, int]]]:
        """Return the characters that are read, and where each word begins and ends among them."""
        return self.words.located()

    @cached_property
    def languages(self) -> frozenset[str]:
        """Return the languages that it may be in."""
        return languages(self.words.text)

    def spelt(self, start: int, stop: int) -> str:
        """Return the characters of the words `start` to `stop`, white space folded."""
        read, spans = self.located
        return folded(read[spans[start][0] : spans[stop - 1][1]]) if start < stop else ""

    def between(self, start: int, stop: int) -> str:
        """Return the characters between the end of the word before `start` and the beginning of word `stop`."""
        read, spans = self.located
        begin = spans[start - 1][1] if start else 0
        return read[begin : spans[stop][0] if stop < len(spans) else len(read)]


@dataclass(frozen=True, slots=True)
class Side:
    """What one text has between two places that both have in common: words `start` to `end`."""

    text: LocatedText
    start: int
    end: int

    @property
    def words(self) -> ComparedWords:
        """Return all words of the text."""
        return self.text.words

    @property
    def folded(self) -> tuple[str, ...]:
        """Return its own words, folded."""
        return self.words.folded[self.start : self.end]

    @property
    def spelt(self) -> tuple[str, ...]:
        """Return its own words as they stand."""
        return self.words.spelt[self.start : self.end]

    @property
    def as_spelt(self) -> str:
        """Return its characters from its first word to its last, white space folded."""
        return self.text.spelt(self.start, self.end)

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place in which two texts differ: what the one has there, and what the other has."""

    kind: str
    """`number`, `date`, `name`, `word` (another thing, in lower case), `denial`, `qualifier` or `opposite`."""
    one: str
    """What is compared: canonical of a figure, folded of words."""
    other: str
    spelt: tuple[str, str] | None = field(default=None, compare=False)
    """Both as the texts spell them, for a reader; None where that is no different."""

    @property
    def as_spelt(self) -> tuple[str, str]:
        """Return what the one and the other text have there, as they spell it."""
        return self.spelt or (self.one, self.other)

    def turned(self) -> "Difference":
        """Return the same difference as seen from the other text."""
        spelt = (self.spelt[1], self.spelt[0]) if self.spelt else None
        return Difference(kind=self.kind, one=self.other, other=self.one, spelt=spelt)


Place = tuple[Side, Side]
"""What stands in the same place of two texts."""


def differing(kind: str, one: Side, other: Side) -> Difference:
    """Return the difference between two whole passages."""
    return Difference(
        kind=kind,
        one=" ".join(one.folded),
        other=" ".join(other.folded),
        spelt=(one.as_spelt, other.as_spelt),
    )


def spoken(one: LocatedText, other: LocatedText) -> frozenset[str]:
    """Return the languages that two versions of a text may be in."""
    return (
        one.languages | other.languages
        if one.languages and other.languages
        else one.languages or other.languages or ANY
    )


def places(one: LocatedText, other: LocatedText) -> Iterator[Place]:
    """Yield pairs of what stands in the same place of both and is not the same, or is a number or a sign beside one."""
    edges = [(-1, -1), *_common(one.words.masked, other.words.masked), (len(one.words), len(other.words))]
    signed = any(_SIGN_AT_FIGURE.search(text.words.text[:READ]) for text in (one, other))
    for (i, j), (next_i, next_j) in pairwise(edges):
        if i >= 0 and (one.words.folded[i] != other.words.folded[j] or (signed and _signs_differ(one, i, other, j))):
            yield Side(one, i, i + 1), Side(other, j, j + 1)
        mine, theirs = Side(one, i + 1, next_i), Side(other, j + 1, next_j)
        if (len(mine) and len(theirs)) or 0 < length(mine) + length(theirs) <= LEFT_OUT:
            yield mine, theirs


def replaced(place: Place, longest: int) -> Iterator[Place]:
    """Yield the passages of at most `longest` words that replace one another in `place`."""
    mine, theirs = _trimmed(place)
    if not mine or not theirs:
        return
    if max(length(mine), length(theirs)) <= longest:
        yield mine, theirs
    elif max(len(mine), len(theirs)) <= REFINED:
        yield from _aligned(mine, theirs, longest)


def edits(place: Place, longest: int) -> Iterator[Place]:
    """Yield the passages of at most `longest` words that replace one another in `place`, and those that one side alone
    has."""
    mine, theirs = _trimmed(place)
    if max(length(mine), length(theirs)) <= longest:
        if mine or theirs:
            yield mine, theirs
    elif max(len(mine), len(theirs)) <= REFINED:
        yield from _aligned(mine, theirs, longest, ("replace", "insert", "delete"))


def _aligned(mine: Side, theirs: Side, longest: int, kept: Sequence[str] = ("replace",)) -> Iterator[Place]:
    """Yield what replaces one another, or is edited in another way that is `kept`, once both passages are aligned word
    for word. They are taken in one order, since the alignment depends on it."""
    if theirs.folded < mine.folded:
        yield from ((here, there) for there, here in _aligned(theirs, mine, longest, kept))
        return
    matcher = SequenceMatcher(None, mine.folded, theirs.folded, autojunk=False)
    if 2 * sum(block.size for block in matcher.get_matching_blocks()) < max(len(mine), len(theirs)):
        return  # written anew
    for tag, i, to_i, j, to_j in matcher.get_opcodes():
        if tag in kept and max(to_i - i, to_j - j) <= longest:
            yield (
                Side(mine.text, mine.start + i, mine.start + to_i),
                Side(theirs.text, theirs.start + j, theirs.start + to_j),
            )


def is_sign(word: str) -> bool:
    """Say whether a word is a sign of a script that does not part words."""
    return _ONE_SIGN.match(word) is not None


def length(side: Side) -> int:
    """Return how many words a passage has, if signs of scripts that do not part words make one by threes."""
    if len(side) > REFINED:
        return len(side)
    signs = sum(map(is_sign, side.folded))
    return len(side) - signs + -(-signs // SIGNS)


def _trimmed(place: Place) -> Place:
    """Leave out what both sides begin and end with."""
    mine, theirs = place
    one, other = mine.folded, theirs.folded
    shorter = min(len(one), len(other))
    head = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    tail = next((at for at in range(shorter - head) if one[-1 - at] != other[-1 - at]), shorter - head)
    return (
        replace(mine, start=mine.start + head, end=mine.end - tail),
        replace(theirs, start=theirs.start + head, end=theirs.end - tail),
    )


def signs_at_figures(text: str) -> list[str]:
    """Return the signs that say what figures are worth, in their order, of the part of a text that is compared: that
    all words are the same does not make them so."""
    return _SIGN_AT_FIGURE.findall(text[:READ])


def _signs_differ(one: LocatedText, i: int, other: LocatedText, j: int) -> bool:
    """Say whether two equal numbers have other signs beside them, such as other currencies, or only one has any."""
    return one.words.folded[i][0].isdigit() and _signs(one, i) != _signs(other, j)


def _signs(text: LocatedText, at: int) -> str:
    read, spans = text.located
    start, stop = spans[at]
    before, behind = read[max(start - 3, 0) : start], read[stop : stop + 2]
    near = (*before[-2:].split(" ")[-2:], behind.lstrip()[:1])
    minus = "-" if _ENDS_MINUS.search(before) else ""
    return minus + "".join(sign for part in near for sign in part if sign in WORTH)


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of words that are the same in both, in an order that both keep."""
    found_there = {run: place for run, place in _unique_runs(other)}
    anchors = [(place, found_there[run]) for run, place in _unique_runs(one) if run in found_there]
    found: list[tuple[int, int]] = []
    for i, j in _longest_rising(anchors):
        for k in range(RUN):
            if not found or (i + k > found[-1][0] and j + k > found[-1][1]):
                found.append((i + k, j + k))
    return found


def _unique_runs(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Return the runs of three words that a text has once, each with its place, in their order."""
    all_runs = list(zip(words, words[1:], words[2:], strict=False))
    counts = Counter(all_runs)
    return ((run, place) for place, run in enumerate(all_runs) if counts[run] == 1)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest selection of pairs, which rise in the first number, that rises in the second too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(j)
            ends.append(at)
        else:
            tails[place], ends[place] = j, at
    found: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
