"""Recognise lines of a page that name its author, its date or a picture's author, and are not the author's text."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from service import rules
from service.extract.content.phrases import fold
from service.extract.dom.layout import PageBlock
from service.extract.metadata.byline import people_in
from service.extract.metadata.dates import DATE_WORDS, find_dates
from service.extract.metadata.page_facts import PageFacts

_RULES = rules.load("service.extract", "labels")
_LABEL_WORDS = frozenset(_RULES["around"]["words"])
_CREDITS = "|".join(sorted(map(re.escape, _RULES["credits"]["words"]), key=len, reverse=True))
_CREDIT = re.compile(rf"\W*(?:{_CREDITS})\s*(?:[:©/|]|\bby\b)|\W*©", re.IGNORECASE)
_CREDIT_STARTS = frozenset(fold(words)[0] for words in _RULES["credits"]["words"])
_LEADS = "|".join(map(re.escape, _RULES["byline"]["leads"]))
_LEAD_WORDS = frozenset(fold(lead)[0] for lead in _RULES["byline"]["leads"])
_KNOWN = _LABEL_WORDS | DATE_WORDS
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|la|le|el|al|bin|and|&|und|et|y)"
_BYLINE = re.compile(rf"(?i:{_LEADS})\s*:?\s+{_NAME}(?:,?\s+{_NAME}){{1,7}}")
_TEMPLATE = ("{*", "{|", "{%", "{{")
"""The beginnings of an unfilled template."""
_CREDIT_TAIL = re.compile(rf"(?<!\w)(?:{_CREDITS})\s*(?:[:©/|]|by\b)\s*[^.:!?]{{2,60}}$", re.IGNORECASE)
_STOPS = (".", ":", "!", "?")
_CREDIT_BRACKETS = re.compile(r"\((?:[^\W\d_]+ ){0,4}/ [^()]{2,60}\)$")
"""`Photo: Name` or `(Agency / Name)` at the end."""
_TAIL = 100
"""Characters. Neither form is longer."""
_CAPTION_LONGEST = 400
"""Characters. A longer text is not a caption."""
_AGO = re.compile(
    r"(?:\d{1,2}|an?) ?(?:min|mins|minutes?|h|hrs?|hours?|days?) ago(?!\w*\s+(?:the|we|he|she|it|they|i)\b)",
    re.IGNORECASE,
)
_LONGEST = 120
"""Characters. A longer text is not a label."""
_CREDIT_WORDS = 14
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s*(?:[ap]\.?m\.?|uhr|h|น\.))?(?:\s*(?-i:[A-Z]{3,4}))?", re.IGNORECASE
)
_CLOCK_LONGEST = 16
_ABOVE, _BELOW = 5, 12
"""The number of blocks above and below the heading in which themes show the date."""
_LETTERS = re.compile(r"[^\W\d_]+")
_AT_ONCE, _A_DAY = timedelta(minutes=1), timedelta(hours=36)
_LOWER = frozenset({"h2", "h3", "h4"})
_UPDATED = frozenset(_RULES["updated"]["words"])
_BESIDE_DATE = 8
"""Words beside the date: a name, "min read", a section. A sentence has more."""


def is_label(text: str, *, people: frozenset[str]) -> bool:
    """Say whether `text`, a block of its own, is a byline, a date, a reading time, a picture's credit, or signs without
    a word.

    `people` are the folded words of the page's byline.
    """
    if len(text) > _LONGEST:
        return False
    words = fold(text)
    if not words or _AGO.match(text) or text.startswith(_TEMPLATE):
        return True
    if len(words) <= _CREDIT_WORDS and _may_credit(text) and _CREDIT.match(text):
        return True
    if words[0] in _LEAD_WORDS and _BYLINE.fullmatch(text):
        return True
    if any(word.isalpha() and word not in _KNOWN and word not in people for word in words):
        return False
    left = _without_dates(text) if any(word.isdecimal() for word in words) else text
    rest = [word for word in fold(left) if not word.isdecimal()]
    if not all(word in _LABEL_WORDS or word in people for word in rest):
        return False
    # The words around a date are ordinary words too, and figures are text: a date, a name or two such words must be
    # there.
    return left != text or any(word in people for word in rest) or (len(rest) > 1 and len(rest) < len(words))


def is_clock(text: str) -> bool:
    """Say whether `text` is only a time of day, as it stands over the entries of a live ticker."""
    return len(text) <= _CLOCK_LONGEST and _CLOCK.fullmatch(text) is not None


def _may_credit(text: str) -> bool:
    """Say whether `text` holds one of the signs, or the word, that stand between a credit and its name."""
    return ":" in text or "/" in text or "|" in text or "©" in text or "by" in text.lower()


def byline_in(text: str) -> str | None:
    """Return the names in `text` if it is only a byline: "By Marta Oske and Edda Fennimore"."""
    if len(text) > _LONGEST or _BYLINE.fullmatch(text) is None:
        return None
    return ", ".join(people_in(text)) or None


def is_credited(text: str) -> bool:
    """Say whether `text` ends with a picture's credit: it is a caption without a caption's tag."""
    tail = text[-_TAIL:]
    if len(text) >= _CAPTION_LONGEST or text.endswith(_STOPS) or "://" in text or not _may_credit(tail):
        return False
    if tail.endswith(")"):
        return _CREDIT_BRACKETS.search(tail) is not None
    return not _CREDIT_STARTS.isdisjoint(fold(tail)) and _CREDIT_TAIL.search(tail) is not None


def publication_date(blocks: Sequence[PageBlock], facts: PageFacts) -> datetime | None:
    """Return when the page was published: as it states, else as it shows.

    Some pages state the time of their last change for both. Then the day under the heading counts, if it is well before
    (wcxb-dev +9 days of 658).
    """
    stated, changed = facts.published, facts.modified
    if stated is None:
        return _displayed_date(blocks, facts)
    if changed is None or changed - stated > _AT_ONCE:
        return stated
    shown = shown_date(blocks, facts, above=0)
    return shown if shown is not None and stated - shown > _A_DAY else stated


def _displayed_date(blocks: Sequence[PageBlock], facts: PageFacts) -> datetime | None:
    """Return the date near the heading, to the minute if the page shows it elsewhere so, else the first date that it
    shows."""
    near = shown_date(blocks, facts, above=_ABOVE)
    if near is None:
        return next(iter(facts.shown_dates), None) or shown_date(blocks, facts, above=_ABOVE, updates=True)
    return next((moment for moment in facts.shown_dates if moment.date() == near.date()), near)


def shown_date(blocks: Sequence[PageBlock], facts: PageFacts, *, above: int, updates: bool = False) -> datetime | None:
    """Return the first date near the page's heading, in a line that says little else.

    Blocks below the heading come first, then at most `above` blocks over it, the nearest first, since a masthead may
    show today's date (wcxb-dev +1). The date of an update counts only with `updates`.
    """
    for place in _headings(blocks, facts.title)[:2]:
        for block in (*blocks[place : place + _BELOW], *reversed(blocks[max(0, place - above) : place])):
            found = next(find_dates(block.text, language=facts.language), None) if len(block.text) <= _LONGEST else None
            if found is None or len(fold(block.text[: found[1]] + " " + block.text[found[2] :])) > _BESIDE_DATE:
                continue
            if updates or _UPDATED.isdisjoint(_LETTERS.findall(block.text[: found[1]].casefold())):
                return found[0]
    return None


def _headings(blocks: Sequence[PageBlock], title: str | None) -> list[int]:
    """Return where the first headings stand; without one, the lower heading that ends with the title (fundus-dev +1),
    else the page's beginning."""
    first = [index for index, block in enumerate(blocks) if block.tag == "h1"]
    if first or not title:
        return first or [0]
    words = fold(title)
    lower = (index for index, block in enumerate(blocks) if block.tag in _LOWER and len(block.text) <= 2 * len(title))
    return [index for index in lower if fold(blocks[index].text)[-len(words) :] == words] or [0]


def _without_dates(text: str) -> str:
    places = [(start, end) for _, start, end in find_dates(text)]
    for start, end in sorted(places, reverse=True):
        text = text[:start] + " " + text[end:]
    return text
