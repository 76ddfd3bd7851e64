"""Numbers written in figures: their value, and the signs that say what they are worth."""

import re
import unicodedata

CURRENCIES = frozenset("$€£¥₹₽₺₴₪₩₦")
PERCENT = frozenset("%٪‰")
WORTH = CURRENCIES | PERCENT | {"°"}
"""Signs that say what the number beside them is worth."""

_THOUSANDS = re.compile(r"(?<=\d)[.,٫٬](?=\d{3}(?!\d))")


def number_value(figures: str) -> str:
    """Return the value of a number as it is compared, whatever parts its thousands and in whichever digits it is
    written."""
    plain = figures if figures.isascii() else "".join(_digit(sign) for sign in figures)
    plain = _THOUSANDS.sub("", plain).replace(",", ".").replace(":", ".")
    return plain.removesuffix(".00") or plain


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else {"٫": ".", "٬": ","}.get(sign, sign)
