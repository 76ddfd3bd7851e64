# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Bytes to text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import NotText
from service.extract import decode, extract_document, extract_page
from tests.extract.languages import TEXTS

ARABIC = "طالب مزارعون في وادي السدر بإعادة فتح القناة القديمة قبل موسم الزيتون"
RUSSIAN = "Жители посёлка просят открыть старую дорогу к озеру до начала зимы"
JAPANESE = "漁師たちは港の再開を求めている。来週には会議が開かれる予定だ。"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        pytest.param("\ufeffœuvre".encode(), None, "œuvre", id="UTF-8 mark"),
        pytest.param("\ufeffœuvre".encode("utf-16-le"), "text/html; charset=utf-8", "œuvre", id="UTF-16 mark wins"),
        pytest.param("<p>œuvre".encode("utf-16-be"), None, "<p>œuvre", id="UTF-16 without a mark"),
        pytest.param(ARABIC.encode("cp1256"), "text/html; charset=windows-1256", ARABIC, id="header"),
        pytest.param(ARABIC.encode("cp1256"), 'text/html; CHARSET="Windows-1256"', ARABIC, id="header quoted"),
        pytest.param(b"caf\x92", "text/html; charset=ISO-8859-1", "caf’", id="latin1 means windows-1252"),
        pytest.param(b"a\x81b", "text/html; charset=latin1", "a\x81b", id="a byte windows-1252 leaves open"),
        pytest.param("café".encode(), None, "café", id="valid UTF-8 undeclared"),
        pytest.param("café".encode(), "text/html; charset=rot13", "café", id="rot13 is no label"),
        pytest.param("café".encode(), "text/html; charset=zlib_codec", "café", id="zlib is no label"),
        pytest.param("café".encode(), "text/html; charset=utf-7", "café", id="utf-7 is no label"),
        pytest.param("café".encode(), "text/html; charset=junk\x00", "café", id="junk"),
        pytest.param(RUSSIAN.encode("koi8-r") * 3, None, RUSSIAN * 3, id="detected"),
        pytest.param(JAPANESE.encode("shift_jis"), "text/html; charset=x-sjis", JAPANESE, id="shift_jis by alias"),
        pytest.param(b"", None, "", id="empty"),
        pytest.param(b"ok \xff" + b"plain text " * 60, "text/html; charset=utf-8", "ok \ufffd" + "plain text " * 60, id="one bad byte"),
    ],
)  # fmt: skip
def test_decode(body: bytes, content_type: str | None, expected: str) -> None:
    """Mark, header, page, UTF-8, detector, windows-1252: in this order, by WHATWG's labels only."""
    assert decode(body, content_type) == expected


@pytest.mark.parametrize(
    "tag", ['<meta charset="{}">', '<meta http-equiv="Content-Type" content="text/html; charset={}">']
)
def test_meta_tag_is_followed(tag: str) -> None:
    """The page's own statement counts where the header has none."""
    page = f"<html><head>{tag.format('windows-1251')}</head><body>{RUSSIAN}"
    assert RUSSIAN in decode(page.encode("cp1251"), "text/html")


def test_meta_tag_far_down_is_followed() -> None:
    """A drawing in a comment and a script may stand before it."""
    page = f"<!-- {'@' * 9_000} --><head><script>{'x();' * 2_000}</script><meta charset=windows-874><p>เขื่อน"
    assert decode(page.encode("cp874"), None).endswith("เขื่อน")


def test_meta_that_says_utf_16_is_utf_8() -> None:
    """A tag that could be read byte by byte cannot be in UTF-16."""
    page = '<meta charset="utf-16"><p>café'
    assert decode(page.encode(), None) == page


UNDECLARED = {
    "cp1250": ("Polish", "Czech", "Hungarian"),
    "iso8859-2": ("Polish", "Czech", "Hungarian"),
    "cp1251": ("Russian", "Ukrainian", "Bulgarian"),
    "koi8-r": ("Russian",),
    "koi8-u": ("Ukrainian",),
    "iso8859-5": ("Russian", "Bulgarian"),
    "cp866": ("Russian",),
    "mac-cyrillic": ("Russian",),
    "cp1252": ("French", "German", "Spanish"),
    "iso8859-15": ("French", "German"),
    "cp1253": ("Greek",),
    "iso8859-7": ("Greek",),
    "cp1254": ("Turkish",),
    "cp1255": ("Hebrew",),
    "iso8859-8": ("Hebrew",),
    "cp1256": ("Arabic",),
    "iso8859-6": ("Arabic",),
    "cp1257": ("Lithuanian", "Latvian"),
    "iso8859-13": ("Lithuanian", "Latvian"),
    "cp1258": ("Vietnamese",),
    "cp874": ("Thai",),
    "cp932": ("Japanese",),
    "euc-jp": ("Japanese",),
    "iso2022-jp": ("Japanese",),
    "gb18030": ("Chinese",),
    "big5hkscs": ("Traditional Chinese",),
    "cp949": ("Korean",),
}
CASES = [pytest.param(codec, name, id=f"{name}-{codec}") for codec, names in UNDECLARED.items() for name in names]


def written(name: str, codec: str) -> bytes:
    """The text `name` in `codec`; Vietnamese with its tones as signs of their own, as windows-1258 has them."""
    text = TEXTS[name]
    if codec == "cp1258":
        tones = "\u0300\u0301\u0303\u0309\u0323"
        parts = (unicodedata.normalize("NFD", sign) for sign in text)
        text = "".join(
            unicodedata.normalize("NFC", "".join(mark for mark in part if mark not in tones))
            + "".join(mark for mark in part if mark in tones)
            for part in parts
        )
    return text.encode(codec, "ignore")


@pytest.mark.parametrize(("codec", "name"), CASES)
def test_undeclared_charset_is_found(codec: str, name: str) -> None:
    """An article in a charset that nobody names is read: bare, as a page behind 300 kB of script, and 80 bytes of it."""
    body = written(name, codec)
    expected = body.decode(codec)
    assert decode(body, None) == expected
    page = b"<html><script>" + b"var a = 1; " * 30_000 + b"</script><p>" + body + b"</p></html>"
    assert expected in decode(page, "text/html")
    short = expected[:80].encode(codec)
    assert decode(short, None) == expected[:80]


@pytest.mark.parametrize("label", ["x-user-defined", "replacement", "hz-gb-2312", "iso-2022-kr", "utf-32", "klingon"])
def test_label_that_gives_nothing_readable_is_ignored(label: str) -> None:
    """Such a page is read as if it named none."""
    assert decode("Ærø café".encode(), f"text/html; charset={label}") == "Ærø café"
    body = written("Russian", "cp1251")
    assert decode(body, f"text/html; charset={label}") == TEXTS["Russian"]


def test_header_outweighs_the_page() -> None:
    """A wrong tag does not harm a page whose header is right."""
    page = f'<meta charset="iso-8859-1"><p>{RUSSIAN}'
    assert decode(page.encode("koi8-r"), "text/html; charset=koi8-r") == page


@given(st.binary(max_size=300), st.none() | st.text(max_size=40))
def test_decode_never_raises(body: bytes, content_type: str | None) -> None:
    """Any bytes under any header give some text."""
    assert isinstance(decode(body, content_type), str)


BINARIES = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3",
    "PNG": b"\x89PNG\r\n\x1a\n\x00",
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "ZIP": b"PK\x03\x04\x14\x00",
    "gzip": b"\x1f\x8b\x08\x00",
    "NUL bytes": b"some text\x00\x01\x02 and more",
}


@pytest.mark.parametrize("body", BINARIES.values(), ids=BINARIES)
def test_binary_is_refused(body: bytes) -> None:
    """What is no text is told so, in one line that names it."""
    with pytest.raises(NotText, match="expected; leave it out") as page:
        extract_page(body, url="https://example.org/a")
    assert page.value.url == "https://example.org/a"
    assert "\n" not in str(page.value)
    with pytest.raises(NotText, match=r"a\.txt"):
        extract_document(body, name="a.txt")


def test_a_stray_nul_is_read_past() -> None:
    """A fault of a publishing system in a page of text; browsers show the page."""
    text = "The weir was closed on Monday after divers found cracks in two of its gates. " * 8
    body = f"<title>Weir</title><article><p>{text}</p><p>It opens\0 again in the autumn, said the river authority.</p></article>"
    article = extract_page(body.encode(), url="https://example.org/weir")
    assert article.paragraphs[-1] == "It opens again in the autumn, said the river authority."
