"""Words that say the opposite of each other, by `rules/opposites.toml`: killed and injured, convicted and acquitted.

Pure. A word is an answer to a question, written `harm:dead`; two texts that give other answers in one place differ.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from service import rules
from service.facts.number_words import folded_word
from service.text.characters import SPACELESS

_LONGEST = 4
"""Words, or signs of a script that does not part words, of the longest phrase."""
_PREFIX = re.compile("^(?:[وفبلك]?(?:ال)?|[והבלמש]{1,2})(?=..)")
"""What Arabic and Hebrew write before a word as part of it: a conjunction, a preposition, the article."""
_IS_SPACELESS = re.compile(f"[{SPACELESS}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One side of a pair of opposites, where a text takes it."""

    question: str
    side: str
    start: int
    """The words `start:stop` say it."""
    stop: int

    def __str__(self) -> str:
        return f"{self.question}:{self.side}"


def answers(words: Sequence[str]) -> Iterator[Answer]:
    """Yield which sides of which opposites `words` take. Signs of scripts that do not part words are words of their
    own."""
    folded = [folded_word(word) for word in words]
    at = 0
    while at < len(folded):
        found, length = _at(folded, at)
        for question, side in found:
            yield Answer(question=question, side=side, start=at, stop=at + length)
        at += length


def opposites_in(words: Sequence[str]) -> frozenset[str]:
    """Return the answers that `words` give by themselves, written `harm:dead`; of what nearly any sentence has one
    ("after", "more", "he"), none."""
    idle = _only_opposed()
    return frozenset(str(answer) for answer in answers(words) if answer.question not in idle)


def _at(words: Sequence[str], at: int) -> tuple[Sequence[tuple[str, str]], int]:
    """Return the sides that the longest phrase at a place takes, and how many words it has."""
    phrases = _phrases()
    longest = min(_LONGEST, len(words) - at) if words[at] in _firsts() else 1
    for length in range(longest, 0, -1):
        found = phrases.get(tuple(words[at : at + length]))
        if found:
            return found, length
    if not words[at].isascii() and "\u0590" <= words[at][0] <= "\u06ff":
        bare = _PREFIX.sub("", words[at])
        return phrases.get((bare,), ()), 1
    return (), 1


@cache
def _phrases() -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}
    for question, sides in rules.load("service.facts", "opposites").items():
        if question != "only_opposed":
            for side, listed in sides.items():
                for phrase in dict.fromkeys(map(_parts, listed)):
                    found[phrase] = (*found.get(phrase, ()), (question, side))
    return found


@cache
def _firsts() -> frozenset[str]:
    """Return the words that begin a phrase of several."""
    return frozenset(phrase[0] for phrase in _phrases() if len(phrase) > 1)


@cache
def _only_opposed() -> frozenset[str]:
    return frozenset(rules.load("service.facts", "opposites")["only_opposed"])


def _parts(phrase: str) -> tuple[str, ...]:
    if _IS_SPACELESS.match(phrase):
        return tuple(phrase)
    return tuple(map(folded_word, re.split("[ -]", phrase)))
