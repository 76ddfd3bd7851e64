"""Sets of characters that several rooms ask about, as bodies of a regular expression's class.

Where two sets of one purpose differ, both stand here with the reason: fingerprints and hashes that are stored depend on
each.
"""

import unicodedata

INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no white space
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers, selectors
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero-width spaces and joiners, bidi marks, embeddings, isolates
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"  # fillers, text or emoji form of the sign before, byte order mark
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # format controls, tags, more selectors
    "\ud800-\udfff"  # halves of a character
)
"""What shows nothing: controls, and Unicode's `Default_Ignorable_Code_Point` (DerivedCoreProperties.txt, 15.0)."""
NOT_COMPARED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""The few of `INVISIBLE` that are left out of the words by which near duplicates are found, as a table for
`str.translate`: stored fingerprints were made with these."""

SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts that do not part words."""
ONE_SIGN_A_WORD = "\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""`SPACELESS` without Han's supplementary planes, the iteration mark and small kana: the scripts of which each sign is
a word where near duplicates are found. Stored fingerprints were made with these."""

_ACCENTS = dict.fromkeys((*range(0x300, 0x370), *range(0x591, 0x5C8), *range(0x64B, 0x660), 0x670, 0x93C))
"""Accents of Latin, Greek and Cyrillic letters, Hebrew points, Arabic vowel signs and hamza, India's nukta."""


def without_accents(text: str) -> str:
    """Return `text` without accents, points and vowel signs that writers may leave out: "Delé" and "Dele" are one."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_ACCENTS))
