"""Collects the links of one page: absolute, of the web, each once; counts what it leaves out."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urljoin

import can_ada

from service.models import Link

URL_LIMIT = 2_048
"""Characters: longer ones are not stored (the sitemap protocol's own limit)."""

_BEGINNING = datetime.min.replace(tzinfo=UTC)


class BadLink(ValueError):
    """A URL that is not taken; its text is the reason, as a note puts it."""


def web_url(raw: str, base: str) -> str:
    """Return `raw` resolved against `base` the way browsers do: absolute http(s), no fragment, no user-info.

    Raises:
        BadLink: it is not of the web, cannot be read, or is longer than `URL_LIMIT`.
    """
    if len(raw) > 4 * URL_LIMIT:
        raise BadLink(f"longer than {URL_LIMIT:,} characters")
    try:
        text = raw.strip()
        # Most URLs are absolute, and urljoin costs three times what parsing does.
        url = can_ada.parse(text if text.startswith(("https://", "http://")) else urljoin(base, text))
        if url.protocol not in ("http:", "https:") or not url.hostname:
            raise BadLink("not http(s)")
        url.username = url.password = url.hash = ""
        href = str(url.href)
    except BadLink:
        raise
    except (ValueError, TypeError) as error:  # can_ada's word for text with half a character is TypeError
        raise BadLink("not a URL") from error
    if len(href) > URL_LIMIT:
        raise BadLink(f"longer than {URL_LIMIT:,} characters")
    return href


def when(link: Link) -> datetime | None:
    """Return the moment a link is ordered by."""
    return link.published or link.updated


def newest_first(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the dated links, newest first, and after them the others; otherwise both keep the order given."""
    return tuple(sorted(links, key=lambda link: when(link) or _BEGINNING, reverse=True))


class LinkCollector:
    """The links named so far, at most `limit`; the first of several with one URL wins."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._links: dict[str, Link] = {}
        self._dropped: Counter[str] = Counter()

    @property
    def links(self) -> tuple[Link, ...]:
        """In the order named."""
        return tuple(self._links.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """One line for each reason for which links were left out."""
        return tuple(
            f"{count:,} {'link' if count == 1 else 'links'} left out: {why}" for why, count in self._dropped.items()
        )

    def add(
        self,
        raw: str,
        *,
        base: str,
        title: str | None = None,
        summary: str | None = None,
        author: str | None = None,
        published: datetime | None = None,
        updated: datetime | None = None,
    ) -> None:
        """Take one link, or count why not."""
        try:
            url = web_url(raw, base)
        except BadLink as refusal:
            self.drop(str(refusal))
            return
        if url in self._links:
            return
        if len(self._links) >= self._limit:
            self.drop(f"more than {self._limit:,} in one page")
            return
        self._links[url] = Link(
            url=url, title=title, summary=summary, author=author, published=published, updated=updated
        )

    def drop(self, reason: str) -> None:
        """Count a link that is left out."""
        self._dropped[reason] += 1
