"""Which words stand in the place of others and state something else."""

import pytest

from service.identity.near_duplicates.replaced_words import folded_words, substitutions


def replaced(before: str, after: str) -> list[tuple[str, str]]:
    """What gave way to what."""
    found = substitutions(folded_words(before), folded_words(after))
    return [(" ".join(one.before), " ".join(one.after)) for one in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The krona rose against the euro", "The krona fell against the euro", [("rose", "fell")]),
        (
            "the fire service said on Monday",
            "the interior ministry said on Monday",
            [("fire service", "interior ministry")],
        ),
        ("two people were found", "a person was found", [("#2 people were", "a person was")]),
        ("工場長は逮捕された", "工場長は釈放された", [("逮 捕", "釈 放")]),
        ("суд отклонил жалобу", "суд удовлетворил жалобу", [("отклонил", "удовлетворил")]),
    ],
)
def test_a_word_in_place_of_another_counts(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    """In any language, whether a table knows the two or not."""
    assert replaced(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("it was labelled while they watched", "it was labeled whilst they watched"),
        ("ten per cent of the center", "10 percent of the centre"),
        ("he also said so", "he additionally told reporters so"),
        ("a firebomb", "a fire-bomb"),
        ("Dele Okonjo scored", "Delé Okonjo scored"),
        ("the 12 men", "the twelve men"),
        ("she left the town early", "she left early"),
        ("the minister on Friday resigned", "on Friday the minister resigned"),
    ],
)
def test_touching_up_does_not(before: str, after: str) -> None:
    """Spellings, synonyms, numbers otherwise written, words left out or moved."""
    assert replaced(before, after) == []
