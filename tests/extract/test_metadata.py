# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""What a page says of itself."""

import json
from datetime import UTC, datetime

import pytest

from service.extract import extract_page
from service.models import Article

STORY = (
    "<p>The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two gates, it said.</p>"
    * 3
)


def page(head: str, body: str = "", *, url: str = "https://example.org/news/a", lang: str = "en") -> Article:
    return extract_page(f"<html lang={lang}><head>{head}</head><body>{body}{STORY}".encode(), url=url)


def statement(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param("<title>Weir closed | Example</title><meta property=og:site_name content=Example>", "", "Weir closed", id="site after a bar"),
        pytest.param("<title>Example: Weir closed</title><meta property=og:site_name content=Example>", "<h1>Weir closed</h1>", "Weir closed", id="site first"),
        pytest.param("<title>Weir - closed</title>", "", "Weir - closed", id="a dash that is the title's"),
        pytest.param("<title>x</title><meta property=og:title content='Weir &amp;amp; gate closed'>", "", "Weir & gate closed", id="og, escaped twice"),
        pytest.param(statement(headline="Weir closed"), "", "Weir closed", id="statement"),
        pytest.param("", "<h1>Weir\n <em>closed</em></h1>", "Weir closed", id="heading"),
        pytest.param("", "", None, id="none"),
    ],
)  # fmt: skip
def test_title(head: str, body: str, title: str | None) -> None:
    """The headline without the site's name."""
    assert page(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        pytest.param(statement(author={"name": "Marta Oske"}), "", "Marta Oske", id="statement"),
        pytest.param(statement(author=[{"name": "Marta Oske"}, {"name": "By Edda Fennimore"}]), "", "Marta Oske, Edda Fennimore", id="two"),
        pytest.param("<meta name=author content='By Marta Oske marta@example.org'>", "", "Marta Oske", id="address"),
        pytest.param("<meta name=author content='https://example.org/people/7'>", "", None, id="URL"),
        pytest.param("", "<a rel=author>Par Maëlle Torrec</a>", "Maëlle Torrec", id="link"),
        pytest.param("<meta name=author content=Example><meta property=og:site_name content=Example>", "", None, id="the site"),
        pytest.param("<meta name=author content='Byron Quend'>", "", "Byron Quend", id="a name that begins so"),
    ],
)  # fmt: skip
def test_byline(head: str, body: str, byline: str | None) -> None:
    """The people, without "By", addresses and the site itself."""
    assert page(head, body).byline == byline


@pytest.mark.parametrize(
    ("head", "body", "url", "published"),
    [
        pytest.param(statement(datePublished="2024-05-03T08:00:00+02:00"), "", "", datetime(2024, 5, 3, 6, tzinfo=UTC), id="statement"),
        pytest.param("<meta property=article:published_time content=2024-05-03T06:00Z>", "", "", datetime(2024, 5, 3, 6, tzinfo=UTC), id="meta"),
        pytest.param("", "<article><time datetime=2024-05-03>yesterday</time></article>", "", datetime(2024, 5, 3, tzinfo=UTC), id="time"),
        pytest.param("", "<p class=date>3 May 2024</p>", "", datetime(2024, 5, 3, tzinfo=UTC), id="shown"),
        pytest.param("", "", "https://example.org/2024/05/03/weir", datetime(2024, 5, 3, tzinfo=UTC), id="address"),
        pytest.param("", "", "", None, id="none"),
    ],
)  # fmt: skip
def test_published(head: str, body: str, url: str, published: datetime | None) -> None:
    """Stated, marked up, shown, or in the URL: in this order."""
    assert page(head, body, url=url or "https://example.org/news/a").published == published


def test_statement_in_a_graph_is_found() -> None:
    """The article among other nodes is the one that counts, and broken scripts beside it do not matter."""
    graph = {
        "@graph": [{"@type": "Organization", "name": "Example"}, {"@type": ["Article"], "headline": "Weir closed"}]
    }
    head = f'<script type="application/ld+json">{{broken</script><script type="application/ld+json">{json.dumps(graph)};</script>'
    assert page(head).title == "Weir closed"


def test_other_facts() -> None:
    """Canonical is absolute, language as the page says, site and description as stated."""
    article = page(
        "<link rel=canonical href=/news/b><meta property=og:site_name content=Example>"
        "<meta name=description content='Cracks were found in two of the gates.'><meta property=article:modified_time content=2024-05-04>",
        lang="en-GB",
    )
    assert article.canonical == "https://example.org/news/b"
    assert article.language == "en-GB"
    assert article.site == "Example"
    assert article.lead == "Cracks were found in two of the gates."
    assert article.modified == datetime(2024, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "http://[", "", "mailto:a@b"])
def test_canonical_is_a_web_address_or_none(href: str) -> None:
    """What is no http(s) URL is no canonical."""
    assert page(f"<link rel=canonical href='{href}'>").canonical is None
