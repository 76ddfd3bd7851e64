"""What of a page's boxes is the article, and what of the article's blocks the author's text."""

import json

import pytest

from service.extract import extract_page
from service.models import Article

ONE = "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two of its gates."
TWO = "Engineer Marta Oske, who led the inspection, said the cracks were older than last winter's floods."
THREE = "The town council has asked residents of Mill Lane and the Fish Quay to keep sandbags ready until the autumn."
OTHER = "Elsewhere on this site you will find the weather of the week, our crossword, and everything on gardens, pets."


def extract(body: str, *, stated: dict[str, object] | None = None, head: str = "") -> Article:
    script = f'<script type="application/ld+json">{json.dumps(stated)}</script>' if stated else ""
    return extract_page(
        f"<!doctype html><html lang=en><head>{head}{script}</head><body>{body}</body></html>".encode(),
        url="https://example.org/news/weir",
    )


def test_article_is_chosen_though_much_stands_beside_it() -> None:
    """An <article> with half of the page's prose is the article; a <div> needs three quarters."""
    beside = f"<div><p>{OTHER}</p></div>"
    assert extract(f"<article><p>{ONE}</p><p>{TWO}</p></article>{beside}").paragraphs == (ONE, TWO)
    assert extract(f"<div><p>{ONE}</p><p>{TWO}</p></div>{beside}").paragraphs == (ONE, TWO, OTHER)


NEWS: dict[str, object] = {"@type": "NewsArticle", "author": {"name": "Marta Oske"}}
DESCRIPTION = f'<meta name=description content="{TWO}">'


@pytest.mark.parametrize(
    ("shown", "stated"),
    [(TWO, NEWS), ("Tannow. " + TWO, NEWS), (TWO, None)],
    ids=["news", "behind a place", "to the word"],
)
def test_description_above_the_text_is_its_standfirst(shown: str, stated: dict[str, object] | None) -> None:
    """What the page gives as its description is text where it stands above the text's box."""
    body = f"<header><h1>Weir closed</h1><p>{shown}</p></header><div>{f'<p>{ONE}</p><p>{THREE}</p>' * 3}</div>"
    paragraphs = extract(body, stated=stated, head=DESCRIPTION).paragraphs
    assert paragraphs[0] == shown


BIO = "Marta Oske is a hydraulic engineer who has written on rivers and weirs for this paper since 2009."


def test_presentation_of_the_author_is_left_out() -> None:
    """A paragraph that presents the page's author goes; one that tells what the author did, or of another, stays."""
    did = "Marta Oske led the inspection of all of the authority's forty weirs in the summer of last year."
    other = "Jan Brandt is a hydraulic engineer who has built weirs on this river since 2009."
    body = f"<article><p>{ONE}</p><p>{did}</p><p>{other}</p><p>{BIO}</p></article>"
    assert extract(body, stated=NEWS).paragraphs == (ONE, did, other)
    assert BIO in extract(body).paragraphs


@pytest.mark.parametrize(
    "caption",
    [
        "The weir on a calm day in May. Photo: Jan Brandt/Example",
        "Das Wehr an einem ruhigen Tag im Mai. Bildrechte: EX/Jan Brandt",
        "Le barrage par temps calme. Crédit photo : Jean Dupont",
        "El azud en mayo. Foto: Juan Pérez",
        "السد في شهر مايو. تصوير: خالد منصور",
        "The weir in May (EXA / Jan Brandt)",
    ],
    ids=["English", "German", "French", "Spanish", "Arabic", "in brackets"],
)
def test_caption_without_a_tag_is_left_out(caption: str) -> None:
    """A short block that ends with whose picture it is, is a caption."""
    assert extract(f"<article><p>{ONE}</p><p>{caption}</p><p>{TWO}</p></article>").paragraphs == (ONE, TWO)


@pytest.mark.parametrize(
    "text",
    [
        "The photo: it shows the weir in May, and no crack is to be seen in it.",
        "She took the photo by the old lock. It was then that the gates gave way.",
        "The report holds a picture of the weir. The divers' video: 14 minutes. It was not shown.",
    ],
    ids=["colon", "by", "a list"],
)
def test_text_about_pictures_stays(text: str) -> None:
    """Prose that mentions a picture is prose."""
    assert text in extract(f"<article><p>{ONE}</p><p>{text}</p><p>{TWO}</p></article>").paragraphs


def test_stated_text_decides_on_items_and_bare_boxes() -> None:
    """Where the page states its text, an item missing there goes; a paragraph or a heading missing there stays."""
    items = "<ul><li>The lock stays open.</li><li>Ask us anything</li></ul>"
    body = f"<p>{ONE}</p>{items}<h2>Why?</h2><p>{TWO}</p><div>Ask</div>"
    stated = {**NEWS, "articleBody": f"{ONE} The lock stays open. {TWO}"}
    assert extract(f"<article>{body}</article>", stated=stated).paragraphs == (
        ONE,
        "The lock stays open.",
        "Why?",
        TWO,
    )


def test_stated_text_that_is_cut_decides_nothing() -> None:
    """A statement that holds little of the text is a teaser."""
    body = f"<p>{ONE}</p><ul><li>The old lock at Tannow stays open.</li></ul><p>{TWO}</p><p>{THREE}</p>"
    found = extract(f"<article>{body}</article>", stated={**NEWS, "articleBody": ONE}).paragraphs
    assert found == (ONE, "The old lock at Tannow stays open.", TWO, THREE)


@pytest.mark.parametrize(
    "block",
    [
        "<p>Topics <a href=/a>Rivers and canals</a>, <a href=/b>Public works</a>, <a href=/c>Vellmar</a></p>",
        "<p>{* mergeAccounts {&quot;custom&quot;: true} *}</p>",
        "<p>21 minutes ago11:48 Jan Brandt</p>",
        "<div class=premium><p>Become a friend of the paper and read it all</p></div>",
        "<div class=webpush-registration><p>Be the first to know what happens</p></div>",
        "<p>Unlimited online access to all of our articles with one account</p>",
        "<p>Box aufklappen Box zuklappen</p>",
        "<p>関連キーワード</p>",
    ],
    ids=["keywords", "unfilled form", "time ago", "offer", "push", "what a subscription gives", "unfold", "Japanese"],
)
def test_boilerplate_within_the_text_is_left_out(block: str) -> None:
    """What stands between paragraphs and is not the author's goes."""
    assert extract(f"<article><p>{ONE}</p>{block}<p>{TWO}</p></article>").paragraphs == (ONE, TWO)


@pytest.mark.parametrize(
    "block",
    [
        "You may see <a href=/a>its report on the weirs of Vellmar</a>, or <a href=/b>the council's answer</a>.",
        "{Tannow} is what the builders wrote on the gate",
        "21 minutes ago the gate gave way, and the water came.",
        "The paper now gives unlimited online access to the archives of the river authority, from 1890 on.",
    ],
    ids=["sentence of links", "brackets", "time told", "access told"],
)
def test_text_like_boilerplate_stays(block: str) -> None:
    """A sentence that only looks like it is the author's."""
    assert len(extract(f"<article><p>{ONE}</p><p>{block}</p><p>{TWO}</p></article>").paragraphs) == 3


def test_headline_that_a_news_page_states_twice_is_its_title() -> None:
    """Where a news article's statements agree they outweigh the heading; elsewhere the heading is the title."""
    title = '<meta property=og:title content="Cracks close the old weir at Tannow - Example">'
    head = title + "<meta property=og:site_name content=Example>"
    body = f"<article><h1>Old weir at Tannow closed</h1><p>{ONE}</p><p>{TWO}</p></article>"
    stated = {**NEWS, "headline": "Cracks close the old weir at Tannow"}
    assert extract(body, stated=stated, head=head).title == "Cracks close the old weir at Tannow"
    assert extract(body, head=head).title == "Old weir at Tannow closed"
