# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Section and tags."""

import json

import pytest

from service.extract import extract_page
from service.models import Article


def page(head: str, body: str = "") -> Article:
    return extract_page(
        f"<html><head>{head}</head><body><h1>Weir closed at Tannow</h1>{body}".encode(), url="https://example.org/a"
    )


def stated(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


def trail(*names: object) -> str:
    steps = [{"@type": "ListItem", "position": place, "name": name} for place, name in enumerate(names, 1)]
    return f'<script type="application/ld+json">{json.dumps({"@type": "BreadcrumbList", "itemListElement": steps})}</script>'


@pytest.mark.parametrize(
    ("head", "section"),
    [
        pytest.param(stated(articleSection="Rivers"), "Rivers", id="statement"),
        pytest.param(stated(articleSection=["Rivers", "Region"]), "Rivers", id="the first of several"),
        pytest.param("<meta property=article:section content=Rivers>", "Rivers", id="meta"),
        pytest.param(trail("Home", "News", "Rivers", "Weir closed at Tannow"), "Rivers", id="trail, the article last"),
        pytest.param(
            trail("Home", "Rivers", "Weir closed at Tannow after cracks"),
            "Rivers",
            id="the article under a longer name",
        ),
        pytest.param(trail("Startseite", "Rivers"), "Rivers", id="trail without the article"),
        pytest.param(trail("Home", "Weir closed at Tannow"), None, id="trail of nothing else"),
        pytest.param(trail(1, None, ["x"]), "x", id="odd trail"),
        pytest.param("<meta property=article:section content=https://example.org/rivers>", None, id="an address"),
        pytest.param(stated(articleSection="r" * 90), None, id="a text"),
        pytest.param("", None, id="none"),
    ],
)
def test_section(head: str, section: str | None) -> None:
    """Stated, or the most specific step of the trail that is not the article itself."""
    assert page(head).section == section


@pytest.mark.parametrize(
    ("head", "body", "tags"),
    [
        pytest.param(stated(keywords="weir, Tannow,WEIR"), "", ("weir", "Tannow"), id="one string, each once"),
        pytest.param(stated(keywords=["weir", {"@type": "DefinedTerm", "name": "Tannow"}]), "", ("weir", "Tannow"), id="terms"),
        pytest.param("<meta property=article:tag content=weir><meta property=article:tag content=Tannow>", "", ("weir", "Tannow"), id="meta"),
        pytest.param("<meta name=keywords content='堰、水門，川'>", "", ("堰", "水門", "川"), id="other commas"),
        pytest.param("", "<a rel='tag' href=/t>#weir</a>", ("weir",), id="links"),
        pytest.param("<meta name=keywords content=weir>", "<a rel=tag href=/t>river</a>", ("weir",), id="links only where none is stated"),
        pytest.param(stated(keywords=["w" * 81, " ", ",", "weir"]), "", ("weir",), id="too long, empty"),
        pytest.param("", "", (), id="none"),
    ],
)  # fmt: skip
def test_tags(head: str, body: str, tags: tuple[str, ...]) -> None:
    """Keywords as stated, each once, else linked tags."""
    assert page(head, body).tags == tags


def test_tags_have_an_end() -> None:
    """A page of a hundred keywords has thirty tags."""
    assert len(page(stated(keywords=[f"tag {number}" for number in range(100)])).tags) == 30
