"""Whether two names are two spellings of one: "Gadhafi" and "Qaddafi" are, "Iran" and "Iraq" are not. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from service.facts.number_words import folded_word

SHORT = 4
"""Letters of a name of which every vowel counts: "Tim" and "Tom" are two."""
ALIKE = 0.6
"""Names with the same consonants are one from this likeness of all their letters on (difflib's ratio)."""
ALIKE_ELSEWHERE = 0.7
"""The same of names in other letters than Latin ones, whose consonants are not compared."""
STEM = 4
"""Letters that two forms of one word begin with, at least."""

_SOUNDS = str.maketrans("qgcvwzxdbj", "kkkffsstpi")
"""Consonants that transliterations and spelling reforms take for one another."""
_VOWEL_PAIRS = re.compile("yi|iy|ie|yy|ij|y")
_ABJAD = re.compile("[\u0590-\u06ff]")
"""Arabic and Hebrew letters: in names of so few letters each counts ("محمد", "محمود")."""
_PREFIX = re.compile("^(?:[وفبلك]?(?:ال)?|[והבלמש])(?=...)")
_VOWELS = re.compile("[aeiouh]")
_DOUBLE = re.compile(r"(.)\1+")


def same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two names, word by word, are one: of the shorter each word is spelt alike in the other, or one is the
    initials of the other."""
    initials = ["".join(word[0] for word in name).casefold() for name in (one, other)]
    joined = ["".join(name).casefold() for name in (one, other)]
    if joined[0] == joined[1] or joined[0] in initials[1:] or joined[1] in initials[:1]:
        return True
    short, long = sorted((one, other), key=len)
    return all(any(same_spelling(word, there) for there in long) for word in short)


def same_spelling(one: str, other: str) -> bool:
    """Say whether two words are one name spelt in two ways."""
    one, other = _bare(one), _bare(other)
    if one == other:
        return True
    if _ABJAD.match(one) or _ABJAD.match(other):
        return is_one_slip(one, other) or _PREFIX.sub("", one) == _PREFIX.sub("", other)
    if not (one.isascii() and other.isascii()):
        return _ratio(one, other) > ALIKE_ELSEWHERE
    if min(len(one), len(other)) <= SHORT:
        return _VOWEL_PAIRS.sub("i", one) == _VOWEL_PAIRS.sub("i", other)
    if is_one_slip(one, other):
        return True
    return _consonants(one) == _consonants(other) and _ratio(one, other) > ALIKE


def same_word(one: str, other: str) -> bool:
    """Say whether two words of a language are forms or spellings of one: "protesters" and "protestors"."""
    one, other = _bare(one), _bare(other)
    return _shared(one, other) >= max(STEM, 0.6 * min(len(one), len(other))) or _ratio(one, other) > ALIKE_ELSEWHERE


def is_one_slip(one: str, other: str) -> bool:
    """Say whether two words of six letters and more differ by one letter inside that was left out, put in, taken for
    another or exchanged with the next."""
    shorter = min(len(one), len(other))
    if shorter <= SHORT + 1 or abs(len(one) - len(other)) > 1:
        return False
    head = _shared(one, other)
    tail = min(_shared(one[::-1], other[::-1]), shorter - head)
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    return bool(head and tail) and (max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1]))


def _shared(one: str, other: str) -> int:
    """Return how many letters two words have in common at the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _bare(word: str) -> str:
    folded = folded_word(word)
    if folded.isascii():
        return folded
    bare = "".join(sign for sign in unicodedata.normalize("NFD", folded) if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare)  # a syllable of Hangul is one sign again


def _consonants(word: str) -> str:
    """Return what is heard of a word without its vowels, but for a vowel that it ends with."""
    heard = _VOWEL_PAIRS.sub("i", word).replace("ph", "f").replace("sh", "s").replace("th", "t").translate(_SOUNDS)
    last = heard[-1] if heard[-1:] in "aeiou" else ""
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", heard)) + last


def _ratio(one: str, other: str) -> float:
    first, second = sorted((one, other))  # the ratio depends on the order
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
