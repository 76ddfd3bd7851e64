"""The figures in a text, whichever way each is written, as values that can be compared. Pure.

"eight" and "8", "4½" and "4.5", "$2.6m", "US$2,600,000" and "2.6 million dollars" are one figure each; digits may be of
any script. What has no exact value ("dozens", "hundreds") is a figure of its own. Dates are read as any other number.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from service import rules
from service.facts.fact_rules import date_words
from service.facts.han_numbers import HAN, counted, han_scale, han_value, not_numbers, vague_words
from service.facts.languages import languages
from service.facts.number_words import Lexicon, folded_word, lexicon, plain, scale_at
from service.facts.syllable_numbers import hangul_value, syllable_patterns, syllable_scale, thai_value
from service.facts.units import Unit, metre_words, same_unit, spaceless_unit, unit_before, unit_behind
from service.facts.written_numbers import read_words
from service.text.characters import SPACELESS

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c"
_LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12, "md": 10**9}
"""Letters right behind an amount of money; "k" behind any number, "m" where no length is meant."""
_ORDINAL_ENDS = frozenset(
    ("st", "nd", "rd", "th", "er", "ère", "re", "e", "ème", "eme", "º", "ª", "o", "a", "й", "я", "го")
)
_SHARES = "½⅓⅔¼¾⅕⅛⅜⅝⅞"
_FRACTION = re.compile(r"(\d*?)(\d)⁄(\d+)")
"""As NFKC writes "4½": the last digit before the slash is above the line."""
_THOUSANDS = re.compile(r"(?<=\d)[.,٬](?=\d{3}(?!\d))")
_LAKHS = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")
"""As India parts digits: 2,00,000."""
_MINUS = re.compile(r"(?:^|[\s(\[\"'“«„])[-\u2212\u2013]$")
_BEFORE = 6
"""Characters before a number in which a minus is looked for."""
_AFTER_NUMBER = re.compile(r"\d\s*[-\u2212\u2013]$")
_BELOW_ZERO = frozenset(("minus", "минус", "мінус", "eksi", "منفي", "מינוס"))
_ENDS_BELOW_ZERO = re.compile("(?:零下|マイナス|氷点下|영하 ?)$")
_KOREAN_ORDINAL = "번째"
_SCALES_OF_HEAT = {"C": "°C", "F": "°F"}
"""Letters right behind a number: 36.4C."""
_SPACES = re.compile(r"[ \u00a0\u2009\u202f'’]")
_JOINT = frozenset(("", " ", "'", "’", "-", "\u00a0", "\u202f", "\u2009", "\u2010", "\u2011", "  "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number, or an amount without an exact value, at its place in a text."""

    value: str
    """Canonical: "17", "3." for the third, "0.5", "2/3", "dozens"."""
    unit: str = ""
    """Canonical: "USD", "km", "%"; empty where none is named."""
    weak: bool = False
    """An article, "no", "both", "several": it is a figure only where another stands in its place."""
    start: int
    """The characters `start:stop` of the text, its unit included."""
    stop: int

    @property
    def amount(self) -> str:
        """Return the value with its unit: "3000000 USD"."""
        return f"{self.value} {self.unit}" if self.unit else self.value


def figures(text: str, spoken: frozenset[str] | None = None) -> tuple[Figure, ...]:
    """Return the figures of `text` in order. `spoken` are the languages it may be in, if they are known better than
    from the text itself."""
    return tuple(_Reader(text, lexicon(languages(text) if spoken is None else spoken)).read())


def same_figure(one: Figure, other: Figure) -> bool:
    """Say whether two figures may be one: the value is the same, and the units are, as far as both name one."""
    if one.value.replace(":", ".") == other.value.replace(":", "."):
        return same_unit(one.unit, other.unit)
    short, long = sorted((one, other), key=lambda figure: len(figure.value))
    if short.unit == "m" and not long.unit and short.value.replace(".", "").isdigit():
        return plain(Fraction(short.value) * 10**6) == long.value
    return False


@cache
def _token() -> re.Pattern[str]:
    """Return the pattern of what figures are made of: numbers, words, and the signs beside them."""
    letters = rf"[^\W\d_{SPACELESS}](?:[^\W\d_{SPACELESS}]+|[{_MARKS}]+)*"
    idle, vague = (
        "|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in (not_numbers(), vague_words())
    )
    syllables = syllable_patterns()
    return re.compile(
        rf"(?P<scale>{syllables['scale']})|(?P<hangul>{syllables['hangul']})|(?P<thai>{syllables['thai']})"
        rf"|(?P<word>{letters}(?:(?<=[\u0400-\u04ff])['’ʼ]{letters})*²?)"
        rf"|(?P<number>(?<!\d)\d{{1,3}}(?:[ \u00a0\u2009\u202f'’]\d{{3}})+(?!\d)"
        rf"|\d+(?:[.,:/٫٬⁄]\d+)*[{_SHARES}]?|[{_SHARES}])"
        rf"|(?P<money>[$＄€£¥￥₹₽₺₴₪₩₦¢])"
        rf"|(?P<sign>[%٪‰]|°[CF]?(?![^\W\d_])|[℃℉])"
        rf"|(?P<idle>{idle})|(?P<vague>{vague})|(?P<han>第?[{HAN}]+(?:分之[{HAN}]+)?|第)"
    )


class _Reader:
    """One text, cut into tokens."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.lexicon = text, words
        self.found = list(_token().finditer(text))
        self.kinds = [match.lastgroup or "" for match in self.found]
        self.words = [folded_word(match[0]) for match in self.found]
        ends = [0, *(match.end() for match in self.found)]
        self.joined = [text[end : match.start()] in _JOINT for end, match in zip(ends, self.found, strict=False)]
        if self.joined:
            self.joined[0] = False

    def read(self) -> Iterator[Figure]:
        at = 0
        while at < len(self.found):
            kind = self.kinds[at]
            figure = None
            if kind == "number":
                figure, to = self._digits(at)
            elif kind == "word":
                if self.words[at] in self.lexicon:
                    figure, to = self._written(at)
            elif kind in ("han", "vague"):
                figure, to = self._han(at)
            elif kind in ("hangul", "thai"):
                figure, to = self._syllables(at)
            if figure is None:
                at += 1
            else:
                yield figure
                at = to

    def _digits(self, at: int) -> tuple[Figure, int]:
        """Read a number in digits with its scale, its unit and the end of an ordinal."""
        money = self._money_before(at)
        text, to, scaled = _ascii(self.found[at][0]), at + 1, False
        if (
            to < len(self.found)
            and self.kinds[to] == "number"
            and self._gap(to) == " "
            and _is_share(self.found[to][0])
        ):
            number = _number(text, scaled=False)
            if number is not None and number.denominator == 1:
                text, to = plain(number + Fraction(_ascii(self.found[to][0]).replace("⁄", "/"))), to + 1
        scale, after = self._scale(to, money)
        number = _number(text, scaled=scale > 1)
        if number is None:
            return self._figure(at, at + 1, text.replace(",", ".")), at + 1
        if self._is_below_zero(at):
            number = -number
        if scale > 1:
            number, to, scaled = number * scale, after, True
            more = scale_at(self.words, to, self.lexicon) if to < len(self.found) and self.joined[to] else 0
            if more >= 1000:
                number, to = number * more, to + 1
        elif at and self.found[at - 1][0] == "第" and not self._gap(at):
            return self._figure(at - 1, at + 1, f"{plain(number)}."), at + 1
        elif self._is_ordinal(at, to):
            return self._figure(at, to + 1, f"{plain(number)}."), to + 1
        return self._with_unit(at, to, _spelt(text, number, scaled=scaled or money is not None), money, scaled=scaled)

    def _written(self, at: int) -> tuple[Figure | None, int]:
        written = read_words(self.words, at, self.joined, self.lexicon)
        if written is None:
            return None, at + 1
        if written.weak or written.value.endswith("."):
            return self._figure(at, written.stop, written.value, weak=written.weak), written.stop
        return self._with_unit(at, written.stop, written.value, self._money_before(at), scaled=written.scaled)

    def _han(self, at: int) -> tuple[Figure | None, int]:
        """Read a number in Chinese characters."""
        word = self.found[at][0]
        if self.kinds[at] == "vague":
            return self._figure(at, at + 1, vague_words()[word]), at + 1
        if word == "第":
            return None, at + 1
        if word.startswith("第"):
            place = han_value(word[1:])
            return (None, at + 1) if place is None else (self._figure(at, at + 1, f"{plain(place)}."), at + 1)
        if "分之" in word:
            below, _, above = word.partition("分之")
            whole, part = han_value(below), han_value(above)
            if not whole or part is None:
                return None, at + 1
            share, unit = (part, "%") if whole == 100 else (part / whole, "")
            return self._figure(at, at + 1, plain(share), unit=unit), at + 1
        value = han_value(word)
        follows = self.text[self.found[at].end() : self.found[at].end() + 1]
        if value is None or (word == "一" and follows not in counted()):
            return None, at + 1
        return self._with_unit(at, at + 1, plain(value), None, scaled=True)

    def _syllables(self, at: int) -> tuple[Figure, int]:
        """Read a number in Korean or Thai."""
        word = self.found[at][0]
        value = plain(hangul_value(word) if self.kinds[at] == "hangul" else thai_value(word))
        if self.text[self.found[at].end() :][:4].lstrip().startswith(_KOREAN_ORDINAL):
            return self._figure(at, at + 1, f"{value}."), at + 1
        return self._with_unit(at, at + 1, value, None, scaled=False)

    # ── what stands beside a number ──

    def _with_unit(self, at: int, to: int, value: str, money: Unit | None, *, scaled: bool) -> tuple[Figure, int]:
        start = at - money.words if money else at
        end = self.found[to - 1].end()
        if heat := _SCALES_OF_HEAT.get(self.found[to][0]) if self._follows(to) and not self._gap(to) else None:
            return self._figure(start, to + 1, value, unit=heat), to + 1
        if (spaceless := spaceless_unit(self.text, end)) is not None:
            name, stop = spaceless
            while to < len(self.found) and self.found[to].start() < stop:
                to += 1
            return self._figure(start, to, value, unit=name, stop=stop), to
        behind = to
        if scaled and to < len(self.found) and self.joined[to] and self.words[to] in _of():
            behind = to + 1
        found = unit_behind(self.words, behind, self.joined) if self._follows(behind) else None
        if found and len(found.name) == 1 and found.name.isalpha() and not value[0].isdigit():
            found = None
        if found and not (money and not found.is_money):
            return self._figure(start, behind + found.words, value, unit=found.name), behind + found.words
        return self._figure(start, to, value, unit=money.name if money else ""), to

    def _follows(self, at: int) -> bool:
        return at < len(self.found) and self.joined[at]

    def _gap(self, at: int) -> str:
        return self.text[self.found[at - 1].end() : self.found[at].start()]

    def _is_below_zero(self, at: int) -> bool:
        """Say whether a minus stands before a number, which is neither a dash between two numbers nor a hyphen."""
        start = self.found[at].start()
        before = self.text[max(start - _BEFORE, 0) : start]
        if _MINUS.search(before):
            return not _AFTER_NUMBER.search(before)
        if _ENDS_BELOW_ZERO.search(before):
            return True
        return bool(at) and self.joined[at] and self.words[at - 1] in _BELOW_ZERO

    def _money_before(self, at: int) -> Unit | None:
        if not at or not self.joined[at]:
            return None
        kind = self.kinds[at - 1]
        if kind == "sign" and (self._gap(at) or (at > 1 and self.kinds[at - 2] == "number" and not self._gap(at - 1))):
            return None
        if kind not in ("money", "sign", "word"):
            return None
        if kind == "money" and at > 1 and self.kinds[at - 2] == "word" and not self._gap(at - 1):
            found = unit_before(self.words[at - 2] + self.words[at - 1])
            if found:
                return replace(found, words=2)
        return unit_before(self.words[at - 1])

    def _scale(self, at: int, money: Unit | None) -> tuple[int, int]:
        """Return what a number in digits is multiplied by, and the place behind the word that says so."""
        if not self._follows(at):
            return 1, at
        word, gap = self.words[at], self._gap(at)
        if self.kinds[at] == "han" and not gap:
            value = han_scale(self.found[at][0])
            return (value, at + 1) if value and not self._is_unit_behind(at) else (1, at)
        if self.kinds[at] in ("scale", "thai") and (not gap or self.kinds[at] == "thai"):
            value = syllable_scale(self.found[at][0])
            return (value, at + 1) if value else (1, at)
        if self.kinds[at] != "word" or gap == "-":
            return 1, at
        if word in _LETTER_SCALES and (money or (not gap and (word == "k" or (word == "m" and self._counts(at + 1))))):
            return _LETTER_SCALES[word], at + 1
        if word[:1] == "m" and self.text[self.found[at].end() :][:1] in ("€", "$", "£"):
            return _LETTER_SCALES.get(word, 1), at + 1
        scale = scale_at(self.words, at, self.lexicon)
        after = at + 1
        if (
            scale
            and self.text[self.found[at].end() : self.found[at].end() + 2].startswith(".")
            and self._follows_dot(after)
        ):
            self.joined[after] = True
        return (scale, after) if scale else (1, at)

    def _is_unit_behind(self, at: int) -> bool:
        """Say whether what multiplies is the beginning of a unit: 千克."""
        return len(self.found[at][0]) == 1 and spaceless_unit(self.text, self.found[at].start()) is not None

    def _follows_dot(self, at: int) -> bool:
        """Say whether a word follows an abbreviation ("3 Mio. Euro") with a point and a space."""
        return at < len(self.found) and self._gap(at) == ". " and unit_behind(self.words, at, self.joined) is not None

    def _counts(self, at: int) -> bool:
        """Say whether a thing that is counted follows."""
        return self._follows(at) and self.kinds[at] == "word" and self.words[at] not in metre_words()

    def _is_ordinal(self, at: int, to: int) -> bool:
        """Say whether the end of an ordinal stands right behind a number; a day of the month is as good without."""
        if to >= len(self.found) or self._gap(to):
            return False
        if self.words[to].startswith(_KOREAN_ORDINAL):
            return True
        if self.words[to] not in _ORDINAL_ENDS:
            return False
        beside = [self.found[near][0] for near in (at - 1, to + 1, to + 2) if 0 <= near < len(self.found)]
        return not any(word in date_words() for word in beside)

    def _figure(self, at: int, to: int, value: str, *, unit: str = "", weak: bool = False, stop: int = 0) -> Figure:
        start = self.found[at].start()
        return Figure(value=value, unit=unit, weak=weak, start=start, stop=stop or self.found[to - 1].end())


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ascii(digits: str) -> str:
    """Return digits of any script as those of ASCII, with fractions written out."""
    plain_digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in digits)
    if not plain_digits.isascii():
        plain_digits = plain_digits.replace("٫", ".").replace("٬", ",")
        last = plain_digits[-1]
        if unicodedata.category(last) == "No":
            share = Fraction(unicodedata.numeric(last)).limit_denominator(10)
            return plain(Fraction(plain_digits[:-1] or 0) + share)
        if slash := _FRACTION.fullmatch(plain_digits):
            whole, above, below = slash.groups()
            if int(below):
                return plain(int(whole or 0) + Fraction(int(above), int(below)))
    return plain_digits


def _number(digits: str, *, scaled: bool) -> Fraction | None:
    """Return the value of digits with what parts them; None of a time, a date, a version, a ratio."""
    digits = _SPACES.sub("", digits)
    if _LAKHS.fullmatch(digits):
        digits = digits.replace(",", "")
    if (not scaled and not digits.startswith("0")) or digits.count(",") + digits.count(".") > 1:
        digits = _THOUSANDS.sub("", digits)
    digits = digits.replace(",", ".")
    try:
        return Fraction(digits) if digits.count(".") < 2 and ":" not in digits and not _is_date(digits) else None
    except (ValueError, ZeroDivisionError):
        return None


def _is_date(digits: str) -> bool:
    above, slash, below = digits.partition("/")
    return bool(slash) and not (above.isdigit() and below.isdigit() and 0 < int(above) < int(below) <= 10)


def _is_share(digits: str) -> bool:
    digits = _ascii(digits)
    return digits.startswith("0.") or (
        len(digits) == 3 and digits[1] in "/⁄" and not _is_date(digits.replace("⁄", "/"))
    )


def _spelt(digits: str, number: Fraction, *, scaled: bool) -> str:
    """Return a number as it is compared. Zeros behind the point count where nothing is measured: version 1.10."""
    if scaled or number.denominator == 1 or not digits.endswith("0"):
        return plain(number)
    return _SPACES.sub("", digits).replace(",", ".")


@cache
def _of() -> frozenset[str]:
    tables: Sequence[dict[str, list[str]]] = list(rules.load("service.facts", "number_words").values())
    return frozenset(word for table in tables for word in table.get("of", ()))
