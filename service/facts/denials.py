"""Whether a passage denies what another states, by `rules/denials.toml`: by words or their form. Pure.

The languages differ in how they deny: most have a word, Turkish a syllable inside the verb, Persian a letter before it,
Japanese an ending, Korean a word whose endings change.
"""

import re
from collections.abc import Sequence
from functools import cache

from service import rules
from service.facts.number_words import folded_word
from service.text.characters import ONE_SIGN_A_WORD

_WORD = re.compile(r"[^\W\d_]+")
_ONE_SIGN = re.compile(f"[{ONE_SIGN_A_WORD}]")
_SHORTEST = 2
"""Letters that a word has at least behind a prefix that denies it."""
_SHORTEST_LATIN = 4
"""The same in letters with capitals, where many a word begins so by accident ("form", "inform")."""
_HARMONY = str.maketrans("ıuüedö", "iiiato")
"""Vowels and consonants that Turkish changes by those beside them."""
_DENYING = tuple(map(re.compile, ("may", "ma", "ama", "m(?=iyor)", "am(?=iyor)")))
"""The syllables, with the vowels so changed, by which a Turkish verb denies."""
_DENYING_AORIST = re.compile("a?maz")


def denies(words: Sequence[str], start: int, stop: int) -> bool:
    """Say whether the folded words `start:stop`, or a row of signs that reaches into them, deny."""
    for word in words[start:stop]:
        if word in _words() or any(part in word for part in _parts()):
            return True
    longest = max(map(len, _phrases()))
    if not any(_ONE_SIGN.match(word) for word in words[start:stop]):
        return False
    first = max(start - longest + 1, 0)
    near = [word if _ONE_SIGN.match(word) else " " for word in words[first : stop + longest - 1]]
    row = "".join(near)
    for phrase in _phrases():
        at = row.find(phrase)
        while at >= 0:
            if at + first < stop and at + first + len(phrase) > start:
                return True
            at = row.find(phrase, at + 1)
    return False


def denied_form(one: str, other: str, spoken: frozenset[str]) -> bool:
    """Say whether one of two folded words is the other's denial by its form: "illegal" of "legal", "gelmedi" of
    "geldi", "نرفت" of "رفت". `spoken` are the languages they may be in."""
    short, long = sorted((folded_word(one), folded_word(other)), key=lambda word: (len(word), word))
    if short == long:
        return False
    if long.endswith(short) and len(short) >= (_SHORTEST_LATIN if _is_cased(short) else _SHORTEST):
        before = long[: len(long) - len(short)]
        if any(before in prefixes for language, prefixes in _prefixes().items() if _may_be(language, spoken)):
            return True
    return _may_be("turkish", spoken) and _is_denied_verb(_harmonised(short), _harmonised(long))


def _is_denied_verb(plain: str, denied: str) -> bool:
    """Say whether the second of two Turkish verbs is the first with a syllable of denial in it."""
    if denied[:_SHORTEST] != plain[:_SHORTEST] or "m" not in denied[_SHORTEST:]:
        return False
    for syllable in _DENYING:
        for found in syllable.finditer(denied, _SHORTEST):
            if denied[: found.start()] + denied[found.end() :] == plain:
                return True
    return any(
        re.fullmatch(f"{denied[: found.start()]}[ai]?r{denied[found.end() :]}", plain) is not None
        for found in _DENYING_AORIST.finditer(denied, _SHORTEST)
    )


def _harmonised(word: str) -> str:
    """Return a Turkish word with one vowel for those that stand for one another."""
    return word.replace("i̇", "i").translate(_HARMONY)


def _is_cased(word: str) -> bool:
    return word[0].upper() != word[0]


def _may_be(language: str, spoken: frozenset[str]) -> bool:
    """Say whether a group of languages, joined by hyphens, has one of those that are spoken."""
    return not spoken or not spoken.isdisjoint(language.split("-"))


@cache
def _words() -> frozenset[str]:
    """Return the words that deny, cut as words are where texts are compared: Hindi without vowel signs."""
    return frozenset(
        cut[0] for table in _table().values() for word in table.get("words", ()) if len(cut := _WORD.findall(word)) == 1
    )


@cache
def _parts() -> tuple[str, ...]:
    return tuple(part for table in _table().values() for part in table.get("parts", ()))


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(phrase for table in _table().values() for phrase in table.get("phrases", ()))


@cache
def _prefixes() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(map(folded_word, table["prefixes"])) for name, table in _table().items() if "prefixes" in table
    }


def _table() -> dict[str, dict[str, list[str]]]:
    return rules.load("service.facts", "denials")
