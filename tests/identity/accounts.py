"""Accounts of made-up events, enough of them that words have a frequency."""

from collections.abc import Sequence
from datetime import datetime

from service.identity.stories.agglomerative import cluster_stories
from service.identity.stories.joining import Account, WeightedAccount, weighted
from service.identity.stories.steadiness import steadiness
from service.identity.stories.story_terms import story_terms
from service.identity.stories.story_vector import Frequencies

FERRY = (
    "The ferry Halcyon ran aground off Kestrel Point on Friday night with 212 people aboard, the coastguard at "
    "Sandhaven said. Lifeboats took the passengers off the ferry before dawn, and nobody was hurt.",
    "Passengers told how the Halcyon struck the shoals off Kestrel Point. The coastguard said that all 212 people "
    "aboard the ferry were brought to Sandhaven by lifeboats.",
    "The owner of the Halcyon said that the ferry had passed every inspection before it ran aground off Kestrel Point. "
    "In Sandhaven the coastguard has begun to hear the passengers.",
)
TRAM = (
    "A tram left the rails at Orsk market at noon and crashed into a bakery, the fire brigade of Orsk said. The "
    "driver, Tomas Brandt, and 9 customers were wounded.",
    "Investigators said the tram that crashed into a bakery at Orsk market had been going too fast. The driver, Tomas "
    "Brandt, denies it from hospital, where 9 wounded customers are treated.",
)
ALONE = (
    "The council of Velmara voted to raise the price of water from May. Farmers of the upper valley said that they "
    "would go to court over the decision.",
    "A museum in Lisse gave a carved door back to the family from which it had been taken during the war. The "
    "grandchildren travelled from Ostrava to receive it.",
)
FRENCH = (
    "Le ferry Halcyon s’est échoué vendredi soir au large de Kestrel Point avec 212 personnes à bord, ont indiqué les "
    "garde-côtes de Sandhaven. Selon eux, le Halcyon avait quitté Sandhaven à l’heure, sans que personne soit blessé."
)


def account(
    item: int,
    text: str,
    *,
    title: str | None = None,
    language: str | None = None,
    published: datetime | None = None,
    story: int | None = None,
    variant_of: int | None = None,
    update_of: int | None = None,
) -> Account:
    """An account of `text`."""
    return Account(
        item=item,
        terms=story_terms(title=title, text=text, language=language),
        published=published,
        story=story,
        variant_of=variant_of,
        update_of=update_of,
    )


def bonds(count: int) -> list[str]:
    """So many notices made by one pattern, each of another borrower."""
    names = [first + last for first in _FIRST for last in _LAST]
    return [
        f"{names[n % 400]} {names[(n * 7 + 3) % 400]} Ltd is issuing a {n + 20} mln dlr bond due {1990 + n % 9} paying "
        f"{n % 7 + 4} pct and priced at {99 + n % 5}, lead manager {names[(n * 13 + 1) % 400]} Securities said. The "
        "issue is available in denominations of 5,000 dlrs and will be listed in Luxembourg. Fees comprise a selling "
        f"concession and combined management and underwriting. The payment date is {n % 28 + 1} days from now."
        for n in range(count)
    ]


_FIRST = (
    "Bar",
    "Cor",
    "Del",
    "Fen",
    "Gal",
    "Hol",
    "Kar",
    "Lan",
    "Mer",
    "Nor",
    "Os",
    "Pel",
    "Quin",
    "Ros",
    "Sal",
    "Tor",
)
_LAST = tuple(f"{end}{tail}" for end in ("ban", "cot", "dur", "fim", "gap") for tail in ("o", "a", "is", "us", "en"))


def frequencies(accounts: list[Account]) -> Frequencies:
    """Those of a store that holds these and nothing else."""
    documents: dict[str, int] = {}
    holders: dict[tuple[str, str], int] = {}
    for terms in (each.terms for each in accounts):
        documents[terms.language] = documents.get(terms.language, 0) + 1
        for term in terms.all_terms:
            holders[terms.language, term] = holders.get((terms.language, term), 0) + 1
    return Frequencies(documents=documents, holders=holders)


def all_weighted(*accounts: Account) -> list[WeightedAccount]:
    """Accounts as a store that holds just these would weight them."""
    known = frequencies(list(accounts))
    return [weighted(each, known) for each in accounts]


def clustered(accounts: Sequence[WeightedAccount]) -> tuple[frozenset[int], ...]:
    """The items of each story, as a store that holds just these accounts would cluster them."""
    steady = steadiness([each.account for each in accounts])
    return cluster_stories([steady.tempered(each) for each in accounts])
