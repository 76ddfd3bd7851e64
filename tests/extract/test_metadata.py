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


@pytest.mark.parametrize(
    ("head", "body", "url", "lang", "published"),
    [
        pytest.param(statement(datePublished="2026-04-15 18:11:01.0"), "", "https://example.de/a", "de", "2026-04-15T18:11:01+02:00", id="the country's"),
        pytest.param(statement(datePublished="2026-01-15T18:11:01", dateModified="2026-01-15T20:00:00-05:00"), "", "https://example.org/a", "en", "2026-01-15T18:11:01-05:00", id="another date's"),
        pytest.param(statement(datePublished="2026-04-15T18:11") + "<meta property=og:updated_time content=2026-04-15T20:00:00+05:30>", "", "https://example.org/a", "en", "2026-04-15T18:11:00+05:30", id="og:updated_time's"),
        pytest.param(statement(datePublished="2026-04-15 18:11"), "<time datetime=2026-04-16T01:00:00+09:00>today</time>", "https://example.org/a", "en", "2026-04-15T18:11:00+09:00", id="a <time>'s"),
        pytest.param(statement(datePublished="15 April 2026, 18:11 JST"), "", "https://example.de/a", "en", "2026-04-15T18:11:00+09:00", id="named"),
        pytest.param(statement(datePublished="2026-04-15T18:11:01Z"), "", "https://example.de/a", "de", "2026-04-15T18:11:01+00:00", id="stated as UTC"),
        pytest.param(statement(datePublished="2026-04-15"), "", "https://example.de/a", "de", "2026-04-15T00:00:00+00:00", id="a day"),
        pytest.param(statement(datePublished="04/05/2026"), "", "https://example.co.uk/a", "en", "2026-05-04T00:00:00+00:00", id="day first by the address"),
        pytest.param(statement(datePublished="34 minutes ago"), "", "https://example.de/a", "de", None, id="no date"),
    ],
)  # fmt: skip
def test_zone(head: str, body: str, url: str, lang: str, published: str | None) -> None:
    """A time without a zone is in the page's."""
    found = page(head, body, url=url, lang=lang).published
    assert (found and found.isoformat()) == published


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        pytest.param("", "<nav><time datetime=2026-01-31>31 January</time></nav><h1>Weir closed</h1><p>3 May 2024</p>", "2024-05-03", id="near the heading before a <time> elsewhere"),
        pytest.param("", "<h1>Weir closed</h1><p>3 May 2024</p><time datetime=2024-05-03T08:30:00+02:00>3 May 2024</time>", "2024-05-03T08:30:00+02:00", id="to the minute where a <time> has it"),
        pytest.param("", "<h1>Weir closed</h1><p>Updated 4 June 2024</p><p>Published 3 May 2024</p>", "2024-05-03", id="not the update"),
        pytest.param("", "<h1>Weir closed</h1><p>Updated 4 June 2024</p>", "2024-06-04", id="the update where there is nothing else"),
        pytest.param("", "<h2>Weir closed</h2><p>3 May 2024</p>", "2024-05-03", id="without a first heading"),
        pytest.param("", "<h1>Weir closed</h1><p class=story-date>3 May 2024</p>", "2024-05-03", id="named for it"),
        pytest.param(statement(datePublished="2026-01-02T08:00:00Z", dateModified="2026-01-02T08:00:00Z"), "<h1>Weir closed</h1><p>3 May 2024</p>", "2024-05-03", id="stated with the last change"),
        pytest.param(statement(datePublished="2026-01-02T08:00:00Z", dateModified="2026-01-09T08:00:00Z"), "<h1>Weir closed</h1><p>3 May 2024</p>", "2026-01-02", id="stated apart from it"),
        pytest.param(statement(datePublished="2026-01-02T08:00:00Z", dateModified="2026-01-02T08:00:00Z"), "<p>3 May 2024</p><h1>Weir closed</h1><p>1 January 2026</p>", "2026-01-02", id="another day by the zone"),
    ],
)  # fmt: skip
def test_shown_day(head: str, body: str, day: str) -> None:
    """The day under the heading, where the page states none, or states the last change for it."""
    found = page(head, body).published
    assert found is not None
    assert found.isoformat().startswith(day)


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
