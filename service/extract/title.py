"""The title of a page: its headline, chosen among what it states and what it shows, without the site's name.

Figures are titles more that are right on the development sets (wcxb-dev of 791, fundus-dev of 126 pages) with the rule
than without. On some 60 pages of wcxb-dev the truth is by turns the heading or the <title> of pages made alike: no
rule tells; the one among heading, statements and <title> that is right is right on 754 and 124 pages.
"""

import re

from service.extract.phrases import fold
from service.extract.site import SiteName, is_long_enough, letters
from service.extract.statements import Statements

_LONGEST = 1_000
_LONGEST_HEADING = 200
"""Characters; what is longer is a paragraph set as a heading."""
_ALIKE = 0.4
_A_LITTLE_ALIKE = 0.2
"""How like a stated title a heading must be, where there are several and where there is one."""
_SETS_OFF = re.compile(r"[:|·•–—»/]|\s-\s|\d")
"""A line above the headline ends so, or is a date."""
_QUOTES = "\"'“”„«»‘’"


def title_of(stated: Statements, name: SiteName) -> str | None:
    """The headline; None where the page neither states nor shows one."""
    headings = [text for heading in stated.headings if (text := _shown(heading, name))]
    claims = [text for claim in dict.fromkeys(_claims(stated)) if (text := name.without(claim))]
    desk = _of_the_desk(stated, headings, claims, name)
    if desk:
        return desk[:_LONGEST]
    heading = _heading(headings, claims)
    title = _without_kicker(heading, claims) if heading else _short(claims, headings)
    return title[:_LONGEST] if title else None


def _claims(stated: Statements) -> list[str]:
    """What the page states as its title, the most telling first."""
    claims = [*stated.said("headline"), *stated.named("title"), *stated.said("name")]
    return [*claims, stated.tab] if stated.tab else claims


def _shown(heading: str, name: SiteName) -> str:
    """A heading's text; empty where it names the site: many a blog's every page has that for its first heading."""
    text = name.without(heading)
    return "" if name.is_site(text) else text


# ── what the newsroom states ──────────────────────────────────────────────────────────────────────────────────────


def _of_the_desk(stated: Statements, headings: list[str], claims: list[str], name: SiteName) -> str | None:
    """The headline a news article's statements agree on: its page may show another one for readers.

    A `headline` that stands nowhere else on the page counts too: where heading, share title and <title> are one, it
    is the desk's, and they are made for search engines (fundus-dev +5; agreement +6).
    """
    if not stated.news:
        return None
    headline = name.without(next(iter(stated.said("headline")), ""))
    shared = name.without(next(iter(stated.metas.get("og:title", [])), ""))
    if not headline or len(headline) > _LONGEST_HEADING:
        return None
    others = {letters(text) for text in [*headings[:1], shared, name.without(stated.tab)] if text}
    if letters(headline) == letters(shared):
        return _uncut(headline, headings)
    return headline if len(others) == 1 and letters(headline) not in others and shared and headings else None


def _uncut(text: str, headings: list[str]) -> str:
    """`text`, or the heading it is the beginning of, up to a quotation mark: attributes are often cut there."""
    for heading in headings:
        rest = heading[len(text) :].lstrip()
        if heading.startswith(text) and rest[:1] and rest[0] in _QUOTES:
            return heading
    return text


# ── what the page shows ───────────────────────────────────────────────────────────────────────────────────────────


def _heading(headings: list[str], claims: list[str]) -> str | None:
    """The <h1> most like a stated title. A lone one needs little likeness: headlines for readers and for search
    engines often differ (wcxb-dev +5)."""
    headings = [text for text in headings if len(text) <= _LONGEST_HEADING]
    if not claims:
        return next(iter(headings), None)
    titles = [set(fold(text)) for text in claims]
    needed = _ALIKE if len(headings) > 1 else _A_LITTLE_ALIKE
    best = max(headings, key=lambda text: _likeness(text, titles), default=None)
    if best is None:
        return None
    same = next((text for text in claims if letters(text) == letters(best)), None)
    if same is not None:  # marked up letter by letter, a heading has spaces within words
        return same if len(fold(same)) < len(fold(best)) else best
    return best if len(letters(best)) > 1 and _likeness(best, titles) >= needed else None


def _likeness(text: str, titles: list[set[str]]) -> float:
    """Dice's coefficient of the words, with the title most like it."""
    words = set(fold(text))
    return max(2 * len(words & title) / (len(words) + len(title) or 1) for title in titles)


def _without_kicker(heading: str, claims: list[str]) -> str:
    """A heading may hold the line above it too ("Minority in Syria – Druze demand …"): then a stated title is its
    end, set off from the rest (fundus-dev +4, wcxb-dev -1)."""
    said = fold(heading)
    for text in claims:
        words = fold(text)
        if not 3 < len(words) < len(said) or said[-len(words) :] != words:
            continue
        before = heading[: -len(text)] if heading.endswith(text) else heading
        if len(said) - len(words) > 1 or _SETS_OFF.search(before):
            return text
    return heading


def _short(claims: list[str], headings: list[str]) -> str | None:
    """The first of `claims`, cut where a shorter one, or a heading, is its beginning or its end: what is left over is
    a section or a name the page does not state."""
    first = next(iter(claims), None)
    if first is None:
        return None
    for text in [*claims[1:], *headings]:
        if is_long_enough(text) and len(text) < len(first) and (first.startswith(text) or first.endswith(text)):
            return text
    return first
