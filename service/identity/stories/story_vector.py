"""The weights of an account's terms: inverse document frequencies over the store's own documents and English. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from service.facts.topic_names import calendar_words
from service.identity.stories.story_terms import STEM, StoryTerms, english

ENGLISH_WORTH = 2_000
"""Documents that the background of English counts as, so that thresholds hold for a store of five and of thousands."""

UNKNOWN_WORTH = 200
"""Documents that another language counts as; all that is known of its words is that short ones are common."""

SHORT = 5
"""Letters. A shorter word of such a language is taken to stand in half of its articles."""

NAME = 1.6
"""How much more than another word a name tells one event from the next of its kind."""

NUMBER = 1.2
"""How much more a number does. Of two notices made by one pattern many share one by chance."""

LEAST = 2.0
"""Least rarity, a natural logarithm: a term that more than an eighth of the documents have is left out."""

MOST = 64
"""Terms of an account that count, the heaviest; the rest would take memory, and tells little."""

CLUES = 16
"""Terms of an account by which others like it are found, the heaviest."""

Vector = Mapping[str, float]
"""Terms and their weights, of length 1; empty where no term of a text tells events apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies:
    """How many documents of each language there are, and how many of them have each term: (language, term)."""

    documents: Mapping[str, int]
    holders: Mapping[tuple[str, str], int]

    def rarity(self, language: str, term: str, *, is_name: bool = False) -> float:
        """Return the inverse document frequency of a term, as a natural logarithm."""
        if language == "en":
            worth, share = ENGLISH_WORTH, english().get(term, 0.0)
        else:
            worth, share = UNKNOWN_WORTH, 0.5 if _may_be_idle(term) and not is_name else 0.0
        documents = self.documents.get(language, 0) + worth
        return math.log((documents + 1) / (self.holders.get((language, term), 0) + worth * share + 0.5))


def _may_be_idle(term: str) -> bool:
    return len(term) < SHORT and term[0].islower()


@cache
def _calendar() -> frozenset[str]:
    """Return the terms of days and months: they say when a text was written, and not of what."""
    return frozenset(word[:STEM] for word in calendar_words())


def weigh(terms: StoryTerms, frequencies: Frequencies) -> Vector:
    """Return the vector of an account's terms."""
    weights: dict[str, float] = {}
    for group, is_name in ((terms.names, True), (terms.words, False)):
        for term in group:
            rarity = frequencies.rarity(terms.language, term, is_name=is_name)
            if rarity >= LEAST and term not in _calendar():
                weights[term] = rarity * (NAME if is_name else NUMBER if term[0].isdigit() else 1.0)
    return scaled(dict(heaviest(weights, MOST)))


def heaviest(vector: Vector, most: int = CLUES) -> list[tuple[str, float]]:
    """Return the terms that weigh most, and their weights."""
    return sorted(vector.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def names_of(vector: Vector, terms: StoryTerms) -> Vector:
    """Return the part of a vector that a text in another language may share: names and numbers."""
    names = frozenset(terms.names)
    return scaled({term: weight for term, weight in vector.items() if term in names or term[0].isdigit()})


def scaled(weights: Mapping[str, float]) -> Vector:
    """Return the same direction with length 1. Terms are sorted, so that equal weights give exactly equal vectors."""
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {term: weights[term] / length for term in sorted(weights)} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum([weight * other[term] for term, weight in one.items() if term in other])
