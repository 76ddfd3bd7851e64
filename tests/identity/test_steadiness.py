"""Terms that come day after day, and those that come in a burst."""

from datetime import UTC, datetime, timedelta

import pytest

from service.identity.stories.joining import Account, WeightedAccount
from service.identity.stories.steadiness import LEAST_FACTOR, Steadiness, steadiness
from service.identity.stories.story_terms import StoryTerms
from service.identity.stories.story_vector import Vector

from .accounts import FERRY, account, bonds

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def test_terms_of_a_pattern_weigh_less_and_those_of_an_event_do_not() -> None:
    """Bonds on sixty days, a ferry on two of them: a term is told by its days, and not by how often it comes."""
    told = [account(item, text, published=MONDAY + timedelta(days=item)) for item, text in enumerate(bonds(60))]
    for item in range(60, 90):
        told.append(account(item, FERRY[item % 3], published=MONDAY + timedelta(days=30 + item % 2)))
    factors = steadiness(told).factors["en"]
    assert LEAST_FACTOR <= factors["luxembo"] < 0.5
    assert "halcyon" not in factors


def test_nothing_is_concluded_from_a_few_accounts_or_from_one_day() -> None:
    """Neither of five notices nor of a hundred that came at once."""
    few = [account(item, text, published=MONDAY + timedelta(days=item)) for item, text in enumerate(bonds(5))]
    at_once = [account(item, text, published=MONDAY) for item, text in enumerate(bonds(100))]
    assert steadiness(few).factors == {"en": {}}
    assert steadiness(at_once).factors == {}
    assert steadiness([]).factors == {}


def test_what_is_left_of_a_pattern_does_not_become_all_that_counts() -> None:
    """A vector of steady terms alone is shorter than 1; one of which little is steady has length 1 again."""
    steady = Steadiness(factors={"en": {"priced": 0.2, "bond": 0.2}})

    def tempered(language: str, **vector: float) -> Vector:
        terms = StoryTerms(language=language, names=(), words=tuple(sorted(vector)))
        its = Account(item=1, terms=terms, published=None)
        return steady.tempered(WeightedAccount(account=its, vector=vector)).vector

    assert sum(weight**2 for weight in tempered("en", bond=0.6, priced=0.8).values()) < 0.2
    assert sum(weight**2 for weight in tempered("en", halcyon=0.8, priced=0.6).values()) == pytest.approx(1)
    assert tempered("fr", priced=1.0) == {"priced": 1.0}
