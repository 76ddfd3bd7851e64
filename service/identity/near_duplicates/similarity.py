"""How far one text is another's: copy, variant, or none of either. Pure, and the same whichever comes first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from service.identity.near_duplicates.differences import Difference, differences
from service.identity.near_duplicates.fingerprint import SHINGLE, Words

COVERAGE = 0.6
"""Of the shorter text's shingles that the longer must have (research: P .999, R .977; accounts of one event share
less than a tenth)."""

FEWEST = 30
"""Shingles. A text of fewer is another's only where all its words are: set phrases make up too much of it."""


class Kind(StrEnum):
    """What two texts are to one another."""

    COPY = "copy"
    """The same text, whole, cut, retitled or touched up."""
    VARIANT = "variant"
    """The same text but for a number, a name or a denial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """What makes two texts one. `covered` is the share of the one's shingles that the other has, `covers` the reverse;
    numbers in figures count as equal in both."""

    kind: Kind
    covered: float
    covers: float
    differing: tuple[Difference, ...] = ()

    def turned(self) -> "Similarity":
        """The same, told from the other text."""
        differing = tuple(Difference(kind=d.kind, one=d.other, other=d.one) for d in self.differing)
        return Similarity(kind=self.kind, covered=self.covers, covers=self.covered, differing=differing)

    def as_json(self) -> dict[str, Any]:
        """As kept and shown: kind, the two shares, and (kind, here, there) of each difference."""
        return {
            "kind": str(self.kind),
            "covered": round(self.covered, 3),
            "covers": round(self.covers, 3),
            "differing": [[d.kind, d.one, d.other] for d in self.differing],
        }


def similarity(one: Words, other: Words) -> Similarity | None:
    """What two texts are to one another, or None. A text without words is like nothing."""
    mine, theirs = one.masked_shingles, other.masked_shingles
    if not mine or not theirs:
        return None
    shared = len(mine & theirs)
    covered, covers = shared / len(mine), shared / len(theirs)
    if min(len(one), len(other)) < FEWEST + SHINGLE - 1:
        alike = one.masked == other.masked
    else:
        alike = (covered if len(mine) <= len(theirs) else covers) >= COVERAGE
    if not alike:
        return None
    found = differences(one, other)
    return Similarity(kind=Kind.VARIANT if found else Kind.COPY, covered=covered, covers=covers, differing=found)


AGREES = 0.8
"""Of each text's shingles that the other must have: a page and its AMP twin differ in captions and boxes, a page and
its site's front page in nearly all."""


def same_page(one: Words, other: Words) -> bool:
    """Whether the texts agree so far that one of the two addresses may stand for both. A changed number does not part
    them: it is an edit of the page."""
    if one.folded and one.folded == other.folded:
        return True
    found = similarity(one, other)
    return found is not None and min(found.covered, found.covers) >= AGREES
