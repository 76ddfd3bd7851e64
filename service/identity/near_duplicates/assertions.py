"""Where a text denies what the other states, or qualifies it otherwise: "may" for "will", a former minister. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.facts.denials import denied_form, denies
from service.facts.fact_rules import date_names
from service.facts.qualifiers import Qualifier, paraphrased, prefix_meaning, qualifiers
from service.facts.spellings import same_word
from service.identity.near_duplicates.same_places import (
    LEFT_OUT,
    SIGNS,
    Difference,
    Place,
    Side,
    differing,
    is_sign,
    length,
    spoken,
)
from service.identity.near_duplicates.text_edges import in_a_sentence

QUALIFIED = 4
"""Words of a passage, on either side, within which a qualifier is an edit; with more, a clause was written anew."""

BESIDE_IT = 1
"""Words that came or went with a qualifier that only one text has."""

UNTOUCHED = 200
"""Words. In a longer text a qualifier that only one has counts only where nothing else was edited: of 88 copies that an
editor had cut here and there, each twentieth has lost a "former" or "apparently"."""

GOES_ON = 9
"""Words beside a passage, on either side, in which a phrase may begin or end."""


def denied(one: Side, other: Side) -> Iterator[Difference]:
    """Yield a passage that one text denies and the other states: by a word, or by the form of one."""
    if max(length(one), length(other)) > LEFT_OUT:
        return
    mine, theirs = (denies(side.words.folded, side.start, side.end) for side in (one, other))
    if mine is not theirs or _is_denied_form(one, other):
        yield differing("denial", one, other)


def _is_denied_form(one: Side, other: Side) -> bool:
    """Say whether a word of one side is the denial of one of the other side by its form."""
    languages = spoken(one.text, other.text)
    return any(denied_form(my, their, languages) for my in one.folded for their in other.folded)


def qualified(one: Side, other: Side) -> Iterator[Difference]:
    """Yield a passage that is qualified otherwise than what replaces it: what will be, and what may be."""
    if not one or not other or max(length(one), length(other)) > QUALIFIED:
        return
    mine, theirs = _both_meanings(one, other)
    if mine == theirs or not in_a_sentence(one, other):
        return
    if (mine and theirs) or not (mine | theirs) <= paraphrased() or _has_forms(*sorted((one, other), key=len)):
        yield differing("qualifier", one, other)


def _has_forms(short: Side, long: Side) -> bool:
    """Say whether each word of a passage is a form of one of the other's: "visits", "is expected to visit"."""
    return all(any(same_word(word, there) for there in long.folded) for word in short.folded)


def lone_qualifiers(edited: Sequence[Place], words: int) -> Iterator[Difference]:
    """Yield qualifiers that only one text has, where nothing else came or went beside them: a minister, and a former
    one. Where an editor has cut words here and there, these were cut too; in a longer text already where he has
    touched up another."""
    found: list[Difference] = []
    for one, other in edited:
        if one and other:
            continue
        languages = spoken(one.text, other.text)
        if (
            not any(_both_meanings(one, other))
            or max(_unqualified(side, languages) for side in (one, other)) > BESIDE_IT
        ):
            return
        if in_a_sentence(one, other):
            found.append(differing("qualifier", one, other))
    if words < UNTOUCHED or len(edited) == 1:
        yield from found


def _both_meanings(one: Side, other: Side) -> tuple[set[str], set[str]]:
    languages = spoken(one.text, other.text)
    return _meanings(one, other, languages), _meanings(other, one, languages)


def _meanings(side: Side, other: Side, languages: frozenset[str]) -> set[str]:
    """Return how a passage is qualified."""
    prefixed = (prefix_meaning(my, their, languages) for my in side.folded for their in other.folded)
    return {qualifier.meaning for qualifier in _qualifiers_of(side, languages)} | set(filter(None, prefixed))


def _qualifiers_of(side: Side, languages: frozenset[str]) -> list[Qualifier]:
    """Return the qualifiers of a passage, by the places of its text; words beside it count where a phrase goes on
    there."""
    first = max(side.start - GOES_ON, 0)
    found = qualifiers(side.words.folded[first : side.end + GOES_ON], languages)
    moved = (replace(each, start=each.start + first, stop=each.stop + first) for each in found)
    inside = (each for each in moved if each.start < side.end and side.start < each.stop)
    return [each for each in inside if not _is_month(side, each)]


def _is_month(side: Side, found: Qualifier) -> bool:
    """Say whether what may qualify is the name of a month: "May"."""
    words = side.words
    return words.folded[found.start] in date_names() and words.spelt[found.start][0].isupper()


def _unqualified(side: Side, languages: frozenset[str]) -> int:
    """Return how many words of a passage are no qualifiers, signs of scripts that do not part words by threes."""
    known = {at for each in _qualifiers_of(side, languages) for at in range(each.start, each.stop)}
    rest = [word for at, word in enumerate(side.folded, side.start) if at not in known]
    signs = sum(map(is_sign, rest))
    return len(rest) - signs + -(-signs // SIGNS)
