"""Judge blocks by trees: small regression trees over the measures of `features`, boosted to the log-odds of a block
being the author's text (Friedman 2001, "Greedy function approximation"). `benchmarks/training.py` grows them."""

import functools
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from service import rules
from service.extract.content.features import NAMES

_STAGES = ((4, 1.78), (10, 1.75), (20, 1.3), (32, 0.9), (48, 0.37))
"""The number of trees that are asked, and the log-odds from which the others are not asked any more. On the labelled
pages they would have changed some two verdicts in ten thousand, and three blocks in five are that clear at once."""


@dataclass(frozen=True, slots=True)
class ForestStage:
    """Some of the trees. `ask` returns the sum of what they give for a vector; from `clear` on the sum is final."""

    ask: Callable[[Sequence[float]], float]
    clear: float


def load_forest(data: dict[str, Any]) -> tuple[ForestStage, ...]:
    """Load the trees in `data`. A tree is log-odds, or a list of a measure's place in the vector, a threshold, and the
    tree that follows if the measure is at most that, and if not.

    Raises:
        ValueError: They were grown over other measures than these.
    """
    if data["measures"] != list(NAMES):
        raise ValueError("forest.json was grown over other measures; run benchmarks/training.py")
    trees = data["trees"]
    ends = [(count, clear) for count, clear in _STAGES if count < len(trees)] + [(len(trees), math.inf)]
    starts = [0, *(count for count, _ in ends)]
    return tuple(
        ForestStage(_compiled(trees[start:end]), clear) for start, (end, clear) in zip(starts, ends, strict=False)
    )


def _compiled(trees: Sequence[Any]) -> Callable[[Sequence[float]], float]:
    """Compile the trees to one expression of Python: walked as data they take three times as long. The expression holds
    only numbers, whatever `trees` holds."""
    total = " + ".join(_expression(tree) for tree in trees) or "0.0"
    ask: Callable[[Sequence[float]], float] = eval(f"lambda vector: {total}", {"__builtins__": {}})
    return ask


def _expression(tree: Any) -> str:
    if not isinstance(tree, list):
        return f"({float(tree)!r})"
    place, threshold, low, high = tree
    return f"({_expression(low)} if vector[{int(place)}] <= {float(threshold)!r} else {_expression(high)})"


def log_odds(stages: Sequence[ForestStage], vector: Sequence[float]) -> float:
    """Return the log-odds of the block measured by `vector` being text: above 0 it is more likely than not."""
    total = 0.0
    for stage in stages:
        total += stage.ask(vector)
        if abs(total) > stage.clear:
            break
    return total


@functools.cache
def shipped_forest() -> tuple[ForestStage, ...]:
    """Return the trees that ship with the package. They are loaded when first needed, so that trees for other measures
    can be grown."""
    return load_forest(json.loads((rules.folder_of("service.extract") / "forest.json").read_text(encoding="utf-8")))
