"""Texts that qualify or deny what the other states, in many languages."""

import tomllib
from pathlib import Path

import pytest

from service.identity.near_duplicates.differences import differences
from service.identity.near_duplicates.fingerprint import ComparedWords

TEXTS = tomllib.loads((Path(__file__).parent / "qualified.toml").read_text(encoding="utf-8"))
PAIRS = [
    (language, old, new, group)
    for language, text in TEXTS.items()
    for group in ("facts", "same")
    for old, new in text[group]
]


@pytest.mark.parametrize(("language", "old", "new", "group"), PAIRS)
def test_what_is_qualified_otherwise_is_another_fact(language: str, old: str, new: str, group: str) -> None:
    """A former minister, a suspect, what may come, what is denied by a word or its form; another word for the same
    qualifier is none."""
    text = TEXTS[language]["text"]
    assert old in text
    one, other = ComparedWords(text), ComparedWords(text.replace(old, new))
    assert bool(differences(one, other)) is (group == "facts")
    assert bool(differences(other, one)) is (group == "facts")


CUT_HERE_AND_THERE = (
    "The former mayor said that the council had very often met in the old hall and that it was really too cold there. "
    "A new hall was just being built beside the river, he added, and would open when the roof was quite dry."
)


def test_a_qualifier_cut_among_other_words_is_an_editors_cut() -> None:
    """Where words were cut here and there, a "former" went with them."""
    cut = CUT_HERE_AND_THERE.replace("former ", "").replace("really ", "")
    assert not differences(ComparedWords(CUT_HERE_AND_THERE), ComparedWords(cut))


def test_an_ordinal_alone_is_a_fact_and_a_date_is_none() -> None:
    """The second best is not the best; "3rd" behind a month says nothing new."""
    text = "The yield was the second best in a century, and growers met on May 3rd in the market hall to hear of it."
    assert differences(ComparedWords(text), ComparedWords(text.replace("second best", "best")))
    assert not differences(ComparedWords(text), ComparedWords(text.replace("May 3rd", "May")))
