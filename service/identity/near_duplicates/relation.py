"""What one publication is to another, by their texts, titles, sites and times. Pure, and symmetric."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from service.identity.near_duplicates.differences import DATE, Difference, differences
from service.identity.near_duplicates.fingerprint import SHINGLE, ComparedWords
from service.identity.near_duplicates.similarity import FEWEST, MatchKind, Similarity, similarity

RECURRENCE = timedelta(hours=96)
"""Short texts with the same words further apart than this are two items ("FED ADDS RESERVES" is issued word for word
three weeks apart; research on recurring templated items)."""

NOTICE = 60
"""Words. A text of fewer may be a notice that comes again word for word, whoever publishes it."""

SERIES = 120
"""Words. A text of fewer may be an issue of a weather or market report that its site publishes again and again."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A publication as it is compared. Without slots, so that what is computed from its title is kept."""

    title: str | None
    words: ComparedWords
    hashes: frozenset[str]
    """`text_hash` of its text and, where boilerplate was left out of it, of the page's whole text; no empty hash."""
    host: str
    """Empty for a local document."""
    at: datetime
    """When it was published; where that is not known, when it was first seen."""

    @cached_property
    def heading(self) -> ComparedWords:
        """Return the words of its title."""
        return ComparedWords(self.title or "")


def relation(one: Piece, other: Piece) -> Similarity | None:
    """Return a copy's or a variant's similarity; None if the two are unrelated, or two issues of a series."""
    if one.hashes & other.hashes:
        found: Similarity | None = Similarity(kind=MatchKind.COPY, covered=1.0, covers=1.0)
    else:
        found = similarity(one.words, other.words)
    if found is None or _recurs(one, other, found):
        return None
    differing = _title_numbers(one, other)
    return replace(found, kind=MatchKind.VARIANT, differing=(*differing, *found.differing)) if differing else found


def _recurs(one: Piece, other: Piece, found: Similarity) -> bool:
    """Say whether these are two issues of a series, and not one text twice."""
    apart = abs(one.at - other.at) > RECURRENCE
    same_site = bool(one.host) and one.host == other.host
    longest = max(len(one.words), len(other.words))
    # 1. Short texts under different titles: set words of a notice.
    if min(len(one.words), len(other.words)) < FEWEST + SHINGLE - 1 and one.heading.masked != other.heading.masked:
        return True
    # 2. Days apart and short: a notice or report that is issued again word for word.
    if apart and longest < (SERIES if same_site else NOTICE):
        return True
    # 3. Of one text with other figures: days apart, or on one site with another date, it is the next issue.
    if found.kind is MatchKind.COPY:
        return False
    dated = any(difference.kind == DATE for difference in found.differing)
    return (apart and (same_site or longest < SERIES)) or (dated and same_site)


def _title_numbers(one: Piece, other: Piece) -> tuple[Difference, ...]:
    """Return the numbers in which two titles differ that are the same otherwise."""
    if one.heading.masked != other.heading.masked:
        return ()
    return tuple(difference for difference in differences(one.heading, other.heading) if difference.kind == "number")
