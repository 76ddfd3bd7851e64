"""What two sequences have in common."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service.changes.alignment import LARGE, SMALL, MatchingBlock, heaviest_chain, matching_blocks

SEQUENCE = st.lists(st.sampled_from("abcde"), max_size=12)


def test_equal_ends_and_middle() -> None:
    """Heads, tails and the longest common runs between are found."""
    assert matching_blocks("abXcdYef", "abcdZZef") == [
        MatchingBlock(0, 0, 2),
        MatchingBlock(3, 2, 2),
        MatchingBlock(6, 6, 2),
    ]


@given(SEQUENCE, SEQUENCE)
def test_matches_are_equal_and_rise(old: list[str], new: list[str]) -> None:
    """Every match holds equal values, none crosses another, and exchanging the sides exchanges them."""
    found = matching_blocks(old, new)
    for match in found:
        assert old[match.old : match.old + match.size] == new[match.new : match.new + match.size] != []
    for one, other in pairwise(found):
        assert one.old + one.size <= other.old
        assert one.new + one.size <= other.new
    assert matching_blocks(new, old) == [MatchingBlock(match.new, match.old, match.size) for match in found]


def test_beyond_difflib_values_that_occur_once_are_anchors() -> None:
    """Two long sequences, each half of the other's values, meet at every shared value."""
    size = int(SMALL**0.5) * 4
    old = [f"old{at}" if at % 2 else f"same{at}" for at in range(size)]
    new = [f"new{at}" if at % 2 else f"same{at}" for at in range(size)]
    assert sum(match.size for match in matching_blocks(old, new)) == size // 2


def test_a_table_of_few_distinct_words_keeps_nearly_all() -> None:
    """Of 20,000 words, 30 of them distinct, of which 500 were changed, the others stay; exchanging the sides exchanges
    them."""
    draw = random.Random(5)
    old = [f"word{draw.randrange(30)}" for _ in range(20_000)]
    new = list(old)
    for at in draw.sample(range(len(old)), 500):
        new[at] = "changed" if at % 2 else f"word{draw.randrange(30)}"
    found = matching_blocks(old, new)
    assert sum(match.size for match in found) > 19_480
    assert len(found) < 600
    assert matching_blocks(new, old) == [MatchingBlock(match.new, match.old, match.size) for match in found]


def test_a_table_changed_at_every_eighth_place_keeps_the_rest() -> None:
    """Where no long run is left to cut it at, either."""
    draw = random.Random(5)
    old = [f"word{draw.randrange(30)}" for _ in range(8_000)]
    new = ["changed" if at % 8 == 0 else word for at, word in enumerate(old)]
    assert sum(match.size for match in matching_blocks(old, new)) == 7_000


def test_a_large_piece_is_shown_without_scraps() -> None:
    """Two long sequences of the same few values in no common order have singles in common everywhere: these say
    nothing, and most of both counts as replaced."""
    draw = random.Random(5)
    old, new = ([f"word{draw.randrange(30)}" for _ in range(2_000)] for _ in range(2))
    assert sum(match.size for match in matching_blocks(old, new)) < 200


def test_beyond_rapidfuzz_runs_that_occur_once_are_anchors() -> None:
    """So a list of 60,000 values, with some put in at its ends and one in a hundred changed, is
    cut into pieces that can be compared."""
    draw = random.Random(5)
    size = int(2 * LARGE**0.5)
    old = [f"word{draw.randrange(30)}" for _ in range(size)]
    new = ["word1", "word2", *old, "word3"]
    for at in range(0, size, 100):
        new[at] = "word0"
    assert sum(match.size for match in matching_blocks(old, new)) > 0.98 * size


def test_what_cannot_be_compared_in_bounded_time_counts_as_replaced() -> None:
    """Two long sequences of one rhythm, broken at every place by a value that the other has not."""
    size = int(LARGE**0.5) * 2 | 1
    old, new = (["a" if at % 2 else broken for at in range(size)] for broken in "xy")
    assert matching_blocks(old, new) == []


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([1.0, 2.0, 3.5])), max_size=9))
def test_chain_is_the_most_valuable_that_rises(pairs: list[tuple[int, int, float]]) -> None:
    """No other selection of pairs that rise on both sides is worth more."""
    best = heaviest_chain(pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(best))
    assert sum(worth for *_, worth in best) == _most(sorted(pairs), (-1, -1))


def _most(pairs: list[tuple[int, int, float]], after: tuple[int, int]) -> float:
    """By trying all."""
    worths = [worth + _most(pairs, (old, new)) for old, new, worth in pairs if old > after[0] and new > after[1]]
    return max(worths, default=0)
