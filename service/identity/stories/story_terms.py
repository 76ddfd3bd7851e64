"""The terms of a text by which accounts of one event are recognised, found without knowing the language. Pure."""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

READ = 1_500
"""Characters of a text that count, since news says first what it is about. Whole texts join long pages for their length
(of 522 unrelated pages 294 were in a story; with the beginnings 165, at the same recall)."""

STEM = 7
"""Letters of a word that count, so that most endings do not count."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDS = frozenset('.!?…:"”“„«»؟。！？।')
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""Writing without spaces between words: its terms are pairs of signs."""
_LONGEST = 60
"""Signs of one unbroken run that are looked at; no sentence has more."""
_ENGLISH_SHARE = 0.08
"""Share of a text's different terms that are among the commonest of English, from which it is English: .11 and more in
767 short English texts, .04 and less in 86 pages in other languages (own reckoning)."""
_COMMONEST = 100
_HEADED = 4
"""Letters of a word that headlines give a capital, and so many such words that a line must have to be one."""
_HEADLINE = 0.85
"""Share of these words with a capital from which a line is a headline."""
_ENGLISH_FEWEST = 8
"""Different terms that a text needs before its language can be recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTerms:
    """The terms of a title and the beginning of its text."""

    language: str
    """The first part of the BCP 47 tag, in lower case; empty where it is not known."""
    names: tuple[str, ...]
    """Terms mostly written with a capital inside a sentence, each once, sorted."""
    words: tuple[str, ...]
    """All others, numbers among them, likewise."""

    @property
    def all_terms(self) -> tuple[str, ...]:
        """Return names and other words together."""
        return self.names + self.words


def story_terms(*, title: str | None, text: str, language: str | None) -> StoryTerms:
    """Return the terms of an article.

    English is recognised by its words, and never believed because the page states it: many pages state `en` whatever
    they are written in.
    """
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    headed: set[str] = set()
    for line in f"{title or ''}\n{text[:READ]}".splitlines():
        found = list(_terms(unicodedata.normalize("NFKC", line)))
        if _is_headline(found):
            headed.update(term for term, _, _ in found)
            continue
        for term, capital, opens in found:
            counts[term] += 1
            named[term] += capital and not opens
    names = {term for term, count in named.items() if count * 2 >= counts[term] > 0 < count}
    stated = (language or "").partition("-")[0].lower()
    spoken = "en" if reads_as_english(counts.keys() | headed) else ("" if stated == "en" else stated)
    words = (counts.keys() | headed) - names
    # Interned: thousands of accounts are held at once, and they share most of their terms.
    return StoryTerms(
        language=spoken, names=tuple(map(sys.intern, sorted(names))), words=tuple(map(sys.intern, sorted(words)))
    )


def _terms(line: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield each word's stem, whether it has a capital, and whether it opens a sentence."""
    last = 0
    for match in _WORD.finditer(line):
        word = match[0]
        opens = last == 0 or not _ENDS.isdisjoint(line[last : match.start()])
        last = match.end()
        if _UNSPACED.match(word):
            run = word[:_LONGEST]
            yield from ((run[at : at + 2], False, opens) for at in range(len(run) - 1))
        elif len(word) > 1 and (stem := _stem(word)):
            yield stem, word[0].isupper(), opens


def _is_headline(found: Sequence[tuple[str, bool, bool]]) -> bool:
    """Say whether a line is written in capitals, or each of its words with one: its capitals then tell of no names."""
    long = [capital for term, capital, _ in found if len(term) >= _HEADED and not term[0].isdigit()]
    return len(long) >= _HEADED and sum(long) >= _HEADLINE * len(long)


def is_caseless(term: str) -> bool:
    """Say whether a term, folded, is of a script without capitals, in which no name can be told from other words."""
    return not term[0].islower() and not term[0].isdigit()


def _stem(word: str) -> str:
    """Return a word case-folded and cut, without what follows an apostrophe ("Reid's"); a number stays whole."""
    folded = word.casefold().replace("’", "'")
    if "'" in folded:
        before, _, after = folded.partition("'")
        folded = before if len(before) > len(after) else after  # Reid's, but l'accord
    return folded if folded[0].isdigit() else folded[:STEM]


# ── how common words are in English ───────────────────────────────────────────────────────────────────────────────


@cache
def english() -> dict[str, float]:
    """Return terms and the share of English articles that have each: what a store of few documents cannot know yet."""
    lines = (files("service.identity") / "rules/english.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {term: int(count) / 1000 for term, count in rows}


@cache
def _commonest() -> frozenset[str]:
    shares = english()
    return frozenset(sorted(shares, key=lambda term: (-shares[term], term))[:_COMMONEST])


def reads_as_english(terms: Collection[str]) -> bool:
    """Say whether a text with these different terms is written in English."""
    return len(terms) >= _ENGLISH_FEWEST and sum(term in _commonest() for term in terms) >= _ENGLISH_SHARE * len(terms)
