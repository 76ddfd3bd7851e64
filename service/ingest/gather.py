"""What the store knows of a page, as values for `decide`.

What is expensive to read is read only where a cheap test of values says that it is needed: of a page that reads as its
item does, nothing is. What is learned by the way about the store itself is written at once: whether an address that was
only stated is its item's (`holder`), and samples that an earlier version did not take (`Copies.find`).
"""

from collections.abc import Collection
from dataclasses import replace

from service.identity import AGREES, ComparedWords, same_page
from service.identity.renaming import MOST, Publication, has_most, takes_the_place
from service.ingest.comparable_page import ComparablePage, Visit, edit_of, is_on_the_web
from service.ingest.comparable_text import ComparableText, Found, comparable_text
from service.ingest.confirmation import added_lines, share_of
from service.ingest.copies import Copies
from service.ingest.decide import (
    SAME_DOCUMENT,
    Candidate,
    FreeAddress,
    LocalDocument,
    OtherArticle,
    ReadsOtherwise,
    ReadsTheSame,
    Situation,
    Unwanted,
    is_copy,
)
from service.ingest.renames import as_published
from service.models import Article
from service.sources.filters import wants_article
from service.store import ItemState, Store
from service.urls import StatedAddresses, loose_key, stated_addresses, strict_key


class Gatherer:
    """Reads from the store what deciding needs. Every call is made inside the transaction of one page."""

    def __init__(self, store: Store, copies: Copies) -> None:
        self._store = store
        self._copies = copies

    def holder(self, key: str, article: Article) -> ItemState | None:
        """Return the item that stands at this address.

        What a page states must not take another's place: an item that has the address only because its page states it
        keeps it if the page there reads as the item does, and loses it otherwise.
        """
        known = self._store.items.at(key)
        if known is None or not self._store.addresses.is_only_stated(key):
            return known
        if same_page(ComparedWords(known.text), ComparedWords(article.text)):
            self._store.addresses.confirm_stated(key)
            return known
        self._store.addresses.drop_stated(key)
        return None

    def page(self, page: ComparablePage, visit: Visit) -> Situation:
        """Return the situation of a page, or of a document that is an item of its own."""
        if page.known is not None:
            return self._of_item(page, page.known, visit)
        text = comparable_text(page, visit.url, visit.now)
        if page.replaced is not None:
            return OtherArticle(
                replaced=page.replaced,
                text=text,
                candidates=[Candidate(found=one) for one in self._copies.find(text, but=page.replaced.id)],
                stood_here=self._stood_here(visit.link.key, text, page.replaced),
                is_local=not is_on_the_web(visit.url),
            )
        if not self._wants(page, visit):
            return Unwanted()
        found = self._copies.find(text)
        if page.is_watched:
            return FreeAddress(text=text, candidates=[Candidate(found=one) for one in found], is_watched=True)
        own = _Addresses(visit, page.article) if found else None
        candidates = [self._with_addresses(one, own) for one in found]
        this = Publication(url=visit.url, words=text.piece.words, at=text.piece.at)
        return FreeAddress(text=text, candidates=[self._as_predecessor(one, this) for one in candidates])

    def document(self, page: ComparablePage, known: ItemState | None, visit: Visit) -> Situation:
        """Return the situation of a document that is new, or whose item (`known`) stands on the web too."""
        if known is None and not self._wants(page, visit):
            return Unwanted()
        text = comparable_text(page, visit.url, visit.now)
        candidates = [self._with_addresses(one, None) for one in self._copies.find(text)]
        return LocalDocument(text=text, candidates=candidates, known=known.id if known else None)

    def _of_item(self, page: ComparablePage, known: ItemState, visit: Visit) -> Situation:
        edit = edit_of(known, page.article, visit.now)
        if edit is None:
            return ReadsTheSame(item=known.id)
        text = comparable_text(page, visit.url, visit.now)
        return ReadsOtherwise(
            known=known,
            edit=edit,
            text=text,
            earlier=self._store.revisions.earlier(known.id, text.fingerprint.text_hash),
            shown_elsewhere=self._share_shown_elsewhere(page, known),
            is_local=not is_on_the_web(visit.url),
            was_seen=page.was_seen,
        )

    def _share_shown_elsewhere(self, page: ComparablePage, known: ItemState) -> float:
        """Return how much of what was added to an item stands on other pages of its host, as far as these are known."""
        if page.host is None:
            return 0.0
        added = added_lines(known, page.article)
        others = self._store.site_pages.of(page.host, but=known.id) if added else []
        return share_of(frozenset(line for other in others for line in other.lines), added)

    def _wants(self, page: ComparablePage, visit: Visit) -> bool:
        link, article = visit.link.link, page.article
        return wants_article(visit.source, url=link.url, title=article.title, text=article.text)

    # ── candidates ────────────────────────────────────────────────────────────────────────────────────────────────

    def _with_addresses(self, found: Found, own: "_Addresses | None") -> Candidate:
        """Return a candidate with what its addresses say; nothing is asked of one that has too little of the text."""
        if not found.is_same_document(SAME_DOCUMENT):
            return Candidate(found=found)
        shares = own is not None and is_copy(found.similarity, AGREES) and own.share_any(self._addresses(found.item))
        on_the_web = self._store.addresses.is_on_web(found.item)
        return Candidate(found=found, on_the_web=on_the_web, shares_address=shares)

    def _as_predecessor(self, candidate: Candidate, this: Publication) -> Candidate:
        """Return a candidate with whether this page would be its article at a new address."""
        similarity = candidate.found.similarity
        if min(similarity.covered, similarity.covers) < MOST:
            return candidate
        known = self._store.items.known(candidate.found.item)
        if not is_on_the_web(known.url):
            return candidate
        is_predecessor = takes_the_place(this, as_published(known))
        return replace(candidate, is_predecessor=is_predecessor, is_gone=known.missing_since is not None)

    def _addresses(self, item: int) -> list[str]:
        return [url for url, how, _ in self._store.items.addresses(item) if how != "document"]

    def _stood_here(self, key: str, text: ComparableText, replaced: ItemState) -> int | None:
        """Return the item of this text that stood at an address before, the last one first."""
        for item in self._store.addresses.former_holders(key, but=replaced.id):
            known = self._store.items.known(item)
            if known.text_hash in text.piece.hashes or has_most(text.piece.words, ComparedWords(known.text)):
                return item
        return None


class _Addresses:
    """The addresses that are a page's own: by their form (AMP or print view, a weak parameter), or as it states."""

    def __init__(self, visit: Visit, article: Article) -> None:
        self._loose = {loose_key(url) for url in (visit.link.link.url, visit.url)}
        self._stated = {strict_key(url) for url in stated_by(visit.url, article).aliases}

    def share_any(self, urls: Collection[str]) -> bool:
        """Say whether one of these addresses is the page's own."""
        return any(strict_key(url) in self._stated or loose_key(url) in self._loose for url in urls)


def stated_by(url: str, article: Article) -> StatedAddresses:
    """Return what the page at `url` states of its addresses, judged."""
    return stated_addresses(url, canonical=article.canonical, og_url=article.shared_as, amp_url=article.amp)
