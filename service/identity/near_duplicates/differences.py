"""Where two versions of one text differ: in a number, a date, a name, a denial, in a word for its opposite. Pure.

Each rule is asked of every passage that stands in the same place of both (`same_places`). What was merely touched up is
no difference: another spelling, another house style, a synonym in a long text.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from service.facts.fact_rules import date_names
from service.facts.figures import Figure, figures, same_figure
from service.facts.number_words import amount_words, number_words
from service.facts.opposites import answers
from service.facts.qualifiers import is_qualifier
from service.facts.spellings import same_name
from service.facts.units import is_unit
from service.identity.near_duplicates.assertions import denied, lone_qualifiers, qualified
from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.same_places import (
    LEFT_OUT,
    Difference,
    LocatedText,
    Place,
    Side,
    differing,
    edits,
    length,
    places,
    replaced,
    spoken,
)
from service.identity.near_duplicates.substitutions import Substitution, caseless_words, strangers
from service.identity.near_duplicates.text_edges import in_a_sentence
from service.text.whitespace import folded

_FIGURES = re.compile(r"\d+")
_CUT_OTHERWISE = re.compile("[\u0900-\u0dff\u0e00-\u0e7f\uac00-\ud7a3]")
"""Scripts of India, Thai and Hangul, whose words of numbers are not among the words by which texts are compared."""

NUMBER_GAP = 20
"""Words between two anchors, on either side, within which any two numbers stand in the same place."""

NAME_GAP = 6
"""Words between two anchors within which two names stand in the same place; with more, a sentence was written anew."""

ARTICLE_GAP = 4
"""Words within which an article, "no" or "several" stands against a number: "a child", "five children"."""

NEAR = 3
"""Words beside a passage in which a number is looked for that goes on in it."""

BESIDE = 5
"""Words beside a passage that are read with it, since a number may begin or end among them."""

BETWEEN_SHARES = 6
"""Characters between two shares of which only the second has a sign."""

PAIRED = 50
"""Figures of one place that are compared each with each; in a table, more are compared by their amounts alone."""

DATE = "date"
"""The kind of a difference between the names of two days or months: of copies, or of two issues of a series."""

_BOTH = "2"
"""What "both" is worth."""

KEPT = 12
"""Most differences that are reported of two texts."""


def differences(one: ComparedWords, other: ComparedWords) -> tuple[Difference, ...]:
    """Return the places in which the same is said with another number, day or name, of another thing, or in which it is
    denied, qualified or turned into its opposite; the first few."""
    mine, theirs = LocatedText(one), LocatedText(other)
    found: dict[Difference, None] = {}
    substitutions: list[Substitution] = []
    edited: list[Place] = []
    for place in places(mine, theirs):
        found.update(dict.fromkeys(_numbers(*place)))
        for passage in edits(place, NAME_GAP):
            edited.append(passage)
            for rule in (denied, qualified, _ordinals):
                found.update(dict.fromkeys(rule(*passage)))
        for passage in replaced(place, NAME_GAP):
            for rule in (_dates, _names, _opposites):
                found.update(dict.fromkeys(rule(*passage)))
            if in_a_sentence(*passage):
                substitutions.append(Substitution(*passage))
    languages = spoken(mine, theirs)
    for words in strangers(substitutions, one, other):
        if all(is_qualifier(word, languages) for word in words):
            continue  # two of one meaning
        is_word = all(word.islower() and word in text.spelt for word, text in zip(words, (one, other), strict=True))
        spelt = (_as_first_spelt(words[0], one), _as_first_spelt(words[1], other))
        found.setdefault(Difference(kind="word" if is_word else "name", one=words[0], other=words[1], spelt=spelt))
    found.update(dict.fromkeys(lone_qualifiers(edited, max(len(one), len(other)))))
    found.update(dict.fromkeys(_numbers_of_the_rest(one.rest, other.rest)))
    return tuple(found)[:KEPT]


def _as_first_spelt(folded_word: str, text: ComparedWords) -> str:
    return text.spelt[text.folded.index(folded_word)] if folded_word in text.vocabulary else folded_word


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure with the words around it."""

    figure: Figure
    spelt: str
    """As a reader sees it."""
    place: str
    inside: bool
    """It stands in the passage itself, and not only beside it."""


def _numbers(one: Side, other: Side) -> Iterator[Difference]:
    """Yield a difference where each side has a number that the other lacks. A number left out with its clause is not
    one that was changed.

    In a long passage only numbers between the same words stand in the same place: there one text goes on where the
    other has its site's footer. An article or "several" counts only in a short one, and only against a number.
    """
    if not (_has_figure(one) or _has_figure(other)):
        return
    languages = spoken(one.text, other.text)
    mine, theirs = _figures(one, languages), _figures(other, languages)
    longest = max(len(one), len(other))
    if longest > NUMBER_GAP:
        by_place, there = _by_place(mine), _by_place(theirs)
        for place in sorted(by_place.keys() & there.keys()):
            yield from _unequal(by_place[place], there[place])
        return
    found = list(_unequal(_strong(mine), _strong(theirs)))
    yield from found
    if not found and longest <= ARTICLE_GAP:
        yield from _against_an_article(mine, theirs)


def _has_figure(side: Side) -> bool:
    """Say whether a word in or near a passage may be part of a figure."""
    words = side.words.folded[max(side.start - NEAR, 0) : side.end + NEAR]
    return any(word[0].isdigit() or word in number_words() or _CUT_OTHERWISE.match(word) for word in words)


def _figures(side: Side, languages: frozenset[str]) -> list[_Placed]:
    """Return the figures in and right beside a passage."""
    read, spans = side.text.located
    if not spans:
        return []
    first, last = max(side.start - BESIDE, 0), min(side.end + BESIDE, len(spans))
    begin, stop = spans[first][0] if first else 0, spans[last - 1][1] if last < len(spans) else len(read)
    within = spans[max(side.start - 1, 0)][0], spans[min(side.end, len(spans) - 1)][1]
    inside = (spans[side.start][0], spans[side.end - 1][1]) if len(side) else (within[1], within[0])
    found = []
    for figure in _with_shares(figures(read[begin:stop], languages), read[begin:stop]):
        start, end = figure.start + begin, figure.stop + begin
        if start < within[1] and within[0] < end:
            is_inside = start < inside[1] and inside[0] < end
            spelt = figure.amount if figure.value.startswith("-") else folded(read[start:end])  # its minus is outside
            found.append(_Placed(figure, spelt, _place(side, start, end), inside=is_inside))
    return found


def _with_shares(found: Sequence[Figure], text: str) -> Iterator[Figure]:
    """Yield figures with the sign of a share that stands only behind the next one: "30 to 40 %"."""
    for at, figure in enumerate(found):
        behind = found[at + 1] if at + 1 < len(found) else figure
        is_share = not figure.unit and behind.unit == "%" and behind.start - figure.stop <= BETWEEN_SHARES
        yield replace(figure, unit="%") if is_share and "\n" not in text[figure.stop : behind.start] else figure


def _place(side: Side, start: int, end: int) -> str:
    """Return the words before and after a figure that lies at these characters."""
    _, spans = side.text.located
    words = side.words.masked
    first, behind = bisect_left(spans, (start,)), bisect_left(spans, (end,))
    return f"{words[first - 1] if first else ''} # {words[behind] if behind < len(words) else ''}"


def _strong(placed: Sequence[_Placed]) -> list[_Placed]:
    return [each for each in placed if not each.figure.weak]


def _by_place(placed: Sequence[_Placed]) -> dict[str, list[_Placed]]:
    found: dict[str, list[_Placed]] = {}
    for each in placed:
        if not each.figure.weak:
            found.setdefault(each.place, []).append(each)
    return found


def _unequal(mine: Sequence[_Placed], theirs: Sequence[_Placed]) -> Iterator[Difference]:
    """Yield the figures of each side that the other lacks, paired in their order."""
    only_mine, only_theirs = _without(mine, theirs), _without(theirs, mine)
    if max(len(only_mine), len(only_theirs)) <= PAIRED:
        for figure in list(only_mine):
            same = next((each for each in only_theirs if _is_one(figure.figure, each.figure)), None)
            if same is not None:
                only_mine.remove(figure)
                only_theirs.remove(same)
    for my, their in zip(only_mine, only_theirs, strict=False):
        yield _other_figure(my, their)


def _other_figure(one: _Placed, other: _Placed) -> Difference:
    return Difference(kind="number", one=one.figure.amount, other=other.figure.amount, spelt=(one.spelt, other.spelt))


def _is_one(one: Figure, other: Figure) -> bool:
    """Say whether two figures of one place may be one. A share is never left without its sign, as a currency is."""
    return same_figure(one, other) and ("%" not in (one.unit, other.unit) or one.unit == other.unit)


def _without(here: Sequence[_Placed], there: Sequence[_Placed]) -> list[_Placed]:
    left = Counter(each.figure.amount for each in there)
    found = []
    for each in here:
        if left[each.figure.amount]:
            left[each.figure.amount] -= 1
        else:
            found.append(each)
    return found


def _against_an_article(mine: Sequence[_Placed], theirs: Sequence[_Placed]) -> Iterator[Difference]:
    """Yield a number, or "both", that stands against an article, "no" or "several"."""
    weak_mine, weak_theirs = ([each for each in side if each.inside and each.figure.weak] for side in (mine, theirs))
    strong_mine, strong_theirs = (
        [each for each in side if each.inside and not each.figure.weak] for side in (mine, theirs)
    )
    pairs = (
        (strong_mine, weak_theirs) if len(strong_mine) == 1 and not strong_theirs else ([], []),
        (weak_mine, strong_theirs) if len(strong_theirs) == 1 and not strong_mine else ([], []),
        (weak_mine, weak_theirs) if _BOTH in {each.figure.value for each in (*weak_mine, *weak_theirs)} else ([], []),
    )
    for my, their in pairs:
        if len(my) == len(their) == 1 and my[0].figure.value != their[0].figure.value:
            yield _other_figure(my[0], their[0])


def _numbers_of_the_rest(one: str, other: str) -> Iterator[Difference]:
    """Yield a number that only one of two books has beyond the part compared word for word: in doubt they are
    variants."""
    if one and other:
        mine, theirs = Counter(_FIGURES.findall(one)), Counter(_FIGURES.findall(other))
        if mine != theirs:
            yield Difference(kind="number", one=min(mine - theirs, default=""), other=min(theirs - mine, default=""))


# ── dates, names, denials, opposites ──────────────────────────────────────────────────────────────────────────────


def _dates(one: Side, other: Side) -> Iterator[Difference]:
    calendar = date_names()
    mine, theirs = ([word for word in side.folded if word in calendar] for side in (one, other))
    if mine and theirs and mine != theirs and in_a_sentence(one, other):
        spelt = tuple(
            " ".join(word for word, key in zip(side.spelt, side.folded, strict=True) if key in calendar)
            for side in (one, other)
        )
        yield Difference(kind=DATE, one=" ".join(mine), other=" ".join(theirs), spelt=(spelt[0], spelt[1]))


def _names(one: Side, other: Side) -> Iterator[Difference]:
    languages = spoken(one.text, other.text)
    mine, theirs = (
        [word for word in _names_only_here(*sides) if not is_qualifier(word.casefold(), languages)]
        for sides in ((one, other.words), (other, one.words))
    )
    if mine and theirs and not same_name(mine, theirs) and in_a_sentence(one, other):
        yield Difference(kind="name", one=" ".join(mine), other=" ".join(theirs))


def _names_only_here(side: Side, other: ComparedWords) -> list[str]:
    """Return the words with a capital that the other text does not have anywhere."""
    known, no_names = other.vocabulary, _no_names()
    return [
        word
        for word, folded in zip(side.spelt, side.folded, strict=True)
        if word[0].isupper()
        and len(word) > 2
        and folded not in known
        and folded not in no_names
        and not is_unit(folded)
    ] or [word for word in caseless_words(side) if word not in known]


def _ordinals(one: Side, other: Side) -> Iterator[Difference]:
    """Yield an ordinal that only one side has, alone: the best, and the second best. One in a date says nothing new."""
    empty, side = sorted((one, other), key=len)
    if len(empty) or not 0 < length(side) < LEFT_OUT or not _has_figure(side):
        return
    first = max(side.start - 1, 0)
    if not date_names().isdisjoint(side.words.folded[first : side.end + 2]):
        return
    inside = [each.figure for each in _figures(side, spoken(one.text, other.text)) if each.inside]
    if any(figure.value.endswith(".") for figure in inside):
        yield differing("number", one, other)


def _opposites(one: Side, other: Side) -> Iterator[Difference]:
    """Yield a word that stands against its opposite; words beside the passage count where a phrase goes on there."""
    mine, theirs = _answers(one), _answers(other)
    for question in sorted(mine.keys() & theirs.keys()):
        my, their = mine[question], theirs[question]
        if my.keys().isdisjoint(their.keys()):
            (first, spelt), (second, other_spelt) = next(iter(my.values())), next(iter(their.values()))
            yield Difference(kind="opposite", one=first, other=second, spelt=(spelt, other_spelt))


def _answers(side: Side) -> dict[str, dict[str, tuple[str, str]]]:
    """Return the words by which a passage answers a question, folded and as spelt, by question and side."""
    first = max(side.start - 2, 0)
    words = side.words.folded[first : side.end + 2]
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for answer in answers(words):
        if answer.start + first < side.end and side.start < answer.stop + first:
            said = " ".join(words[answer.start : answer.stop])
            spelt = side.text.spelt(answer.start + first, answer.stop + first)
            found.setdefault(answer.question, {})[answer.side] = said, spelt
    return found


@cache
def _no_names() -> frozenset[str]:
    """Return the words that have a rule of their own, as dates or figures."""
    return date_names() | amount_words()
