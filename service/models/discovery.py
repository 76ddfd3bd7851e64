"""The kinds of sources, and what is discovered in them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self


class SourceKind(StrEnum):
    """What a source of `sources.yaml` is."""

    # This docstring is part of sources.schema.json. How each kind is asked and read stands in service/sources/registry.

    location_key: str
    """The key of sources.yaml that says where such a source is: `url` or `path`."""

    def __new__(cls, value: str, location_key: str = "url") -> Self:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.location_key = location_key
        return kind

    FEED = "feed"
    LISTING = "listing"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder", "path"

    @property
    def is_local(self) -> bool:
        """Whether such a source is read from this machine instead of asked on the web."""
        return self.location_key == "path"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkContent:
    """The text of an item, as its source carries it along with the link."""

    body: bytes
    name: str
    """As of a file: the suffix tells the format, `.html`, `.md` or `.txt`."""


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
    content: LinkContent | None = None
    """The whole item. Where there is one, the page at `url` is not fetched for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one answer of a source names, newest first as far as it tells."""

    kind: SourceKind
    links: tuple[Link, ...]
    title: str | None = None
    language: str | None = None
    children: tuple[Link, ...] = ()
    """Further files of the same kind that are asked for in turn: the sitemaps that a sitemap index names."""
    notes: tuple[str, ...] = ()
    """What was odd about it, a line each, for the person who keeps the source: "entity declarations refused", …"""
    cursor: str | None = None
    """How far the source has been read, in words of its kind; handed back at the next poll. None: as far as before."""
