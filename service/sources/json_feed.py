"""JSON Feed 1.0 and 1.1 (jsonfeed.org) → links. Wrong types are passed over, not raised."""

import json
from collections.abc import Mapping
from typing import Any

from service.config import Source
from service.errors import NotAFeed
from service.models import Discovery, SourceKind
from service.sources.feed import MAX_ENTRIES
from service.sources.field_values import (
    NAME_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    language_tag,
    moment,
    plain,
    plain_html,
)
from service.sources.link_collector import LinkCollector, newest_first, when
from service.sources.source_document import SourceDocument
from service.sources.source_type import WebSourceType


class JsonFeedSource(WebSourceType):
    """JSON Feed: a feed as any other to its reader."""

    kind = SourceKind.FEED

    def recognises(self, document: SourceDocument) -> bool:
        """Say whether the answer is a JSON object rather than markup, by its first character."""
        return document.markup is None and document.text.lstrip()[:1] == "{"

    def read(self, document: SourceDocument, source: Source, cursor: str | None) -> Discovery:
        """Return the feed's items; see `read_json_feed`."""
        return read_json_feed(document.text, url=document.url)


def read_json_feed(text: str, *, url: str) -> Discovery:
    """Return the items, newest first where all are dated, else in the feed's order.

    Raises:
        NotAFeed: it is not JSON, or a JSON object without a list of `items`.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(f"{url}: begins like JSON but cannot be read as such; ask the publisher", url=url) from error
    items = feed.get("items") if isinstance(feed, Mapping) else None
    if not isinstance(items, list):
        raise NotAFeed(f"{url}: this JSON is no JSON Feed: it has no list of `items`; look for the feed's URL", url=url)
    collector = LinkCollector(limit=MAX_ENTRIES)
    for item in items:
        _take(collector, item if isinstance(item, Mapping) else {}, url)
    links = collector.links
    return Discovery(
        kind=SourceKind.FEED,
        links=newest_first(links) if all(when(link) for link in links) else links,
        title=plain(feed.get("title"), NAME_LIMIT),
        language=language_tag(feed.get("language")),
        notes=collector.notes,
    )


def _take(collector: LinkCollector, item: Mapping[str, Any], url: str) -> None:
    address = _address(item)
    if address is None:
        collector.drop("an entry without a link")
        return
    collector.add(
        address,
        base=url,
        title=plain(item.get("title"), TITLE_LIMIT),
        summary=_summary(item),
        author=_author(item),
        published=moment(item.get("date_published")),
        updated=moment(item.get("date_modified")),
    )


def _address(item: Mapping[str, Any]) -> str | None:
    """Return `url`, else the page a link blog points at, else an id that is a URL, as the specification recommends."""
    for field in ("url", "external_url"):
        value = item.get(field)
        if isinstance(value, str) and value.strip():
            return value
    name = item.get("id")
    return name if isinstance(name, str) and name.lower().startswith(("http://", "https://")) else None


def _summary(item: Mapping[str, Any]) -> str | None:
    return (
        plain(item.get("summary"), SUMMARY_LIMIT)
        or plain(item.get("content_text"), SUMMARY_LIMIT)
        or plain_html(item.get("content_html"), SUMMARY_LIMIT)
    )


def _author(item: Mapping[str, Any]) -> str | None:
    """Return the names of `authors` (1.1) or of `author` (1.0)."""
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    names = [plain(author.get("name"), NAME_LIMIT) for author in authors if isinstance(author, Mapping)]
    return plain(", ".join(name for name in names if name), NAME_LIMIT)
