"""Which paragraphs of an article state nothing of its matter: credits, dates of publication, consent lines, forms,
teasers of other articles, lives of authors. Pure.

What extraction knows as boilerplate is asked first (`family_of`); `rules/credits.toml` adds what extraction keeps,
since it is the author's or cannot be told from the author's text by itself. Where in doubt, a paragraph states
something.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from service import rules

if TYPE_CHECKING:
    from service.extract.content.phrases import Phrases

SHORT = 25
"""Words. In a shorter paragraph two of the words of `[site]` are enough, in a longer one three."""

LONGEST = 150
"""Words. A longer paragraph is never taken for a site's own: the longest consent line of the samples has 75."""

LONGEST_LIFE = 1200
"""Characters of a paragraph about an author."""

_PROSE = re.compile(r"[.!?…।؟۔。！？][\"'”’»)\]」』]*\s*$")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTATION = re.compile(r"[\"“„«「『][^\"”«»“」』]{12,}[\"”»“」』]")
_APART = re.compile(r"\s[|•·▪►»]\s|\s{3,}|\t")
_LABEL = re.compile(r"\s*[:：|•·–—-]")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{2}[.!…।؟۔]\s+\S|[。！]\s*\w")
_DATELINE = re.compile(
    r"(?:[^\W\d_a-z][^\W_a-z.'’-]+(?:[ ,/.–-]+[\w.'’]+){0,7}?[ ,]*)?\([A-Z][\w ./&-]{1,30}\)\s*[-–—:]*\s*"
    r"|[^\W\d_a-z][^\W_a-z'’-]{2,}(?:[ ,/.]+[\w.'’]+){0,6}?\s*(?:[–—]|--|\s-)\s*"
    r"|\w+(?:[ ,/.]+[\w.'’]+){0,6}?\s*\((?:AP|AFP|Reuters|dpa|EFE|ANSA|UPI|TASS|IANS|PTI|ANI)\)\s*[-–—:]*\s*"
)
"""A dateline before a text: place, day, agency. The place stands in capitals, or the agency in brackets behind it."""
_TITLE_LABEL = re.compile(
    r"(?:UPDATE|WRAPUP|REFILE|RPT|REPEAT|EXCLUSIVE|BREAKING|URGENT|UPDATED)\s*\d*\s*[-:–—|]\s*", re.IGNORECASE
)
"""What agencies put before a title, with the running number of the version."""
_HEADED = re.compile(r"[^\n:：–—|]{2,40}(?:[:：]|\s[–—|-]\s)")
"""A label of a few words, and the sign behind it."""
_COLUMNS = 3
"""Parts between upright strokes and the like from which a line is a row of links or labels."""


def is_prose(line: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return _PROSE.search(line) is not None


def states_nothing(paragraph: str) -> bool:
    """Say whether a paragraph is a credit, a form, a teaser or another thing that states nothing of the matter."""
    line = paragraph.strip()
    if not any(sign.isalnum() for sign in line):
        return True
    # Extraction's rules are loaded when first needed, and with them the parsers of pages.
    from service.extract.content.boilerplate import family_of

    if is_of_author(line) or _is_row(line) or family_of(line) is not None:
        return True
    return _is_credit(line) or _is_of_site(line)


def is_of_author(line: str) -> bool:
    """Say whether a paragraph is the life of an author ("About the author: …"): it begins so, and quotes nobody."""
    if len(line) > LONGEST_LIFE or quotes(line):
        return False
    from service.extract.content.phrases import wording

    start = wording(line[:100])
    if _rules().lives.at_start(start) is not None:
        return True
    return _rules().life_labels.at_start(start) is not None and _HEADED.match(line) is not None


def without_dateline(line: str) -> str:
    """Return a line without the dateline that it begins with."""
    found = _DATELINE.match(line[:120])
    return line[found.end() :] if found else line


def without_label(title: str) -> str:
    """Return a title without the agency's label before it ("UPDATE 2-")."""
    found = _TITLE_LABEL.match(title)
    return title[found.end() :] if found else title


def _is_row(line: str) -> bool:
    """Say whether a line is a row of links: parts between strokes, none of which is a sentence with a figure or goes on
    in another sentence."""
    parts = _APART.split(line)
    return len(parts) >= _COLUMNS and not any(
        (is_prose(part) and _FIGURE.search(part)) or _TWO_SENTENCES.search(part) for part in parts
    )


def _is_credit(line: str) -> bool:
    """Say whether a line begins as credits do. One that reads as a sentence needs two words of them, and no figure."""
    from service.extract.content.phrases import wording

    words = wording(line[:400])
    found = _rules().openings.at_start(words)
    if found is None or len(words) > _rules().most:
        return False
    if not is_prose(line):
        return found.end - found.start > 1 or len(words) <= found.end + 1 or _labels(line)
    # In scripts without spaces each sign is a word: four make about two.
    two = 4 if all(len(word) == 1 and not word.isascii() for word in words[: found.end]) else 2
    return found.end - found.start >= two and not has_figure(line) and not quotes(line)


def _labels(line: str) -> bool:
    """Say whether a sign that parts a label from its text stands among the first words of a line."""
    return any(_LABEL.match(line, found.end()) for found in list(re.finditer(r"\w+", line[:60]))[:3])


def _is_of_site(line: str) -> bool:
    """Say whether a paragraph speaks of its site, its author or to its reader: see `[site]` of the rules."""
    if has_figure(line) or quotes(line):
        return False
    from service.extract.content.phrases import wording

    length = len(wording(line))
    if length > LONGEST * (3 if _rules().signs.search(line) else 1):
        return False
    own = {*_rules().site.findall(line.casefold()), *_rules().signs.findall(line)}
    if not own:
        return False
    beside = {*_rules().topics.findall(line.casefold()), *_rules().topic_signs.findall(line)}
    return len(own | beside) >= (2 if length <= SHORT else 3)


def quotes(line: str) -> bool:
    """Say whether a line quotes somebody."""
    return _QUOTATION.search(line) is not None


def has_figure(line: str) -> bool:
    """Say whether a line has a figure in digits other than a year."""
    return any(not _YEAR.fullmatch(figure) for figure in _FIGURE.findall(line))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    openings: "Phrases"
    most: int
    site: re.Pattern[str]
    signs: re.Pattern[str]
    topics: re.Pattern[str]
    topic_signs: re.Pattern[str]
    lives: "Phrases"
    life_labels: "Phrases"


@cache
def _rules() -> _Rules:
    from service.extract.content.phrases import Phrases, wording

    tables = rules.load("service.identity", "credits")
    return _Rules(
        openings=Phrases({"credit": tables["openings"]["phrases"]}, wording),
        most=tables["openings"]["most"],
        site=re.compile(rf"(?<!\w)(?:{either(tables['site']['words'])})"),
        signs=re.compile(either(tables["site"]["signs"])),
        topics=re.compile(rf"(?<!\w)(?:{either(tables['site']['topics'])})"),
        topic_signs=re.compile(either(tables["site"]["topic_signs"])),
        lives=Phrases({"life": tables["lives"]["openings"]}, wording),
        life_labels=Phrases({"life": tables["lives"]["labels"]}, wording),
    )


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
