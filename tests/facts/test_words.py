"""Text as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.facts.words import words
from service.text.reading_form import reading_form

CASES = {
    "English": (
        "It's 5% of Covid-19, isn’t it?",
        ["It's", "5", "%", "of", "Covid", "-", "19", ",", "isn’t", "it", "?"],
    ),
    "numbers": (
        "12,000 1.5 12 000 10:30 2024-05-12 5th G7",
        ["12,000", "1.5", "12 000", "10:30", "2024-05-12", "5", "th", "G7"],
    ),
    "a year beside a number": ("in 2024 500 men", ["in", "2024", "500", "men"]),
    "Chinese": ("洪水造成12人", ["洪", "水", "造", "成", "12", "人"]),
    "Arabic": ("قال، ١٢ شخصًا", ["قال", "،", "١٢", "شخصًا"]),
    "Hindi": ("हिन्दी में।", ["हिन्दी", "में", "।"]),
    "emoji": ("ok😀👍", ["ok", "😀", "👍"]),
    "a soft hyphen": ("Donau\u00addampf", ["Donau\u00addampf"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_cut_into_words(text: str, expected: list[str]) -> None:
    """Words, numbers with their separators, single characters of scripts without spaces, single signs."""
    assert list(words(text).raws) == expected


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    """Gaps and words in turn are the text, and nothing that shows stands in a gap."""
    cut = words(text)
    assert "".join(gap + raw for gap, raw in zip(cut.gaps, [*cut.raws, ""], strict=True)) == text
    assert not reading_form("".join(cut.gaps))
    assert all(cut.keys)
