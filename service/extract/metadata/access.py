"""Find what keeps readers from an article's whole text: a wall that the page states, or a text that ends with a pointer
to the rest."""

import re
from collections.abc import Sequence
from typing import Any

from service import rules
from service.extract.content.phrases import Phrases, fold
from service.extract.metadata.structured_data import StructuredData
from service.models import Access

_RULES = rules.load("service.extract", "access")
_WALLS: dict[str, list[str]] = _RULES["walls"]["meta"]
_NO = frozenset({"false", "no", "0"})
_POINTERS = Phrases({"pointer": _RULES["teasers"]["pointers"]})
_CUT = re.compile(r"(?:\[\s*(?:…|\.\.\.|&hellip;)\s*\]|(?:…|\.\.\.)\s*\[\+\d+ \w+\])\W{0,3}$")
"""`[…]`, with which WordPress ends excerpts, and `… [+1234 chars]`, with which news APIs do."""
_LOOKED_AT = 2
"""The number of blocks at the end that are checked."""
_MOST_WORDS_AFTER = 8
"""The most words that may follow the pointer: the name of the other site, or the beginning of the headline."""


def states_paywall(stated: StructuredData) -> bool:
    """Say whether the page states that reading it is not free: by schema.org's `isAccessibleForFree` of the article or
    its parts, or by a <meta> that `rules/access.toml` lists."""
    free = stated.article.get("isAccessibleForFree")
    if free is not None:
        return _is_no(free)
    parts = stated.article.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    if any(isinstance(part, dict) and _is_no(part.get("isAccessibleForFree")) for part in parts[:20]):
        return True
    return any(value.casefold() in values for name, values in _WALLS.items() for value in stated.metas.get(name, ()))


def _is_no(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(map(_is_no, value[:20]))
    if isinstance(value, str):
        return value.strip().casefold().rstrip("/").rpartition("/")[2] in _NO
    return value is False or (isinstance(value, int) and value == 0)


def access_of(walled: bool, last_blocks: Sequence[str]) -> Access | None:
    """Return what keeps readers from the whole of a text that ends with `last_blocks`. None if nothing says so."""
    if walled:
        return Access.PAYWALLED
    return Access.TRUNCATED if any(_points_on(text) for text in last_blocks[-_LOOKED_AT:]) else None


def _points_on(text: str) -> bool:
    """Say whether `text` is cut short, or is only a pointer to the rest."""
    if _CUT.search(text[-40:]):
        return True
    words = fold(text)
    hit = _POINTERS.at_start(words)
    return hit is not None and len(words) - hit.end <= _MOST_WORDS_AFTER
