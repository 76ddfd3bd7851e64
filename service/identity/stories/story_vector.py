"""What an account's terms weigh: TF-IDF without the TF, over the store's own documents and English at large. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from service.identity.stories.story_terms import StoryTerms, english

ENGLISH_WORTH = 2_000
"""Documents that the background of English counts for: thresholds then hold for a store of five and of thousands."""

UNKNOWN_WORTH = 200
"""The same for a language without a background; nothing is known of its words but that short ones are common."""

SHORT = 5
"""Letters: a shorter word of such a language is taken for as common as half of its articles."""

NAME = NUMBER = 1.6
"""How much more than another word a name or a number tells one event from the next of its kind."""

LEAST = 2.0
"""Natural logarithm: a term that more than an eighth of the documents have is left out, and costs no time."""

Vector = Mapping[str, float]
"""Terms and their weights, of length 1; empty where a text has no telling term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies:
    """How many documents of each language there are, and how many of them have each term: (language, term)."""

    documents: Mapping[str, int]
    holders: Mapping[tuple[str, str], int]

    def rarity(self, language: str, term: str, *, is_name: bool = False) -> float:
        """Inverse document frequency of a term, as a natural logarithm."""
        if language == "en":
            worth, share = ENGLISH_WORTH, english().get(term, 0.0)
        else:
            worth, share = UNKNOWN_WORTH, 0.5 if _may_be_idle(term) and not is_name else 0.0
        documents = self.documents.get(language, 0) + worth
        return math.log((documents + 1) / (self.holders.get((language, term), 0) + worth * share + 0.5))


def _may_be_idle(term: str) -> bool:
    return len(term) < SHORT and term[0].islower()


def weigh(told: StoryTerms, frequencies: Frequencies) -> Vector:
    """The vector of an account."""
    weights: dict[str, float] = {}
    for term in told.terms:
        is_name = term in told.names
        rarity = frequencies.rarity(told.language, term, is_name=is_name)
        if rarity >= LEAST:
            weights[term] = rarity * (NAME if is_name else NUMBER if term[0].isdigit() else 1.0)
    return scaled(weights)


def names_of(vector: Vector, told: StoryTerms) -> Vector:
    """What is left of a vector that a text in another language may have, too: names and numbers."""
    return scaled({term: weight for term, weight in vector.items() if term in told.names or term[0].isdigit()})


def scaled(weights: Mapping[str, float]) -> Vector:
    """The same direction with length 1. Terms are in order, so that equal weights give equal vectors exactly."""
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {term: weights[term] / length for term in sorted(weights)} if length else {}


def dot(one: Vector, other: Vector) -> float:
    """The cosine of two vectors."""
    if len(other) < len(one):
        one, other = other, one
    return math.fsum(weight * other[term] for term, weight in one.items() if term in other)
