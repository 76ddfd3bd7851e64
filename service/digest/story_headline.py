"""Which of the titles of a story heads it. Pure."""

import re
import unicodedata
from collections.abc import Sequence

_LONG_TITLE = 110
"""Characters; longer ones wrap to three lines on a phone."""
_SHORT_TITLE = 4
"""Words, in writing with spaces between them."""

_QUESTION = re.compile(r"[?？؟;՞][\"'”’»」)\]]*$")
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_STEM = 5
"""Letters of a word of a title that count."""
_QUESTION_COSTS, _LENGTH_COSTS, _BREVITY_COSTS = 0.5, 0.3, 0.3
"""Of what a title has in common with the others."""


def central(titles: Sequence[str]) -> int:
    """Return the place of the title that heads a story best. The earliest of `titles` comes first.

    The title that has most in common with the others says what all of them tell. A question tells nothing yet, a very
    long title is no headline, and a very short one ("Update") may stand over anything: each counts as less in common.
    Of two equal ones the earlier item's is taken, which stays the same while the story grows.

    Raises:
        ValueError: there is no title.
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
    costs += _LENGTH_COSTS * (len(title) > _LONG_TITLE)
    costs += _BREVITY_COSTS * (not _UNSPACED.search(title) and len(title.split()) < _SHORT_TITLE)
    # What nothing is shared with still has its costs: a question comes after a statement even then.
    return round((shared + 0.01) * (1 - min(costs, 0.9)), 6)


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Dice's coefficient, by which a long title gains nothing from its many words."""
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def _terms(title: str) -> frozenset[str]:
    """Return the beginnings of a title's words; pairs of signs where words are not divided."""
    found: set[str] = set()
    for word in _WORD.findall(unicodedata.normalize("NFKC", title).casefold()):
        if _UNSPACED.search(word):
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(word[:_STEM])
    return frozenset(found)
