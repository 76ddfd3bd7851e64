"""The kinds of sources there are, and which of them reads an answer. Pure.

Run `discover` where it can be stopped: libraries parse hostile bytes in it, though all that is ours is linear.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from service.config import Source
from service.errors import NotAFeed
from service.models import Discovery, Request, SourceKind
from service.sources.feed import FeedSource
from service.sources.folder import FolderSource
from service.sources.json_feed import JsonFeedSource
from service.sources.listing.listing import ListingSource
from service.sources.sitemap import SitemapSource
from service.sources.source_document import SourceDocument
from service.sources.source_type import LocalSourceType, WebSourceType
from service.sources.watched_page import WatchedPageSource

WEB_TYPES: tuple[WebSourceType, ...] = (
    FeedSource(),
    JsonFeedSource(),
    SitemapSource(),
    ListingSource(),
    WatchedPageSource(),
)
"""In the order in which they are tried on an answer of a source that does not say what it is; the last takes any."""

LOCAL_TYPES: tuple[LocalSourceType, ...] = (FolderSource(),)
"""The first is what a source with a `path` is if it does not say so."""


def web_type(kind: SourceKind) -> WebSourceType:
    """Return the type that speaks for a kind that is asked on the web."""
    return next(candidate for candidate in WEB_TYPES if candidate.kind is kind)


def watches_itself(kind: SourceKind | None) -> bool:
    """Say whether a source of this kind is itself the page to watch; not where the kind is not known yet."""
    return any(candidate.watches_itself for candidate in WEB_TYPES if candidate.kind is kind)


def local_type(kind: SourceKind | None) -> LocalSourceType:
    """Return the type of a local source of this kind."""
    return next(candidate for candidate in LOCAL_TYPES if kind in (None, candidate.kind))


def requests_for(source: Source, kind: SourceKind | None, cursor: str | None) -> tuple[Request, ...]:
    """Return what is asked of a source at a poll; of one whose kind is not known yet, what stands at its URL."""
    if kind is not None:
        return web_type(kind).requests(source, cursor)
    assert source.url is not None
    return (Request(url=source.url),)


def reader_for(source: Source, kind: SourceKind | None, cursor: str | None) -> Callable[..., Discovery]:
    """Return `discover` for the answers of a source, to be called with a body, `url` and `content_type`.

    The source's headers are left out: they may be credentials, and hostile bytes are read where they would be.
    """
    return partial(discover, source=source.model_copy(update={"headers": {}}), kind=kind, cursor=cursor)


def recognise(document: SourceDocument) -> WebSourceType:
    """Return the first type that an answer is of. What is no feed, sitemap or listing counts as a page.

    Raises:
        NotText: a picture, an archive, a PDF.
        ParseError: markup nested too deep.
    """
    return next(candidate for candidate in WEB_TYPES if candidate.recognises(document))


def discover(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    source: Source,
    kind: SourceKind | None = None,
    cursor: str | None = None,
) -> Discovery:
    """Return the links that one answer names. `url` is the answer's final URL, `kind` what the source is said to be.

    Without a `kind` it is found out, as `recognise` does. Data such as feeds show themselves by how they begin, so an
    answer of another kind than expected is read as what it is, with a note. A watched page names itself.

    Raises:
        NotText: a picture, an archive, a PDF.
        NotAFeed: data was expected, or the answer is empty, and there is none.
        ParseError: entity declarations, markup nested too deep, a selector that is not CSS.
        ValueError: `kind` is a local one, which has no answer: see `LocalSourceType.documents`.
    """
    if kind is not None and kind.is_local:
        raise ValueError(f"a {kind} is read with documents()")
    document = SourceDocument(body, url=url, content_type=content_type)
    document.refuse_binary()
    expected = tuple(candidate for candidate in WEB_TYPES if candidate.kind is kind)

    # 1. Data is read as what it shows itself to be; the expected kind is tried before all others.
    data = _data_type(document, expected)
    if data is not None or document.is_xml:
        document.refuse_entities()
    if data is not None:
        found = data.read(document, source, cursor)
        if kind in (None, data.kind):
            return found
        return _noted(found, f"gives a {data.kind}, where a {kind} was expected")

    # 2. What is left is HTML or nothing.
    if kind is not None and not expected[0].reads_html:
        raise _no_data(document, kind)
    if document.is_empty:
        raise NotAFeed(f"{url}: the answer is empty; open it in a browser: it may have moved", url=url)

    # 3. A page is read as what it is said to be, or else as what it looks like; then the feeds it names are noted.
    feeds = document.named_feeds()
    found = (expected[0] if expected else recognise(document)).read(document, source, cursor)
    return found if kind is not None else _noted(found, *(f"names a feed: {feed}" for feed in feeds))


def _data_type(document: SourceDocument, expected: tuple[WebSourceType, ...]) -> WebSourceType | None:
    """Return the type of an answer that is data. A page that is watched may hold anything: it is taken as it stands."""
    if any(candidate.watches_itself for candidate in expected):
        return None
    candidates = (candidate for candidate in (*expected, *WEB_TYPES) if not candidate.reads_html)
    return next((candidate for candidate in candidates if candidate.recognises(document)), None)


def _no_data(document: SourceDocument, kind: SourceKind) -> NotAFeed:
    url = document.url
    if document.is_empty:
        return NotAFeed(f"{url}: the answer is empty where a {kind} was expected; try again later", url=url)
    if document.is_html:
        return NotAFeed(
            f"{url}: gives an HTML page where a {kind} was expected; "
            "open it in a browser: it may have moved, or sets a consent page",
            url=url,
        )
    return NotAFeed(f"{url}: there is no {kind} in this answer; open it in a browser: it may have moved", url=url)


def _noted(found: Discovery, *notes: str) -> Discovery:
    return replace(found, notes=(*notes, *found.notes))
