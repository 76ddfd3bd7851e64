# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""The headline, among what a page states and shows."""

import json

import pytest

from service.extract import extract_page
from service.extract.metadata.title import SiteName


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
        pytest.param("<title>Weir 2024: 5 facts</title>" + og("Repair guide of old weirs"), "<h1>2024 Repair guide of old weirs</h1>", "2024 Repair guide of old weirs", id="a number is no line above"),
        pytest.param("<title>All of the Repair guide of old weirs | Courier</title>" + og("Repair guide of old weirs"), "<h1>All of the Repair guide of old weirs</h1>", "All of the Repair guide of old weirs", id="what another title begins with is no line above"),
        pytest.param(og("Repair guide of old weirs"), "<h1>18 Dec 2025 Repair guide of old weirs</h1>", "Repair guide of old weirs", id="a date above in the heading"),
        pytest.param(og("Le vieux barrage de Tannow est fermé"), "<h1>Rivières : Le vieux barrage de Tannow est fermé</h1>", "Le vieux barrage de Tannow est fermé", id="a line above in French"),
        pytest.param(og("Taşkın kapakları çatladı ve kapatıldı"), "<h1>SON DAKİKA | Taşkın kapakları çatladı ve kapatıldı</h1>", "Taşkın kapakları çatladı ve kapatıldı", id="a line above in Turkish"),
        pytest.param(og("坦诺市老水坝出现裂缝后关闭河运公司等待检查结果两周"), "<h1>深度：坦诺市老水坝出现裂缝后关闭河运公司等待检查结果两周</h1>", "坦诺市老水坝出现裂缝后关闭河运公司等待检查结果两周", id="a line above in Chinese"),
        pytest.param(og("Inside the Tannow Courier"), "<h1>Inside the Tannow Courier</h1><h1>How the Courier is made inside</h1>", "Inside the Tannow Courier", id="a title with the site's name in it"),
        pytest.param(og("Tannow Courier") + "<title>Old weir closed</title>", "<h1>Tannow Courier</h1><h1>The old weir is closed</h1>", "The old weir is closed", id="the site's name stated for the title"),
        pytest.param(og("How the Courier is made"), "<h1>Inside the Tannow Courier</h1><h2>How it is made</h2>", "How the Courier is made", id="the site's name with words around"),
        pytest.param(og("Weir closed"), f"<h1>{'A weir closed is told of at length. ' * 8}</h1>", "Weir closed", id="a paragraph as a heading"),
        pytest.param("", "<svg><title>Logo</title></svg><h1>Weir closed</h1>", "Weir closed", id="the title of a drawing"),
    ],
)  # fmt: skip
def test_shown(head: str, body: str, expected: str) -> None:
    """The heading as shown, where it is the article's."""
    assert title(head, body) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(stated("BlogPosting", headline="Old weir closed (after cracks") + og("Old weir closed (after cracks in two gates)"), "", "Old weir closed (after cracks in two gates)", id="at a bracket"),
        pytest.param(og("Der alte Damm ist …") + "<title>Der alte Damm ist nach Rissen geschlossen | Bote</title>", "", "Der alte Damm ist nach Rissen geschlossen", id="with dots"),
        pytest.param(og("And then the weir broke...") + "<title>And then the weir</title>", "", "And then the weir broke...", id="dots of the title's"),
        pytest.param("<title>Costs of old weirs by valley - Infographic</title>", "<h2>Letters</h2><h3>Costs of old weirs by valley</h3>", "Costs of old weirs by valley", id="a lower heading tells where it ends"),
        pytest.param("<title>Costs of old weirs by valley - Infographic</title>", "<h2>Costs of old dams</h2>", "Costs of old weirs by valley - Infographic", id="a lower heading of another thing"),
        pytest.param(stated("Article", headline="Weir closed after cracks") + og("Weir closed for years"), "<h2>Weir closed for years</h2>", "Weir closed for years", id="the one that is shown, not one that was forgotten"),
        pytest.param(stated("Article", headline="Weir closed after cracks") + og("Weir closed for years"), "<h2>Old mill burns</h2>", "Weir closed after cracks", id="the first where none is shown"),
    ],
)  # fmt: skip
def test_without_a_first_heading(head: str, body: str, expected: str) -> None:
    """The title as stated, in full, and no more than it."""
    assert title(head, body) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("<title>Lessons of rivers: The old weir</title>" + og("The old weir"), "<h1>Lessons of rivers</h1><h3>The old weir</h3>", "The old weir", id="before the title"),
        pytest.param("<title>El viejo dique | Notas del río</title>" + og("El viejo dique"), "<h1>Notas del río</h1><h2>El viejo dique</h2>", "El viejo dique", id="after it"),
        pytest.param("<title>The old weir - River notes</title>" + og("River notes"), "<h1>The old weir</h1><h2>All letters</h2>", "The old weir", id="the site's name stated for the title"),
    ],
)  # fmt: skip
def test_masthead(head: str, body: str, expected: str) -> None:
    """A first heading that the <title> puts beside the title is the site's name, where a lower one shows the title."""
    assert title(head, body, url="https://example.org/a") == expected


@pytest.mark.parametrize(
    ("name", "heading", "site"),
    [
        pytest.param("How to mend an old weir: all steps | Bote", "How to mend an old weir: all steps", None, id="a title for the name"),
        pytest.param("Notes of an old river man", "Notes of an old river man", "Notes of an old river man", id="the name for a heading"),
        pytest.param("Courier - News from all the valley", "Courier", "Courier - News from all the valley", id="a name with more"),
    ],
)  # fmt: skip
def test_site_s_name_holds_no_heading(name: str, heading: str, site: str | None) -> None:
    """What a page states for its site's name is none where it holds a whole headline."""
    head = f"<meta property=og:site_name content='{name}'>" + og(name)
    page = extract_page(f"<html><head>{head}</head><body><h1>{heading}</h1>".encode(), url="https://example.org/a")
    assert page.site == site
    assert page.title is not None
    assert page.title.startswith(heading)


@pytest.mark.parametrize(
    ("head", "heading", "expected"),
    [
        pytest.param(stated(headline="Tannow: weir closed") + og("Tannow: weir closed"), "Cracks!", "Tannow: weir closed", id="agreed"),
        pytest.param(stated(headline="Desk says this of it") + og("Readers see this"), "Readers see this", "Desk says this of it", id="the desk's alone"),
        pytest.param(stated("BlogPosting", headline="Desk says this of it") + og("Readers see this"), "Readers see this", "Readers see this", id="no news"),
        pytest.param(stated(headline="Search engines see this") + og("Readers see this"), "Readers see this | ", "Readers see this", id="said by the <title> too"),
        pytest.param(stated(headline="d" * 300) + og("Readers see this"), "Readers see this", "Readers see this", id="a paragraph as headline"),
        pytest.param(stated(headline="Weir: ") + og("Weir:"), 'Weir: "closed"', 'Weir: "closed"', id="cut at a quotation mark"),
        pytest.param(stated(headline="Desk says this of it") + og("Minister:"), 'Minister: "closed"', "Desk says this of it", id="the desk's alone, the share title cut"),
        pytest.param(stated(headline="Desk says this of it") + og(""), '"Closed" it is', '"Closed" it is', id="no share title"),
    ],
)  # fmt: skip
def test_news(head: str, heading: str, expected: str) -> None:
    """What a newsroom states of a news article goes before what readers and search engines are shown."""
    tab = "Search engines see this" if "Search" in head else heading
    assert title(f"<title>{tab}</title>" + head, f"<h1>{heading}</h1>") == expected
