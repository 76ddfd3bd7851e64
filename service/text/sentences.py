"""Where the sentences of a text end.

Sentences end at the stops of Latin, Arabic, Chinese and Japanese, Devanagari, Ethiopic, Armenian and Burmese writing.
Which full stops end nothing (Mr., U.N., No. 5, 3. Mai) is data: `rules/sentences.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from service import rules

UNSPACED = frozenset("。！？｡")
"""Stops after which no space is written."""

_STOP = re.compile(
    r"(?P<stop>[.!?…؟۔。！？｡।॥።։။]+)"
    r"(?P<close>(?:[ \u00a0\u202f]?»|(?<=[.!?…])“|[\"'”’›)\]}」』）】》])*)"
    r"(?P<gap>\s*)"
)
_LEADING = "\"'“‘„«‹([{¿¡—–- \u00a0\u202f"
_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
_DOTTED = re.compile(r"\w(?:\.\w)+|[^\W\d_]")
"""U.N without its last stop, or an initial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    titles: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    openers: frozenset[str]
    after_ordinal: frozenset[str]


def sentences(text: str) -> tuple[str, ...]:
    """Cut `text` after each sentence; spaces around sentences are dropped."""
    text = text.strip()
    starts = (0, *sentence_ends(text))
    return tuple(text[start:end].rstrip() for start, end in pairwise(starts))


def sentence_ends(text: str) -> Iterator[int]:
    """Yield the place behind each sentence of `text` and the spaces after it; the last is the text's end.

    Time grows with the text's length. A text of spaces has no sentences.
    """
    last = letters = end = 0
    for match in _STOP.finditer(text):
        letters += sum(1 for _ in islice(filter(str.isalnum, text[last : match.start()]), 2))  # whether there are more
        last = match.end()
        if _ends(text, match, letters):
            yield last
            end, letters = last, 0
    if text[end:].strip():
        yield len(text)


def has_end(text: str) -> bool:
    """Say whether `text` is closed by a stop, as a sentence is and a heading seldom."""
    return any(match.end() == len(text) for match in _STOP.finditer(text))


def is_opener(word: str) -> bool:
    """Say whether a word, in lower case, opens sentences often and is no name: an article, a pronoun and the like."""
    return word in _rules().openers


def _ends(text: str, match: re.Match[str], letters: int) -> bool:
    """Say whether the stops of `match`, with so many `letters` of the sentence before them, end it."""
    following = text[match.end() : match.end() + 60].lstrip(_LEADING)
    if not following or match["stop"][-1] in UNSPACED:
        return True
    if not match["gap"] or following[0].islower():
        return False
    if match["stop"] != "." or not letters:
        return letters > 0
    before = text[max(0, match.start() - 40) : match.start()].rsplit(None, 1)
    return letters > 1 and _full_stop(before[-1] if before else "", following)


def _full_stop(word: str, following: str) -> bool:
    """Say whether a single "." after `word`, with `following` after it, ends a sentence."""
    stops = _rules()
    word = word.lstrip(_LEADING)
    folded = word.casefold()
    is_ordinal = len(word) <= 2 and word.isdecimal()
    may_go_on = folded in stops.may_end or _DOTTED.fullmatch(word) is not None
    if not (is_ordinal or may_go_on or folded in stops.before_number):
        return folded not in stops.titles
    found = _WORD.match(following)
    then = found[0].casefold() if found else ""
    if is_ordinal:
        return then not in stops.after_ordinal
    if folded in stops.before_number and then[:1].isdecimal():
        return False
    return then in stops.openers if may_go_on else folded not in stops.titles


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    raw = rules.load("service.text", "sentences")
    return _Rules(
        **{name: frozenset(word for words in groups.values() for word in words) for name, groups in raw.items()}
    )
