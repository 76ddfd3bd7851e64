"""Which paragraphs came and went between two versions of a page, and what was put to or taken from its title. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from service.identity.learned_boilerplate import line_key

ENDS = 20
"""Lines that came, and lines that went, of the beginning and of the end each: a template stands at the edges, and a
page that is written anew has hundreds."""

LEAST_TITLE = 2
"""Words of a title that must have stayed: a piece that was put to it tells nothing of what is new otherwise."""


class Part(StrEnum):
    """Where a change is."""

    ADDED = "added"
    REMOVED = "removed"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A paragraph, or an end of a title, that came or went on one page."""

    line: int
    """Its key."""
    part: Part
    text: str


class Version(Protocol):
    """A page as it was or is: its paragraphs are its text's and those left out as furniture."""

    @property
    def title(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def furniture(self) -> tuple[str, ...]: ...


def line_changes(old: Version, new: Version) -> tuple[LineChange, ...]:
    """What of whole paragraphs came and went, and what was put to, or taken from, an end of the title.

    A paragraph that stood in the text before and stands beside it now, or the other way round, did neither. One that
    was rewritten both came and went.
    """
    before, after = _lines(old), _lines(new)
    came = [LineChange(line=key, part=Part.ADDED, text=text) for key, text in after.items() if key not in before]
    gone = [LineChange(line=key, part=Part.REMOVED, text=text) for key, text in before.items() if key not in after]
    return (*_ends(came), *_ends(gone), *_title_change(old.title, new.title))


def _lines(version: Version) -> dict[int, str]:
    texts = (*version.text.split("\n\n"), *version.furniture) if version.text else version.furniture
    return {line_key(text): text for text in texts}


def _ends(changes: Sequence[LineChange]) -> Sequence[LineChange]:
    return changes if len(changes) <= 2 * ENDS else (*changes[:ENDS], *changes[-ENDS:])


def _title_change(old: str | None, new: str | None) -> tuple[LineChange, ...]:
    before, after = (old or "").split(), (new or "").split()
    if before == after:
        return ()
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    gone, came = " ".join(before[head : len(before) - tail]), " ".join(after[head : len(after) - tail])
    inside = head and tail
    if inside or head + tail < LEAST_TITLE or any(map(str.isdigit, gone + came)):
        return ()
    place = "after" if head else "before"
    text = f"{gone} → {came}" if gone and came else gone or came
    return (LineChange(line=line_key(f"{place} a title: {gone} → {came}"), part=Part.TITLE, text=text),)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
