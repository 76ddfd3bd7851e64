"""The facts that one sentence states, as values that are equal where two sentences state the same. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.facts.fact_rules import function_words, negations
from service.facts.languages import is_common
from service.facts.marks import Mark, MarkedParagraph, mark_words
from service.facts.opposites import opposites_in
from service.facts.word_usage import WordUsage, has_capital, opens_sentence
from service.facts.words import words

QUOTED = 3
"""Words that a quotation has at least; fewer in quotation marks are a title or a nickname."""
_YEAR = re.compile(r"(?:19|20)\d\d")
SHORTEST_NAME = 3
"""Letters of the shortest name that the first word of a sentence is taken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceFacts:
    """What a sentence states besides its wording. It is true where there is any of it."""

    figures: tuple[str, ...]
    """Comparable values with their units, in order: "17", "3000000 USD", "dozens", "0.5", "3." for the third."""
    names: frozenset[str]
    """Folded, word by word."""
    dates: frozenset[str]
    """Folded words and figures of dates."""
    denials: int
    """How many negations it has."""
    opposites: frozenset[str]
    """The sides of pairs of opposites that it takes: "harm:dead"."""
    quotations: tuple[str, ...]
    """The folded words of each quotation of three words and more."""
    attributes: bool
    """It has a verb of saying, or "according to"."""

    def __bool__(self) -> bool:
        return bool(
            self.figures
            or self.names
            or self.dates
            or self.denials
            or self.opposites
            or self.quotations
            or self.attributes
        )


def sentence_facts(sentence: str, usage: WordUsage) -> SentenceFacts:
    """Return the facts of one sentence. `usage` tells of the texts that it is from which capitals are names; scripts
    without capitals give no names."""
    cut = words(sentence)
    marked = mark_words(cut, range(len(cut)), usage)
    is_dated = {at for span in marked.dates if not _is_duration(cut.keys, span) for at in span}
    amounts = [marked.values[span.start] for span in marked.figures]
    return SentenceFacts(
        figures=tuple(amount for amount in amounts if not _YEAR.fullmatch(amount)),
        names=frozenset(_names(marked, usage)),
        dates=frozenset(cut.keys[at].casefold() for at in is_dated if cut.is_word(at))
        | frozenset(filter(_YEAR.fullmatch, amounts)),
        denials=sum(negations().include(key) for key in cut.keys),
        opposites=opposites_in(cut.keys),
        quotations=tuple(_quotations(marked)),
        attributes=any(saying.verb or saying.leads for saying in marked.sayings.values()),
    )


def _is_duration(keys: tuple[str, ...], span: range) -> bool:
    """Say whether what reads as a date counts years: 4年, which Chinese and Japanese also write 四年."""
    return len(span) == 2 and keys[span[1]] == "年" and keys[span[0]].isdecimal() and len(keys[span[0]]) < 3


def _names(marked: MarkedParagraph, usage: WordUsage) -> Iterator[str]:
    for at, mark in marked.marks.items():
        key = marked.words.keys[at]
        if mark is Mark.NAME or (mark is Mark.PLAIN and _is_opening_name(marked.words.keys, at, usage)):
            yield key.casefold().removesuffix("'s")


def _is_opening_name(keys: tuple[str, ...], at: int, usage: WordUsage) -> bool:
    """Say whether the first word of a sentence is a name: no function word, and nowhere in the texts in lower case."""
    key = keys[at]
    if len(key) < SHORTEST_NAME or not has_capital(key) or not opens_sentence(keys, at):
        return False
    folded = key.casefold()
    if usage.capitalises_nouns or folded in function_words() or is_common(folded):
        return False
    return not usage.has_lower(key)


def _quotations(marked: MarkedParagraph) -> Iterator[str]:
    for span in marked.quotations:
        quoted = [marked.words.keys[at].casefold() for at in span if marked.words.is_word(at)]
        if len(quoted) >= QUOTED:
            yield " ".join(quoted)
