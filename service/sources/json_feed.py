"""JSON Feed 1.0 and 1.1 (jsonfeed.org) → links. Wrong types are passed over, not raised."""

import json
from collections.abc import Mapping
from typing import Any

from service.errors import NotAFeed
from service.models import Discovery, SourceKind
from service.sources.feed import MAX_ENTRIES
from service.sources.feed_dates import moment
from service.sources.link_collector import LinkCollector, newest_first, when
from service.sources.plain_text import (
    NAME_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    language_tag,
    plain,
    plain_html,
)


def looks_like_json(text: str) -> bool:
    """Whether `text` is a JSON object rather than markup, by its first character."""
    return text.lstrip()[:1] == "{"


def read_json_feed(text: str, *, url: str) -> Discovery:
    """The items, newest first where all are dated, else in the feed's order.

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
    harvest = LinkCollector(limit=MAX_ENTRIES)
    for item in items:
        _take(harvest, item if isinstance(item, Mapping) else {}, url)
    links = harvest.links
    return Discovery(
        kind=SourceKind.FEED,
        links=newest_first(links) if all(when(link) for link in links) else links,
        title=plain(feed.get("title"), NAME_LIMIT),
        language=language_tag(feed.get("language")),
        notes=harvest.notes,
    )


def _take(harvest: LinkCollector, item: Mapping[str, Any], url: str) -> None:
    address = _address(item)
    if address is None:
        harvest.drop("an entry without a link")
        return
    harvest.add(
        address,
        base=url,
        title=plain(item.get("title"), TITLE_LIMIT),
        summary=_summary(item),
        author=_author(item),
        published=moment(item.get("date_published")),
        updated=moment(item.get("date_modified")),
    )


def _address(item: Mapping[str, Any]) -> str | None:
    """`url`; else the page a link blog points at; else an id that is a URL, as the specification recommends."""
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
    """The names of `authors` (1.1) or of `author` (1.0)."""
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    names = [plain(author.get("name"), NAME_LIMIT) for author in authors if isinstance(author, Mapping)]
    return plain(", ".join(name for name in names if name), NAME_LIMIT)
