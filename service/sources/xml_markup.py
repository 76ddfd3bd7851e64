"""XML as publishers send it → text that is safe and fit to parse.

Four habits of real feeds and sitemaps are mended here, once, for all parsers behind: a charset other than the declared
one; white space, warnings of a script or a document type before the root element; control characters; `&nbsp;` and bare
ampersands. Entity declarations are refused: they exhaust memory and can name local files.
"""

import re
from dataclasses import dataclass
from html.entities import html5

from service.errors import ParseError
from service.extract.dom.charset import decode

HEAD = 8_192
"""Characters in which the root element has to begin: bounds the search."""

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|rdf|feed|channel|urlset|sitemapindex|html|head|body)(?=[\s>/])", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:(#[xX][0-9A-Fa-f]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A document from its root element on."""

    root: str
    """Its local name in lower case: `rss`, `rdf`, `feed`, `channel`, `urlset`, `sitemapindex`, or `html`."""
    text: str


def read_text(body: bytes, content_type: str | None) -> str:
    """`body` decoded. Bytes that are UTF-8 are read so whatever is declared; else the label of the header or of the
    XML declaration is tried, and if it does not fit, the charset is detected. Never raises.
    """
    if b"\0" not in body[:HEAD]:
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    for label in _labels(body, content_type):
        text = decode(body, f"text/plain; charset={label}")
        if "\ufffd" not in text:
            return text.removeprefix("\ufeff")
    # Without the declaration, which has been tried, decode() detects.
    return decode(_DECLARED.sub(b"<?xml", body[:HEAD]) + body[HEAD:], None).removeprefix("\ufeff")


def find_root(text: str) -> Markup | None:
    """The document from its root element on, or None where none that is known begins within `HEAD` characters."""
    head = _COMMENT.sub(lambda match: " " * len(match[0]), text[:HEAD])
    found = _ROOT.search(head)
    if found is None:
        return None
    name = found[1].lower()
    return Markup(root="html" if name in ("head", "body") else name, text=text[found.start() :])


def refuse_entities(text: str, *, url: str) -> None:
    """Raise where `text`, the whole of it, declares entities: before any parser sees it.

    Raises:
        ParseError: it does.
    """
    if "<!entity" in text.lower():
        raise ParseError(
            f"{url}: entity declarations refused: <!ENTITY can exhaust memory or name local files; "
            "ask the publisher for a document without them",
            url=url,
        )


def clean_xml(text: str) -> str:
    """`text` with control characters gone and every reference one that XML knows."""
    parts = _FORBIDDEN.sub("", text).split("<![CDATA[")
    mended = [_REFERENCE.sub(_mend, parts[0])]
    for part in parts[1:]:
        literal, end, rest = part.partition("]]>")
        mended.append(literal + end + _REFERENCE.sub(_mend, rest))
    return "<![CDATA[".join(mended)


def _labels(body: bytes, content_type: str | None) -> list[str]:
    header = _CHARSET.search(content_type or "")
    declared = _DECLARED.search(body[:HEAD])
    return [*([header[1]] if header else []), *([declared[1].decode("ascii")] if declared else [])]


def _mend(reference: re.Match[str]) -> str:
    name = reference[1]
    if name is None:
        return "&amp;"
    if name.startswith("#"):
        return reference[0] if _is_xml_char(name[1:]) else "\ufffd"
    if name in _PREDEFINED:
        return reference[0]
    return html5.get(f"{name};", f"&amp;{name};")


def _is_xml_char(number: str) -> bool:
    """Whether a numeric reference names a character that XML 1.0 allows (section 2.2)."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
