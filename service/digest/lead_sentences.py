"""The two sentences that stand under a headline. They are the text's own.

Sentences end at the stops of Latin, Arabic, Chinese and Japanese, Devanagari, Ethiopic, Armenian and Burmese writing.
Which full stops end nothing (Mr., U.N., No. 5, 3. Mai) is data: `rules/sentences.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from service import rules
from service.text.display import clean, label, shorten
from service.text.whitespace import folded

LIMIT = 420
"""Characters; about six lines on a phone."""
_READ = 6_000
"""Characters of a text that are read: far more than two sentences take."""
_FEW = 3
"""Words; a block of no more is no prose even with a stop ("By A. Moreau.")."""

_STOP = re.compile(
    r"(?P<stop>[.!?…؟۔。！？｡।॥።։။]+)"
    r"(?P<close>(?:[ \u00a0\u202f]?»|(?<=[.!?…])“|[\"'”’›)\]}」』）】》])*)"
    r"(?P<gap>\s*)"
)
_UNSPACED = frozenset("。！？｡")
"""After these no space is written."""
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


def summarise(*, title: str | None, text: str, lead: str | None) -> str:
    """Return the first two sentences of `text`, at most `LIMIT` characters; of `lead` where there is no text.

    Blocks that only repeat the title, and datelines, bylines and salutations at the head, are passed over.
    """
    found: list[str] = []
    for block in _prose(text[:_READ], title) or [folded(clean(lead or "")[:_READ])]:
        found.extend(sentences(block))
        if len(found) >= 2:
            break
    return shorten("".join(_spaced(sentence) for sentence in found[:2]).rstrip(), LIMIT)


def sentences(text: str) -> tuple[str, ...]:
    """Cut `text`, which is on one line, after each sentence; spaces around sentences are dropped."""
    return tuple(_cut(text.strip()))


def _spaced(sentence: str) -> str:
    return sentence if sentence[-1:] in _UNSPACED else sentence + " "


def _prose(text: str, title: str | None) -> list[str]:
    blocks = [label(block) for block in re.split(r"\n\s*\n", text)]
    repeated = _letters(title or "")
    blocks = [block for block in blocks if block and _letters(block) != repeated]
    return [block for block in blocks if _is_prose(block)] or blocks


def _is_prose(block: str) -> bool:
    """Say whether a sentence ends in `block`: none does in datelines, bylines, salutations, headings and subject
    lines."""
    found = sentences(block)
    ended = any(match.end() == len(found[-1]) for match in _STOP.finditer(found[-1]))
    return (ended or len(found) > 1) and (len(block.split()) > _FEW or not _UNSPACED.isdisjoint(block))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _cut(text: str) -> Iterator[str]:
    start = last = letters = 0
    for match in _STOP.finditer(text):
        letters += sum(char.isalnum() for char in text[last : match.start()])
        last = match.end()
        if _ends(text, match, letters):
            yield text[start:last].rstrip()
            start, letters = last, 0
    if rest := text[start:].strip():
        yield rest


def _ends(text: str, match: re.Match[str], letters: int) -> bool:
    """Say whether the stops of `match`, with so many `letters` of the sentence before them, end it."""
    following = text[match.end() : match.end() + 60].lstrip(_LEADING)
    if not following or match["stop"][-1] in _UNSPACED:
        return True
    if not match["gap"] or following[0].islower():
        return False
    if match["stop"] != "." or not letters:
        return letters > 0
    before = text[max(0, match.start() - 40) : match.start()].split()
    return letters > 1 and _full_stop(before[-1], following)


def _full_stop(word: str, following: str) -> bool:
    """Say whether a single "." after `word`, with `following` after it, ends a sentence."""
    stops = _rules()
    word = word.lstrip(_LEADING)
    folded = word.casefold()
    found = _WORD.match(following)
    then = found[0].casefold() if found else ""
    if word.isdecimal() and len(word) <= 2:
        return then not in stops.after_ordinal
    if folded in stops.before_number and then[:1].isdecimal():
        return False
    if folded in stops.may_end or _DOTTED.fullmatch(word):
        return then in stops.openers
    return folded not in stops.titles


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    raw = rules.load("service.digest", "sentences")
    return _Rules(
        **{name: frozenset(word for words in groups.values() for word in words) for name, groups in raw.items()}
    )
