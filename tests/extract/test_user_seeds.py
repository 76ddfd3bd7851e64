# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Five documents of the people Dateline is for. They are not part of the project: skipped where they are not at
hand."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.extract import extract_document
from service.models import Article, Citation

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the user documents (../shared/seeds) are not at hand")


def body(number: str) -> bytes:
    return next(FOLDER.glob(f"{number}_*.txt")).read_bytes()


def article(number: str) -> Article:
    return extract_document(body(number), name=f"{number}.txt")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def authors_words(number: str, *, start: str, end: str) -> list[str]:
    """The words of the document from where `start` begins to where `end` ends."""
    text = body(number).decode()
    return words(text[text.index(start) : text.rindex(end) + len(end)])


@pytest.mark.parametrize(
    ("number", "start", "end"),
    [
        ("000", "In a surprising move", "all individuals involved."),
        ("001", "A top official from the United Nations", "nearly 3,500 children."),
        ("002", "Craig Mokhiber, director", "to local health services. For its part, Israel mourned the death of 67 soldiers and six civilians."),
        ("003", "Beirut, 17 March 2017", "United Nations"),
        ("004", "Dear Secretary-General", "Organization for Freedom of Media and Expression - Hatem"),
    ],
    ids=["dated report", "newsletter form", "adapted article", "letter", "open letter"],
)  # fmt: skip
def test_every_word_of_the_author_is_kept(number: str, start: str, end: str) -> None:
    """The text is the author's, from the first word to the last, in order, and nothing else."""
    assert words(article(number).text) == authors_words(number, start=start, end=end)


@pytest.mark.parametrize(
    ("number", "published"),
    [("000", (2023, 11, 13)), ("001", (2023, 11, 1)), ("002", None), ("003", (2017, 3, 17)), ("004", (2023, 12, 13))],
)
def test_date_is_read(number: str, published: tuple[int, int, int] | None) -> None:
    """A date glued to the text, in a dateline or on a labelled line is the date of publication."""
    assert article(number).published == (datetime(*published, tzinfo=UTC) if published else None)


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_no_title_is_made_up(number: str) -> None:
    """A document without a title line has no title; a salutation is none."""
    assert article(number).title is None


def test_newsletter_form_goes() -> None:
    """The form at the head, broken off in its last sentence, is not text."""
    assert article("001").text.startswith("A top official from the United Nations")


def test_sourced_article_is_cited() -> None:
    """`*Sourced article: [site](url)*` is a citation, not text."""
    url = (
        "https://www.theguardian.com/world/2023/oct/31/"
        "top-un-official-in-new-york-resigns-over-genocide-of-palestinian-civilians"
    )
    assert article("000").cites == (Citation(url=url, title="theguardian.com"),)


def test_adaptation_is_noted() -> None:
    """`*This article was adapted from its original in French` is a note, not text."""
    assert article("002").notes == ("This article was adapted from its original in French",)


def test_letter_keeps_signature_and_addressee() -> None:
    """Short lines stay a line each."""
    assert article("003").paragraphs[-7:] == (
        "Respectfully,",
        "Rima Khalaf",
        "Under-Secretary-General",
        "Executive Secretary",
        "Mr. António Guterres",
        "Secretary-General",
        "United Nations",
    )


def test_labelled_lines_become_facts() -> None:
    """The first line is the title; location and category are notes, without the stray combining mark."""
    found = article("004")
    assert found.title is not None
    assert found.title.startswith("On the 75th anniversary")
    assert found.title.endswith("in the event of genocide")
    assert found.notes == ("Location: West Bank and Gaza", "Category: West Bank / Gaza / position paper")
