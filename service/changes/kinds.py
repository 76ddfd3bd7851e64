"""What kind of edit a change is: which facts it touches."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from service.changes.hunks import Hunk
from service.changes.marks import Mark, Marked
from service.changes.rulebook import corrections

LOCAL = 10
"""Words up to which a passage that only came, or only went, is an edit of its sentence rather than a sentence."""


SHORTEST_NOTE = 3
"""Words: "Correction: it is". Saves the search through what cannot be a note."""


class Kind(StrEnum):
    """Kinds of edit, the most important first: what a reader would want to be told of before the rest."""

    HEADLINE = "headline"
    NUMBER = "number"
    QUOTE = "quote"
    NEGATION = "negation"
    NAME = "name"
    DATE = "date"
    CORRECTION_NOTE = "correction_note"
    PARAGRAPH_ADDED = "paragraph_added"
    PARAGRAPH_REMOVED = "paragraph_removed"
    REWORDING = "rewording"
    PUNCTUATION = "punctuation"
    """Signs or capitals only."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a hunk: words `start:stop` of a paragraph."""

    of: Marked
    start: int
    stop: int

    @property
    def text(self) -> str:
        return self.of.words.text(self.start, self.stop)

    @property
    def length(self) -> int:
        """Words; signs do not count."""
        return sum(map(self._is_word, range(self.start, self.stop)))

    def places(self, mark: Mark) -> list[int]:
        return [at for at in range(self.start, self.stop) if self.of.marks[at] is mark]

    def quoted(self) -> list[str]:
        """Its words that stand in quotation marks."""
        places = range(self.start, self.stop)
        return [self.of.values[at] for at in places if at in self.of.quoted and self._is_word(at)]

    def quote_marks(self) -> int:
        """How many quotation marks stand in it."""
        return sum(at in self.of.quote_marks for at in range(self.start, self.stop))

    def inside_quotation(self) -> bool:
        """Whether it lies within quotation marks wholly; of an empty passage, whether its place does."""
        return any(span.start < self.start and self.stop < span.stop for span in self.of.quotations)

    def words_but(self, left_out: set[Mark]) -> list[str]:
        return [
            self.of.values[at]
            for at in range(self.start, self.stop)
            if self._is_word(at) and self.of.marks[at] not in left_out
        ]

    def _is_word(self, at: int) -> bool:
        return self.of.marks[at] is not Mark.SIGN


@dataclass(frozen=True, slots=True)
class Change:
    """A hunk with its words marked, and the kinds it is of."""

    old: Passage
    new: Passage
    kinds: frozenset[Kind]


_FACTS = {Mark.NUMBER: Kind.NUMBER, Mark.NEGATION: Kind.NEGATION, Mark.NAME: Kind.NAME, Mark.DATE: Kind.DATE}


def judge(hunk: Hunk, old: Marked, new: Marked) -> Change:
    """Say what `hunk` changes. Symmetric: undoing an edit is an edit of the same kinds."""
    before, after = Passage(old, hunk.i, hunk.j), Passage(new, hunk.k, hunk.l)
    if _notes_correction(before) != _notes_correction(after) or _is_note(old) or _is_note(new):
        return Change(before, after, frozenset({Kind.CORRECTION_NOTE}))
    kinds: set[Kind] = {kind for mark, kind in _FACTS.items() if _touches(mark, before, after)}
    quote = _changes_quotation(before, after)
    if quote:
        kinds.add(Kind.QUOTE)
    explained = {mark for mark, kind in _FACTS.items() if kind in kinds}
    if before.words_but(explained) != after.words_but(explained) and not quote:
        kinds.add(Kind.REWORDING)
    return Change(before, after, frozenset(kinds or {Kind.PUNCTUATION}))


def is_correction(text: str) -> bool:
    """Whether folded `text` announces a correction."""
    return corrections().search(text) is not None


def _touches(mark: Mark, before: Passage, after: Passage) -> bool:
    """Whether words of this mark came or went for good, and not with a whole sentence or by standing elsewhere."""
    old = Counter(before.of.values[at] for at in before.places(mark))
    new = Counter(after.of.values[at] for at in after.places(mark))
    if mark is Mark.NAME and not (old and new):
        return False
    if not (old and new) and max(before.length, after.length) > LOCAL:
        return False
    was, now = before.of.counts[mark], after.of.counts[mark]
    return any(was[value] > now[value] for value in old - new) or any(now[value] > was[value] for value in new - old)


def _changes_quotation(before: Passage, after: Passage) -> bool:
    """Whether words in quotation marks, or the marks, are other than before."""
    if before.quoted() == after.quoted() and before.quote_marks() == after.quote_marks():
        return False
    if before.inside_quotation() and after.inside_quotation():
        return before.quoted() != after.quoted()
    return bool(before.length and after.length) or max(before.length, after.length) <= LOCAL


def _notes_correction(passage: Passage) -> bool:
    return passage.length >= SHORTEST_NOTE and is_correction(_folded(passage))


def _is_note(paragraph: Marked) -> bool:
    """Whether a paragraph begins as a correction note does; then any edit of it is one of the note."""
    return corrections().match(" ".join(paragraph.words.keys)) is not None


def _folded(passage: Passage) -> str:
    words = passage.of.words
    return "".join((" " if words.gaps[at] else "") + words.keys[at] for at in range(passage.start, passage.stop))
