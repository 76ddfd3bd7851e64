"""Whether a page is a known article at a new address of its site: its address changes with its headline. Pure."""

import re
from datetime import timedelta

from service.identity.near_duplicates.differences import differences
from service.identity.near_duplicates.fingerprint import SHINGLE, ComparedWords
from service.identity.near_duplicates.relation import Piece
from service.identity.near_duplicates.similarity import FEWEST, similarity

MOST = 0.5
"""Share of each text's shingles that the other must have. A round-up that contains an article has more in it."""

ONE_PUBLICATION = timedelta(days=2)
"""Texts of which one has another figure are two issues of a series, and not one article, if published further apart."""

_OF_ONE_ISSUE = frozenset({"number", "denial"})
"""Kinds of differences that an edit makes. Another name or day is rather another notice by the same template."""

_NUMBER = re.compile(r"\d{5,}")
"""Digits in an address that number an article. A date written without hyphens has eight, and both addresses have it."""


def has_most(one: ComparedWords, other: ComparedWords) -> bool:
    """Say whether each of two texts has most of the other. Short ones must have the same words, but for figures."""
    if min(len(one), len(other)) < FEWEST + SHINGLE - 1:
        return bool(one.masked) and one.masked == other.masked
    mine, theirs = one.masked_shingles, other.masked_shingles
    return len(mine & theirs) >= MOST * max(len(mine), len(theirs))


def takes_the_place(new: Piece, old: Piece, *, addresses: tuple[str, str]) -> bool:
    """Say whether a page is the article of an item whose own address is gone, at a new address of the same site.

    `addresses` are those of the page and of the item. Both texts must have most of one another. Where they differ in a
    name or a day, or in a figure and are days apart, they are two of one template, unless both addresses bear the same
    number.
    """
    if not new.host or new.host != old.host or not has_most(new.words, old.words):
        return False
    if numbers(addresses[0]) & numbers(addresses[1]):
        return True
    differing = {difference.kind for difference in differences(new.words, old.words)}
    return differing <= _OF_ONE_ISSUE and not (differing and abs(new.at - old.at) > ONE_PUBLICATION)


def is_led_to(new: ComparedWords, old: ComparedWords) -> bool:
    """Say whether the page to which an item's address redirects is the item's: one text has most of the other.

    The publisher says so, so that an article that has grown or was cut is the same, whatever was put in its place.
    """
    return (bool(new.folded) and new.folded == old.folded) or similarity(new, old) is not None


def numbers(address: str) -> frozenset[str]:
    """Return the numbers of an article that the last part of an address bears, without dates."""
    name = address.rstrip("/").rpartition("/")[2]
    return frozenset(number for number in _NUMBER.findall(name) if not _is_date(number))


def _is_date(number: str) -> bool:
    return len(number) == 8 and number[:2] in ("19", "20") and number[4:6] <= "12" and number[6:] <= "31"
