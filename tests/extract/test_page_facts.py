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
        pytest.param("", "<p class=ArticleByline>Marta Oske</p>", "Marta Oske", id="a class with capitals"),
        pytest.param("", "<p class=Story__Author>Marta Oske</p>", "Marta Oske", id="a part's class with capitals"),
        pytest.param("", "<p class=Story__Authority>Marta Oske</p>", None, id="another class"),
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
        pytest.param("", "", "https://example.org/2024/may/03/weir", datetime(2024, 5, 3, tzinfo=UTC), id="address with the month's name"),
        pytest.param("", "", "https://example.org/2024/week/03/weir", None, id="no month in the address"),
        pytest.param("", STORY * 5 + "<aside><p class=date>4 June 2026</p></aside>", "https://example.org/2024-05-03/weir", datetime(2024, 5, 3, tzinfo=UTC), id="address before dates of others"),
        pytest.param("", "<time class=x datetime=2026-06-04>today</time><time class='x entry-date' datetime=2024-05-03>before</time>", "", datetime(2024, 5, 3, tzinfo=UTC), id="marked by its class"),
        pytest.param("", "<i itemprop=dateModified content=2026-06-04></i><i itemprop=datePublished content=2024-05-03></i>", "", datetime(2024, 5, 3, tzinfo=UTC), id="marked as a property"),
        pytest.param("", "<time datetime=2026-06-04>today</time><time pubdate datetime=2024-05-03>before</time>", "", datetime(2024, 5, 3, tzinfo=UTC), id="marked by an attribute"),
        pytest.param("", "<p class=published>4 June 2026</p><time class=published datetime=2024-05-03>before</time>", "", datetime(2024, 5, 3, tzinfo=UTC), id="marked by the class of a time, not of a block"),
        pytest.param("", "<i class=StoryTimestamp datetime=2024-05-03>before</i>", "", datetime(2024, 5, 3, tzinfo=UTC), id="named for the time"),
        pytest.param("", "<i class=PubDate datetime=2024-05-03>before</i>", "", datetime(2024, 5, 3, tzinfo=UTC), id="named for the date"),
        pytest.param("", "<i class=wasPublished datetime=2024-05-03>before</i>", "", datetime(2024, 5, 3, tzinfo=UTC), id="named for the publication"),
        pytest.param("", "<i class=story datetime=2024-05-03>before</i>", "", None, id="named for nothing of it"),
        pytest.param("", "", "", None, id="none"),
    ],
)  # fmt: skip
def test_published(head: str, body: str, url: str, published: datetime | None) -> None:
    """Stated, marked up, near the heading, in the URL, or shown elsewhere: in this order."""
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
        pytest.param("<title>Old weir closed</title>", "<p>Traffic</p>" * 20 + "<h3>Rivers: Old weir closed</h3><p>Do 03.05.24 | 14:07 Uhr</p>", "2024-05-03", id="under a lower heading that is the title"),
        pytest.param("", "<p>Friday, 19 December 2025</p><h1>Weir closed</h1><p>By Marta Oske</p><p>12 December 2025</p>", "2025-12-12", id="before today's over the heading"),
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


@pytest.mark.parametrize(
    ("stated", "address", "published"),
    [
        pytest.param("2024-05-04T02:41:00Z", "2024/05/03", "2024-05-03T23:41:00-03:00", id="west"),
        pytest.param("2024-05-02T21:30:00Z", "2024/05/03", "2024-05-03T00:30:00+03:00", id="east"),
        pytest.param("2024-05-03T08:00:00Z", "2024/05/03", "2024-05-03T08:00:00+00:00", id="the same day"),
        pytest.param("2024-05-04T02:41:00+01:00", "2024/05/03", "2024-05-04T02:41:00+01:00", id="stated with its zone"),
        pytest.param("2024-05-04", "2024/05/03", "2024-05-04T00:00:00+00:00", id="a day without a time"),
        pytest.param("2024-05-04T15:00:00Z", "2024/05/03", "2024-05-04T15:00:00+00:00", id="a day that it is nowhere"),
        pytest.param("2024-05-14T02:41:00Z", "2024/05/03", "2024-05-14T02:41:00+00:00", id="another week"),
    ],
)
def test_day_of_the_newsroom(stated: str, address: str, published: str) -> None:
    """A time stated in UTC is seen in the zone nearest to UTC that has the address's day then; the moment stays."""
    found = page(statement(datePublished=stated), url=f"https://example.org/{address}/weir").published
    assert found is not None
    assert found.isoformat() == published
    assert found == datetime.fromisoformat(stated if "T" in stated else stated + "T00:00Z")


def test_day_of_a_newsroom_that_keeps_utc() -> None:
    """A time without a zone, on a page of a country that keeps UTC in winter, is the newsroom's own already."""
    found = page(statement(datePublished="2024-12-04T00:30"), url="https://example.co.uk/2024/12/03/weir").published
    assert found is not None
    assert found.isoformat() == "2024-12-04T00:30:00+00:00"


@pytest.mark.parametrize(
    ("title", "lang", "day"),
    [
        pytest.param("Old weir closed | Courier | 12/20/2024", "en-US", "2024-12-20", id="English"),
        pytest.param("Alter Damm geschlossen | Bote | 03.05.2024", "de", "2024-05-03", id="German"),
        pytest.param("Le barrage est fermé · 3 mai 2024", "fr", "2024-05-03", id="French"),
        pytest.param("古い堰を閉鎖｜2024年5月3日", "ja", "2024-05-03", id="Japanese"),
        pytest.param("Concert on the weir – 3 May 2024", "en", None, id="the day of what is told of"),
        pytest.param("Courier | What was closed on 3 May 2024", "en", None, id="more than a day"),
        pytest.param("Courier | 3 May 2024 in ten pictures", "en", None, id="more behind the day"),
        pytest.param("3 May 2024 | Courier", "en", None, id="before the site's name"),
    ],
)
def test_day_at_the_title_s_end(title: str, lang: str, day: str | None) -> None:
    """A title that ends with a day and nothing else states when the page was published."""
    caption = "<p>The weir at Tannow, 24 April 2023</p>" if day else ""
    found = page(f"<title>{title}</title>", f"<h1>Weir</h1>{caption}", lang=lang).published
    assert (found and found.date().isoformat()) == day


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
