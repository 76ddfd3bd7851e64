# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Who wrote a page."""

import json

import pytest

from service.extract import extract_page
from service.extract.metadata.byline import people_in


def byline(head: str, body: str = "") -> str | None:
    return extract_page(
        f"<html><head><meta charset=utf-8>{head}</head><body><h1>Weir closed</h1>{body}".encode(),
        url="https://courier.example/a",
    ).byline


def stated(author: object, **node: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": author, **node})}</script>'
    )


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("By Marta Oske", ["Marta Oske"]),
        ("Von Marta Oske und Edda Fennimore", ["Marta Oske", "Edda Fennimore"]),
        ("Par Marta Oske et Edda Fennimore", ["Marta Oske", "Edda Fennimore"]),
        ("Por Marta Oske y Edda Fennimore", ["Marta Oske", "Edda Fennimore"]),
        ("Текст: Марта Оске", ["Марта Оске"]),
        ("بقلم مارتا أوسكه", ["مارتا أوسكه"]),
        ("文/林小雨", ["林小雨"]),
        ("記者：林小雨", ["林小雨"]),
        ("Text: Von Marta Oske", ["Marta Oske"]),
        ("Ann Lee, Political Editor", ["Ann Lee"]),
        ("Ann Lee, Political Editor and Bo Ray, Reporter", ["Ann Lee, Bo Ray"]),
        ("Ann Lee, Bo Ray", ["Ann Lee, Bo Ray"]),
        ("Marta Oske marta@example.org", ["Marta Oske"]),
        ("Marta Oske (@martaoske)", ["Marta Oske"]),
        ("Marta Oske | Courier", ["Marta Oske"]),
        ("Marta Oske, 3 May 2024", ["Marta Oske"]),
        ("AFP", ["AFP"]),
        ("Centre for Drug Evaluation and Research", ["Centre for Drug Evaluation and Research"]),
        ("98 Buck Social", ["98 Buck Social"]),
        ("Byron Quend", ["Byron Quend"]),
        ("Vonda Parr", ["Vonda Parr"]),
        ("34 minutes", []),
        ("5 min", []),
        ("Sat, 20 Dec 2025 - 06:36", []),
        ("20:15", []),
        ("admin", []),
        ("View all posts by Marta Oske", []),
        ("https://courier.example/people/7", []),
        ("{{author}}", []),
        ("@martaoske", []),
        ("", []),
        ("x" * 300, []),
    ],
)
def test_people(text: str, people: list[str]) -> None:
    """Names only: no lead, role, date, address, handle; nothing where none is left."""
    assert people_in(text) == people


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Marta Oske'>", "", "Marta Oske", id="card"),
        pytest.param("<meta name=twitter:label1 content='Est. reading time'><meta name=twitter:data1 content='Half an hour'>", "", None, id="a card's reading time"),
        pytest.param(stated([{"@type": "Person", "name": "Marta Oske"}, {"@type": "Organization", "name": "Agence Marée"}]), "", "Marta Oske", id="people before agencies"),
        pytest.param(stated({"@type": "Organization", "name": "Agence Marée"}), "", "Agence Marée", id="an agency alone"),
        pytest.param(stated({"@type": "Person", "name": "Marta Oske"}, publisher={"name": "Marta Oske"}), "", "Marta Oske", id="a site called like its author"),
        pytest.param(stated({"@type": "Organization", "name": "Courier"}), "", None, id="the site by its address"),
        pytest.param("", "<p class=byline>By\n<a>Marta Oske</a>\n<span>Senior Editor</span></p>", "Marta Oske", id="shown, the role on a line"),
        pytest.param("", "<p class=byline>By <a>Marta\n    Oske</a> <span>Senior Editor</span></p>", "Marta Oske", id="shown, the source's line ends within the name"),
        pytest.param("", "<p class=byline><a>Marta Oske</a> and <a>Bo Ray</a></p>", "Marta Oske, Bo Ray", id="shown, two"),
        pytest.param("", "<div><a rel=author>Marta Oske</a></div><aside><a rel=author>Bo Ray</a></aside>", "Marta Oske", id="another article's"),
        pytest.param("", "<a href=/authors/marta-oske>Marta Oske</a>", "Marta Oske", id="a link to an author"),
        pytest.param("", "<p>By the time the police came, it was empty.</p>", None, id="text"),
    ],
)  # fmt: skip
def test_byline(head: str, body: str, expected: str | None) -> None:
    """Stated people, then agencies, then what the page marks as its byline."""
    assert byline(head, body) == expected


def test_a_byline_in_a_footer_is_read() -> None:
    """Many a blog has it under the text; the footer itself is no text."""
    text = "<p>The weir at Tannow was closed on Monday, the council said, and it stays so until May.</p>" * 3
    article = extract_page(
        f"<article><h1>Weir closed</h1>{text}<footer>By <a rel=author href=/m>Marta Oske</a></footer></article>".encode(),
        url="https://courier.example/a",
    )
    assert article.byline == "Marta Oske"
    assert "Oske" not in article.text
