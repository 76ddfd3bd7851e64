"""What two texts must share to be the same text."""

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")


def text_hash(text: str) -> str:
    """SHA-256 (hex) of the case-folded words of a body, without its title.

    Case, punctuation, white space and the form of Unicode do not count; every letter and digit does. A text without
    words has the empty hash, which equals nothing.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else ""
