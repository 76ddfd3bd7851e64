"""Markup that would cost the parser more than its size allows."""

import pytest

from service.errors import ParseError
from service.extract import extract_page

DEEP = {
    "nested": "<div>" * 50_000,
    "nested and closed": "<div>" * 20_000 + "</div>" * 20_000,
    "end tags that close nothing": "<div></x>" * 30_000,
    "few of them": "<div></x>" * 600,
    "formatting": "<p>" + "".join(f"<font c={i}>" for i in range(3000)) + "<p>x" * 3000,
    "made-up elements": "<x-y>" * 30_000,
}


@pytest.mark.parametrize("markup", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused(markup: str) -> None:
    """Nesting deeper than 500 elements is told in one line."""
    with pytest.raises(
        ParseError, match=r"^https://example\.org/a: nested deeper than 500 elements; leave it out"
    ) as error:
        extract_page(markup.encode(), url="https://example.org/a")
    assert error.value.url == "https://example.org/a"


def test_many_attributes_are_refused() -> None:
    """Ten thousand attributes on one tag are refused."""
    tag = "<p " + " ".join(f"a{i}=1" for i in range(10_000)) + ">x"
    with pytest.raises(ParseError, match="more than 2,000 attributes on one tag"):
        extract_page(tag.encode(), url="https://example.org/a")


HARMLESS = {
    "markup in a script": "<script>" + "if(a<b){}" * 30_000 + "</script><p>Text that is read.</p>",
    "state in an attribute": "<div data-state='" + '{"a": "b"} ' * 20_000 + "'><p>Text that is read.</p></div>",
    "open paragraphs": "<p>Text that is read." * 30_000,
    "open list items": "<ul>" + "<li>Text that is read." * 30_000,
    "comments": "<!-- <div> -->" * 30_000 + "<p>Text that is read.</p>",
    "breaks": "<p>Text that is read." + "<br>" * 30_000,
}


@pytest.mark.parametrize("markup", HARMLESS.values(), ids=HARMLESS)
def test_large_but_flat_pages_are_read(markup: str) -> None:
    """What is only large, or looks deep where it is text, is parsed."""
    assert "Text that is read." in extract_page(markup.encode(), url="https://example.org/a").text
