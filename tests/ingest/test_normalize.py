"""The steps of making a page comparable that are pure: what the source completes, what the lines show, what is kept."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from service.config import Source, parse
from service.ingest.comparable_page import ComparablePage
from service.ingest.normalize import completed, is_other_article, settled, stated_still
from service.models import Article, DateOrigin, Line, Link, TextBlock
from tests.sample_articles import UNRELATED

from .test_decide import item

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TITLE, FERRY = UNRELATED[0]
OTHER_TITLE, MASKS = UNRELATED[1]
SOURCE: Source = parse(b"sources: [{name: post, url: 'http://x/', language: fr}]", "sources.yaml").sources[0]
SAID = Link(url="http://x/a", title="As named", author="Feed Desk", published=NOW - DAY, summary="A summary.")


def test_the_source_completes_what_the_page_does_not_say() -> None:
    """Title, byline, date, language and lead."""
    page = completed(Article(blocks=()), SAID, SOURCE, read_at=NOW)
    assert (page.title, page.byline, page.published, page.language, page.lead) == (
        "As named",
        "Feed Desk",
        NOW - DAY,
        "fr",
        "A summary.",
    )


def test_what_the_page_says_comes_first() -> None:
    """The source is asked only for what is missing."""
    stated = Article(blocks=(), title="T", byline="B", published=NOW - 2 * DAY, language="de", lead="L")
    page = completed(stated, SAID, SOURCE, read_at=NOW)
    assert (page.title, page.byline, page.published, page.language, page.lead) == ("T", "B", NOW - 2 * DAY, "de", "L")


@pytest.mark.parametrize(
    ("published", "is_guessed", "origin", "expected"),
    [
        pytest.param(datetime(1, 1, 1, tzinfo=UTC), False, DateOrigin.STATED, NOW - DAY, id="the zero time"),
        pytest.param(NOW + 3 * DAY, False, DateOrigin.STATED, NOW - DAY, id="far ahead"),
        pytest.param(datetime(1950, 1, 1, tzinfo=UTC), True, DateOrigin.STATED, NOW - DAY, id="an old one guessed"),
        pytest.param(datetime(1950, 1, 1, tzinfo=UTC), False, DateOrigin.STATED, None, id="an old one stated"),
        pytest.param(datetime(1650, 1, 1, tzinfo=UTC), False, DateOrigin.DOCUMENT, None, id="of an old document"),
    ],
)
def test_dates_that_do_not_count_are_left_out(
    published: datetime, is_guessed: bool, origin: DateOrigin, expected: datetime | None
) -> None:
    """The source's date takes their place. None: the page's own date counts."""
    stated = Article(blocks=(), published=published, published_guessed=is_guessed)
    assert completed(stated, SAID, SOURCE, read_at=NOW, origin=origin).published == (expected or published)


LONG = [f"This is paragraph {name} of a text, long enough to stand on its page only once." for name in "abcd"]


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text, is_long=True) for text in texts)


@pytest.mark.parametrize(
    ("read", "before", "now", "expected"),
    [
        pytest.param(LONG[:3], LONG, LONG, LONG, id="it stands on the page still"),
        pytest.param(LONG[:3], LONG, LONG[:3], LONG[:3], id="it has gone from the page"),
        pytest.param([*LONG, "Box."], [*LONG, "Box."], [*LONG, "Box."], LONG, id="it stood beside the text before"),
        pytest.param([*LONG, "New."], LONG, [*LONG, "New."], [*LONG, "New."], id="it is new on the page"),
        pytest.param(LONG[:3], [], LONG, LONG, id="the page before is not known"),
    ],
)
def test_the_lines_of_both_pages_settle_what_came_or_went(
    read: list[str], before: list[str], now: list[str], expected: list[str]
) -> None:
    """The item has all four paragraphs."""
    page = Article(blocks=tuple(map(TextBlock, read)))
    assert list(settled(item(LONG), page, before=lines(*before), now=lines(*now)).paragraphs) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param(OTHER_TITLE, MASKS, True, id="another article"),
        pytest.param(TITLE, MASKS, False, id="the title stayed: rewritten"),
        pytest.param(None, MASKS, False, id="no title to tell by"),
        pytest.param(OTHER_TITLE, ["Please log in to go on reading."], False, id="too little to be an article"),
        pytest.param(OTHER_TITLE, [*MASKS, *FERRY], False, id="the old text is still there"),
        pytest.param(
            "Walkout goes on for a second week",
            [text.replace(". ", ". And ") for text in FERRY],
            False,
            id="retitled",
        ),
    ],
)
def test_an_address_is_reused_only_by_another_article(title: str | None, text: Sequence[str], expected: bool) -> None:
    """Anything in doubt is an edit, which loses nothing either."""
    assert is_other_article(item(FERRY, TITLE), Article(blocks=tuple(map(TextBlock, text)), title=title)) is expected


@pytest.mark.parametrize(
    ("stated", "stored", "expected"),
    [
        pytest.param(None, "Jane Doe", "Jane Doe", id="no longer stated"),
        pytest.param("Feed Desk", "Jane Doe", "Jane Doe", id="only its source says so"),
        pytest.param("Paul Roe", "Jane Doe", "Paul Roe", id="another one"),
        pytest.param("Feed Desk", None, "Feed Desk", id="none was known"),
        pytest.param(None, None, None, id="none at all"),
    ],
)
def test_a_byline_that_is_no_longer_stated_is_kept(
    stated: str | None, stored: str | None, expected: str | None
) -> None:
    """What the source says in its stead is the source's."""
    read = Article(blocks=tuple(map(TextBlock, LONG)), title="T", byline=stated)
    page = ComparablePage(article=read, whole=read, known=item(LONG, "T", byline=stored))
    kept = stated_still(page, SAID)
    assert kept.article.byline == expected
    assert kept.whole is kept.article


@pytest.mark.parametrize(
    ("stated", "stored", "expected"),
    [
        pytest.param(None, NOW - 3 * DAY, NOW - 3 * DAY, id="no longer stated"),
        pytest.param(NOW - DAY, NOW - 3 * DAY, NOW - 3 * DAY, id="only its source says so"),
        pytest.param(NOW - 2 * DAY, NOW - 3 * DAY, NOW - 2 * DAY, id="another one"),
    ],
)
def test_a_date_that_is_no_longer_stated_is_kept(stated: datetime | None, stored: datetime, expected: datetime) -> None:
    """As a byline is."""
    read = Article(blocks=tuple(map(TextBlock, LONG)), published=stated)
    page = ComparablePage(article=read, whole=read, known=item(LONG, None, published=stored))
    assert stated_still(page, SAID).article.published == expected
