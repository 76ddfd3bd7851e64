"""Where in a told text a sentence may stand touched up, and whether it states something else there. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from service.facts.figures import figures, same_figure
from service.facts.opposites import answers, opposites_in
from service.facts.sentence_facts import SentenceFacts, sentence_facts
from service.facts.word_usage import WordUsage
from service.facts.words import words
from service.identity.near_duplicates.replaced_words import (
    are_spellings,
    are_synonyms,
    is_figure,
    plain_words,
    restates,
    substitutions,
)
from service.identity.near_duplicates.told_text import RUN, STEM, Sentence, Told, is_telling
from service.text.characters import without_accents

COMMON = 40
"""A word that stands more often in a told text is not looked up."""

ALONE = 0.85
"""A single told sentence stands for several neighbouring ones that have a sentence's words where it has such a share
of them: what its neighbours state counts for nothing then."""

FEW_SIGNS = 6
"""Signs of a script without spaces that may be a denial."""

_UNREAD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in a told text that has some of a sentence's words. Without slots, so that what is computed is kept."""

    share: float
    """Of the sentence's telling words, how many it has."""
    fresh: int
    """The longest run of the sentence's telling words that it has not."""
    text: str
    keys: tuple[str, ...]
    stems: frozenset[str]
    is_one: bool = False
    """It is a single sentence."""
    told: Told | None = None
    sentences: tuple[Sentence, ...] = ()

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Return its words with each figure as one."""
        return tuple(key for sentence in self.sentences for key in sentence.folded)


_NOWHERE = Place(share=0.0, fresh=0, text="", keys=(), stems=frozenset())


def nearest(sentence: Sentence, told: Told) -> Place:
    """Return the place in a told text, about as long as the sentence, that has most of its telling words."""
    telling = sentence.telling
    if not telling:
        return _NOWHERE
    wanted = Counter(telling)
    hits = sorted(
        (place, number, stem)
        for stem in wanted
        if len(places := told.places.get(stem, ())) <= COMMON or is_figure(stem)
        for place, number in places[:COMMON]
    )
    width = max(len(sentence.keys) * 8 // 5, len(sentence.keys) + 8)
    counts: Counter[str] = Counter()
    best, where, first, have = 0, (0, 0), 0, 0
    for place, number, stem in hits:
        have += counts[stem] < wanted[stem]
        counts[stem] += 1
        while hits[first][0] <= place - width:
            gone = hits[first][2]
            counts[gone] -= 1
            have -= counts[gone] < wanted[gone]
            first += 1
        if have > best:
            best, where = have, (hits[first][1], number)
    if not best:
        return _NOWHERE
    return _place(sentence, told, where[0], where[1] + 1)


def _place(sentence: Sentence, told: Told, start: int, stop: int) -> Place:
    """Return neighbouring sentences of a told text as the place of a sentence, or one of them that does as well."""
    telling = sentence.telling
    shares = {}
    for number in range(start, stop):
        stems = {key[:STEM] for key in told.sentences[number].keys}
        shares[number] = sum(stem in stems for stem in telling)
    best = max(shares, key=lambda number: shares[number])
    keys = tuple(key for one in told.sentences[start:stop] for key in one.keys)
    stems = {key[:STEM] for key in keys}
    if stop - start > 1 and shares[best] >= ALONE * sum(stem in stems for stem in telling):
        return _place(sentence, told, best, best + 1)
    return Place(
        share=sum(stem in stems for stem in telling) / len(telling),
        fresh=_longest_run(stem not in stems for stem in telling),
        text="\n".join(one.text for one in told.sentences[start:stop]),
        keys=keys,
        stems=frozenset(stems),
        is_one=stop - start == 1,
        told=told,
        sentences=told.sentences[start:stop],
    )


def _longest_run(values: Iterable[bool]) -> int:
    longest = run = 0
    for value in values:
        run = run + 1 if value else 0
        longest = max(longest, run)
    return longest


def differs(sentence: Sentence, facts: SentenceFacts, place: Place, usage: WordUsage) -> bool:
    """Say whether a sentence has a fact that the place it is a touched-up form of has not."""
    if any(substitutions(place.folded, sentence.folded)) or _swaps(sentence, facts, place):
        return True
    there = sentence_facts(place.text, usage)
    known = figures(place.text, sentence.spoken)
    counted = [figure for figure in figures(sentence.text, sentence.spoken) if not figure.weak]
    if any(not any(same_figure(figure, other) for other in known) for figure in counted):
        return True
    if facts.denials > there.denials or _takes_side_anew(sentence, there, place):
        return True
    if facts.denials < there.denials and place.is_one and len(place.keys) <= len(sentence.keys) + RUN:
        return True  # it says now what was denied; with a clause more left out, the denial has gone with it
    if place.is_one and _is_longer_by_signs(sentence, place):
        return True
    if any(_quotes_anew(quotation, place) for quotation in facts.quotations):
        return True
    vocabulary = place.told.vocabulary if place.told else frozenset()
    values = {figure.value for figure in known}
    # A name or a date from elsewhere in the text may be told here ("he" → "Ortiz"), but not in place of another.
    for mine, theirs in ((facts.names, there.names), (facts.dates, there.dates)):
        anew = {key for key in map(without_accents, mine - theirs) if key[:STEM] not in place.stems | values}
        if any(name not in vocabulary for name in anew) or (anew and theirs - mine):
            return True
    return False


def is_restated(sentence: Sentence, place: Place) -> bool:
    """Say whether a sentence is one that was told, in other words of the same meaning throughout."""
    return place.is_one and restates(place.folded, sentence.folded)


def _takes_side_anew(sentence: Sentence, there: SentenceFacts, place: Place) -> bool:
    """Say whether a sentence takes a side that its place does not take. A word that means the same as one of the place
    may take one more ("dead", "killed"), as long as that does not take the other."""
    cut = words(sentence.text).keys
    answered = {answer.partition(":")[0] for answer in there.opposites}
    counted_sides = opposites_in(cut)
    for answer in answers(cut):
        if str(answer) not in counted_sides or str(answer) in there.opposites:
            continue
        said = " ".join(plain_words(" ".join(cut[answer.start : answer.stop])))
        if answer.question in answered or not any(are_synonyms(said, other) for other in place.keys):
            return True
    return False


def _is_longer_by_signs(sentence: Sentence, place: Place) -> bool:
    """Say whether a few signs more or less, in one place, are all in which a sentence differs from the one there. In
    Thai, Lao, Burmese and Khmer, whose denials no table knows, they may be one."""
    if not _UNREAD.search(sentence.text):
        return False
    codes = SequenceMatcher(None, place.keys, sentence.keys, autojunk=False).get_opcodes()
    others = [code for code in codes if code[0] != "equal"]
    if len(others) != 1 or others[0][0] == "replace":
        return False
    _, start, stop, new_start, new_stop = others[0]
    return stop - start + new_stop - new_start <= FEW_SIGNS


def _swaps(sentence: Sentence, facts: SentenceFacts, place: Place) -> bool:
    """Say whether figures or names have changed places, and all other words that say something have not."""
    stated = facts.names | {key for key in sentence.folded if is_figure(key)}
    mine, theirs = ([key for key in keys if is_telling(key)] for keys in (sentence.folded, place.folded))
    if mine == theirs or sorted(mine) != sorted(theirs):
        return False
    rest, other = ([key for key in keys if key not in stated] for keys in (mine, theirs))
    return rest == other


def _quotes_anew(quotation: str, place: Place) -> bool:
    """Say whether a quotation has a telling word that the place in the told text has not, in no spelling."""
    keys = filter(is_telling, plain_words(quotation))
    return any(key[:STEM] not in place.stems and not _is_spelling(key, place) for key in keys)


def _is_spelling(key: str, place: Place) -> bool:
    """Say whether a word is another spelling of one in a place, or means the same."""
    return any(are_spellings(key, other) or are_synonyms(key, other) for other in place.keys)
