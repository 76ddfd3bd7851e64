# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""schema.org statements."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extract import extract_page
from service.extract.metadata import jsonld

URL = "https://example.org/news/weir"


def article(*scripts: str) -> jsonld.Node:
    return jsonld.article(jsonld.nodes(scripts), url=URL)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "Article", "headline": "Weir closed"}',
        '  <!-- {"@type": "Article", "headline": "Weir closed"} -->',
        '// <![CDATA[\n{"@type": "Article", "headline": "Weir closed"}\n// ]]>',
        '{"@type": "Article", "headline": "Weir closed",};',
        '[{"@type": "Organization"}, {"@type": ["Thing", "BlogPosting"], "headline": "Weir closed"}]',
        '{"@graph": [{"@type": "WebPage", "name": "x"}, {"@type": "NewsArticle", "headline": "Weir closed"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Weir closed"}}',
        '{"@type": "Article", "headline": "Weir\nclosed"}',
    ],
)
def test_article_is_found(script: str) -> None:
    """In a list, a graph, another node, a comment, with a comma too many: the article is read."""
    assert " ".join(jsonld.strings(article(script).get("headline"))) == "Weir closed"


def test_the_page_s_own_article_is_taken() -> None:
    """Among several articles the one with the page's address counts, and an update of a live blog never does."""
    other = {"@type": "NewsArticle", "headline": "Bridge open", "datePublished": "2024-05-03", "url": "/b"}
    own = {
        "@type": "NewsArticle",
        "headline": "Weir closed",
        "mainEntityOfPage": {"@id": "http://www.example.org/news/weir/"},
    }
    assert article(json.dumps([other, own]))["headline"] == "Weir closed"
    update = {"@type": "BlogPosting", "headline": "14:05", "datePublished": "2024-05-03", "articleBody": "x"}
    live = {"@type": "LiveBlogPosting", "headline": "Weir closed", "liveBlogUpdate": [update]}
    assert article(json.dumps(live))["headline"] == "Weir closed"


@pytest.mark.parametrize(
    "script",
    ["", "{", "null", "7", "[" * 5_000, '{"a":' * 5_000, "NaN", '{"@type": NaN}', "9" * 6_000, '{"@type": 7}', "<!--"],
)
def test_what_cannot_be_read_states_nothing(script: str) -> None:
    """Broken, deep, huge and odd JSON is no article."""
    assert article(script) == {}


_ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["0000-00-00", "99999-01-01", "Article", "NewsArticle", "False", "http://[", "1e999"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@type", "@id", "name", "url", "item"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
_KEYS = [
    "@type", "@id", "url", "headline", "name", "author", "datePublished", "dateModified", "dateCreated", "keywords", "articleSection",
    "inLanguage", "isAccessibleForFree", "hasPart", "publisher", "articleBody", "description", "mainEntityOfPage", "breadcrumb",
    "itemListElement",
]  # fmt: skip


@settings(max_examples=120)
@given(
    st.dictionaries(st.sampled_from(_KEYS), _ODD, max_size=8),
    st.sampled_from(["NewsArticle", "BreadcrumbList", "WebPage"]),
)
def test_odd_values_are_read_past(node: dict[str, Any], kind: str) -> None:
    """Whatever stands where a string is expected, a page is read, and its dates are aware."""
    script = json.dumps([{"@type": kind, **node}, {"@graph": [node]}])
    html = f'<script type="application/ld+json">{script}</script><h1>Weir closed</h1><p>The weir is closed.</p>'
    found = extract_page(html.encode("utf-8", "replace"), url=URL)
    assert all(moment is None or moment.utcoffset() is not None for moment in (found.published, found.modified))
