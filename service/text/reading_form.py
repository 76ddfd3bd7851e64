"""The form in which texts are compared: what a reader does not see as a difference is none."""

import re
import unicodedata

INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no white space
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers, selectors
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero-width spaces and joiners, bidi marks, embeddings, isolates
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"  # fillers, text or emoji form of the sign before, byte order mark
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # format controls, tags, more selectors
    "\ud800-\udfff"  # halves of a character
)
"""What shows nothing: controls, and Unicode's `Default_Ignorable_Code_Point` (DerivedCoreProperties.txt, 15.0), as the
body of a regular expression's class."""
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts that do not part words; the same."""

_DOUBLE_QUOTES = "“”„‟«»″〝〞＂「」『』"
_SINGLE_QUOTES = "‘’‚‛‹›′´`ʼ＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
_GLYPHS = (
    dict.fromkeys(_DOUBLE_QUOTES, '"') | dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DASHES, "-") | {"…": "..."}
)
_OTHERWISE = re.compile(f"[{INVISIBLE}{''.join(_GLYPHS)}]")
_DOUBLE_DASH = re.compile(r"--+")
# The space comes first: `re` looks for it as fast as memory is read.
_LOOSE_SPACE = re.compile(rf" (?:(?<![^\W_{SPACELESS}] )|(?![^\W_{SPACELESS}]))")


def folded(text: str) -> str:
    """`text` as it is compared: NFC, one space for any white space, one glyph for any quotation mark, apostrophe or
    dash, three dots for an ellipsis, nothing for what does not show (`INVISIBLE`). Case is kept.

    These are the substitutions that content systems make on their own (SmartyPants and its like); a quotation mark
    that comes or goes is still a difference. Idempotent.
    """
    plain = _OTHERWISE.sub(_glyph, text if text.isascii() else unicodedata.normalize("NFC", text))
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain)  # what stood apart for an invisible character joins now
    if "--" in plain:
        plain = _DOUBLE_DASH.sub("-", plain)
    return " ".join(plain.split())


def tightened(text: str) -> str:
    """`folded(text)` without the spaces that divide no two words, as at punctuation and between Chinese characters.

    Two texts read the same when their tightened forms are equal, so that white space alone never makes a change.
    """
    return _LOOSE_SPACE.sub("", folded(text))


def _glyph(found: re.Match[str]) -> str:
    return _GLYPHS.get(found[0], "")
