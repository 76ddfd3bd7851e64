"""What a text states that was not told before: its sentences that carry a fact and stand in none of the texts that were
told, word for word or touched up. Pure.

Each sentence is looked for in two steps. First word for word: all its runs of three words stand in what was told,
numbers written out or in figures being one. What is left is touched up where most of its telling words stand close
together in one told text, and each of its figures, names, dates, denials, opposites and quotations among them. The time
grows with the texts' length: common words are not looked up, and so many sentences are examined at most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.facts.figures import Figure, figures, same_figure
from service.facts.languages import languages
from service.facts.opposites import opposites_in
from service.facts.sentence_facts import SentenceFacts, sentence_facts
from service.facts.topic_names import STEM as NAME_STEM
from service.facts.topic_names import names
from service.facts.word_usage import NO_USAGE, WordUsage
from service.facts.words import words
from service.identity.near_duplicates.changed_figures import Added, changed_figures
from service.identity.near_duplicates.credits import is_of_author, is_prose, states_nothing
from service.identity.near_duplicates.fingerprint import READ
from service.identity.near_duplicates.nearest_place import differs, is_restated, nearest
from service.identity.near_duplicates.site_passages import site_passages, without_site_words
from service.identity.near_duplicates.told_text import RUN, Sentence, Told, is_telling
from service.models import ChangedFigure
from service.text.display import clipped

TOUCHED_UP = 0.66
"""Share of a sentence's telling words that stand close together in a told text of which it is a touched-up form."""

RESTATED = 0.4
"""The share from which it may be one in synonyms."""

IN_PLACE = 0.8
"""The share from which a sentence with another fact is the same sentence, and not a new one."""

FRESH = 4
"""Telling words in a row that a touched-up sentence may not have anew; so many make a clause."""

EXAMINED = 300
"""Sentences of one text that are examined beyond the comparison word for word."""

SEARCHED = 3
"""Told texts that are read to their end for a title's figures, the nearest."""

SHARED = 2
"""Telling words that a passage shares with a told text where both are of one matter."""

KEPT = 100
"""Sentences that are kept as what a text adds: a report that grows out of a line of breaking news adds dozens."""

CLIPPED = 1_000
"""Characters of a kept sentence."""


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


def additions(later: Told, told: Iterable[Told]) -> Additions:
    """Return what a later text and its title state that none of the told texts does. Each is asked in turn, and only
    while something is left."""
    text = later.text
    left = [*later.sentences, *later.beyond]
    seen: list[Told] = []
    as_told = False
    for one in told:
        seen.append(one)
        left = [sentence for sentence in left if not _stands(sentence, one)]
        as_told = not [sentence for sentence in left if not sentence.is_title]
        if not left:
            return Additions(as_told=True)
    usage = WordUsage("\n".join(one.text for one in seen[:2])[:READ], text[:READ])
    examined: dict[Sentence, _Verdict] = {}
    for sentence in _of_matter(left, later, seen, usage)[:EXAMINED]:
        verdict = _examine(sentence, seen, usage, text)
        if verdict is not None:
            examined[sentence] = verdict
    return _summed_up(examined, seen, later, as_told=as_told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """Why a sentence is an addition."""

    facts: SentenceFacts
    near: str = ""
    """The told sentences that it is a touched-up form of; empty where there are none."""
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
        return keys in one.runs or keys in one.pairs or (len(keys) == 1 and keys[0] in one.vocabulary)
    return all(run in one.runs for run in zip(keys, keys[1:], keys[2:], strict=False))


def _of_matter(left: Sequence[Sentence], later: Told, told: Sequence[Told], usage: WordUsage) -> list[Sentence]:
    """Return the sentences that state something of the matter: those of paragraphs that do, and of one that only seems
    to be the site's those that do not. What stands among the site's at an edge of the text is its too."""
    judged: dict[str, bool] = {}
    found: list[Sentence] = []
    for sentence in left:
        paragraph = sentence.paragraph
        if sentence.is_title or not _is_idle(paragraph, told, usage, judged):
            idle = not sentence.is_title and states_nothing(paragraph) and _is_idle(sentence.text, told, usage, judged)
            if not idle:
                found.append(sentence)
    if all(sentence.is_title or sentence.is_beyond for sentence in found):
        return found
    of_site = site_passages(later.passages(left), lambda passage: _shares(passage, told, usage))
    return [sentence for sentence in found if sentence.paragraph not in of_site]


def _shares(passage: str, told: Sequence[Told], usage: WordUsage) -> bool:
    """Say whether a passage names somebody of what was told, or shares telling words with it: one with a title, or two
    with a text; in scripts without capitals, runs of signs."""
    if _names_known(passage, told, usage):
        return True
    left = Sentence(without_site_words(passage))
    if left.has_signs:
        line = names((left.text,))
        return any(line.of_matter_of(one.names) for one in told[:SEARCHED])
    telling = {stem for stem in left.telling if len(stem) >= RUN}
    return any(telling & one.headline or len(telling & one.stems) >= SHARED for one in told[:SEARCHED])


def _is_idle(passage: str, told: Sequence[Told], usage: WordUsage, judged: dict[str, bool]) -> bool:
    """Say whether a passage states nothing of the matter: prose that names somebody whom a told text names may be of it
    after all, unless it is the life of an author, who signs the text."""
    if passage not in judged:
        judged[passage] = states_nothing(passage) and (
            is_of_author(passage) or not is_prose(passage) or not _names_known(passage, told, usage)
        )
    return judged[passage]


def _names_known(passage: str, told: Sequence[Told], usage: WordUsage) -> bool:
    """Say whether a passage names somebody whom a told text names."""
    inside = names((passage,)).inside
    if inside and usage.capitalises_nouns:
        inside &= {name[:NAME_STEM] for name in sentence_facts(passage, usage).names}
    return bool(inside) and any(
        inside & (found.inside | found.first) for one in told[:SEARCHED] if (found := one.names)
    )


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
    best = max((nearest(sentence, one) for one in told), key=lambda place: place.share)
    if best.share >= TOUCHED_UP or (best.share >= RESTATED and is_restated(sentence, best)):
        is_other = differs(sentence, facts, best, usage)
        if not is_other and best.fresh < FRESH:
            return None
        return _Verdict(facts=facts, near=best.text, in_place=best.share >= IN_PLACE and best.fresh < FRESH)
    # 3. A new sentence is news, unless it is short and carries no fact, or a credit behind the last of its paragraph.
    if len(sentence.keys) < (RUN if facts else sentence.fewest):
        return None
    if sentence.text != sentence.paragraph and states_nothing(sentence.text):
        return None
    return _Verdict(facts=facts)


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


# ── what is kept of it ────────────────────────────────────────────────────────────────────────────────────────────────


def _summed_up(examined: dict[Sentence, _Verdict], told: Sequence[Told], later: Told, *, as_told: bool) -> Additions:
    if not examined:
        return Additions(as_told=as_told)
    ranked = sorted(examined, key=lambda sentence: examined[sentence].weight)
    added = [Added(sentence=sentence, near=examined[sentence].near) for sentence in ranked]
    return Additions(
        sentences=tuple(clipped(sentence.text, CLIPPED) for sentence in ranked[:KEPT]),
        figures=changed_figures(added, told[:SEARCHED], later),
        in_place=all(verdict.in_place for verdict in examined.values()),
    )
