"""Dates as news pages and documents write them, to aware datetimes.

The zone is the one given; without one the time is UTC; without a time it is 00:00. A date whose day and month cannot
be told apart (03/04/2023) is no date, unless the language says which comes first: a guess would be worse than none.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from service.extract import rulebook
from service.extract.phrases import fold

_RULES = rulebook.load("dates")
_MONTHS: dict[str, int] = {name.casefold(): int(number) for number, names in _RULES["months"].items() for name in names}
_ZONES: dict[str, int] = _RULES["zones"]

_DASHES = str.maketrans("‐‑‒–—−\u00a0\u202f\u2009", "------   ")
_NAMES = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_MONTH = rf"(?:{_NAMES})(?:\s*/\s*(?:{_NAMES}))?"
_ORDINAL = r"(?:st|nd|rd|th|er|ère|º|ª|\.|\))?"
_OF = r"(?:\s+(?:de|of|del|do)\b)?"
_ZONE_NAMES = "|".join(sorted(_ZONES, key=len, reverse=True))
_ZONE = (
    r"(?:\s*(?P<zone>Z\b|[+-]\d{2}:?\d{2}\b|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?\b|"
    rf"\(?(?:{_ZONE_NAMES})\b\)?))?"
)
_TIME = (
    r"(?:\s*(?:T|,|at|um|à|a las|-|\||–|·)?\s*"
    r"(?P<hour>\d{1,2})\s*[:h.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*(?:Uhr|hrs|h)\b)?" + _ZONE + r")?"
)
_SHAPES = tuple(
    re.compile(shape + _TIME, re.IGNORECASE)
    for shape in (
        # 2023-11-13, 2023/11/13, 2023.11.13, with the time ISO 8601 puts behind it
        r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        # 17 March 2017, 17. März 2017, 1er mai 2024, 3 de mayo de 2024, 17-Mar-2017, 17 آذار/مارس 2017
        rf"(?<![\d.,])(?P<day>\d{{1,2}}){_ORDINAL}{_OF}[\s-]*(?P<name>{_MONTH})\.?{_OF},?[\s-]*(?P<year>\d{{4}})(?!\d)",
        # March 17, 2017; Mar. 17th 2017
        rf"(?<!\w)(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}}){_ORDINAL}(?:,\s*|\s+)(?P<year>\d{{4}})(?!\d)",
        # 13/12/2023, 13.12.2023, 12/13/2023
        r"(?<![\d/.])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second_>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d|[./]\d)",
        # 2024年5月3日
        r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
    )
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?")
DATE_WORDS = frozenset(
    word
    for text in (*_MONTHS, *_ZONES, "t z utc gmt at um à a las p m am pm h hrs uhr of de del do")
    for word in fold(text)
)
"""The words that dates and times are written with."""
_EARLIEST, _LATEST = 1900, 2100
"""Years outside are misread numbers, or a page's placeholder (0001-01-01)."""


def parse_date(text: str, *, language: str | None = None) -> datetime | None:
    """The date and time that `text` consists of or begins with, or the first in it; None where there is none."""
    text = text.strip()[:200]
    if not text:
        return None
    return (
        _iso(text)
        or _mail(text)
        or _digits(text)
        or next((moment for moment, _, _ in find_dates(text, language=language)), None)
    )


def find_dates(text: str, *, language: str | None = None) -> Iterator[tuple[datetime, int, int]]:
    """The dates in `text`, leftmost first, each with where it starts and ends."""
    text = text.translate(_DASHES)
    found = []
    for shape in _SHAPES:
        for match in shape.finditer(text):
            moment = _read(match, language)
            if moment is not None:
                found.append((moment, match.start(), match.end()))
    yield from sorted(found, key=lambda entry: (entry[1], -entry[2]))


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not _EARLIEST <= moment.year <= _LATEST or len(text) < 10:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _mail(text: str) -> datetime | None:
    """RFC 2822: `Mon, 13 Nov 2023 08:00:00 +0000`."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    if not _EARLIEST <= moment.year <= _LATEST:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _digits(text: str) -> datetime | None:
    """Digits alone: 20231113, 20231113T0800, or seconds or milliseconds since 1970."""
    match = _COMPACT.fullmatch(text)
    try:
        if match is not None:
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        elif text.isascii() and text.isdigit() and len(text) in (10, 13):
            moment = datetime.fromtimestamp(int(text[:10]), UTC)
        else:
            return None
    except ValueError:
        return None
    return moment if _EARLIEST <= moment.year <= _LATEST else None


def _read(match: re.Match[str], language: str | None) -> datetime | None:
    part = match.groupdict()
    day_month = _day_month(part, language)
    if day_month is None or not _EARLIEST <= int(part["year"]) <= _LATEST:
        return None
    day, month = day_month
    hour, minute, second = int(part["hour"] or 0), int(part["minute"] or 0), int(part["second"] or 0)
    if part["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if part["half"] in "pP" else 0)
    try:
        return datetime(int(part["year"]), month, day, tzinfo=UTC).replace(
            hour=hour, minute=minute, second=min(second, 59), tzinfo=_zone(part["zone"])
        )
    except ValueError:
        return None


def _day_month(part: dict[str, str | None], language: str | None) -> tuple[int, int] | None:
    if part.get("name"):
        name = re.split(r"\s*/\s*", str(part["name"]))[0]
        return int(part["day"] or 0), _MONTHS[" ".join(name.casefold().split())]
    if part.get("month"):
        return int(part["day"] or 0), int(part["month"] or 0)
    first, second = int(part["first"] or 0), int(part["second_"] or 0)
    if first > 12 or first == second or part["mark"] == ".":
        return first, second
    if second > 12:
        return second, first
    tongue = (language or "").replace("_", "-").casefold()
    if tongue == "en-us":
        return second, first
    return (first, second) if tongue and tongue != "en" else None


def _zone(name: str | None) -> timezone:
    name = (name or "").strip("() ").casefold()
    if not name:
        return UTC
    if name in _ZONES:
        minutes = _ZONES[name]
    else:
        digits = name.removeprefix("utc").removeprefix("gmt")
        sign = -1 if digits.startswith("-") else 1
        digits = digits.strip("+-").replace(":", "")
        hours, rest = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        minutes = sign * (int(hours) * 60 + int(rest))
    return UTC if not minutes or abs(minutes) >= 24 * 60 else timezone(timedelta(minutes=minutes))
