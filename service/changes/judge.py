"""The judge says what kinds of edit a change within a paragraph is: which facts it touches, or that it only mends a
slip of the pen."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from service.changes.alignment import Hunk
from service.facts.fact_rules import correction_notes
from service.facts.marks import Mark, MarkedParagraph
from service.facts.word_usage import WordUsage, opens_sentence
from service.facts.words import is_number, is_word
from service.models import DiffBlock, EditKind
from service.text.sentences import is_opener

SOURCE = 6
"""Words of the longest source that is taken for one: "a spokesman for the ministry of health"."""
SHORTEST_NOTE = 3
"""Words: "Correction: it is". Saves the search through what cannot be a note."""
LONGEST_NOTE = 2000
"""Characters of a text in which a note is looked for."""

SHORTEST = 4
"""Letters of a word that can be misspelt: of shorter ones the other spelling is another word ("man", "men")."""
SHORTEST_ACCENTED = 3
"""The same where only accents differ ("a", "à")."""

_OF_MARK = {
    Mark.NUMBER: EditKind.NUMBER,
    Mark.NEGATION: EditKind.NEGATION,
    Mark.NAME: EditKind.NAME,
    Mark.DATE: EditKind.DATE,
    Mark.SAYING: EditKind.ATTRIBUTION,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a hunk: words `start:stop` of a paragraph, which may be none."""

    paragraph: MarkedParagraph
    start: int
    stop: int

    @property
    def text(self) -> str:
        """The passage on one line."""
        return self.paragraph.words.text(self.start, self.stop)

    @property
    def length(self) -> int:
        """How many words it has; signs do not count."""
        return sum(map(self.paragraph.words.is_word, range(self.start, self.stop)))

    @property
    def keys(self) -> tuple[str, ...]:
        """The reading forms of its words and signs."""
        return self.paragraph.words.keys[self.start : self.stop]

    def places(self, mark: Mark) -> list[int]:
        """Return where its words of this mark stand."""
        return [at for at in range(self.start, self.stop) if self.paragraph.marks[at] is mark]

    def first_fact(self, kind: EditKind) -> int | None:
        """Return where its first word stands that makes it an edit of `kind`; None where no single word does."""
        if kind is EditKind.QUOTE:
            return next((at for at in range(self.start, self.stop) if at in self.paragraph.quoted), None)
        mark = next((mark for mark, of in _OF_MARK.items() if of is kind), None)
        return next(iter(self.places(mark)), None) if mark else None

    def quoted(self) -> list[str]:
        """Return the values of its words that stand in quotation marks."""
        places = range(self.start, self.stop)
        return [
            self.paragraph.values[at]
            for at in places
            if at in self.paragraph.quoted and self.paragraph.words.is_word(at)
        ]

    def quote_marks(self) -> int:
        """Return how many quotation marks stand in it."""
        return sum(at in self.paragraph.quote_marks for at in range(self.start, self.stop))

    def inside_quotation(self) -> bool:
        """Say whether all of it lies within quotation marks; of an empty passage, whether its place does."""
        return any(span.start < self.start and self.stop < span.stop for span in self.paragraph.quotations)

    def words_but(self, left_out: set[Mark]) -> list[str]:
        """Return the values of its words, without those of some marks."""
        return [
            self.paragraph.values[at]
            for at in range(self.start, self.stop)
            if self.paragraph.words.is_word(at)
            and self.paragraph.marks[at] not in left_out
            and self.paragraph.values[at]  # the further words of a figure have none
        ]

    def names_source(self) -> bool:
        """Say whether it stands where the source of a statement does: as the subject of a verb of saying ("police
        said"), behind one that follows a quotation ("…”, said Mr Dupont"), or behind "according to"."""
        keys, sayings = self.paragraph.words.keys, self.paragraph.sayings
        after = [at for at in (self.stop, self.stop + 1) if at in sayings and sayings[at].verb]
        if after and all(map(self.paragraph.words.is_word, range(self.stop, after[0]))):
            return True
        for at in range(self.start - 1, max(self.start - 3, -1), -1):
            if at in sayings:
                return sayings[at].leads or (sayings[at].verb and self.paragraph.inverted(at))
            if not self.paragraph.words.is_word(at) and keys[at] != ".":  # "said Mr. Dupont"
                return False
        return False


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """A hunk with its words marked, and the kinds of edit that it is."""

    old: Passage
    new: Passage
    kinds: frozenset[EditKind]
    is_sentence: bool = False
    """It is one whole sentence, which came or went."""
    moved: bool = False
    """The sentence stands in the other version too, elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One paragraph, or one field, that does not read the same. The side that has no such paragraph is None."""

    old: str | None
    new: str | None
    kinds: frozenset[EditKind]
    block: DiffBlock
    changes: tuple[JudgedChange, ...] = ()
    """Within the paragraph, where both sides have it."""
    moved: bool = False


def judge(hunk: Hunk, old: MarkedParagraph, new: MarkedParagraph, usage: WordUsage) -> JudgedChange:
    """Say what kinds of edit `hunk` is. The judgement is symmetric: undoing an edit is an edit of the same kinds."""
    before, after = Passage(old, hunk.i, hunk.j), Passage(new, hunk.k, hunk.l)
    # 1. A note that comes or goes, or any edit of one, is of a correction and nothing else.
    if _notes_correction(before) != _notes_correction(after) or _is_note(old) or _is_note(new):
        return JudgedChange(before, after, frozenset({EditKind.CORRECTION_NOTE}))
    # 2. A sentence that came or went took all facts in it along.
    if hunk.is_sentence and (before.length or after.length):
        kind, sentence = (EditKind.SENTENCE_ADDED, after) if after.length else (EditKind.SENTENCE_REMOVED, before)
        return JudgedChange(before, after, frozenset({kind, *_facts(sentence, usage)}), is_sentence=True)
    # 3. Facts are touched where words of their marks came or went.
    kinds: set[EditKind] = {kind for mark, kind in _OF_MARK.items() if _touches(mark, before, after, usage)}
    if differ_by_slips(before.words_but(set()), after.words_but(set())):
        kinds -= {EditKind.ATTRIBUTION}  # "declare" for "déclaré" is nobody else's word
    # 4. Quotations and sources are recognised by where the words stand, whatever they are.
    explained = {mark for mark, kind in _OF_MARK.items() if kind in kinds}
    if _changes_quotation(before, after):
        kinds.add(EditKind.QUOTE)
    if _changes_source(before, after):
        kinds.add(EditKind.ATTRIBUTION)
        if not (before.places(Mark.NAME) and after.places(Mark.NAME)):
            kinds.discard(EditKind.NAME)  # "said Mr Dupont", "said a spokesman": another source, and no other name
    # 5. What no fact explains is new wording or a slip; what a quotation or a source has explained is not asked again.
    source_says_all = EditKind.ATTRIBUTION in kinds and max(before.length, after.length) <= SOURCE
    if EditKind.QUOTE not in kinds and not source_says_all:
        kinds |= _judge_unexplained(before.words_but(explained), after.words_but(explained), usage)
    # 6. Where the words have the same values, only their looks have changed.
    return JudgedChange(before, after, frozenset(kinds or {_judge_equal_values(before, after)}))


def is_correction(text: str) -> bool:
    """Say whether `text`, in its reading form, announces a correction."""
    return correction_notes().search(text, 0, LONGEST_NOTE) is not None


def _facts(sentence: Passage, usage: WordUsage) -> set[EditKind]:
    """Return the kinds of the facts in a sentence, whether or not they stand elsewhere too."""
    kinds = {kind for mark, kind in _OF_MARK.items() if _places(mark, sentence, usage)}
    return kinds | ({EditKind.QUOTE} if sentence.quoted() or sentence.quote_marks() else set())


def _places(mark: Mark, passage: Passage, usage: WordUsage) -> list[int]:
    """Return where the words of this mark stand, but for ordinary words at the start of a sentence that are part of a
    name elsewhere: "The"."""
    keys = passage.paragraph.words.keys
    return [
        at
        for at in passage.places(mark)
        if mark is not Mark.NAME or not opens_sentence(keys, at) or not _is_ordinary(keys[at], usage)
    ]


def _is_ordinary(word: str, usage: WordUsage) -> bool:
    return is_opener(word.lower()) or usage.has_lower(word)


def _judge_unexplained(old: list[str], new: list[str], usage: WordUsage) -> set[EditKind]:
    """Judge the words that no fact explains."""
    if old == new:
        return set()
    if not differ_by_slips(old, new):
        return {EditKind.REWORDING}
    real = len(old) == len(new) and any(
        one != other and usage.uses_both(one, other) for one, other in zip(old, new, strict=True)
    )
    return {EditKind.REWORDING if real else EditKind.TYPO}


def _judge_equal_values(before: Passage, after: Passage) -> EditKind:
    """Judge a change whose words have the same values."""
    old = [before.paragraph.words.keys[at] for at in before.places(Mark.NUMBER)]
    new = [after.paragraph.words.keys[at] for at in after.places(Mark.NUMBER)]
    if old != new:
        return EditKind.PUNCTUATION if all(map(is_number, old + new)) else EditKind.REWORDING
    spoken, read = ([key for key in side.keys if is_word(key)] for side in (before, after))
    if spoken == read:
        return EditKind.PUNCTUATION
    return EditKind.TYPO if [key.lower() for key in spoken] == [key.lower() for key in read] else EditKind.REWORDING


def _touches(mark: Mark, before: Passage, after: Passage, usage: WordUsage) -> bool:
    """Say whether words of this mark came or went for good: they stand nowhere else among the changed words."""
    old = Counter(before.paragraph.values[at] for at in _places(mark, before, usage))
    new = Counter(after.paragraph.values[at] for at in _places(mark, after, usage))
    gone, come = old - new, new - old
    if mark is Mark.NAME:  # "President" is no name that came where "president" went
        gone, come = gone - Counter(after.words_but(set())), come - Counter(before.words_but(set()))
    was, now = before.paragraph.counts[mark], after.paragraph.counts[mark]
    return any(was[value] > now[value] for value in gone) or any(now[value] > was[value] for value in come)


def _changes_quotation(before: Passage, after: Passage) -> bool:
    """Say whether words in quotation marks, or the marks, are other than before."""
    if before.quoted() == after.quoted() and before.quote_marks() == after.quote_marks():
        return False
    if before.inside_quotation() and after.inside_quotation():
        return before.quoted() != after.quoted()
    return True


def _changes_source(before: Passage, after: Passage) -> bool:
    """Say whether one source of a statement took the place of another."""
    lengths = (before.length, after.length)
    if not min(lengths) or max(lengths) > SOURCE or before.words_but(set()) == after.words_but(set()):
        return False
    return (before.names_source() or after.names_source()) and not differ_by_slips(
        before.words_but(set()), after.words_but(set())
    )


def _notes_correction(passage: Passage) -> bool:
    """Say whether the passage itself announces a correction."""
    return passage.length >= SHORTEST_NOTE and is_correction(_folded(passage))


def _is_note(paragraph: MarkedParagraph) -> bool:
    """Say whether a paragraph begins as a correction note does; then any edit of it is one of the note."""
    return correction_notes().match(" ".join(paragraph.words.keys[:40])) is not None


def _folded(passage: Passage) -> str:
    words = passage.paragraph.words
    return "".join((" " if words.gaps[at] else "") + words.keys[at] for at in range(passage.start, passage.stop))


# ── slips of the pen ──────────────────────────────────────────────────────────────────────────────────────────────────


def differ_by_slips(old: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether two runs of words in lower case are equal but for slips of the pen, one a word at most, or are parted
    otherwise ("alot", "a lot"). The answer is symmetric.
    """
    if "".join(old) == "".join(new):
        return True
    return len(old) == len(new) and all(
        one == other or is_slip(one, other) for one, other in zip(old, new, strict=True)
    )


def is_slip(one: str, other: str) -> bool:
    """Say whether two words differ by accents only, or by one letter left out, put in, taken for another or exchanged
    with the next, neither the first letter nor the last.

    That is 80 % of all misspellings (Damerau, "A technique for computer detection and correction of spelling errors",
    1964) and leaves out nearly all inflections, which are of the last letter; of the first are 8 % (Pollock and Zamora,
    "Automatic spelling correction in scientific and scholarly text", 1984).
    """
    shorter = min(len(one), len(other))
    if shorter >= SHORTEST_ACCENTED and one != other and _bare(one) == _bare(other):
        return True
    if shorter < SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    head = _shared(one, other)
    tail = min(_shared(one[::-1], other[::-1]), shorter - head)
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    if not head or not tail:
        return False
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])


def _bare(word: str) -> str:
    """Return `word` without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _shared(one: str, other: str) -> int:
    """Return how many letters both words begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
