import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from service.digest.digest_document import DigestDocument
from service.digest.render import escape_markdown, marked_markdown, render_markdown
from service.text.display import clean

from .conftest import Factory
from .hostile import HOSTILE, hostile_document

OWN_ELEMENTS = frozenset(
    {"html", "head", "body", "h1", "h2", "h3", "h4", "p", "ul", "li", "a", "strong", "s", "blockquote"}
)
JOINER = "\u2060"
TEXT = st.text(st.characters() | st.sampled_from("\\`*_{}[]()<>#+-.!|~&=:\n\t 1"), max_size=30)


def rendered(markdown: str) -> LexborHTMLParser:
    """As a program would show it that lets HTML through and knows tables and ~~."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return LexborHTMLParser(parser.render(markdown))


def shown(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().replace(JOINER, "").split()) for node in tree.css(selector)]


def folded(text: str) -> str:
    return " ".join(clean(text).replace(JOINER, "").split())


def assert_own(document: DigestDocument) -> None:
    tree = rendered(render_markdown(document))
    assert {node.tag for node in tree.css("*")} <= OWN_ELEMENTS
    for link in tree.css("a"):
        assert (link.attributes["href"] or "").startswith(("https://", "http://"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_becomes_markup(make: Factory, text: str) -> None:
    """Rendered with HTML let through, the digest has only the templates' elements and web links."""
    assert_own(hostile_document(make, text))


@settings(max_examples=40)
@given(TEXT)
def test_no_text_at_all_becomes_markup(text: str) -> None:
    """The same for any text."""
    assert_own(hostile_document(Factory(), text))


@given(TEXT)
@example("1. x")
@example("- x")
@example("---")
@example("===")
@example("+ x")
@example("    code")
@example("&amp; &#35; \\")
@example("x ##")
@example("a**b**")
@example("~~~")
@example("\u2060")
def test_escaped_text_reads_as_itself_anywhere(text: str) -> None:
    """In a heading, at the start of a line, in a list, a quotation and a link, the text shown is the text."""
    inner = escape_markdown(text)
    places = {
        "h3": "### {}",
        "p": "before\n\n{}\n\nafter",
        "li": "- {}",
        "blockquote": "> {}",
        "a": "[{}](<https://a/>)",
    }
    for selector, place in places.items():
        tree = rendered(place.format(inner))
        expected = ["before", folded(text), "after"] if selector == "p" else [folded(text)]
        assert [part for part in shown(tree, selector) if part] == [part for part in expected if part], place
        assert {node.tag for node in tree.css("*")} <= OWN_ELEMENTS


RUNS = st.lists(st.tuples(st.sampled_from(["equal", "delete", "insert"]), TEXT), max_size=6)


@given(RUNS)
@example([("equal", "At least "), ("delete", "12"), ("insert", "17"), ("equal", " people")])
@example([("equal", "他说"), ("delete", "“旧”"), ("insert", "“新”"), ("equal", "了")])
@example([("insert", "a"), ("equal", ""), ("insert", "b")])
@example([("insert", "*"), ("delete", "~"), ("insert", " x ")])
@example([("equal", "a"), ("insert", "(b)"), ("equal", "c")])
def test_a_marked_diff_reads_as_itself(runs: list[tuple[str, str]]) -> None:
    """All words are there in order, and nothing but diff marks is markup."""
    tree = rendered("> " + marked_markdown(tuple(runs)))
    words = "".join(clean(text) for _, text in runs).replace(JOINER, "")
    assert "".join("".join(shown(tree, "blockquote")).split()) == "".join(words.split())
    assert {node.tag for node in tree.css("*")} <= OWN_ELEMENTS


DIFFS = {
    "words": ([("equal", "At least "), ("delete", "12"), ("insert", "17"), ("equal", " hurt")], ["12"], ["17"]),
    "spaces at the edges": ([("delete", " old "), ("insert", " new ")], ["old"], ["new"]),
    "punctuation against letters": (
        [("equal", "他说"), ("delete", "“旧”"), ("insert", "“新”"), ("equal", "了")],
        ["“旧”"],
        ["“新”"],
    ),
    "inside a word": ([("equal", "un"), ("insert", "(der)"), ("equal", "stand")], [], ["(der)"]),
    "marks inside": ([("delete", "~~a~~"), ("insert", "**b**")], ["~~a~~"], ["**b**"]),
}


@pytest.mark.parametrize(("runs", "gone", "came"), DIFFS.values(), ids=DIFFS)
def test_what_went_is_struck_and_what_came_is_strong(
    runs: list[tuple[str, str]], gone: list[str], came: list[str]
) -> None:
    """~~ and ** take effect whatever stands beside them."""
    tree = rendered("> " + marked_markdown(tuple(runs)))
    assert (shown(tree, "s"), shown(tree, "strong")) == (gone, came)


def test_the_digest_reads_as_the_page_does(make: Factory) -> None:
    """The same headings in the same order, edits marked, copies linked, coverage listed."""
    tree = rendered(render_markdown(make.rich_document()))
    assert shown(tree, "h1") == ["Dateline · Saturday 21 November 2026"]
    assert shown(tree, "h2") == ["Stories", "Changed", "Removed", "New", "Restored", "Moved", "Coverage"]
    assert len(shown(tree, "h3")) == 1 + 3 + 1 + 9 + 1 + 1 + 1
    assert len(shown(tree, "h4")) == 3
    assert "12" in shown(tree, "s")
    paragraphs = shown(tree, "p")
    assert "Also at Northern Ledger, Valley Post, صحيفة المرصاد" in paragraphs
    assert "3 accounts · The Harbour Courier, Northern Ledger, صحيفة المرصاد" in paragraphs
    assert "The Harbour Courier · seen Fri 19:00 · Mara Lindqvist" in paragraphs
    items = shown(tree, "li")
    assert items[0].startswith("Not seen: valley-post (failing), north-agency (blocked)")
    assert "ledger: seen, 24 looks, 2 new, 1 changed" in items


def test_no_line_runs_into_the_next(make: Factory) -> None:
    """Paragraphs are apart by one empty line, never by two, and the file ends its last line."""
    made = render_markdown(make.rich_document())
    assert "\n\n\n" not in made
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    assert not [line for line in made.split("\n") if line != line.strip()]
