"""The lines of a page, whatever is taken for its article."""

import pytest

from service.errors import NotText, ParseError
from service.extract import extract_page, lines_of
from service.extract.page import MOST_LINES
from service.models import BlockKind, Line
from tests.extract.stages import shipped

URL = "https://www.post.example/1"
PROSE = "The council of the town met on Monday evening and put off its vote."


def lines(markup: str, **more: tuple[str, ...]) -> tuple[Line, ...]:
    return lines_of(f"<html><body>{markup}</body></html>".encode(), url=URL, **more)


def test_all_that_the_page_shows_is_there_in_reading_order() -> None:
    """The headline, the text and what is beside it; no script, no comment; white space folded."""
    found = lines(
        f"<div class='menu'>Home</div><h1>Vote</h1><script>x()</script><!-- no --><p>{PROSE.replace(' ', '  ')}</p>"
        "<aside><ul><li>Read more</ul></aside>"
    )
    assert [line.text for line in found] == ["Home", "Vote", PROSE, "Read more"]
    kinds = [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM]
    assert [line.kind for line in found] == kinds


@pytest.mark.parametrize(
    ("markup", "marks"),
    [
        pytest.param(f"<p>{PROSE}</p>", (False, True, False), id="a paragraph"),
        pytest.param("<p>Ann Lee</p>", (False, False, False), id="a short line"),
        pytest.param(f"<p><a href='/2'>{PROSE}</a></p>", (True, False, False), id="a link is not long"),
        pytest.param(f"<p><a href='/2'>The council</a>{PROSE}</p>", (False, True, False), id="a link in a paragraph"),
        pytest.param(f"<p hidden>{PROSE}</p>", (False, True, True), id="hidden"),
        pytest.param(f"<div style='display:none'><div><p>{PROSE}</p></div></div>", (False, True, True), id="around it"),
        pytest.param(f"<div hidden></div><p>{PROSE}</p>", (False, True, False), id="hidden beside it"),
        pytest.param(f"<p>{'市长周一晚上推迟了表决' * 2}</p>", (False, True, False), id="a wide script"),
    ],
)
def test_a_line_says_what_it_is_worth(markup: str, marks: tuple[bool, bool, bool]) -> None:
    """Whether it is a link, whether it is long, whether it is hidden."""
    (line,) = lines(markup)
    assert (line.is_link, line.is_long, line.is_hidden) == marks


def test_what_the_sources_rules_remove_is_not_there() -> None:
    """As for the text."""
    assert [line.text for line in lines("<p class='box'>Box</p><p>Text</p>", remove=(".box",))] == ["Text"]


def test_a_page_of_too_many_lines_has_none() -> None:
    """What would be looked for in them is bounded."""
    assert len(lines("<p>a</p>" * MOST_LINES)) == MOST_LINES
    assert lines("<p>a</p>" * (MOST_LINES + 1)) == ()


@pytest.mark.parametrize("name", sorted(shipped()))
def test_the_text_is_found_among_the_lines(name: str) -> None:
    """Line by line, in its order: both are cut alike. (But for text that the page does not show.)"""
    html, truth = shipped()[name]
    article = extract_page(html.encode(), url=truth["url"])
    shown = iter([line.text for line in lines_of(html.encode(), url=truth["url"])])
    missing = [text for text in article.paragraphs if text not in shown]
    assert not missing or missing == list(article.paragraphs)


@pytest.mark.parametrize(
    ("body", "remove", "error"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(200), (), NotText, id="an image"),
        pytest.param(b"<div>" * 100_000, (), ParseError, id="nested too deep"),
        pytest.param(b"<p" + b" a" * 2_000_000 + b">", (), ParseError, id="too many attributes"),
        pytest.param(b"<p>a</p>", ("<",), ParseError, id="no selector"),
    ],
)
def test_what_cannot_be_read_is_refused(body: bytes, remove: tuple[str, ...], error: type[Exception]) -> None:
    """As `extract_page` refuses it."""
    with pytest.raises(error):
        lines_of(body, url=URL, remove=remove)
