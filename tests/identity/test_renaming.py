"""Whether a page is a known article at a new address of its site."""

from datetime import UTC, datetime, timedelta

import pytest

from service.identity import ComparedWords
from service.identity.renaming import Publication, has_most, is_led_to, numbers, takes_the_place
from tests.sample_articles import UNRELATED, filler

AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
FERRY, MASKS, WHEAT = (" ".join(text) for _, text in UNRELATED[:3])
TWELVE = f"At least 12 people were aboard the ferry that did leave the harbour of Corvo. {FERRY}"
SEVENTEEN = TWELVE.replace("12", "17")
RUIZ = f"The harbour master Maria Ruiz of Corvo told the crews on Monday to go back to work. {FERRY}"
KLEIN = RUIZ.replace("Maria Ruiz", "Peter Klein")
TUESDAY = RUIZ.replace("Monday", "Tuesday")


def at(url: str, text: str, days: int = 0) -> Publication:
    return Publication(url=url, words=ComparedWords(text), at=AT + timedelta(days=days))


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        pytest.param(at("https://a.example/new", FERRY), at("https://a.example/old", FERRY), True, id="the same text"),
        pytest.param(at("https://www.a.example/n", FERRY), at("https://a.example/o", FERRY), True, id="with www."),
        pytest.param(at("https://b.example/n", FERRY), at("https://a.example/o", FERRY), False, id="another host"),
        pytest.param(at("https://a.example/n", SEVENTEEN), at("https://a.example/o", TWELVE), True, id="a figure"),
        pytest.param(
            at("https://a.example/n", SEVENTEEN, 3), at("https://a.example/o", TWELVE), False, id="a figure days later"
        ),
        pytest.param(at("https://a.example/n", KLEIN), at("https://a.example/o", RUIZ), False, id="another name"),
        pytest.param(at("https://a.example/n", TUESDAY), at("https://a.example/o", RUIZ), False, id="another day"),
        pytest.param(
            at("https://a.example/n-81234", KLEIN),
            at("https://a.example/o-81234", RUIZ),
            True,
            id="another name under one number",
        ),
        pytest.param(
            at("https://a.example/n-20261121", KLEIN),
            at("https://a.example/o-20261121", RUIZ),
            False,
            id="another name under one date",
        ),
        pytest.param(
            at("https://a.example/n", f"{FERRY} {MASKS} {WHEAT}"), at("https://a.example/o", FERRY), False, id="a week"
        ),
        pytest.param(
            at("https://a.example/n", "Closed today."), at("https://a.example/o", "Open today."), False, id="short"
        ),
    ],
)
def test_what_takes_the_place_of_an_article_that_is_gone(new: Publication, old: Publication, expected: bool) -> None:
    """In both directions."""
    assert takes_the_place(new, old) is expected
    assert takes_the_place(old, new) is expected


def test_what_an_address_leads_to_may_have_grown() -> None:
    """A flash of two sentences and the article that it became."""
    flash, grown = ComparedWords(FERRY), ComparedWords(f"{FERRY} {MASKS} {WHEAT}")
    assert is_led_to(grown, flash)
    assert is_led_to(flash, grown)
    assert not has_most(grown, flash)
    assert not is_led_to(ComparedWords(MASKS), flash)
    assert not is_led_to(ComparedWords(""), ComparedWords(""))


def test_comparing_grows_with_the_length_and_not_with_its_square() -> None:
    """Ten thousand paragraphs have an answer."""
    long = "\n\n".join(filler(5) * 800)
    assert takes_the_place(at("https://a.example/n", long), at("https://a.example/o", long))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/news/ferry-81234", {"81234"}),
        ("https://a.example/81234567/ferry", set()),
        ("https://a.example/ferry-20261121.html", set()),
        ("https://a.example/ferry-2026", set()),
        ("https://a.example/", set()),
    ],
)
def test_the_numbers_of_an_address(url: str, expected: set[str]) -> None:
    """Those of its last part that are neither short nor a date."""
    assert numbers(url) == expected
