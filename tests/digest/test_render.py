import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from service.digest.render import render_feed, render_html, render_json, render_markdown

from .conftest import Factory
from .hostile import HOSTILE, hostile_document
from .reading import page, texts

OWN_ELEMENTS = {node.tag for node in page(Factory().rich_document(final=False)).css("*")}
"""The elements of a page whose texts are harmless: what the templates write."""


def assert_own(html: str) -> None:
    tree = LexborHTMLParser(html)
    assert {node.tag for node in tree.css("*")} <= OWN_ELEMENTS
    for node in tree.css("*"):
        assert not [name for name in node.attributes if name.startswith("on") or name in ("src", "srcset", "style")]
    for node in tree.css("[href]"):
        href = node.attributes["href"] or ""
        assert href.startswith(("https://", "http://", "#", "2026-11-2")) or href == "feed.xml", href
    for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b\x07":
        assert char not in html


# ── safety ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_becomes_markup(make: Factory, text: str) -> None:
    """Whatever titles, names, errors and summaries hold, the page has only the templates' elements and web links."""
    assert_own(render_html(hostile_document(make, text), previous="2026-11-20"))


@settings(max_examples=40)
@given(text=st.text(st.characters() | st.sampled_from("<>\"'&{}%#/\\`\n\x00\u202e"), max_size=40))
def test_no_text_at_all_becomes_markup(text: str) -> None:
    """The same for any text."""
    assert_own(render_html(hostile_document(Factory(), text), previous=None))


def test_hostile_text_is_shown_as_it_reads(make: Factory) -> None:
    """Escaping loses nothing: the title reads as the site wrote it."""
    title = "<b>\"{{7*7}}\" & 'more'</b>"
    tree = page(make.document(make.entry(item=make.item(1, title=title))))
    assert texts(tree, "h3") == [title]


def test_a_record_kept_from_elsewhere_is_cleaned_when_rendered(make: Factory) -> None:
    """Rendering does not trust that a record was cleaned when it was built."""
    document = make.document(make.entry())
    document["new"][0]["title"] = "a\u202eb\x1bc"
    for rendered in (
        render_html(document, previous=None),
        render_markdown(document),
        render_json(document),
        render_feed([document], base_url=None),
    ):
        assert "\u202e" not in rendered
        assert "\x1b" not in rendered
        assert "abc" in rendered


def test_the_page_loads_nothing(make: Factory) -> None:
    """No element names another file to load, and the policy forbids it all the same."""
    tree = page(make.rich_document())
    policy = tree.css_first('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not tree.css("script, img, iframe, object, embed, link[rel=stylesheet], base, form")
    style = tree.css_first("style")
    assert style is not None
    assert "url(" not in style.text()
    assert "@import" not in style.text()


def test_local_documents_are_shown_without_a_link_or_their_folder(make: Factory) -> None:
    """A file's address leads nowhere for a reader, and its folders are the machine's business."""
    item = make.item(1, url="file:///srv/secret/letter%20one.txt", site=None, sources=("seed",))
    html = render_html(make.document(make.entry(item=item)), previous=None)
    article = LexborHTMLParser(html).css_first("article")
    assert article is not None
    assert not article.css("a")
    assert texts(article, ".meta")[0].startswith("seed · letter one.txt · ")
    assert "/srv/secret" not in html


# ── files around it ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_foot_leads_to_the_day_before_and_the_other_files(make: Factory) -> None:
    """Links are relative, so that a folder can be served or moved as it is."""
    tree = page(make.document(), previous="2026-11-20")
    assert [(node.attributes["href"], node.text()) for node in tree.css(".foot a")] == [
        ("2026-11-20.html", "← Friday 20 November 2026"),
        ("2026-11-21.md", "Markdown"),
        ("2026-11-21.json", "JSON"),
        ("feed.xml", "Feed"),
    ]


def test_the_day_before_must_be_a_day(make: Factory) -> None:
    """It becomes a link, so nothing else is taken."""
    with pytest.raises(ValueError, match="Invalid isoformat"):
        render_html(make.document(), previous="javascript:alert(1)")


# ── sameness ──────────────────────────────────────────────────────────────────────────────────────────────────────


def reordered(value: Any) -> Any:
    """Equal to `value`, its keys the other way round."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(part) for part in value] if isinstance(value, list) else value


def test_equal_documents_give_equal_bytes(make: Factory) -> None:
    """Read back from JSON, or with keys in another order, the record renders to the very same files."""
    document = make.rich_document()
    for again in (json.loads(render_json(document)), reordered(document)):
        assert again == document
        assert render_html(again, previous=None) == render_html(document, previous=None)
        assert render_markdown(again) == render_markdown(document)
        assert render_json(again) == render_json(document)
        assert render_feed([again], base_url=None) == render_feed([document], base_url=None)


def test_json_is_readable_and_ends_its_last_line(make: Factory) -> None:
    """Letters stay letters, keys stand in the order promised, one space a level."""
    made = render_json(make.rich_document())
    assert made.startswith('{\n "date": "2026-11-21",\n "from": "2026-11-20T06:00:00Z",\n "to":')
    assert made.endswith("}\n")
    assert "جنوح" in made
    assert json.loads(made) == make.rich_document()
