"""How one revision differs from another."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Op(StrEnum):
    """What a word diff says of a run of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRun:
    """Consecutive words with one fate. Joined with the runs around it by nothing: spaces are part of the text."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffBlock:
    """One paragraph, or the title, as a word diff. Unchanged paragraphs far from any change are left out."""

    part: str
    """`title` or `text`."""
    runs: tuple[DiffRun, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape that `dateline diff --json` promises, and digests too."""
        return {"part": self.part, "runs": [{"op": str(run.op), "text": run.text} for run in self.runs]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """How one revision differs from another. Never made for texts that read the same."""

    kinds: tuple[str, ...]
    """Most important first: headline, number, …"""
    summary: str
    """One line, before → after where that can be said: "12 → 17"."""
    diff: tuple[DiffBlock, ...]
