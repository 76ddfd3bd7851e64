"""The form in which texts are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.reading_form import reading_form, tightened

FOLDED = {
    "white space": (" a\u00a0b\n\nc\t d ", "a b c d"),
    "double quotes": ("“a” „b“ «c» 「d」", '"a" "b" "c" "d"'),
    "single quotes": ("‘a’ it’s", "'a' it's"),
    "dashes": ("a – b — c ‑ d -- e − f", "a - b - c - d - e - f"),
    "ellipsis": ("a…", "a..."),
    "invisible characters": ("a\u00adb\u200bc\u2060\ufeff\u200fd\u2068e\u2069", "abcde"),
    "control characters": ("a\x00b\x1bc\x9bd\u0085e", "abcd e"),
    "composition": ("e\u0301", "é"),
    "composition across what does not show": ("e\u200b\u0301", "é"),
    "case is kept": ("Ab", "Ab"),
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.values(), ids=FOLDED.keys())
def test_folded(text: str, expected: str) -> None:
    """Each substitution of a content system is undone, and nothing else."""
    assert reading_form(text) == expected


@given(st.text() | st.text(alphabet="a—-…\"“'` \u0301\u200b\n"))
def test_folding_twice_is_folding_once(text: str) -> None:
    """So that stored reading_form texts and their hashes stay comparable."""
    assert reading_form(reading_form(text)) == reading_form(text)


def test_tightened_keeps_words_apart() -> None:
    """Only spaces that divide no words go: "now here" is not "nowhere"."""
    assert tightened("now here , « a b »") == 'now here,"a b"'
    assert tightened("中 文 a b") == "中文a b"
