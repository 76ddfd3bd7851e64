# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Whatever a server sends gives an article, with its doubts, or a typed refusal."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import DatelineError, NotText, ParseError
from service.extract import extract_page
from service.models import Article

URL = "https://example.org/weir"
PROSE = (
    "The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two of its gates. "
)
WHOLE = f"<title>Weir closed</title><article><h1>Weir closed</h1><p>{PROSE * 2}</p><p>{PROSE}</p></article>"


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as writer:
        writer.writestr("a.html", WHOLE)
    return held.getvalue()


REFUSED: dict[str, tuple[bytes, type[DatelineError]]] = {
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", NotText),
    "PNG": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NotText),
    "gzip": (gzip.compress(WHOLE.encode()), NotText),
    "ZIP": (archive(), NotText),
    "random bytes with NULs": (bytes(range(256)) * 40, NotText),
    "21 million characters": (b"x" * 20_000_001, ParseError),
}


@pytest.mark.parametrize(("body", "error"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_page_is_refused(body: bytes, error: type[DatelineError]) -> None:
    """In one line that says what it is, where, and what to do."""
    with pytest.raises(error, match=rf"^{URL}: .*leave it out of this source$"):
        extract_page(body, url=URL)


SUSPECT = {
    "nothing": b"",
    "white space": b" \r\n\t " * 99,
    "scripts only": b"<html><head><script>var a = 'text. of words.';</script></head><body><script>render()</script></body></html>",
    "frames": b"<html><frameset cols='20%,80%'><frame src=a.html><frame src=b.html></frameset></html>",
    "sent elsewhere": b'<html><head><meta http-equiv="refresh" content="0; url=/other"></head><body></body></html>',
    "one word": b"<html><body><p>Weir</p></body></html>",
}


@pytest.mark.parametrize("body", SUSPECT.values(), ids=SUSPECT)
def test_page_without_text_is_suspect(body: bytes) -> None:
    """There is an article, and a reason why it is none."""
    assert extract_page(body, url=URL).suspect == "empty page"


READ = {
    "plain text": (PROSE * 9).encode(),
    "JSON alone": b'{"title": "Weir closed", "text": "' + (PROSE * 9).encode() + b'"}',
    "a feed": f"<?xml version='1.0'?><rss><channel><title>Fanal</title><item><title>Weir</title><description>{PROSE}</description></item></channel></rss>".encode(),
    "UTF-16 with a mark": WHOLE.encode("utf-16"),
    "UTF-16 without a mark": WHOLE.encode("utf-16-be"),
    "NULs": WHOLE.replace("cracks", "cra\0cks").encode(),
    "lone surrogates": WHOLE.replace("cracks", "cracks &#xD800; &#xDFFF; &#x110000; &#0;").encode(),
    "five thousand articles": (f"<article><h2>Weir closed</h2><p>{PROSE}</p></article>" * 5_000).encode(),
    "a text of 3 MB": b"<p>" + PROSE.encode() * 27_000,
}


@pytest.mark.parametrize("body", READ.values(), ids=READ)
def test_odd_page_is_read(body: bytes) -> None:
    """What holds words gives them, as text that can be stored."""
    article = extract_page(body, url=URL)
    assert "old weir at Tannow" in article.text or article.suspect is not None
    assert article.text.encode()


def test_emoji_are_text() -> None:
    """A page of nothing else is no article of ours, and no fault."""
    assert isinstance(extract_page(("<p>" + "🌊🚧 " * 50).encode(), url=URL), Article)


def outcome(body: bytes) -> str:
    """The article's text, or what our error says."""
    try:
        return extract_page(body, url=URL).text
    except DatelineError as error:
        return str(error)


@settings(max_examples=60)
@given(st.binary(max_size=600))
def test_any_bytes(body: bytes) -> None:
    """Any bytes give an article or one of our errors, twice the same."""
    assert outcome(body) == outcome(body)


TAGS = ["a", "b", "p", "table", "tr", "td", "div", "select", "option", "svg", "math", "template", "script", "style", "title", "frameset", "li", "h1", "foreignObject", "noscript", "br", "form", "x-y"]  # fmt: skip
PIECE = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        [
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<!doctype",
            "&#xD800;",
            "&",
            "<",
            '<p a="',
            "'>",
            "\0",
            PROSE,
            "日本語。",
            "\ud83d",
        ]
    ),
    st.text(max_size=5),
)


@settings(max_examples=100)
@given(st.lists(PIECE, max_size=40))
def test_any_soup_of_tags(pieces: list[str]) -> None:
    """Tags in any order give an article, and its text can be stored."""
    assert outcome("".join(pieces).encode("utf-8", "surrogatepass")).encode() is not None
