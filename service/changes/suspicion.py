"""Whether a new version should be believed at once."""

from collections import Counter

from service.changes.compare import Text
from service.changes.words import is_word, words

MOST = 0.5
"""The share of its words that an article may lose at once. An editor seldom cuts more; a login page, a consent wall, a
blank page or a new template that extraction does not know does."""


def suspicious(old: Text, new: Text) -> str | None:
    """Why `new` should be confirmed by a second fetch before it is believed; None where it may be.

    More than half of the words of `old` gone, whatever came instead, or all of its text.
    """
    before, after = _bag(old.text), _bag(new.text)
    if not before:
        return None
    if not after:
        return "lost all of its text"
    gone = (before - after).total() / before.total()
    return f"lost {int(100 * gone)} % of its text" if gone > MOST else None


def _bag(text: str) -> Counter[str]:
    return Counter(key.lower() for key in words(text).keys if is_word(key))
