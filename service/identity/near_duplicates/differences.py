"""Where two versions of one text differ: in a number, a date, a name, a denial. Pure.

Both texts are aligned along the runs of three words that each of them has once, numbers in figures counting as equal.
The longest sequence of such runs that both have in the same order is their common part (patience diff, after Bram
Cohen; Fredman's longest increasing subsequence). The time grows with the texts' length, not with its square. What
differs inside the common runs, or stands between two of them on both sides, differs in the same place.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from service import rules
from service.facts.topic_names import calendar_words
from service.identity.near_duplicates.fingerprint import ComparedWords

_FIGURES = re.compile(r"\d+")

RUN = 3
"""Words that make an anchor."""

NUMBER_GAP = 20
"""Words between two anchors, on either side, within which any two numbers stand in the same place."""

NAME_GAP = 6
"""Words between two anchors within which two names stand in the same place; with more, a sentence was written anew."""

DENIAL_GAP = 3
"""Words, on either side, within which a denial that the other lacks is an edit; with more, it came or went with a
clause."""

ALIKE = 0.5
"""Names more alike than this are two spellings of one name ("Gadhafi", "Qaddafi"; difflib's ratio of their letters)."""

DATE = "date"
"""The kind of a difference between the names of two days or months: of copies, or of two issues of a series."""

KEPT = 12
"""Most differences that are reported of two texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place in which two texts differ: what the one has there, and what the other has."""

    kind: str
    """`number`, `date`, `name` or `denial`."""
    one: str
    other: str


def differences(one: ComparedWords, other: ComparedWords) -> tuple[Difference, ...]:
    """Return the places in which the same is said with another number, day or name, or is denied; the first few."""
    found: dict[Difference, None] = {}
    for gap in _gaps(one, other):
        for rule in (_numbers, _dates, _names, _denials):
            found.update(dict.fromkeys(rule(*gap)))
    found.update(dict.fromkeys(_numbers_of_the_rest(one.rest, other.rest)))
    return tuple(found)[:KEPT]


# ── the same place ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Side:
    """What one text has between two places that both have in common."""

    words: ComparedWords
    start: int
    end: int

    @property
    def folded(self) -> tuple[str, ...]:
        return self.words.folded[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


def _gaps(one: ComparedWords, other: ComparedWords) -> Iterator[tuple[_Side, _Side]]:
    """Yield pairs of what stands in the same place of both and is not the same, or is a number."""
    edges = [(-1, -1), *_common(one.masked, other.masked), (len(one), len(other))]
    for (i, j), (next_i, next_j) in pairwise(edges):
        if i >= 0 and one.folded[i] != other.folded[j]:
            yield _Side(one, i, i + 1), _Side(other, j, j + 1)
        if (next_i - i > 1 and next_j - j > 1) or 0 < next_i - i + next_j - j - 2 <= DENIAL_GAP:
            yield _Side(one, i + 1, next_i), _Side(other, j + 1, next_j)


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of words that are the same in both, in an order that both keep."""
    places = {run: place for run, place in _unique_runs(other)}
    anchors = [(place, places[run]) for run, place in _unique_runs(one) if run in places]
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


# ── what differs there ────────────────────────────────────────────────────────────────────────────────────────────


def _numbers(one: _Side, other: _Side) -> Iterator[Difference]:
    """Yield a difference where each side has a number that the other lacks. A number left out with its clause is not
    one that was changed.

    In a long gap only numbers between the same words stand in the same place: there one text goes on where the other
    has its site's footer.
    """
    mine, theirs = _values(one), _values(other)
    if max(len(one), len(other)) > NUMBER_GAP:
        places = mine.keys() & theirs.keys()
    else:
        places = {""}
        mine, theirs = {"": _all(mine)}, {"": _all(theirs)}
    for place in sorted(places):
        only_mine, only_theirs = mine[place] - theirs[place], theirs[place] - mine[place]
        for my, their in zip(only_mine.elements(), only_theirs.elements(), strict=False):
            yield Difference(kind="number", one=my, other=their)


def _values(side: _Side) -> dict[str, Counter[str]]:
    """Return the numbers by the words before and after each."""
    spelt_out, words = _rules().numbers, side.words.masked
    found: dict[str, Counter[str]] = {}
    for at in range(side.start, side.end):
        word = side.words.folded[at]
        value = word if word[0].isdigit() else spelt_out.get(word)
        if value is not None:
            place = " ".join((*words[max(0, at - 1) : at], "#", *words[at + 1 : at + 2]))
            found.setdefault(place, Counter())[value] += 1
    return found


def _numbers_of_the_rest(one: str, other: str) -> Iterator[Difference]:
    """Yield a number that only one of two books has beyond the part compared word for word: in doubt they are
    variants."""
    if one and other:
        mine, theirs = Counter(_FIGURES.findall(one)), Counter(_FIGURES.findall(other))
        if mine != theirs:
            yield Difference(kind="number", one=min(mine - theirs, default=""), other=min(theirs - mine, default=""))


def _all(values: dict[str, Counter[str]]) -> Counter[str]:
    return sum(values.values(), Counter())


def _in_a_sentence(one: _Side, other: _Side) -> bool:
    """Say whether the gap is part of a sentence in both texts, and not a byline, dateline or credit at an edge."""
    if one.end == len(one.words) or other.end == len(other.words):
        return False
    follows = one.words.spelt[one.end]
    return (one.start > 0 and other.start > 0) or not follows[0].isupper()


def _dates(one: _Side, other: _Side) -> Iterator[Difference]:
    if max(len(one), len(other)) <= NAME_GAP and _in_a_sentence(one, other):
        calendar = calendar_words()
        mine, theirs = ([word for word in side.folded if word in calendar] for side in (one, other))
        if mine and theirs and mine != theirs:
            yield Difference(kind=DATE, one=" ".join(mine), other=" ".join(theirs))


def _names(one: _Side, other: _Side) -> Iterator[Difference]:
    if not 0 < len(one) <= NAME_GAP or not 0 < len(other) <= NAME_GAP:
        return
    if not _in_a_sentence(one, other):
        return
    mine, theirs = _names_only_here(one, other.words), _names_only_here(other, one.words)
    if mine and theirs and not _alike(mine, theirs):
        yield Difference(kind="name", one=mine, other=theirs)


def _names_only_here(side: _Side, other: ComparedWords) -> str:
    """Return the words with a capital that the other text does not have anywhere."""
    known, calendar = other.vocabulary, calendar_words()
    spelt = zip(side.words.spelt[side.start : side.end], side.folded, strict=True)
    return " ".join(
        word
        for word, folded in spelt
        if word[0].isupper() and len(word) > 2 and folded not in known and folded not in calendar
    )


def _alike(one: str, other: str) -> bool:
    initials = ["".join(word[0] for word in name.split()) for name in (one, other)]
    if one.upper() in initials or other.upper() in initials:
        return True
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio() > ALIKE


def _denials(one: _Side, other: _Side) -> Iterator[Difference]:
    if max(len(one), len(other)) > DENIAL_GAP:
        return
    denials = _rules().denials
    mine, theirs = (any(word in denials for word in side.folded) for side in (one, other))
    if mine is not theirs:
        yield Difference(kind="denial", one=" ".join(one.folded), other=" ".join(other.folded))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    numbers: dict[str, str]
    denials: frozenset[str]


@cache
def _rules() -> _Rules:
    tables = rules.load("service.facts", "figures")
    return _Rules(
        numbers=tables["numbers"],
        denials=frozenset(tables["denials"]["words"]),
    )
