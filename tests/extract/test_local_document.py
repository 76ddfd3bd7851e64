# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Local documents by their shape: paragraphs, head, tail, title."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import DatelineError
from service.extract import VERSION, extract_document
from service.models import Article, Citation

PROSE = (
    "The last ferry between Port Ansel and the island of Low Merrin will stop running in June, ending a service that has"
    " carried the post for ninety-one years."
)


def read(text: str, *, name: str = "a.txt", language: str | None = None) -> Article:
    return extract_document(text.encode(), name=name, language=language)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_do_not_matter(end: str) -> None:
    """Blank lines part paragraphs, whatever ends a line."""
    assert read(f"{PROSE}{end}{end}{PROSE}{end}").paragraphs == (PROSE, PROSE)


def test_wrapped_prose_folds() -> None:
    """Single line ends within prose are spaces."""
    wrapped = PROSE.replace(" island", "\nisland").replace(" carried", "\ncarried")
    assert read(wrapped).paragraphs == (PROSE,)


def test_invisible_characters_go() -> None:
    """No-break spaces fold, zero-width characters and byte order marks go."""
    dirty = "\ufeff" + PROSE.replace(" ", "\u00a0", 3).replace("ferry", "fer\u00adr\u200by")
    assert read(dirty).paragraphs == (PROSE,)


def test_list_items_are_paragraphs() -> None:
    """Each item of a list is a paragraph, however long."""
    assert read(f"- {PROSE}\n- {PROSE}").paragraphs == (f"- {PROSE}", f"- {PROSE}")


def test_nothing_gives_an_empty_article() -> None:
    """An empty document is told so."""
    for body in (b"", b"  \n\n "):
        article = extract_document(body, name="a.txt")
        assert article.paragraphs == ()
        assert article.suspect == "empty page"
        assert article.extractor == VERSION


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Date 2024-05-03", None),
        ("Published on: 3 May 2024", None),
        ("Published 3 May 2024", None),
        ("Date : 3 mai 2024", None),
        ("Publié le 3 mai 2024", None),
        ("Veröffentlicht am 3. Mai 2024", None),
        ("Fecha: 3 de mayo de 2024", None),
        ("تاريخ النشر: 3 مايو 2024", None),
        ("Fecha: 03/05/2024", "es"),
        ("3 May 2024", None),
    ],
)
def test_dated_line_is_published(line: str, language: str | None) -> None:
    """A labelled or bare date at the head is the day of publication, and leaves the text."""
    article = read(f"A quiet harbour\n\n{line}\n\n{PROSE}", language=language)
    assert article.published == datetime(2024, 5, 3, tzinfo=UTC)
    assert article.title == "A quiet harbour"
    assert article.paragraphs == (PROSE,)


def test_prose_that_begins_with_a_label_stays() -> None:
    """Only a line that is a label and its value is one."""
    for text in (
        "Category theory is the study of arrows.",
        "Date palms line the road to the harbour.",
        "Source of the river",
    ):
        assert read(f"{PROSE}\n\n{text}\n\n{PROSE}").paragraphs == (PROSE, text, PROSE)


@pytest.mark.parametrize(
    ("line", "cites", "notes"),
    [
        ("Source: https://a.example/x.", (Citation(url="https://a.example/x"),), ()),
        ("*Source: [A](https://a.example/x)*", (Citation(url="https://a.example/x", title="A"),), ()),
        ("Quelle: [B](https://b.example/)", (Citation(url="https://b.example/", title="B"),), ()),
        ("Fuente: Agencia Marea", (), ("Fuente: Agencia Marea",)),
        (
            "Sources: [A](https://a.example/x), [B](https://b.example/)",
            (Citation(url="https://a.example/x", title="A"), Citation(url="https://b.example/", title="B")),
            (),
        ),
    ],
)
def test_source_lines(line: str, cites: tuple[Citation, ...], notes: tuple[str, ...]) -> None:
    """A line that names a source is a citation where it has an address, a note where not, and not text."""
    article = read(f"{PROSE}\n\n{line}")
    assert (article.paragraphs, article.cites, article.notes) == ((PROSE,), cites, notes)


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("A quiet harbour", "A quiet harbour"),
        ("Who closed the harbour?", "Who closed the harbour?"),
        ("The harbour is quiet.", None),
        ("Dear Madam President,", None),
        ("Port Ansel, 3 May 2024", None),
        ("- an item", None),
    ],
)
def test_title_line(first: str, title: str | None) -> None:
    """The first line is the title where it is short and no sentence, greeting, dateline or item."""
    article = read(f"{first}\n\n{PROSE}")
    assert article.title == title
    assert (first in article.paragraphs) is (title is None)


def test_letter_is_titled_by_its_subject() -> None:
    """A letter's subject is its title, and stays in the text."""
    article = read(f"Dear Commissioner,\n\nSubject: The harbour\n\n{PROSE}")
    assert article.title == "The harbour"
    assert article.paragraphs == ("Dear Commissioner,", "Subject: The harbour", PROSE)


def test_tail_goes_with_its_entries() -> None:
    """In a tail of forms and numbers, a short line between them goes too; the signatories before it stay."""
    tail = "Contact us\n\nOur lawyers group\n\n+999 2 5550142\n\nFile a complaint\n\nzoom in\ntext size\ncontent reader"
    article = read(f"{PROSE}\n\nHarbour Union\n\nWomen’s Circle\n\n{tail}")
    assert article.paragraphs == (PROSE, "Harbour Union", "Women’s Circle")


def test_lone_number_in_a_signature_stays() -> None:
    """One telephone number under a letter is the author's."""
    assert (
        read(f"Dear Sir,\n\n{PROSE}\n\nYours,\n\nEdda Fennimore\n\n+999 2 5550142").paragraphs[-1] == "+999 2 5550142"
    )


def test_correction_is_noted_and_kept() -> None:
    """A correction is the author's text and a note."""
    line = "Correction: An earlier version gave the wrong toll."
    article = read(f"{PROSE}\n\n{line}")
    assert article.notes == (line,)
    assert article.paragraphs == (PROSE, line)


def test_markdown_is_read() -> None:
    """Front matter gives facts, headings and emphasis lose their marks, links their addresses."""
    text = (
        "---\ntitle: A quiet harbour\ndate: 2024-05-03\nauthor: Edda Fennimore\nlang: en\n---\n"
        f"# A quiet harbour\n\nThe **old** ferry, says [the post](https://a.example/), is _gone_.\n\n{PROSE}\n\n---\n\n## After\n\n{PROSE}\n"
    )
    article = read(text, name="a.md")
    assert article.title == "A quiet harbour"
    assert article.byline == "Edda Fennimore"
    assert article.language == "en"
    assert article.published == datetime(2024, 5, 3, tzinfo=UTC)
    assert article.paragraphs == ("The old ferry, says the post, is gone.", PROSE, "After", PROSE)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("Von Marta Oske und Edda Fennimore", "Marta Oske, Edda Fennimore"),
        ("By the river they waited", None),
        ("By Land and by Sea, They Came", None),
    ],
)
def test_byline_line(line: str, byline: str | None) -> None:
    """A line under the title that is a byline and nothing else is taken out of the text; others stay."""
    prose = (
        "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two gates. " * 2
    )
    article = extract_document(f"# Weir closed\n\n{line}\n\n{prose}".encode(), name="a.md")
    assert article.byline == byline
    assert (line in article.paragraphs) is (byline is None)


def test_html_goes_the_pages_way() -> None:
    """A local HTML file is read as a page."""
    html = f"<title>A quiet harbour</title><nav>Home</nav><article><p>{PROSE}</p><p>{PROSE}</p></article>"
    article = read(html, name="a.HTM")
    assert article.title == "A quiet harbour"
    assert article.paragraphs == (PROSE, PROSE)


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["Date 2024-05-03", "", "Dear Sir,", PROSE, "zoom in", "*Source: x*"])).map("\n".join)
)
def test_any_text_gives_an_article(text: str) -> None:
    """Any document gives an article or one of our own errors."""
    try:
        article = read(text)
    except DatelineError:
        return
    assert all(paragraph == " ".join(paragraph.split()) != "" for paragraph in article.paragraphs)
