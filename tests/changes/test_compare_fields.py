"""What a page says of its article beside the text."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest

from service.changes import compare

NOON = datetime(2024, 5, 12, 12, 0, tzinfo=UTC)
PARIS = timezone(timedelta(hours=2))


@dataclass(frozen=True, slots=True)
class Version:
    byline: str | None = None
    published: datetime | None = None
    title: str | None = "A title"
    text: str = "A text."


BYLINES = {
    "another author": ("Ann Lee", "Bob Ray", "byline: Ann Lee → Bob Ray"),
    "one more": ("Ann Lee", "Ann Lee, Bob Ray", "byline: Ann Lee → Ann Lee, Bob Ray"),
    "a name spelt otherwise": ("Ann Lee", "Anne Lee", "byline: Ann Lee → Anne Lee"),
    "case": ("ANN LEE", "Ann Lee", None),
    "white space": ("Ann\u00a0 Lee", "Ann Lee", None),
    "order": ("Ann Lee, Bob Ray", "Bob Ray and Ann Lee", None),
    "by": ("By Ann Lee", "Ann Lee", None),
    "order of one name": ("Lee Ann", "Ann Lee", None),
    "absent before": (None, "Ann Lee", None),
    "absent now": ("Ann Lee", None, None),
    "absent, empty": ("Ann Lee", "", None),
}


@pytest.mark.parametrize(("old", "new", "summary"), BYLINES.values(), ids=BYLINES.keys())
def test_byline(old: str | None, new: str | None, summary: str | None) -> None:
    """Only other people are an edit; who is missing may have been overlooked."""
    found = compare(Version(byline=old), Version(byline=new))
    assert (found and found.summary) == summary
    assert (found and found.kinds) == (summary and ("byline",))


MOMENTS = {
    "an hour later": (NOON, NOON + timedelta(hours=1), "published: 2024-05-12 12:00 UTC → 2024-05-12 13:00 UTC"),
    "a day earlier": (NOON, NOON - timedelta(days=1), "published: 2024-05-12 12:00 UTC → 2024-05-11 12:00 UTC"),
    "a minute": (NOON, NOON + timedelta(minutes=1), None),
    "61 seconds": (NOON, NOON + timedelta(seconds=61), "published: 2024-05-12 12:00 UTC → 2024-05-12 12:01 UTC"),
    "another zone": (NOON, NOON.astimezone(PARIS), None),
    "no zone": (NOON, NOON.replace(tzinfo=None), None),
    "absent before": (None, NOON, None),
    "absent now": (NOON, None, None),
}


@pytest.mark.parametrize(("old", "new", "summary"), MOMENTS.values(), ids=MOMENTS.keys())
def test_published(old: datetime | None, new: datetime | None, summary: str | None) -> None:
    """Only another moment is an edit, and both versions must tell it."""
    found = compare(Version(published=old), Version(published=new))
    assert (found and found.summary) == summary
    back = compare(Version(published=new), Version(published=old))
    assert (back is None) == (found is None)


def test_fields_come_after_facts_and_before_wording() -> None:
    """A reader is told of a number before the byline, and of the byline before a comma."""
    found = compare(
        Version(byline="Ann Lee", text="It is 12 now, yes."), Version(byline="Bob Ray", text="It is 17 now yes.")
    )
    assert found is not None
    assert found.kinds == ("number", "byline", "punctuation")
    assert found.summary == "12 → 17 now; byline: Ann Lee → Bob Ray; punctuation in 1 paragraph"
    assert [block.part for block in found.diff] == ["text", "byline"]
