"""Clusters all accounts of a window into stories at once, by average link, from the most similar pair down. Pure.

Pairs without a term in common are never compared. 2,000 accounts take a few seconds. Stories keep their ids when they
are clustered anew, so that a reader's bookmark lasts.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.identity.stories.joining import (
    CONFIDENCE,
    CONTRAST,
    ENOUGH,
    FOREIGN,
    SHARED_NAMES,
    Account,
    WeightedAccount,
    differ_in_language,
    fade,
    required,
)
from service.identity.stories.story_vector import Vector

_FAINT = 0.03
"""Similarity below which a pair counts as unrelated: most pairs are, and would only take time."""


def cluster_stories(accounts: Sequence[WeightedAccount]) -> tuple[frozenset[int], ...]:
    """Return the items of each story, two at least. Accounts that stand alone are left out; their order does not
    matter."""
    ordered = sorted(accounts, key=lambda each: each.account.item)
    groups = _Groups([each.account for each in ordered])
    for one, other, similarity in _pairs(ordered):
        groups.link(one, other, similarity)
    groups.join_variants()
    groups.join_similar()
    return groups.stories()


def _pairs(accounts: Sequence[WeightedAccount]) -> Iterator[tuple[int, int, float]]:
    """Yield every pair with something in common, by their places in `accounts`, and its similarity."""
    for one, found, _ in _products([each.vector for each in accounts]):
        terms = accounts[one].account.terms
        for other, product in found.items():
            if product >= _FAINT and not differ_in_language(terms, accounts[other].account.terms):
                yield one, other, product
    if len({each.account.terms.language for each in accounts} - {""}) < 2:
        return
    for one, found, shared in _products([each.names for each in accounts]):
        terms = accounts[one].account.terms
        for other, product in found.items():
            if shared[other] >= SHARED_NAMES and differ_in_language(terms, accounts[other].account.terms):
                yield one, other, FOREIGN * product


def _products(vectors: Sequence[Vector]) -> Iterator[tuple[int, dict[int, float], dict[int, int]]]:
    """Yield for each vector its product with those before it that share a term, and how many terms they share."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for one, vector in enumerate(vectors):
        found: dict[int, float] = defaultdict(float)
        shared: dict[int, int] = defaultdict(int)
        for term, weight in vector.items():
            holders = index[term]
            for other, its in holders:
                found[other] += weight * its
                shared[other] += 1
            holders.append((one, weight))
        yield one, found, shared


class _Groups:
    """Groups that are joined two by two. A group is identified by the place of its first account."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._accounts = accounts
        self._members = {place: [place] for place in range(len(accounts))}
        self._links: dict[int, dict[int, float]] = {place: {} for place in self._members}
        """The sum of the similarities of all pairs between two groups."""
        self._within = dict.fromkeys(self._members, 0.0)
        """The sum of the similarities of all pairs inside a group."""
        self._times = {place: _span(account.published) for place, account in enumerate(accounts)}
        self._age = dict.fromkeys(self._members, 0)
        """Rises with each join, which makes scores computed before stale."""
        self._waiting: list[tuple[float, int, int, int, int]] = []

    def link(self, one: int, other: int, similarity: float) -> None:
        """Note how much two accounts have in common."""
        self._links[one][other] = self._links[other][one] = similarity

    def stories(self) -> tuple[frozenset[int], ...]:
        """Return the items of each group of two or more."""
        return tuple(
            frozenset(self._accounts[place].item for place in members)
            for members in self._members.values()
            if len(members) > 1
        )

    def join_variants(self) -> None:
        """Join variants of one text, which are of one story whatever their words."""
        by_text: dict[int, list[int]] = defaultdict(list)
        for place, account in enumerate(self._accounts):
            by_text[account.variant_of or account.item].append(place)
        for places in by_text.values():
            for other in places[1:]:
                self._join(places[0], other)

    def join_similar(self) -> None:
        """Join the two most similar groups, again and again, until no two are similar enough."""
        for one, links in self._links.items():
            for other in links:
                if one < other:
                    self._offer(one, other)
        while self._waiting:
            _, one, other, age, its = heapq.heappop(self._waiting)
            if self._age.get(one) == age and self._age.get(other) == its:
                self._join(one, other)
                for neighbour in self._links[one]:
                    self._offer(one, neighbour)

    def _offer(self, one: int, other: int) -> None:
        score = self._score(one, other)
        if score >= ENOUGH:
            heapq.heappush(self._waiting, (-score, one, other, self._age[one], self._age[other]))

    def _score(self, one: int, other: int) -> float:
        """Return how much speaks for joining two groups; see `service.identity.stories.joining`."""
        sizes = len(self._members[one]), len(self._members[other])
        between = self._links[one][other] / (sizes[0] * sizes[1])
        between *= fade(_silence(self._times[one], self._times[other]))
        score = between - (required(max(sizes)) - ENOUGH)
        pairs = sum(size * (size - 1) // 2 for size in sizes)
        if min(sizes) > 1 and score >= ENOUGH:
            within = (self._within[one] + self._within[other]) / pairs
            sure = (min(sizes) - 1) / (min(sizes) - 1 + CONFIDENCE)
            score -= CONTRAST * sure * max(0.0, within - between)
        return score

    def _join(self, one: int, other: int) -> None:
        """Make `other` part of `one`."""
        links, its = self._links[one], self._links.pop(other)
        self._within[one] += self._within.pop(other) + links.pop(other, 0.0)
        its.pop(one, None)
        for neighbour, similarity in its.items():
            links[neighbour] = links.get(neighbour, 0.0) + similarity
            theirs = self._links[neighbour]
            theirs[one] = theirs.get(one, 0.0) + theirs.pop(other)
        self._members[one] += self._members.pop(other)
        self._times[one] = _spanning(self._times[one], self._times.pop(other))
        del self._age[other]
        self._age[one] += 1


Span = tuple[datetime, datetime] | None
"""The first and the last time of publication in a group; None where they are not known."""


def _span(moment: datetime | None) -> Span:
    return None if moment is None else (moment, moment)


def _spanning(one: Span, other: Span) -> Span:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def _silence(one: Span, other: Span) -> timedelta:
    if one is None or other is None:
        return timedelta(0)
    return max(other[0] - one[1], one[0] - other[1], timedelta(0))


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
