"""How much two texts have in common: one is a copy or a variant of the other, or they are unrelated.

Pure, and symmetric: the result does not depend on which text comes first.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from service.identity.near_duplicates.differences import differences
from service.identity.near_duplicates.fingerprint import SHINGLE, ComparedWords
from service.identity.near_duplicates.same_places import Difference

COVERAGE = 0.6
"""Share of the shorter text's shingles that the longer must have (research: P .999, R .977; accounts of one event
share less than a tenth)."""

FEWEST = 30
"""Shingles. A text of fewer must have the same words as the other, since set phrases make up too much of it, or be a
teaser."""

TEASER = 10
"""Shingles of the shortest teaser."""

TEASED = 0.85
"""Share of a teaser's shingles that the whole text has: all but those at its cut."""


class MatchKind(StrEnum):
    """What one text is to another."""

    COPY = "copy"
    """The same text, whole, cut, retitled or touched up."""
    VARIANT = "variant"
    """The same text but for a figure, a day, a name, another thing, a denial or an opposite."""
    UPDATE = "update"
    """The later of the two repeats most of the other and adds what was not told: see `additions`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """What two texts have in common.

    `covered` is the share of the one's shingles that the other has, `covers` the share of the other's that the one has;
    numbers in figures count as equal in both. `differing` are the places in which they differ.
    """

    kind: MatchKind
    covered: float
    covers: float
    differing: tuple[Difference, ...] = ()

    def turned(self) -> "Similarity":
        """Return the same similarity as seen from the other text."""
        differing = tuple(difference.turned() for difference in self.differing)
        return Similarity(kind=self.kind, covered=self.covers, covers=self.covered, differing=differing)

    def as_json(self) -> dict[str, Any]:
        """Return it as stored and shown: kind, the two shares, and (kind, here, there) of each difference."""
        return {
            "kind": str(self.kind),
            "covered": round(self.covered, 3),
            "covers": round(self.covers, 3),
            "differing": [[difference.kind, *difference.as_spelt] for difference in self.differing],
        }


def similarity(one: ComparedWords, other: ComparedWords) -> Similarity | None:
    """Return what two texts have in common, or None if they are unrelated. A text without words is like none."""
    mine, theirs = one.masked_shingles, other.masked_shingles
    if not mine or not theirs:
        return None
    shared = len(mine & theirs)
    covered, covers = shared / len(mine), shared / len(theirs)
    if min(len(one), len(other)) < FEWEST + SHINGLE - 1:
        least = min(len(mine), len(theirs))
        alike = one.masked == other.masked or (least >= TEASER and shared >= TEASED * least)
    else:
        alike = (covered if len(mine) <= len(theirs) else covers) >= COVERAGE
    if not alike:
        return None
    found = differences(one, other)
    return Similarity(
        kind=MatchKind.VARIANT if found else MatchKind.COPY, covered=covered, covers=covers, differing=found
    )


AGREES = 0.8
"""Share of each text's shingles that the other must have: a page and its AMP twin differ in captions and boxes, a page
and its site's front page in nearly all."""


def same_page(one: ComparedWords, other: ComparedWords) -> bool:
    """Say whether two addresses of one site are one page, as far as their texts agree.

    A changed number does not tell them apart: it is an edit of the page.
    """
    if one.folded and one.folded == other.folded:
        return True
    found = similarity(one, other)
    return found is not None and min(found.covered, found.covers) >= AGREES
