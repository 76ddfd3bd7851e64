"""Edits within a paragraph, their kind true by construction: (site, draw) → its text as edited, or None.

Each looks for a place where it can be of no other kind: a number that is no part of a date, a first name of the pages'
own authors with a surname behind, a word that is neither quoted nor a verb of saying.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

_MONTHS = (
    r"jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic|fév|avr|juin|juil|août|déc|gen|mag"
    r"|giu|lug|set|ott"
)
_NEAR_DATE = re.compile(rf"\b(?:{_MONTHS})\w*|\b(?:am|pm|a\.m|p\.m|uhr|h|st|nd|rd|th)\b|:", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,:/#&;-])(\d{1,3})([.,]\d{1,2})?(?![\w/:;-]|[.,]\d|\.)")
_WORD = re.compile(r"(?<=[^\W\d_] )[^\W\d_]{6,14}(?=,? [^\W\d_])")
_NAME = re.compile(r"(?<=[a-zà-ÿ] )([A-Z][^\W\d_]+) ([A-Z][^\W\d_]{2,})(?![\w'’-]| [A-Z])")
_TITLED = re.compile(
    r"\b(Mr|Mrs|Ms|Dr|Prof|President|Senator|Minister|Frau|Herrn?)\.? ([A-Z][a-zà-ÿ]{2,})(?![\w'’-]| [A-Z])"
)
_QUOTED = re.compile(r"“([^“”„]{40,})”|(?<![\w\"])\"([^\"]{40,})\"(?!\w)|«([^«»]{40,})»|„([^„“”]{40,})[“”]")
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "it": ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
}
_DAYS = {
    "en": r"\b(?:January|February|March|April|June|July|August|September|October|November|December) (\d{1,2})(?![\d:])",
    "de": r"\b(\d{1,2})\. (?:Januar|Februar|März|April|Juni|Juli|August|September|Oktober|November|Dezember)\b",
    "fr": r"\b(\d{1,2}) (?:janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\b",
    "es": r"\b(\d{1,2}) de (?:enero|febrero|marzo|abril|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b",
}
_NEGATED = {
    "en": (
        r"\b(?:is|was|are|were|will|would|has|have|had|did|could|should|must) (?=[a-z])(?!not\b|no\b|never\b)",
        "not ",
    ),
    "de": (r"\b(?:ist|war|sind|waren|wird|werden|kann|hat|haben) (?=[a-zäöü])(?!nicht\b|kein)", "nicht "),
    "es": (r"(?<=[a-z]{3} )(?=(?:es|está|fue|son|será|puede|tiene|había) [a-zá])", "no "),
    "it": (r"(?<=[a-z]{4} )(?=(?:è|sono|era|sarà|può|aveva) [a-z])", "non "),
}
_CLAIMS = {
    "en": (
        ("said", "claimed"),
        ("says", "claims"),
        ("told", "warned"),
        ("announced", "claimed"),
        ("explained", "insisted"),
    ),
    "de": (("sagte", "behauptete"), ("sagt", "behauptet"), ("erklärte", "behauptete"), ("betonte", "behauptete")),
    "fr": (
        ("déclaré", "prétendu"),
        ("explique", "prétend"),
        ("affirme", "reconnaît"),
        ("raconte", "prétend"),
    ),
    "es": (("dijo", "aseguró"), ("explicó", "sostuvo"), ("afirmó", "negó"), ("según ha", "según dice que ha")),
    "it": (("spiega", "sostiene"), ("ha detto", "ha ammesso")),
}
_SOURCES = re.compile(
    r"\b(police|officials|authorities|researchers|experts|residents|scientists|analysts|doctors|critics|company|study)"
    r"(?= (?:said|says|say|told|warned|announced)\b)"
    r"|(?<=ccording to )(?:police|officials|residents|researchers|experts)\b"
)
_HEDGED = re.compile(r"\b(?:was|were|had|has) (?=[a-z]+ed\b)")
_TELLING = re.compile(
    r"\b(?:sa(?:id|ys?)|t(?:old|ells?)|claim\w*|explain\w*|argu\w*|announc\w*|suggest\w*|warn\w*|report\w*|sag\w*|erklär\w*"
    r"|accord\w*|alleg\w*|confirm\w*|declar\w*|admit\w*|acknowl\w*|insist\w*|betont\w*|bestätig\w*|berichte\w*|suspect\w*"
    r"|stated|noted|insiste\w*|suppos\w*|appar\w*|warf|warn\w*|meint\w*|accus\w*|predict\w*|recall\w*|afirm\w*|asegur\w*)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"without|nothing|nobody|cannot|neither|million\w*|billion\w*|hundred\w*|thousand\w*|seven\w*|eleven|twelve|dozens?"
    r"|twenty|thirty|fifteen|kein\w*|niemals|milliarden|hundert|tausend|\w*zehn|zwanzig|dreißig|tomorrow|yesterday|tonight"
    r"|\w+teen|segundo|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|settembre",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """First names and surnames of the pages' own authors."""

    first: frozenset[str]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where an edit is to be made."""

    text: str
    """A piece of a paragraph without markup in it, as it stands in the page."""
    quoted: bool
    """Whether its paragraph has quotation marks."""
    open_before: bool
    """Whether it begins inside a quotation."""
    language: str
    people: People
    others: tuple[str, ...] = ()
    """Paragraphs of other pages in its language."""

    def with_text(self, text: str) -> Self:
        return replace(self, text=text)


Wording = Callable[[Site, random.Random], str | None]


def number(site: Site, draw: random.Random) -> str | None:
    """Change a number: 12 → 17, 3.5 → 35."""
    found = [one for one in _NUMBER.finditer(site.text) if not _NEAR_DATE.search(_around(site.text, one))]
    if site.quoted or not found:
        return None
    one = draw.choice(found)
    if one[2] and draw.random() < 0.5:
        return _put(site.text, one.start(), one.end(), one[1] + one[2][1:])
    more = int(one[1]) + draw.randrange(1, 9)
    return _put(site.text, one.start(), one.end(), f"{more}{one[2] or ''}")


def quote(site: Site, draw: random.Random) -> str | None:
    """Replace or cut a word within a quotation, or put scare quotes round a word."""
    quoted = list(_QUOTED.finditer(site.text))
    if quoted and not site.open_before:
        span = draw.choice(quoted)
        inner = [one for one in _plain(site.text) if span.start() < one.start() and one.end() < span.end() - 1]
        if not inner:
            return None
        one = draw.choice(inner)
        if draw.random() < 0.4:
            return _put(site.text, one.start(), one.end() + 1, "")
        other = draw.choice([word[0] for word in _plain(site.text)])
        return _put(site.text, one.start(), one.end(), other) if _far(one[0], other) else None
    if site.quoted:
        return None
    marks = draw.choice(("“”", '""', "«»", "‘’"))
    return _replaced(site, draw, lambda word: marks[0] + word + marks[1])


def name(site: Site, draw: random.Random) -> str | None:
    """Change a surname: Jane Smith → Jane Miller, Mr Smith → Mr Miller."""
    known = [one for one in _NAME.finditer(site.text) if one[1] in site.people.first]
    known += _TITLED.finditer(site.text)
    if site.quoted or not known:
        return None
    one = draw.choice(known)
    others = [last for last in site.people.last if _far(last, one[2])]
    return _put(site.text, one.start(2), one.end(2), draw.choice(others)) if others else None


def negation(site: Site, draw: random.Random) -> str | None:
    """Put a denial in, or take one out."""
    pattern, word = _NEGATED.get(site.language, ("(?!)", ""))
    found = list(re.finditer(pattern, site.text))
    if site.quoted or not found or f" {word}" in site.text:
        return None
    one = draw.choice(found)
    return _put(site.text, one.end(), one.end(), word)


def date(site: Site, draw: random.Random) -> str | None:
    """Put another weekday, or another day of the month."""
    days = _WEEKDAYS.get(site.language, ())
    found = [(one.start(), one.end(), one[0]) for one in re.finditer("|".join(days) or "(?!)", site.text)]
    found = [one for one in found if not site.text[one[1] : one[1] + 1].isalnum()]
    numbered = [(one.start(1), one.end(1), one[1]) for one in re.finditer(_DAYS.get(site.language, "(?!)"), site.text)]
    if site.quoted or not (found or numbered):
        return None
    start, end, was = draw.choice(found + numbered)
    other = draw.choice([day for day in days if day != was]) if was in days else str(int(was) % 27 + 1)
    return _put(site.text, start, end, other)


def attribution(site: Site, draw: random.Random) -> str | None:
    """Put another verb of saying or another source, or add a hedge."""
    if site.open_before:
        return None
    pairs = [
        (one.start(), one.end(), other)
        for verb, other in _CLAIMS.get(site.language, ())
        for one in re.finditer(rf"(?<=[\w”\"»“,] )\b{verb}\b", site.text)
    ]
    if site.language == "en":
        others = ("witnesses", "neighbours", "activists")
        pairs += [(one.start(), one.end(), draw.choice(others)) for one in _SOURCES.finditer(site.text)]
        pairs += [(one.end(), one.end(), "allegedly ") for one in _HEDGED.finditer(site.text)]
    outside = [pair for pair in pairs if not _inside_quotation(site.text, pair[0])]
    return _put(site.text, *draw.choice(outside)) if outside else None


def rewording(site: Site, draw: random.Random) -> str | None:
    """Replace a word by another of the same paragraph."""
    others = [one[0] for one in _plain(site.text)]
    if site.quoted or len(others) < 3:
        return None
    return _replaced(site, draw, lambda word: draw.choice([other for other in others if _far(word, other)] or [word]))


def typo(site: Site, draw: random.Random) -> str | None:
    """Exchange two letters, or leave out or double one, inside a word."""

    def misspelt(word: str) -> str:
        at = draw.randrange(1, len(word) - 2)
        slip = draw.choice((word[at + 1] + word[at], word[at + 1], word[at] * 2 + word[at + 1]))
        return word[:at] + slip + word[at + 2 :]

    return None if site.quoted else _replaced(site, draw, misspelt)


def punctuation(site: Site, draw: random.Random) -> str | None:
    """Remove or add a comma, or make one a semicolon."""
    if site.quoted:
        return None
    commas = [one.start() for one in re.finditer(r"(?<=[^\W\d_]), (?=[^\W\d_])", site.text)]
    gaps = [one.start() for one in re.finditer(r"(?<=[^\W\d_]{3}) (?=[a-zà-ÿ]{3})", site.text)]
    places = [(at, at + 1, sign) for at in commas for sign in ("", ";")] + [(at, at, ",") for at in gaps[:3]]
    return _put(site.text, *draw.choice(places)) if places else None


WORDINGS: dict[str, Wording] = {
    wording.__name__: wording
    for wording in (number, quote, name, negation, date, attribution, rewording, typo, punctuation)
}


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _around(text: str, found: re.Match[str]) -> str:
    """Return two words on either side."""
    return " ".join([*text[: found.start()].split()[-2:], "_", *text[found.end() :].split()[:2]])


def _plain(text: str) -> list[re.Match[str]]:
    """Return the words in lower case that are no facts: no numbers, names, denials and the like."""
    found = [one for one in _WORD.finditer(text) if one[0].islower()]
    return [
        one
        for one in found
        if not _TELLING.search(_around(text, one) + " " + one[0]) and not _WITHOUT.fullmatch(one[0])
    ]


def _replaced(site: Site, draw: random.Random, change: Callable[[str], str]) -> str | None:
    """Change one plain word."""
    found: Sequence[re.Match[str]] = _plain(site.text)
    if not found:
        return None
    one = draw.choice(found)
    other = change(one[0])
    return _put(site.text, one.start(), one.end(), other) if other != one[0] else None


def _far(one: str, other: str) -> bool:
    """Say whether two words cannot be taken for misspellings of each other."""
    return abs(len(one) - len(other)) > 1 or sum(a != b for a, b in zip(one, other, strict=False)) > 2


def _inside_quotation(text: str, at: int) -> bool:
    before = text[:at]
    directed = before.count("“") + before.count("„") + before.count("«") - before.count("”") - before.count("»")
    return before.count('"') % 2 == 1 or directed > 0
