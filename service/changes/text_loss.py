"""A new version that has lost much of the text should be confirmed by a second fetch before it is believed."""

import re
from collections import Counter
from typing import Protocol

from service.changes.paragraphs import paragraphs
from service.text.characters import SPACELESS

MOST = 0.5
"""The share of its words that an article may lose at once. An editor seldom cuts more; a login page, a consent wall, a
blank page or a new template that extraction does not know does."""
READ = 1_000_000
"""Characters of the paragraphs that are not in both that are read word by word: a second's work at most."""

_WORD = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")


class HasText(Protocol):
    """A version of an article, of which only the text is asked for."""

    @property
    def text(self) -> str:
        """Paragraphs with a blank line between."""
        ...


def suspicious(old: HasText, new: HasText) -> str | None:
    """Return why `new` should be confirmed by a second fetch before it is believed; None where it may be believed.

    It should be where more than half of the words of `old` are gone, whatever came instead, or all of its text.
    """
    if old.text == new.text or not _WORD.search(old.text):
        return None
    if not _WORD.search(new.text):
        return "lost all of its text"
    before, after = (Counter(paragraphs(side.text)) for side in (old, new))
    kept = before & after
    was, now = ("\n".join((side - kept).elements()) for side in (before, after))
    stays, changed = _count("\n".join(kept.elements())), _count(was)
    read, there = _bag(was), _bag(now)
    gone = (read - there).total() / max(1, read.total()) * changed / (stays + changed)
    return f"lost {int(100 * gone)} % of its text" if gone > MOST else None


def _bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text[:READ].lower()))


def _count(text: str) -> float:
    """Return how many words `text` has; of a long one, estimate it from its beginning."""
    return len(_WORD.findall(text[:READ])) * max(1.0, len(text) / READ)
