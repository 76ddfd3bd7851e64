"""Words that qualify what is said, by `rules/qualifiers.toml`: former, acting, alleged, may, will.

Pure. They count only in the languages a text may be in: "will" is German for "wants", "ex" a Latin word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from service import rules
from service.facts.number_words import folded_word
from service.text.characters import ONE_SIGN_A_WORD

_LONGEST = 9
"""Words, or signs of a script that does not part words, of the longest phrase."""
_STEM = 3
"""Letters that a word has at least before an ending, or behind a prefix."""
_IS_SPACELESS = re.compile(f"[{ONE_SIGN_A_WORD}]")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPTS = frozenset({"chinese", "japanese", "korean", "hindi", "thai", "hebrew"})
"""Languages that are told by their script, or share it with one whose words are no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """A word or phrase that qualifies, in a text's words."""

    meaning: str
    """A group of the rules: "former", "possible"."""
    start: int
    """The words `start:stop` say it."""
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """The rules of some languages."""

    phrases: dict[tuple[str, ...], str]
    firsts: frozenset[str]
    """The words that begin a phrase of several."""
    endings: tuple[tuple[str, str], ...]
    prefixes: tuple[tuple[str, str], ...]


def qualifiers(words: Sequence[str], spoken: frozenset[str]) -> Iterator[Qualifier]:
    """Yield what qualifies among folded `words` of a text that may be in the languages `spoken`. Signs of scripts that
    do not part words are words of their own."""
    found = _rules(spoken)
    folded = [folded_word(word) for word in words]
    at = 0
    while at < len(folded):
        meaning, length = _at(folded, at, found)
        if meaning:
            yield Qualifier(meaning=meaning, start=at, stop=at + length)
        at += length


def is_qualifier(word: str, spoken: frozenset[str]) -> bool:
    """Say whether a folded word by itself qualifies in one of the languages `spoken`."""
    return (folded_word(word),) in _rules(spoken).phrases


def prefix_meaning(one: str, other: str, spoken: frozenset[str]) -> str:
    """Return what a prefix of the word `one` says if the rest of it is `other`, as in "exministro" and "ministro"; else
    nothing."""
    one, other = folded_word(one), folded_word(other)
    if len(other) < _STEM or len(one) <= len(other) or not one.endswith(other):
        return ""
    prefix = one[: len(one) - len(other)]
    return next((meaning for known, meaning in _rules(spoken).prefixes if known == prefix), "")


@cache
def paraphrased() -> frozenset[str]:
    """Return the meanings that many verbs have besides those of the rules."""
    return frozenset(rules.load("service.facts", "qualifiers")["paraphrased"])


def _at(words: Sequence[str], at: int, found: _Rules) -> tuple[str, int]:
    """Return what the longest phrase at a place says, and how many words it has."""
    for length in range(_LONGEST if words[at] in found.firsts else 1, 0, -1):
        meaning = found.phrases.get(tuple(words[at : at + length]))
        if meaning:
            return meaning, length
    word = words[at]
    ended = (meaning for ending, meaning in found.endings if len(word) >= len(ending) + _STEM and word.endswith(ending))
    return next(ended, ""), 1


@cache
def _rules(spoken: frozenset[str]) -> _Rules:
    """Return the rules of some languages; where none is known, of all."""
    phrases: dict[tuple[str, ...], str] = {}
    endings, prefixes = [], []
    for meaning, table in rules.load("service.facts", "qualifiers").items():
        for language, listed in table.items() if meaning != "paraphrased" else ():
            if spoken and language not in spoken and language not in _OTHER_SCRIPTS:
                continue
            for phrase in listed:
                if phrase[0] == "-":
                    endings.append((folded_word(phrase[1:]), meaning))
                elif phrase[-1] == "-":
                    prefixes.append((folded_word(phrase[:-1]), meaning))
                else:
                    phrases.setdefault(_parts(phrase), meaning)
    return _Rules(
        phrases=phrases,
        firsts=frozenset(phrase[0] for phrase in phrases if len(phrase) > 1),
        endings=tuple(endings),
        prefixes=tuple(prefixes),
    )


def _parts(phrase: str) -> tuple[str, ...]:
    if _IS_SPACELESS.match(phrase):
        return tuple(phrase)
    return tuple(map(folded_word, _WORD.findall(phrase)))
