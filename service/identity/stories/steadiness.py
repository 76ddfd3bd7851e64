"""Which terms recur at a steady rate, and so tell of a kind of notice and not of an event. Pure.

The terms of an event come in a burst; those of eurobonds, results and weather come day after day. A term that n
accounts have, thrown at random on D equally busy days, stands on D (1 - (1 - 1/D)^n) of them; a term on nearly as many
is steady. (Burstiness as a mark of events: Kleinberg 2002, "Bursty and hierarchical structure in streams".)
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.identity.stories.joining import A_DAY, Account, WeightedAccount

FEW = 8
"""Accounts with a term up to which nothing is concluded from their days."""

HISTORY = 5
"""Days of which nothing is known and nothing is concluded: in a period as long, steadiness counts half."""

SCATTERED = 3.0
"""How many times the distance of accounts that share a rare term counts as a day in the order of items. Thrown at
random among n, they stand n / 20 apart or more in nine of ten cases, so that all accounts are of one week then."""

BURSTY = 0.7
"""Share of the days expected by chance up to which a term is not steady at all."""

LEAST_FACTOR = 0.15
"""What remains of the weight of the steadiest term."""

SHORTEST = 0.6
"""Length to which a vector is never stretched beyond itself: what is left of a notice made of steady terms is little,
and must not become all that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steadiness:
    """The factors of terms that are steady, by language and term; all others keep their weight."""

    factors: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def tempered(self, weighted: WeightedAccount) -> WeightedAccount:
        """Return an account with its steady terms lighter: its vector has length 1 again, or less where little else is
        left."""
        factors = self.factors.get(weighted.account.terms.language)
        if not factors:
            return weighted
        weights = {term: weight * factors.get(term, 1.0) for term, weight in weighted.vector.items()}
        length = max(SHORTEST, math.sqrt(math.fsum(weight * weight for weight in weights.values())))
        return replace(weighted, vector={term: weight / length for term, weight in weights.items()})


def steadiness(accounts: Sequence[Account]) -> Steadiness:
    """Return which terms of these accounts are steady over the days on which they were published."""
    a_day = items_a_day(accounts)
    days = [_day(account, a_day) for account in accounts]
    per_day = Counter(days)
    period = len(accounts) ** 2 / sum(count**2 for count in per_day.values()) if accounts else 0.0
    if period <= 1:
        return Steadiness()
    ranks = {day: rank for rank, day in enumerate(sorted(per_day))}
    by_language: dict[str, list[tuple[Account, int]]] = {}
    for account, day in zip(accounts, days, strict=True):
        by_language.setdefault(account.terms.language, []).append((account, 1 << ranks[day]))
    factors = {language: dict(_factors(own, period)) for language, own in by_language.items()}
    return Steadiness(factors=factors)


def _factors(accounts: Sequence[tuple[Account, int]], period: float) -> Sequence[tuple[str, float]]:
    """Return the factors of the terms of accounts, each with its day as a bit."""
    holders: Counter[str] = Counter()
    for account, _ in accounts:
        holders.update(account.terms.all_terms)
    days = {term: 0 for term, count in holders.items() if count > FEW}
    for account, day in accounts:
        for term in account.terms.all_terms:
            if term in days:
                days[term] |= day
    found = ((term, _factor(holders[term], seen.bit_count(), period)) for term, seen in days.items())
    return [(term, factor) for term, factor in found if factor < 1]


def _factor(holders: int, days: int, period: float) -> float:
    """Return the factor of a term that so many accounts have, on so many days of a period (in equally busy days)."""
    expected = period * (1 - (1 - 1 / period) ** holders)
    steady = max(0.0, (min(1.0, days / expected) - BURSTY) / (1 - BURSTY))
    sure = period / (period + HISTORY) * (1 - FEW / holders)
    return max(LEAST_FACTOR, 1 - sure * steady)


def _day(account: Account, a_day: float) -> int:
    """Return the day of an account, or of one without a date the stretch of the order of items in which it stands."""
    return account.published.toordinal() if account.published is not None else -1 - int(account.item / a_day)


def items_a_day(accounts: Sequence[Account]) -> float:
    """Return how many items stand for a day in the order of items, where accounts are not dated: `A_DAY` at least.

    Order counts only as far as it tells. Where the two accounts that share a rare term stand far apart in it, as in an
    import by the names of files, all stand near to one another; the nearest tenth of such pairs sets the measure.
    """
    first: dict[str, int] = {}
    apart: dict[str, int] = {}
    for account in accounts:
        if account.published is None:
            for term in account.terms.all_terms:
                if term in apart:
                    apart[term] = 0  # a third account has it
                elif term in first:
                    apart[term] = abs(account.item - first[term])
                else:
                    first[term] = account.item
    distances = sorted(distance for distance in apart.values() if distance)
    return max(A_DAY, SCATTERED * distances[len(distances) // 10]) if distances else A_DAY
