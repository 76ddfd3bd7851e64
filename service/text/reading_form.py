"""The form in which texts are compared: it leaves out what a reader does not see as a difference."""

import re
import unicodedata

from service.text.characters import INVISIBLE, SPACELESS
from service.text.whitespace import folded

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


def reading_form(text: str) -> str:
    """Return `text` as it is compared: NFC, one space for any white space, one glyph for any quotation mark,
    apostrophe or dash, three dots for an ellipsis, nothing for what does not show (`INVISIBLE`). Case is kept.

    These are the substitutions that content systems make on their own (SmartyPants and its like); a quotation mark
    that comes or goes is still a difference. Idempotent.
    """
    plain = _OTHERWISE.sub(_glyph, text if text.isascii() else unicodedata.normalize("NFC", text))
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain)  # what stood apart for an invisible character joins now
    if "--" in plain:
        plain = _DOUBLE_DASH.sub("-", plain)
    return folded(plain)


def tightened(text: str) -> str:
    """Return `reading_form(text)` without the spaces that divide no two words, as at punctuation and between Chinese
    characters.

    Two texts read the same when their tightened forms are equal, so that white space alone never makes a change.
    """
    return _LOOSE_SPACE.sub("", reading_form(text))


def _glyph(found: re.Match[str]) -> str:
    return _GLYPHS.get(found[0], "")
