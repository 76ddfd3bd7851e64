"""The rules for section pages, read from `rules/listing.toml`, where each group says what it is for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from service import rules


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRules:
    """The file's tables, as sets and numbers."""

    weights: Mapping[str, int]
    headline_words: int
    headline_width: int
    folders: frozenset[str]
    pages: frozenset[str]
    endings: frozenset[str]
    elements: frozenset[str]
    bounded: frozenset[str]
    roles: frozenset[str]
    names: frozenset[str]
    wrappers: frozenset[str]
    generic: frozenset[str]
    shared: frozenset[str]
    article: Mapping[str, int]


@cache
def listing_rules() -> ListingRules:
    """Return the rules, read once a process."""
    raw = rules.load("service.sources.listing", "listing")
    furniture = raw["furniture"]
    return ListingRules(
        weights=raw["weights"],
        headline_words=raw["headline"]["words"],
        headline_width=raw["headline"]["width"],
        folders=frozenset(raw["path"]["folders"]),
        pages=frozenset(raw["path"]["pages"]),
        endings=frozenset(raw["files"]["endings"]),
        elements=frozenset(furniture["elements"]),
        bounded=frozenset(furniture["bounded"]),
        roles=frozenset(furniture["roles"]),
        names=frozenset(furniture["names"]),
        wrappers=frozenset(furniture["wrappers"]),
        generic=frozenset(raw["texts"]["generic"]),
        shared=frozenset(raw["site"]["shared"]),
        article=raw["article"],
    )


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^A-Za-z]+")


def name_words(name: str) -> frozenset[str]:
    """Return the words of a class or id: `siteFooter`, `site-footer` and `site__footer` have the same two."""
    return frozenset(word for word in _NOT_WORD.split(_CAMEL.sub("-", name).lower()) if word)
