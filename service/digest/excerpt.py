"""A word diff cut to what shows the change: of unchanged words, only those next to it stay. For digests and
terminals."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from service.text.display import shorten

Runs = tuple[tuple[str, str], ...]
"""(op, text): `equal`, `delete` or `insert`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How much is shown of one paragraph."""

    context: int
    """Characters kept of unchanged words on either side of a change."""
    changed: int
    """Characters shown of one run of words that went or came."""
    runs: int
    """Runs; a paragraph with more is cut after them."""


FULL = Frame(context=110, changed=900, runs=60)
"""A paragraph of a card, or on a terminal."""
BRIEF = Frame(context=40, changed=120, runs=12)
"""On one line of a list."""


def settled(runs: Sequence[tuple[str, str]]) -> Runs:
    """Return `runs` without what both sides of a replacement show alike: the white space they begin with (a struck
    space looks like a hyphen that went), or all of them, where they differed by what a digest leaves out."""
    kept_runs: list[tuple[str, str]] = []
    at = 0
    while at < len(runs):
        pair = runs[at : at + 2]
        kept = _alike(pair) if [op for op, _ in pair] == ["delete", "insert"] else 0
        if not kept:
            kept_runs.append(runs[at])
            at += 1
            continue
        kept_runs += [("equal", pair[0][1][:kept]), *((op, text[kept:]) for op, text in pair if text[kept:])]
        at += 2
    return tuple(kept_runs)


def _alike(pair: Sequence[tuple[str, str]]) -> int:
    """Return how many characters both texts have in common: all, or the white space they begin with."""
    (_, old), (_, new) = pair
    if old == new:
        return len(old)
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1] and both[0].isspace(), pairs))


def excerpt(runs: Sequence[tuple[str, str]], frame: Frame) -> Runs:
    """Return `runs` cut to `frame`, with each cut marked by "…"."""
    shown = runs[: frame.runs]
    last = len(runs) - 1
    cut = [
        (op, _equal(text, frame.context, first=at == 0, last=at == last))
        if op == "equal"
        else (op, shorten(text, frame.changed))
        for at, (op, text) in enumerate(shown)
    ]
    return tuple(cut) if len(shown) == len(runs) else (*cut, ("equal", " …"))


def _equal(text: str, context: int, *, first: bool, last: bool) -> str:
    head = 0 if first else context
    tail = 0 if last else context
    if len(text) <= head + tail + context:
        return text
    return (shorten(text, head) + " " if head else "… ") + (_ending(text, tail) if tail else "")


def _ending(text: str, limit: int) -> str:
    """Return the last `limit` characters of `text`, from a word's beginning where one is near."""
    kept = text[-limit:]
    space = kept.find(" ", 0, limit // 3)
    return kept[space + 1 :] if space >= 0 else kept
