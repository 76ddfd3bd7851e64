"""The words by which two texts are compared, and the fingerprint by which a text is found. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from zlib import crc32

from service.models import Article, Fingerprint
from service.text.characters import NOT_COMPARED, ONE_SIGN_A_WORD
from service.text.numbers import number_value

SHINGLE = 5
"""Words in a row that make one shingle (research on copies; MinHash of single words finds no cut copy)."""

READ = 100_000
"""Characters of a text that are compared word for word. The longest articles have 60,000; comparing two books of ten
megabytes so would take half a minute."""

_WORD = re.compile(rf"\d+(?:[.,:٫٬]\d+)*|[{ONE_SIGN_A_WORD}]|[^\W\d_{ONE_SIGN_A_WORD}]+")
"""A word is a number with what parts its digits, one sign of a script that does not divide words, or letters."""
_SPREAD = 2_654_435_761
"""Knuth's multiplicative hash: CRC-32 alone is too regular to choose by."""


@dataclass(frozen=True)
class ComparedWords:
    """The words of a text, in order. Without slots, so that what is computed from them is kept."""

    text: str

    @cached_property
    def spelt(self) -> tuple[str, ...]:
        """Return the words as they stand, in one form of Unicode; of a book, those it begins with."""
        return tuple(_WORD.findall(self.read))

    @property
    def read(self) -> str:
        """Return the characters that the words are taken from, in one form of Unicode."""
        return unicodedata.normalize("NFKC", self.text[:READ]).translate(NOT_COMPARED)

    def located(self) -> tuple[str, list[tuple[int, int]]]:
        """Return what was read, and where in it each word begins and ends."""
        read = self.read
        return read, [match.span() for match in _WORD.finditer(read)]

    @property
    def rest(self) -> str:
        """Return what of a book is not compared word for word."""
        return self.text[READ:]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Return the words without case, and of numbers only the value: `1200` for `1,200`, `4` for `4:00`, `3.5` for
        `3,5`."""
        return tuple(number_value(word) if word[0].isdigit() else word.casefold() for word in self.spelt)

    @cached_property
    def masked(self) -> tuple[str, ...]:
        """Return the folded words with `#` for every number in figures."""
        return tuple("#" if word[0].isdigit() else word for word in self.folded)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return each folded word once."""
        return frozenset(self.folded)

    @cached_property
    def shingles(self) -> tuple[int, ...]:
        """Return a hash of each run of `SHINGLE` folded words, or of all words where there are fewer."""
        return tuple(runs(self.folded))

    @cached_property
    def masked_shingles(self) -> frozenset[int]:
        """Return the hashes of the runs of masked words, without their order."""
        return frozenset(runs(self.masked))

    def __len__(self) -> int:
        return len(self.folded)


REMEMBERED = 10_000
"""Characters of the longest text of which is kept what was computed of its words."""


def compared_words(text: str) -> ComparedWords:
    """Return the words of a text. Of the last few short texts, what was computed of them is at hand: copies of one text
    come one after the other, and are compared with the same few."""
    return _remembered(text) if len(text) <= REMEMBERED else ComparedWords(text)


@lru_cache(maxsize=48)
def _remembered(text: str) -> ComparedWords:
    return ComparedWords(text)


def runs(words: tuple[str, ...], length: int = SHINGLE) -> Iterable[int]:
    """Yield a hash of each run of so many words: 32 bits, and signed, as SQLite keeps it in four bytes."""
    if not words:
        return
    ends = range(length, max(len(words), length) + 1)
    for end in ends:
        scattered = crc32(" ".join(words[end - length : end]).encode(errors="replace")) * _SPREAD & 0xFFFFFFFF
        yield scattered - 0x80000000


_HASHED_WORD = re.compile(r"\w+")

BEGINNING = 120
"""Shingles at the beginning that are sampled densely, since teasers and cut copies are taken from there."""

DENSE, SPARSE = 6, 24
"""One shingle in so many is kept of the beginning, and one in so many of the rest. What is kept of the rest would be
kept of a beginning too, so that an excerpt finds its original."""

MOST_SAMPLES = 512
"""Samples of one text at most; a book of ten megabytes is found by as many."""


def text_hash(text: str) -> str:
    """Return the SHA-256 (hex) of the case-folded words of a body, without its title.

    Case, punctuation, white space and the form of Unicode do not count; every letter and digit does. A text without
    words has the empty hash, which equals nothing.
    """
    words = _HASHED_WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode(errors="replace")).hexdigest() if words else ""


def fingerprint(text: str) -> Fingerprint:
    """Return what finds a text among ten million: about 30 samples of a news text, and 512 at most.

    Shingles are chosen by their own value (Manber 1994, "Finding similar files"; Broder 1997), so that texts that
    share a passage keep the same ones of it.
    """
    words = ComparedWords(text)
    kept = {shingle for shingle in words.shingles[:BEGINNING] if shingle % DENSE == 0}
    kept.update(shingle for shingle in words.shingles[BEGINNING:] if shingle % SPARSE == 0)
    samples = tuple(sorted(kept)[:MOST_SAMPLES])
    return Fingerprint(text_hash=text_hash(text), words=len(words), samples=samples)


def fingerprinted(read: Callable[..., Article], body: bytes, **about: Any) -> Article:
    """Return what `read` makes of a page or a document, with its fingerprint: for the process that reads it."""
    article = read(body, **about)
    return replace(article, fingerprint=fingerprint(article.text))
