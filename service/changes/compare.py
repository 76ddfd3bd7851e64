"""Two versions of one article: what kind of edit lies between them, in a line and word by word, and whether the new one
has lost so much that it should be confirmed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

from service.changes.alignment import Hunk
from service.changes.edit_summary import summarise
from service.changes.judge import LONGEST_NOTE, Finding, is_correction, judge
from service.changes.moves import with_moves
from service.changes.paragraphs import Pair, changed_pairs, paragraphs
from service.changes.sentence_diff import sentence_hunks
from service.changes.word_diff import diff_runs, hunks
from service.facts.fact_rules import anonymous_words
from service.facts.marks import mark_words
from service.facts.word_usage import NO_USAGE, WordUsage
from service.facts.words import is_word, words
from service.models import DiffBlock, DiffRun, Edit, EditKind, Op, in_zone, to_the_minute
from service.text.characters import SPACELESS
from service.text.reading_form import reading_form, tightened

MOST_NOTES = 500
"""Where more paragraphs than this came and went, the text is another one, and neither corrections nor the facts of
single sentences are looked for in it."""
SAME_MOMENT = timedelta(minutes=1)
"""By how much the times of one publication may differ: pages write them with and without seconds."""
MOST_LOST = 0.5
"""The share of its words that an article may lose at once. An editor seldom cuts more; a login page, a consent wall, a
blank page or a new template that extraction does not know does."""
MOST_READ = 1_000_000
"""Characters of the paragraphs that are not in both that are read word by word: a second's work at most."""

_WORD = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")
_OF_WORDING = frozenset(kind for kind in EditKind if kind.is_wording)
_OF_LOOKS = frozenset(kind for kind in _OF_WORDING if kind.is_minor)


class ComparedText(Protocol):
    """What is compared: `models.Article`, `models.Item` and `models.Revision` all are."""

    @property
    def title(self) -> str | None: ...

    @property
    def text(self) -> str:
        """Paragraphs with a blank line between."""
        ...


@runtime_checkable
class Signed(Protocol):
    """A text that may say who wrote it and when it was published."""

    @property
    def byline(self) -> str | None: ...

    @property
    def published(self) -> datetime | None: ...


def compare(old: ComparedText, new: ComparedText) -> Edit | None:
    """Return how `new` differs from `old`; None when both read the same.

    These are no differences: white space, where paragraphs break, the glyphs of quotation marks and dashes, characters
    that do not show (`reading_form`), and a byline or a moment of publication that either side lacks. So an edit has at
    least one block in which something that shows came or went. The result is symmetric but for what was added and what
    was removed.

    A paragraph of more than `paragraphs.LONG` characters is shown by its changed sentences. Time grows with what has
    changed, not with the text, and a little more than linearly; nothing is raised, whatever stands in the texts.
    """
    findings = [*in_title(old.title or "", new.title or ""), *in_text(old.text, new.text), *_in_fields(old, new)]
    if not findings:
        return None
    kinds = {kind for finding in findings for kind in finding.kinds}
    return Edit(
        kinds=tuple(str(kind) for kind in EditKind if kind in kinds),
        summary=summarise(findings),
        diff=tuple(finding.block for finding in findings),
    )


def _in_fields(old: ComparedText, new: ComparedText) -> list[Finding]:
    if not isinstance(old, Signed) or not isinstance(new, Signed):
        return []
    return [*in_byline(old.byline, new.byline), *in_published(old.published, new.published)]


# ── the title and the text ────────────────────────────────────────────────────────────────────────────────────────────


def in_title(old: str, new: str) -> Iterator[Finding]:
    """Yield the finding of two titles that do not read the same; an absent title is empty."""
    if old == new or tightened(old) == tightened(new):
        return
    # Headlines are often in title case, in which every word would pass for a name.
    finding = _paired("title", old, new, usage=NO_USAGE, names=False)
    if finding is None:
        return
    if finding.kinds <= _OF_LOOKS and _words_only(old) == _words_only(new):
        yield replace(finding, kinds=frozenset({EditKind.PUNCTUATION}))
    else:
        yield replace(finding, kinds=finding.kinds - _OF_WORDING | {EditKind.HEADLINE})


def in_text(old: str, new: str) -> Iterator[Finding]:
    """Yield the findings of two texts, in reading order."""
    if old == new:
        return
    pairs = changed_pairs(paragraphs(old), paragraphs(new))
    if not pairs or _reads_the_same(pairs, old, new):
        return
    usage = WordUsage(old, new)
    alone = sum(pair.old is None or pair.new is None for pair in pairs)
    findings: list[Finding] = []
    for pair in pairs:
        if pair.is_sentence and not pair.moved and alone <= MOST_NOTES:
            findings.append(_whole_sentence(pair, usage))
        elif pair.old is None or pair.new is None:
            findings.append(_whole_paragraph(pair, may_note=alone <= MOST_NOTES))
        elif finding := _paired("text", pair.old, pair.new, usage=usage, names=True):
            findings.append(finding)
    yield from with_moves(findings)


def _words_only(title: str) -> list[str]:
    """Return the words of a title in lower case, without signs."""
    return [key.lower() for key in words(title).keys if is_word(key)]


def _reads_the_same(pairs: list[Pair], old: str, new: str) -> bool:
    """Say whether two texts that differ by `pairs` read the same, with their paragraphs broken otherwise.

    They are read whole only where what differs is of the same characters: reading a megabyte takes half of the time
    of all else.
    """
    gone = tightened("".join(pair.old or "" for pair in pairs)).replace(" ", "")
    come = tightened("".join(pair.new or "" for pair in pairs)).replace(" ", "")
    return len(gone) == len(come) and sorted(gone) == sorted(come) and tightened(old) == tightened(new)


def _paired(part: str, old: str, new: str, *, usage: WordUsage, names: bool) -> Finding | None:
    """Return the finding of a paragraph that both sides have; None where only the white space between its words is
    another: "5 km", "5km"."""
    before, after = words(old), words(new)
    found = sentence_hunks(before, after) if part == "text" else hunks(before, after)
    if not found:
        return None
    namer = usage if names else None
    old_marked = mark_words(before, [at for hunk in found for at in range(hunk.i, hunk.j)], namer)
    new_marked = mark_words(after, [at for hunk in found for at in range(hunk.k, hunk.l)], namer)
    changes = tuple(judge(hunk, old_marked, new_marked, usage) for hunk in found)
    return Finding(
        old=old,
        new=new,
        kinds=frozenset(kind for change in changes for kind in change.kinds),
        block=DiffBlock(part=part, runs=diff_runs(before, after, found)),
        changes=changes,
    )


def _whole_sentence(pair: Pair, usage: WordUsage) -> Finding:
    """Return the finding of a sentence that only one side has, of a paragraph that was cut."""
    before, after = words(pair.old or ""), words(pair.new or "")
    hunk = Hunk(i=0, j=len(before), k=0, l=len(after), is_sentence=True)
    old, new = (mark_words(side, range(len(side)), usage) for side in (before, after))
    change = judge(hunk, old, new, usage)
    return Finding(
        old=pair.old,
        new=pair.new,
        kinds=change.kinds,
        block=DiffBlock(part="text", runs=diff_runs(before, after, [hunk])),
        changes=(change,),
    )


def _whole_paragraph(pair: Pair, *, may_note: bool) -> Finding:
    """Return the finding of a paragraph, or of one of very many sentences, that only one side has. `may_note` says
    whether it may be a correction note."""
    op, text = (Op.DELETE, pair.old) if pair.old is not None else (Op.INSERT, pair.new or "")
    if pair.moved:
        kind = EditKind.REWORDING
    elif may_note and is_correction(reading_form(text[:LONGEST_NOTE])):
        kind = EditKind.CORRECTION_NOTE
    elif pair.is_sentence:
        kind = EditKind.SENTENCE_REMOVED if op is Op.DELETE else EditKind.SENTENCE_ADDED
    else:
        kind = EditKind.PARAGRAPH_REMOVED if op is Op.DELETE else EditKind.PARAGRAPH_ADDED
    return Finding(
        old=pair.old,
        new=pair.new,
        kinds=frozenset({kind}),
        block=DiffBlock(part="text", runs=(DiffRun(op=op, text=text),)),
        moved=pair.moved,
    )


# ── the byline and the date of publication ────────────────────────────────────────────────────────────────────────────


def in_byline(old: str | None, new: str | None) -> Iterator[Finding]:
    """Yield the finding of two bylines that name other people.

    Case, white space, the order of names and what stands between them do not count. A byline that is absent on either
    side gives no finding, since extraction may have overlooked it.
    """
    if not old or not new or old == new or _people(old) == _people(new):
        return
    before, after = words(old), words(new)
    yield Finding(
        old=old,
        new=new,
        kinds=frozenset({EditKind.BYLINE}),
        block=DiffBlock(part="byline", runs=diff_runs(before, after, hunks(before, after))),
    )


def in_published(old: datetime | None, new: datetime | None) -> Iterator[Finding]:
    """Yield the finding of two moments of publication that differ by more than a minute.

    A moment without a zone is taken to be in UTC. One that is absent on either side gives no finding.
    """
    if old is None or new is None:
        return
    old, new = in_zone(old, UTC), in_zone(new, UTC)
    if abs(old - new) <= SAME_MOMENT:
        return
    shown = [f"{to_the_minute(moment)} UTC" for moment in (old, new)]
    yield Finding(
        old=shown[0],
        new=shown[1],
        kinds=frozenset({EditKind.PUBLISHED}),
        block=DiffBlock(
            part="published", runs=(DiffRun(op=Op.DELETE, text=shown[0]), DiffRun(op=Op.INSERT, text=shown[1]))
        ),
    )


def _people(byline: str) -> Counter[str]:
    """Return the words of a byline that name somebody, in lower case."""
    keys = (key.lower() for key in words(byline).keys if is_word(key))
    return Counter(key for key in keys if key not in anonymous_words())


# ── a version that lost much of its text ──────────────────────────────────────────────────────────────────────────────


class HasText(Protocol):
    """A version of an article, of which only the text is asked for."""

    @property
    def text(self) -> str:
        """Paragraphs with a blank line between."""
        ...


def suspicious(old: HasText, new: HasText) -> str | None:
    """Return why `new` should be confirmed by a second fetch before it is believed; None where it may be believed.

    It should be where more than half of the words of `old` are gone, whatever came instead, or all of its text.
    """
    if old.text == new.text or not _WORD.search(old.text):
        return None
    if not _WORD.search(new.text):
        return "lost all of its text"
    before, after = (Counter(paragraphs(side.text)) for side in (old, new))
    kept = before & after
    was, now = ("\n".join((side - kept).elements()) for side in (before, after))
    stays, changed = _count("\n".join(kept.elements())), _count(was)
    read, there = _bag(was), _bag(now)
    gone = (read - there).total() / max(1, read.total()) * changed / (stays + changed)
    return f"lost {int(100 * gone)} % of its text" if gone > MOST_LOST else None


def _bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text[:MOST_READ].lower()))


def _count(text: str) -> float:
    """Return how many words `text` has; of a long one, estimate it from its beginning."""
    return len(_WORD.findall(text[:MOST_READ])) * max(1.0, len(text) / MOST_READ)
