"""What kind of edit a change within a paragraph is: which facts it touches."""

from collections import Counter

from service.changes.hunks import Hunk
from service.changes.passages import Change, Passage
from service.changes.slips import slipped
from service.facts.marks import Mark, Marked
from service.facts.names import Known
from service.facts.rulebook import corrections
from service.facts.words import is_number, is_word
from service.models import EditKind

LOCAL = 10
"""Words up to which a passage that only came, or only went, is an edit of its sentence rather than a sentence."""
SOURCE = 6
"""Words of the longest source that is taken for one: "a spokesman for the ministry of health"."""
SHORTEST_NOTE = 3
"""Words: "Correction: it is". Saves the search through what cannot be a note."""
LONGEST_NOTE = 2000
"""Characters of a text in which a note is looked for."""

_FACTS = {
    Mark.NUMBER: EditKind.NUMBER,
    Mark.NEGATION: EditKind.NEGATION,
    Mark.NAME: EditKind.NAME,
    Mark.DATE: EditKind.DATE,
    Mark.SAYING: EditKind.ATTRIBUTION,
}


def judge(hunk: Hunk, old: Marked, new: Marked, known: Known) -> Change:
    """Say what `hunk` changes. Symmetric: undoing an edit is an edit of the same kinds."""
    before, after = Passage(old, hunk.i, hunk.j), Passage(new, hunk.k, hunk.l)
    if _notes_correction(before) != _notes_correction(after) or _is_note(old) or _is_note(new):
        return Change(before, after, frozenset({EditKind.CORRECTION_NOTE}))
    kinds: set[EditKind] = {kind for mark, kind in _FACTS.items() if _touches(mark, before, after)}
    if slipped(before.words_but(set()), after.words_but(set())):
        kinds -= {EditKind.ATTRIBUTION}  # "declare" for "déclaré" is nobody else's word
    explained = {mark for mark, kind in _FACTS.items() if kind in kinds}
    if _changes_quotation(before, after):
        kinds.add(EditKind.QUOTE)
    if _changes_source(before, after):
        kinds.add(EditKind.ATTRIBUTION)
    told_whole = EditKind.ATTRIBUTION in kinds and max(before.length, after.length) <= SOURCE
    if EditKind.QUOTE not in kinds and not told_whole:
        kinds |= _of_the_rest(before.words_but(explained), after.words_but(explained), known)
    return Change(before, after, frozenset(kinds or {_of_looks(before, after)}))


def is_correction(text: str) -> bool:
    """Whether folded `text` announces a correction."""
    return corrections().search(text, 0, LONGEST_NOTE) is not None


def _of_the_rest(old: list[str], new: list[str], known: Known) -> set[EditKind]:
    """What the words are that no fact explains."""
    if old == new:
        return set()
    if not slipped(old, new):
        return {EditKind.REWORDING}
    real = len(old) == len(new) and any(
        one != other and known.elsewhere(one, other) for one, other in zip(old, new, strict=True)
    )
    return {EditKind.REWORDING if real else EditKind.TYPO}


def _of_looks(before: Passage, after: Passage) -> EditKind:
    """What a change is whose words have the same values."""
    old = [before.of.words.keys[at] for at in before.places(Mark.NUMBER)]
    new = [after.of.words.keys[at] for at in after.places(Mark.NUMBER)]
    if old != new:
        return EditKind.PUNCTUATION if all(map(is_number, old + new)) else EditKind.REWORDING
    spoken, read = ([key for key in side.keys if is_word(key)] for side in (before, after))
    if spoken == read:
        return EditKind.PUNCTUATION
    return EditKind.TYPO if [key.lower() for key in spoken] == [key.lower() for key in read] else EditKind.REWORDING


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


def _changes_source(before: Passage, after: Passage) -> bool:
    """Whether one source took the place of another."""
    lengths = (before.length, after.length)
    if not min(lengths) or max(lengths) > SOURCE or before.words_but(set()) == after.words_but(set()):
        return False
    return (before.names_source() or after.names_source()) and not slipped(
        before.words_but(set()), after.words_but(set())
    )


def _notes_correction(passage: Passage) -> bool:
    return passage.length >= SHORTEST_NOTE and is_correction(_folded(passage))


def _is_note(paragraph: Marked) -> bool:
    """Whether a paragraph begins as a correction note does; then any edit of it is one of the note."""
    return corrections().match(" ".join(paragraph.words.keys[:40])) is not None


def _folded(passage: Passage) -> str:
    words = passage.of.words
    return "".join((" " if words.gaps[at] else "") + words.keys[at] for at in range(passage.start, passage.stop))
