"""Which reader an answer goes to."""

from dataclasses import replace

from service.errors import NotAFeed
from service.extract.dom.charset import refuse_binary
from service.models import Discovery, Link, SourceKind
from service.sources.feed import read_feed
from service.sources.html import parse_html
from service.sources.json_feed import read_json_feed
from service.sources.listing.listing import page_language, page_title, read_listing
from service.sources.sitemap import read_sitemap, read_url_list
from service.sources.sniffing import kind_of_page, kind_of_text, named_feeds
from service.sources.xml_markup import find_root, read_text, refuse_entities

_FIRST = 8_192
"""Bytes by which binary formats show themselves. A stray NUL further on does not spoil a feed."""
_NOWHERE = "http://page.invalid/"
"""Stands for the URL of a page that is only sniffed at."""


def discover(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    kind: SourceKind | None = None,
    content: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
) -> Discovery:
    """The links that one answer names. `url` is the answer's final URL, `kind` what the source is said to be.

    Without a `kind` it is found out, as `sniff` does. A feed and a sitemap are told by their root element, so one that
    stands where the other, or a listing, was expected is read as what it is, with a note. A `page` names itself.
    `content` and `remove` are CSS selectors that narrow a listing.

    Raises:
        NotText: a picture, an archive, a PDF.
        NotAFeed: a feed or sitemap was expected, or the answer is empty, and there is none.
        ParseError: entity declarations, markup nested too deep, a selector that is not CSS.
        ValueError: `kind` is FOLDER, which has no bytes: see `documents`.
    """
    if kind is SourceKind.FOLDER:
        raise ValueError("a folder is read with documents()")
    refuse_binary(body[:_FIRST], url=url)
    text = read_text(body, content_type)
    actual = None if kind is SourceKind.PAGE else kind_of_text(text)
    if actual is not None or text.lstrip()[:5].lower() == "<?xml":
        refuse_entities(text, url=url)
    if actual is not None:
        found = _read_data(text, actual, url)
        return found if kind in (None, actual) else _noted(found, f"gives a {actual}, where a {kind} was expected")
    match kind:
        case SourceKind.FEED | SourceKind.SITEMAP:
            raise _no_data(text, kind, url)
        case _ if not text.strip():
            raise NotAFeed(f"{url}: the answer is empty; open it in a browser: it may have moved", url=url)
        case _:
            return _read_html(body, url, content_type, kind, content, remove)


def sniff(body: bytes, content_type: str | None) -> SourceKind:
    """What a source is, by its answer alone: FEED, SITEMAP, LISTING or PAGE. What is none of these counts as PAGE.

    Raises:
        NotText: a picture, an archive, a PDF.
        ParseError: markup nested too deep.
    """
    refuse_binary(body[:_FIRST], url=_NOWHERE)
    return kind_of_text(read_text(body, content_type)) or kind_of_page(
        parse_html(body, url=_NOWHERE, content_type=content_type), url=_NOWHERE
    )


def _read_data(text: str, kind: SourceKind, url: str) -> Discovery:
    markup = find_root(text)
    if kind is SourceKind.FEED:
        return read_feed(markup, url=url) if markup else read_json_feed(text, url=url)
    return read_sitemap(markup, url=url) if markup else read_url_list(text, url=url)


def _read_html(
    body: bytes,
    url: str,
    content_type: str | None,
    kind: SourceKind | None,
    content: tuple[str, ...],
    remove: tuple[str, ...],
) -> Discovery:
    tree = parse_html(body, url=url, content_type=content_type)
    feeds = named_feeds(tree, url=url)
    if (kind or kind_of_page(tree, url=url)) is SourceKind.LISTING:
        found = read_listing(tree, url=url, content=content, remove=remove)
    else:
        found = Discovery(
            kind=SourceKind.PAGE, links=(Link(url=url),), title=page_title(tree), language=page_language(tree)
        )
    return found if kind is not None else _noted(found, *(f"names a feed: {feed}" for feed in feeds))


def _no_data(text: str, kind: SourceKind, url: str) -> NotAFeed:
    if not text.strip():
        return NotAFeed(f"{url}: the answer is empty where a {kind} was expected; try again later", url=url)
    markup = find_root(text)
    if (markup is not None and markup.root == "html") or "<!doctype html" in text[:1_000].lower():
        return NotAFeed(
            f"{url}: gives an HTML page where a {kind} was expected; "
            "open it in a browser: it may have moved, or sets a consent page",
            url=url,
        )
    return NotAFeed(f"{url}: there is no {kind} in this answer; open it in a browser: it may have moved", url=url)


def _noted(found: Discovery, *notes: str) -> Discovery:
    return replace(found, notes=(*notes, *found.notes))
