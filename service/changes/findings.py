"""What differs between two versions, one finding a paragraph: its kinds, and the block that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.changes.fold import folded, tightened
from service.changes.hunks import hunks, runs
from service.changes.kinds import Change, Kind, is_correction, judge
from service.changes.marks import capitalises_nouns, marked, names_inside
from service.changes.paragraphs import Pair, changed_pairs, paragraphs
from service.changes.words import words
from service.models import DiffBlock, DiffRun, Op

SAMPLE = 4000
"""Characters read to learn how a text uses capitals."""
MOST_NOTES = 500
"""Where more paragraphs than this came and went, the text is another one, and no corrections are looked for in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One paragraph, or the title, that does not read the same. The side that has no such paragraph is None."""

    old: str | None
    new: str | None
    kinds: frozenset[Kind]
    block: DiffBlock
    changes: tuple[Change, ...] = ()
    """Within the paragraph, where both sides have it."""
    moved: bool = False


def in_title(old: str, new: str) -> Iterator[Finding]:
    """The finding of two titles that do not read the same; an absent title is empty."""
    if tightened(old) == tightened(new):
        return
    # Headlines are often in title case, in which every word would pass for a name.
    finding = _paired("title", old, new, names_tell=False)
    if finding.kinds == {Kind.PUNCTUATION}:
        yield finding
    else:
        yield replace(finding, kinds=finding.kinds - {Kind.REWORDING, Kind.PUNCTUATION} | {Kind.HEADLINE})


def in_text(old: str, new: str) -> Iterator[Finding]:
    """The findings of two texts, in reading order."""
    if tightened(old) == tightened(new):
        return
    before, after = paragraphs(old), paragraphs(new)
    names_tell = not capitalises_nouns(words(new[:SAMPLE]))
    pairs = changed_pairs(before, after)
    alone = sum(pair.old is None or pair.new is None for pair in pairs)
    for pair in pairs:
        if pair.old is not None and pair.new is not None:
            yield _paired("text", pair.old, pair.new, names_tell=names_tell)
        else:
            yield _alone(pair, may_note=alone <= MOST_NOTES)


def _paired(part: str, old: str, new: str, *, names_tell: bool) -> Finding:
    before, after = words(old), words(new)
    found = hunks(before, after)
    known_names = names_inside(before) | names_inside(after) if names_tell else None
    old_marked = marked(before, [at for hunk in found for at in range(hunk.i, hunk.j)], known_names)
    new_marked = marked(after, [at for hunk in found for at in range(hunk.k, hunk.l)], known_names)
    changes = tuple(judge(hunk, old_marked, new_marked) for hunk in found)
    return Finding(
        old=old,
        new=new,
        kinds=frozenset(kind for change in changes for kind in change.kinds) or frozenset({Kind.PUNCTUATION}),
        block=DiffBlock(part=part, runs=runs(before, after, found)),
        changes=changes,
    )


def _alone(pair: Pair, *, may_note: bool) -> Finding:
    op, text = (Op.DELETE, pair.old) if pair.old is not None else (Op.INSERT, pair.new or "")
    if pair.moved:
        kind = Kind.REWORDING
    elif may_note and is_correction(folded(text)):
        kind = Kind.CORRECTION_NOTE
    else:
        kind = Kind.PARAGRAPH_REMOVED if op is Op.DELETE else Kind.PARAGRAPH_ADDED
    return Finding(
        old=pair.old,
        new=pair.new,
        kinds=frozenset({kind}),
        block=DiffBlock(part="text", runs=(DiffRun(op=op, text=text),)),
        moved=pair.moved,
    )
