"""The languages that a text may be in, as far as they matter for its numbers. Pure."""

import re
from collections import Counter
from functools import cache

from service import rules

READ = 1_200
"""Characters of a text by which its language is guessed."""
FEWEST = 2
"""Common words of a language that a text has at least, if it is to be taken for one in it."""
SHARE = 0.75
"""A language with so many of the words of the likeliest one is possible too: Spanish and Portuguese share many."""

ANY: frozenset[str] = frozenset()
"""No language is known; whatever is sure in any of them counts."""

_WORD = re.compile(r"[^\W\d_]+")
_PERSIAN = re.compile("[پچژگیک]")
_ARABIC = re.compile("[\u0621-\u064a]")
_OTHER_LETTERS = frozenset({"russian", "ukrainian", "hebrew", "hindi"})


def languages(text: str) -> frozenset[str]:
    """Return the languages that the beginning of `text` may be in: those of other letters that can be there beside the
    likeliest of those in Latin letters; `ANY` where nothing shows which these are."""
    beginning = text[:READ]
    counts = Counter(name for word in _WORD.findall(beginning.casefold()) for name in _common().get(word, ()))
    most = max(counts.values(), default=0)
    likely = {name for name, count in counts.items() if count >= max(FEWEST, SHARE * most)}
    if not beginning.isascii():
        if _PERSIAN.search(beginning):
            likely.add("persian")
        elif _ARABIC.search(beginning):
            likely.add("arabic")
    return frozenset(likely | _OTHER_LETTERS) if likely else ANY


def is_common(word: str) -> bool:
    """Say whether a folded word is one of the commonest of its language, such as "she"."""
    return word in _common()


@cache
def _common() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, table in rules.load("service.facts", "languages").items():
        for word in table["words"]:
            found[word] = (*found.get(word, ()), name)
    return found
