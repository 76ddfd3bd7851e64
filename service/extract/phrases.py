"""Phrases as data: a small language for lists of set phrases, and a matcher that finds them in a text in linear time.

A phrase is written as it reads: `sign up to our newsletter`. Case, accents' encoding, punctuation and apostrophes do
not matter. Besides plain words it may hold

- `a|b`  either word,
- `word?`  a word that may be absent (also `a|b?`),
- `..`  a gap of up to six words,
- `#`  a number.

The first token must be a word, `a|b` or `#`: phrases are looked up by it, and the many that do not occur cost nothing.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
"""Arabic vowel signs and the tatweel, direction marks, soft hyphens: writing, not wording."""
_ANY = "*"
_GAP = r"(?:\S+ ){0,6}?"


@functools.lru_cache(maxsize=256)  # each block of a page is folded for several questions in a row
def fold(text: str) -> tuple[str, ...]:
    """The words of `text` for comparison: compatibility forms and case folded, signs and punctuation gone."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    return tuple(_WORD.findall(_MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A phrase found: the words `[start, end)`, counted from 0, and the family it belongs to."""

    start: int
    end: int
    family: str


class Phrases:
    """Families of phrases, ready to be found."""

    def __init__(self, families: Mapping[str, Iterable[str]]) -> None:
        self._by_pair: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for family, phrases in families.items():
            for phrase in phrases:
                for pair in itertools.product(_firsts(phrase), _seconds(phrase)):
                    self._by_pair.setdefault(pair, []).append((phrase, family))
        self._firsts = frozenset(first for first, _ in self._by_pair)
        self._loose = frozenset(first for first, second in self._by_pair if second == _ANY)

    def find(self, words: Sequence[str]) -> list[Hit]:
        """The phrases in `words` (as `fold` gives them), from left to right, the longest at each place, none
        overlapping."""
        known, loose = self._by_pair, self._loose
        places = [
            index
            for index, pair in enumerate(zip(words, [*words[1:], ""], strict=False))
            if pair in known or pair[0] in loose or pair[0].isdecimal()
        ]
        hits: list[Hit] = []
        line, place, counted, skip = "", 0, 0, 0
        for index in places:
            if index < skip or not (phrases := self._from(words, index)):
                continue
            line = line or " ".join(words) + " "
            place += sum(map(len, words[counted:index])) + index - counted
            counted = index
            hit = _longest(line, place, index, phrases)
            if hit is not None:
                hits.append(hit)
                skip = hit.end
        return hits

    def may_begin(self, text: str) -> bool:
        """Whether a phrase begins with the first word of `text`: says no at next to no cost."""
        return not self._firsts.isdisjoint(fold(text[:30])[:1])

    def at_start(self, words: Sequence[str]) -> Hit | None:
        """The longest phrase that `words` begin with."""
        phrases = self._from(words, 0) if words else None
        return _longest(" ".join(words) + " ", 0, 0, phrases) if phrases else None

    def _from(self, words: Sequence[str], index: int) -> list[tuple[str, str]]:
        """The phrases whose first two words may be those at `index`."""
        first, following = _key(words[index]), words[index + 1] if index + 1 < len(words) else ""
        return self._by_pair.get((first, following), []) + self._by_pair.get((first, _ANY), [])


def _longest(line: str, place: int, index: int, phrases: list[tuple[str, str]]) -> Hit | None:
    best: Hit | None = None
    for phrase, family in phrases:
        match = _pattern(phrase).match(line, place)
        if match is not None:
            end = index + match[0].count(" ")
            if best is None or end > best.end:
                best = Hit(start=index, end=end, family=family)
    return best


def _key(word: str) -> str:
    return "#" if word.isdecimal() else word


def _firsts(phrase: str) -> list[str]:
    """The words a phrase may begin with."""
    token = phrase.split(None, 1)[0]
    if token == ".." or token.endswith("?"):
        raise ValueError(f"the phrase {phrase!r} must begin with a word that is always there")
    return ["#"] if token == "#" else [fold(option)[0] for option in token.split("|")]


def _seconds(phrase: str) -> list[str]:
    """The words that may come second, or `_ANY` where that cannot be told without trying."""
    first, *rest = phrase.split()
    options = [] if first == "#" else [fold(option) for option in first.split("|")]
    if any(len(words) > 1 for words in options):
        return [options[0][1]] if len(options) == 1 else [_ANY]
    if not rest or rest[0] in ("..", "#") or rest[0].endswith("?"):
        return [_ANY]
    return [fold(option)[0] for option in rest[0].split("|")]


@functools.cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as a pattern over words that each end in a space. Made when first needed: most never are."""
    parts: list[str] = []
    for token in phrase.split():
        if token == "..":
            parts.append(_GAP)
        elif token == "#":
            parts.append(r"\d+ ")
        else:
            options = "|".join(" ".join(fold(option)) for option in token.rstrip("?").split("|"))
            parts.append(f"(?:(?:{options}) ){'?' if token.endswith('?') else ''}")
    return re.compile("".join(parts))
