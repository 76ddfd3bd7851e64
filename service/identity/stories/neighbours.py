"""Which accounts are worth comparing: those that share heavy terms, and are near in time or in order. Pure.

An inverted index over the heaviest terms of each account gives candidates, as in search engines; of each term only the
holders nearest before it are asked, so that the cost grows with the number of accounts and not with its square.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.identity.stories.joining import A_DAY, WeightedAccount, foreign_excess
from service.identity.stories.story_vector import cosine, heaviest

HOLDERS = 48
"""How many holders of a term are asked, those nearest before an account."""

NEAREST = 20
"""How many of the accounts that share most heavy terms are compared as a whole."""

FAINT = 0.05
"""Similarity below which a pair does not matter: no group is joined whose nearest accounts are not more alike."""

HINT = 0.02
"""What two accounts must have in common in their heaviest terms to be compared as a whole."""

ALIKE = 0.2
"""Similarity of a pair from which its distance says how far apart accounts of one event stand in the order of items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two accounts with something in common, by their places."""

    one: int
    other: int
    similarity: float
    foreign: float
    """The part of it that is not the product of their vectors; see `foreign_excess`."""


def neighbours(accounts: Sequence[WeightedAccount]) -> Iterator[Pair]:
    """Yield the pairs that are near and alike, each once: dated accounts in order of time, others in order of items."""
    dated = [place for place, each in enumerate(accounts) if each.account.published is not None]
    by_time = sorted(dated, key=lambda place: (str(accounts[place].account.published), place))
    sweeps = [by_time] if len(dated) == len(accounts) else [by_time, range(len(accounts))]
    mixed = len({each.account.terms.language for each in accounts} - {""}) > 1
    for sweep in sweeps:
        for one, candidates in _candidates(accounts, sweep):
            undated = accounts[one].account.published is None
            for other in candidates:
                if sweep is by_time or undated or accounts[other].account.published is None:
                    foreign = foreign_excess(accounts[one], accounts[other]) if mixed else 0.0
                    similarity = cosine(accounts[one].vector, accounts[other].vector) + foreign
                    if similarity >= FAINT:
                        yield Pair(one=one, other=other, similarity=similarity, foreign=foreign)


def _candidates(accounts: Sequence[WeightedAccount], order: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield each account with those before it that share most of its heaviest terms."""
    clues = {one: tuple(term for term, _ in heaviest(accounts[one].vector)) for one in order}
    shared = Counter(term for own in clues.values() for term in own)
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for one in order:
        found: dict[int, float] = defaultdict(float)
        for term in clues[one]:
            if shared[term] == 1:
                continue
            weight, known = accounts[one].vector[term], holders[term]
            for other, its in known[-HOLDERS:]:
                found[other] += weight * its
            known.append((one, weight))
            if len(known) >= 2 * HOLDERS:
                del known[:-HOLDERS]
        likely = [(-product, other) for other, product in found.items() if product >= HINT]
        yield one, [other for _, other in heapq.nsmallest(NEAREST, likely)]


class ItemOrder:
    """How many items stand for a day in their order, where accounts are not dated.

    Order counts only as far as it tells: where accounts that are much alike stand far apart in it (an import by the
    names of files), the quarter of them that stand nearest sets the measure, so that order hardly matters.
    """

    def __init__(self, accounts: Sequence[WeightedAccount]) -> None:
        self._accounts = accounts
        self._nearest: dict[int, tuple[float, int]] = {}
        """By undated account its greatest similarity, and how near the account is of which it has that."""

    def note(self, pair: Pair) -> None:
        """Take a pair into account."""
        if pair.similarity >= ALIKE:
            apart = abs(self._accounts[pair.one].account.item - self._accounts[pair.other].account.item)
            for place in (pair.one, pair.other):
                if self._accounts[place].account.published is None:
                    self._nearest[place] = max(self._nearest.get(place, (0.0, 0)), (pair.similarity, -apart))

    def a_day(self) -> float:
        """Return how many items stand for a day, `A_DAY` at least."""
        apart = sorted(-near for _, near in self._nearest.values())
        return max(A_DAY, 2.0 * apart[len(apart) // 4]) if apart else A_DAY
