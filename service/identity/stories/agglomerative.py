"""Clusters all accounts of a window into stories at once, by average link, from the most similar pair down. Pure.

Only accounts that share heavy terms and are near in time are compared (`neighbours`), and the average over all pairs of
two groups comes of the sums of their vectors, so that no pairs are kept: the cost grows with the number of accounts,
and 20,000 take some 10 seconds and 100 MB. Stories keep their ids when they are clustered anew, so that a reader's
bookmark lasts.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.identity.stories.joining import Extent, Likeness, WeightedAccount, likeness, score
from service.identity.stories.neighbours import Pair, neighbours
from service.identity.stories.steadiness import items_a_day
from service.identity.stories.story_terms import is_caseless
from service.identity.stories.story_vector import Vector


def cluster_stories(accounts: Sequence[WeightedAccount]) -> tuple[frozenset[int], ...]:
    """Return the items of each story, two at least. Accounts that stand alone are left out; their order does not
    matter.

    Steady terms are to count less in their vectors already (`Steadiness.tempered`).
    """
    ordered = sorted(accounts, key=lambda each: each.account.item)
    groups = _Groups(ordered, items_a_day([each.account for each in ordered]))
    for pair in neighbours(ordered):
        groups.link(pair)
    groups.join_variants()
    groups.join_similar()
    return groups.stories()


def _names(accounts: Sequence[WeightedAccount]) -> frozenset[str]:
    """Return the terms that are names in at least half of the accounts in which they weigh, and all terms of scripts
    without capitals."""
    as_names: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for each in accounts:
        as_names.update(each.account.terms.names)
        holders.update(each.vector.keys())
    return frozenset(term for term, count in holders.items() if 2 * as_names[term] >= count or is_caseless(term))


class _Groups:
    """Groups that are joined two by two. A group is identified by the place of one of its accounts."""

    def __init__(self, accounts: Sequence[WeightedAccount], a_day: float) -> None:
        self._accounts = accounts
        self._names = _names(accounts)
        self._group = list(range(len(accounts)))
        """The group of an account, or an account of which it is the same; see `_of`."""
        self._members = {place: [place] for place in self._group}
        self._extents = {place: Extent.of(each.account, a_day=a_day) for place, each in enumerate(accounts)}
        self._sums: dict[int, dict[str, float]] = {}
        """The sum of the vectors of a group of two or more."""
        self._within: dict[int, float] = {}
        """The sum of the similarities of all pairs inside of such a group."""
        self._near: dict[int, set[int]] = {}
        """The groups with which a group shares a pair."""
        self._foreign: dict[tuple[int, int], float] = {}
        """What pairs in two languages add to the product of two groups, the smaller number first."""
        self._age = [0] * len(accounts)
        """Rises with each join, which makes scores computed before stale; -1 where a group is part of another."""
        self._waiting: list[tuple[float, int, int, int, int]] = []

    def stories(self) -> tuple[frozenset[int], ...]:
        """Return the items of each group of two or more, by the least of them."""
        found = (frozenset(self._accounts[place].account.item for place in self._members[one]) for one in self._sums)
        return tuple(sorted(found, key=min))

    def link(self, pair: Pair) -> None:
        """Note that two accounts have something in common; done before any are joined."""
        self._near.setdefault(pair.one, set()).add(pair.other)
        self._near.setdefault(pair.other, set()).add(pair.one)
        if pair.foreign:
            self._foreign[min(pair.one, pair.other), max(pair.one, pair.other)] = pair.foreign

    def join_variants(self) -> None:
        """Join variants and updates of one text, which are of one story whatever their words."""
        by_text: dict[int, int] = {}
        for place, each in enumerate(self._accounts):
            for text in (each.account.item, each.account.variant_of, each.account.update_of):
                if text is not None:
                    one, other = self._of(by_text.setdefault(text, place)), self._of(place)
                    if one != other:
                        self._join(one, other, self._likeness(one, other))

    def join_similar(self) -> None:
        """Join the two most similar groups, again and again, until no two are similar enough."""
        for one, near in self._near.items():
            for other in near:
                if one < other:
                    self._offer(one, other)
        while self._waiting:
            _, one, other, age, its = heapq.heappop(self._waiting)
            if self._age[one] == age and self._age[other] == its:
                for neighbour in self._join(one, other, self._likeness(one, other)):
                    self._offer(self._of(one), neighbour)

    def _of(self, place: int) -> int:
        """Return the group of an account."""
        while self._group[place] != place:
            self._group[place] = self._group[self._group[place]]
            place = self._group[place]
        return place

    def _vector(self, one: int) -> Vector:
        return self._sums[one] if one in self._sums else self._accounts[one].vector

    def _pairs(self, one: int, other: int) -> int:
        return len(self._members[one]) * len(self._members[other])

    def _likeness(self, one: int, other: int) -> Likeness:
        foreign = self._foreign.get((min(one, other), max(one, other)), 0.0) if self._foreign else 0.0
        pairs = self._pairs(one, other)
        return likeness(self._vector(one), self._vector(other), pairs=pairs, names=self._names, foreign=foreign)

    def _offer(self, one: int, other: int) -> None:
        """Let two groups wait to be joined, where enough speaks for it."""
        sizes = len(self._members[one]), len(self._members[other])
        inside = sum(size * (size - 1) // 2 for size in sizes)
        within = (self._within.get(one, 0.0) + self._within.get(other, 0.0)) / inside if inside else 0.0
        found = score(self._likeness(one, other), self._extents[one], self._extents[other], within=within)
        if found >= 0:
            heapq.heappush(self._waiting, (-found, one, other, self._age[one], self._age[other]))

    def _join(self, one: int, other: int, found: Likeness) -> Sequence[int]:
        """Make the smaller of two groups part of the larger, and return the neighbours of both in order."""
        if (len(self._members[one]), -one) < (len(self._members[other]), -other):
            one, other = other, one
        product = found.similarity * self._pairs(one, other)
        self._within[one] = self._within.get(one, 0.0) + self._within.pop(other, 0.0) + product
        vector = self._sums.setdefault(one, dict(self._accounts[one].vector))
        for term, weight in (self._sums.pop(other, None) or self._accounts[other].vector).items():
            vector[term] = vector.get(term, 0.0) + weight
        self._members[one] += self._members.pop(other)
        self._extents[one] = self._extents[one].with_(self._extents.pop(other))
        self._group[other] = one
        self._age[one] += 1
        self._age[other] = -1
        return self._take_over(one, other)

    def _take_over(self, one: int, other: int) -> Sequence[int]:
        """Give the neighbours of a group that has become part of another to that one."""
        near, its = self._near.setdefault(one, set()), self._near.pop(other, set())
        for neighbour in its:
            self._near[neighbour].discard(other)
            if neighbour == one:
                continue
            self._near[neighbour].add(one)
            near.add(neighbour)
            if self._foreign:
                before = self._foreign.pop((min(other, neighbour), max(other, neighbour)), 0.0)
                key = min(one, neighbour), max(one, neighbour)
                self._foreign[key] = self._foreign.get(key, 0.0) + before
        near.discard(other)
        return sorted(near)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStory:
    """A story as clustered. `story` is the id it keeps, None where it is new; `merged` are ids that lead to it now."""

    items: frozenset[int]
    story: int | None
    merged: tuple[int, ...] = ()


def keep_ids(clustered: Iterable[frozenset[int]], held: Mapping[int, int]) -> tuple[KeptStory, ...]:
    """Return which id each of the stories `clustered` keeps; `held` is the story each item has been in so far.

    An id goes where most of its items went, and a story takes the id most of its items bring: the largest overlap
    first, the older id where they are equal. What is left of a story that was split gets a new id; an id whose items
    went into a story of another id leads there.
    """
    stories = sorted(clustered, key=min)
    overlaps = sorted(
        (-count, old, place)
        for place, items in enumerate(stories)
        for old, count in Counter(held[item] for item in items if item in held).items()
    )
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for _, old, place in overlaps:
        if place not in kept and old not in taken:
            kept[place] = old
            taken.add(old)
    merged: dict[int, list[int]] = {}
    for _, old, place in overlaps:
        if old not in taken:
            merged.setdefault(place, []).append(old)
            taken.add(old)
    return tuple(
        KeptStory(items=items, story=kept.get(place), merged=tuple(sorted(merged.get(place, ()))))
        for place, items in enumerate(stories)
    )
