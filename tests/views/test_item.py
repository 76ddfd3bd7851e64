"""One item as it is shown: with all that is kept of it, as it is now, and found by a number or an address."""

import pytest

from service.errors import UsageError
from service.store import Store
from service.views.item import find_subject, item_details, resemblances, stored_item
from tests.views.conftest import FERRY, MORNING, NOON


def test_a_stored_item_has_revisions_events_and_addresses(store: Store) -> None:
    """All that `dateline export` promises, under its keys."""
    facts = stored_item(store, store.items.get(1)).as_json()
    assert [(revision["number"], revision["seen_at"]) for revision in facts["revisions"]] == [
        (1, "2026-11-20T08:00:00Z"),
        (2, "2026-11-20T12:00:00Z"),
    ]
    assert facts["revisions"][0]["text"] == "\n\n".join(FERRY)
    assert [(event["kind"], event["kinds"]) for event in facts["events"]] == [("new", []), ("changed", ["number"])]
    (address,) = facts["addresses"]
    assert (address["url"], address["since"]) == (facts["url"], "2026-11-20T08:00:00Z")
    assert facts["former_addresses"] == []


def test_details_name_the_items_it_is_related_to(store: Store) -> None:
    """A lead names its copies and its variants; a copy names no copies of its own."""
    lead, copy = item_details(store, 2), item_details(store, 3)
    assert (lead.copies, lead.variants, lead.item.copy_of) == ((3,), (4,), None)
    assert (copy.copies, copy.item.copy_of) == ((), 2)


def test_details_hold_the_newest_text_and_the_kept_pages(store: Store) -> None:
    """Blocks of the last revision; a page of each revision is kept."""
    details = item_details(store, 1)
    assert details.blocks[2].text == FERRY[2].replace("nine", "six")
    assert details.kept_pages == 2
    assert details.kept_bytes > 0
    assert (details.reverts, details.reverts_since) == (0, None)


def test_a_resemblance_is_told_from_either_side(store: Store) -> None:
    """What differs is named as it is here and as it is there, whichever of the two items is asked about."""
    (of_variant,) = [one for one in resemblances(store, 4) if one.item == 2]
    (of_lead,) = [one for one in resemblances(store, 2) if one.item == 4]
    assert of_variant.kind == of_lead.kind == "variant"
    assert (of_variant.covered, of_variant.covers) == (of_lead.covers, of_lead.covered)
    assert [(kind, there, here) for kind, here, there in of_variant.differing] == list(of_lead.differing)
    assert of_lead.sentence().startswith("variant beside item 4: ")
    assert "number eleven here, fourteen there" in of_lead.sentence()


def test_a_subject_is_found_by_its_number_and_by_its_address(store: Store) -> None:
    """Both lead to the same item, with the addresses at which it was named."""
    url = store.items.get(1).url
    by_number, by_address = find_subject(store, "1"), find_subject(store, url)
    assert by_number.known == by_address.known
    assert [address.url for address in by_address.addresses] == [url]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("9", "there is no item 9"),
        ("https://nowhere.example/", "no source has named it"),
        ("no address", "or name an item by its number"),
        ("9" * 20, "or name an item by its number"),
    ],
    ids=["a number that is not given", "an address nobody named", "no address", "a number SQLite does not have"],
)
def test_what_is_not_known_is_refused_with_the_reason(store: Store, target: str, reason: str) -> None:
    """The message says what to do instead."""
    with pytest.raises(UsageError, match=reason):
        find_subject(store, target)


def test_times_are_those_of_the_visits(store: Store) -> None:
    """First seen in the morning, last seen at noon."""
    item = item_details(store, 2).item
    assert (item.first_seen, item.last_seen) == (MORNING, NOON)
