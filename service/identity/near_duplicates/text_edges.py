"""What stands at the edges of a text and is no part of a sentence: bylines, datelines, credits. Pure."""

import re

from service.facts.fact_rules import anonymous_words, byline_roles
from service.identity.near_duplicates.same_places import Side

BYLINE = 3
"""Words of a byline or credit beside the names in it: "Reporting by", "staff writer"."""

_EDGE = re.compile(r"[\n()\[\]|—–:]|\s-|-\s|[.!?。！？؟]\s")
"""What parts a byline, dateline or credit from the text."""


def in_a_sentence(one: Side, other: Side) -> bool:
    """Say whether the passage is part of a sentence in both texts, and not a byline, dateline or credit at an edge."""
    if any(_is_credit(side) or _is_byline(side) for side in (one, other)):
        return False
    return bool(one.start and other.start) or not (one.end == len(one.words) or other.end == len(other.words))


def _is_byline(side: Side) -> bool:
    """Say whether a passage begins a text, or follows its first "by", and is parted from what comes then: "By Ann Lee",
    "Ann Lee, staff writer", "GALT (Agency) -"."""
    words = side.words.folded
    if side.start and not (side.start <= BYLINE and words[side.start - 1] in anonymous_words()):
        return False
    if side.end == len(words):
        return False
    if _EDGE.search(side.text.between(side.end, side.end)):
        return True
    behind = range(side.end, min(side.end + BYLINE, len(words)))
    return any(words[at] in byline_roles() and _EDGE.search(side.text.between(at + 1, at + 1) or "\n") for at in behind)


def _is_credit(side: Side) -> bool:
    """Say whether a passage ends a text, and either stands by itself or follows a "by" that begins a sentence:
    "Reporting by Ann Lee", "Printed by the Galt Gazette"."""
    length = len(side.words)
    if side.end < length - BYLINE or not side.start:
        return False
    if side.end == length and _EDGE.search(side.text.between(side.start, side.start)):
        return True
    first = max(side.start - BYLINE, 1)
    begins = next((at for at in range(side.start - 1, first - 1, -1) if _EDGE.search(side.text.between(at, at))), None)
    return begins is not None and not anonymous_words().isdisjoint(side.words.folded[begins : side.start])
