"""What a text states that was not told before: its sentences that carry a fact and stand in none of the texts that were
told, word for word or touched up. Pure.

Each sentence is looked for in two steps. First word for word: all its runs of three words stand in what was told,
numbers written out or in figures being one. What is left is touched up where most of its telling words stand close
together in one told text, and each of its figures, names, dates, denials, opposites and quotations among them. The time
grows with the texts' length: common words are not looked up, and so many sentences are examined at most.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.facts.figures import Figure, figures, same_figure
from service.facts.languages import languages
from service.facts.opposites import opposites_in
from service.facts.quantities import Quantity, quantities
from service.facts.sentence_facts import SentenceFacts, sentence_facts
from service.facts.word_usage import NO_USAGE, WordUsage
from service.facts.words import words
from service.identity.near_duplicates.credits import is_prose, states_nothing, without_dateline, without_label
from service.identity.near_duplicates.fingerprint import READ, REMEMBERED
from service.identity.near_duplicates.replaced_words import (
    are_spellings,
    are_synonyms,
    folded_words,
    is_figure,
    plain_words,
    says_something,
    substitutions,
)
from service.models import ChangedFigure
from service.text.characters import ONE_SIGN_A_WORD, without_accents
from service.text.display import clipped

RUN = 3
"""Words in a row that stand as they were told."""

TOUCHED_UP = 0.66
"""Share of a sentence's telling words that stand close together in a told text of which it is a touched-up form."""

ALONE = 0.85
"""A single told sentence stands for several neighbouring ones that have a sentence's words where it has such a share
of them: what its neighbours state counts for nothing then."""

IN_PLACE = 0.8
"""The share from which a sentence with another fact is the same sentence, and not a new one."""

FRESH = 4
"""Telling words in a row that a touched-up sentence may not have anew; so many make a clause."""

FEWEST = 4
"""Words. A shorter sentence without facts is no news by itself."""

UNPUNCTUATED = 16
"""Words from which a line without a full stop is prose all the same: Thai has none, and some pages lose theirs."""

STEM = 6
"""Letters by which words are compared, so that most endings do not count."""

COMMON = 40
"""A word that stands more often in a told text is not looked up."""

EXAMINED = 300
"""Sentences of one text that are examined beyond the comparison word for word."""

SEARCHED = 3
"""Told texts that are read to their end for a title's figures, the nearest."""

KEPT = 8
"""Sentences that are kept as what a text adds."""

CLIPPED = 300
"""Characters of a kept sentence."""

_SENTENCE = re.compile(r"(?<=[.!?…।؟۔])[\"'”’»)\]]*\s+(?=[^\W_a-z]|[\"'“«„(\[]|\d)|(?<=[。！？])")
_ABBREVIATED = re.compile(r"(?:^|[\s(\"'“.])(?:[A-ZÀ-ÖА-Я][A-Za-zа-я]{0,3}|[A-Za-z]|[a-z]\.[a-z])\.$")
_PART = re.compile(r"[.!?。！？]\s|\n")
_TEASED = re.compile(r"\s*\[[^\]\d]{3,30}\]\s*$")
"""What stands in brackets at the end of a teaser: "[Read more]"."""
_SIGN = re.compile(f"[{ONE_SIGN_A_WORD}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What a text adds to what was told. It is false where it adds nothing."""

    sentences: tuple[str, ...] = ()
    """Those that carry a fact not told before, as spelt, the most telling first; a title counts as one."""
    figures: tuple[ChangedFigure, ...] = ()
    """Figures of told things that have other values now."""
    in_place: bool = True
    """Each of them is a told sentence with another fact in the same place, and none is new."""
    as_told: bool = False
    """Every sentence stands word for word in what was told."""

    def __bool__(self) -> bool:
        return bool(self.sentences)


# ── texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Told:
    """A text as it is told, and searched. Without slots, so that what is computed from it is kept."""

    title: str | None
    text: str

    @cached_property
    def sentences(self) -> tuple["Sentence", ...]:
        """Return its title and the sentences of its text."""
        return (*_titles(self.title), *split(self.text))

    @property
    def whole(self) -> str:
        """Return the title and the part of the text that is compared."""
        return f"{self.title or ''}\n{self.text[:READ]}"

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Return the runs of words, within sentences and across them, and each short sentence as a whole."""
        found: set[tuple[str, ...]] = set()
        for keys in (self._words, *(title.keys for title in _titles(self.title))):
            found.update(zip(keys, keys[1:], keys[2:], strict=False))
        found.update(sentence.keys for sentence in self.sentences if len(sentence.keys) < RUN)
        return frozenset(found)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(key for sentence in self.sentences if not sentence.is_title for key in sentence.keys)

    @cached_property
    def matter(self) -> str:
        """Return the text without the lines that state nothing of the matter."""
        return "\n".join(line for line in self.text.split("\n") if line.strip() and not states_nothing(line))

    @property
    def beyond(self) -> tuple["Sentence", ...]:
        """Return what a book has beyond the part that is compared word for word, cut at full stops; each part once."""
        return tuple(Sentence(part, is_beyond=True) for part in dict.fromkeys(self._parts(READ)))

    @cached_property
    def beyond_texts(self) -> frozenset[str]:
        """Return the parts of a book near the end of what is compared word for word, and beyond."""
        return frozenset(self._parts(READ // 2))

    def _parts(self, start: int) -> Iterator[str]:
        if len(self.text) > READ:
            begin = max(self.text.rfind(". ", 0, start), self.text.rfind("\n", 0, start)) + 1
            parts = (part.strip() for part in _PART.split(self.text[begin:]))
            yield from (part for part in parts if part)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return its numbers with what they count."""
        return quantities(self.text[: READ - 1]) or ()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return each of its words once."""
        return frozenset(key for sentence in self.sentences for key in sentence.keys)

    @cached_property
    def places(self) -> dict[str, list[tuple[int, int]]]:
        """Return where each stem stands: the running number of the word, and its sentence."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        place = 0
        for number, sentence in enumerate(self.sentences):
            for key in sentence.keys:
                found[key[:STEM]].append((place, number))
                place += 1
        return found


@dataclass(frozen=True)
class Sentence:
    """A sentence or line of a text. Without slots, so that what is computed from it is kept."""

    text: str
    paragraph: str = ""
    is_title: bool = False
    is_beyond: bool = False
    """It stands beyond the part of a book that is compared word for word, and is compared as it is written."""
    spoken: frozenset[str] | None = None
    """The languages that its text may be in."""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return its words as they are looked for."""
        return plain_words(self.text)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Return its words as they are compared with those of a place, each figure as one."""
        return folded_words(self.text, self.spoken)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """Return the stems of its words that say something, in order."""
        return tuple(key[:STEM] for key in self.keys if is_telling(key))

    @property
    def is_prose(self) -> bool:
        """Say whether it reads as a sentence, and not as a label, a heading or a link."""
        return is_prose(self.paragraph or self.text) or len(self.keys) >= UNPUNCTUATED * (3 if self._is_signs else 1)

    @property
    def fewest(self) -> int:
        """Return how many words a sentence without facts must have to be news."""
        return FEWEST * (2 if self._is_signs else 1)

    @property
    def _is_signs(self) -> bool:
        return _SIGN.search(self.text) is not None


def as_told(title: str | None, text: str) -> Told:
    """Return a text as it is told. Of the last few short ones, what was computed is at hand: copies of one text come
    one after the other."""
    return _remembered(title, text) if len(text) <= REMEMBERED else Told(title, text)


@lru_cache(maxsize=48)
def _remembered(title: str | None, text: str) -> Told:
    return Told(title, text)


def split(text: str) -> tuple[Sentence, ...]:
    """Cut the part of a text that is compared into the sentences of its lines, each line without its dateline."""
    found: list[Sentence] = []
    spoken = languages(text)
    for line in filter(None, map(str.strip, text[:READ].split("\n"))):
        parts = _sentences(_TEASED.sub("", without_dateline(line)))
        found.extend(Sentence(part, line, spoken=spoken) for part in parts)
    return tuple(found)


def _titles(title: str | None) -> tuple[Sentence, ...]:
    return (Sentence(without_label(title), is_title=True),) if title else ()


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for end in (*(found.end() for found in _SENTENCE.finditer(line)), len(line)):
        part = line[start:end].strip()
        if part and (end == len(line) or not _ABBREVIATED.search(part)):
            yield part
            start = end


def is_telling(key: str) -> bool:
    """Say whether a folded word says something, as a number does."""
    return is_figure(key) or says_something(key)


# ── what is added ─────────────────────────────────────────────────────────────────────────────────────────────────────


def additions(later: Told, told: Iterable[Told]) -> Additions:
    """Return what a later text and its title state that none of the told texts does. Each is asked in turn, and only
    while something is left."""
    text = later.text
    left = [*later.sentences, *later.beyond]
    seen: list[Told] = []
    as_told = False
    examined: dict[Sentence, _Verdict] = {}
    usage: WordUsage | None = None
    for one in told:
        seen.append(one)
        left = [sentence for sentence in left if not _stands(sentence, one)]
        as_told = not [sentence for sentence in left if not sentence.is_title]
        if not left:
            return Additions(as_told=True)
    usage = WordUsage("\n".join(one.text for one in seen[:2])[:READ], text[:READ])
    left = _of_matter(left, seen, usage)
    for sentence in left[:EXAMINED]:
        verdict = _examine(sentence, seen, usage, text)
        if verdict is not None:
            examined[sentence] = verdict
    return _summed_up(examined, seen, as_told=as_told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """Why a sentence is an addition."""

    facts: SentenceFacts
    near: str = ""
    """The told sentences that it stands for; empty where there are none."""
    in_place: bool = False

    @property
    def weight(self) -> tuple[int, ...]:
        """Return by what the more telling sentences come first: figures, denials and opposites, quotations, names."""
        facts = self.facts
        return (
            -bool(facts.figures),
            -bool(facts.denials or facts.opposites),
            -bool(facts.quotations),
            -bool(facts.names),
        )


def _stands(sentence: Sentence, one: Told) -> bool:
    """Say whether a sentence stands word for word in a told text."""
    if sentence.is_beyond:
        return sentence.text in one.beyond_texts
    keys = sentence.keys
    if not keys:
        return True
    if len(keys) < RUN:
        return keys in one.runs or (len(keys) == 1 and keys[0] in one.vocabulary) or _beside(keys, one)
    return all(run in one.runs for run in zip(keys, keys[1:], keys[2:], strict=False))


def _beside(keys: tuple[str, ...], told: Told) -> bool:
    return any(run[:2] == keys or run[1:] == keys for run in told.runs) if len(keys) == 2 else False


def _of_matter(left: Sequence[Sentence], told: Sequence[Told], usage: WordUsage) -> list[Sentence]:
    """Return the sentences whose paragraphs state something of the matter."""
    found: list[Sentence] = []
    judged: dict[str, bool] = {}
    known = frozenset().union(*(one.vocabulary for one in told))
    for sentence in left:
        if sentence.is_title:
            found.append(sentence)
            continue
        paragraph = sentence.paragraph
        if paragraph not in judged:
            judged[paragraph] = not states_nothing(paragraph) or bool(
                is_prose(paragraph) and sentence_facts(paragraph[:2000], usage).names & known
            )
        if judged[paragraph]:
            found.append(sentence)
    return found


def _examine(sentence: Sentence, told: Sequence[Told], usage: WordUsage, text: str) -> _Verdict | None:
    """Return why a sentence that does not stand in the told texts is an addition, or None if it is none."""
    if sentence.is_title:
        return _examine_title(sentence, told, text)
    facts = sentence_facts(sentence.text, usage)
    # 1. Labels, headings and rows state something only with a figure, and if they share a word with what was told.
    if not sentence.is_prose:
        known = any(key in one.vocabulary for one in told for key in sentence.keys if is_telling(key) and key.isalpha())
        if not (facts.figures and known and len(sentence.keys) > RUN):
            return None
    # 2. The place in what was told that has most of its words.
    best = max((_nearest(sentence, one) for one in told), key=lambda region: region.share)
    if best.share >= TOUCHED_UP:
        differs = _differs(sentence, facts, best, usage)
        if not differs and best.fresh < FRESH:
            return None
        return _Verdict(facts=facts, near=best.text, in_place=best.share >= IN_PLACE and best.fresh < FRESH)
    # 3. A new sentence is news, unless it is short and carries no fact, or a credit behind the last of its paragraph.
    if len(sentence.keys) < (RUN if facts else sentence.fewest):
        return None
    if sentence.text != sentence.paragraph and states_nothing(sentence.text):
        return None
    return _Verdict(facts=facts, near=best.text)


def _examine_title(title: Sentence, told: Sequence[Told], text: str) -> _Verdict | None:
    """Return why a title is an addition: it has a figure, or takes a side, that stands nowhere in what was told."""
    if text.startswith(title.text.rstrip(" .…")):
        return None  # it is made of the text's beginning, and may be cut anywhere
    facts = sentence_facts(title.text, NO_USAGE)
    spoken = languages(text)
    missing = [
        figure for figure in figures(title.text, spoken) if not figure.weak and not _counts(figure, told, spoken)
    ]
    if missing or _takes_sides(facts, told):
        return _Verdict(facts=facts, near=told[0].title or "", in_place=True)
    return None


def _takes_sides(facts: SentenceFacts, told: Sequence[Told]) -> bool:
    """Say whether a title answers a question that what was told answers only otherwise ("acquitted", "convicted")."""
    if not facts.opposites:
        return False
    answers = frozenset().union(*(opposites_in(words(one.whole).keys) for one in told[:SEARCHED]))
    questions = {answer.partition(":")[0] for answer in answers}
    return any(answer.partition(":")[0] in questions for answer in facts.opposites - answers)


def _counts(figure: Figure, told: Sequence[Told], spoken: frozenset[str]) -> bool:
    """Say whether one of some texts has a figure: in digits, or in another way in one of the nearest."""
    if not figure.unit and any(figure.value in one.vocabulary for one in told):
        return True
    return any(same_figure(figure, other) for one in told[:SEARCHED] for other in figures(one.whole, spoken))


@dataclass(frozen=True, kw_only=True)
class _Region:
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


_NOWHERE = _Region(share=0.0, fresh=0, text="", keys=(), stems=frozenset())


def _nearest(sentence: Sentence, told: Told) -> _Region:
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
    return _region(sentence, told, where[0], where[1] + 1)


def _region(sentence: Sentence, told: Told, start: int, stop: int) -> _Region:
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
        return _region(sentence, told, best, best + 1)
    return _Region(
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


def _differs(sentence: Sentence, facts: SentenceFacts, region: _Region, usage: WordUsage) -> bool:
    """Say whether a sentence has a fact that the place it is a touched-up form of has not."""
    if any(substitutions(region.folded, sentence.folded)) or _swaps(sentence, facts, region):
        return True
    there = sentence_facts(region.text, usage)
    known = figures(region.text, sentence.spoken)
    counted = [figure for figure in figures(sentence.text, sentence.spoken) if not figure.weak]
    if any(not any(same_figure(figure, other) for other in known) for figure in counted):
        return True
    if facts.denials > there.denials or not facts.opposites <= there.opposites:
        return True
    if facts.denials < there.denials and region.is_one and len(region.keys) <= len(sentence.keys) + RUN:
        return True  # it says now what was denied; with a clause more left out, the denial has gone with it
    if any(_quotes_anew(quotation, region) for quotation in facts.quotations):
        return True
    vocabulary = region.told.vocabulary if region.told else frozenset()
    # A name or a date from elsewhere in the text may be told here ("he" → "Ortiz"), but not in place of another.
    for mine, theirs in ((facts.names, there.names), (facts.dates, there.dates)):
        anew = {key for key in map(without_accents, mine - theirs) if key[:STEM] not in region.stems}
        if any(name not in vocabulary for name in anew) or (anew and theirs - mine):
            return True
    return False


def _swaps(sentence: Sentence, facts: SentenceFacts, region: _Region) -> bool:
    """Say whether figures or names have changed places, and all other words that say something have not."""
    stated = facts.names | {key for key in sentence.folded if is_figure(key)}
    mine, theirs = ([key for key in keys if is_telling(key)] for keys in (sentence.folded, region.folded))
    if mine == theirs or sorted(mine) != sorted(theirs):
        return False
    rest, other = ([key for key in keys if key not in stated] for keys in (mine, theirs))
    return rest == other


def _quotes_anew(quotation: str, region: _Region) -> bool:
    """Say whether a quotation has a telling word that the place in the told text has not, in no spelling."""
    keys = filter(is_telling, plain_words(quotation))
    return any(key[:STEM] not in region.stems and not _is_spelling(key, region) for key in keys)


def _is_spelling(key: str, region: _Region) -> bool:
    """Say whether a word is another spelling of one in a place, or means the same."""
    return any(are_spellings(key, other) or are_synonyms(key, other) for other in region.keys)


# ── what is kept of it ────────────────────────────────────────────────────────────────────────────────────────────────


def _summed_up(examined: dict[Sentence, _Verdict], told: Sequence[Told], *, as_told: bool) -> Additions:
    if not examined:
        return Additions(as_told=as_told)
    ranked = sorted(examined, key=lambda sentence: examined[sentence].weight)
    return Additions(
        sentences=tuple(clipped(sentence.text, CLIPPED) for sentence in ranked[:KEPT]),
        figures=tuple(_changed_figures(ranked, examined, told)),
        in_place=all(verdict.in_place for verdict in examined.values()),
    )


def _changed_figures(
    ranked: Sequence[Sentence], examined: dict[Sentence, _Verdict], told: Sequence[Told]
) -> Iterator[ChangedFigure]:
    """Yield the figures of added sentences for which the told text has another of the same thing."""
    there = told[0].quantities
    known = {quantity.value for one in told[:SEARCHED] for quantity in one.quantities}
    seen: set[tuple[str, str, str]] = set()
    for sentence in ranked:
        near = quantities(examined[sentence].near) or ()
        for quantity in quantities(sentence.text) or ():
            if quantity.value in known:
                continue
            was = _same_thing(quantity, near) or _same_thing(quantity, there)
            if was is None:
                continue
            figure = (quantity.counted or was.counted or "", was.spelt, quantity.spelt)
            if figure not in seen and len(seen) < KEPT:
                seen.add(figure)
                yield ChangedFigure(what=figure[0], before=figure[1], after=figure[2])


def _same_thing(quantity: Quantity, there: Sequence[Quantity]) -> Quantity | None:
    """Return the number of the same thing: counted by the same word, or among the same words of its clause."""
    counted = quantity.counted and quantity.counted.casefold()[:STEM]
    for one in there:
        if counted and one.counted and one.counted.casefold()[:STEM] == counted and one.value != quantity.value:
            return one
    alike = [one for one in there if one.value != quantity.value and len(one.clause & quantity.clause) >= 2]
    return max(alike, key=lambda one: len(one.clause & quantity.clause), default=None)
