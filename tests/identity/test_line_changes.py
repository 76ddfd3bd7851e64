"""What came and went between two versions of a page."""

import pytest

from service.identity.line_changes import ENDS, Part, line_changes
from service.models import Article, TextBlock


def page(*lines: str, title: str | None = "Ferry crews strike", boilerplate: tuple[str, ...] = ()) -> Article:
    return Article(blocks=tuple(map(TextBlock, lines)), title=title, boilerplate=boilerplate)


def found(old: Article, new: Article) -> list[tuple[str, str]]:
    return [(str(change.part), change.text) for change in line_changes(old, new)]


def test_whole_paragraphs_come_and_go() -> None:
    """A rewritten one did both; case and white space do not count; order does not either."""
    assert found(page("One.", "Two two."), page("TWO  two.", "One.", "Three.")) == [("added", "Three.")]
    assert found(page("One.", "Two."), page("One.", "Two and a half.")) == [
        ("added", "Two and a half."),
        ("removed", "Two."),
    ]
    assert found(page(), page()) == []


def test_what_moves_beside_the_text_stays() -> None:
    """A line that was learned to be boilerplate was neither added nor removed."""
    assert found(page("One.", "Read us."), page("One.", boilerplate=("Read us.",))) == []
    assert found(page("One.", boilerplate=("Read us.",)), page("One.", "Read us.")) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    {
        "an end": ("Ferry crews strike", "Ferry crews strike – Plus", "– Plus"),
        "an end goes": ("Ferry crews strike | Post", "Ferry crews strike", "| Post"),
        "another end": ("Ferry crews strike – Plus", "Ferry crews strike – Prime", "Plus → Prime"),
        "a beginning": ("Ferry crews strike", "Live: Ferry crews strike", "Live:"),
        "words inside": ("Ferry crews strike today", "Ferry crews walk out today", None),
        "a number": ("Ferry crews strike", "Ferry crews strike: 12 hurt", None),
        "all": ("Ferry crews strike", "Masks are returned", None),
        "one word stays": ("Strike", "Strike goes on", None),
        "nothing": ("Ferry crews  strike", "Ferry crews strike", None),
        "none before": (None, "Ferry crews strike", None),
    }.values(),
    ids=lambda value: str(value)[:20],
)
def test_ends_of_titles(old: str | None, new: str, expected: str | None) -> None:
    """What is put to a title, or taken from it, as far as no figure is in it."""
    changes = line_changes(page(title=old), page(title=new))
    assert [change.text for change in changes] == ([expected] if expected else [])
    assert all(change.part is Part.TITLE for change in changes)


def test_the_same_end_has_one_key_whatever_the_title() -> None:
    """And another one at the other end, or when it goes."""
    pairs = [
        ("Ferry crews strike", "Ferry crews strike – Plus"),
        ("Masks are returned", "Masks are returned – Plus"),
        ("Masks are returned – Plus", "Masks are returned"),
        ("Masks are returned", "– Plus Masks are returned"),
    ]
    keys = [line_changes(page(title=old), page(title=new))[0].line for old, new in pairs]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_a_page_written_anew_is_bounded() -> None:
    """Of ten thousand lines the first and the last are told."""
    changes = found(page("One."), page(*(f"Line {number} of many." for number in range(10_000))))
    assert len(changes) == 2 * ENDS + 1
    assert changes[0][1] == "Line 0 of many."
    assert changes[-2][1] == "Line 9999 of many."
