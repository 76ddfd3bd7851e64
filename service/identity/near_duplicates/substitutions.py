"""Whether the words that replace one another in two texts make them about two things: another fruit, horse or company.

Pure. A copy editor replaces words here and there of a long text; a template has another thing in every place of one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from service.facts.fact_rules import function_words, sayings
from service.facts.number_words import exact_values
from service.facts.spellings import same_word
from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.replaced_words import are_synonyms, mean_the_same
from service.identity.near_duplicates.same_places import Side
from service.text.characters import ONE_SIGN_A_WORD, without_accents

SHORT = 120
"""Words. Of a shorter text one word that is replaced may be what it is about."""

SHORT_GAP = 3
"""Words of a passage, on either side, in which one thing may stand for another."""

TIMES = 2
"""Places in which a word must give way to the same other, everywhere in both texts, where the texts are longer; and
one more for every so many words:"""
A_TIME_MORE = 200

SHORTEST = 3
"""Letters of a word that may be the thing itself."""

_CASELESS = re.compile(r"[\u0590-\u109f\u1100-\u11ff\u1200-\u137f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts without capitals: from Hebrew to Burmese, Hangul, Ethiopic, Khmer, kana, Han."""
_ONE_SIGN = re.compile(f"[{ONE_SIGN_A_WORD}]")
_HIRAGANA = re.compile(r"[\u3040-\u309f]+")


@dataclass(frozen=True, slots=True)
class Substitution:
    """Two passages inside a sentence that replace one another."""

    one: Side
    other: Side


def strangers(
    substitutions: Sequence[Substitution], one: ComparedWords, other: ComparedWords
) -> Iterator[tuple[str, str]]:
    """Yield the words that stand for two things: in a short text each that has nothing to do with what it replaces, in
    a longer one those that give way to the same other word wherever they stand."""
    pairs = Counter(pair for each in substitutions if (pair := _things(each, one, other)) is not None)
    length = max(len(one), len(other))
    least = max(TIMES, length // A_TIME_MORE + 1)
    for (mine, theirs), times in pairs.items():
        if length < SHORT or (times >= least and one.folded.count(mine) == other.folded.count(theirs) == times):
            yield mine, theirs


def caseless_words(side: Side) -> list[str]:
    """Return the words of a passage in scripts without capitals that may be names. Signs of scripts that do not part
    words are put together; what is only hiragana is an ending."""
    found: list[str] = []
    idle = function_words()
    run = ""
    for word in (*side.folded, " "):
        if _ONE_SIGN.match(word) and word not in idle:
            run += word
            continue
        if run and not _HIRAGANA.fullmatch(run):
            found.append(run)
        run = ""
        if len(word) > 1 and _CASELESS.match(word) and word not in idle and word not in exact_values():
            found.append(word)
    return found


def _things(each: Substitution, one: ComparedWords, other: ComparedWords) -> tuple[str, str] | None:
    """Return the one word of each side that the other text has nowhere, if they have nothing to do with each other."""
    if max(len(each.one), len(each.other)) > SHORT_GAP:
        return None
    mine = [word for word in each.one.folded if _is_thing(word) and word not in other.vocabulary]
    theirs = [word for word in each.other.folded if _is_thing(word) and word not in one.vocabulary]
    if len(mine) != 1 or len(theirs) != 1 or same_word(mine[0], theirs[0]):
        return None
    if mean_the_same(each.one.folded, each.other.folded) or are_synonyms(*map(without_accents, (mine[0], theirs[0]))):
        return None
    return mine[0], theirs[0]


def _is_thing(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and word not in _no_things() and word not in exact_values()


@cache
def _no_things() -> frozenset[str]:
    """Return the words that are never what a text is about: function words and verbs of saying."""
    return function_words() | frozenset(
        word for phrases in sayings().values() for phrase, _ in phrases for word in phrase
    )
