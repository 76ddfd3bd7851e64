"""What makes an article of a source's page, and the version that tells whether it would make the same of it today."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from service.config import Source
from service.extract import VERSION, extract_page, extract_watched
from service.identity import fingerprinted
from service.models import Article, DateOrigin, plausible
from service.sources.filters import watches
from service.store import StoredLink

_DIGITS = 6
"""Of the hash of a source's rules: they are told apart from the source's former ones only."""


def reader_of(source: Source, key: str) -> Callable[..., Article]:
    """What makes an article of the page of this key that the source named. Pure and picklable: for a parser process."""
    read = extract_watched if watches(source, key) else extract_page
    return partial(fingerprinted, read, language=source.language, content=source.content, remove=source.remove)


def extractor_of(source: Source) -> str:
    """The version of the extractor and of the source's own rules, as revisions of its pages carry it: "5-1a2b", or
    "5-1a2b+ab12cd" where the source has rules."""
    return VERSION + _mark(source)


def stamped(article: Article, source: Source) -> Article:
    """An article that the source's reader made, with the version of the source's rules too."""
    mark = _mark(source)
    return replace(article, extractor=article.extractor + mark) if mark else article


def completed(
    article: Article, link: StoredLink, source: Source, *, look: datetime, origin: DateOrigin = DateOrigin.STATED
) -> Article:
    """What the page itself does not say, the source that named it may have said. Dates that do not count are none.

    `look` is when the page was fetched, or the document read; `origin` is that of the dates it states.
    """
    said = link.link
    of_published = DateOrigin.GUESSED if article.published_guessed else origin
    return replace(
        article,
        title=article.title or said.title,
        byline=article.byline or said.author,
        published=plausible(article.published, of_published, visit=look)
        or plausible(said.published, DateOrigin.STATED, visit=look),
        modified=plausible(article.modified, origin, visit=look),
        language=article.language or source.language,
        lead=article.lead or said.summary,
    )


def _mark(source: Source) -> str:
    if not source.content and not source.remove:
        return ""
    rules = json.dumps([source.content, source.remove], ensure_ascii=False)
    return f"+{hashlib.sha256(rules.encode()).hexdigest()[:_DIGITS]}"
