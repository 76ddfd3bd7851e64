"""Marks say what each word of a paragraph is: a number, a name, a negation, an attribution, or part of a date.

Quotations are found beside them, since a word in a quotation is also one of these.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from service.facts.fact_rules import (
    Saying,
    auxiliaries,
    date_words,
    dates,
    negations,
    sayings,
)
from service.facts.figures import figures
from service.facts.languages import languages
from service.facts.word_usage import WordUsage
from service.facts.words import ParagraphWords, is_number, is_word
from service.text.numbers import WORTH

_QUOTATION = re.compile(r'"[^"]*"|(?<!\w)\'(?=\w)[^"\']{0,300}(?:\'\w[^"\']{0,300}){0,9}(?<=[\w.,!?])\'(?!\w)')
"""Double quotes, or single ones where the first stands before a word and the last after one, unlike an apostrophe."""
_OPENS_QUOTATION = frozenset("“„«「『")
_GROUPING = re.compile(r"[ '\u00a0\u2009\u202f]|[,٬](?=\d{3}(?!\d))|\.(?=\d{3}\.)|(?<=\.\d{3})\.(?=\d{3}(?!\d))")
"""What parts thousands. A point alone does so in one half of the world and parts decimals in the other: it is kept."""
_AROUND = 12
"""Words beside a changed one that are read to find what it is part of: the longest date has nine."""
_BEFORE_NUMBER = frozenset("-+±<>~≈≤≥")
"""Signs that say what the number right behind them is worth."""


class Mark(Enum):
    """What a word is. Every word has one mark."""

    PLAIN = auto()
    NUMBER = auto()
    """Also a sign that says what a number is worth."""
    NEGATION = auto()
    NAME = auto()
    DATE = auto()
    SAYING = auto()
    """A verb of saying, "according to", "alleged"."""
    SIGN = auto()
    """Punctuation, or another character that is no word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedParagraph:
    """The words of a paragraph with the marks of those that have changed."""

    words: ParagraphWords
    marks: Mapping[int, Mark]
    """The marks of the changed words, by place."""
    values: Mapping[int, str]
    """What is compared of the changed words: a figure's amount at the first of its words and nothing at the others, a
    verb's first form, else the word in lower case."""
    dates: tuple[range, ...]
    """The places of words near the changed ones that make a date."""
    sayings: Mapping[int, Saying]
    """The words near the changed ones that attribute a statement, by place."""
    figures: tuple[range, ...]
    """The places of words near the changed ones that make one figure: "nine hundred", "$3m"."""
    quotations: tuple[range, ...]
    """The places of words in quotation marks, the marks included."""
    counts: Mapping[Mark, Counter[str]]
    """For each mark, how often each value stands among the changed words of that mark."""
    quoted: frozenset[int]
    """All places in `quotations`."""
    quote_marks: frozenset[int]
    """The places of quotation marks."""

    def inverted(self, at: int) -> bool:
        """Say whether the verb at `at` follows a quotation: “…”, said; «…», a dit."""
        before = at - 2 if at > 1 and self.words.keys[at - 1] in auxiliaries() else at - 1
        return before >= 0 and self.words.keys[before] in (",", '"', "-")


def mark_words(words: ParagraphWords, places: Sequence[int], usage: WordUsage | None) -> MarkedParagraph:
    """Mark each word at `places`, which rise. Where `usage` is None, no names are marked."""
    text, starts = _joined(words)
    near = range(max(places[0] - _AROUND, 0), min(places[-1] + _AROUND + 1, len(words))) if places else range(0)
    dated = _dates(words, text, starts, near)
    in_date = {at for span in dated for at in span}
    attributing = _sayings(words, near)
    amounts = {span: amount for span, amount in _figures(words, text, starts, near, usage) if in_date.isdisjoint(span)}
    in_figure = {at: span for span in amounts for at in span}
    marks = {
        at: _mark(words, at, usage, attributing, is_dated=at in in_date, is_figure=at in in_figure) for at in places
    }
    values = {}
    for at, mark in marks.items():
        if mark is Mark.SAYING:
            values[at] = attributing[at].value
        elif at in in_figure:
            is_first = at == in_figure[at].start or at - 1 not in marks
            values[at] = amounts[in_figure[at]] if is_first else ""
        else:
            values[at] = _value(words.keys[at], mark)
    counts: dict[Mark, Counter[str]] = {mark: Counter() for mark in Mark}
    for at, mark in marks.items():
        if values[at]:
            counts[mark][values[at]] += 1
    quotations = _quotations(words, text, starts)
    ends = (at for span in quotations for at in (span.start, span.stop - 1))
    return MarkedParagraph(
        words=words,
        marks=marks,
        values=values,
        dates=dated,
        sayings=attributing,
        figures=tuple(amounts),
        quotations=quotations,
        counts=counts,
        quoted=frozenset(at for span in quotations for at in span),
        quote_marks=frozenset(at for at in ends if not words.is_word(at))
        | {at for at, key in enumerate(words.keys) if key == '"'},
    )


def _mark(
    words: ParagraphWords,
    at: int,
    usage: WordUsage | None,
    attributing: Mapping[int, Saying],
    *,
    is_dated: bool,
    is_figure: bool,
) -> Mark:
    key = words.keys[at]
    if is_dated and words.is_word(at):
        return Mark.DATE
    if is_figure or is_number(key):
        return Mark.NUMBER
    if negations().include(key):
        return Mark.NEGATION
    if not is_word(key):
        return Mark.NUMBER if _belongs_to_number(words, at) else Mark.SIGN
    if at in attributing:
        return Mark.SAYING
    return Mark.NAME if usage is not None and usage.is_name(words, at) else Mark.PLAIN


def _belongs_to_number(words: ParagraphWords, at: int) -> bool:
    """Say whether the sign at `at` belongs to a number: a currency, a percent sign, or a minus that is no dash."""
    keys = words.keys
    after = at + 1 < len(keys) and is_number(keys[at + 1])
    if keys[at] in WORTH:
        return after or (at > 0 and is_number(keys[at - 1]))
    return keys[at] in _BEFORE_NUMBER and after and not words.gaps[at + 1] and (at == 0 or words.gaps[at] != "")


def _value(key: str, mark: Mark) -> str:
    return _digits(key) if mark is Mark.NUMBER else key.lower()


def _digits(key: str) -> str:
    digits = "".join(str(int(character)) if character.isdecimal() else character for character in key)
    return _GROUPING.sub("", digits)


def _figures(
    words: ParagraphWords, text: str, starts: list[int], near: range, usage: WordUsage | None
) -> Iterable[tuple[range, str]]:
    """Yield the figures near the changed words, each with what is compared of it.

    Of a number in digits that nothing multiplies, that is its digits as they are parted: a point is kept, since it
    parts thousands in one half of the world.
    """
    begin = starts[near.start] if len(near) else 0
    end = starts[near.stop] if near.stop < len(starts) else len(text)
    spoken = usage.languages if usage is not None and (usage.new or usage.old) else languages(text)
    for figure in figures(text[begin:end], spoken):
        if figure.weak:
            continue
        first = bisect_right(starts, figure.start + begin) - 1
        span = range(first, bisect_right(starts, figure.stop + begin - 1))
        digits = [words.keys[at] for at in span if is_number(words.keys[at])]
        plain = _digits(digits[0]) if len(digits) == 1 else ""
        is_plain = plain and re.sub(r"\D", "", plain) == re.sub(r"\D", "", figure.value) and figure.value[-1] != "."
        yield span, replace(figure, value=plain).amount if is_plain else figure.amount


def _dates(words: ParagraphWords, text: str, starts: list[int], near: range) -> tuple[range, ...]:
    if not any(key in date_words() or key[:1].isdecimal() for key in words.keys[near.start : near.stop]):
        return ()
    begin = starts[near.start]
    end = starts[near.stop] if near.stop < len(starts) else len(text)
    return tuple(_spans(dates().finditer(text, begin, end), starts))


def _sayings(words: ParagraphWords, near: range) -> dict[int, Saying]:
    """Return the attributing words by place, of a phrase each of its words."""
    found: dict[int, Saying] = {}
    lower = [key.lower() for key in words.keys[near.start : near.stop]]
    for at, key in enumerate(lower):
        for phrase, saying in sayings().get(key, ()):
            if tuple(lower[at : at + len(phrase)]) == phrase:
                found.update(dict.fromkeys(range(near.start + at, near.start + at + len(phrase)), saying))
                break
    return found


def _quotations(words: ParagraphWords, text: str, starts: list[int]) -> tuple[range, ...]:
    """Return the places of words in quotation marks. A quotation that is opened and not closed goes on in the next
    paragraph."""
    if '"' not in text and "'" not in text:
        return ()
    spans = list(_spans(_QUOTATION.finditer(text), starts))
    last = max((at for at, key in enumerate(words.keys) if key == '"'), default=-1)
    if last >= 0 and words.raws[last] in _OPENS_QUOTATION and not any(last in span for span in spans):
        spans.append(range(last, len(words)))
    return tuple(spans)


def _joined(words: ParagraphWords) -> tuple[str, list[int]]:
    """Return the reading form of the paragraph, and where each word begins in it."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for gap, key in zip(words.gaps, words.keys, strict=False):
        space = " " if gap and parts else ""
        starts.append(length + len(space))
        parts += (space, key)
        length += len(space) + len(key)
    return "".join(parts), starts


def _spans(found: Iterable[re.Match[str]], starts: list[int]) -> Iterable[range]:
    """Return places in the text as ranges of words."""
    for match in found:
        first = bisect_right(starts, match.start()) - 1
        yield range(first, bisect_right(starts, match.end() - 1))
