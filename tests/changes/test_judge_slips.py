"""Slips of the pen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.changes.judge import differ_by_slips, is_slip

SLIPS = {
    "left out": ("goverment", "government", True),
    "put in": ("governmnent", "government", True),
    "taken for another": ("goverbment", "government", True),
    "exchanged": ("govrenment", "government", True),
    "doubled": ("commitee", "committee", True),
    "accent": ("resume", "résumé", True),
    "accents of a short word": ("a", "à", False),
    "two slips": ("govrenmet", "government", False),
    "first letter": ("killed", "filled", False),
    "last letter": ("attack", "attacks", False),
    "last letter exchanged for another": ("house", "houst", False),
    "short": ("man", "men", False),
    "the same": ("house", "house", False),
    "other words": ("house", "garden", False),
    "empty": ("", "house", False),
}


@pytest.mark.parametrize(("one", "other", "expected"), SLIPS.values(), ids=SLIPS.keys())
def test_slip(one: str, other: str, expected: bool) -> None:
    """One letter inside the word, or accents, and no more; in either direction."""
    assert is_slip(one, other) is is_slip(other, one) is expected


@given(
    st.lists(st.text(alphabet="abé", max_size=5), max_size=4), st.lists(st.text(alphabet="abé", max_size=5), max_size=4)
)
def test_slipped_is_symmetric(old: list[str], new: list[str]) -> None:
    """Which side has the mistake does not count."""
    assert differ_by_slips(old, new) is differ_by_slips(new, old)


def test_slipped_compares_word_by_word() -> None:
    """One slip a word; words parted otherwise are one too; a word more is none."""
    assert differ_by_slips(["the", "goverment", "recieved"], ["the", "government", "received"])
    assert differ_by_slips(["alot"], ["a", "lot"])
    assert not differ_by_slips(["the", "house"], ["the", "old", "house"])
