"""Where two versions of one text differ: in a number, a date, a name, a denial, in a word for its opposite. Pure.

Each rule is asked of every passage that stands in the same place of both (`same_places`). What was merely touched up is
no difference: another spelling, another house style, a synonym in a long text.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from service.facts.denials import denied_form, denies
from service.facts.fact_rules import anonymous_words, byline_roles, date_names
from service.facts.figures import Figure, figures, same_figure
from service.facts.number_words import amount_words, number_words
from service.facts.opposites import answers
from service.facts.qualifiers import paraphrased, prefix_meaning, qualifiers
from service.facts.spellings import same_name, same_word
from service.facts.units import is_unit
from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.same_places import (
    LEFT_OUT,
    LocatedText,
    Place,
    Side,
    edits,
    length,
    places,
    replaced,
    spoken,
)
from service.identity.near_duplicates.substitutions import Substitution, caseless_words, strangers

_FIGURES = re.compile(r"\d+")
_CUT_OTHERWISE = re.compile("[\u0900-\u0dff\u0e00-\u0e7f\uac00-\ud7a3]")
"""Scripts of India, Thai and Hangul, whose words of numbers are not among the words by which texts are compared."""

NUMBER_GAP = 20
"""Words between two anchors, on either side, within which any two numbers stand in the same place."""

NAME_GAP = 6
"""Words between two anchors within which two names stand in the same place; with more, a sentence was written anew."""

ARTICLE_GAP = 4
"""Words within which an article, "no" or "several" stands against a number: "a child", "five children"."""

QUALIFIED = 4
"""Words of a passage, on either side, within which a qualifier is an edit; with more, a clause was written anew."""

LONE = 2
"""Words of a qualifier that only one text has."""

UNTOUCHED = 200
"""Words. In a longer text a qualifier that only one has counts only where nothing else was edited: of 88 copies that an
editor had cut here and there, each twentieth has lost a "former" or "apparently"."""

NEAR = 3
"""Words beside a passage in which a number is looked for that goes on in it."""

BESIDE = 5
"""Words beside a passage that are read with it, since a number may begin or end among them."""

PAIRED = 50
"""Figures of one place that are compared each with each; in a table, more are compared by their amounts alone."""

BYLINE = 3
"""Words of a byline or credit beside the names in it: "Reporting by", "staff writer"."""

DATE = "date"
"""The kind of a difference between the names of two days or months: of copies, or of two issues of a series."""

_BOTH = "2"
"""What "both" is worth."""

KEPT = 12
"""Most differences that are reported of two texts."""

_EDGE = re.compile(r"[\n()\[\]|—–:]|\s-|-\s|[.!?。！？؟]\s")
"""What parts a byline, dateline or credit from the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place in which two texts differ: what the one has there, and what the other has."""

    kind: str
    """`number`, `date`, `name`, `word` (another thing, in lower case), `denial`, `qualifier` or `opposite`."""
    one: str
    other: str


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
            for rule in (_denials, _qualifiers, _ordinals):
                found.update(dict.fromkeys(rule(*passage)))
        for passage in replaced(place, NAME_GAP):
            for rule in (_dates, _names, _opposites):
                found.update(dict.fromkeys(rule(*passage)))
            if _in_a_sentence(*passage):
                substitutions.append(Substitution(*passage))
    for words in strangers(substitutions, one, other):
        is_word = all(word.islower() and word in text.spelt for word, text in zip(words, (one, other), strict=True))
        found.setdefault(Difference(kind="word" if is_word else "name", one=words[0], other=words[1]))
    found.update(dict.fromkeys(_lone_qualifiers(edited, max(len(one), len(other)))))
    found.update(dict.fromkeys(_numbers_of_the_rest(one.rest, other.rest)))
    return tuple(found)[:KEPT]


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure with the words around it."""

    figure: Figure
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
    for figure in figures(read[begin:stop], languages):
        start, end = figure.start + begin, figure.stop + begin
        if start < within[1] and within[0] < end:
            found.append(_Placed(figure, _place(side, start, end), inside=start < inside[1] and inside[0] < end))
    return found


def _place(side: Side, start: int, end: int) -> str:
    """Return the words before and after a figure that lies at these characters."""
    _, spans = side.text.located
    words = side.words.masked
    first, behind = bisect_left(spans, (start,)), bisect_left(spans, (end,))
    return f"{words[first - 1] if first else ''} # {words[behind] if behind < len(words) else ''}"


def _strong(placed: Sequence[_Placed]) -> list[Figure]:
    return [each.figure for each in placed if not each.figure.weak]


def _by_place(placed: Sequence[_Placed]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for each in placed:
        if not each.figure.weak:
            found.setdefault(each.place, []).append(each.figure)
    return found


def _unequal(mine: Sequence[Figure], theirs: Sequence[Figure]) -> Iterator[Difference]:
    """Yield the figures of each side that the other lacks, paired in their order."""
    only_mine, only_theirs = _without(mine, theirs), _without(theirs, mine)
    if max(len(only_mine), len(only_theirs)) <= PAIRED:
        for figure in list(only_mine):
            same = next((each for each in only_theirs if same_figure(figure, each)), None)
            if same is not None:
                only_mine.remove(figure)
                only_theirs.remove(same)
    for my, their in zip(only_mine, only_theirs, strict=False):
        yield Difference(kind="number", one=my.amount, other=their.amount)


def _without(figures_here: Sequence[Figure], there: Sequence[Figure]) -> list[Figure]:
    left = Counter(figure.amount for figure in there)
    found = []
    for figure in figures_here:
        if left[figure.amount]:
            left[figure.amount] -= 1
        else:
            found.append(figure)
    return found


def _against_an_article(mine: Sequence[_Placed], theirs: Sequence[_Placed]) -> Iterator[Difference]:
    """Yield a number, or "both", that stands against an article, "no" or "several"."""
    weak_mine, weak_theirs = (
        [each.figure for each in side if each.inside and each.figure.weak] for side in (mine, theirs)
    )
    strong_mine, strong_theirs = (
        [each.figure for each in side if each.inside and not each.figure.weak] for side in (mine, theirs)
    )
    pairs = (
        (strong_mine, weak_theirs) if len(strong_mine) == 1 and not strong_theirs else ([], []),
        (weak_mine, strong_theirs) if len(strong_theirs) == 1 and not strong_mine else ([], []),
        (weak_mine, weak_theirs) if _BOTH in {figure.value for figure in (*weak_mine, *weak_theirs)} else ([], []),
    )
    for my, their in pairs:
        if len(my) == len(their) == 1 and my[0].value != their[0].value:
            yield Difference(kind="number", one=my[0].amount, other=their[0].amount)


def _numbers_of_the_rest(one: str, other: str) -> Iterator[Difference]:
    """Yield a number that only one of two books has beyond the part compared word for word: in doubt they are
    variants."""
    if one and other:
        mine, theirs = Counter(_FIGURES.findall(one)), Counter(_FIGURES.findall(other))
        if mine != theirs:
            yield Difference(kind="number", one=min(mine - theirs, default=""), other=min(theirs - mine, default=""))


# ── dates, names, denials, opposites ──────────────────────────────────────────────────────────────────────────────


def _in_a_sentence(one: Side, other: Side) -> bool:
    """Say whether the passage is part of a sentence in both texts, and not a byline, dateline or credit at an edge."""
    if any(_is_credit(side) or _is_byline(side) for side in (one, other)):
        return False
    return bool(one.start and other.start) or not (one.end == len(one.words) or other.end == len(other.words))


def _is_byline(side: Side) -> bool:
    """Say whether a passage begins a text, or follows its first "by", and is parted from what comes then: "By Ann Lee",
    "Ann Lee, staff writer", "GALT (Agency) -"."""
    words = side.words.folded
    if side.start and not (side.start <= BYLINE and words[side.start - 1] in anonymous_words()):
        return False
    if side.end == len(words):
        return False
    if _EDGE.search(side.text.between(side.end, side.end)):
        return True
    behind = range(side.end, min(side.end + BYLINE, len(words)))
    return any(words[at] in byline_roles() and _EDGE.search(side.text.between(at + 1, at + 1) or "\n") for at in behind)


def _is_credit(side: Side) -> bool:
    """Say whether a passage ends a text, and either stands by itself or follows a "by" that begins a sentence:
    "Reporting by Ann Lee", "Printed by the Galt Gazette"."""
    length = len(side.words)
    if side.end < length - BYLINE or not side.start:
        return False
    if side.end == length and _EDGE.search(side.text.between(side.start, side.start)):
        return True
    first = max(side.start - BYLINE, 1)
    begins = next((at for at in range(side.start - 1, first - 1, -1) if _EDGE.search(side.text.between(at, at))), None)
    return begins is not None and not anonymous_words().isdisjoint(side.words.folded[begins : side.start])


def _dates(one: Side, other: Side) -> Iterator[Difference]:
    calendar = date_names()
    mine, theirs = ([word for word in side.folded if word in calendar] for side in (one, other))
    if mine and theirs and mine != theirs and _in_a_sentence(one, other):
        yield Difference(kind=DATE, one=" ".join(mine), other=" ".join(theirs))


def _names(one: Side, other: Side) -> Iterator[Difference]:
    mine, theirs = _names_only_here(one, other.words), _names_only_here(other, one.words)
    if mine and theirs and not same_name(mine, theirs) and _in_a_sentence(one, other):
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


def _denials(one: Side, other: Side) -> Iterator[Difference]:
    if max(length(one), length(other)) > LEFT_OUT:
        return
    mine, theirs = (denies(side.words.folded, side.start, side.end) for side in (one, other))
    if mine is not theirs or _is_denied_form(one, other):
        yield Difference(kind="denial", one=" ".join(one.folded), other=" ".join(other.folded))


def _is_denied_form(one: Side, other: Side) -> bool:
    """Say whether a word of one side is the denial of one of the other side by its form."""
    languages = spoken(one.text, other.text)
    return any(denied_form(my, their, languages) for my in one.folded for their in other.folded)


def _qualifiers(one: Side, other: Side) -> Iterator[Difference]:
    """Yield a passage that is qualified otherwise than what replaces it: what will be, and what may be."""
    if not one or not other or max(length(one), length(other)) > QUALIFIED:
        return
    mine, theirs = _both_meanings(one, other)
    if mine == theirs or not _in_a_sentence(one, other):
        return
    if (mine and theirs) or not (mine | theirs) <= paraphrased() or _has_forms(*sorted((one, other), key=len)):
        yield Difference(kind="qualifier", one=" ".join(one.folded), other=" ".join(other.folded))


def _has_forms(short: Side, long: Side) -> bool:
    """Say whether each word of a passage is a form of one of the other's: "visits", "is expected to visit"."""
    return all(any(same_word(word, there) for there in long.folded) for word in short.folded)


def _lone_qualifiers(edited: Sequence[Place], words: int) -> Iterator[Difference]:
    """Yield qualifiers that only one text has, where nothing else came or went beside them: a minister, and a former
    one. Where an editor has cut words here and there, these were cut too; in a longer text already where he has
    touched up another."""
    found: list[Difference] = []
    for one, other in edited:
        if one and other:
            continue
        if length(one) + length(other) > LONE or not any(_both_meanings(one, other)):
            return
        if _in_a_sentence(one, other):
            found.append(Difference(kind="qualifier", one=" ".join(one.folded), other=" ".join(other.folded)))
    if words < UNTOUCHED or len(edited) == 1:
        yield from found


def _both_meanings(one: Side, other: Side) -> tuple[set[str], set[str]]:
    languages = spoken(one.text, other.text)
    return _meanings(one, other, languages), _meanings(other, one, languages)


def _meanings(side: Side, other: Side, languages: frozenset[str]) -> set[str]:
    """Return how a passage is qualified; words beside it count where a phrase goes on there."""
    first = max(side.start - NEAR, 0)
    found = {
        qualifier.meaning
        for qualifier in qualifiers(side.words.folded[first : side.end + NEAR], languages)
        if qualifier.start + first < side.end and side.start < qualifier.stop + first
    }
    prefixed = (prefix_meaning(my, their, languages) for my in side.folded for their in other.folded)
    return found | set(filter(None, prefixed))


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
        yield Difference(kind="number", one=" ".join(one.folded), other=" ".join(other.folded))


def _opposites(one: Side, other: Side) -> Iterator[Difference]:
    """Yield a word that stands against its opposite; words beside the passage count where a phrase goes on there."""
    mine, theirs = _answers(one), _answers(other)
    for question in sorted(mine.keys() & theirs.keys()):
        my, their = mine[question], theirs[question]
        if my.keys().isdisjoint(their.keys()):
            yield Difference(kind="opposite", one=next(iter(my.values())), other=next(iter(their.values())))


def _answers(side: Side) -> dict[str, dict[str, str]]:
    """Return the words by which a passage answers a question, by question and side."""
    first = max(side.start - 2, 0)
    words = side.words.folded[first : side.end + 2]
    found: dict[str, dict[str, str]] = {}
    for answer in answers(words):
        if answer.start + first < side.end and side.start < answer.stop + first:
            found.setdefault(answer.question, {})[answer.side] = " ".join(words[answer.start : answer.stop])
    return found


@cache
def _no_names() -> frozenset[str]:
    """Return the words that have a rule of their own, as dates or figures."""
    return date_names() | amount_words()
