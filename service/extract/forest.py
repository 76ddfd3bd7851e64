"""The trees that judge blocks: small regression trees over the measures of `features`, boosted to the log-odds of a
block being the author's text (Friedman 2001, "Greedy function approximation"). `benchmarks/training.py` grows them."""

import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

from service.extract.features import NAMES

Branch = tuple[int, float, Any, Any]
"""A measure's place in the vector, a threshold, and what follows when the measure is at most that, and when not: a
branch again, or log-odds."""

_STAGES = {8: 1.5, 16: 1.4, 32: 1.1, 64: 0.75}
"""Log-odds from which, after so many trees, the others are not asked any more: on the labelled pages they would have
changed fewer than one verdict in a thousand, and two blocks in three are that clear."""


def grown(data: dict[str, Any]) -> list[Branch]:
    """The trees in `data`.

    Raises:
        ValueError: they were grown over other measures than these.
    """
    if data["measures"] != list(NAMES):
        raise ValueError("forest.json was grown over other measures; run benchmarks/training.py")
    return [_branch(tree) for tree in data["trees"]]


def _branch(node: Any) -> Any:
    if not isinstance(node, list):
        return node
    place, threshold, low, high = node
    return (place, threshold, _branch(low), _branch(high))


def log_odds(trees: Sequence[Branch], vector: Sequence[float]) -> float:
    """Of the block measured by `vector` being text: above 0 it is more likely than not."""
    total = 0.0
    for count, tree in enumerate(trees, 1):
        node: Any = tree
        while type(node) is tuple:
            node = node[2] if vector[node[0]] <= node[1] else node[3]
        total += node
        if count in _STAGES and abs(total) > _STAGES[count]:
            break
    return total


TREES = grown(json.loads((resources.files(__package__) / "rules" / "forest.json").read_text(encoding="utf-8")))
