"""White space, and the invisible characters that extraction leaves out of a text."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
"""Soft hyphens, zero-width spaces, direction marks, byte order marks, control bytes. The zero-width joiners stay:
Persian and the Indic scripts spell with them. Narrower than `characters.INVISIBLE`: the texts of all revisions that
are kept were made with it."""
_LINE_END = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_STRAY_MARKS = re.compile(r"(^|\s)([\u0300-\u036f\u064b-\u065f\u0670]+)")


def folded(text: str) -> str:
    """Return `text` on one line, with one space for any white space."""
    text = text.strip()
    # Most texts have single spaces already, which is found out in half of the time.
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def squeeze(text: str) -> str:
    """Return `text` on one line, with one space for any white space and without invisible characters."""
    return folded(_INVISIBLE.sub("", text))


def lines(text: str) -> list[str]:
    """Return the lines of `text`, whatever ends them, each squeezed; blank lines are empty strings."""
    return [squeeze(line) for line in _LINE_END.sub("\n", text).split("\n")]


def without_stray_marks(text: str) -> str:
    """Return `text` without combining marks that stand on no letter: `LOCATION ًWest Bank`."""
    return _STRAY_MARKS.sub(r"\1", unicodedata.normalize("NFC", text)).strip()
