"""identify: which item an article is, and what that makes of the store. One call a page, inside its transaction."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from service.changes import compare
from service.config import Config
from service.identity import (
    AGREES,
    Found,
    Kind,
    Piece,
    Reused,
    Words,
    decide,
    fingerprint,
    reused,
    text_hash,
)
from service.ingest.confirmation import Confirmation, NeedsConfirmation, is_teaser
from service.ingest.copies import Candidate, Copies, site
from service.ingest.event_log import EventLog
from service.ingest.outcome import Outcome
from service.ingest.reverts import Reverts, summary_of_return
from service.ingest.site_boilerplate import BoilerplateFilter, ComparablePage
from service.ingest.site_changes import SiteChanges
from service.models import Article, Edit, EventKind, Fingerprint
from service.store import EarlierVersion, ItemState, Store, StoredLink
from service.urls import StatedAddresses, loose_key, stated_addresses, strict_key

SAME_DOCUMENT = 0.5
"""A page and a local document are one item where each has so much of the other: a teaser of it is its copy."""

LASTING = timedelta(days=2)
"""After which a date is no longer that of the look, in any zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What became of an article, and its item. DOUBTFUL: nothing of it has been written, and `doubt` says why."""

    outcome: Outcome
    item: int
    doubt: NeedsConfirmation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """An article that is not known at its address, and what it is like."""

    link: StoredLink
    cleared: ComparablePage
    url: str
    now: datetime
    wanted: Candidate
    found: tuple[Found, ...]

    @property
    def how(self) -> str:
        """The kind of its address."""
        return "fetched" if _on_the_web(self.url) else "document"


class Identifier:
    """Decides on articles and writes what follows."""

    def __init__(self, store: Store, config: Config, furnisher: BoilerplateFilter) -> None:
        self._store = store
        self._furnisher = furnisher
        self._kinship = Copies(store, config)
        self._teller = EventLog(store, config)
        self._doubter = Confirmation(store)
        self._returns = Reverts(store)
        self._templates = SiteChanges(store, config)

    def page(self, link: StoredLink, cleared: ComparablePage, url: str, now: datetime) -> Identified:
        """A page at `url`."""
        known, article = cleared.known, cleared.article
        if known is not None and not reused(known, title=article.title, text=article.text):
            return self._known(link, self._templates.clear(cleared, now), url, now)
        at = self._at(link, cleared, url, now)
        verdict = decide(title=article.title, text=article.text, known=known, found=at.found)
        if isinstance(verdict, Reused):
            assert known is not None
            return self._reuse(at, known)
        document = self._one_with(at.found, on_the_web=False)
        if document is not None:
            return self._join(at, document)
        twin = self._twin(at)
        return Identified(outcome=Outcome.COPY, item=twin) if twin is not None else self._add(at)

    def watched(self, link: StoredLink, cleared: ComparablePage, url: str, now: datetime) -> Identified:
        """A page that is watched itself: whatever it holds, it is one item."""
        if cleared.known is not None:
            return self._known(link, cleared, url, now)
        return self._add(self._at(link, cleared, url, now))

    def document(self, link: StoredLink, article: Article, now: datetime) -> Identified:
        """A local document. One that stands on the web too is kept beside what stands there."""
        known = self._store.items.at(link.key)
        cleared = ComparablePage(article=article, whole=article, known=known)  # a folder has many publishers
        on_the_web = known is not None and self._store.addresses.is_on_web(known.id)
        if known is not None and not on_the_web:
            return self.page(link, cleared, link.link.url, now)
        at = self._at(link, replace(cleared, known=None), link.link.url, now)
        item = self._one_with(at.found, on_the_web=True)
        if item is None or (known is not None and item != known.id):
            added = self._add(at)
            self._store.addresses.reassign(link.key, heir=added.item, now=now)
            return added
        text_hash = at.wanted.fingerprint.text_hash
        if not self._store.revisions.has_text(item, text_hash):
            self._store.items.add_alternate(item, article, text_hash=text_hash, now=now)
        return Identified(outcome=Outcome.UNCHANGED if known else Outcome.COPY, item=item)

    # ── at an address that is known ──────────────────────────────────────────────────────────────────────────────

    def _known(self, link: StoredLink, cleared: ComparablePage, url: str, now: datetime) -> Identified:
        cleared = _as_said_still(cleared, link)
        known, article = cleared.known, cleared.article
        assert known is not None
        edit = compare(known, article)  # which takes no time where nothing is another
        if edit is None or (edit.kinds == ("published",) and _is_of_today(article, known, now)):
            self._vouch(cleared, now)
            return Identified(outcome=Outcome.UNCHANGED, item=known.id)
        wanted = _print(cleared, url, now)
        back = self._returns.find(known, article, text_hash=wanted.fingerprint.text_hash)
        doubt = self._doubt(cleared, url, now, back=back)
        if doubt is not None and not doubt.is_overcome(known):
            return Identified(outcome=Outcome.DOUBTFUL, item=known.id, doubt=doubt)
        outcome = self._revise(link, cleared, wanted, edit, now, back=back)
        return Identified(outcome=outcome, item=known.id)

    def _doubt(
        self, cleared: ComparablePage, url: str, now: datetime, *, back: EarlierVersion | None
    ) -> NeedsConfirmation | None:
        """Why an edit wants confirming. Local documents are believed as they stand."""
        assert cleared.known is not None
        if not _on_the_web(url):
            return None
        if back is not None:
            return self._returns.doubt(cleared.known, cleared.article, back, now)
        return self._doubter.edit(cleared)

    def _vouch(self, cleared: ComparablePage, now: datetime) -> None:
        """The page reads as its item does."""
        known = self.trim(cleared, now)
        self._store.items.mark_verified(known.id, cleared.article)

    def _revise(
        self,
        link: StoredLink,
        cleared: ComparablePage,
        wanted: Candidate,
        edit: Edit,
        now: datetime,
        *,
        back: EarlierVersion | None,
    ) -> Outcome:
        """The item reads otherwise now: as it did before (`back`), or as it never did."""
        article = cleared.article
        known = self.trim(cleared, now)
        # Where our own rules changed in between the difference may be ours, and ours is no news. The text is kept.
        told = known.extractor == article.extractor
        if back is None:
            if is_teaser(known.text, article):
                edit = replace(edit, summary=f"only the beginning of its text is shown now: {edit.summary}")
            number = self._rewrite(known, article, wanted.fingerprint, now)
        else:
            number = back.revision.number
            edit = compare(known, back.revision) or edit
            edit = replace(edit, summary=summary_of_return(back.revision, edit.summary))
            told = self._returns.take(known, back, now, ours=not told)
            self._store.samples.keep(known.id, wanted.fingerprint, instead_of=fingerprint(known.text))
            self._store.items.mark_verified(known.id, article)
        self._furnisher.learn(known.id, cleared)
        if not told:
            return Outcome.UNCHANGED
        self._store.items.mark_edited(known.id, now=now)
        settled = self._kinship.settle(known.id, self._kinship.look(wanted, but=known.id))
        self._kinship.tell((item for item in settled.untold if item != known.id), now)
        if self._store.events.reported_with_copy(
            known.id,
            lead=settled.places[known.id].copy_of or known.id,
            text_hash=wanted.fingerprint.text_hash,
            old_hash=known.text_hash,
            summary=edit.summary,
        ):
            return Outcome.UNCHANGED
        self._teller.tell(EventKind.CHANGED, known, link.source, now, to_revision=number, edit=edit)
        return Outcome.CHANGED

    def _rewrite(self, known: ItemState, article: Article, taken: Fingerprint, now: datetime) -> int:
        """One more revision, found by its own words from now on; its number."""
        number = self._store.items.revise(known.id, article, text_hash=taken.text_hash, now=now)
        self._store.samples.keep(known.id, taken, instead_of=fingerprint(known.text))
        return number

    def _reuse(self, at: _At, known: ItemState) -> Identified:
        """Another article stands where an item stood: it takes the address, the item keeps all else."""
        heir = self._holder_before(at)
        if heir is None and _on_the_web(at.url):
            doubt = self._doubter.swap(known, at.cleared.article, at.url)
            if doubt is not None and not doubt.is_overcome(known):
                return Identified(outcome=Outcome.DOUBTFUL, item=known.id, doubt=doubt)
        heir = heir or self._add(at)
        for key in dict.fromkeys((at.link.key, strict_key(at.url) if at.how == "fetched" else at.link.key)):
            self._store.addresses.reassign(key, heir=heir.item, now=at.now)
        if not self._store.addresses.has_any(known.id):
            self._store.items.mark_address_reused(known.id)
        return heir

    def _holder_before(self, at: _At) -> Identified | None:
        """The item of this very text that stood at this address once: it has come back."""
        for alike in at.found:
            back = at.wanted.fingerprint.text_hash == self._store.items.known(alike.item).text_hash
            if back and self._store.addresses.has_held(at.link.key, alike.item):
                return Identified(outcome=Outcome.UNCHANGED, item=alike.item)
        return None

    # ── at one that is not ───────────────────────────────────────────────────────────────────────────────────────

    def _at(self, link: StoredLink, cleared: ComparablePage, url: str, now: datetime) -> _At:
        wanted = _print(cleared, url, now)
        found = self._kinship.look(wanted, but=cleared.known.id if cleared.known else None)
        return _At(link=link, cleared=cleared, url=url, now=now, wanted=wanted, found=found)

    def _add(self, at: _At) -> Identified:
        """An item of its own, which may be another's copy or variant."""
        taken = at.wanted.fingerprint
        item = self._store.items.add(at.cleared.article, url=at.url, text_hash=taken.text_hash, now=at.now)
        self._store.samples.keep(item, taken)
        # Its address comes before its place: whether its source is primary decides who leads.
        self._store.items.add_alias(item, key=at.link.key, url=at.link.link.url, how=at.how, now=at.now)
        settled = self._kinship.settle(item, at.found)
        folded = len(self._store.similarities.group(item)) > 1
        if not folded:
            self._furnisher.learn(item, at.cleared)
        for untold in settled.untold:
            if untold == item:
                self._teller.tell(EventKind.NEW, self._store.items.known(item), at.link.source, at.now)
        self._kinship.tell((untold for untold in settled.untold if untold != item), at.now)
        return Identified(outcome=Outcome.COPY if folded else Outcome.NEW, item=item)

    def _one_with(self, found: tuple[Found, ...], *, on_the_web: bool) -> int | None:
        """The item that is the same article in the other world: a local document for a page, a page for a document."""
        for alike in found:
            whole = min(alike.similarity.covered, alike.similarity.covers) >= SAME_DOCUMENT
            is_copy = alike.similarity.kind is Kind.COPY and whole
            if is_copy and self._store.addresses.is_on_web(alike.item) is on_the_web:
                return alike.item
        return None

    def _twin(self, at: _At) -> int | None:
        """The item of this very page at another of its addresses: its AMP or print view, its address without a weak
        parameter, or the one it states as its own. The texts must agree too."""
        keys = {loose_key(url) for url in (at.link.link.url, at.url)}
        own = {strict_key(url) for url in also_at(at.url, at.cleared.article)}
        for alike in at.found:
            if (
                alike.similarity.kind is not Kind.COPY
                or min(alike.similarity.covered, alike.similarity.covers) < AGREES
            ):
                continue
            there = [url for url, how, _ in self._store.items.addresses(alike.item) if how != "document"]
            if any(strict_key(url) in own or loose_key(url) in keys for url in there):
                return alike.item
        return None

    def _join(self, at: _At, document: int) -> Identified:
        """A page that is a local document: its item gains the address and what the page says. That is no news."""
        known, article = self._store.items.known(document), at.cleared.article
        self._store.items.move(document, url=at.url)
        self._rewrite(known, article, at.wanted.fingerprint, at.now)
        self._furnisher.learn(document, at.cleared)
        others = tuple(alike for alike in at.found if alike.item != document)
        self._kinship.tell(self._kinship.settle(document, others).untold, at.now)
        return Identified(outcome=Outcome.COPY, item=document)

    def trim(self, cleared: ComparablePage, now: datetime) -> ItemState:
        """Take out of the newest revision what has become furniture since, in silence; the item as it is then."""
        known, trimmed = cleared.known, cleared.trimmed
        assert known is not None
        if trimmed is None:
            return known
        old = fingerprint(self._store.items.known(known.id).text)
        without = self._store.items.leave_out_lines(
            known.id, kept=trimmed.kept, furniture=trimmed.furniture, text_hash=known.text_hash, now=now
        )
        self._store.samples.keep(known.id, fingerprint(without.text), instead_of=old)
        return without


def also_at(url: str, article: Article) -> tuple[str, ...]:
    """The other addresses that the page at `url` states as its own, as far as it may be believed."""
    return stated_by(url, article).aliases


def stated_by(url: str, article: Article) -> StatedAddresses:
    """What the page at `url` states of its addresses, judged."""
    return stated_addresses(url, canonical=article.canonical, og_url=article.shared_as, amp_url=article.amp)


def _as_said_still(cleared: ComparablePage, link: StoredLink) -> ComparablePage:
    """The page of a known item as saying what it does not say any more of its author and its publication. What its
    source said in its stead is that source's, and no edit."""
    known, article = cleared.known, cleared.article
    assert known is not None
    byline, published = article.byline, article.published
    if byline in (None, link.link.author):
        byline = known.byline or byline
    if published in (None, link.link.published):
        published = known.published or published
    if (byline, published) == (article.byline, article.published):
        return cleared
    said = replace(article, byline=byline, published=published)
    return replace(cleared, article=said, whole=said if cleared.whole is article else cleared.whole)


def _is_of_today(article: Article, known: ItemState, now: datetime) -> bool:
    """Whether an article's moment of publication may be no more than that of the look: pages without one show the day,
    or when they were made. It is later than the item was first read, and not old yet; where it lasts, it is told."""
    moment = article.published
    assert moment is not None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment > known.first_seen and now - moment < LASTING


def _on_the_web(url: str) -> bool:
    return url.startswith(("http:", "https:"))


def _print(cleared: ComparablePage, url: str, now: datetime) -> Candidate:
    """An article as it is looked for: by its text without furniture, or (it may not have been known as such by then)
    by the very text of its page."""
    article, whole = cleared.article, cleared.whole
    taken = article.fingerprint if article is whole and article.fingerprint else fingerprint(article.text)
    page = taken.text_hash if article is whole else text_hash(whole.text)
    return Candidate(
        piece=Piece(
            title=article.title,
            words=Words(article.text),
            hashes=frozenset({taken.text_hash, page} - {""}),
            host=site(url),
            at=article.published or now,
        ),
        fingerprint=taken,
    )
