"""White space and what does not show."""

from hypothesis import given
from hypothesis import strategies as st

from service.text.whitespace import folded, lines, squeeze, without_stray_marks


@given(st.text(st.sampled_from("ab \t\n\u00a0\u2003\u3000\u200b"), max_size=40))
def test_folded_text_has_single_spaces(text: str) -> None:
    """The short way for texts that have nothing else gives what the long way gives."""
    assert folded(text) == " ".join(text.split())


def test_squeezed_text_has_nothing_invisible() -> None:
    """Soft hyphens and zero-width spaces go; the joiners that Persian spells with stay."""
    assert squeeze(" co\u00adop\u200beration \ufeff می\u200cخواهم ") == "cooperation می\u200cخواهم"


def test_lines_end_in_many_ways() -> None:
    """A blank line is an empty string."""
    assert lines("a\r\n b \u2028\x0bc") == ["a", "b", "", "c"]


def test_marks_on_no_letter_go() -> None:
    """Those on a letter stay."""
    assert without_stray_marks("LOCATION \u064bWest e\u0301") == "LOCATION West é"
