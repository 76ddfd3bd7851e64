"""Numbers written out in Korean and Thai, whose words are syllables among others: 다섯 명, 삼백만 원, แปดราย. Pure.

They are read only before what they count, by `rules/number_words`.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from service import rules

_KOREAN_PLACES = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
_KOREAN_SECTION, _THAI_SECTION = 10**4, 10**6
"""From these on, a word multiplies all that stands before it."""


@cache
def syllable_patterns() -> dict[str, str]:
    """Return the patterns of such numbers: `hangul` and `thai` before what they count, and `scale`, which multiplies
    Korean digits (5만)."""
    korean, thai = _table("korean"), _table("thai")
    units, tens = (_either(_words(korean, range_)) for range_ in (range(1, 10), range(10, 100)))
    digits, unsure = ("".join(korean[key]) for key in ("digits", "unsure"))
    places = "".join(_KOREAN_PLACES)
    sure = "".join(sign for sign in digits if sign not in unsure)
    return {
        "hangul": rf"(?<![가-힣])(?:(?:{tens})(?:{units})?|(?:{units})|[{digits}{places}]{{2,}}|[{sure}십백천])"
        rf"(?= ?(?:번째|{_either(korean['counted'])}))",
        "scale": r"(?<=\d)(?:[십백천]?[만억조]|[십백천])",
        "thai": rf"(?:{_either(_words(thai, None))})+(?= ?(?:{_either(thai['counted'])}))",
    }


def hangul_value(word: str) -> int:
    """Return the value of a number that `syllable_patterns` has found in Korean."""
    table = _table("korean")
    own = {name: int(key) for key, names in table.items() if key.isdigit() for name in names}
    pure = re.findall(_either(own), word)
    if "".join(pure) == word:
        return sum(own[part] for part in pure)
    digits = {sign: value for value, sign in enumerate(table["digits"], 1)}
    return _value([digits.get(sign) or _KOREAN_PLACES[sign] for sign in word], _KOREAN_SECTION)


def thai_value(word: str) -> int:
    """Return the value of a number that `syllable_patterns` has found in Thai."""
    return _value(_thai_parts(word), _THAI_SECTION)


def syllable_scale(word: str) -> int:
    """Return what a word of Korean or Thai behind digits multiplies them by; 0 if it counts by itself."""
    parts = [_KOREAN_PLACES.get(sign, 0) for sign in word] if word[0] in _KOREAN_PLACES else _thai_parts(word)
    scale = 1
    for part in parts:
        scale *= part if part >= 10 else 0
    return scale


def _thai_parts(word: str) -> list[int]:
    values = {name: int(key) for key, names in _table("thai").items() if key.isdigit() for name in names}
    return [values[part] for part in re.findall(_either(values), word)]


def _value(parts: Sequence[int], section: int) -> int:
    """Return the value of digits and places in their order."""
    total = within = digit = 0
    for part in parts:
        if part < 10:
            digit = part
        elif part >= section:
            total += (within + digit or 1) * part
            within = digit = 0
        else:
            within += (digit or 1) * part
            digit = 0
    return total + within + digit


def _words(table: dict[str, list[str]], values: range | None) -> list[str]:
    """Return the words of numbers in a range, or of all."""
    kept = ((int(key), words) for key, words in table.items() if key.isdigit())
    return [word for value, words in kept if values is None or value in values for word in words]


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word)))


def _table(language: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = rules.load("service.facts", "number_words")[language]
    return table
