"""Sentences that went in one place of a text and came in another: they were moved, and state nothing new."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.changes.judge import Finding, JudgedChange
from service.models import EditKind, Op
from service.text.reading_form import tightened

_MOVED = frozenset({EditKind.REWORDING})


def with_moves(findings: Sequence[Finding]) -> list[Finding]:
    """Return `findings`, with each sentence that went and came again marked as moved, from one paragraph to another,
    within one, or to a paragraph of its own.

    As many as went and came are marked, the first ones in reading order.
    """
    gone, come = Counter(_keys(findings, Op.DELETE)), Counter(_keys(findings, Op.INSERT))
    both = gone & come
    if not both:
        return list(findings)
    left = {Op.DELETE: both.copy(), Op.INSERT: both}
    return [_marked(finding, left) for finding in findings]


def _keys(findings: Sequence[Finding], op: Op) -> Iterator[str]:
    return (key for finding in findings for which, key in _units(finding) if which is op)


def _units(finding: Finding) -> Iterator[tuple[Op | None, str]]:
    """Yield what happened to each unit of a finding that may have been moved, and what it reads: its changes, or the
    paragraph that came or went as a whole."""
    if finding.changes:
        yield from map(_unit, finding.changes)
    elif not finding.moved:
        op, text = (Op.DELETE, finding.old) if finding.new is None else (Op.INSERT, finding.new)
        yield op, tightened(text or "")


def _unit(change: JudgedChange) -> tuple[Op | None, str]:
    if not change.is_sentence:
        return None, ""
    came = change.new.start < change.new.stop
    return (Op.INSERT, tightened(change.new.text)) if came else (Op.DELETE, tightened(change.old.text))


def _marked(finding: Finding, left: dict[Op, Counter[str]]) -> Finding:
    moved = [_taken(left, op, key) for op, key in _units(finding)]
    if not any(moved):
        return finding
    if not finding.changes:
        return replace(finding, kinds=_MOVED, moved=True)
    changes = tuple(
        replace(change, kinds=_MOVED, moved=True) if is_moved else change
        for change, is_moved in zip(finding.changes, moved, strict=True)
    )
    return replace(finding, changes=changes, kinds=frozenset(kind for change in changes for kind in change.kinds))


def _taken(left: dict[Op, Counter[str]], op: Op | None, key: str) -> bool:
    if op is None or left[op][key] <= 0:
        return False
    left[op][key] -= 1
    return True
