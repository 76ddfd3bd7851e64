"""Which whole paragraphs appeared or disappeared between two versions of a page, and which words at an end of its
title.

Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from service.identity.boilerplate_lines import line_key

ENDS = 20
"""Added lines, and removed lines, that are kept from the beginning and from the end each: a site's own lines stand at
the edges, and a page that is written anew has hundreds of changes."""

LEAST_TITLE = 2
"""Words of a title that must have stayed: with fewer, the title is another, and nothing was added to it."""


class Part(StrEnum):
    """Where a change is."""

    ADDED = "added"
    REMOVED = "removed"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A paragraph, or an end of a title, that was added to a page or removed from it."""

    line: int
    """Its `line_key`."""
    part: Part
    text: str


class PageVersion(Protocol):
    """A page as it was or is. Its paragraphs are those of its text and those left out as boilerplate."""

    @property
    def title(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def boilerplate(self) -> tuple[str, ...]: ...


def line_changes(old: PageVersion, new: PageVersion) -> tuple[LineChange, ...]:
    """Return the whole paragraphs that were added and removed, and what an end of the title has won or lost.

    A paragraph that moved between the text and the boilerplate beside it counts as neither. A paragraph that was
    rewritten was both removed and added.
    """
    before, after = _lines(old), _lines(new)
    added = [LineChange(line=key, part=Part.ADDED, text=text) for key, text in after.items() if key not in before]
    removed = [LineChange(line=key, part=Part.REMOVED, text=text) for key, text in before.items() if key not in after]
    return (*_ends(added), *_ends(removed), *_title_change(old.title, new.title))


def _lines(version: PageVersion) -> dict[int, str]:
    texts = (*version.text.split("\n\n"), *version.boilerplate) if version.text else version.boilerplate
    return {line_key(text): text for text in texts}


def _ends(changes: Sequence[LineChange]) -> Sequence[LineChange]:
    return changes if len(changes) <= 2 * ENDS else (*changes[:ENDS], *changes[-ENDS:])


def _title_change(old: str | None, new: str | None) -> tuple[LineChange, ...]:
    before, after = (old or "").split(), (new or "").split()
    if before == after:
        return ()
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    removed, added = " ".join(before[head : len(before) - tail]), " ".join(after[head : len(after) - tail])
    inside = head and tail
    if inside or head + tail < LEAST_TITLE or any(map(str.isdigit, removed + added)):
        return ()
    place = "after" if head else "before"
    text = f"{removed} → {added}" if removed and added else removed or added
    return (LineChange(line=line_key(f"{place} a title: {removed} → {added}"), part=Part.TITLE, text=text),)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
