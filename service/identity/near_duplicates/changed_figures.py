"""Which figures of added sentences are told figures with other values, where that is sure. Pure.

Two figures are of one thing if they count by the same word, or measure in the same unit, and people are killed, injured
or held in both or in neither. A toll may stand anywhere in what was told; any other figure only in the sentence that an
added one is a touched-up form of. Where it is not sure no change is stated, since the sentence itself tells the figure.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.facts.denials import denies
from service.facts.figures import figures
from service.facts.opposites import Answer, answers
from service.facts.quantities import Quantity, quantities
from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.replaced_words import says_something
from service.identity.near_duplicates.told_text import STEM, Sentence, Told
from service.models import ChangedFigure

FIGURES = 8
"""Figures that are kept."""

TOLLS = frozenset({"harm", "custody"})
"""Questions of `opposites.toml` whose sides say what became of the people that a figure counts."""

LONGEST = 1_000
"""Characters of the longest sentence whose figures are compared: a longer line is a table."""

UNIT = 40
"""Characters from the beginning of a number in which its unit stands."""

AROUND = 30
"""Words on either side of a figure in which a word is looked for that says what became of the people."""

VICTIM = 4
"""Words between the article of a single victim, or a number of victims, and the word that says what became of them."""

_SIGNS = re.compile(r"[,.;:!?()\n\u2013\u2014\u3001\u3002\uff0c]")
"""Signs at which a clause may end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A sentence that is an addition."""

    sentence: Sentence
    near: str
    """The told sentences that it is a touched-up form of; empty where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A figure as a sentence states it."""

    quantity: Quantity
    noun: str
    """The stem of the word that it counts by; empty where none is known or it has a unit."""
    unit: str
    sides: frozenset[str]
    """The side that it is of in each question, `harm:dead`: the nearest in the sentence."""
    said: tuple[tuple[str, str], ...]
    """The tolls that it surely is of, each with the word that says so, as spelt."""

    @property
    def toll(self) -> frozenset[str]:
        """Return the sides that say what became of the people."""
        return frozenset(side for side in self.sides if side.partition(":")[0] in TOLLS)

    @property
    def thing(self) -> tuple[str, str, frozenset[str]]:
        """Return what must be the same of two figures of one thing."""
        return self.noun, self.unit, self.toll


def changed_figures(added: Sequence[Added], told: Sequence[Told], later: Told) -> tuple[ChangedFigure, ...]:
    """Return the figures of added sentences that the first of the told texts has with another value, and none of them
    with the same; at most `FIGURES`."""
    new = [(one, figure) for one in added for figure in _stated(one.sentence)]
    if not new:
        return ()
    known = {quantity.value for one in told for quantity in (*one.quantities, *(quantities(one.title or "") or ()))}
    tolls = [figure for sentence in told[0].sentences for figure in _stated(sentence) if figure.toll]
    kept = [figure for sentence in later.sentences for figure in _stated(sentence)]
    pairs: dict[tuple[object, str], dict[str, ChangedFigure]] = defaultdict(dict)
    for one, figure in new:
        if figure.quantity.value in known:
            continue
        was = _in_place(figure, one, kept) or _toll(figure, tolls, kept)
        if was is not None:
            what, before, after = figure.quantity.counted, was.quantity.spelt, figure.quantity.spelt
            change = ChangedFigure(what="" if figure.unit else what or "", before=before, after=after)
            pairs[figure.thing, before].setdefault(after, change)
    # Of one that would have two new values it is not sure which it has.
    found = {change: None for changed in pairs.values() if len(changed) == 1 for change in changed.values()}
    several = [figure for _, figure in new if figure.quantity.value != ("1",)]
    found.update(dict.fromkeys(_for_single_victims(several, tolls, told[0])))
    return tuple(found)[:FIGURES]


def _in_place(new: _Stated, added: Added, kept: Sequence[_Stated]) -> _Stated | None:
    """Return the figure of the told sentence that a new one stands for: each is the only one of its thing there, and
    the later text has the told one no more."""
    was = [one for line in added.near.split("\n") for one in _stated(Sentence(line, spoken=added.sentence.spoken))]
    was = [one for one in was if one.thing == new.thing]
    now = {one.quantity.value for one in _stated(added.sentence) if one.thing == new.thing}
    still = {one.quantity.value for one in kept if one.thing == new.thing}
    values = {one.quantity.value for one in was}
    return was[0] if len(values) == len(now) == 1 and not values & still and _agree(was[0], new) else None


def _toll(new: _Stated, tolls: Sequence[_Stated], kept: Sequence[_Stated]) -> _Stated | None:
    """Return the only toll of its thing in what was told, if the new one is the only one in the later text."""
    if not new.noun:
        return None
    was = [one for one in tolls if one.thing == new.thing]
    single = all(len({one.quantity.value for one in side if one.thing == new.thing}) == 1 for side in (was, kept))
    return was[0] if single else None


def _agree(one: _Stated, other: _Stated) -> bool:
    """Say whether two figures in one place are of one thing: they answer no question otherwise, and unless both are
    tolls, some of the words around them are the same and none stands for another."""
    opposed = {side.partition(":")[0] for side in one.sides - other.sides}
    if opposed & {side.partition(":")[0] for side in other.sides - one.sides}:
        return False
    mine, theirs = one.quantity.clause, other.quantity.clause
    return bool(one.noun and one.toll) or (bool(mine & theirs) and (mine <= theirs or theirs <= mine))


# ── figures of sentences ──────────────────────────────────────────────────────────────────────────────────────────────


def _stated(sentence: Sentence) -> list[_Stated]:
    """Return the figures of a sentence, each with its unit and what became of the people that it counts, without those
    to which two sides are equally near."""
    numbers = quantities(sentence.text) if len(sentence.text) <= LONGEST else ()
    if not numbers:
        return []
    words = ComparedWords(sentence.text)
    read, spans = words.located()
    sides = list(answers(words.folded))
    starts = [side.start for side in sides]
    found, end = [], 0
    for quantity in numbers:
        number = re.compile(rf"(?<!\d){re.escape(_beginning(quantity))}(?!\d)").search(read, end)
        if number is None:
            break
        start, end = number.span()
        place = bisect_right(spans, (start, len(read))) - 1
        near = sides[bisect_left(starts, place - AROUND) : bisect_right(starts, place + AROUND)]
        nearest = _nearest(near, place)
        if len({side.partition(":")[0] for side in nearest}) < len(nearest):
            continue
        unit = _unit(read, start, sentence.spoken)
        noun = "" if unit else (quantity.counted or "").casefold()[:STEM]
        said = () if unit else tuple(_said(words, place, near, quantity))
        found.append(_Stated(quantity=quantity, noun=noun, unit=unit, sides=nearest, said=said))
    return found


def _beginning(quantity: Quantity) -> str:
    """Return the digits or the word that a number begins with."""
    spelt = quantity.spelt
    return (spelt if spelt[0].isalnum() else spelt[1:]).split(" ")[0]


def _unit(read: str, start: int, spoken: frozenset[str] | None) -> str:
    """Return the unit of the number that begins at a character; empty where none is named."""
    begin = max(start - VICTIM, 0)
    found = figures(read[begin : start + UNIT], spoken)
    return next((one.unit for one in found if one.start <= start - begin < one.stop), "")


def _nearest(sides: Sequence[Answer], place: int) -> frozenset[str]:
    """Return of each question the side, or the sides, that are the nearest to a word."""
    apart: dict[str, dict[int, set[str]]] = {}
    for side in sides:
        distance = max(side.start - place, place - side.stop + 1)
        apart.setdefault(side.question, {}).setdefault(distance, set()).add(str(side))
    return frozenset(side for there in apart.values() for side in there[min(there)])


def _said(words: ComparedWords, place: int, sides: Sequence[Answer], quantity: Quantity) -> Iterator[tuple[str, str]]:
    """Yield the tolls that a figure is of by the words beside it ("five dead", "five people were killed", "killed five
    people"), each with the word that says so."""
    for side in sides:
        if side.question not in TOLLS:
            continue
        behind = side.start > place
        between = words.folded[place + 1 : side.start] if behind else words.folded[side.stop : place]
        telling = [word for word in between if says_something(word)]
        counted = [(quantity.counted or "").casefold()]
        joined = telling in ([], counted) if behind else not telling and quantity.counted is not None
        if joined and len(between) <= VICTIM:
            yield str(side), " ".join(words.spelt[side.start : side.stop])


# ── a toll in the place of a single victim ────────────────────────────────────────────────────────────────────────────


def _for_single_victims(new: Sequence[_Stated], tolls: Sequence[_Stated], told: Told) -> Iterator[ChangedFigure]:
    """Yield the tolls that were told without a figure, of one victim, and are new: "a child died", "five dead". The
    side is told once in the text, once in the title or in both, and the new texts have one figure of it."""
    said = {side: word for figure in reversed(new) for side, word in figure.said}
    for side, word in said.items():
        now = [figure for figure in new if side in dict(figure.said)]
        if len({figure.quantity.value for figure in now}) > 1 or any(side in one.toll for one in tolls):
            continue
        clauses = [
            (sentence, _victim(sentence, answer))
            for sentence in told.sentences
            for answer in answers(ComparedWords(sentence.text).folded)
            if str(answer) == side
        ]
        of_text = [victim for sentence, victim in clauses if not sentence.is_title]
        if len(of_text) <= 1 and len(clauses) - len(of_text) <= 1 and all(victim for _, victim in clauses):
            for victim in (of_text or [victim for _, victim in clauses])[:1]:
                yield ChangedFigure(what=word, before=victim, after=now[0].quantity.spelt)


def _victim(sentence: Sentence, side: Answer) -> str:
    """Return the few words by which a single victim is told, as spelt; empty where it is not sure that one is."""
    words = ComparedWords(sentence.text)
    read, spans = words.located()
    if denies(words.folded, max(side.start - VICTIM, 0), side.stop):
        return ""
    ones = [bisect_left(spans, (figure.start,)) for figure in figures(read, sentence.spoken) if figure.value == "1"]
    is_final = Answer(question="life", side="dead", start=side.start, stop=side.stop) in answers(words.folded)
    behind = words.folded[side.stop : side.stop + 1]
    # 1. "killed a child".
    if side.stop in ones and not is_final:
        first, last = side.start, side.stop + 2
        return _spelt(words, first, last) if any(map(says_something, words.folded[last - 1 : last])) else ""
    # 2. "a child died", "one person was killed"; with a noun before it, "killed" may be what somebody did.
    open_end = not any(map(says_something, behind)) or not _spelt(words, side.start, side.stop + 1)
    before = [place for place in ones if place < side.start <= place + VICTIM + 1]
    if before and open_end:
        first = before[-1]
        is_passive = not says_something(words.folded[side.start - 1])
        starts = not first or says_something(words.folded[first - 1]) or not _spelt(words, first - 1, first + 1)
        noun = says_something(words.folded[first + 1]) and first + 1 < side.start
        return _spelt(words, first, side.stop) if starts and noun and (is_final or is_passive) else ""
    # 3. "Child dead".
    begins = side.start == 1 or (side.start > 1 and not _spelt(words, side.start - 2, side.start))
    bare = begins and says_something(words.folded[side.start - 1]) and (is_final or sentence.is_title)
    return _spelt(words, side.start - 1, side.stop) if bare and open_end else ""


def _spelt(words: ComparedWords, start: int, stop: int) -> str:
    """Return some words as they stand; empty where a sign stands between them."""
    read, spans = words.located()
    inside = read[spans[start][0] : spans[min(stop, len(spans)) - 1][1]]
    return "" if _SIGNS.search(inside) else inside
