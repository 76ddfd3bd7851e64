"""What stands on either side of a change."""

from dataclasses import dataclass

from service.facts.marks import Mark, Marked
from service.models import EditKind


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
        return sum(map(self.of.words.is_word, range(self.start, self.stop)))

    @property
    def keys(self) -> tuple[str, ...]:
        """Its words and signs, folded."""
        return self.of.words.keys[self.start : self.stop]

    def places(self, mark: Mark) -> list[int]:
        return [at for at in range(self.start, self.stop) if self.of.marks[at] is mark]

    def quoted(self) -> list[str]:
        """Its words that stand in quotation marks."""
        places = range(self.start, self.stop)
        return [self.of.values[at] for at in places if at in self.of.quoted and self.of.words.is_word(at)]

    def quote_marks(self) -> int:
        """How many quotation marks stand in it."""
        return sum(at in self.of.quote_marks for at in range(self.start, self.stop))

    def inside_quotation(self) -> bool:
        """Whether it lies within quotation marks wholly; of an empty passage, whether its place does."""
        return any(span.start < self.start and self.stop < span.stop for span in self.of.quotations)

    def words_but(self, left_out: set[Mark]) -> list[str]:
        """The values of its words, without those of some marks."""
        return [
            self.of.values[at]
            for at in range(self.start, self.stop)
            if self.of.words.is_word(at) and self.of.marks[at] not in left_out
        ]

    def names_source(self) -> bool:
        """Whether it stands where the source of a statement does: as the subject of a verb of saying ("police said"),
        behind one that follows a quotation ("…”, said Mr Dupont"), or behind "according to"."""
        keys, sayings = self.of.words.keys, self.of.sayings
        after = [at for at in (self.stop, self.stop + 1) if at in sayings and sayings[at].verb]
        if after and all(map(self.of.words.is_word, range(self.stop, after[0]))):
            return True
        for at in range(self.start - 1, max(self.start - 3, -1), -1):
            if at in sayings:
                return sayings[at].leads or (sayings[at].verb and self.of.inverted(at))
            if not self.of.words.is_word(at) and keys[at] != ".":  # "said Mr. Dupont"
                return False
        return False


@dataclass(frozen=True, slots=True)
class Change:
    """A hunk with its words marked, and the kinds it is of."""

    old: Passage
    new: Passage
    kinds: frozenset[EditKind]
