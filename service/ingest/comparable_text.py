"""An article's text as it is compared with those of other items, and what it was found to be to one of them."""

from dataclasses import dataclass
from datetime import datetime

from service.identity import MatchKind, Piece, Similarity, Told, as_told, compared_words, fingerprint
from service.identity import text_hash as hash_of
from service.ingest.comparable_page import ComparablePage, is_on_the_web
from service.models import Fingerprint, Update
from service.store import ItemState
from service.urls import host


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparableText:
    """An article's text as it is compared with those of other items, and by what it is found."""

    piece: Piece
    fingerprint: Fingerprint
    told: Told
    now: datetime
    """When it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item that an article is a copy, a variant or an update of."""

    item: int
    text_hash: str
    similarity: Similarity
    update: Update | None = None
    """What the article adds to it, where it is an update."""
    by_text: MatchKind | None = None
    """What it is by the texts alone, once what was told has been asked too; None before that."""

    def is_same_document(self, share: float) -> bool:
        """Say whether both are one by the texts alone, and have at least so much of each other."""
        return (self.by_text or self.similarity.kind) is MatchKind.COPY and min(self.closeness) >= share

    @property
    def closeness(self) -> tuple[float, float]:
        """Return the share of the article's text that the item has, and the reverse."""
        return self.similarity.covered, self.similarity.covers


def comparable_text(page: ComparablePage, url: str, now: datetime) -> ComparableText:
    """Return a page's text as it is looked for among those of other items.

    It is found without its boilerplate or, since that may not have been known as such by then, by its whole text.
    """
    article, whole = page.article, page.whole
    taken = article.fingerprint if article is whole and article.fingerprint else fingerprint(article.text)
    of_page = taken.text_hash if article is whole else hash_of(whole.text)
    return ComparableText(
        piece=Piece(
            title=article.title,
            words=compared_words(article.text),
            hashes=frozenset({taken.text_hash, of_page} - {""}),
            host=_site(url),
            at=article.published or now,
        ),
        fingerprint=taken,
        told=as_told(article.title, article.text),
        now=now,
    )


def stored_text(known: ItemState, now: datetime) -> ComparableText:
    """Return a stored item's text as it is looked for among those of other items."""
    return ComparableText(
        piece=piece(known),
        fingerprint=fingerprint(known.text),
        told=as_told(known.title, known.text),
        now=now,
    )


def piece(known: ItemState) -> Piece:
    """Return a stored item as it is compared."""
    return Piece(
        title=known.title,
        words=compared_words(known.text),
        hashes=frozenset({known.text_hash} - {""}),
        host=_site(known.url),
        at=known.published or known.first_seen,
    )


def _site(url: str) -> str:
    """Return the host of an address of the web, without `www.`; an empty string for a document's."""
    return host(url).removeprefix("www.") if is_on_the_web(url) else ""
