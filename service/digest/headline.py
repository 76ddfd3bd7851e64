"""Which of its items' titles heads a story. Pure.

The title that has most in common with the others says what all of them tell. A question tells nothing yet, a very long
title is no headline, and a very short one ("Update") may stand over anything: each counts as less in common. Of two
equal ones the earlier item's is taken, which stays the same while the story grows.
"""

import re
import unicodedata
from collections.abc import Sequence

LONG = 110
"""Characters; longer ones wrap to three lines on a phone."""
SHORT = 4
"""Words, in writing with spaces between them."""

_QUESTION = re.compile(r"[?？؟;՞][\"'”’»」)\]]*$")
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_STEM = 5
_QUESTION_COSTS, _LENGTH_COSTS, _BREVITY_COSTS = 0.5, 0.3, 0.3
"""Of what a title has in common with the others."""


def central(titles: Sequence[str]) -> int:
    """The place of the best among `titles`, which come earliest first.

    Raises:
        ValueError: there is none.
    """
    if not titles:
        raise ValueError("a story without titles has no headline")
    terms = [_terms(title) for title in titles]
    scores = [_score(place, titles[place], terms) for place in range(len(titles))]
    return max(range(len(titles)), key=lambda place: (scores[place], -place))


def _score(place: int, title: str, terms: Sequence[frozenset[str]]) -> float:
    others = [_common(terms[place], other) for at, other in enumerate(terms) if at != place]
    shared = sum(others) / len(others) if others else 0.0
    costs = _QUESTION_COSTS * bool(_QUESTION.search(title.strip()))
    costs += _LENGTH_COSTS * (len(title) > LONG)
    costs += _BREVITY_COSTS * (not _UNSPACED.search(title) and len(title.split()) < SHORT)
    # What nothing is shared with still has its costs: a question comes after a statement even then.
    return round((shared + 0.01) * (1 - min(costs, 0.9)), 6)


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient: a long title gains nothing by holding more words."""
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def _terms(title: str) -> frozenset[str]:
    """Beginnings of words; pairs of signs where words are not divided."""
    found: set[str] = set()
    for word in _WORD.findall(unicodedata.normalize("NFKC", title).casefold()):
        if _UNSPACED.search(word):
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(word[:_STEM])
    return frozenset(found)
