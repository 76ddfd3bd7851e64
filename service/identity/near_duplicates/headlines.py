"""In what two headlines differ that are nearly the same: another day, name or deed, or who did it to whom. Pure.

Headlines in other words are two editors' work and are not compared, but for figures (`additions`). Where two are nearly
one, what they differ in is a fact, unless it was told: the text under the earlier one says it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from service.facts.languages import languages
from service.identity.near_duplicates.credits import without_label
from service.identity.near_duplicates.differences import NAME_GAP, differences
from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.replaced_words import folded_words, says_something, substitutions
from service.identity.near_duplicates.same_places import Difference, LocatedText, Side, differing, edits, places
from service.identity.near_duplicates.text_edges import in_a_sentence
from service.text.characters import without_accents

LONGEST = 300
"""Characters of a headline that are compared."""

NEARLY = 0.6
"""Two headlines are nearly the same if so much of both is (difflib's ratio of their words)."""

STEM = 6
"""Letters of a word that count where it is looked for in a text."""

_TELLING = frozenset({"number", "denial", "qualifier"})
"""Kinds of which a word that stands somewhere in a text tells nothing: "not", "will"."""
_SWAPPED = "name"
"""The kind where two have changed places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline with the text under it."""

    words: ComparedWords
    text: ComparedWords
    at: datetime


def headline_of(title: str | None) -> ComparedWords:
    """Return the words of a title without an agency's label."""
    return ComparedWords(without_label((title or "")[:LONGEST]))


def headline_differences(one: Headline, other: Headline) -> tuple[Difference, ...]:
    """Return the places in which two headlines that are nearly the same state something else, and the later one what
    the earlier one's text does not state."""
    mine, theirs = one.words, other.words
    if mine.text == theirs.text or not _are_nearly_same(mine.masked, theirs.masked):
        return ()
    found = dict.fromkeys(differences(mine, theirs))
    for difference in _replaced(one, other):
        if not any(known.one in difference.one and known.other in difference.other for known in found):
            found[difference] = None
    return (*(each for each in found if not _is_told(each, one, other)), *_swapped(mine, theirs))


def _are_nearly_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other or 2 * min(len(one), len(other)) < max(len(one), len(other)):
        return False
    first, second = sorted((one, other))  # the ratio depends on the order
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= NEARLY


def _replaced(one: Headline, other: Headline) -> Iterator[Difference]:
    """Yield passages that say something in the place of others, unless the whole says the same with figures as one."""
    whole = (folded_words(each.words.text, languages(each.text.text)) for each in (one, other))
    if not any(substitutions(*whole)):
        return
    for place in places(LocatedText(one.words), LocatedText(other.words)):
        for my, their in edits(place, NAME_GAP):
            if not my or not their or not in_a_sentence(my, their):
                continue
            plain = [tuple(map(without_accents, side.folded)) for side in (my, their)]
            if any(substitutions(*plain)):
                yield differing("word", my, their)


def _is_told(difference: Difference, one: Headline, other: Headline) -> bool:
    """Say whether the later headline's words of a difference stand in the earlier one's text; of two at one time, each
    one's in the other's."""
    if difference.kind in _TELLING:
        return False
    told = []
    if one.at <= other.at:
        told.append(_says(one.text, difference.other))
    if other.at <= one.at:
        told.append(_says(other.text, difference.one))
    return all(told)


def _says(text: ComparedWords, passage: str) -> bool:
    """Say whether a text has all words of a passage that say something, in any form."""
    said = [word for word in map(without_accents, ComparedWords(passage).folded) if says_something(word)]
    if not said:
        return False
    known = {without_accents(word)[:STEM] for word in text.folded}
    return all(word[:STEM] in known for word in said)


def _swapped(one: ComparedWords, other: ComparedWords) -> Iterator[Difference]:
    """Yield two that have changed places around what stands between them: "Rovers beat United", "United beat
    Rovers"."""
    mine, theirs = one.folded, other.folded
    if len(mine) != len(theirs) or sorted(mine) != sorted(theirs) or mine == theirs:
        return
    apart = [at for at in range(len(mine)) if mine[at] != theirs[at]]
    start, stop = apart[0], apart[-1] + 1
    before, after = mine[start:stop], theirs[start:stop]
    for first in range(1, len(before) - 1):
        for last in range(1, len(before) - first):
            middle = before[first:-last]
            if after == before[-last:] + middle + before[:first] and any(map(says_something, middle)):
                yield differing(_SWAPPED, *(Side(LocatedText(words), start, stop) for words in (one, other)))
                return
