"""Accounts clustered into stories all at once, and the ids that stories keep."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.identity.stories.agglomerative import cluster_stories, keep_ids
from service.identity.stories.joining import LONGEST, Account, WeightedAccount
from service.identity.stories.neighbours import neighbours

from .accounts import ALONE, FERRY, TRAM, account, all_weighted, bonds, clustered

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NEWS = (*FERRY, *TRAM, *ALONE)


def test_accounts_of_one_event_are_clustered_and_others_stand_alone() -> None:
    """Three of a ferry, two of a tram; a decision and a return, told once each, are in no story."""
    accounts = all_weighted(*(account(item, text) for item, text in enumerate(NEWS, 1)))
    assert set(clustered(accounts)) == {frozenset({1, 2, 3}), frozenset({4, 5})}


def test_the_order_of_accounts_does_not_matter() -> None:
    """Neither for which stories there are nor for how they are listed."""
    accounts = all_weighted(*(account(item, text) for item, text in enumerate(NEWS, 1)))
    expected = clustered(accounts)
    for seed in range(6):
        assert clustered(random.Random(seed).sample(accounts, len(accounts))) == expected


def test_notices_made_by_one_pattern_are_no_story() -> None:
    """Sixty bonds in sixty days share all their words but who borrows; dated or not, no large story comes of them."""
    told = [account(item, text, published=MONDAY + timedelta(days=item)) for item, text in enumerate(bonds(60), 1)]
    news = [account(item, text, published=MONDAY) for item, text in enumerate(NEWS, 101)]
    stories = clustered(all_weighted(*told, *news))
    assert {frozenset({101, 102, 103}), frozenset({104, 105})} <= set(stories)
    assert max(len(story & set(range(1, 61))) for story in stories) < 5
    undated = clustered(all_weighted(*(account(item, text) for item, text in enumerate(bonds(60), 1))))
    assert max(map(len, undated), default=0) <= 15


def test_a_story_has_a_longest_span_however_short_the_gaps() -> None:
    """The same subject told every week for months is more than one event."""
    weekly = [account(item, FERRY[0], published=MONDAY + timedelta(days=7 * item)) for item in range(1, 20)]
    published = {each.item: each.published for each in weekly if each.published}
    stories = cluster_stories(all_weighted(*weekly))
    assert len(stories) > 1
    for story in stories:
        times = [published[item] for item in story]
        assert max(times) - min(times) <= LONGEST


def test_undated_accounts_are_near_in_order() -> None:
    """What stands thousands of items later is another event, however alike; what stands beside it is the same."""
    near = all_weighted(*(account(item, text) for item, text in zip((1, 2, 3), FERRY, strict=True)))
    assert clustered(near) == (frozenset({1, 2, 3}),)
    between = [account(item, text) for item, text in enumerate(bonds(40), 4_000)]
    texts = zip((1, 2, 3, 9_001, 9_002, 9_003), (*FERRY, *FERRY), strict=True)
    far = all_weighted(*(account(item, text) for item, text in texts), *between)
    of_ferry = [story for story in clustered(far) if story & {1, 9_001}]
    assert sorted(of_ferry, key=min) == [frozenset({1, 2, 3}), frozenset({9_001, 9_002, 9_003})]


def test_pairs_that_are_compared_grow_with_the_accounts_and_not_with_their_square() -> None:
    """Though all of them share a term."""

    def compared(count: int) -> int:
        given = (account(item, FERRY[0], published=MONDAY) for item in range(count))
        alike = [WeightedAccount(account=each, vector={"halcyon": 0.8, f"own{each.item}": 0.6}) for each in given]
        return sum(1 for _ in neighbours(alike))

    assert 0 < compared(400) < 3 * compared(200)


def test_hundreds_of_updates_of_one_item_are_one_story() -> None:
    """Whatever each says; and a chain of updates is one, too."""

    def updates() -> Iterator[Account]:
        yield account(1, FERRY[0], published=MONDAY)
        for item, text in enumerate(bonds(300), 2):
            yield account(item, text, published=MONDAY, update_of=item - 1 if item % 2 else 1)

    assert clustered(all_weighted(*updates())) == (frozenset(range(1, 302)),)


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
