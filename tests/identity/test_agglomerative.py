"""Accounts clustered into stories all at once, and the ids that stories keep."""

import random

from hypothesis import given
from hypothesis import strategies as st

from service.identity.stories.agglomerative import cluster_stories, keep_ids

from .accounts import ALONE, FERRY, TRAM, account, all_weighted

NEWS = (*FERRY, *TRAM, *ALONE)


def test_accounts_of_one_event_are_clustered_and_others_stand_alone() -> None:
    """Three of a ferry, two of a tram; a decision and a return, told once each, are in no story."""
    accounts = all_weighted(*(account(item, text) for item, text in enumerate(NEWS, 1)))
    assert set(cluster_stories(accounts)) == {frozenset({1, 2, 3}), frozenset({4, 5})}


def test_the_order_of_accounts_does_not_matter() -> None:
    """Neither for which stories there are nor for how they are listed."""
    accounts = all_weighted(*(account(item, text) for item, text in enumerate(NEWS, 1)))
    expected = cluster_stories(accounts)
    for seed in range(6):
        assert cluster_stories(random.Random(seed).sample(accounts, len(accounts))) == expected


def test_ids_go_where_most_items_went() -> None:
    """A story that grew keeps its id, a split leaves it with the larger part, a merge leads one id to the other."""
    held = {1: 10, 2: 10, 3: 10, 4: 11, 5: 11, 6: 12, 7: 12, 8: 12}
    clustered = [frozenset({1, 2, 3, 4, 5, 9}), frozenset({6, 7}), frozenset({8, 20})]
    stories = {story.items: (story.story, story.merged) for story in keep_ids(clustered, held)}
    assert stories == {clustered[0]: (10, (11,)), clustered[1]: (12, ()), clustered[2]: (None, ())}


@given(
    st.lists(st.integers(0, 4), min_size=12, max_size=12),
    st.dictionaries(st.integers(0, 11), st.integers(1, 4), max_size=12),
)
def test_no_id_is_given_twice_or_lost(places: list[int], held: dict[int, int]) -> None:
    """Every old id of which an item is still in a story leads to exactly one of the new ones."""
    clustered = [frozenset(item for item, where in enumerate(places) if where == place) for place in set(places)]
    stories = keep_ids(clustered, held)
    used = [story.story for story in stories if story.story is not None]
    used += [old for story in stories for old in story.merged]
    assert sorted(used) == sorted(set(held.values()))
    assert all(story.story is not None for story in stories if any(item in held for item in story.items)) or used
