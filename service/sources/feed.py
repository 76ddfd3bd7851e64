"""Feeds in XML → links: RSS 0.9x, 1.0 (RDF) and 2.0, and Atom, read with feedparser."""

import io
import re
from typing import Any

import feedparser

from service.config import Source
from service.errors import NotAFeed
from service.models import Discovery, SourceKind
from service.sources.field_values import (
    NAME_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    from_struct,
    language_tag,
    plain,
    plain_html,
)
from service.sources.link_collector import LinkCollector, newest_first, web_url, when
from service.sources.source_document import Markup, SourceDocument, clean_xml
from service.sources.source_type import WebSourceType

MAX_ENTRIES = 2_000
"""Entries read of one feed; an archive of more is not news."""

_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_TAIL = 2_000
"""Characters at the end in which the root's end tag is looked for: servers append comments and scripts."""
_NAME = re.compile(r"<([\w:.-]+)")
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>")


class FeedSource(WebSourceType):
    """RSS and Atom."""

    kind = SourceKind.FEED

    def recognises(self, document: SourceDocument) -> bool:
        """Say whether the root element is a feed's."""
        return document.root in _ROOTS

    def read(self, document: SourceDocument, source: Source, cursor: str | None) -> Discovery:
        """Return the feed's entries; see `read_feed`."""
        assert document.markup is not None
        return read_feed(document.markup, url=document.url)


def read_feed(markup: Markup, *, url: str) -> Discovery:
    """Return the entries of a feed, newest first where all are dated, else in the feed's order. No entries is no error.

    `published` falls back to Dublin Core's date, except in Atom, where only `updated` is mandatory and means an edit.
    What stands before the break of a feed that is cut short is kept, with a note.

    Raises:
        NotAFeed: the parser cannot make anything of it.
    """
    text = clean_xml(markup.text)
    whole = _whole(text)
    parsed = _parse(whole, url)
    collector = LinkCollector(limit=MAX_ENTRIES)
    atom = markup.root == "feed"
    base = url if atom or "xml:base" in text else _absolute(_value(parsed.feed, "link"), url)
    for entry in parsed.entries:
        _take(collector, entry, base=base, atom=atom)
    links = collector.links
    return Discovery(
        kind=SourceKind.FEED,
        links=newest_first(links) if all(when(link) for link in links) else links,
        title=_words(parsed.feed, "title", NAME_LIMIT, atom=atom),
        language=language_tag(_value(parsed.feed, "language")),
        notes=(*_trouble(parsed, cut=whole is not text), *collector.notes),
    )


def _parse(text: str, url: str) -> Any:
    """Parse the text. Only a stream is given to feedparser: a string would be opened as a file or fetched as a URL."""
    headers = {"content-type": "application/xml; charset=utf-8"}
    if "xml:base" in text:
        headers["content-location"] = url
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # its lenient parser is regular expressions over hostile input: anything may come
        raise NotAFeed(
            f"{url}: this feed cannot be read ({type(error).__name__}); ask the publisher", url=url
        ) from error


def _take(collector: LinkCollector, entry: Any, *, base: str, atom: bool) -> None:
    address = _address(entry)
    if address is None:
        collector.drop("an entry without a link")
        return
    published, updated = from_struct(_value(entry, "published_parsed")), from_struct(_value(entry, "updated_parsed"))
    collector.add(
        address,
        base=base,
        title=_words(entry, "title", TITLE_LIMIT, atom=atom),
        summary=_words(entry, "summary", SUMMARY_LIMIT, atom=atom),
        author=plain_html(_value(entry, "author"), NAME_LIMIT),
        published=published if atom else published or updated,
        updated=updated,
    )


def _address(entry: Any) -> str | None:
    """Return where the article stands: the publisher's own address before FeedBurner's, then the alternate link, then
    the id.

    An id counts where it is a URL of the web; feedparser has made a permalink of a `guid` into `link` already.
    """
    links = [
        link for link in _value(entry, "links") or () if _value(link, "rel") == "alternate" and _value(link, "href")
    ]
    pages = [link for link in links if "html" in str(_value(link, "type"))]
    found = (
        _value(entry, "feedburner_origlink"),
        *(_value(link, "href") for link in pages[:1]),
        _value(entry, "link"),
        *(_value(link, "href") for link in links[:1]),
        _value(entry, "id"),
    )
    addresses = [address.strip() for address in found if isinstance(address, str) and address.strip()]
    web = [address for address in addresses if address.lower().startswith(("http://", "https://"))]
    return next(iter(web or addresses), None)


def _words(entry: Any, name: str, limit: int, *, atom: bool) -> str | None:
    """Return a text field. Atom says whether it is markup; RSS does not, and its readers take it as HTML."""
    detail = _value(entry, f"{name}_detail")
    if atom and detail is not None and _value(detail, "type") == "text/plain":
        return plain(_value(entry, name), limit)
    return plain_html(_value(entry, name), limit)


def _value(entry: Any, name: str) -> Any:
    """Return the field as it stands: feedparser's own look-up answers `updated` with `published`."""
    return dict.get(entry, name)


def _absolute(link: object, url: str) -> str:
    try:
        return web_url(link, url) if isinstance(link, str) else url
    except ValueError:
        return url


def _whole(text: str) -> str:
    """Return `text` itself or, where it breaks off, its complete entries with the end tags that are missing.

    Otherwise feedparser falls back to its lenient parser, which takes half an entry for a whole one.
    """
    root = _NAME.match(text)
    if root is None or f"</{root[1]}" in text[-_TAIL:]:
        return text
    end = max((match.end() for match in _ENTRY_END.finditer(text)), default=None)
    if end is None:
        return text
    channel = "</channel>" if root[1].lower() == "rss" else ""
    return f"{text[:end]}{channel}</{root[1]}>"


def _trouble(parsed: Any, *, cut: bool) -> tuple[str, ...]:
    if cut:
        return (f"the feed breaks off before its end; complete entries before the break: {len(parsed.entries):,}",)
    if parsed.bozo:
        return (f"not well-formed, read as far as it goes: {plain(str(parsed.get('bozo_exception')), 200)}",)
    return ()
