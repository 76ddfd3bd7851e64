"""Which words of a sentence stand in the place of others, and state something else. Pure, and symmetric.

No table knows all pairs of words that state two things ("rose", "fell"; two companies; two fruits). So any word that
says something counts which stands in the place of another, unless both are known to be one: spellings of a word, or
words of one group in `rules/synonyms.toml`. A number counts that gave way to words ("two" → "a"); whether two numbers
are one is left to those who read them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from service import rules
from service.facts.fact_rules import function_words
from service.facts.figures import figures
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

_WORD = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_INTRICATE = re.compile("[\u0300-\u036f\u0530-\u1dff\u2c00-\uffff\U00010000-\U0010ffff\u00bc-\u00be]")
"""Letters other than Latin, Greek and Cyrillic ones, and combining marks."""
_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d)")
_LETTERS = str.maketrans({"’": "'", "ґ": "г"})
"""Letters that writers mix: the Ukrainian ґ was banned from 1933 to 1990, and is still left out by many."""
_FIGURE = "#"
"""What a figure among folded words begins with."""
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
        if "".join(gone) == "".join(come) or mean_the_same(gone, come):
            continue
        # A word that the other has elsewhere has moved; a sign or syllable may stand anywhere.
        lost = [word for word in gone if says_something(word) and (len(word) <= BEGINNING or had[word] > has[word])]
        new = [word for word in come if says_something(word) and (len(word) <= BEGINNING or has[word] > had[word])]
        if (lost and new and not _are_one(lost, new)) or _recounts(gone, come, bool(lost)):
            yield Substitution(before=tuple(gone), after=tuple(come))


def restates(before: Sequence[str], after: Sequence[str]) -> bool:
    """Say whether each word of `after` that says something stands in `before`, or stands in the place of words that are
    known to be one with it, and hardly anything was left out. Both are `folded_words`."""
    before, after = before[:COMPARED], after[:COMPARED]
    had, has = Counter(before), Counter(after)
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = before[i:i_end], after[j:j_end]
        if tag == "equal" or (gone and come and mean_the_same(gone, come)):
            continue
        lost = [word for word in gone if is_figure(word) or (says_something(word) and had[word] > has[word])]
        new = [word for word in come if is_figure(word) or (says_something(word) and has[word] > had[word])]
        if (lost or new) and not (lost and new and len(lost) == len(new) and _are_one(lost, new)):
            return False
    return True


def mean_the_same(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Say whether two passages are phrases of one meaning, as they stand or without their function words."""
    if are_synonyms(" ".join(gone), " ".join(come)):
        return True
    bare, other = ([word for word in words if is_figure(word) or says_something(word)] for words in (gone, come))
    return bool(bare and other) and are_synonyms(" ".join(bare), " ".join(other))


def _recounts(gone: Sequence[str], come: Sequence[str], loses: bool) -> bool:
    """Say whether a figure gave way to words ("two" → "a"), or has a unit in place of words ("12 cent" → "€12")."""
    had, has = ({word for word in words if is_figure(word)} for words in (gone, come))
    return bool(had) and (not has or (loses and not has <= had))


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


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without case and accents, and of numbers in figures the values."""
    # Where no script needs more, one pattern finds the words in a third of the time.
    found = (key for key in words(text).keys if is_word(key)) if _INTRICATE.search(text) else _WORD.findall(text)
    return tuple(map(_plain, found))


def _plain(word: str) -> str:
    if word[0].isdecimal():
        return number_value(_GROUPS.sub("", word))
    return word.casefold() if word.isascii() else without_accents(word.casefold().translate(_LETTERS))


def folded_words(text: str, spoken: frozenset[str] | None = None) -> tuple[str, ...]:
    """Return `plain_words` with each figure as one word, which is the same however it is written; it takes ten times as
    long. `spoken` are the languages of the whole that the text is from."""
    cut = words(text)
    found: list[str] = []
    read = [figure for figure in figures(text, spoken) if not figure.weak]
    numbers = iter(read)
    figure = next(numbers, None)
    place = 0
    for gap, raw, key in zip(cut.gaps, cut.raws, cut.keys, strict=False):
        place += len(gap)
        while figure is not None and place >= figure.stop:
            found.append(_FIGURE + figure.amount.replace(" ", ""))
            figure = next(numbers, None)
        if is_word(key) and (figure is None or place + len(raw) <= figure.start):
            found.append(without_accents(key.casefold().translate(_LETTERS)))
        place += len(raw)
    found += [_FIGURE + one.amount.replace(" ", "") for one in (figure, *numbers) if one is not None]
    return tuple(found)


def is_figure(word: str) -> bool:
    """Say whether a folded word is a figure."""
    return word[0] == _FIGURE or word[0].isdecimal()


def says_something(word: str) -> bool:
    """Say whether a folded word is neither a number nor a function word."""
    return not is_figure(word) and word not in _function_words() and (len(word) > 1 or not word.isascii())


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
    idle = _function_words()
    tables = rules.load("service.identity", "synonyms").values()
    for number, group in enumerate(group for table in tables for group in table["groups"]):
        for phrase in group:
            whole = plain_words(phrase)
            bare = tuple(word for word in whole if word not in idle)
            for folded in {" ".join(whole), " ".join(bare) if len(bare) > 1 else ""} - {""}:
                found[folded] = found.get(folded, frozenset()) | {number}
    return found
