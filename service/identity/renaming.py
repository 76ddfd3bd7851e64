"""Whether a page is a known article at a new address of its site, as where the address changes with the headline.
Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.identity.near_duplicates.differences import differences
from service.identity.near_duplicates.fingerprint import SHINGLE, ComparedWords
from service.identity.near_duplicates.similarity import FEWEST, similarity
from service.urls import host

MOST = 0.5
"""Share of each text's shingles that the other must have. A round-up that contains an article has more in it."""

ONE_PUBLICATION = timedelta(days=2)
"""Texts that differ in a figure and were published further apart are two issues of a series, and not one article."""

_OF_ONE_ARTICLE = frozenset({"number", "denial", "opposite", "qualifier", "word"})
"""Kinds of differences that an edit makes. Another name or day is rather another notice by the same template."""

_NUMBER = re.compile(r"\d{5,}")
"""Digits in an address that number an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An article at an address of the web."""

    url: str
    words: ComparedWords
    at: datetime
    """When it was published; where that is not known, when it was first seen."""


def has_most(one: ComparedWords, other: ComparedWords) -> bool:
    """Say whether each of two texts has most of the other. Short ones must have the same words, but for figures."""
    if min(len(one), len(other)) < FEWEST + SHINGLE - 1:
        return bool(one.masked) and one.masked == other.masked
    mine, theirs = one.masked_shingles, other.masked_shingles
    return len(mine & theirs) >= MOST * max(len(mine), len(theirs))


def takes_the_place(new: Publication, old: Publication) -> bool:
    """Say whether a page would be an item's article at a new address of its site, were the item's own address gone.

    Both texts must have most of one another. Where they differ in a name or a day, or in a figure and were published
    days apart, they are two by one template, unless both addresses bear the same number.
    """
    if not is_one_site(new.url, old.url) or not has_most(new.words, old.words):
        return False
    if numbers(new.url) & numbers(old.url):
        return True
    differing = {difference.kind for difference in differences(new.words, old.words)}
    return differing <= _OF_ONE_ARTICLE and not (differing and abs(new.at - old.at) > ONE_PUBLICATION)


def is_led_to(new: ComparedWords, old: ComparedWords) -> bool:
    """Say whether the text to which an item's address redirects is the item's: one of them has most of the other.

    The site says that it is, so that an article that has grown or was cut is the same, with whatever figures and names.
    """
    return (bool(new.folded) and new.folded == old.folded) or similarity(new, old) is not None


def is_one_site(one: str, other: str) -> bool:
    """Say whether two addresses of the web are of one host, with or without `www.`."""
    return host(one).removeprefix("www.") == host(other).removeprefix("www.")


def numbers(address: str) -> frozenset[str]:
    """Return the numbers that the last part of an address bears, without those that may be a date."""
    name = address.rstrip("/").rpartition("/")[2]
    return frozenset(number for number in _NUMBER.findall(name) if not _is_date(number))


def _is_date(number: str) -> bool:
    return len(number) in (6, 8) and number[:2] in ("19", "20") and number[4:6] <= "12"
