"""Numbers in Chinese characters, as Chinese and Japanese write them: 三千二百, 二〇二六, 12万. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from service import rules
from service.facts.number_words import plain

_VALUES = dict(zip("〇零一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
HAN = "".join((*_VALUES, *_UNITS))
"""The characters that numbers are written with."""


def han_scale(word: str) -> int:
    """Return what a row of multiplying characters multiplies by, as 万 in 12万; 0 if it has others."""
    value = 1
    for sign in word:
        if sign not in _UNITS:
            return 0
        value *= _UNITS[sign]
    return value


def han_value(word: str) -> Fraction | None:
    """Return the value of a number in Chinese characters, by places (二〇二六) or by words (三千二百)."""
    if len(word) > 1 and all(sign in _VALUES for sign in word):
        return Fraction(int("".join(str(_VALUES[sign]) for sign in word)))
    total = section = digit = 0
    last = 10**16
    for sign in word:
        unit = _UNITS.get(sign, 0)
        if sign in _VALUES:
            digit = _VALUES[sign]
        elif unit >= 10**4:
            own = section + digit or 1
            total = total + own * unit if unit < last else (total + section + digit or 1) * unit
            section, digit, last = 0, 0, unit
        elif unit:
            section += (digit or 1) * unit
            digit = 0
        else:
            return None
    if digit and len(word) > 1 and word[-2] in "百千万萬亿億":
        digit *= _UNITS[word[-2]] // 10 if word[-1] not in "〇零" else 1
    return Fraction(total + section + digit)


@cache
def counted() -> frozenset[str]:
    """Return the characters behind 一 where it counts."""
    return frozenset(_table()["counted"])


def not_numbers() -> list[str]:
    """Return common words and names that have such a character in them."""
    return _table()["not_numbers"]


@cache
def vague_words() -> Mapping[str, str]:
    """Return the words of amounts without a value, and of shares, each with what is compared of it."""
    return {
        word: plain(Fraction(name)) if "/" in name else name
        for name, words in _table().items()
        if name not in ("not_numbers", "counted", "about_few")
        for word in words
    }


def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = rules.load("service.facts", "number_words")["chinese"]
    return table
