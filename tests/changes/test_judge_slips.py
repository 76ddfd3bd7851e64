"""Slips of the pen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.changes.judge import slip, slipped

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
    assert slip(one, other) is slip(other, one) is expected


@given(
    st.lists(st.text(alphabet="abé", max_size=5), max_size=4), st.lists(st.text(alphabet="abé", max_size=5), max_size=4)
)
def test_slipped_is_symmetric(old: list[str], new: list[str]) -> None:
    """Which side has the mistake does not count."""
    assert slipped(old, new) is slipped(new, old)


def test_slipped_compares_word_by_word() -> None:
    """One slip a word; words parted otherwise are one too; a word more is none."""
    assert slipped(["the", "goverment", "recieved"], ["the", "government", "received"])
    assert slipped(["alot"], ["a", "lot"])
    assert not slipped(["the", "house"], ["the", "old", "house"])
