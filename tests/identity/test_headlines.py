"""Two headlines that are nearly the same, above one text."""

from datetime import UTC, datetime, timedelta

import pytest

from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.headlines import Headline, headline_differences, headline_of

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def differ(one: str, other: str, text: str) -> bool:
    """Say whether the second headline, an hour later, states another fact than the first."""
    first, second = (
        Headline(words=headline_of(title), text=ComparedWords(text), at=NOON + timedelta(hours=hour))
        for hour, title in enumerate((one, other))
    )
    assert bool(headline_differences(first, second)) is bool(headline_differences(second, first))
    return bool(headline_differences(first, second))


TEXT = "The unit will shut at the end of March, the health board said, since too few midwives work there."
OTHER_FACTS = {
    "a month": ("Maternity unit in Galt to close in March", "Maternity unit in Galt to close in May"),
    "a name": ("Maternity unit in Galt to close in March", "Maternity unit in Corvo to close in March"),
    "a qualifier": ("Maternity unit in Galt will close in March", "Maternity unit in Galt may close in March"),
    "a denial": ("Maternity unit in Galt will close in March", "Maternity unit in Galt will not close in March"),
    "a number": ("Five births in Galt unit this week", "Nine births in Galt unit this week"),
    "a multiple": ("Casos de dengue triplicam em Galt", "Casos de dengue duplicam em Galt"),
    "a word": ("La maternité de Galt ferme la nuit", "La maternité de Galt ferme le week-end"),
    "who did it to whom": ("Rovers beat United in Galt", "United beat Rovers in Galt"),
    "Korean": ("골트 병원 화재로 다섯 명 사망", "골트 병원 화재로 아홉 명 사망"),
    "Hindi": ("गाल्ट अस्पताल में आग से सात लोगों की मौत", "गाल्ट अस्पताल में आग से ग्यारह लोगों की मौत"),
    "Thai": ("ไฟไหม้โรงพยาบาลกอลต์ เสียชีวิตแปดราย", "ไฟไหม้โรงพยาบาลกอลต์ เสียชีวิตสิบราย"),
}
SAME = {
    "the same": ("Maternity unit in Galt to close", "Maternity unit in Galt to close"),
    "in other words": ("Maternity unit in Galt to close", "Board blames lack of midwives for end of ward"),
    "what the text says": ("Maternity unit in Galt to close in May", "Maternity unit in Galt to shut in March"),
    "a figure written out": ("Seven births in Galt unit this week", "7 births in Galt unit this week"),
    "a label": ("UPDATE 2-Maternity unit in Galt to close", "Maternity unit in Galt to close"),
    "a site's name": ("Maternity unit in Galt to close - The Lookout", "Maternity unit in Galt to close - Meridian"),
}


@pytest.mark.parametrize(("one", "other"), OTHER_FACTS.values(), ids=OTHER_FACTS)
def test_another_fact_in_a_headline_counts(one: str, other: str) -> None:
    """Though the text is the same."""
    assert differ(one, other, TEXT)


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_what_was_told_is_no_difference(one: str, other: str) -> None:
    """Other words, other writing, and what the text says itself."""
    assert not differ(one, other, TEXT)
