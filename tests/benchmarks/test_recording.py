"""Documents recorded as the product records them, and the verdict on two."""

from dataclasses import replace

import pytest

from benchmarks.recording import Document, Verdict, in_order, recording, verdict
from tests.sample_articles import UNRELATED

TITLE, LINES = UNRELATED[0]
ONE = Document(name="one", title=TITLE, text="\n\n".join(LINES), host="www.one.example", hours=1.0, language="en")
SAME = replace(ONE, name="other", host="www.other.example", hours=3.0)


@pytest.mark.parametrize("host", ["www.other.example", ""], ids=["pages", "documents of a folder"])
def test_the_same_text_twice_is_a_copy(host: str) -> None:
    """Of two sites, and of two files."""
    assert verdict(replace(ONE, host="www.one.example" if host else ""), replace(SAME, host=host)) is Verdict.COPY


def test_another_article_is_apart() -> None:
    """Nothing links articles about other things."""
    title, lines = UNRELATED[1]
    assert verdict(ONE, replace(SAME, title=title, text="\n".join(lines))) is Verdict.APART


def test_another_figure_is_told_and_linked() -> None:
    """Both are told where a figure differs."""
    found = verdict(ONE, replace(SAME, text=SAME.text.replace("nine hundred commuters", "14,500 commuters")))
    assert found in (Verdict.VARIANT, Verdict.UPDATE)


def test_documents_come_in_the_order_of_their_hours() -> None:
    """Where one has none, they come as they are given."""
    undated = replace(SAME, hours=None)
    assert in_order([SAME, ONE]) == [ONE, SAME]
    assert in_order([undated, ONE]) == [undated, ONE]


def test_recordings_share_nothing() -> None:
    """The number of the first item is the same in each."""
    for _ in range(2):
        with recording() as fresh:
            assert fresh.put(ONE) == 1
            assert fresh.item(1).title == TITLE
