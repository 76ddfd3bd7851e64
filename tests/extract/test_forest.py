"""The trees: what they are grown over, and when the rest of them need not be asked."""

import re

import pytest

from service.extract.content import forest
from service.extract.content.features import NAMES
from tests.extract.stages import shipped, stages

_AROUND = re.compile(r"<(/?)(?:article|main|section|aside|header)\b")
"""Elements whose names say what they hold."""


def whole(vector: tuple[float, ...]) -> float:
    """The log-odds of all trees."""
    return sum(stage.ask(vector) for stage in forest.shipped_forest())


def forest_of(*trees: object) -> tuple[forest.ForestStage, ...]:
    """These trees, over the measures there are."""
    return forest.load_forest({"measures": list(NAMES), "trees": list(trees)})


def test_trees_over_other_measures_are_refused() -> None:
    """Trees grown before a measure was added would read the wrong ones."""
    trees = [[0, 0.5, -1.0, 1.0]]
    assert forest.load_forest({"measures": list(NAMES), "trees": trees})
    for other in (list(NAMES[1:]), [*NAMES, "more"], list(reversed(NAMES))):
        with pytest.raises(ValueError, match=r"run benchmarks/training\.py"):
            forest.load_forest({"measures": other, "trees": trees})


def test_branches_are_followed_to_a_leaf() -> None:
    """At most the threshold is the low branch; the leaves of all trees add up."""
    trees = forest_of([1, 2.0, -0.25, [0, 0.5, 0.125, 0.5]], [0, 1.0, 0.25, 0.0])
    assert forest.log_odds(trees, (0.0, 2.0)) == 0.0
    assert forest.log_odds(trees, (0.5, 3.0)) == 0.375
    assert forest.log_odds(trees, (2.0, 3.0)) == 0.5


def test_nothing_is_asked_after_the_sum_is_clear() -> None:
    """Four trees that agree settle it; where they do not, the others are asked."""
    others = [-1.0] * 4
    assert forest.log_odds(forest_of(*[0.5] * 4, *others), ()) == 2.0
    assert forest.log_odds(forest_of(*[0.125] * 4, *others), ()) == -3.5


def test_trees_are_numbers_and_nothing_else() -> None:
    """They are compiled: what is no number must not get so far."""
    for tree in ("__import__('os')", [0, "vector", 0.0, 1.0], ["0] or [1", 0.5, 0.0, 1.0]):
        with pytest.raises(ValueError, match=r"convert|invalid literal"):
            forest_of(tree)


def test_stopping_early_changes_no_verdict() -> None:
    """On the blocks of the shipped pages, as they stand and with elements that say nothing, the trees that
    are not asked would not have turned the verdict."""
    pages = [
        stages(markup, url=truth["url"])
        for html, truth in shipped().values()
        for markup in (html, _AROUND.sub(r"<\1div", html))
    ]
    vectors = [measured.vector for page in pages for measured in page.measured]
    assert len(vectors) >= 500
    odds = [(forest.log_odds(forest.shipped_forest(), vector), whole(vector)) for vector in vectors]
    assert sum(stopped != full for stopped, full in odds) > len(odds) / 3
    assert [both for both in odds if (both[0] > 0) != (both[1] > 0)] == []
