"""Spellings of one name, and names that are alike and two."""

import pytest

from service.facts.spellings import same_name, same_spelling, same_word

ONE = [
    ("Gadhafi", "Qaddafi"),
    ("Kyiv", "Kiev"),
    ("Zelensky", "Zelenskyy"),
    ("Mohammed", "Muhammad"),
    ("Córvo", "Corvo"),
    ("Florida", "Forida"),
    ("أحمد", "احمد"),
    ("على", "علي"),
]
TWO = [
    ("Iran", "Iraq"),
    ("Austria", "Australia"),
    ("Slovakia", "Slovenia"),
    ("Tim", "Tom"),
    ("Maria", "Mario"),
    ("Corvo", "Dunmere"),
    ("محمد", "محمود"),
    ("화요일", "수요일"),
    ("王小芳", "李大明"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_transliterations_and_slips_are_one_name(one: str, other: str) -> None:
    """From either side."""
    assert same_spelling(one, other)
    assert same_spelling(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_of_other_consonants_or_short_vowels_are_two(one: str, other: str) -> None:
    """However alike they look."""
    assert not same_spelling(one, other)
    assert not same_spelling(other, one)


def test_initials_and_parts_of_a_name_are_the_name() -> None:
    """In any order of the two."""
    assert same_name(["European", "Union"], ["EU"])
    assert same_name(["EU"], ["European", "Union"])
    assert same_name(["Ana", "Torvald"], ["Torvald"])
    assert not same_name(["Lovely", "Day"], ["Golden", "Boy"])


def test_forms_of_a_word_are_one_word() -> None:
    """But not a word of another beginning."""
    assert same_word("protesters", "protestors")
    assert not same_word("apples", "pears")
