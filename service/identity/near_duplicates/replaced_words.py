"""Which words of a sentence stand in the place of others, and state something else. Pure, and symmetric.

No table knows all pairs of words that state two things ("rose", "fell"; two companies; two fruits). So any word that
says something counts which stands in the place of another, unless both are known to be one: spellings of a word, or
words of one group in `rules/synonyms.toml`. Numbers are left to those who read them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from service import rules
from service.facts.fact_rules import function_words, numerals
from service.facts.words import is_word, words
from service.text.characters import ONE_SIGN_A_WORD, without_accents
from service.text.numbers import number_value

ALIKE = 0.7
"""Words of one beginning that are more alike than this are two spellings or forms of one (difflib's ratio)."""

BEGINNING = 2
"""Letters that two spellings have in common at the beginning."""

LONGEST = 6
"""Words, on either side, within which one stands in the place of another; with more, the sentence was written anew."""

COMPARED = 200
"""Words of a sentence that are aligned; the time grows with their square."""

SIGN = re.compile(f"[{ONE_SIGN_A_WORD}]")
"""A sign that is a word of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """The folded words that stood in a place, and those that stand there instead."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def substitutions(before: Sequence[str], after: Sequence[str], *, compared: int = COMPARED) -> Iterator[Substitution]:
    """Yield where `after` has words that say something in the place of others, which are not known to be one with them.

    Both are `folded_words`, of which so many are `compared`.
    """
    before, after = before[:compared], after[:compared]
    had, has = Counter(before), Counter(after)
    for gone, come in _replaced(before, after):
        if "".join(gone) == "".join(come) or are_synonyms(" ".join(gone), " ".join(come)):
            continue
        # A word that the other has elsewhere has moved; a sign or syllable may stand anywhere.
        lost = [word for word in gone if says_something(word) and (len(word) <= BEGINNING or had[word] > has[word])]
        new = [word for word in come if says_something(word) and (len(word) <= BEGINNING or has[word] > had[word])]
        if lost and new and not _are_one(lost, new):
            yield Substitution(before=tuple(gone), after=tuple(come))


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield the words that gave way to others in one place. A single sign in common among others is accident."""
    places: list[tuple[int, int, int, int]] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if places and i - places[-1][1] == j - places[-1][3] == 1 and SIGN.match(before[i - 1]):
            i, _, j, _ = places.pop()
        places.append((i, i_end, j, j_end))
    for i, i_end, j, j_end in places:
        gone, come = before[i:i_end], after[j:j_end]
        longest = LONGEST * (4 if gone and SIGN.match(gone[0]) else 1)
        if gone and come and max(len(gone), len(come)) <= longest:
            yield gone, come


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared here: without case and accents, numbers by their values, however
    they are written."""
    return tuple(_folded(key) for key in words(text).keys if is_word(key))


def _folded(key: str) -> str:
    if key[0].isdecimal():
        return number_value(key)
    folded = key.casefold()
    return numerals().get(folded) or without_accents(folded)


def says_something(word: str) -> bool:
    """Say whether a folded word is neither a number nor a function word."""
    return not word[0].isdigit() and word not in _function_words() and (len(word) > 1 or not word.isascii())


def _are_one(lost: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether all words of the shorter side are known to be one with words of the other."""
    short, long = sorted((lost, new), key=len)
    return all(any(are_spellings(word, other) or are_synonyms(word, other) for other in long) for word in short)


def are_spellings(one: str, other: str) -> bool:
    """Say whether two words are spellings or forms of one: "favour", "favors"; "Gadhafi", "Gaddafi"."""
    if one == other:
        return True
    if one[:BEGINNING] != other[:BEGINNING] or min(len(one), len(other)) <= BEGINNING:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def are_synonyms(one: str, other: str) -> bool:
    """Say whether two folded words or phrases state the same."""
    groups = _groups()
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, frozenset()))


@cache
def _function_words() -> frozenset[str]:
    return function_words() | frozenset(map(without_accents, function_words()))


@cache
def _groups() -> dict[str, frozenset[int]]:
    """Return the numbers of the groups by word or phrase, in the form in which words are compared."""
    found: dict[str, frozenset[int]] = {}
    tables = rules.load("service.identity", "synonyms").values()
    for number, group in enumerate(group for table in tables for group in table["groups"]):
        for phrase in group:
            folded = " ".join(folded_words(phrase))
            found[folded] = found.get(folded, frozenset()) | {number}
    return found
