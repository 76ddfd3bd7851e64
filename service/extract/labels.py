"""Lines of a page that say who, when and whose picture, and are not the author's text."""

import re
from collections.abc import Sequence
from datetime import datetime

from service.extract import rulebook
from service.extract.dates import find_dates
from service.extract.phrases import fold
from service.extract.tree import Block

_RULES = rulebook.load("labels")
_AROUND = frozenset(_RULES["around"]["words"])
_CREDITS = "|".join(sorted(map(re.escape, _RULES["credits"]["words"]), key=len, reverse=True))
_CREDIT = re.compile(rf"\W*(?:{_CREDITS})\s*(?:[:©/|]|\bby\b)|\W*©", re.IGNORECASE)
_LEADS = "|".join(map(re.escape, _RULES["byline"]["leads"]))
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|la|le|el|al|bin|and|&|und|et|y)"
_BYLINE = re.compile(rf"(?i:{_LEADS})\s*:?\s+{_NAME}(?:,?\s+{_NAME}){{1,7}}")
_LONGEST = 120
"""Characters."""
_CREDIT_WORDS = 14
_ABOVE, _BELOW = 5, 12
"""Blocks around the heading in which themes show the date."""
_BESIDE_DATE = 8
"""Words: a name, "min read", a section; a sentence has more."""


def is_label(text: str, *, people: frozenset[str]) -> bool:
    """Whether `text`, a block of its own, is a byline, a date, a reading time, a picture's credit, or signs without a
    word.

    `people` are the folded words of the page's byline.
    """
    if len(text) > _LONGEST:
        return False
    words = fold(text)
    if not words:
        return True
    if len(words) <= _CREDIT_WORDS and _CREDIT.match(text):
        return True
    if _BYLINE.fullmatch(text):
        return True
    left = _without_dates(text) if any(word.isdecimal() for word in words) else text
    rest = [word for word in fold(left) if not word.isdecimal()]
    if not all(word in _AROUND or word in people for word in rest):
        return False
    # The words around a date are ordinary words too, and figures are text: a date, a name or two such words must be
    # there.
    return left != text or any(word in people for word in rest) or (len(rest) > 1 and len(rest) < len(words))


def shown_date(blocks: Sequence[Block], *, language: str | None) -> datetime | None:
    """The first date that stands near the page's heading, in a line that says little else."""
    headings = [index for index, block in enumerate(blocks) if block.tag == "h1"]
    for place in headings[:2]:
        for block in blocks[max(0, place - _ABOVE) : place + _BELOW]:
            found = next(find_dates(block.text, language=language), None) if len(block.text) <= _LONGEST else None
            if found and len(fold(block.text[: found[1]] + " " + block.text[found[2] :])) <= _BESIDE_DATE:
                return found[0]
    return None


def _without_dates(text: str) -> str:
    places = [(start, end) for _, start, end in find_dates(text)]
    for start, end in sorted(places, reverse=True):
        text = text[:start] + " " + text[end:]
    return text
