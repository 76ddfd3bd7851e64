"""When a page was published and changed: what it states first, then what it marks up, then what it shows."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from service.extract import jsonld, rulebook
from service.extract.dates import find_dates, is_local, parse_date
from service.extract.statements import Statements
from service.extract.zones import regional, zone_of

_RULES = rulebook.load("metadata")["published"]
_IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
_LONGEST_LINE = 120
"""Characters of a line that shows a date and little else."""
_MOST_MARKED = 3
_MOST_SHOWN = 24


class Times:
    """The dates of one page, aware, in its zone; looked for when asked for."""

    def __init__(self, parser: LexborHTMLParser, stated: Statements, language: str | None) -> None:
        self._parser, self._stated = parser, stated
        self._language = regional(language, stated.url)

    @cached_property
    def published(self) -> datetime | None:
        """As stated, else as marked up."""
        stated = self._stated
        return (
            self._first([*stated.said("datePublished"), *stated.named("published")])
            or self._marked()
            or self._first([*stated.said("dateCreated"), *stated.named("created")])
        )

    @cached_property
    def modified(self) -> datetime | None:
        """As stated."""
        return self._first([*self._stated.said("dateModified"), *self._stated.named("modified")])

    def shown(self) -> tuple[datetime, ...]:
        """The dates in elements that are named for one, in the page's order; then the one in its address."""
        found = []
        for node in self._parser.css(_RULES["shown"])[:_MOST_SHOWN]:
            exact = self._read(node.attributes.get("datetime") or "")
            text = jsonld.clean(node.text(separator=" "))
            moment = exact or (self._line(text) if len(text) < _LONGEST_LINE else None)
            if moment is not None:
                found.append(moment)
        try:
            dated = _IN_PATH.search(urlsplit(self._stated.url).path)
        except ValueError:
            dated = None
        called = self._read("{}-{:0>2}-{:0>2}".format(*dated.groups())) if dated else None
        return (*found, called) if called is not None else tuple(found)

    @cached_property
    def zone(self) -> tzinfo:
        """That of times without one. Found when the first such time is met."""
        stated = self._stated
        texts = [*stated.said("dateModified", "datePublished"), *stated.named("modified"), *stated.named("published")]
        marked = [node.attributes.get("datetime") or "" for node in self._parser.css("time[datetime]")[:_MOST_MARKED]]
        return zone_of([*texts, *marked], language=self._language, url=stated.url)

    def _marked(self) -> datetime | None:
        for node in self._parser.css(_RULES["marked"])[:_MOST_MARKED]:
            attributes = node.attributes
            texts = [attributes.get("datetime") or attributes.get("content") or "", node.text() or ""]
            if moment := self._first(texts):
                return moment
        return None

    def _first(self, texts: Iterable[str]) -> datetime | None:
        return next((moment for text in texts if (moment := self._read(text))), None)

    def _read(self, text: str) -> datetime | None:
        moment = parse_date(text, language=self._language)
        if moment is None or not is_local(text):
            return moment
        return parse_date(text, language=self._language, zone=self.zone)

    def _line(self, text: str) -> datetime | None:
        """The first date in a line that shows one."""
        return next((moment for moment, _, _ in find_dates(text, language=self._language, zone=self.zone)), None)
