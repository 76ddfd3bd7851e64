"""Which words stand in the place of others and state something else, and which are known to be one."""

import pytest

from service.identity.near_duplicates.replaced_words import folded_words, restates, substitutions


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
        ("a lorry carrying flour", "a lorry laden with flour"),
        ("a fermé, a indiqué son avocat", "a fermé, a fait savoir son avocat"),
        ("mehr als sechzig Zeugen wurden gehört", "mehr als 60 Zeugen sagten aus"),
        ("el alcalde piensa cerrar la sala", "el alcalde tiene previsto cerrar la sala"),
        ("o prefeito pretende fechar a sala", "o prefeito planeja fechar a sala"),
        ("il sindaco ha reso noto il piano", "il sindaco ha annunciato il piano"),
        ("heeft de minister bekendgemaakt", "heeft de minister meegedeeld"),
        ("burmistrz zamierza zamknąć salę", "burmistrz planuje zamknąć salę"),
        ("karara tepki gösterdi", "karara tepkilerini dile getirdi"),
        ("мэр намерен закрыть зал", "мэр собирается закрыть зал"),
        ("мер має намір закрити зал", "мер планує закрити зал"),
        ("скаргу Остапа Ґречка", "скаргу Остапа Гречка"),
        ("تعتزم الشركة إغلاق المصنع", "تنوي الشركة إغلاق المصنع"),
        ("החברה מתכוונת לסגור את המפעל", "החברה מתכננת לסגור את המפעל"),
    ],
)
def test_touching_up_does_not(before: str, after: str) -> None:
    """Spellings, synonyms, numbers otherwise written, words left out or moved."""
    assert replaced(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Press groups criticized the ruling", "Press groups criticised the ruling", True),
        ("Basın örgütleri karara tepki gösterdi.", "Basın örgütleri karara tepkilerini dile getirdi.", True),
        ("Basın örgütleri karara tepki gösterdi.", "Basın örgütleri karara destek verdi.", False),
        ("The mayor plans a vote", "The mayor plans a vote in Galt", False),
        ("The mayor plans a vote", "The mayor plans two votes", False),
        ("The mayor plans a vote in the hall", "The mayor plans a vote", False),
    ],
)
def test_a_sentence_in_synonyms_is_restated(before: str, after: str, *, expected: bool) -> None:
    """Each of its words stands there or for one of the same meaning, and none is left out or comes anew."""
    assert restates(folded_words(before), folded_words(after)) is expected
