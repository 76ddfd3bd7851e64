# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Walls and teasers."""

import json

import pytest

from service.extract import extract_page
from service.extract.metadata.access import access_of
from service.models import Access

STORY = (
    "<p>The river authority of Vellmar has closed the old weir at Tannow after divers found cracks, it said.</p>" * 3
)


def access(head: str, *, end: str = "") -> Access | None:
    return extract_page(
        f"<html><head>{head}</head><h1>Weir</h1>{STORY}{end}".encode(), url="https://example.org/a"
    ).access


def stated(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(stated(isAccessibleForFree=False), id="false"),
        pytest.param(stated(isAccessibleForFree="False"), id="a word"),
        pytest.param(stated(isAccessibleForFree="http://schema.org/False"), id="schema.org's"),
        pytest.param(stated(hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".p"}), id="a part"),
        pytest.param(stated(hasPart=[{"x": 1}, {"isAccessibleForFree": False}]), id="one of its parts"),
        pytest.param("<meta property=article:content_tier content=Metered>", id="tier"),
        pytest.param("<meta itemprop=isAccessibleForFree content=false>", id="itemprop"),
    ],
)  # fmt: skip
def test_paywalled(head: str) -> None:
    """Stated by schema.org's property in any of its forms, or by a <meta>."""
    assert access(head) is Access.PAYWALLED


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="nothing"),
        pytest.param(
            stated(isAccessibleForFree=True, hasPart={"isAccessibleForFree": False}), id="the article is free"
        ),
        pytest.param(stated(isAccessibleForFree="True"), id="a word"),
        pytest.param(stated(isAccessibleForFree=None), id="null"),
        pytest.param(stated(hasPart="none"), id="odd parts"),
        pytest.param("<meta property=article:content_tier content=free>", id="tier"),
    ],
)
def test_free(head: str) -> None:
    """What the page does not say is not said."""
    assert access(head) is None


@pytest.mark.parametrize(
    "last",
    [
        "The river authority said that the weir […]",
        "The river authority said that the weir… [+1234 chars]",
        "Continue reading",
        "Read the full story at The Tannow Courier.",
        "Lire la suite",
        "Den ganzen Artikel lesen",
        "Seguir leyendo",
        "Continua a leggere",
        "Lees verder",
        "Читать далее",
        "متابعة القراءة",
        "続きを読む",
        "阅读全文",
        "Devamını oku",
    ],
)
def test_truncated(last: str) -> None:
    """A text that ends with a pointer to the rest, or with a mark of cutting."""
    assert access_of(False, ["The weir is closed.", last]) is Access.TRUNCATED


@pytest.mark.parametrize(
    "last",
    [
        "He told them to continue reading to the children at night, whatever the noise of the water outside might be.",
        "Continue reading the children of the valley their stories, the authority's note went, and do not stop for water.",
        "“I do not know …”",
        "Lees verder dan de kop lang is, zei de leraar, en vertel mij daarna pas wat je van het hele stuk gevonden hebt.",
        "",
    ],
)
def test_whole(last: str) -> None:
    """The same words in a sentence, an ellipsis in speech and an empty end are no teaser; nor a pointer far above."""
    assert access_of(False, ["Continue reading", "The weir is closed.", last]) is None


def test_a_wall_comes_before_a_teaser() -> None:
    """What the page states tells more than its last line."""
    assert access_of(True, ["Continue reading"]) is Access.PAYWALLED
    assert access_of(False, []) is None
