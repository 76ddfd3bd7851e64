"""One figure whichever way it is written, and another one where it is another."""

import pytest

from service.facts.figures import Figure, figures, same_figure

ENGLISH = frozenset({"english"})


def amounts(text: str, language: str = "english") -> list[str]:
    """The figures of a text that count wherever they stand."""
    return [figure.amount for figure in figures(text, frozenset({language})) if not figure.weak]


def only(text: str, language: str = "english") -> Figure:
    """The one figure of a text."""
    [figure] = [each for each in figures(text, frozenset({language})) if not each.weak]
    return figure


WAYS = [
    ("english", ["8 people", "eight people", "Eight people", "٨ people", "८ people", "８ people", "๘ people"], "8"),
    ("english", ["4.5", "4½", "4 1/2", "4⅟2".replace("⅟2", "½"), "four and a half"], "4.5"),
    ("english", ["1,200 men", "1200 men", "1 200 men", "1'200 men", "twelve hundred men"], "1200"),
    ("english", ["2.6m people", "2.6 million people", "2,600,000 people"], "2600000"),
    (
        "english",
        ["$3m", "US$3 million", "3 million dollars", "$3,000,000", "three million dollars", "USD 3m"],
        "3000000 USD",
    ),
    ("english", ["5%", "5 %", "5 per cent", "five percent", "5 pct", "٥٪"], "5 %"),
    ("english", ["20°C", "20 °C", "20 degrees Celsius", "20℃"], "20 °C"),
    ("english", ["5km", "5 km", "5-kilometre", "five kilometers"], "5 km"),
    ("english", ["third", "3rd", "third-largest", "第3", "第三"], "3."),
    ("english", ["two-thirds", "two thirds of"], "2/3"),
    ("english", ["half a million", "500,000"], "500000"),
    ("english", ["a dozen", "twelve", "12"], "12"),
    ("english", ["four hundred and twelve", "412"], "412"),
    ("english", ["tens of thousands"], "tens_thousands"),
    ("french", ["vingt-deux", "22"], "22"),
    ("french", ["quatre-vingt-dix", "nonante", "90"], "90"),
    ("french", ["soixante et onze", "71"], "71"),
    ("french", ["trois millions d'euros", "3 M€", "3 millions d’euros"], "3000000 EUR"),
    ("french", ["deux heures et demie".partition(" et")[0], "2 heures"], "2 hour"),
    ("german", ["zweiundzwanzig", "22"], "22"),
    ("german", ["neunhundert", "900"], "900"),
    ("german", ["dreihundertfünfundvierzig", "345"], "345"),
    ("german", ["3 Mio. Euro", "drei Millionen Euro", "3.000.000 Euro"], "3000000 EUR"),
    ("german", ["anderthalb", "1,5"], "1.5"),
    ("spanish", ["cuatrocientas doce", "412"], "412"),
    ("spanish", ["treinta y dos", "32"], "32"),
    ("spanish", ["mil millones de dólares", "1.000.000.000 dólares"], "1000000000 USD"),
    ("portuguese", ["trezentos e quarenta e cinco", "345"], "345"),
    ("italian", ["duecentotrentaquattro", "234"], "234"),
    ("italian", ["ventitré", "23"], "23"),
    ("dutch", ["tweeëntwintig", "22"], "22"),
    ("dutch", ["driehonderdvijfenveertig", "345"], "345"),
    ("polish", ["dwadzieścia dwie", "22"], "22"),
    ("polish", ["trzystu czterdziestu pięciu", "345"], "345"),
    ("russian", ["двадцать два", "двадцати двух", "22"], "22"),
    ("russian", ["пять тысяч", "5 тысяч", "5 тыс.", "5000"], "5000"),
    ("ukrainian", ["двадцять п'ять", "двадцять п’ять", "25"], "25"),
    ("turkish", ["yirmi iki", "yirmiiki", "22"], "22"),
    ("turkish", ["yüzde 5", "%5"], "5 %"),
    ("arabic", ["اثنان وعشرون", "٢٢", "22"], "22"),
    ("arabic", ["خمسة عشر", "15"], "15"),
    ("persian", ["بیست و دو", "۲۲"], "22"),
    ("hebrew", ["עשרים ושניים", "22"], "22"),
    ("hebrew", ["שלוש מאות", "300"], "300"),
    ("chinese", ["二十三人", "23人"], "23"),
    ("chinese", ["三千二百", "3200"], "3200"),
    ("chinese", ["12万人", "十二万人", "120000人"], "120000"),
    ("chinese", ["1.5亿元", "一亿五千万元"], "150000000 CNY"),
    ("chinese", ["百分之二十", "20%"], "20 %"),
]


@pytest.mark.parametrize(("language", "ways", "amount"), WAYS, ids=[f"{each[0]} {each[2]}" for each in WAYS])
def test_a_figure_is_one_whichever_way_it_is_written(language: str, ways: list[str], amount: str) -> None:
    """In words or digits, of any script, with any separator, scale or sign."""
    assert {way: amounts(way, language) for way in ways} == {way: [amount] for way in ways}


OTHERS = [
    ("nine hundred people", "four hundred people"),
    ("dozens of people", "hundreds of people"),
    ("dozens of people", "12 people"),
    ("$3m", "$3bn"),
    ("$3m", "€3m"),
    ("5 dollars", "5 cents"),
    ("50 mm", "50 feet"),
    ("three days", "three weeks"),
    ("20°C", "20°F"),
    ("a third of them", "a quarter of them"),
    ("the third child", "three children"),
    ("5 per cent", "5 percentage points"),
]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_number_unit_or_scale_is_another_figure(one: str, other: str) -> None:
    """Also an amount without an exact value, which no number is equal to."""
    assert not same_figure(only(one), only(other))
    assert not same_figure(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("$3m", "3m people"), ("20 degrees", "20°C"), ("5 pounds", "£5"), ("3 m", "3m people"), ("9.25", "9:25")],
)
def test_a_unit_that_one_text_leaves_out_is_no_difference(one: str, other: str) -> None:
    """Or names shortly."""
    assert same_figure(only(one), only(other))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("a child", "english"),
        ("no one came", "english"),
        ("one of them", "english"),
        ("both men", "english"),
        ("several men", "english"),
        ("un enfant", "french"),
        ("一些人", "chinese"),
        ("四川", "chinese"),
        ("", "english"),
        ("½".replace("½", "—"), "english"),
    ],
)
def test_articles_and_names_are_no_figures_by_themselves(text: str, language: str) -> None:
    """They are weak, or none at all."""
    assert not amounts(text, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Wagen ist neu, und die Polizei hat den Mann mit acht Kindern gesehen.", ["8"]),
        ("Il y avait neuf personnes dans la salle et une voiture sur le quai.", ["9"]),
        ("Once the men were in the room, the police came with six cars.", ["6"]),
        ("El equipo llegó con once hombres a la ciudad y la dejó en la noche.", ["11"]),
        ("Le due navi sono arrivate nel porto, e il capitano non è stato trovato.", ["2"]),
    ],
)
def test_the_language_says_what_a_word_is(text: str, expected: list[str]) -> None:
    """ "Once" is eleven in Spanish, and "due" is two in Italian only."""
    assert [figure.amount for figure in figures(text) if not figure.weak] == expected


def test_a_figure_knows_its_place_with_its_unit() -> None:
    """The characters from the currency to the last word."""
    text = "It cost US$3 million then."
    [figure] = figures(text, ENGLISH)
    assert text[figure.start : figure.stop] == "US$3 million"
