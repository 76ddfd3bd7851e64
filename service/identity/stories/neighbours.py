"""Which accounts are worth comparing: those that share heavy terms, and are near in time or in order. Pure.

An inverted index over the heaviest terms of each account gives candidates, as in search engines; of each term only the
holders nearest before it are asked, so that the cost grows with the number of accounts and not with its square.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.identity.stories.joining import WeightedAccount, foreign_excess
from service.identity.stories.story_vector import cosine, heaviest

HOLDERS = 48
"""How many holders of a term are asked, those nearest before an account."""

NEAREST = 20
"""How many of the accounts that share most heavy terms are compared as a whole."""

FAINT = 0.05
"""Similarity below which a pair does not matter: no group is joined whose nearest accounts are not more alike."""

HINT = 0.02
"""What two accounts must have in common in their heaviest terms to be compared as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two accounts with something in common, by their places."""

    one: int
    other: int
    foreign: float
    """The part of their similarity that is not the product of their vectors; see `foreign_excess`."""


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
                    if cosine(accounts[one].vector, accounts[other].vector) + foreign >= FAINT:
                        yield Pair(one=one, other=other, foreign=foreign)


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
