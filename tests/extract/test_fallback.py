# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Text that does not stand in the page's body."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.extract.embedded.fallback import embedded_text, is_fuller, stated_text
from service.models import BlockKind, TextBlock

TITLE = "Old weir at Tannow closed"
ONE = "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two of its gates."
TWO = "Engineer Marta Oske, who led the inspection, said the cracks were older than last winter's floods."
THREE = "The town council has asked residents of Mill Lane and the Fish Quay to keep sandbags ready until the autumn."
PLAIN = (TextBlock(ONE), TextBlock("What now?", BlockKind.HEADING), TextBlock(TWO), TextBlock(THREE, BlockKind.ITEM))
HTML = f"<p>{ONE}</p><h2>What now?</h2><p>{TWO}</p><ul><li>{THREE}</li></ul>"


def leaf(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, **more}


SHAPES: dict[str, Any] = {
    "HTML": HTML,
    "HTML within": {"rendered": HTML, "protected": False},
    "Markdown": f"{ONE}\n\n## What now?\n\n{TWO}\n\n- {THREE}",
    "blocks with HTML": [
        {"type": "paragraph", "html": f"<p>{ONE}</p>"},
        {"type": "image", "caption": "The weir on a calm day.", "text": "The weir"},
        {"type": "heading", "text": "What now?"},
        {"type": "paragraph", "text": TWO},
        {"type": "list", "items": [{"type": "list-item", "text": THREE}]},
    ],
    "portable text": [
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": ONE[:40]}, {"_type": "span", "text": ONE[40:], "marks": ["em"]}]},
        {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "What now?"}]},
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": TWO}]},
        {"_type": "block", "listItem": "bullet", "style": "normal", "children": [{"_type": "span", "text": THREE}]},
    ],
    "ProseMirror": {"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": ONE[:50]}, {"type": "text", "marks": [{"type": "bold"}], "text": ONE[50:]}]},
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "What now?"}]},
        {"type": "paragraph", "content": [{"type": "text", "text": TWO}]},
        {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": THREE}]}]}]},
    ]},
    "Slate": [
        {"type": "p", "children": [leaf(ONE[:30]), {"type": "a", "url": "/x", "children": [leaf(ONE[30:60])]}, leaf(ONE[60:])]},
        {"type": "h2", "children": [leaf("What now?")]},
        {"type": "p", "children": [leaf(TWO, bold=True)]},
        {"type": "ul", "children": [{"type": "li", "children": [leaf(THREE)]}]},
    ],
    "Contentful": {"nodeType": "document", "data": {}, "content": [
        {"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": ONE[:20], "marks": []}, {"nodeType": "hyperlink", "data": {"uri": "x"}, "content": [{"nodeType": "text", "value": ONE[20:]}]}]},
        {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "What now?"}]},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": TWO}]},
        {"nodeType": "unordered-list", "content": [{"nodeType": "list-item", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": THREE}]}]}]},
    ]},
    "Arc": [
        {"type": "text", "content": ONE.replace("Tannow", "<b>Tannow</b>")},
        {"type": "header", "level": 2, "content": "What now?"},
        {"type": "text", "content": TWO},
        {"type": "interstitial_link", "content": "Read more about the weir of the neighbours"},
        {"type": "list", "items": [{"type": "li", "content": THREE}]},
    ],
    "Editor.js": {"time": 1, "blocks": [
        {"type": "paragraph", "data": {"text": ONE}},
        {"type": "header", "data": {"text": "What now?", "level": 2}},
        {"type": "paragraph", "data": {"text": TWO}},
        {"type": "li", "data": {"text": THREE}},
    ]},
    "Gutenberg": [
        {"name": "core/paragraph", "attributes": {"content": ONE}, "innerBlocks": []},
        {"name": "core/heading", "attributes": {"content": "What now?"}},
        {"name": "core/paragraph", "attributes": {"content": TWO}},
        {"name": "core/list", "innerBlocks": [{"name": "core/list-item", "attributes": {"content": THREE}}]},
    ],
    "components": ["$", "div", None, {"children": [
        ["$", "p", None, {"children": [ONE[:30], ["$", "a", None, {"href": "/x", "children": ONE[30:60]}], ONE[60:]]}],
        ["$", "h2", None, {"children": "What now?"}],
        ["$", "p", None, {"children": TWO}],
        ["$", "ul", None, {"children": [["$", "li", None, {"children": THREE}]]}],
    ]}],
}  # fmt: skip


def island(data: object) -> str:
    return f'<title>x</title><div id=root></div><script type="application/json">{json.dumps(data)}</script>'


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_shapes_of_content_systems(body: Any) -> None:
    """Each shape gives the same blocks, pictures and links to others left out."""
    page = island({"props": {"pageProps": {"post": {"title": TITLE, "slug": "weir", "content": body}}}})
    assert embedded_text(page, title=TITLE, stated_body=None) == PLAIN


def test_article_is_told_by_its_title() -> None:
    """Teasers, consent texts and other articles, longer ones too, are not the page's."""
    other = {"title": "Harbour opens", "content": HTML * 5}
    teasers = [{"title": f"Story {n}", "url": f"/{n}", "summary": TWO * 3} for n in range(9)]
    data = {
        "latest": teasers,
        "list": teasers,
        "stories": [other, {"title": f"{TITLE} | Fanal", "content": HTML}],
        "consent": {"text": ONE * 30},
    }
    assert embedded_text(island(data), title=TITLE, stated_body=None) == PLAIN
    assert embedded_text(island({"stories": [other]}), title=TITLE, stated_body=None) == ()
    assert embedded_text(island(data), title=None, stated_body=None) == ()


def test_body_the_page_states() -> None:
    """Split at its line breaks, one paragraph without them, parsed where it holds markup."""
    assert stated_text(f"{ONE}\r\n\r\n{TWO}\n{THREE}") == (TextBlock(ONE), TextBlock(TWO), TextBlock(THREE))
    assert stated_text(f"{ONE} {TWO}") == (TextBlock(f"{ONE} {TWO}"),)
    assert stated_text(HTML) == PLAIN
    assert embedded_text("<p></p>", title=TITLE, stated_body=f"{ONE}\n{TWO}\n{THREE}") == (
        TextBlock(ONE),
        TextBlock(TWO),
        TextBlock(THREE),
    )


def test_stated_body_wins_over_a_summary_in_the_data() -> None:
    """What the page's data has under its title must be about as long as what the page states."""
    page = island({"title": TITLE, "content": f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"})
    assert len(embedded_text(page, title=TITLE, stated_body="\n".join([ONE, TWO, THREE] * 3))) == 9


def test_noscript_and_shadow_roots() -> None:
    """What stands where no scripts run, and what browsers make elements of, is text; an appeal and other templates are not."""
    assert embedded_text(f"<noscript>{HTML}</noscript>", title=TITLE, stated_body=None) == PLAIN
    assert embedded_text(f"<template shadowrootmode=open>{HTML}</template>", title=TITLE, stated_body=None) == PLAIN
    assert embedded_text(f"<template id=dialog>{HTML}</template>", title=TITLE, stated_body=None) == ()
    assert embedded_text(f"<script>var a='<noscript>{HTML}</noscript>'</script>", title=TITLE, stated_body=None) == ()
    assert embedded_text(f"<script type=text/template>{HTML}</script>", title=TITLE, stated_body=None) == ()
    appeal = "Please turn on JavaScript in your browser to read this page. It cannot be shown otherwise. " * 4
    assert embedded_text(f"<noscript><p>{appeal}</noscript>", title=TITLE, stated_body=None) == ()


def test_short_or_hostile_data_is_no_text() -> None:
    """A summary is not an article; circles, depth and bombs of markup end."""
    assert embedded_text(island({"title": TITLE, "content": ONE}), title=TITLE, stated_body=None) == ()
    deep: Any = ONE * 9
    for _ in range(200):
        deep = {"content": [deep]}
    assert embedded_text(island({"title": TITLE, "a": deep}), title=TITLE, stated_body=None) == ()
    assert (
        embedded_text(island({"title": TITLE, "content": "<div>" * 30_000 + ONE * 9}), title=TITLE, stated_body=None)
        == ()
    )


JAPANESE = "河川局は水門の亀裂を受けて堰を閉鎖した。" * 20

FULLER = {
    "a teaser of it": ([ONE], [ONE, TWO, THREE, ONE], True),
    "a cut teaser of it": ([ONE[:80] + "…"], [ONE, TWO, THREE, ONE], True),
    "other signs and case": ([ONE.upper().replace(" ", "  ")], [ONE + TWO + THREE + ONE], True),
    "a teaser and a button": ([ONE, "Read on"], [ONE, TWO, THREE, ONE], True),
    "another article": ([ONE], [TWO, THREE, TWO, THREE, TWO], False),
    "the same": ([ONE, TWO, THREE], [ONE, TWO, THREE], False),
    "a sentence more": ([ONE, TWO, THREE], [ONE, TWO, THREE, "It opens in May."], False),
    "a part of it": ([ONE, TWO, THREE], [ONE], False),
    "half of what is shown": ([ONE, "A paragraph about something else altogether, as long as that one is or so, and longer by a bit."], [ONE, TWO, THREE, ONE, TWO], False),
    "nothing shown": ([], [ONE, TWO, THREE], True),
    "nothing stated": ([ONE], [], False),
    "without spaces": ([JAPANESE[:60]], [JAPANESE], True),
}  # fmt: skip


@pytest.mark.parametrize(("shown", "stated", "expected"), FULLER.values(), ids=FULLER)
def test_fuller(shown: list[str], stated: list[str], expected: bool) -> None:
    """Only a text that holds what the page shows, and much more, is the article of which it shows a part."""
    assert is_fuller(shown, stated) is expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([TITLE, HTML, ONE * 3, "$1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["title", "type", "content", "text", "children", "data", "p", "$"]), inner, max_size=4),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=40)
@given(JSON, st.none() | st.text(max_size=20))
@example([[[]], None, HTML], None)
def test_any_data_gives_blocks(data: Any, body: str | None) -> None:
    """No data raise, and no block is empty."""
    assert all(block.text for block in embedded_text(island(data), title=TITLE, stated_body=body))
