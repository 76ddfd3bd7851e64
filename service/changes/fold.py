"""The form in which texts are compared: what a reader does not see as a difference is none."""

import re
import unicodedata

_INVISIBLE = (
    "\u00ad"  # soft hyphen
    "\u200b\u200c\u200d\u2060\ufeff"  # zero-width space, non-joiner, joiner, word joiner, byte order mark
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # bidi marks, embeddings, isolates
    "\ufe0e\ufe0f"  # text or emoji form of the sign before
)
_DOUBLE_QUOTES = "“”„‟«»″〝〞＂「」『』"
_SINGLE_QUOTES = "‘’‚‛‹›′´`ʼ＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
_HIDE = str.maketrans("", "", _INVISIBLE)
_GLYPHS = str.maketrans(
    dict.fromkeys(_DOUBLE_QUOTES, '"') | dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DASHES, "-") | {"…": "..."}
)
_DOUBLE_DASH = re.compile(r"--+")
_SPACELESS = "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"
_LOOSE_SPACE = re.compile(rf"(?<![^\W_]) | (?![^\W_])|(?<={_SPACELESS}) (?={_SPACELESS})")


def folded(text: str) -> str:
    """`text` as it is compared: NFC, one space for any white space, one glyph for any quotation mark, apostrophe or
    dash, three dots for an ellipsis, nothing for soft hyphens, zero-width characters and bidi marks. Case is kept.

    These are the substitutions that content systems make on their own (SmartyPants and its like); a quotation mark
    that comes or goes is still a difference. Idempotent.
    """
    plain = unicodedata.normalize("NFC", text.translate(_HIDE)).translate(_GLYPHS)
    return " ".join(_DOUBLE_DASH.sub("-", plain).split())


def tightened(text: str) -> str:
    """`folded(text)` without the spaces that divide no two words, as at punctuation and between Chinese characters.

    Two texts read the same when their tightened forms are equal, so that white space alone never makes a change.
    """
    return _LOOSE_SPACE.sub("", folded(text))
