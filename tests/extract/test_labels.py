"""Lines that say who, when and whose picture."""

from datetime import UTC, datetime

import pytest

from service.extract import extract_page
from service.extract.metadata.labels import is_label

PEOPLE = frozenset({"marta", "oske"})


@pytest.mark.parametrize(
    "text",
    [
        "By Marta Oske",
        "Von Birgitta Stauber",
        "di Viviana Mazza",
        "MARTA OSKE",
        "Marta Oske, 3 May 2024",
        "Published: 3 May 2024, 11:16",
        "Stand: 08.07.2026 05:00 Uhr",
        "Publié le 3 mai 2024 à 14h05",
        "Publicado el 3 de mayo de 2024",
        "نشر في 3 مايو 2024",
        "5 min read",
        "2 hours ago",
        "3 Min Lesezeit",
        "Photo: AFP",
        "© Agence Marée",
        "Bildrechte: MDR",
        "صورة: وكالة",
        "•",
        "***",
    ],
)
def test_label(text: str) -> None:
    """A byline, a date, a reading time, a credit and mere signs are labels, in each language."""
    assert is_label(text, people=PEOPLE)


@pytest.mark.parametrize(
    "text",
    [
        "By Land and by Sea, They Came",
        "On the day",
        "12",
        "1999",
        "$10.00 $1.00",
        "3x/day",
        "By the time the police came, the square was empty.",
        "Marta Oske led the inspection.",
        "On 3 May 2024 the weir was closed.",
        "Photographs of the weir were burnt.",
        "Beirut, 17 March 2017",
    ],
)
def test_text_is_no_label(text: str) -> None:
    """Figures, sentences, headings and datelines with a place are text."""
    assert not is_label(text, people=PEOPLE)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<p>Marta Oske · 3 May 2024 · 5 min read</p>", datetime(2024, 5, 3, tzinfo=UTC)),
        ("<p>On 3 May 2024 the authority of Vellmar closed the weir at Tannow after cracks were found.</p>", None),
    ],
    ids=["a line of its own", "a sentence"],
)
def test_date_shown_under_the_heading(line: str, published: datetime | None) -> None:
    """A date that the page does not state is read where it stands under the heading, but not out of a sentence."""
    html = f"<h1>Weir closed</h1>{line}<p>The river authority has closed the old weir, it said.</p>"
    assert extract_page(html.encode(), url="https://example.org/a").published == published
