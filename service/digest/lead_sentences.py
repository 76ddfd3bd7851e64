"""The two sentences that stand under a headline. They are the text's own."""

import re

from service.text.display import clean, label, shorten
from service.text.sentences import UNSPACED, has_end, sentences
from service.text.whitespace import folded

LIMIT = 420
"""Characters; about six lines on a phone."""
_READ = 6_000
"""Characters of a text that are read: far more than two sentences take."""
_FEW = 3
"""Words; a block of no more is no prose even with a stop ("By A. Moreau.")."""


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


def _spaced(sentence: str) -> str:
    return sentence if sentence[-1:] in UNSPACED else sentence + " "


def _prose(text: str, title: str | None) -> list[str]:
    blocks = [label(block) for block in re.split(r"\n\s*\n", text)]
    repeated = _letters(title or "")
    blocks = [block for block in blocks if block and _letters(block) != repeated]
    return [block for block in blocks if _is_prose(block)] or blocks


def _is_prose(block: str) -> bool:
    """Say whether a sentence ends in `block`: none does in datelines, bylines, salutations, headings and subject
    lines."""
    found = sentences(block)
    return (len(found) > 1 or has_end(block)) and (len(block.split()) > _FEW or not UNSPACED.isdisjoint(block))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
