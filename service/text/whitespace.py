"""White space and invisible characters."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
"""Soft hyphens, zero-width spaces, direction marks, byte order marks, control bytes. The zero-width joiners stay:
Persian and the Indic scripts spell with them."""
_LINE_END = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_STRAY_MARKS = re.compile(r"(^|\s)([\u0300-\u036f\u064b-\u065f\u0670]+)")


def folded(text: str) -> str:
    """`text` on one line, white space folded."""
    text = text.strip()
    # Most has nothing but single spaces already: that is told in half of the time.
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def squeeze(text: str) -> str:
    """`text` on one line, white space folded, invisible characters gone."""
    return folded(_INVISIBLE.sub("", text))


def lines(text: str) -> list[str]:
    """The lines of `text`, whatever ends them, each squeezed; blank lines are empty strings."""
    return [squeeze(line) for line in _LINE_END.sub("\n", text).split("\n")]


def without_stray_marks(text: str) -> str:
    """`text` without combining marks that stand on no letter: `LOCATION ًWest Bank`."""
    return _STRAY_MARKS.sub(r"\1", unicodedata.normalize("NFC", text)).strip()
