"""Words that say the opposite of each other."""

import pytest

from service.facts.opposites import _firsts, answers, opposites_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twelve people were killed and two injured", {"harm:dead", "harm:injured"}),
        ("he was found not guilty", {"verdict:acquitted"}),
        ("he was found guilty", {"verdict:guilty"}),
        ("والجرحى", {"harm:injured"}),
        ("the sky is blue", set()),
        ("he came after more than a week", set()),
    ],
)
def test_a_text_takes_sides(text: str, expected: set[str]) -> None:
    """The longest phrase counts; what nearly any sentence has is no fact by itself."""
    assert opposites_in(text.split()) == expected


def test_what_any_sentence_has_is_found_for_comparing() -> None:
    """It counts where its opposite stands in its place."""
    assert [str(answer) for answer in answers(["before", "noon"])] == ["time:before"]


def test_signs_of_scripts_without_spaces_make_words() -> None:
    """Each sign is a word there."""
    assert opposites_in(tuple("他被逮捕")) == {"custody:held"}


def test_the_last_word_of_a_text_is_one_word() -> None:
    """A phrase that begins as longer ones do ends where the text does."""
    (answer,) = answers(["four", "were", "killed"])
    assert (str(answer), answer.start, answer.stop) == ("harm:dead", 2, 3)
    assert all(answer.stop <= 2 for first in _firsts() for answer in answers(["x", first]))
