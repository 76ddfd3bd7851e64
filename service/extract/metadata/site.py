"""The site's name: as a page states it, and where it stands at a title's end or beginning."""

import re
from urllib.parse import urlsplit

from service.extract.content.phrases import fold
from service.extract.metadata import jsonld
from service.extract.metadata.structured_data import Statements

_SEPARATOR = re.compile(
    r"(?<=\s)[|–—·•»«*~/‹›:-]{1,3}(?=\s)"  # set off by spaces
    r"|[|｜丨»]|::|--"  # signs that stand in no word
    r"|[＿－：_]|[:,](?=\s)"  # signs of the text too: cut only before the site's very name
)
_LOOSE = frozenset("＿－：_:,")
_BAR = re.compile(r"[|｜丨]")
_LONGEST = 2_000
"""Characters of a title."""
_MOST_CUTS = 4
_FEWEST_WORDS, _FEWEST_LETTERS = 4, 20
"""What a title must keep where a bar alone tells that the rest is the site's or a section's name."""
_TELLING = 5
"""Letters of an address that a name must share to be told by it: "Freightwaves Checkpoint" on freightwaves.com."""


def site_of(stated: Statements) -> str | None:
    """The site's name as the page states it."""
    names = [
        *stated.metas.get("og:site_name", ()),
        *jsonld.strings(stated.article.get("publisher"), "name"),
        *stated.named("site"),
    ]
    return next((name for name in names if letters(name) and not _holds_heading(name, stated.headings)), None)


def _holds_heading(name: str, headings: list[str]) -> bool:
    """Whether `name` is a page's title put where the site's name belongs: it holds a whole heading, and more."""
    said = letters(name)
    return any(is_long_enough(text) and letters(text) != said and letters(text) in said for text in headings)


class SiteName:
    """What counts as the name of the site at `url` that calls itself `stated`."""

    def __init__(self, stated: str | None, url: str) -> None:
        parts = [stated or "", *re.split(r"\s+[|–—·-]\s+|\s*[|｜(),:]\s*", stated or "")]
        self._bare: dict[str, str] = {}  # a page states its title three times over
        self._names = frozenset(filter(None, map(letters, parts)))
        try:
            host = (urlsplit(url).hostname or "").removeprefix("www.")
        except ValueError:
            host = ""
        labels = [label.replace("-", "") for label in host.split(".")]
        self._labels = frozenset(label for label in ["".join(labels), *labels[:-1]] if len(label) > 2)

    def is_site(self, text: str) -> bool:
        """Whether `text` is nothing but the site's name, by what the page states or by its address."""
        said = letters(text)
        if not said or said in self._names or said in self._labels:
            return True
        if len(fold(text)) > _TELLING:
            return False
        return any(len(label) >= _TELLING and label in said for label in self._labels) or any(
            len(said) >= _TELLING and name.startswith(said) for name in self._names | self._labels
        )

    def is_named(self, text: str) -> bool:
        """Whether `text` is the name the page states for its site, or its address."""
        said = letters(text)
        return said in self._names or said in self._labels

    def is_stated(self, text: str) -> bool:
        """Whether `text` is the name the page states for its site."""
        return letters(text) in self._names

    def without(self, text: str) -> str:
        """`text` without the site's name at its end or beginning. What follows a bar goes too: it is the site or
        the section, whether or not the page names itself (titles right on wcxb-dev +7 of 791)."""
        bare = self._bare.get(text)
        if bare is None:
            bare = text[:_LONGEST]
            for _ in range(_MOST_CUTS):
                bare, before = self._cut(bare), bare
                if bare == before:
                    break
            self._bare[text] = bare
        return bare

    def _cut(self, text: str) -> str:
        marks = list(_SEPARATOR.finditer(text))
        if not marks:
            return text
        for mark in marks:  # the name itself may hold a separator: the longest tail first
            head, tail = text[: mark.start()].rstrip(), text[mark.end() :]
            if head and (letters(tail) in self._names or (mark is marks[-1] and self._ends(mark[0], tail))):
                return head
        head, tail = text[: marks[0].start()], text[marks[0].end() :].lstrip()
        if tail and letters(head) and self._ends(marks[0][0], head):
            return tail
        barred = [mark.start() for mark in marks if _BAR.search(mark[0])]
        if barred and is_long_enough(text[: barred[-1]]):
            return text[: barred[-1]].rstrip()
        return text

    def _ends(self, mark: str, part: str) -> bool:
        """Whether `part` is the site's name: after a comma or a colon only the very name is."""
        if mark in _LOOSE:
            return letters(part) in self._names | self._labels
        return self.is_site(part)


def is_long_enough(text: str) -> bool:
    """Whether `text` may be a whole title."""
    return len(fold(text)) >= _FEWEST_WORDS or len(letters(text)) >= _FEWEST_LETTERS


def letters(text: str) -> str:
    """The letters and digits of `text`, folded: equal for titles that differ in spaces and punctuation only."""
    return "".join(fold(text))
