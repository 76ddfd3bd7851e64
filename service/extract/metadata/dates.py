"""Dates as news pages and documents write them, to aware datetimes.

The zone is the one given; without one it is the caller's, UTC by default. A date without a time is 00:00 UTC, in
whatever zone: it names a day, and is to be the same day wherever it is shown in UTC. A date whose day and month cannot
be told apart (03/04/2023) is no date, unless the language says which comes first: a guess would be worse than none.
"34 minutes ago" is no date either.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from service import rules
from service.extract.content.phrases import fold

_RULES = rules.load("service.extract", "dates")
_MONTHS: dict[str, int] = {
    " ".join(name.casefold().replace(".", "").split()): int(number)
    for number, names in _RULES["months"].items()
    for name in names
}
_LISTOPAD = _RULES["listopad"]
_ZONES: dict[str, int | str] = _RULES["zones"]
_ERAS: dict[str, int] = _RULES["eras"]
_BUDDHIST = _RULES["buddhist"]
_PM = frozenset(mark.replace(" ", "").replace(".", "") for mark in _RULES["halves"]["pm"])
_MONTH_FIRST = frozenset(_RULES["order"]["month_first"])
_UNKNOWN_ORDER = frozenset(_RULES["order"]["unknown"])

_DASHES = str.maketrans("‐‑‒–—−\u00a0\u202f\u2009/：", "------   /:")


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_WORD = r"[^\s\d/,;:|()\[\]<>\"-]{2,16}"
_NAME = rf"{_WORD}(?:\s(?!de\b|of\b|del\b|do\b){_WORD})?(?:\s*/\s*{_WORD}(?:\s{_WORD})?)?"
"""What may be the name of a month. The dictionary decides afterwards, which is faster than 600 alternatives here."""
_ORDINAL = r"(?:st|nd|rd|th|er|ère|º|ª|-?го|-?ше|일|ที่|\.|\))?"
_OF = r"(?:\s+(?:de|of|del|do)\b)?"
_HALF = _either([*_RULES["halves"]["am"], *_RULES["halves"]["pm"]])
_ZONE = (
    r"(?:\s*(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?\b|"
    rf"\(?(?:{_either(list(_ZONES))})\b\)?))?"
)
_CLOCK = r"(?:[:h.]|\s?(?:時|时|點|点|시)\s?)"
_TIME = (
    r"(?:(?:T|[^\w\n]{0,4}(?:(?:at|um|à|às|as|a las?|alle(?: ore)?|ore|kl|klo|o godz|om|saat|в|о|у|ob|ora|lúc|pukul|"
    r"στις|בשעה|الساعة|वाजता|เวลา|vers|the|den)\b\.?)?[\s,|·-]{0,3})"
    rf"(?P<before>{_HALF})?\s?(?P<hour>\d{{1,2}}){_CLOCK}(?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}})(?:[.,]\d+)?)?"
    rf"(?![\d/]|\.\d)(?:\s*(?P<half>{_HALF})(?!\w)\.?)?(?:\s*(?:Uhr|hrs|h|น|分|분)\b\.?)?" + _ZONE + r")?"
)
_SHAPES = tuple(
    re.compile(shape + _TIME, re.IGNORECASE)
    for shape in (
        # 2023-11-13, 2023/11/13, 2023.11.13, 2023. 11. 13., with the time ISO 8601 puts behind it
        r"(?<!\d)(?P<year>\d{4})(?:[-/]|\.\s?)(?P<month>\d{1,2})(?:[-/]|\.\s?)(?P<day>\d{1,2})(?!\d)\.?",
        # 17 March 2017, 17. März 2017, 1er mai 2024, 3 de mayo de 2024, 17-Mar-2017, 17 آذار/مارس 2017
        rf"(?<![\d.,])(?P<day>\d{{1,2}}){_ORDINAL}{_OF}[\s-]*(?P<name>{_NAME})\.?{_OF},?[\s-]*"
        r"(?P<year>\d{4})(?!\d)(?:\s*(?:г\.|р\.|г|р)(?!\w))?",
        # March 17, 2017; Mar. 17th 2017; Mayo 3, 2024
        rf"(?<!\w)(?P<name>{_WORD})\.?\s+(?P<day>\d{{1,2}}){_ORDINAL}(?:,\s*|\s+)(?P<year>\d{{4}})(?!\d)",
        # 2023 Jan 7; 2024. május 3.; 2024 m. gegužės 3 d.; 2024. gada 3. maijs
        rf"(?<!\d)(?P<year>\d{{4}})(?:\.|\s+m\.)?\s*(?P<name>{_WORD})\.?\s+(?P<day>\d{{1,2}})(?:\s?d?\.)?(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})\.\s+gada\s+(?P<day>\d{{1,2}})\.\s+(?P<name>{_WORD})",
        # 3 tháng 5 năm 2024; 3 tháng 5, 2024
        r"(?<!\d)(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:,|\s+năm)?\s+(?P<year>\d{4})(?!\d)",
        # 13/12/2023, 13.12.2023, 12/13/2023; 13.12.23 | 14:05 Uhr, where the time tells that it is a date
        r"(?<![\d/.])(?P<first>\d{1,2})(?P<mark>[/.-])\s?(?P<second_>\d{1,2})(?P=mark)\s?"
        r"(?P<year>\d{4}(?!\d|[./]\d)|(?<=[./])\d{2}(?=[\s,|·]{1,3}(?:um\s)?\d{1,2}[:h]\d{2}(?!\d)))",
        # 2024年5月3日, 令和6年5月3日, 民國113年5月3日, 2024년 5월 3일
        rf"(?:(?P<era>{_either(list(_ERAS))})\s*)?(?P<year>\d{{4}}|(?<=[和成國国])\d{{1,3}}|元)\s*[年년]\s*"
        r"(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日号號일]?(?:\s*\([^()]{1,3}\))?",
    )
)
_DIGIT = re.compile(r"\d")
"""Every date has a digit, so that a text without one is skipped at next to no cost."""
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?")
DATE_WORDS = frozenset(
    word
    for text in (*_MONTHS, *_ZONES, *_LISTOPAD["names"], "t z utc gmt at um à a las p m am pm h hrs uhr of de del do")
    for word in fold(text)
)
"""The words with which dates and times are written."""
_EARLIEST, _LATEST = 1900, 2100
"""Years outside are misread numbers, or a page's placeholder (0001-01-01)."""
_LAST_OF_CENTURY = 68
"""The last year of two digits that belongs to this century, by POSIX (strptime, %y)."""
_LONGEST = 200
"""Characters. The rest of a longer text is not read."""


def parse_date(text: str, *, language: str | None = None, zone: tzinfo = UTC) -> datetime | None:
    """Return the date and time that `text` is or begins with, or the first in it. None if there is none.

    `zone` is used for a time that names no zone.
    """
    text = text.strip()[:_LONGEST]
    if not _DIGIT.search(text):
        return None
    return (
        _iso(text, zone)
        or _digits(text, zone)
        or next((moment for moment, _, _ in find_dates(text, language=language, zone=zone)), None)
    )


def find_dates(
    text: str, *, language: str | None = None, zone: tzinfo = UTC, earliest: int = _EARLIEST
) -> Iterator[tuple[datetime, int, int]]:
    """Yield the dates in `text`, leftmost first, each with its start and end. Years before `earliest` do not count."""
    if not _DIGIT.search(text):
        return
    text = text.translate(_DASHES)
    found = []
    for shape in _SHAPES:
        for match in shape.finditer(text):
            moment = _read(match.groupdict(), language, zone, earliest)
            if moment is not None:
                found.append((moment, match.start(), match.end()))
    yield from sorted(found, key=lambda entry: (entry[1], -entry[2]))


def has_zone(text: str) -> bool:
    """Say whether the date in `text` names the zone of its time, by an offset other than zero or by name."""
    stated = parse_date(text, zone=_NOWHERE)
    return stated is not None and stated.tzinfo is not _NOWHERE and bool(stated.utcoffset())


def is_local(text: str) -> bool:
    """Say whether the date in `text` leaves the zone of its time open."""
    if text.endswith(("Z", "+00:00")):
        return False
    stated = parse_date(text, zone=_NOWHERE)
    return stated is not None and stated.tzinfo is _NOWHERE


_NOWHERE = timezone(timedelta(hours=23, minutes=59))
"""Stands for no zone. No place keeps this offset."""


def _iso(text: str, zone: tzinfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not _EARLIEST <= moment.year <= _LATEST or len(text) < 10:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone if len(text) > len("2023-11-13") else UTC)


def _digits(text: str, zone: tzinfo) -> datetime | None:
    """Read digits alone: 20231113, 20231113T0800, or seconds or milliseconds since 1970."""
    match = _COMPACT.fullmatch(text)
    try:
        if match is not None:
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC if match[7] or not match[4] else zone)
        elif text.isascii() and text.isdigit() and len(text) in (10, 13):
            moment = datetime.fromtimestamp(int(text[:10]), UTC)
        else:
            return None
    except ValueError:
        return None
    return moment if _EARLIEST <= moment.year <= _LATEST else None


def _read(part: dict[str, str | None], language: str | None, zone: tzinfo, earliest: int) -> datetime | None:
    year, day_month = _year(part), _day_month(part, language)
    if day_month is None or not earliest <= year <= _LATEST:
        return None
    day, month = day_month
    hour, minute, second = int(part["hour"] or 0), int(part["minute"] or 0), int(part["second"] or 0)
    half = (part["half"] or part["before"] or "").casefold().replace(" ", "").replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in _PM else 0)
    try:
        return datetime(year, month, day, tzinfo=UTC).replace(
            hour=hour,
            minute=minute,
            second=min(second, 59),
            tzinfo=_zone(part["zone"]) or (zone if part["hour"] else UTC),
        )
    except ValueError:
        return None


def _year(part: dict[str, str | None]) -> int:
    """Return the year of the common era, whichever era the text counts by."""
    text = str(part["year"])
    year = 1 if text == "元" else int(text)
    if part.get("era"):
        return year + _ERAS[str(part["era"])]
    if part.get("mark") and len(text) == 2:
        return year + (1900 if year > _LAST_OF_CENTURY else 2000)
    return year - _BUDDHIST["ahead"] if _BUDDHIST["earliest"] <= year <= _BUDDHIST["latest"] else year


def _day_month(part: dict[str, str | None], language: str | None) -> tuple[int, int] | None:
    tag = (language or "").replace("_", "-").casefold()
    if part.get("name"):
        month = _month(str(part["name"]), tag)
        return (int(part["day"] or 0), month) if month else None
    if part.get("month"):
        return int(part["day"] or 0), int(part["month"] or 0)
    first, second = int(part["first"] or 0), int(part["second_"] or 0)
    if first > 12 or first == second or part["mark"] == ".":
        return first, second
    if second > 12 or tag in _MONTH_FIRST:
        return second, first
    return None if tag in _UNKNOWN_ORDER else (first, second)


def _month(name: str, tag: str) -> int | None:
    """Return the number of the month called `name`. Of two names with a slash, the first that is a month counts."""
    for text in name.casefold().split("/"):
        word = " ".join(text.replace(".", "").split())
        if word in _LISTOPAD["names"]:
            return int(_LISTOPAD.get(tag[:2], _LISTOPAD["other"]))
        if word in _MONTHS:
            return _MONTHS[word]
    return None


def _zone(name: str | None) -> tzinfo | None:
    """Return the zone called `name`, UTC if the offset is impossible, None if there is no name."""
    name = (name or "").strip("() ").casefold()
    if not name:
        return None
    if name in _ZONES:
        known = _ZONES[name]
        if isinstance(known, str):
            return ZoneInfo(known)
        minutes = known
    else:
        digits = name.removeprefix("utc").removeprefix("gmt")
        sign = -1 if digits.startswith("-") else 1
        digits = digits.strip("+-").replace(":", "")
        hours, rest = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        minutes = sign * (int(hours) * 60 + int(rest))
    return UTC if not minutes or abs(minutes) >= 24 * 60 else timezone(timedelta(minutes=minutes))
