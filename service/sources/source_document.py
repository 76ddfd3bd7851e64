"""One answer of a source, as the kinds of sources look at it: decoded text, root element, HTML tree.

Four habits of real feeds and sitemaps are mended here, once, for all parsers behind: a charset other than the declared
one; white space, warnings of a script or a document type before the root element; control characters; `&nbsp;` and bare
ampersands. Entity declarations are refused: they exhaust memory and can name local files.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from html.entities import html5

from selectolax.lexbor import LexborHTMLParser

from service.errors import ParseError
from service.extract.dom.charset import decode, refuse_binary, utf8
from service.extract.dom.markup_guard import refuse_costly
from service.sources.field_values import NAME_LIMIT, language_tag, plain
from service.sources.link_collector import BadLink, web_url

HEAD = 8_192
"""Characters in which the root element has to begin: bounds the search. Also the bytes by which binary formats show
themselves: a stray NUL further on does not spoil a feed."""

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|rdf|feed|channel|urlset|sitemapindex|html|head|body)(?=[\s>/])", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:(#[xX][0-9A-Fa-f]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_FEEDS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A document from its root element on."""

    root: str
    """Its local name in lower case: `rss`, `rdf`, `feed`, `channel`, `urlset`, `sitemapindex`, or `html`."""
    text: str


class SourceDocument:
    """One answer. What is made of its bytes is made when it is first asked for, and once.

    The properties raise NotText for a picture, an archive or a PDF; those that need the HTML tree raise ParseError
    where its markup would cost the parser far more than its size allows.
    """

    def __init__(self, body: bytes, *, url: str, content_type: str | None = None) -> None:
        self.url = url
        """The answer's final URL."""
        self._body = body
        self._content_type = content_type

    # ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def text(self) -> str:
        """The whole of it, decoded."""
        self.refuse_binary()
        return read_text(self._body, self._content_type)

    @cached_property
    def markup(self) -> Markup | None:
        """The document from its root element on, if it is one of feeds, sitemaps or HTML."""
        return find_root(self.text)

    @property
    def root(self) -> str | None:
        """The name of the root element; None: the answer is no markup of a known kind."""
        return self.markup.root if self.markup is not None else None

    @property
    def is_empty(self) -> bool:
        """Whether it is no more than white space."""
        return not self.text.strip()

    @property
    def is_xml(self) -> bool:
        """Whether it begins with an XML declaration."""
        return self.text.lstrip()[:5].lower() == "<?xml"

    @property
    def is_html(self) -> bool:
        """Whether it calls itself HTML, by its root element or document type."""
        return self.root == "html" or "<!doctype html" in self.text[:1_000].lower()

    def refuse_binary(self) -> None:
        """Raise NotText for a picture, an archive or a PDF."""
        refuse_binary(self._body[:HEAD], url=self.url)

    def refuse_entities(self) -> None:
        """Raise ParseError where the text, the whole of it, declares entities: before any parser sees it."""
        if "<!entity" in self.text.lower():
            raise ParseError(
                f"{self.url}: entity declarations refused: <!ENTITY can exhaust memory or name local files; "
                "ask the publisher for a document without them",
                url=self.url,
            )

    # ── HTML ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The HTML page. A reader may take elements out of it."""
        markup = utf8(self._body, self._content_type)
        refuse_costly(markup, url=self.url)
        return LexborHTMLParser(markup)

    @property
    def base_url(self) -> str:
        """What the page's relative URLs are resolved against: `<base href>`, else its own URL."""
        node = self.tree.css_first("base[href]")
        try:
            return web_url(node.attributes.get("href") or "", self.url) if node is not None else self.url
        except BadLink:
            return self.url

    @property
    def title(self) -> str | None:
        """The page's `<title>`, as it stands."""
        node = self.tree.css_first("head title")
        return plain(node.text(), NAME_LIMIT) if node is not None else None

    @property
    def language(self) -> str | None:
        """The language that `<html lang>` says."""
        node = self.tree.css_first("html")
        return language_tag(node.attributes.get("lang")) if node is not None else None

    def named_feeds(self) -> tuple[str, ...]:
        """Return the feeds that the page's head names, absolute, at most three."""
        found = []
        base = self.base_url
        for node in self.tree.css("link[rel~=alternate][href][type]"):
            if (node.attributes.get("type") or "").strip().lower() in _FEED_TYPES:
                try:
                    found.append(web_url(node.attributes.get("href") or "", base))
                except BadLink:
                    continue
        return tuple(dict.fromkeys(found))[:_FEEDS_NAMED]


# ── decoding and mending ──────────────────────────────────────────────────────────────────────────────────────────


def read_text(body: bytes, content_type: str | None) -> str:
    """Return `body` decoded. Bytes that are UTF-8 are read so whatever is declared; else the label of the header or of
    the XML declaration is tried, and if it does not fit, the charset is detected. Never raises.
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
    """Return the document from its root element on, or None where no known one begins within `HEAD` characters."""
    head = _COMMENT.sub(lambda match: " " * len(match[0]), text[:HEAD])
    found = _ROOT.search(head)
    if found is None:
        return None
    name = found[1].lower()
    return Markup(root="html" if name in ("head", "body") else name, text=text[found.start() :])


def clean_xml(text: str) -> str:
    """Return `text` with control characters gone and every reference one that XML knows."""
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
    """Say whether a numeric reference names a character that XML 1.0 allows (section 2.2)."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
