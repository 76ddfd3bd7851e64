"""The words of numbers, in the languages of `rules/number_words`, with those that are put together. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache

from service import rules

_LETTERS = str.maketrans("أإآٱىیکةۀؤئё", "اااايىكههويе".replace("ى", "ي"))
_UNHEARD = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u200c\u200d]")
_GLUED = frozenset({"german", "dutch", "italian", "turkish"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWord:
    """What one word may be in one language."""

    cardinal: int | Fraction | None = None
    times: int | None = None
    """It multiplies the number before it, as "dozen" does."""
    ordinal: int | None = None
    share: Fraction | None = None
    vague: str | None = None
    about: str | None = None
    """It is a figure only where another stands in its place."""
    joins: bool = False
    """A letter of it joins it to the word before."""


Lexicon = Mapping[str, Mapping[str, NumberWord]]
"""What a folded word is, by language."""


@lru_cache(maxsize=20_000)
def folded_word(word: str) -> str:
    """Return `word` as it is looked up: without case, vowel signs and, in Arabic letters, variants of one letter."""
    if word.isascii():
        return word.lower()
    return _UNHEARD.sub("", unicodedata.normalize("NFC", word.casefold())).translate(_LETTERS).replace("’", "'")


def scale_at(words: Sequence[str], at: int, lexicon: Lexicon) -> int:
    """Return what the word at `at` multiplies a number in figures by, such as 1,000,000; 0 if it does not."""
    for word in lexicon.get(words[at], {}).values() if at < len(words) else ():
        value = word.times or word.cardinal
        if isinstance(value, int) and (word.times or value in (100, 1000) or value >= 10**5):
            return value
    return 0


def plain(number: Fraction | int) -> str:
    """Return a number as it is compared: `412`, `0.5`, and `2/3` where the decimals have no end."""
    number = Fraction(number)
    if number.denominator == 1:
        return str(number.numerator)
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(len(str(number.denominator)) * 3, 3)
    return f"{number.numerator * 10**places // number.denominator / 10**places:.{places}f}".rstrip("0").rstrip(".")


@cache
def lexicon(languages: frozenset[str]) -> Lexicon:
    """Return what each word is in the languages named; of `ANY`, in all, without the words that are unsure there."""
    found: dict[str, dict[str, NumberWord]] = {}
    for language, table in _tables().items():
        if languages and language not in languages:
            continue
        unsure = frozenset() if languages else frozenset(map(folded_word, table.get("unsure", ())))
        for word, meaning in _language(language).items():
            if word not in unsure:
                found.setdefault(word, {})[language] = meaning
    return found


@cache
def exact_values() -> Mapping[str, str]:
    """Return the value of each single word that is sure in any language and has an exact one of two or more, or 0."""
    found: dict[str, str] = {}
    for table in _tables().values():
        unsure = frozenset(map(folded_word, table.get("unsure", ())))
        for word, meaning in _listed(table).items():
            value = meaning.times if meaning.cardinal is None else meaning.cardinal
            if value not in (None, 1) and meaning.vague is None and word not in unsure:
                found[word] = plain(value or 0)
    return found


@cache
def number_words() -> frozenset[str]:
    """Return all words that may be a figure or an article in any language, and the signs of Chinese numbers."""
    found = {word for language in _tables() for word in _language(language)}
    chinese = (sign for words in rules.load("service.facts", "number_words")["chinese"].values() for sign in words)
    return frozenset(found) | {sign for word in chinese for sign in word}


@cache
def amount_words() -> frozenset[str]:
    """Return the words of any language that multiply a number, or are an amount: "million", "dozens"."""
    listed = (pair for table in _tables().values() for pair in _listed(table).items())
    return frozenset(word for word, it in listed if it.times or it.vague or (it.cardinal or 0) >= 1000)


def _listed(table: Mapping[str, Sequence[str]]) -> dict[str, NumberWord]:
    """Return the words that a language's table lists, with their meanings."""
    found: dict[str, NumberWord] = {}
    for key, words in table.items():
        for word in map(folded_word, words):
            meaning = _meaning(key, found.get(word, NumberWord()))
            if meaning is not None:
                found[word] = meaning
    return found


@cache
def _language(language: str) -> Mapping[str, NumberWord]:
    """Return what a language's words mean, with its compounds and the letters that may stand before a word."""
    table = _tables()[language]
    found = _listed(table)
    if language in _GLUED:
        for word, value in _compounds(language, found):
            found.setdefault(word, NumberWord(cardinal=value))
    for prefix in table.get("joined_before", ()):
        for word, meaning in list(found.items()):
            found.setdefault(prefix + word, replace(meaning, joins=True))
    for prefix in table.get("before", ()):
        for word, meaning in list(found.items()):
            if len(word) > 2 and not meaning.joins and not meaning.about:
                found.setdefault(prefix + word, meaning)
    return found


def _meaning(key: str, known: NumberWord) -> NumberWord | None:
    """Return a word's meaning with that of a table's key added."""
    if key.isdigit():
        return replace(known, cardinal=int(key))
    if key[0] == "x":
        return replace(known, times=int(key[1:]))
    if key[0].isdigit() and key[-1] == ".":
        return replace(known, ordinal=int(key[:-1]))
    if "/" in key:
        share = Fraction(key)
        return replace(known, share=share) if share < 1 else replace(known, cardinal=share)
    if key.startswith("about_"):
        return replace(known, about=key.removeprefix("about_"))
    return None if key in _PARTICLES else replace(known, vague=key)


_READ_BY_SIGNS = frozenset({"chinese", "korean", "thai"})
"""Tables of languages whose numbers are no words among others."""

_PARTICLES = frozenset(
    {"joined", "joined_before", "before", "and_half", "of", "before_pronoun", "unsure", "not_numbers", "counted"}
)
"""Keys of tables whose words are no numbers."""


def _compounds(language: str, words: Mapping[str, NumberWord]) -> Iterator[tuple[str, int]]:
    """Yield the numbers below 1,000 that the language writes in one word, and of those above it the round ones."""
    known = [(word, meaning.cardinal) for word, meaning in words.items() if isinstance(meaning.cardinal, int)]
    below = dict(_below_hundred(language, known))
    hundred, thousand = _SCALE_WORDS[language]
    links = _LINKS.get(language, ("",))
    yield from below.items()
    singles = {word: value for word, value in below.items() if 1 < value < 10 or word in ("ein", "een")}
    for head, hundreds in (("", 1), *singles.items()):
        yield head + hundred, hundreds * 100
        yield head + hundred + thousand, hundreds * 100_000
        for rest, value in below.items():
            yield from ((head + hundred + link + rest, hundreds * 100 + value) for link in links)
            if language == "italian" and rest[0] == "o":
                yield head + hundred[:-1] + rest, hundreds * 100 + value
    for head, thousands in below.items():
        if thousands > 1 or head == "ein":
            yield head + thousand, thousands * 1000
            yield from ((f"{head}{thousand}{rest}{hundred}", thousands * 1000 + n * 100) for rest, n in singles.items())


_LINKS = {"german": ("", "und"), "dutch": ("", "en")}
_SCALE_WORDS = {
    "german": ("hundert", "tausend"),
    "dutch": ("honderd", "duizend"),
    "italian": ("cento", "mila"),
    "turkish": ("yüz", "bin"),
}


def _below_hundred(language: str, known: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    units = [(word, value) for word, value in known if 0 < value < 10]
    tens = [(word, value) for word, value in known if 20 <= value < 100 and value % 10 == 0]
    yield from ((word, value) for word, value in known if 0 < value < 100)
    if language == "german":
        yield "ein", 1
    if language == "dutch":
        yield "een", 1
    if language == "italian":
        yield "tré", 3
    if language == "turkish":
        units.append(("bir", 1))
        tens.append(("on", 10))
    for ten, value in tens:
        for unit, more in units:
            if language == "italian":
                stem = ten[:-1] if unit[0] in "uo" else ten
                yield stem + unit, value + more
                if unit == "tre":
                    yield stem + "tré", value + more
            elif language == "turkish":
                yield ten + unit, value + more
            elif language == "german":
                yield f"{'ein' if more == 1 else unit}und{ten}", value + more
            else:
                one = "een" if more == 1 else unit
                yield f"{one}{'ën' if one[-1] == 'e' else 'en'}{ten}", value + more


@cache
def and_half(language: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases that add a half to the number before them."""
    phrases = _tables()[language].get("and_half", ())
    return tuple(tuple(map(folded_word, re.split("[ -]", phrase))) for phrase in phrases)


@cache
def particles(language: str, key: str) -> frozenset[str]:
    """Return the words of a language that are no numbers and stand with them, by the key of `rules/number_words`."""
    return frozenset(map(folded_word, _tables()[language].get(key, ())))


def _tables() -> dict[str, dict[str, list[str]]]:
    """Return the tables of all languages that write numbers in words."""
    tables = rules.load("service.facts", "number_words")
    return {name: table for name, table in tables.items() if name not in _READ_BY_SIGNS}
