"""The time zone of a page: that of its other dates, of its country, of its language; UTC where nothing tells."""

import functools
from collections.abc import Iterable
from datetime import UTC, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from service import rules
from service.extract.metadata.dates import has_zone, parse_date

_RULES = rules.load("service.extract", "zones")
_COUNTRIES: dict[str, str] = _RULES["countries"]
_GENERIC = frozenset(_RULES["generic"]["endings"])
_LANGUAGES: dict[str, str] = _RULES["languages"]


def zone_of(dates: Iterable[str], *, language: str | None, url: str) -> tzinfo:
    """The zone that a time without one on the page at `url` is in. `dates` are the page's other dates, as stated.

    An offset on one of them tells the zone at that time of the year only: the country's zone is taken where it has
    the same offset then, and so knows of summer time.
    """
    place = country(language, url)
    home = _named(_COUNTRIES[place]) if place in _COUNTRIES else None
    for text in dates:
        moment = parse_date(text, language=language) if has_zone(text) else None
        if moment is not None:
            same = home is not None and moment.astimezone(home).utcoffset() == moment.utcoffset()
            return home if home is not None and same else moment.tzinfo or UTC
    return home or UTC


def regional(language: str | None, url: str) -> str | None:
    """`language` with the country of the page's address, where it names none itself: "en" on a .uk page is en-GB."""
    ending = _ending(url)
    if not language or "-" in language or not ending:
        return language
    return f"{language}-{'GB' if ending == 'uk' else ending.upper()}"


def country(language: str | None, url: str) -> str:
    """The ISO 3166 code, in lower case, that the address ends in, the language has as its region or is spoken in;
    empty where none is told.

    The address comes first: "en-US" is what many a theme says of every page.
    """
    parts = (language or "").replace("_", "-").lower().split("-")
    region = next((part for part in parts[1:] if len(part) == 2 and part.isalpha()), "")
    return _ending(url) or region or _LANGUAGES.get(parts[0], "")


def _ending(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    ending = host.rpartition(".")[2]
    return ending if ending in _COUNTRIES and ending not in _GENERIC else ""


@functools.cache
def _named(name: str) -> ZoneInfo:
    return ZoneInfo(name)
