"""What a source is, and what discovery finds in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """What a source of `sources.yaml` is."""

    FEED = "feed"
    LISTING = "listing"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A URL a source has named, with what the source said of it. `url` is absolute http(s), without a fragment."""

    url: str
    title: str | None = None
    summary: str | None = None
    """Plain text."""
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one feed, listing or sitemap page names, newest first as far as it tells."""

    kind: SourceKind
    links: tuple[Link, ...]
    title: str | None = None
    language: str | None = None
    children: tuple[Link, ...] = ()
    """Sitemaps that a sitemap index names."""
    notes: tuple[str, ...] = ()
    """What was odd about it, a line each, for the person who keeps the source: "entity declarations refused", …"""
