"""The weights of an account's terms: inverse document frequencies over the store's own documents and English. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from service.identity.stories.story_terms import StoryTerms, english

ENGLISH_WORTH = 2_000
"""Documents that the background of English counts as, so that thresholds hold for a store of five and of thousands."""

UNKNOWN_WORTH = 200
"""Documents that another language counts as; all that is known of its words is that short ones are common."""

SHORT = 5
"""Letters. A shorter word of such a language is taken to stand in half of its articles."""

NAME = NUMBER = 1.6
"""How much more than another word a name or a number tells one event from the next of its kind."""

LEAST = 2.0
"""Least rarity, a natural logarithm: a term that more than an eighth of the documents have is left out."""

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


def weigh(terms: StoryTerms, frequencies: Frequencies) -> Vector:
    """Return the vector of an account's terms."""
    weights: dict[str, float] = {}
    for term in terms.all_terms:
        is_name = term in terms.names
        rarity = frequencies.rarity(terms.language, term, is_name=is_name)
        if rarity >= LEAST:
            weights[term] = rarity * (NAME if is_name else NUMBER if term[0].isdigit() else 1.0)
    return scaled(weights)


def names_of(vector: Vector, terms: StoryTerms) -> Vector:
    """Return the part of a vector that a text in another language may share: names and numbers."""
    return scaled({term: weight for term, weight in vector.items() if term in terms.names or term[0].isdigit()})


def scaled(weights: Mapping[str, float]) -> Vector:
    """Return the same direction with length 1. Terms are sorted, so that equal weights give exactly equal vectors."""
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {term: weights[term] / length for term in sorted(weights)} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(other) < len(one):
        one, other = other, one
    return math.fsum(weight * other[term] for term, weight in one.items() if term in other)
