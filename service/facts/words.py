"""A paragraph as words, which are what a word diff compares.

Words are not recognised by spaces, since Chinese, Japanese and Thai are written without.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from service.text.characters import INVISIBLE, SPACELESS
from service.text.reading_form import reading_form

_NUMBER = (
    r"\d{4}-\d\d-\d\d(?!\d)"  # a date
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)"  # 12 000, 12'000
    r"|\d+(?:[.,:/٫٬]\d+)*"  # 12, 12.5, 12,000, 10:30, 3/4
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphWords:
    """One paragraph, word by word. `gaps[i]` is the white space, and what does not show, before `raws[i]`; a last gap
    stands after the last word.

    A word is a run of letters (apostrophes inside it included), a number with its separators, one character of a
    script without spaces, or one other sign.
    """

    gaps: tuple[str, ...]
    raws: tuple[str, ...]
    keys: tuple[str, ...]
    """The reading forms of the words: equal keys read the same."""

    def __len__(self) -> int:
        return len(self.raws)

    def is_word(self, at: int) -> bool:
        """Say whether word `at` is letters or digits and not a sign."""
        return is_word(self.keys[at])

    def text(self, start: int, stop: int) -> str:
        """Return words `start` to `stop` with the white space between them folded, for a summary."""
        parts = ((" " if self.gaps[at] and at > start else "") + self.raws[at] for at in range(start, stop))
        return "".join(parts)


def words(paragraph: str) -> ParagraphWords:
    """Cut `paragraph` into words. Its gaps and raws, joined in turn, give it back exactly."""
    parts = _pattern().split(paragraph)  # gap, word, gap, …, word, gap
    raws = tuple(parts[1::2])
    return ParagraphWords(gaps=tuple(parts[::2]), raws=raws, keys=tuple(map(_key, raws)))


def is_word(key: str) -> bool:
    """Say whether a key is letters or digits and not a sign."""
    return key[:1].isalnum()


def is_number(key: str) -> bool:
    """Say whether a key is written in digits, of any script, or as a fraction (½)."""
    return key[:1].isdecimal() or (not key.isascii() and unicodedata.category(key[0]) == "No")


def _key(raw: str) -> str:
    return raw if raw.isalnum() and raw.isascii() else reading_form(raw)


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a word. Python's `\\w` leaves out the vowel signs of Arabic and of India's scripts, so a
    word is what consists of no signs.

    Every class is spelt out in ranges: with `\\s`, or with each sign by itself, it takes `re` ten times as long.
    """
    signs, digits = _ranges("PSZC", but="Cf Co Cn Cs"), _ranges("N", but="Nl No")
    letter = f"[^{signs}{SPACELESS}]"
    first = f"[^{signs}{digits}{SPACELESS}{INVISIBLE}]"
    return re.compile(rf"({first}{letter}*(?:['’ʼ]{letter}+)*|{_NUMBER}|[{SPACELESS}]|[^\s{INVISIBLE}])")


def _ranges(categories: str, *, but: str) -> str:
    """Return the characters of these Unicode categories as ranges of a regular expression's class; emoji count as
    signs.

    The blocks of Han and Hangul, which are nothing but letters, are passed over.
    """
    codes = [
        code
        for code in (*range(0x3100), *range(0xA4D0, 0xAC00), *range(0xFB00, 0x10000))
        if (category := unicodedata.category(chr(code)))[0] in categories and category not in but
    ]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    emoji = "\U0001f000-\U0001faff" if "S" in categories else ""
    return "".join(f"{re.escape(chr(start))}-{re.escape(chr(end))}" for start, end in ranges) + emoji
