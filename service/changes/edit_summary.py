"""An edit in one line, the most important first, with before and after where they are short."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from service.changes.judge import Finding, JudgedChange, Passage
from service.facts.fact_rules import function_words
from service.facts.marks import Mark
from service.facts.number_words import exact_values, folded_word
from service.facts.words import is_number, is_word
from service.models import EditKind
from service.text.display import cut
from service.text.numbers import CURRENCIES, PERCENT
from service.text.whitespace import folded

HEADLINE = 160
"""Characters of a headline that are shown."""
PASSAGE = 60
"""Characters of a changed passage that are shown."""
SHOWN = 2
"""Changes of one kind that are shown; the rest are counted."""

_ONE_BY_ONE = tuple(kind for kind in EditKind if kind.noun and not kind.is_minor)
_SLIPS = tuple(kind for kind in EditKind if kind.noun and kind.is_minor)


def summarise(findings: Sequence[Finding]) -> str:
    """Return one line for `findings`, which are not empty: `“old” → “new”; 12 → 17 people; 2 paragraphs added`."""
    facts = [change for finding in findings if finding.block.part != "title" for change in finding.changes]
    shown: set[int] = set()
    parts = [*_headlines(findings), *_one_by_one(facts, _ONE_BY_ONE, shown), *_counts(findings), *_fields(findings)]
    return "; ".join([*parts, *_one_by_one(facts, _SLIPS, shown), *_punctuation(findings)])


def _headlines(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        if EditKind.HEADLINE in finding.kinds:
            old, new = (_clipped(side or "", HEADLINE) for side in (finding.old, finding.new))
            if old and new:
                yield f"“{old}” → “{new}”"
            else:
                yield f"headline added: “{new}”" if new else f"headline removed: “{old}”"


def _one_by_one(changes: Sequence[JudgedChange], kinds: Iterable[EditKind], shown: set[int]) -> Iterator[str]:
    """Show each change once, under its most important kind. `shown` holds the ids of those that have been shown, and
    is added to."""
    for kind in kinds:
        show = _SHOW.get(kind, _passages)
        its = [change for change in changes if kind in change.kinds and id(change) not in shown]
        shown.update(map(id, its))
        lines = list(dict.fromkeys(show(change) for change in its))
        if lines:
            more = len(lines) - SHOWN
            yield "; ".join(lines[:SHOWN]) + (f"; {_number_of(more, f'more {kind.noun}')} changed" if more > 0 else "")


def _fields(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        for kind in (kind for kind in finding.kinds if kind.is_field):
            old, new = (_clipped(side or "", PASSAGE) for side in (finding.old, finding.new))
            yield f"{kind}: {old} → {new}"


def _counts(findings: Sequence[Finding]) -> Iterator[str]:
    notes = [finding for finding in findings if EditKind.CORRECTION_NOTE in finding.kinds]
    if notes:
        yield f"correction note {_fate(notes[0])}"
    counts = Counter(kind for finding in findings for kind in finding.kinds if not kind.noun and not finding.moved)
    if counts[EditKind.PARAGRAPH_ADDED]:
        yield f"{_number_of(counts[EditKind.PARAGRAPH_ADDED], 'paragraph')} added"
    if counts[EditKind.PARAGRAPH_REMOVED]:
        yield f"{_number_of(counts[EditKind.PARAGRAPH_REMOVED], 'paragraph')} removed"
    moved = sum(finding.moved and finding.new is not None for finding in findings)
    if moved:
        yield f"{_number_of(moved, 'paragraph')} moved"
    if counts[EditKind.REWORDING]:
        yield f"reworded in {_number_of(counts[EditKind.REWORDING], 'paragraph')}"


def _punctuation(findings: Sequence[Finding]) -> Iterator[str]:
    its = [finding.block.part for finding in findings if EditKind.PUNCTUATION in finding.kinds]
    if "title" in its:
        yield "punctuation of the headline"
    if "text" in its:
        yield f"punctuation in {_number_of(its.count('text'), 'paragraph')}"


def _fate(note: Finding) -> str:
    if note.old is None or note.new is None:
        return "removed" if note.new is None else "added"
    its = [change for change in note.changes if EditKind.CORRECTION_NOTE in change.kinds]
    if all(not change.old.length for change in its):
        return "added"
    return "removed" if all(not change.new.length for change in its) else "changed"


# ── one change ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _numbers(change: JudgedChange) -> str:
    """Return `12 → 17 people`, or the passages themselves where the numbers do not pair."""
    old, new = _differing(change.old, change.new), _differing(change.new, change.old)
    signs = any(
        not side.paragraph.words.is_word(at) for side, places in ((change.old, old), (change.new, new)) for at in places
    )
    if signs:
        return _in_context(change)
    if len(old) != len(new) or not old:
        return _passages(change)
    pairs = [_shortened(change, at, to) for at, to in zip(old, new, strict=True)]
    before = ", ".join(_amount(change.old, span) for span, _ in pairs)
    after = ", ".join(_amount(change.new, span) for _, span in pairs)
    if len(pairs) > 1:
        return f"{before} → {after}"
    return f"{before} → {after}{_unit(change.new, pairs[0][1], new[0]) or _tail(change, *pairs[0])}"


def _dates(change: JudgedChange) -> str:
    """Return `12 May → 13 May`: the whole date, of which only a part may have changed."""
    old, new = _whole_dates(change.old), _whole_dates(change.new)
    return f"{old} → {new}" if old and new else _passages(change)


def _quotation(change: JudgedChange) -> str:
    if not change.old.length and not change.new.length:
        fewer = change.new.quote_marks() < change.old.quote_marks()
        return f"quotation marks {'removed' if fewer else 'added'}"
    return f"in a quotation: {_passages(change)}"


def _in_context(change: JudgedChange) -> str:
    """Show the passages with a word on either side, since "not", a minus, or the verb alone says little."""
    old, new = _widened(change.old), _widened(change.new)
    return f"{_clipped(old.text, PASSAGE)} → {_clipped(new.text, PASSAGE)}"


def _typo(change: JudgedChange) -> str:
    return f"spelling: {_passages(change)}"


def _passages(change: JudgedChange) -> str:
    old, new = (_clipped(side.text, PASSAGE) for side in (change.old, change.new))
    if old and new:
        return f"{old} → {new}"
    return f"“{new}” added" if new else f"“{old}” removed"


_SHOW: Mapping[EditKind, Callable[[JudgedChange], str]] = {
    EditKind.NUMBER: _numbers,
    EditKind.QUOTE: _quotation,
    EditKind.NEGATION: _in_context,
    EditKind.DATE: _dates,
    EditKind.ATTRIBUTION: _in_context,
    EditKind.TYPO: _typo,
}
"""How a change is shown of a kind that is not shown by its passages before and after."""


def _differing(one: Passage, other: Passage) -> list[int]:
    """Return where the numbers of `one` stand that `other` has not."""
    left = Counter(other.paragraph.values[at] for at in other.places(Mark.NUMBER))
    places = []
    for at in one.places(Mark.NUMBER):
        if not one.paragraph.values[at]:
            continue  # the figure stands at its first word
        if left[one.paragraph.values[at]]:
            left[one.paragraph.values[at]] -= 1
        else:
            places.append(at)
    return places


def _shortened(change: JudgedChange, old: int, new: int) -> tuple[range, range]:
    """Return the words of the two figures that begin at or go on over these places, without a unit that both end with:
    it is said once, behind them. Of "nine hundred" the hundred is no unit."""
    before, after = _figure(change.old, old), _figure(change.new, new)
    old_keys, new_keys = change.old.paragraph.words.keys, change.new.paragraph.words.keys
    while (
        min(len(before), len(after)) > 1
        and old_keys[before[-1]] == new_keys[after[-1]]
        and is_word(old_keys[before[-1]])
        and (is_number(old_keys[before[-2]]) or folded_word(old_keys[before[-1]]) not in exact_values())
    ):
        before, after = before[:-1], after[:-1]
    return before, after


def _unit(passage: Passage, shortened: range, at: int) -> str:
    """Return the unit that was left out of the figure at `at`, with the space before it."""
    words, whole = passage.paragraph.words, _figure(passage, at)
    return (
        (" " if words.gaps[shortened.stop] else "") + words.text(shortened.stop, whole.stop)
        if whole != shortened
        else ""
    )


def _figure(passage: Passage, at: int) -> range:
    return next((span for span in passage.paragraph.figures if at in span), range(at, at + 1))


def _amount(passage: Passage, span: range) -> str:
    """Return the words of a number with its currency or percent sign."""
    words = passage.paragraph.words
    start, stop = span.start, span.stop
    start = start - 1 if start and words.keys[start - 1] in CURRENCIES and not words.gaps[start] else start
    stop = stop + 1 if stop < len(words) and words.keys[stop] in PERCENT else stop
    return words.text(start, stop)


def _tail(change: JudgedChange, old: range, new: range) -> str:
    """Return what is counted (` people`) if the next word is the same on both sides and can be counted."""
    before, after = change.old.paragraph.words, change.new.paragraph.words
    counted = before.keys[old.stop : old.stop + 1]
    if not counted or counted != after.keys[new.stop : new.stop + 1] or not is_word(counted[0]):
        return ""
    if counted[0].lower() in function_words():
        return ""
    return (" " if after.gaps[new.stop] else "") + after.raws[new.stop]


def _whole_dates(passage: Passage) -> str:
    touched = [span for span in passage.paragraph.dates if span.start < passage.stop and passage.start < span.stop]
    return ", ".join(passage.paragraph.words.text(span.start, span.stop) for span in touched)


def _widened(passage: Passage) -> Passage:
    return Passage(passage.paragraph, max(passage.start - 1, 0), min(passage.stop + 1, len(passage.paragraph.words)))


def _clipped(text: str, limit: int) -> str:
    """Return `text` on one printable line: a control character would reach a terminal, and a mark of direction would
    turn the line about."""
    return cut("".join(filter(str.isprintable, folded(text[: 4 * limit]))), limit)


def _number_of(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"
