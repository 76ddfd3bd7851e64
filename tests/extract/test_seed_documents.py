# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""The project's own documents in `db/seed`: one for each shape a local document comes in, and the article expected of
it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.extract import extract_document
from service.models import Article, Citation

FOLDER = Path(__file__).parents[2] / "db" / "seed"


def read(name: str) -> Article:
    return extract_document((FOLDER / name).read_bytes(), name=name)


def day(year: int, month: int, date: int) -> datetime:
    return datetime(year, month, date, tzinfo=UTC)


EXPECTED = {
    "01-dated-report.txt": {
        "title": None,
        "published": day(2024, 3, 5),
        "notes": (),
        "cites": (Citation(url="https://tannow-courier.example/2024/03/weir-closed", title="tannow-courier.example"),),
        "count": 3,
        "first": "The river authority of Vellmar has closed",
        "last": "in the school hall on 14 March.",
    },
    "02-newsletter-head.txt": {
        "title": None,
        "published": day(2024, 5, 21),
        "notes": (),
        "cites": (),
        "count": 3,
        "first": "The last ferry between Port Ansel",
        "last": "down from 3,400 a decade ago.",
    },
    "03-translated-analysis.txt": {
        "title": None,
        "published": None,
        "notes": ("This article was adapted from its original in Spanish",),
        "cites": (),
        "count": 4,
        "first": "The cooperative that runs the salt works",
        "last": "says the schoolteacher Ilario Quend.",
    },
    "04-letter.txt": {
        "title": None,
        "published": day(2023, 2, 9),
        "notes": (),
        "cites": (),
        "count": 12,
        "first": "Ostrava Nova, 9 February 2023",
        "last": "Ostrava Nova",
    },
    "05-open-letter.txt": {
        "title": "Nineteen associations of the delta call on the Water Commissioner to publish the results of the well survey"
        " before the summer",
        "published": day(2024, 6, 11),
        "notes": ("Location: Delta and Coast", "Category: Delta / Water / open letter"),
        "cites": (),
        "count": 9,
        "first": "Dear Commissioner Haddan,",
        "last": "Teachers’ Circle - Lower Delta",
    },
    "06-communique.txt": {
        "title": "Les pêcheurs de Port-Valmy suspendent leur grève après un accord sur le prix du gazole",
        "published": day(2024, 5, 3),
        "notes": ("Lieu: Port-Valmy",),
        "cites": (Citation(url="https://fanal.example/2024/05/03/accord-gazole", title="Le Fanal de Port-Valmy"),),
        "count": 2,
        "first": "Les équipages des vingt-sept chalutiers",
        "last": "resteront au port faute de matelots.",
    },
    "07-arabic-report.txt": {
        "title": "مزارعو وادي السدر يطالبون بإعادة فتح القناة القديمة قبل موسم الزيتون",
        "published": day(2024, 3, 17),
        "notes": ("المكان: وادي السدر",),
        "cites": (),
        "count": 2,
        "first": "طالب مزارعون في وادي السدر",
        "last": "أكثر من أسبوع واحد من العمل.",
    },
}


def test_every_document_has_an_expectation() -> None:
    """The folder holds the documents named here, and nothing else."""
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_document_gives_its_article(name: str) -> None:
    """Each shape of document gives the title, date, notes and citations it states, and exactly the author's text."""
    article, expected = read(name), EXPECTED[name]
    assert article.title == expected["title"]
    assert article.published == expected["published"]
    assert article.notes == expected["notes"]
    assert article.cites == expected["cites"]
    assert len(article.paragraphs) == expected["count"]
    assert article.paragraphs[0].startswith(str(expected["first"]))
    assert article.paragraphs[-1].endswith(str(expected["last"]))
    assert article.suspect is None
    assert article.lead


def test_letter_keeps_every_line_of_its_signature() -> None:
    """A signature and an addressee stay, a line each."""
    assert read("04-letter.txt").paragraphs[-7:] == (
        "Yours faithfully,",
        "Teodor Manessen",
        "Keeper of the Archive",
        "House of Records",
        "H.E. Livia Corrant",
        "President of the Assembly",
        "Ostrava Nova",
    )
