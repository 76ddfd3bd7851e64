"""What one publication is to another, by their texts, titles, sites and times. Pure, and symmetric."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from service.facts.topic_names import calendar_words
from service.identity.near_duplicates.differences import DATE, differences
from service.identity.near_duplicates.fingerprint import READ, SHINGLE, ComparedWords
from service.identity.near_duplicates.headlines import Headline, headline_differences, headline_of
from service.identity.near_duplicates.replaced_words import (
    SIGN,
    Substitution,
    folded_words,
    says_something,
    substitutions,
)
from service.identity.near_duplicates.same_places import Difference, signs_at_figures
from service.identity.near_duplicates.similarity import FEWEST, MatchKind, Similarity, similarity
from service.identity.near_duplicates.told_text import Told

RECURRENCE = timedelta(hours=96)
"""Short texts with the same words further apart than this are two items ("FED ADDS RESERVES" is issued word for word
three weeks apart; research on recurring templated items)."""

NOTICE = 60
"""Words. A text of fewer may be a notice that comes again word for word, whoever publishes it."""

STEM = 6
"""Letters by which the words are compared that name what a notice is about."""

CLEAN = 2
"""Words by which the name of one thing may be longer than that of the other."""

SERIES = 120
"""Words. A text of fewer may be an issue of a weather or market report that its site publishes again and again."""

TEMPLATE = 250
"""Words. Texts of fewer that are alike but for what their titles name are two notices made by one template."""

SHORTER = 0.9
"""Share of the longer of two such notices that the shorter one has at least: a later report adds, a template replaces.
"""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A publication as it is compared. Without slots, so that what is computed from its title is kept."""

    title: str | None
    words: ComparedWords
    hashes: frozenset[str]
    """`text_hash` of its text and, where boilerplate was left out of it, of the page's whole text; no empty hash."""
    host: str
    """Empty for a local document."""
    at: datetime
    """When it was published; where that is not known, when it was first seen."""

    @cached_property
    def headline(self) -> Headline:
        """Return its title with its text."""
        return Headline(words=headline_of(self.title), text=self.words, at=self.at)

    @cached_property
    def heading(self) -> ComparedWords:
        """Return the words of its title."""
        return ComparedWords(self.title or "")


def relation(one: Piece, other: Piece) -> Similarity | None:
    """Return a copy's or a variant's similarity; None if the two are unrelated, or two issues of a series."""
    if one.hashes & other.hashes:
        found: Similarity | None = _of_same_words(one, other)
    else:
        found = similarity(one.words, other.words)
    if found is None or _recurs(one, other, found) or (not one.hashes & other.hashes and _name_others(one, other)):
        return None
    differing = headline_differences(one.headline, other.headline)
    return replace(found, kind=MatchKind.VARIANT, differing=(*differing, *found.differing)) if differing else found


def _of_same_words(one: Piece, other: Piece) -> Similarity:
    """Return what two texts with the same words have in common: all, unless figures have other signs, which are not
    among the words that are hashed."""
    found = _differing_signs(one, other)
    return Similarity(kind=MatchKind.VARIANT if found else MatchKind.COPY, covered=1.0, covers=1.0, differing=found)


def _differing_signs(one: Piece, other: Piece) -> tuple[Difference, ...]:
    """Return the figures in which two texts differ, if signs stand beside them that are not the same in both."""
    mine, theirs = one.words.text, other.words.text
    if mine == theirs or signs_at_figures(mine) == signs_at_figures(theirs):
        return ()
    return tuple(difference for difference in differences(one.words, other.words) if difference.kind == "number")


def differ_beside_sentences(one: Piece, other: Piece) -> bool:
    """Say whether two texts differ in what the words of their sentences do not show: in the headline, or in the signs
    at their figures."""
    return bool(headline_differences(one.headline, other.headline) or _differing_signs(one, other))


def differ_in_matter(one: Told, other: Told) -> bool:
    """Say whether two texts that are alike differ in a fact of their matter, and not only in their credits; of books,
    that they do."""
    if max(len(one.text), len(other.text)) > READ:
        return True
    return bool(differences(ComparedWords(one.matter), ComparedWords(other.matter)))


def _recurs(one: Piece, other: Piece, found: Similarity) -> bool:
    """Say whether these are two issues of a series, and not one text twice."""
    apart = abs(one.at - other.at) > RECURRENCE
    same_site = bool(one.host) and one.host == other.host
    longest = max(len(one.words), len(other.words))
    # 1. Short texts under different titles: set words of a notice.
    if min(len(one.words), len(other.words)) < FEWEST + SHINGLE - 1 and one.heading.masked != other.heading.masked:
        return True
    # 2. Days apart and short: a notice or report that is issued again word for word.
    if apart and longest < (SERIES if same_site else NOTICE):
        return True
    # 3. Of one text with other figures: days apart, or on one site with another date, it is the next issue.
    if found.kind is MatchKind.COPY:
        return False
    dated = any(difference.kind == DATE for difference in found.differing)
    return (apart and (same_site or longest < SERIES)) or (dated and same_site)


def _name_others(one: Piece, other: Piece) -> bool:
    """Say whether these are two notices by one template: their titles name two things, and each text has its own where
    the other has the other's, and nowhere the other's."""
    shorter, longer = sorted((len(one.words), len(other.words)))
    if longer > TEMPLATE * _signs(one.words.text) or shorter < SHORTER * longer:
        return False
    named = list(substitutions(folded_words(one.title or ""), folded_words(other.title or "")))
    if not named:
        return False
    mine, theirs = folded_words(one.words.text), folded_words(other.words.text)
    replaced = [pair for pair in substitutions(mine, theirs, compared=longer + 1) if _is_clean(pair)]
    return any(
        _names(title.before, text.before) and _names(title.after, text.after) for title in named for text in replaced
    )


def _is_clean(pair: Substitution) -> bool:
    """Say whether one thing stands for another, and not a clause for a word."""
    return abs(len(pair.before) - len(pair.after)) <= CLEAN * (4 if SIGN.match(pair.before[0]) else 1)


def _names(title: Sequence[str], text: Sequence[str]) -> bool:
    """Say whether a passage of a title and one of the text name one thing: they share a word that says something, and
    is no day or month; where each sign is a word, one holds the other."""
    if SIGN.match(title[0]) and SIGN.match(text[0]):
        short, long = sorted(("".join(title), "".join(text)), key=len)
        return len(short) > 1 and short in long
    words, others = ({word[:STEM] for word in side if _may_name(word)} for side in (title, text))
    return not words.isdisjoint(others)


def _may_name(word: str) -> bool:
    return says_something(word) and word not in calendar_words()


def _signs(text: str) -> int:
    """Return how many signs make a word of a text's script, roughly."""
    return 2 if SIGN.search(text[:200]) else 1
