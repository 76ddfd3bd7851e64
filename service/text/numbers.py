"""The value of a number written in figures. Pure."""

import re
import unicodedata

_THOUSANDS = re.compile(r"(?<=\d)[.,٫٬](?=\d{3}(?!\d))")


def number_value(figures: str) -> str:
    """The value of a number as it is compared, whatever parts its thousands and in whichever digits it is written."""
    plain = figures if figures.isascii() else "".join(_digit(sign) for sign in figures)
    plain = _THOUSANDS.sub("", plain).replace(",", ".").replace(":", ".")
    return plain.removesuffix(".00") or plain


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else {"٫": ".", "٬": ","}.get(sign, sign)
