# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Web pages to articles."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import DatelineError, ParseError
from service.extract import VERSION, extract_page
from service.models import Article

URL = "https://example.org/news/weir"
ONE = "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two of its gates."
TWO = "Engineer Marta Oske, who led the inspection, said the cracks were older than last winter's floods."
THREE = "The town council has asked residents of Mill Lane and the Fish Quay to keep sandbags ready until the autumn."


def extract(html: str, **options: object) -> Article:
    return extract_page(html.encode(), url=URL, **options)  # type: ignore[arg-type]


def themed(*, seed: int = 0) -> str:
    """A page of a usual theme. What changes from one visit to the next depends on `seed`."""
    draw = random.Random(seed)
    related = "".join(f"<li><a href=/{draw.random()}>Story {draw.random()} of the day</a></li>" for _ in range(5))
    attributes = ['class="article-body"', f'data-nonce="{draw.random()}"', 'id="main-text"']
    draw.shuffle(attributes)
    return f"""<!doctype html><html lang=en><head><title>Weir closed - Example</title></head><body class="has-sidebar">
    <header class=site-header><nav><a href=/>Home</a> <a href=/news>News</a></nav></header>
    <div class="ad-slot">Advertisement {draw.random()}</div>
    <article><h1>Weir closed</h1><div class=byline>By Marta Oske</div><time datetime=2024-05-03>3 May 2024</time>
    <ul class=share-bar><li><a href=#>Share</a></li><li>{draw.randrange(900)} shares</li></ul>
    <div {" ".join(attributes)}><p>{ONE}</p>
    <figure><img src=/a.jpg?{draw.random()}><figcaption>The weir, photographed on a calm day in May.</figcaption></figure>
    <p>{TWO}</p><p>Story continues below advertisement</p><h2>What now?</h2><p>{THREE}</p>
    <ul><li>The old lock stays open.</li><li>The bridge is closed to lorries.</li></ul>
    <blockquote><p>We speak of years, not of months.</p></blockquote>
    <table><tr><th>Gate</th><th>State</th></tr><tr><td>North</td><td>cracked</td></tr></table>
    <p>© {2000 + draw.randrange(30)} Example. All rights reserved.</p></div>
    <section class=related><h3>Related articles</h3><ul>{related}</ul></section></article>
    <div class=comments><h3>{draw.randrange(90)} comments</h3><p>I think that the authority, as always, {draw.random()} is late.</p></div>
    <footer>Contact us · Privacy policy · {draw.random()}</footer></body></html>"""


def test_text_is_the_authors() -> None:
    """Headings, items, quotes and rows are text; boilerplate, captions, bylines, dates and counters are not."""
    assert extract(themed()).paragraphs == (
        ONE,
        TWO,
        "What now?",
        THREE,
        "The old lock stays open.",
        "The bridge is closed to lorries.",
        "We speak of years, not of months.",
        "Gate State",
        "North cracked",
    )


@pytest.mark.parametrize("seed", range(1, 6))
def test_text_is_stable(seed: int) -> None:
    """Other ads, links, counters, nonces and attribute order give the same text."""
    assert extract(themed(seed=seed)).paragraphs == extract(themed()).paragraphs


def test_every_article_names_its_extractor() -> None:
    """The version is on every article, and names the rules."""
    assert extract("").extractor == extract(themed()).extractor == VERSION


def test_empty_body_gives_an_empty_article() -> None:
    """Nothing is an article without paragraphs, told so."""
    article = extract_page(b"", url=URL)
    assert article.paragraphs == ()
    assert article.suspect == "empty page"
    assert article.lead is None


@pytest.mark.parametrize(("kind", "kept"), [("NewsArticle", True), ("BlogPosting", False)])
def test_standfirst_of_news_is_text(kind: str, kept: bool) -> None:
    """The sentence under a news headline is the author's though it stands outside of the text; elsewhere it is the page's."""
    html = (
        f'<script type="application/ld+json">{{"@type": "{kind}"}}</script><header><h1>Weir closed</h1>'
        f"<p class=standfirst>{THREE}</p></header><div><p>{ONE}</p><p>{TWO}</p><p>{ONE} {TWO}</p></div>"
    )
    assert extract(html).paragraphs == ((THREE,) if kept else ()) + (ONE, TWO, f"{ONE} {TWO}")


def test_breaks_part_paragraphs() -> None:
    """Two <br> part paragraphs, one does not."""
    article = extract(f"<div>{ONE}<br>{TWO}<br><br>{THREE}</div>")
    assert article.paragraphs == (f"{ONE} {TWO}", THREE)


def test_lead_is_the_description_or_the_first_paragraph() -> None:
    """The page's own description comes first."""
    assert extract(f"<p>{ONE}<p>{TWO}").lead == ONE
    assert (
        extract(f"<meta name=description content='Cracks in two of the gates'><p>{ONE}").lead
        == "Cracks in two of the gates"
    )


def test_notes_on_a_page() -> None:
    """Provenance leaves the text, a correction stays."""
    first, second = (
        "This article was first published in The Fanal.",
        "Correction: An earlier version named another lock.",
    )
    article = extract(
        f"<article><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p><em>{first}</em></p><p>{second}</p></article>"
    )
    assert article.notes == (first, second)
    assert article.paragraphs == (ONE, TWO, THREE, second)


def test_sources_selectors_rule() -> None:
    """`content` says where the text is, `remove` what is not of it."""
    html = f"<div id=a><p>{ONE}</p><p class=x>{TWO}</p></div><div id=b><p>{THREE}</p></div><div><p>{ONE * 9}</p></div>"
    assert extract(html, content=("#a",)).paragraphs == (ONE, TWO)
    assert extract(html, content=("#a", "#b"), remove=(".x",)).paragraphs == (ONE, THREE)


def test_content_that_matches_nothing_is_no_rule() -> None:
    """A site that changed its theme is read by scoring rather than not at all."""
    assert ONE in extract(f"<article><p>{ONE}</p><p>{TWO}</p></article>", content=(".gone",)).paragraphs


@pytest.mark.parametrize("selector", ["p[", "::nothing(", "!"])
def test_bad_selector_is_our_error(selector: str) -> None:
    """A selector that is not CSS is told in one line."""
    with pytest.raises(ParseError, match="not CSS"):
        extract(f"<p>{ONE}</p>", remove=(selector,))


def test_name_of_the_whole_page_does_not_remove_it() -> None:
    """A box that is named like boilerplate and holds the text is the text."""
    html = f"<div class=sidebar><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    assert extract(html).paragraphs == (ONE, TWO, THREE)


@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_our_error(body: bytes) -> None:
    """No bytes raise anything but one of our own errors."""
    try:
        article = extract_page(body, url=URL)
    except DatelineError:
        return
    assert all(article.paragraphs)


@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<table>", "<td>", "<a href=x>", "</a>", "<br>", "<!--", "-->", "<script>",
    "</script>", "<svg>", "<template>", "<h1>", ONE, "x ", "&amp;", "<li>", "</p>", "<b>", "</b>", "<title>"]), max_size=60))  # fmt: skip
def test_any_markup_gives_an_article(pieces: list[str]) -> None:
    """Broken markup of every kind gives an article, twice the same."""
    html = "".join(pieces)
    assert extract(html) == extract(html)
