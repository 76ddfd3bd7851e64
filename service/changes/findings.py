"""What differs between two versions, one finding a paragraph: its kinds, and the block that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.changes.cutting import paragraphs
from service.changes.hunks import hunks, runs
from service.changes.judge import LONGEST_NOTE, is_correction, judge
from service.changes.paragraphs import Pair, changed_pairs
from service.changes.passages import Change
from service.facts.marks import marked
from service.facts.names import UNKNOWN, Known
from service.facts.words import is_word, words
from service.models import DiffBlock, DiffRun, EditKind, Op
from service.text.reading_form import reading_form, tightened

MOST_NOTES = 500
"""Where more paragraphs than this came and went, the text is another one, and no corrections are looked for in it."""

_OF_WORDING = frozenset(kind for kind in EditKind if kind.is_wording)
_OF_LOOKS = frozenset(kind for kind in _OF_WORDING if kind.is_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One paragraph, or one field, that does not read the same. The side that has no such paragraph is None."""

    old: str | None
    new: str | None
    kinds: frozenset[EditKind]
    block: DiffBlock
    changes: tuple[Change, ...] = ()
    """Within the paragraph, where both sides have it."""
    moved: bool = False


def in_title(old: str, new: str) -> Iterator[Finding]:
    """The finding of two titles that do not read the same; an absent title is empty."""
    if old == new or tightened(old) == tightened(new):
        return
    # Headlines are often in title case, in which every word would pass for a name.
    finding = _paired("title", old, new, known=UNKNOWN, names=False)
    if finding is None:
        return
    if finding.kinds <= _OF_LOOKS and _spoken(old) == _spoken(new):
        yield replace(finding, kinds=frozenset({EditKind.PUNCTUATION}))
    else:
        yield replace(finding, kinds=finding.kinds - _OF_WORDING | {EditKind.HEADLINE})


def in_text(old: str, new: str) -> Iterator[Finding]:
    """The findings of two texts, in reading order."""
    if old == new:
        return
    pairs = changed_pairs(paragraphs(old), paragraphs(new))
    if not pairs or _reads_the_same(pairs, old, new):
        return
    known = Known(old, new)
    alone = sum(pair.old is None or pair.new is None for pair in pairs)
    for pair in pairs:
        if pair.old is None or pair.new is None:
            yield _alone(pair, may_note=alone <= MOST_NOTES)
        elif finding := _paired("text", pair.old, pair.new, known=known, names=True):
            yield finding


def _spoken(title: str) -> list[str]:
    """Its words, without signs and case."""
    return [key.lower() for key in words(title).keys if is_word(key)]


def _reads_the_same(pairs: list[Pair], old: str, new: str) -> bool:
    """Whether two texts that differ by `pairs` read the same, paragraphs broken otherwise. They are read whole only
    where what differs is of the same characters: reading a megabyte takes half of what all else does."""
    gone = tightened("".join(pair.old or "" for pair in pairs)).replace(" ", "")
    come = tightened("".join(pair.new or "" for pair in pairs)).replace(" ", "")
    return len(gone) == len(come) and sorted(gone) == sorted(come) and tightened(old) == tightened(new)


def _paired(part: str, old: str, new: str, *, known: Known, names: bool) -> Finding | None:
    """None where the words are the same, set otherwise: "5 km", "5km"."""
    before, after = words(old), words(new)
    found = hunks(before, after)
    if not found:
        return None
    namer = known if names else None
    old_marked = marked(before, [at for hunk in found for at in range(hunk.i, hunk.j)], namer)
    new_marked = marked(after, [at for hunk in found for at in range(hunk.k, hunk.l)], namer)
    changes = tuple(judge(hunk, old_marked, new_marked, known) for hunk in found)
    return Finding(
        old=old,
        new=new,
        kinds=frozenset(kind for change in changes for kind in change.kinds),
        block=DiffBlock(part=part, runs=runs(before, after, found)),
        changes=changes,
    )


def _alone(pair: Pair, *, may_note: bool) -> Finding:
    op, text = (Op.DELETE, pair.old) if pair.old is not None else (Op.INSERT, pair.new or "")
    if pair.moved:
        kind = EditKind.REWORDING
    elif may_note and is_correction(reading_form(text[:LONGEST_NOTE])):
        kind = EditKind.CORRECTION_NOTE
    else:
        kind = EditKind.PARAGRAPH_REMOVED if op is Op.DELETE else EditKind.PARAGRAPH_ADDED
    return Finding(
        old=pair.old,
        new=pair.new,
        kinds=frozenset({kind}),
        block=DiffBlock(part="text", runs=(DiffRun(op=op, text=text),)),
        moved=pair.moved,
    )
