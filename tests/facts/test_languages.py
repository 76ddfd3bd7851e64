"""The languages that a text may be in."""

import pytest

from service.facts.languages import ANY, is_common, languages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The men were in the house when the police came.", "english"),
        ("Les hommes étaient dans la maison quand la police est arrivée.", "french"),
        ("Die Männer waren im Haus, als die Polizei mit dem Wagen kam.", "german"),
        ("De mannen waren in het huis toen de politie met een auto kwam.", "dutch"),
        ("Los hombres estaban en la casa y el coche era de la policía.", "spanish"),
        ("Os homens estavam na casa e o carro não era da polícia do Porto.", "portuguese"),
        ("Gli uomini erano nella casa e la macchina non è della polizia.", "italian"),
        ("Mężczyźni byli w domu i nie chcieli się poddać na wezwanie.", "polish"),
        ("Bu evde bir adam ve iki çocuk için yer var.", "turkish"),
        ("كان الرجال في البيت", "arabic"),
        ("مردان در خانه بودند که پلیس آمد", "persian"),
    ],
)
def test_a_language_is_known_by_its_commonest_words(text: str, expected: str) -> None:
    """Or by its letters."""
    assert expected in languages(text) or (expected in ("arabic", "persian") and languages(text) == ANY)


def test_where_nothing_shows_the_language_any_is_possible() -> None:
    """A headline of names, a text without words."""
    assert languages("Apple Google IBM") == ANY
    assert languages("") == ANY


def test_common_words_are_known_in_any_language() -> None:
    """They begin sentences without being names."""
    assert is_common("she")
    assert not is_common("galt")
