"""A small language for lists of set phrases, and a matcher that finds them in a text in linear time.

A phrase is written as it reads: `sign up to our newsletter`. Case, accents' encoding, punctuation and apostrophes do
not matter. Besides plain words it may hold

- `a|b`  either word,
- `word?`  a word that may be absent (also `a|b?`),
- `..`  a gap of up to six words,
- `#`  a number.

The first token must be a word, `a|b` or `#`: phrases are looked up by their first two words, and the many that do not
occur take no time. If a script puts no spaces between words, write none: `相关阅读`.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_LATIN_1 = [chr(sign) for sign in range(256)]
_LOWER = "".join(sign.lower() if sign.isalnum() else " " for sign in _LATIN_1).encode("latin-1")
_SIMPLE = "".join(sign for sign in _LATIN_1 if sign.lower() == unicodedata.normalize("NFKC", sign).casefold()).encode(
    "latin-1"
)
"""Tables for what `_WORD` finds in Latin-1: the small letter of each sign, or a space; and the signs whose folding is
just their small letter, unlike ß and ½."""
_MARKS = re.compile("[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
"""Arabic vowel signs and the tatweel, direction marks, soft hyphens. They do not change a word."""
_TYPOGRAPHY = "’‘“”–—…\xa0"
"""The signs that most often keep a text from being ASCII. None is a letter."""
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_SIGNS = "\u3005\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Hiragana and Chinese characters."""
_SYLLABLES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese, Khmer."""
_INDIC = "\u0900-\u0963\u0966-\u0dff"
"""`re` does not take their vowel signs for letters, though words are spelled with them."""
_SPELLINGS = {"ı": "i", "\u0307": "", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ي": "ی", "ى": "ی", "ك": "ک"}
"""Spellings that writers mix. Turkish capitals lose the difference of ı and i; the others depend on the writer or the
keyboard."""
_SPELLED = str.maketrans(_SPELLINGS)
_OTHERWISE = re.compile(f"[İЁ{''.join(_SPELLINGS)}{_INDIC}{_KATAKANA}{_SIGNS}{_SYLLABLES}]")
_TOKEN = re.compile(
    f"[{_KATAKANA}]+|[{_SIGNS}]|(?!_)\\w(?<=[{_SYLLABLES}])(?:(?!\\w)[{_SYLLABLES}])*"
    f"|(?:(?![_{_KATAKANA}{_SIGNS}{_SYLLABLES}])[\\w{_INDIC}])+"
)
_SIGN = re.compile(f"[{_SIGNS}{_SYLLABLES}]")
PIECE = re.compile(f"[{_KATAKANA}]+|[{_SIGNS}{_SYLLABLES}]|[^\\s{_KATAKANA}{_SIGNS}{_SYLLABLES}]+")
"""The pieces between which a text can be cut: its runs without a space, and each sign of a script without spaces."""
_ANY = "*"
_BEGINNING = 40
"""Characters that mostly hold at least two words."""
Split = Callable[[str], tuple[str, ...]]
_GAP = r"(?:\S+ ){0,6}?"


def fold(text: str) -> tuple[str, ...]:
    """Return the words of `text` for comparison: compatibility forms and case folded, signs and punctuation removed."""
    return _folded(text)[0]


def wording(text: str) -> tuple[str, ...]:
    """Return the words of `text` as phrases are made of them. They are those of `fold` with three differences: one word
    a sign in scripts without spaces (a run of katakana is one), whole words in the scripts of India, and one spelling
    for those that writers mix."""
    words, otherwise = _folded(text)
    return _spelled(text) if otherwise else words


@functools.lru_cache(maxsize=1024)  # each block of a page is folded for several questions; few pages have more
def _folded(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the words as `fold` has them, and whether `wording` may have others."""
    plain = text
    if not text.isascii():
        for sign in _TYPOGRAPHY:
            plain = plain.replace(sign, " ")
    if plain.isascii():
        return tuple(plain.encode("ascii").translate(_LOWER).decode("ascii").split()), False
    if (signs := _latin(plain)) is not None:
        return tuple(signs.translate(_LOWER, b"\xad").decode("latin-1").split()), False
    if not unicodedata.is_normalized("NFKC", plain):
        plain = unicodedata.normalize("NFKC", plain)
    return tuple(_WORD.findall(_MARKS.sub("", plain.casefold()))), _OTHERWISE.search(text) is not None


def _latin(text: str) -> bytes | None:
    """Return `text` in Latin-1, if it needs no other letters, and only such as fold to one. A table folds it in a third
    of the time."""
    try:
        signs = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    return None if signs.translate(None, _SIMPLE) else signs


@functools.lru_cache(maxsize=256)
def _spelled(text: str) -> tuple[str, ...]:
    folded = _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_SPELLED)
    return tuple(_TOKEN.findall(folded))


def breadth(words: Sequence[str]) -> int:
    """Return the length of `words`, as `wording` gives them, in words. Two signs of a script without spaces count as
    one."""
    joined = "".join(words)
    if joined.isascii() or not _SIGN.search(joined):
        return len(words)
    return len(words) - sum(1 for word in words if _SIGN.match(word)) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseMatch:
    """A phrase that was found: the words `[start, end)`, counted from 0, and the family it belongs to."""

    start: int
    end: int
    family: str


class Phrases:
    """Families of phrases that can be found in words as `split` gives them: `fold`, or `wording` for all scripts."""

    def __init__(self, families: Mapping[str, Iterable[str]], split: Split = fold) -> None:
        self._split = split
        self._alone: dict[str, str] = {}
        self._by_pair: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for family, phrases in families.items():
            for phrase in phrases:
                for pair in dict.fromkeys(_pairs(phrase, split)):
                    if pair[1]:
                        self._by_pair.setdefault(pair, []).append((phrase, family))
                    else:
                        self._alone.setdefault(pair[0], family)
        self._firsts = frozenset(self._alone) | {first for first, _ in self._by_pair}
        self._loose = frozenset(self._alone) | {first for first, second in self._by_pair if second == _ANY}

    def find(self, words: Sequence[str]) -> list[PhraseMatch]:
        """Return the phrases in `words`, from left to right, the longest at each place, without overlaps."""
        firsts, known, loose = self._firsts, self._by_pair, self._loose
        last = len(words) - 1
        places = [
            index
            for index, word in enumerate(words)
            if (
                (word in firsts and (word in loose or (index < last and (word, words[index + 1]) in known)))
                or word.isdecimal()
            )
        ]
        hits: list[PhraseMatch] = []
        line, place, counted, skip = "", 0, 0, 0
        for index in places:
            if index < skip:
                continue
            hit = None
            if phrases := self._from(words, index):
                line = line or " ".join(words) + " "
                place += sum(map(len, words[counted:index])) + index - counted
                counted = index
                hit = self._longest(line, place, index, phrases)
            hit = hit or self._single(words, index)
            if hit is not None:
                hits.append(hit)
                skip = hit.end
        return hits

    def may_begin(self, text: str) -> bool:
        """Say whether a phrase may begin with the first two words of `text`. Most texts are ruled out at next to no
        cost."""
        words = self._split(text[:_BEGINNING])
        if not words or words[0].isdecimal() or words[0] in self._loose:
            return bool(words)
        # The last of the words may be cut.
        return words[0] in self._firsts and (len(words) < 3 or words[:2] in self._by_pair)

    def at_start(self, words: Sequence[str]) -> PhraseMatch | None:
        """Return the longest phrase with which `words` begin."""
        if not words:
            return None
        phrases = self._from(words, 0)
        return (self._longest(" ".join(words) + " ", 0, 0, phrases) if phrases else None) or self._single(words, 0)

    def _single(self, words: Sequence[str], index: int) -> PhraseMatch | None:
        family = self._alone.get(words[index])
        return PhraseMatch(start=index, end=index + 1, family=family) if family else None

    def _longest(self, line: str, place: int, index: int, phrases: list[tuple[str, str]]) -> PhraseMatch | None:
        best: PhraseMatch | None = None
        for phrase, family in phrases:
            match = _pattern(phrase, self._split).match(line, place)
            if match is not None:
                end = index + match[0].count(" ")
                if best is None or end > best.end:
                    best = PhraseMatch(start=index, end=end, family=family)
        return best

    def _from(self, words: Sequence[str], index: int) -> list[tuple[str, str]]:
        """Return the phrases whose first two words may be those at `index`."""
        word, following = words[index], words[index + 1] if index + 1 < len(words) else ""
        found = self._by_pair.get((word, following), []) + self._by_pair.get((word, _ANY), [])
        return (
            found + self._by_pair.get(("#", _ANY), []) + self._by_pair.get(("#", following), [])
            if word.isdecimal()
            else found
        )


def _pairs(phrase: str, split: Split) -> Iterator[tuple[str, str]]:
    """Yield the two words with which a phrase may begin. The second is `_ANY` if only a match can decide, and empty if
    the phrase is one word."""
    first, *rest = phrase.split()
    if first == ".." or first.endswith("?"):
        raise ValueError(f"the phrase {phrase!r} must begin with a word that is always there")
    for option in _options(first, split):
        if len(option) > 1:
            yield option[0], option[1]
        elif not rest:
            yield option[0], _ANY if first == "#" else ""
        elif rest[0] in ("..", "#") or rest[0].endswith("?"):
            yield option[0], _ANY
        else:
            yield from ((option[0], words[0]) for words in _options(rest[0], split))


def _options(token: str, split: Split) -> list[tuple[str, ...]]:
    """Return the words of each alternative."""
    if token == "#":
        return [("#",)]
    options = [split(option) for option in token.rstrip("?").split("|")]
    if not all(options):
        raise ValueError(f"the token {token!r} holds no word")
    return options


@functools.cache
def _pattern(phrase: str, split: Split) -> re.Pattern[str]:
    """Return a phrase as a pattern over words that each end in a space. Patterns are made when first needed, since most
    never are."""
    parts: list[str] = []
    for token in phrase.split():
        if token == "..":
            parts.append(_GAP)
        elif token == "#":
            parts.append(r"\d+ ")
        else:
            options = "|".join(" ".join(words) for words in _options(token, split))
            parts.append(f"(?:(?:{options}) ){'?' if token.endswith('?') else ''}")
    return re.compile("".join(parts))
