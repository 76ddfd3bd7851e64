"""Which item an article is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from service.identity import Copy, New, Revised, Unchanged, decide, text_hash

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
LONG = "A long enough text about a ferry and its passengers. " * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored item."""

    id: int = 1
    title: str | None = "T"
    text: str = LONG
    text_hash: str = text_hash(LONG)
    first_seen: datetime = NOW
    copy_of: int | None = None


def verdict(text: str = LONG, title: str = "T", known: Stored | None = None, twins: tuple[Stored, ...] = ()) -> object:
    return decide(title=title, text=text, text_hash=text_hash(text), known=known, twins=twins, now=NOW)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(verdict(), New(), id="nothing like it"),
        pytest.param(verdict(known=Stored()), Unchanged(item=1), id="same address, same words"),
        pytest.param(verdict(LONG + "!", known=Stored()), Revised(item=1), id="a mark more is a difference to look at"),
        pytest.param(verdict(title="U", known=Stored()), Revised(item=1), id="another headline"),
        pytest.param(verdict(twins=(Stored(id=7),)), Copy(of=7), id="same words elsewhere"),
        pytest.param(
            verdict(twins=(Stored(id=9, copy_of=7),)), Copy(of=7), id="a copy of a copy is a copy of the original"
        ),
        pytest.param(verdict(twins=(Stored(id=3, copy_of=8), Stored(id=8))), Copy(of=8), id="the original leads"),
        pytest.param(
            verdict(known=Stored(id=2), twins=(Stored(id=7),)), Unchanged(item=2), id="the address decides first"
        ),
        pytest.param(verdict("Short.", twins=(Stored(text="Short."),)), Copy(of=1), id="short, same title, same days"),
        pytest.param(verdict("Short.", "U", twins=(Stored(text="Short."),)), New(), id="short, another title"),
        pytest.param(
            verdict("Short.", twins=(Stored(text="Short.", first_seen=NOW - timedelta(days=21)),)),
            New(),
            id="recurrence",
        ),
        pytest.param(verdict("", twins=(Stored(text=""),)), New(), id="no text is nobody's copy"),
    ],
)
def test_verdicts(found: object, expected: object) -> None:
    """The table of cases."""
    assert found == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("The “Ferry” sank.", 'the "ferry" sank', True, id="case, quotes and marks do not count"),
        pytest.param("a\n\nb", "a b", True, id="white space does not count"),
        pytest.param("ﬁre", "fire", True, id="ligatures do not count"),
        pytest.param("12 dead", "17 dead", False, id="a number counts"),
        pytest.param("3.5 m", "35 m", False, id="a decimal point counts"),
    ],
)
def test_what_counts_in_a_text(one: str, other: str, same: bool) -> None:
    """Letters and digits do, and where they are parted."""
    assert (text_hash(one) == text_hash(other)) is same


def test_a_text_without_words_equals_nothing() -> None:
    """Its hash is empty."""
    assert text_hash(" – … ") == ""
