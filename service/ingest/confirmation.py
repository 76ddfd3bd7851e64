"""identify: what speaks against believing at once what a page says now."""

from dataclasses import dataclass

from service.changes import suspicious
from service.identity import believed, line_key, text_hash
from service.identity.lifecycle.availability import LOOKS_AT_SUSPECTED, LOOKS_BEFORE_BELIEVED
from service.ingest.site_boilerplate import ComparablePage
from service.models import Access, Article
from service.store import ItemState, Store
from service.urls import host

SHARED = 0.5
"""Of what was added, measured in characters: more of it on other pages of the host is the host's, or another page's."""

BEGINNING = 0.8
"""Of a text, measured in characters: so much of it in the text before, in its order, and it is a piece of that."""

_CUT = " .…[]»"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsConfirmation:
    """Why a page is not believed at once."""

    reason: str
    seen: str
    """What the page looked like, as a hash: a second look must find the same."""
    looks: int = LOOKS_BEFORE_BELIEVED
    """How many must find the same."""

    def is_overcome(self, known: ItemState) -> bool:
        """Whether, with this look, so many have found the same."""
        same = known.suspect_hash == self.seen
        return believed(looks=known.suspect_visits, same_as_before=same, needed=self.looks)


class Confirmation:
    """Judges pages by what the store holds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def edit(self, cleared: ComparablePage) -> NeedsConfirmation | None:
        """Why the page of a known item, which reads otherwise than it did, should be confirmed by another look."""
        known, article = cleared.known, cleared.article
        assert known is not None
        seen = seen_as(article)
        if is_teaser(known.text, article):
            return NeedsConfirmation(reason="shows only the beginning of its text", seen=seen)
        if loss := suspicious(known, article):
            return NeedsConfirmation(reason=loss, seen=seen)
        if cleared.host is not None and self._is_of_others(cleared, known):
            reason = "most of what was added stands on other pages of its host"
            return NeedsConfirmation(reason=reason, seen=seen, looks=LOOKS_AT_SUSPECTED)
        return None

    def swap(self, known: ItemState, article: Article, url: str) -> NeedsConfirmation | None:
        """Why an address that seems to hold another article now may not: that one stands elsewhere on its host."""
        elsewhere = self._store.items.addresses_with_text(text_hash(article.text), but=known.id)
        if any(host(other) == host(url) for other in elsewhere if other.startswith("http")):
            reason = "shows another article of its host"
            return NeedsConfirmation(reason=reason, seen=seen_as(article), looks=LOOKS_AT_SUSPECTED)
        return None

    def _is_of_others(self, cleared: ComparablePage, known: ItemState) -> bool:
        had = {line_key(text) for text in known.text.split("\n\n")}
        added = {key: text for text in cleared.article.paragraphs if (key := line_key(text)) not in had}
        if not added:
            return False
        others = self._store.site_pages.of(cleared.host or "", but=known.id)
        theirs = {key for page in others for key in page.lines}
        shared = sum(len(text) for key, text in added.items() if key in theirs)
        return shared > SHARED * sum(map(len, added.values()))


def seen_as(article: Article) -> str:
    """A hash of what a reader sees of a page: its title and its text."""
    return text_hash(f"{article.title or ''}\n\n{article.text}")


def is_teaser(before: str, article: Article) -> bool:
    """Whether a page that does not show its whole text shows a beginning of the text it had before.

    A text that grew, or is as long as before, is no teaser of it; nor is one whose page claims to be whole and free.
    """
    if article.access not in (Access.PAYWALLED, Access.TRUNCATED) or not article.blocks:
        return False
    old = [_plain(text) for text in before.split("\n\n")]
    new = [_plain(text) for text in article.paragraphs]
    if sum(map(len, new)) >= sum(map(len, old)):
        return False
    kept, at = 0, 0
    for text in new:
        found = next((n for n in range(at, len(old)) if text and old[n].startswith(text)), None)
        if found is not None:
            kept, at = kept + len(text), found + 1
    return kept >= BEGINNING * sum(map(len, new))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(_CUT)
