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


NAMES = [f"a{i}" for i in range(10_000)]
OVERLOADED = {
    "plain": "<p " + " ".join(NAMES) + ">x",
    "with values": "<p " + " ".join(f"{name}=1" for name in NAMES) + ">x",
    "slashes between": "<p/" + "/".join(NAMES) + ">x",
    "quoted ends": "<p " + " ".join(f'{name}="x>y"' for name in NAMES) + ">x",
    "quoted ends, nothing between": "<p " + "".join(f"{name}='>'" for name in NAMES) + ">x",
    "on an end tag": "<p>x</p " + " ".join(f'{name}=">"' for name in NAMES) + ">",
    "on a script": "<script " + " ".join(f'{name}=">"' for name in NAMES) + "></script>x",
    "in a drawing": "<svg><style><path " + " ".join(f'{name}=">"' for name in NAMES) + "/></svg>x",
    "never ended": "<p " + " ".join(f'{name}="x' for name in NAMES),
    "behind what looks like a script": "<p title='<script'><p " + " ".join(f'{name}=">"' for name in NAMES) + ">x",
    "behind what looks like a comment": "<!--><p " + " ".join(f'{name}=">"' for name in NAMES) + ">x",
}


@pytest.mark.parametrize("markup", OVERLOADED.values(), ids=OVERLOADED)
def test_many_attributes_are_refused(markup: str) -> None:
    """Ten thousand attributes on one tag are refused, however they are written."""
    with pytest.raises(ParseError, match="more than 1,000 attributes on one tag"):
        extract_page(markup.encode(), url="https://example.org/a")


STYLED = "".join(f"<b class=c{i}>" for i in range(400))
COSTLY = {
    "formatting left open": (f"<p>{STYLED}" + "<p>x</p>" * 2_000, "formatting left open"),
    "formatting behind closed comments": (f"<!--><p>{STYLED}" + "<p>x</p>" * 2_000, "formatting left open"),
    "little of it, over many blocks": ("<b a=1><i a=1>" * 20 + "<p>x</p>" * 20_000, "formatting left open"),
    "breaks": ("<p>" + "x<br>" * 50_000, "more than 40,000 elements"),
    "breaks written as ends": ("<p>" + "x</br>" * 50_000, "more than 40,000 elements"),
    "paragraphs": ("<p>x" * 50_000, "more than 40,000 elements"),
    "options": ("<select>" + "<option>x" * 11_000, "more than 10,000 options"),
    "tags in a drawing's script": ("<svg><script>" + "<g>" * 20_000, "nested deeper"),
}


@pytest.mark.parametrize(("markup", "why"), COSTLY.values(), ids=COSTLY)
def test_costly_markup_is_refused(markup: str, why: str) -> None:
    """What costs the parser or the walk far more than its size is told in one line."""
    with pytest.raises(ParseError, match=rf"^https://example\.org/a: {why}.*; leave it out of this source$"):
        extract_page(markup.encode(), url="https://example.org/a")


HARMLESS = {
    "markup in a script": "<script>" + "if(a<b){}" * 30_000 + "</script><p>Text that is read.</p>",
    "state in an attribute": "<div data-state='" + '{"a": "b"} ' * 20_000 + "'><p>Text that is read.</p></div>",
    "open paragraphs": "<p>Text that is read." * 10_500,
    "open list items": "<ul>" + "<li>Text that is read." * 10_500,
    "comments": "<!-- <div> -->" * 30_000 + "<p>Text that is read.</p>",
    "breaks": "<p>Text that is read." + "<br>" * 30_000,
    "a script that compares": "<script>if(a<b){" + "let word = other / 2; " * 3_000 + "}</script><p>Text that is read.",
    "words in data": "<script type='text/x'>{" + "'word and word', " * 9_000 + "}</script><p>Text that is read.",
    "long prose": "<p>Text that is read. " + "words and more words " * 9_000,
    "formatting, closed": "<p>Text that is read.</p>" + "".join(f"<p><b class=c{i}>x</b></p>" for i in range(2_000)),
}


@pytest.mark.parametrize("markup", HARMLESS.values(), ids=HARMLESS)
def test_large_but_flat_pages_are_read(markup: str) -> None:
    """What is only large, or looks deep where it is text, is parsed."""
    assert "Text that is read." in extract_page(markup.encode(), url="https://example.org/a").text
