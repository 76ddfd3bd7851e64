"""What a page says of itself: title, people, dates, language, address, site. Statements first, then what it shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from service.extract.metadata import structured_data as statements
from service.extract.metadata.access import is_walled
from service.extract.metadata.byline import byline_of
from service.extract.metadata.language import language_of
from service.extract.metadata.published import Times
from service.extract.metadata.site import SiteName, site_of
from service.extract.metadata.title import title_of
from service.extract.metadata.topics import section_of, tags_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of itself. Absent is None."""

    title: str | None
    byline: str | None
    published: datetime | None
    shown: tuple[datetime, ...]
    """Dates it shows somewhere: some may be other articles'. Looked for only where it states none."""
    modified: datetime | None
    language: str | None
    canonical: str | None
    shared_as: str | None
    amp: str | None
    site: str | None
    description: str | None
    section: str | None
    tags: tuple[str, ...]
    walled: bool
    """The page says that reading it is not free."""
    body: str | None
    """The text as the page's JSON-LD has it, white space folded."""
    raw_body: str | None
    """The same as it stands there, with its line breaks and its markup."""
    news: bool
    """The page says that it is a news article."""
    stated: bool
    """The page says that it is an article, and when it was published."""
    password: bool
    """The page asks for a password."""


def read(parser: LexborHTMLParser, *, url: str, language: str | None) -> Facts:
    """The facts of the page at `url`, as `tree.prune` leaves it. `language` stands in where the page names none."""
    stated = statements.collect(parser, url=url)
    tongue = language_of(stated, fallback=language)
    site = site_of(stated)
    name = SiteName(site, url)
    title = title_of(parser, stated, name)
    times = Times(parser, stated, tongue)
    return Facts(
        title=title,
        byline=byline_of(parser, stated, name),
        published=times.published,
        shown=() if times.published else times.shown(),
        modified=times.modified,
        language=tongue,
        canonical=_address([*stated.canonicals, *stated.metas.get("og:url", ())], url),
        shared_as=_address(stated.metas.get("og:url", ()), url),
        amp=_address(stated.amps, url),
        site=site,
        description=next(iter([*stated.named("description"), *stated.said("description")]), None),
        section=section_of(stated, title=title),
        tags=tags_of(stated),
        walled=is_walled(stated),
        body=next(iter(stated.said("articleBody")), None),
        raw_body=raw if isinstance(raw := stated.article.get("articleBody"), str) else None,
        news=stated.news,
        stated=bool(stated.article.get("datePublished") or stated.metas.get("article:published_time")),
        password=stated.password,
    )


def _address(addresses: Iterable[str], url: str) -> str | None:
    """The first of `addresses` that is a web address, made absolute."""
    for text in addresses:
        try:
            address = text.strip() if text.startswith("https://") else str(urljoin(url, text.strip()))
            parts = urlsplit(address)
        except ValueError:
            continue
        if text.strip() and parts.scheme in ("http", "https") and parts.netloc:
            return address
    return None
