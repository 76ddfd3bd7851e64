from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.identity.stories.joining import ALONE as ALONE_ASKS
from service.identity.stories.joining import (
    ENOUGH,
    LONGEST,
    WINDOW,
    Extent,
    WeightedAccount,
    account_similarity,
    assign,
    decay,
    required,
)
from service.identity.stories.story_terms import story_terms
from service.identity.stories.story_vector import LEAST, Frequencies, weigh

from .accounts import ALONE, FERRY, FRENCH, TRAM, account, all_weighted, clustered

FRIDAY = datetime(2026, 11, 20, 22, tzinfo=UTC)
NEWS = (*FERRY, *TRAM, *ALONE)


def test_a_new_account_joins_its_story_or_begins_one() -> None:
    """With the one most like it; an account like none stands alone."""
    first, second, third, tram, _, council, museum = all_weighted(
        *(account(item, text, story=9 if item < 3 else None) for item, text in enumerate(NEWS, 1))
    )
    joined = assign(third, [first, second, tram, council])
    assert joined is not None
    assert joined.story == 9
    assert assign(tram, [first, second, council]) is None
    assert assign(museum, []) is None


def test_two_events_of_a_kind_stay_two_stories() -> None:
    """What the accounts of each share beyond the kind counts against joining them, though each pair is alike."""
    kind = "The earthquake shook houses, and frightened people slept outdoors, the seismic institute said. "
    first = (
        "In Amatrix the Rosso Bridge fell into the river Treno; mayor Gallo asked for tents and blankets.",
        "Mayor Gallo wants tents for Amatrix, where the Rosso Bridge lies in the river Treno since the shock.",
    )
    second = (
        "In Belmora the Verde Tower leans over Market Square; bishop Okri had the cathedral and schools closed.",
        "Bishop Okri closed the cathedral of Belmora, as the Verde Tower may fall upon Market Square and schools.",
    )
    texts = [kind + text for text in (*first, *second)]
    accounts = all_weighted(*(account(item, text) for item, text in enumerate((*texts, *TRAM, *ALONE), 1)))
    assert account_similarity(accounts[0], accounts[2]) > ENOUGH + ALONE_ASKS / 2
    assert {frozenset({1, 2}), frozenset({3, 4})} <= set(clustered(accounts))


def test_two_accounts_alone_need_more_in_common_than_a_subject() -> None:
    """Two rescues share words that would do for joining many accounts; two accounts stay apart."""
    rescue = "Lifeboats took 30 sailors off a burning tanker near Orsk at noon, the coastguard at Lisse said."
    accounts = all_weighted(*(account(item, text) for item, text in enumerate((FERRY[0], rescue, *ALONE), 1)))
    assert ENOUGH < account_similarity(*accounts[:2]) < ENOUGH + ALONE_ASKS
    assert clustered(accounts) == ()
    assert assign(accounts[0], accounts[1:]) is None


def test_an_event_of_a_year_ago_is_another() -> None:
    """However alike the words; and an account without a date is near to every time."""
    dates = [FRIDAY, FRIDAY - timedelta(days=365), None]
    accounts = all_weighted(*(account(item, FERRY[0], published=when) for item, when in enumerate(dates, 1)))
    assert clustered(accounts[:2]) == ()
    assert clustered([accounts[0], accounts[2]]) == (frozenset({1, 3}),)
    assert assign(accounts[0], [accounts[1]]) is None


def test_accounts_placed_one_by_one_come_into_the_stories_that_all_at_once_make() -> None:
    """In whatever order they come."""
    accounts = all_weighted(*(account(item, text, published=FRIDAY) for item, text in enumerate(NEWS, 1)))
    expected = set(clustered(accounts))
    for order in (accounts, accounts[::-1], accounts[1:] + accounts[:1]):
        known: dict[int, WeightedAccount] = {}
        for each in order:
            nearest = assign(each, list(known.values()))
            if nearest is None:
                known[each.account.item] = each
                continue
            story = nearest.story or nearest.item
            for one in (known[nearest.item], each):
                known[one.account.item] = replace(one, account=replace(one.account, story=story))
        found: dict[int, set[int]] = {}
        for one in known.values():
            if one.account.story is not None:
                found.setdefault(one.account.story, set()).add(one.account.item)
        assert set(map(frozenset, found.values())) == expected


def test_the_whole_of_a_story_counts_and_not_only_what_is_compared() -> None:
    """A story whose first account lies further back than stories last takes in no more; nor does one of thousands."""
    first, second, new = all_weighted(
        *(account(item, text, published=FRIDAY, story=7 if item < 3 else None) for item, text in enumerate(FERRY, 1))
    )
    extent = Extent(size=9, first=FRIDAY - timedelta(days=9), last=FRIDAY, undated=0, lowest=0, highest=1)
    assert assign(new, [first, second], {7: extent}) is not None
    assert assign(new, [first, second], {7: replace(extent, first=FRIDAY - LONGEST * 1.1)}) is None
    assert assign(new, [first, second], {7: replace(extent, size=100_000)}) is None


def test_more_is_asked_of_what_is_large_or_long() -> None:
    """And of what is small: two accounts alone may share only a subject."""
    day = timedelta(days=1)
    assert required(1, 2, day) > required(4, 5, day) > required(14, 15, day) > ENOUGH
    assert required(15, 16, day) < required(30, 31, day) < required(200, 201, day)
    assert required(5, 6, day) < required(5, 6, 20 * day) < required(5, 6, LONGEST)


def test_an_update_is_of_the_story_of_what_it_updates() -> None:
    """Also where it comes first, and where both update a third that is not known."""
    base, update, other = all_weighted(account(1, FERRY[0]), account(2, ALONE[0], update_of=1), account(3, TRAM[0]))
    assert assign(update, [other, base]) is base.account
    assert assign(base, [other, update]) is update.account
    twin = replace(base, account=replace(base.account, item=4, update_of=1))
    assert assign(update, [other, twin]) is twin.account


def test_likeness_fades_with_silence_and_ends_with_the_window() -> None:
    """A story goes on as long as it is told; it does not last for ever."""
    assert decay(timedelta(0)) == 1
    assert 0 < decay(WINDOW) < decay(WINDOW / 2) < 1
    assert decay(WINDOW + timedelta(seconds=1)) == 0


def test_a_variant_is_always_of_its_texts_story() -> None:
    """Whatever the words say: it is the same text, with other figures."""
    accounts = all_weighted(account(1, FERRY[0]), account(2, ALONE[0], variant_of=1), account(3, ALONE[1]))
    assert clustered(accounts) == (frozenset({1, 2}),)
    assert assign(accounts[1], [accounts[2], accounts[0]]) is accounts[0].account


def test_languages_meet_in_names_and_numbers_only() -> None:
    """An account in French is of the ferry's story by its names; one that shares two names is not."""
    weak = "La compagnie du port de Sandhaven cherche, avec la ville de Kestrel, des marins pour la saison qui vient."
    ferry, french, other = all_weighted(
        account(1, FERRY[0]), account(2, FRENCH, language="fr"), account(3, weak, language="fr")
    )
    assert clustered([ferry, french]) == (frozenset({1, 2}),)
    assert account_similarity(ferry, other) == 0


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["…"]], ids=["none", "empty", "two empty", "no words"])
def test_what_tells_nothing_is_of_no_story(texts: list[str]) -> None:
    """Two texts without a word have nothing in common."""
    accounts = all_weighted(*(account(item, text) for item, text in enumerate(texts, 1)))
    assert clustered(accounts) == ()


def test_common_words_weigh_nothing() -> None:
    """By the background of English in an empty store; by its own documents in a store of another language."""
    empty = Frequencies(documents={}, holders={})
    vector = weigh(story_terms(title=None, text=FERRY[0], language=None), empty)
    assert "the" not in vector
    assert vector["halcyon"] > vector["ferry"] > 0
    full = Frequencies(documents={"fr": 300}, holders={("fr", "personn"): 300, ("fr", "halcyon"): 1})
    assert full.rarity("fr", "personn") < LEAST < full.rarity("fr", "halcyon", is_name=True)
