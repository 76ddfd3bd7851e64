"""Units and currencies behind or before a number, by the form in which they are compared. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from service import rules
from service.facts.number_words import folded_word
from service.text.characters import SPACELESS

_LONGEST = 3
"""Words of the longest name of a unit: "degrees of arc" would be one more."""
_LONGEST_SPACELESS = 6
"""The same in characters of scripts that do not part words."""
_ALIKE = frozenset(
    {
        frozenset({"pound", "GBP"}),
        frozenset({"pound", "lb"}),
        frozenset({"¥", "JPY"}),
        frozenset({"¥", "CNY"}),
        frozenset({"°", "°C"}),
        frozenset({"°", "°F"}),
    }
)
"""Units of which one is the other's name left short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit, and how many words name it."""

    name: str
    words: int = 1
    is_money: bool = False


def unit_behind(words: Sequence[str], at: int, joined: Sequence[bool]) -> Unit | None:
    """Return the unit that begins at word `at`, by its longest name."""
    for count in range(min(_LONGEST, len(words) - at), 0, -1):
        if count > 1 and not all(joined[at + 1 : at + count]):
            continue
        found = _units().get(" ".join(words[at : at + count]))
        if found is not None:
            return Unit(name=found, words=count, is_money=found in _money())
    return None


def spaceless_unit(text: str, at: int) -> tuple[str, int] | None:
    """Return the unit that begins at a character of a script without spaces, and where it ends."""
    for stop in range(at + _LONGEST_SPACELESS, at, -1):
        found = _spaceless().get(text[at:stop])
        if found is not None:
            return found, stop
    return None


def unit_before(word: str) -> Unit | None:
    """Return the unit that `word` is before a number: a sign, or a currency's code of three letters."""
    if not word.isalpha() or (len(word) == 3 and word in _codes()) or word in ("yüzde", "rs"):
        found = _units().get(word)
        return None if found is None else Unit(name=found, is_money=found in _money())
    return None


def same_unit(one: str, other: str) -> bool:
    """Say whether two units may be one: they are the same, one text leaves it out, or names it short."""
    return one == other or not one or not other or frozenset((one, other)) in _ALIKE


def is_unit(word: str) -> bool:
    """Say whether a word, without those beside it, is a unit's name."""
    return folded_word(word) in _units()


@cache
def metre_words() -> frozenset[str]:
    """Return the words before which "5m" is a length, and does not count millions."""
    return frozenset(_rules()["context"]["metres"])


@cache
def _units() -> dict[str, str]:
    found: dict[str, str] = {}
    for group, units in _rules().items():
        if group != "context":
            for name, listed in units.items():
                found.update((" ".join(map(folded_word, word.split(" "))), name) for word in listed)
    return found


@cache
def _money() -> frozenset[str]:
    return frozenset(_rules()["money"])


@cache
def _codes() -> frozenset[str]:
    return frozenset(name.lower() for name in _rules()["money"] if len(name) == 3 and name.isupper())


@cache
def _spaceless() -> dict[str, str]:
    is_spaceless = re.compile(f"[{SPACELESS}]")
    return {word: name for word, name in _units().items() if is_spaceless.match(word)}


def _rules() -> dict[str, dict[str, list[str]]]:
    return rules.load("service.facts", "units")
