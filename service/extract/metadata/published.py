"""Find when a page was published and changed, in the time zone of the page. What it states counts first, then what it
marks up, then what it shows."""

import functools
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service import rules
from service.extract.metadata import jsonld
from service.extract.metadata.dates import find_dates, has_zone, is_local, parse_date
from service.extract.metadata.structured_data import StructuredData

_RULES = rules.load("service.extract", "metadata")["published"]
_PUBLICATION = frozenset(_RULES["classes"])
_IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?:[/-]|$)", re.IGNORECASE)
_IN_TITLE = re.compile(r"(?:\s[|·•»]\s|[｜丨])(?=[^|·•»｜丨]{6,40}$)")
"""The separator before the tail of a title."""
_FARTHEST_ZONES = {1: 14, -1: -11}
"""Hours from UTC, exclusive: New Zealand in summer is at +13, Hawaii at −10."""
_LONGEST_LINE = 120
"""Characters of a line that shows a date and little else."""
_MOST_MARKED = 3
_MOST_SHOWN = 24

_ZONES = rules.load("service.extract", "zones")
_COUNTRY_ZONES: dict[str, str] = _ZONES["countries"]
_GENERIC_ENDINGS = frozenset(_ZONES["generic"]["endings"])
_LANGUAGE_COUNTRIES: dict[str, str] = _ZONES["languages"]


class PageDates:
    """The dates of one page, aware, in its zone. Each is looked for when it is first asked for."""

    def __init__(self, parser: LexborHTMLParser, stated: StructuredData, language: str | None) -> None:
        self._parser, self._stated = parser, stated
        self._language = regional(language, stated.url)

    @functools.cached_property
    def published(self) -> datetime | None:
        """The date as stated, else as marked up, else as the title ends."""
        stated = self._stated
        stated_date = self._first([*stated.article_values("datePublished"), *stated.meta_values("published")])
        return (
            (self._in_local_time(stated_date) if stated_date else None)
            or self._marked_up()
            or self._date_in_title()
            or self._first([*stated.article_values("dateCreated"), *stated.meta_values("created")])
        )

    @functools.cached_property
    def modified(self) -> datetime | None:
        """The date of the last change, as stated."""
        return self._first([*self._stated.article_values("dateModified"), *self._stated.meta_values("modified")])

    def shown(self) -> tuple[datetime, ...]:
        """Return the date in the page's address, then those in elements that are named for a date, in the page's order.
        Some belong to other articles.

        An address is hardly ever wrong: it has the day of 53 of 53 pages of the development sets that have one in it.
        """
        return tuple(moment for moment in (self._date_in_address(), *self._displayed()) if moment is not None)

    def _in_local_time(self, moment: datetime) -> datetime:
        """Return `moment` in the zone of the newsroom. Pages often state it in UTC, while the address has the local
        day. The zone is the one nearest to UTC in which it is that day then (wcxb-dev +2)."""
        addressed = self._date_in_address() if moment.tzinfo is UTC and moment.time() != time.min else None
        if addressed is None or moment.date() == addressed.date():
            return moment
        step = 1 if addressed > moment else -1
        views = (
            moment.astimezone(timezone(timedelta(hours=hours))) for hours in range(step, _FARTHEST_ZONES[step], step)
        )
        return next((there for there in views if there.date() == addressed.date()), moment)

    def _date_in_address(self) -> datetime | None:
        """Return the day in the address: /2024/05/03/, /2024-05-03-weir, /2024/may/03/."""
        try:
            dated = _IN_PATH.search(urlsplit(self._stated.url).path)
        except ValueError:
            return None
        if dated is None:
            return None
        year, month, day = dated.groups()
        return self._read(f"{year}-{month:0>2}-{day:0>2}" if month.isdecimal() else f"{day} {month} {year}")

    def _date_in_title(self) -> datetime | None:
        """Return the day with which the title ends, set off: "Old weir closed | Courier | 03.05.2024" (fundus-dev
        +1)."""
        for title in (*self._stated.metas.get("og:title", ()), self._stated.title_tag):
            tail = _IN_TITLE.split(title)[-1]
            found = next(find_dates(tail, language=self._language), None) if tail != title else None
            if found is not None and found[1] == 0 and found[2] == len(tail):
                return self._read(tail)
        return None

    @functools.cached_property
    def _date_elements(self) -> list[LexborNode]:
        """The elements that are named for a date. One walk over the page finds them, and only if it states none."""
        return self._parser.css(_RULES["dated"])

    def _marked_up(self) -> datetime | None:
        for node in list(filter(_is_publication, self._date_elements))[:_MOST_MARKED]:
            attributes = node.attributes
            texts = [attributes.get("datetime") or attributes.get("content") or "", node.text() or ""]
            if moment := self._first(texts):
                return moment
        return None

    def _displayed(self) -> Iterator[datetime | None]:
        for node in self._date_elements[:_MOST_SHOWN]:
            exact = self._read(node.attributes.get("datetime") or "")
            text = "" if exact else jsonld.clean(node.text(separator=" "))
            yield exact or (self._date_in_line(text) if 0 < len(text) < _LONGEST_LINE else None)

    @functools.cached_property
    def zone(self) -> tzinfo:
        """The zone of times that name none. It is determined when the first such time is met."""
        stated = self._stated
        texts = [
            *stated.article_values("dateModified", "datePublished"),
            *stated.meta_values("modified"),
            *stated.meta_values("published"),
        ]
        marked = [node.attributes.get("datetime") or "" for node in self._parser.css("time[datetime]")[:_MOST_MARKED]]
        return zone_of([*texts, *marked], language=self._language, url=stated.url)

    def _first(self, texts: Iterable[str]) -> datetime | None:
        return next((moment for text in texts if (moment := self._read(text))), None)

    def _read(self, text: str) -> datetime | None:
        moment = parse_date(text, language=self._language)
        if moment is None or not is_local(text):
            return moment
        return parse_date(text, language=self._language, zone=self.zone)

    def _date_in_line(self, text: str) -> datetime | None:
        """Return the first date in a line that shows one."""
        found = next(find_dates(text, language=self._language), None)
        return self._read(text[found[1] : found[2]]) if found else None


def _is_publication(node: LexborNode) -> bool:
    """Say whether the element marks its date as the date of publication."""
    attributes = node.attributes
    if attributes.get("itemprop") in _RULES["itemprops"]:
        return True
    names = (attributes.get("class") or "").split()
    return node.tag == "time" and ("pubdate" in attributes or not _PUBLICATION.isdisjoint(names))


def zone_of(dates: Iterable[str], *, language: str | None, url: str) -> tzinfo:
    """Return the zone of a time on the page at `url` that names none. `dates` are the page's other dates, as stated.

    The zone of the page's country or language comes first. An offset on one of the dates gives the zone at that time of
    the year only, so that the country's zone, which has summer time, is used if it has the same offset then. UTC if
    nothing decides.
    """
    place = country(language, url)
    local = _zone_named(_COUNTRY_ZONES[place]) if place in _COUNTRY_ZONES else None
    for text in dates:
        moment = parse_date(text, language=language) if has_zone(text) else None
        if moment is not None:
            same = local is not None and moment.astimezone(local).utcoffset() == moment.utcoffset()
            return local if local is not None and same else moment.tzinfo or UTC
    return local or UTC


def regional(language: str | None, url: str) -> str | None:
    """Return `language` with the country of the page's address if it names none itself: "en" on a .uk page is en-GB."""
    ending = _country_ending(url)
    if not language or "-" in language or not ending:
        return language
    return f"{language}-{'GB' if ending == 'uk' else ending.upper()}"


def country(language: str | None, url: str) -> str:
    """Return the ISO 3166 code, in lower case, of the address's ending, of the language's region, or of the country
    that speaks the language. Empty if none is known.

    The address comes first, since many themes state "en-US" on every page.
    """
    parts = (language or "").replace("_", "-").lower().split("-")
    region = next((part for part in parts[1:] if len(part) == 2 and part.isalpha()), "")
    return _country_ending(url) or region or _LANGUAGE_COUNTRIES.get(parts[0], "")


def _country_ending(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    ending = host.rpartition(".")[2]
    return ending if ending in _COUNTRY_ZONES and ending not in _GENERIC_ENDINGS else ""


@functools.cache
def _zone_named(name: str) -> ZoneInfo:
    return ZoneInfo(name)
