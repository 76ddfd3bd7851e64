"""Which new paragraphs at the edges of a told text are its site's: lists of other articles under a standing head, what
a site says of itself and to its readers, who wrote. Pure.

What one line alone does not tell, its company does: only a run of paragraphs that begins or ends a text is asked, one
of which at least is known as a site's own. A sentence in it is the site's where it speaks to readers of the site's
services, or of these twice, and carries no figure, no quotation and nothing of the matter. In doubt it is not.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from service import rules
from service.identity.near_duplicates.credits import (
    either,
    has_figure,
    is_prose,
    quotes,
    states_nothing,
)

if TYPE_CHECKING:
    from service.extract.content.phrases import Phrases

TITLE = 16
"""Words that a title of another article has at most."""

HEAD = 6
"""Words that a standing head has at most, where it stands alone."""

RUN = 40
"""Paragraphs of a run that are asked: boxes of other articles have a dozen."""

ADDRESS = 14
"""Words that a postal address has at most."""

SPEAKS = 2
"""Words of a site about itself in a sentence of such a run; that it speaks to its reader counts as one."""

KNOWN = 3
"""Such words by which a sentence is known as the site's without any known line beside it."""

_NUMBER = re.compile(r"^\W*\d{1,2}[.)、．]?\s+|^[-•*·▪►»–—]\s*")
_LABELLED = re.compile(r"[:：|]")
_BRACKETS = re.compile(r"^[【\[「『(（〔《<＜■□◆●▼▶]+|[】\]」』)）〕》>＞]+$")
_MARKS = re.compile("[\"“”„«»「『]|^['‘]")
"""Any sign of a quotation, also of one that another paragraph ends."""
_CASES = re.compile(r"[^\W\d_]+en Sie\b|\bIhre[mnrs]?\b|\bIhnen\b")
"""How German speaks to a reader; in small letters it would be of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of a text."""

    line: str
    sentences: tuple[str, ...]
    is_new: bool
    """None of its sentences stands in what was told."""


def site_passages(passages: Sequence[Passage], is_of_matter: Callable[[str], bool]) -> frozenset[str]:
    """Return the lines of the new passages that are the site's. `is_of_matter` says whether a sentence shares a name or
    telling words with what was told. A text of which nothing was told has none."""
    if all(passage.is_new for passage in passages):
        return frozenset()
    titles = _under_heads(passages, is_of_matter)
    found = {passages[number].line for number in titles}
    for numbers in (range(len(passages)), range(len(passages) - 1, -1, -1)):
        edge = list(takewhile(lambda number: passages[number].is_new, numbers))[:RUN]
        run: list[int] = []
        # From inside, the run starts behind the last paragraph of the matter.
        for number in edge:
            if number not in titles and not _is_of_site(passages[number], is_of_matter):
                break
            run.append(number)
        if any(_is_known(passages[number]) for number in run):
            found.update(passages[number].line for number in run)
    return frozenset(found)


def _under_heads(passages: Sequence[Passage], is_of_matter: Callable[[str], bool]) -> frozenset[int]:
    """Return the numbers of the standing heads and of the lines below them that read as titles of other articles. One
    that asks or calls is a title only beside others, since prose does so too."""
    found: set[int] = set()
    below: list[int] | None = None
    for number, passage in enumerate(passages):
        if passage.is_new and is_head(passage.line):
            found.update((number, *_titles(below, passages)))
            below = []
        elif below is not None and passage.is_new and _is_title(passage.line, is_of_matter):
            below.append(number)
        else:
            found.update(_titles(below, passages))
            below = None
    return frozenset(found | _titles(below, passages))


def _titles(below: list[int] | None, passages: Sequence[Passage]) -> set[int]:
    """Return those of the lines below a head that are titles, knowing all of them."""
    lines = below or []
    return set(lines) if any(not is_prose(passages[number].line) for number in lines) else set()


def without_site_words(line: str) -> str:
    """Return a line without the words of a site about itself, which it may share with any text."""
    return _rules().own.sub(" ", line)


def is_head(line: str) -> bool:
    """Say whether a line is a standing head, or begins with one before a colon and goes on without a figure or
    quotation in one sentence."""
    from service.extract.content.phrases import wording

    bare = _BRACKETS.sub("", line.strip())
    label, sign, rest = _parted(bare)
    words = wording(label[:200])
    match = _rules().heads.at_start(words)
    if match is None or len(words) > max(HEAD, match.end) or is_prose(label):
        return False
    return not sign or not rest.strip() or not (has_figure(rest) or quotes(rest))


def _parted(line: str) -> tuple[str, str, str]:
    found = _LABELLED.search(line)
    return (line[: found.start()], found.group(), line[found.end() :]) if found else (line, "", "")


def _is_title(line: str, is_of_matter: Callable[[str], bool]) -> bool:
    """Say whether a line below a standing head reads as a title: short, no sentence unless it asks, no quotation. One
    with a figure is none where it is of the matter."""
    from service.extract.content.phrases import wording

    title = _NUMBER.sub("", line.strip())
    is_long = len(wording(title)) > TITLE * (1 if " " in title else 3)
    if is_long or quotes(title) or (is_prose(title) and title[-1] not in "?!？！؟"):
        return False
    return not ((has_figure(title) or is_prose(title)) and is_of_matter(title))


def _is_known(passage: Passage) -> bool:
    """Say whether a passage is known as a site's own by itself, whatever stands around it."""
    lines = (passage.line, *passage.sentences)
    return is_head(passage.line) or any(states_nothing(line) or _strength(line) >= KNOWN for line in lines)


def _is_of_site(passage: Passage, is_of_matter: Callable[[str], bool]) -> bool:
    """Say whether each sentence of a passage is its site's. Beside one that is may stand an address, a question to
    readers ("Did you spot a mistake? Tell us"), a credit, and a short one with one of the words."""
    if any(map(is_of_matter, passage.sentences)):
        return False
    left = [
        sentence
        for sentence in passage.sentences
        if not (states_nothing(sentence) or _strength(sentence) >= SPEAKS or is_head(sentence))
    ]
    return len(left) < len(passage.sentences) and all(
        _is_address(sentence) or _asks(sentence) or (len(sentence.split()) <= HEAD and _strength(sentence))
        for sentence in left
    )


def _strength(sentence: str) -> int:
    """Return how many different words of a site about itself stand in a sentence, and one more where it speaks to its
    reader; none where it has a figure or a quotation."""
    if has_figure(sentence) or _MARKS.search(sentence):
        return 0
    folded = sentence.casefold()
    found = {*_rules().services.findall(folded), *_rules().signs.findall(sentence)} - _rules().weak
    spoken_to = _rules().persons.search(folded) or _CASES.search(sentence)
    return len(found) + bool(found and spoken_to)


def _asks(sentence: str) -> bool:
    return sentence[-1] in "?？؟" and not has_figure(sentence) and not _MARKS.search(sentence)


def _is_address(sentence: str) -> bool:
    """Say whether a sentence is a postal address: short, with a comma, a number and a word for a street."""
    return (
        "," in sentence
        and len(sentence.split()) <= ADDRESS
        and has_figure(sentence)
        and not any(word[0].islower() and len(word) > len("von der") for word in sentence.split())
        and _rules().streets.search(sentence.casefold()) is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    heads: "Phrases"
    persons: re.Pattern[str]
    services: re.Pattern[str]
    signs: re.Pattern[str]
    streets: re.Pattern[str]
    own: re.Pattern[str]
    weak: frozenset[str]


@cache
def _rules() -> _Rules:
    from service.extract.content.phrases import Phrases, wording

    tables = rules.load("service.identity", "credits")
    run = tables["run"]
    site = tables["site"]
    services = [*run["services"], *site["words"]]
    return _Rules(
        weak=frozenset(run["weak"]),
        own=re.compile(
            rf"(?<!\w)(?:{either(run['persons'])})(?!\w)|(?<!\w)(?:{either([*services, *site['topics']])})\w*"
            rf"|{either([*run['signs'], *site['signs'], *site['topic_signs']])}",
            re.IGNORECASE,
        ),
        heads=Phrases({"head": tables["heads"]["phrases"]}, wording),
        persons=re.compile(rf"(?<!\w)(?:{either(run['persons'])})(?!\w)"),
        services=re.compile(rf"(?<!\w)(?:{either(services)})"),
        signs=re.compile(either([*run["signs"], *site["signs"]])),
        streets=re.compile(rf"(?:{either(run['streets'])})(?!\w)"),
    )
