# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""The headline, among what a page states and shows."""

import json

import pytest

from service.extract import extract_page
from service.extract.site import SiteName


def title(head: str, body: str = "", *, url: str = "https://www.tannow-courier.example/news/a") -> str | None:
    return extract_page(f"<html><head><meta charset=utf-8>{head}</head><body>{body}".encode(), url=url).title


def stated(kind: str = "NewsArticle", **node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, **node})}</script>'


def og(text: str) -> str:
    return f"<meta property=og:title content='{text}'>"


@pytest.mark.parametrize(
    ("text", "site", "bare"),
    [
        pytest.param("Old weir closed after cracks | Courier", "Courier", "Old weir closed after cracks", id="bar"),
        pytest.param("Old weir closed after cracks | Region | Courier", None, "Old weir closed after cracks", id="section and site"),
        pytest.param("Weir closed – Tannow Courier", None, "Weir closed", id="told by the address"),
        pytest.param("Tannow Courier: Weir closed", "Tannow Courier", "Weir closed", id="before a colon"),
        pytest.param("Weir closed, Tannow Courier", "Tannow Courier", "Weir closed", id="after a comma"),
        pytest.param("Weir closed — Courier - News & More", "Courier - News & More", "Weir closed", id="a name with a separator"),
        pytest.param("古い堰を閉鎖｜タンノウ新聞", "タンノウ新聞", "古い堰を閉鎖", id="full-width bar"),
        pytest.param("古い堰を閉鎖：タンノウ新聞", "タンノウ新聞", "古い堰を閉鎖", id="full-width colon"),
        pytest.param("老水坝关闭_坦诺网", "坦诺网", "老水坝关闭", id="low line"),
        pytest.param("老水坝关闭丨坦诺网", "坦诺网", "老水坝关闭", id="stroke"),
        pytest.param("낡은 보 폐쇄 － 탄노신문", "탄노신문", "낡은 보 폐쇄", id="full-width hyphen"),
        pytest.param("Courier", "Courier", "Courier", id="nothing else"),
        pytest.param("Weir - closed", "Courier", "Weir - closed", id="a dash of the title's"),
        pytest.param("Minister: weir is safe", "Courier", "Minister: weir is safe", id="a colon of the title's"),
        pytest.param("Closed, the weir stays a risk", "Courier", "Closed, the weir stays a risk", id="a comma of the title's"),
        pytest.param("水位：五メートル", "タンノウ新聞", "水位：五メートル", id="a full-width colon of the title's"),
    ],
)  # fmt: skip
def test_without_the_site(text: str, site: str | None, bare: str) -> None:
    """The site's name goes at either end, told by the page or the address; the title's own signs stay."""
    assert SiteName(site, "https://www.tannow-courier.example/a").without(text) == bare


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(og("Weir at Tannow closed"), "<h1>Tannow Courier</h1><h1>Old weir at Tannow closed after cracks</h1>", "Old weir at Tannow closed after cracks", id="the first heading is the site"),
        pytest.param(og("Old weir closed"), "<h1>Sign up for letters</h1>", "Old weir closed", id="a heading of another thing"),
        pytest.param(og("Cracks in two gates"), "<h1>Cracks close the weir</h1>", "Cracks close the weir", id="a lone heading a little alike"),
        pytest.param(og("Old weir at Tannow closed"), "<h1><span>Rivers: </span>Old weir at Tannow closed</h1>", "Old weir at Tannow closed", id="a line above in the heading"),
        pytest.param(og("Best weirs of the valley"), "<h1>The Best weirs of the valley</h1>", "The Best weirs of the valley", id="an article is no line above"),
        pytest.param(og("Planning cycle of weirs"), "<h1>Planning c<b>ycle</b> of weirs</h1>", "Planning cycle of weirs", id="tags within a word"),
        pytest.param("<title>30 Years of &lt;br&gt; Tags</title>", "<h1>30 Years of &lt;br&gt; Tags</h1>", "30 Years of <br> Tags", id="a tag that is told of"),
        pytest.param(og("Weir closed"), f"<h1>{'A weir closed is told of at length. ' * 8}</h1>", "Weir closed", id="a paragraph as a heading"),
        pytest.param("", "<svg><title>Logo</title></svg><h1>Weir closed</h1>", "Weir closed", id="the title of a drawing"),
    ],
)  # fmt: skip
def test_shown(head: str, body: str, expected: str) -> None:
    """The heading as shown, where it is the article's."""
    assert title(head, body) == expected


@pytest.mark.parametrize(
    ("head", "heading", "expected"),
    [
        pytest.param(stated(headline="Tannow: weir closed") + og("Tannow: weir closed"), "Cracks!", "Tannow: weir closed", id="agreed"),
        pytest.param(stated(headline="Desk says this of it") + og("Readers see this"), "Readers see this", "Desk says this of it", id="the desk's alone"),
        pytest.param(stated("BlogPosting", headline="Desk says this of it") + og("Readers see this"), "Readers see this", "Readers see this", id="no news"),
        pytest.param(stated(headline="Search engines see this") + og("Readers see this"), "Readers see this | ", "Readers see this", id="said by the <title> too"),
        pytest.param(stated(headline="d" * 300) + og("Readers see this"), "Readers see this", "Readers see this", id="a paragraph as headline"),
        pytest.param(stated(headline="Weir: ") + og("Weir:"), 'Weir: "closed"', 'Weir: "closed"', id="cut at a quotation mark"),
    ],
)  # fmt: skip
def test_news(head: str, heading: str, expected: str) -> None:
    """What a newsroom states of a news article goes before what readers and search engines are shown."""
    tab = "Search engines see this" if "Search" in head else heading
    assert title(f"<title>{tab}</title>" + head, f"<h1>{heading}</h1>") == expected
