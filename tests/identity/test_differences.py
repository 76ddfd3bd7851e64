"""Facts in which two versions of one text differ, in many languages, and what is only touched up."""

import tomllib
from pathlib import Path

import pytest

from service.identity.near_duplicates.differences import differences
from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.similarity import similarity

TEXTS = tomllib.loads((Path(__file__).parent / "one_fact.toml").read_text(encoding="utf-8"))


def kinds(one: str, other: str) -> set[str]:
    """The kinds in which two texts differ, which are the same from both sides."""
    found, turned = (differences(ComparedWords(a), ComparedWords(b)) for a, b in ((one, other), (other, one)))
    assert {(d.kind, d.one, d.other) for d in found} == {(d.kind, d.other, d.one) for d in turned}
    return {difference.kind for difference in found}


@pytest.mark.parametrize(
    ("language", "old", "new"), [(language, *pair) for language, text in TEXTS.items() for pair in text["facts"]]
)
def test_another_fact_makes_another_text(language: str, old: str, new: str) -> None:
    """A figure, a unit, a scale, an opposite, a day or a name, in the writing of its language."""
    text = TEXTS[language]["text"]
    assert old in text
    assert kinds(text, text.replace(old, new))


@pytest.mark.parametrize(
    ("language", "old", "new"), [(language, *pair) for language, text in TEXTS.items() for pair in text["same"]]
)
def test_the_same_fact_in_other_words_is_no_difference(language: str, old: str, new: str) -> None:
    """Digits for words, another unit's name, a synonym."""
    text = TEXTS[language]["text"]
    assert old in text
    assert not kinds(text, text.replace(old, new))


HORSE = (
    "{}, trained by Ann Lee, won the third race at the meeting on Saturday by two lengths. {} had been fourth at "
    "the turn and came through on the rails in the final furlong. The owner said the horse would rest before the "
    "next meeting of the season in the spring."
)
FRUIT = (
    "Wholesale prices of {} fell at the central market on Friday as the harvest came in early. Traders said that {} "
    "from the valley were sold at a kilo price well below that of last year. Demand for {} is expected to rise "
    "again before the holidays, the market board said in its weekly note on produce."
)
COMPANY = (
    "{} will hold its annual general meeting on Thursday in the main hall of the congress centre. Shareholders may "
    "register until noon at the desk in the lobby. The board proposes an unchanged dividend, and the chair will "
    "report on the course of business in the first quarter of the year."
)
SHIP = (
    "The {} docked at the northern quay on Tuesday with cargo from the islands. The harbour master said the vessel "
    "would unload until Thursday and then sail for the south. The {} is on its regular run and carries mail and "
    "timber. No delays are expected at the terminal this week, according to the port."
)
BACKGROUND = (
    " The board publishes this note every week for growers, shops and the public, and it does not give advice. It "
    "collects the quotes of forty stalls on the morning of the market and leaves out the highest and the lowest of "
    "them before it works out a mean. Shops that want to take part can apply at the office beside the gate. A full "
    "list of stalls is printed in the yearbook of the market, which costs nothing for members and can be had by "
    "mail."
)
TEMPLATES = {
    "a horse at the start": (HORSE, "Lovely Day", "Golden Boy"),
    "a fruit": (FRUIT, "apples", "pears"),
    "a fruit in a longer note": (FRUIT + BACKGROUND, "apples", "plums"),
    "a company at the start": (COMPANY, "Meridian Holdings", "Borealis Partners"),
    "a ship": (SHIP, "Halcyon", "Aurora"),
    "a name at the end": (COMPANY + " Questions may be put to {}.", "Maria Holm", "Jon Berg"),
}


@pytest.mark.parametrize(("template", "one", "other"), TEMPLATES.values(), ids=TEMPLATES)
def test_notices_of_one_pattern_about_two_things_differ(template: str, one: str, other: str) -> None:
    """Where the thing stands first, where it has no capital, and where it stands last."""
    assert {"name", "word"} & set(kinds(template.replace("{}", one), template.replace("{}", other)))


SHIP_TEXT = SHIP.replace("{}", "Halcyon")
LONG = FRUIT.replace("{}", "apples") + BACKGROUND
TOUCHED_UP = {
    "a byline": (f"By Ann Lee\n{SHIP_TEXT}", f"By Max Brand\n{SHIP_TEXT}"),
    "a byline with what he is": (f"Ann Lee, Staff Writer\n{SHIP_TEXT}", f"Max Brand, Staff Writer\n{SHIP_TEXT}"),
    "a dateline": (f"GALT (Agency) - {SHIP_TEXT}", f"CORVO, May 3 (Wire) — {SHIP_TEXT}"),
    "a credit": (f"{SHIP_TEXT} Reporting by Ann Lee", f"{SHIP_TEXT} Reporting by Max Brand; editing by Tom Orr"),
    "a spelling": (SHIP_TEXT, SHIP_TEXT.replace("harbour", "harbor")),
    "a verb of saying": (SHIP_TEXT, SHIP_TEXT.replace("said", "stated")),
    "a name in other letters": (SHIP_TEXT.replace("Halcyon", "Gadhafi"), SHIP_TEXT.replace("Halcyon", "Qaddafi")),
    "a synonym in a long text": (LONG, LONG.replace("expected", "thought")),
    "two synonyms in a long text": (LONG, LONG.replace("expected", "thought").replace("early", "soon")),
}


@pytest.mark.parametrize(("one", "other"), TOUCHED_UP.values(), ids=TOUCHED_UP)
def test_what_a_copy_editor_does_is_no_difference(one: str, other: str) -> None:
    """Bylines, datelines and credits, spelling, synonyms here and there."""
    assert not kinds(one, other)


def test_another_currency_sign_is_another_number() -> None:
    """Though all words are the same."""
    text = "The boat carried goods worth $3m, its owner told reporters in the old town on Sunday."
    assert kinds(text, text.replace("$", "€")) == {"number"}


def test_a_child_is_not_five_children() -> None:
    """An article is a number where one stands against it."""
    text = "The coast guard said that a child was pulled out of the water after the ferry had run onto the rocks."
    assert kinds(text, text.replace("a child was", "five children were")) == {"number"}
    assert not kinds(text, text.replace("a child", "the child"))


SPELT = {
    "a sum": ("$21 million", "$22 million", "number"),
    "a number in words": ("nine", "Ten", "number"),
    "below zero": ("-5 °C", "5 °C", "number"),
    "a day": ("Friday", "Monday", "date"),
    "an opposite": ("KILLED", "wounded", "opposite"),
    "a denial": ("WILL", "will not", "denial"),
}


def test_stored_evidence_is_as_spelt() -> None:
    """Of a ship, and of a sum."""
    one, other = (
        ComparedWords(SHIP.replace("{}", ship).replace("cargo", f"cargo worth {worth}"))
        for ship, worth in (("Halcyon", "$2.5 million"), ("Aurora", "three million dollars"))
    )
    found = similarity(one, other)
    assert found is not None
    assert {tuple(each) for each in found.as_json()["differing"]} >= {
        ("number", "$2.5 million", "three million dollars"),
        ("name", "Halcyon", "Aurora"),
    }


@pytest.mark.parametrize(("one", "other", "kind"), SPELT.values(), ids=SPELT)
def test_a_difference_is_told_as_the_texts_spell_it(one: str, other: str, kind: str) -> None:
    """A reader sees what stands in the texts, and not what is compared; from either side."""
    text = "The council of the valley said in its {} report that the bridge at the mill is closed to all traffic."
    if kind in ("opposite", "denial"):
        text = "The council of the valley said that the man on the bridge {} stay there with all the others."
    first, second = (ComparedWords(text.format(here)) for here in (one, other))
    (found,) = (each for each in differences(first, second) if each.kind == kind)
    assert found.turned().as_spelt == found.as_spelt[::-1]
    assert all(there in here for here, there in zip((one, other), found.as_spelt, strict=True))
    assert found.as_spelt == (one, other) or kind not in ("number", "date")


def test_another_spelling_of_a_difference_is_the_same_one() -> None:
    """Differences are compared by what they say."""
    text = "The council said that {} of the mills in the valley are closed to all traffic."
    nine, figure, ten = (ComparedWords(text.format(number)) for number in ("nine", "9", "ten"))
    assert differences(nine, ten) == differences(figure, ten)
