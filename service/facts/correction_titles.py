"""Titles that say that their text corrects an earlier one. Pure."""

import re

from service.facts.fact_rules import correction_titles
from service.text.reading_form import reading_form

LONGEST = 500
"""Characters of a title in which a label is looked for."""

_PARTED = re.compile(r"[\s/-]")
_CAPITALS = 5
"""Letters that a label in capitals has at least, if nothing parts it from the title: "CORRECTED Shares of Ardent"."""


def is_correction_title(title: str) -> bool:
    """Say whether a title is labelled as a correction: "CORRECTED: …", "… (correction)", "更正：…".

    A title in which the word is part of the sentence ("Market correction deepens") is none.
    """
    plain = reading_form(title[:LONGEST]).strip()
    if correction_titles().search(plain):
        return True
    first, *rest = _PARTED.split(plain, maxsplit=1)
    is_shouted = len(first) >= _CAPITALS and first.isupper() and any(map(str.islower, "".join(rest)))
    return is_shouted and correction_titles().match(f"{first}:") is not None
