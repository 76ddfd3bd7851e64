"""Others' text on pages and terminals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.display import (
    clean,
    clean_tree,
    clipped,
    cut,
    label,
    language_tag,
    safe,
    safe_lines,
    shorten,
    web_url,
)

WILD = st.text(st.characters(codec=None), max_size=200)


@given(WILD)
def test_clean_text_is_one_encodable_line(text: str) -> None:
    """Whatever comes, what is left has one line, no control, no override, and a UTF-8 form; cleaning again is idle."""
    made = clean(text)
    assert len(made.splitlines()) <= 1
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in made)
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    made.encode()
    assert clean(made) == made


def test_what_scripts_need_stays() -> None:
    """Marks of direction, joiners and emoji are text."""
    text = "\u200f\u061cا\u200cب 👩‍👩‍👧 é"
    assert clean(text) == text


def test_a_tree_is_cleaned_to_its_leaves() -> None:
    """Lists and dicts are walked; numbers and keys stay."""
    assert clean_tree({"a": ["x\x00", {"b": "y\x1b"}], "n": 3, "z": None}) == {
        "a": ["x", {"b": "y"}],
        "n": 3,
        "z": None,
    }


URLS = {
    "https": ("https://a.example/x?y=1&z=2#f", "https://a.example/x?y=1&z=2#f"),
    "upper case": ("HTTP://A.example/", "HTTP://A.example/"),
    "space and quote": ('https://a.example/x y"z', None),
    "quote": ('https://a.example/"><b>', "https://a.example/%22%3E%3Cb%3E"),
    "backslash and tick": ("https://a.example/\\`", "https://a.example/%5C%60"),
    "broken by a line": ("https://a.example/x\ny", None),
    "javascript": ("javascript:alert(1)", None),
    "javascript with a break": ("java\nscript:alert(1)", None),
    "javascript with a host": ("javascript://a.example/%0aalert(1)", None),
    "another protocol": ("ftp://a.example/", None),
    "data": ("data:text/html,x", None),
    "file": ("file:///srv/x.txt", None),
    "no host": ("https:///x", None),
    "relative": ("//a.example/x", None),
    "none": (None, None),
}


@pytest.mark.parametrize(("url", "expected"), URLS.values(), ids=URLS)
def test_only_web_addresses_become_links(url: str | None, expected: str | None) -> None:
    """http and https, with nothing in them that could end an attribute or a Markdown link."""
    assert web_url(url) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ar", "ar"), ("zh-Hant-TW", "zh-Hant-TW"), ("en_GB", None), ('en" onload="', None), ("", None), (None, None)],
)
def test_only_language_tags_become_lang(tag: str | None, expected: str | None) -> None:
    """What has not the form of BCP 47 is left out."""
    assert language_tag(tag) == expected


@given(st.text(max_size=80), st.integers(8, 60))
def test_shortened_text_keeps_its_beginning_and_the_limit(text: str, limit: int) -> None:
    """It is the text itself where that fits, else a beginning of it and an ellipsis."""
    made = shorten(text, limit)
    assert len(made) <= limit
    assert made == text or (made.endswith("…") and text.startswith(made[:-1]))


@given(st.text(max_size=80), st.integers(2, 60))
def test_cut_and_clipped_text_keeps_the_limit(text: str, limit: int) -> None:
    """A line is cut wherever its limit is; a text is first put on one line."""
    assert len(cut(text, limit)) <= limit
    assert cut(text, limit) == text or cut(text, limit).endswith("…")
    assert clipped(text, limit) == cut(" ".join(text.split()), limit)


@given(WILD)
def test_text_for_a_terminal_has_no_character_that_it_obeys(text: str) -> None:
    """Each is replaced by a dot, so that the length shows that there was one."""
    made = safe(text)
    assert len(made) == len(text)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or "\u202a" <= char <= "\u202e" for char in made)


def test_text_for_a_terminal_keeps_what_writing_needs() -> None:
    """Joiners, marks of direction and wide spaces stay, and so do the ends of lines."""
    assert safe("می\u200cخواهم\u00a0x\x1b[0m") == "می\u200cخواهم\u00a0x·[0m"
    assert safe_lines("a\x07\nb") == "a·\nb"


def test_a_label_is_one_clean_line() -> None:
    """None gives an empty one."""
    assert label(" The\n Harbour\x1b  Courier ") == "The Harbour Courier"
    assert label(None) == ""
