"""Record what pages and documents mean for the store. One transaction a page, no `await` inside."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from service.config import BY_HAND, Config, Source
from service.engine import Answer
from service.errors import Gone, StoreFull
from service.identity import ComparedWords, judge_absence, text_hash
from service.identity.renaming import is_led_to
from service.ingest import confirmation
from service.ingest.apply import Applier, Outcome
from service.ingest.comparable_page import ComparablePage, Visit, is_on_the_web
from service.ingest.confirmation import NeedsConfirmation
from service.ingest.copies import Copies
from service.ingest.decide import Decision, FreeAddress, NewItem, Renamed, ReturnedHere, decide
from service.ingest.event_log import EventLog
from service.ingest.gather import Gatherer, stated_by
from service.ingest.normalize import Normalizer, completed
from service.ingest.page_archive import PageArchive
from service.ingest.page_readers import FetchedPage
from service.ingest.rechecks import Rechecks, try_again
from service.ingest.renames import Renames, article_of
from service.ingest.site_boilerplate import BoilerplateFilter
from service.ingest.site_changes import SiteChanges
from service.logs import Logger
from service.models import Article, DateOrigin, ItemStatus, NotModified, Validators, to_the_minute
from service.store import FetchRecord, ItemState, Store, StoredLink
from service.urls import public_url, strict_key

log = Logger(__name__)


class Recorder:
    """Records the pages of one cycle. Recording a page twice is harmless: the second time nothing has changed.

        a page → normalize → gather → decide → apply → keep what else it says → schedule its next visit

    `normalize` makes the page and the item at its address comparable, `gather` reads what the store knows of them,
    `decide` says what that means, and `apply` writes it.
    """

    def __init__(self, store: Store, config: Config) -> None:
        boilerplate, copies = BoilerplateFilter(store), Copies(store, config)
        self._store = store
        self._config = config
        self._events = EventLog(store, config)
        self._renames = Renames(store, copies, self._events)
        self._archive = PageArchive(store, config, boilerplate)
        self._normalizer = Normalizer(store, self._archive, boilerplate, SiteChanges(store, self._events))
        self._gatherer = Gatherer(store, copies)
        self._applier = Applier(store, copies, boilerplate, self._events)
        self._rechecks = Rechecks(store, config)

    # ── a page of the web ─────────────────────────────────────────────────────────────────────────────────────────

    def page(
        self,
        link: StoredLink,
        source: Source,
        answer: Answer,
        article: Article,
        now: datetime,
        *,
        fetched: FetchedPage | None = None,
    ) -> Outcome:
        """Record a page that was fetched and read, and return what became of it.

        The body in `fetched` is kept with it, where there is space for it and its source wants it.
        """
        article = completed(article, link.link, source, read_at=now)
        visit = Visit(link=link, source=source, url=public_url(answer.final_url), now=now)
        try:
            return self._record(visit, answer, article, fetched)
        except StoreFull:
            if fetched is None or fetched.body is None:
                raise
            log.warning("archive.full", url=answer.final_url, bytes=len(fetched.body))
            return self._record(visit, answer, article, replace(fetched, body=None))

    def _record(self, visit: Visit, answer: Answer, article: Article, fetched: FetchedPage | None) -> Outcome:
        with self._store.transaction():
            outcome = self._page(visit, answer, article, fetched)
            self._log(visit.link, visit.now, outcome, status=answer.status, size=answer.size, seconds=answer.seconds)
        return outcome

    def _page(self, visit: Visit, answer: Answer, article: Article, fetched: FetchedPage | None) -> Outcome:
        # 1. Which item stands at the address, and whether the answer is a page of it at all.
        asked, final = visit.link.link.url, answer.final_url
        own, there = (self._gatherer.holder(key, article) for key in (visit.link.key, strict_key(final)))
        ends = (own, there) if own and there and own.id != there.id else None
        doubt = confirmation.of_answer(article, asked=asked, final=final, known=own)
        if doubt is None and ends is not None:
            doubt = self._doubt_of_redirect(visit, answer, article, *ends)
        if doubt is not None:
            return self._applier.doubt(doubt, own, visit).outcome
        # 2. The items at both ends of a redirect are one, or the one there has its own text.
        is_one = ends is not None and self._renames.is_led_on(*ends, article.text)
        known = self._joined(visit, *ends, is_one=is_one) if ends is not None else there or own
        # 3. The text is that of the address it leads to, compared with the item there.
        page = replace(self._normalizer.page(visit, article, known, fetched), was_seen=is_one)
        page, decision = self._decided(page, visit, article, fetched)
        applied = self._applier.apply(decision, page, visit)
        # 4. What else the page and its answer say, and when it is visited next.
        if applied.item is not None:
            if is_one and applied.outcome is not Outcome.CHANGED:
                self._renames.settle(applied.item, visit.now)
            self._keep(visit, page, applied.item, answer, fetched)
            self._schedule(visit, page, applied.item, answer, is_edit=applied.outcome is Outcome.CHANGED)
        return applied.outcome

    def _joined(self, visit: Visit, own: ItemState, there: ItemState, *, is_one: bool) -> ItemState:
        """Return the item whose page it is, where an item redirects to another one: both of them become `own`, or it
        moves to where the other one stands, which keeps its text."""
        if is_one:
            self._renames.absorb(there, into=own, now=visit.now)
            return self._store.items.known(own.id)
        self._leave_for(visit, own)
        return there

    def _doubt_of_redirect(
        self, visit: Visit, answer: Answer, article: Article, own: ItemState, there: ItemState
    ) -> NeedsConfirmation | None:
        """Return why an item may not have gone to where another one stands: that has another text, or the server does
        not say that it is for good."""
        doubted = partial(confirmation.of_other_article, article, own, visit.now)
        if self._renames.is_led_on(own, there, article.text):
            return None if _for_good(answer) else doubted(reason=confirmation.NEW_ADDRESS)
        if _for_good(answer):
            is_its_text = is_led_to(ComparedWords(article.text), ComparedWords(own.text))
            return None if is_its_text else doubted(reason=confirmation.ELSEWHERE)
        return NeedsConfirmation(reason=confirmation.ELSEWHERE, seen=confirmation.seen_as(article))

    def _decided(
        self, page: ComparablePage, visit: Visit, article: Article, fetched: FetchedPage | None
    ) -> tuple[ComparablePage, Decision]:
        """Return what a page means. One that is the article of an item that stood elsewhere, or here before another
        one did, is made comparable with that item, and compared."""
        situation = self._gatherer.page(page, visit)
        decision = decide(page.article, situation, visit.now)
        if isinstance(decision, NewItem) and isinstance(situation, FreeAddress):
            for candidate in [one for one in situation.candidates if one.is_predecessor][:1]:
                self._rechecks.visit_soon(candidate.found.item, visit.now)
        if not isinstance(decision, ReturnedHere | Renamed):
            return page, decision
        if isinstance(decision, ReturnedHere):
            self._applier.give_back(decision, visit)
        known = self._store.items.known(decision.item)
        if visit.how == "document":
            page = self._normalizer.document(visit, article, known)
        else:
            page = self._normalizer.page(visit, article, known, fetched)
        return page, decide(page.article, self._gatherer.page(page, visit), visit.now)

    def _keep(self, visit: Visit, page: ComparablePage, item: int, answer: Answer, fetched: FetchedPage | None) -> None:
        """Keep its other addresses, that it stands there, and its body."""
        self._follow_redirect(visit.link, item, answer, visit.now, was_known=page.at_address is not None)
        self._keep_stated(visit, item, page.article)
        self._mark_seen(visit.link, item, visit.now)
        # With the item's newest text, unless that was read from another page, which only says the same.
        if fetched is not None and fetched.body is not None:
            is_its_own = page.known is not None and page.known.id == item
            if is_its_own or self._store.items.known(item).text_hash == text_hash(page.article.text):
                self._archive.keep(item, visit.link, visit.source, answer, fetched.body)

    def _schedule(self, visit: Visit, page: ComparablePage, item: int, answer: Answer, *, is_edit: bool) -> None:
        """Count what the visit was of use for, and say when the item is visited next."""
        link, now = visit.link, visit.now
        same_bytes = self._has_same_bytes(link, answer)
        self._store.http.keep_validators(link.link.url, answer.validators, now=now)
        if page.known is not None and page.known.id == item:
            self._rechecks.count_visit(link, is_edit=is_edit, same_bytes=same_bytes, now=now)
        self._rechecks.schedule(link, visit.source, item, now)

    def _has_same_bytes(self, link: StoredLink, answer: Answer) -> bool:
        """Say whether the page's bytes are, as far as is known, those of the last good visit."""
        kept = self._store.http.validators(link.link.url)
        return kept is None or kept.body_hash is None or kept.body_hash == answer.validators.body_hash

    def same(self, link: StoredLink, source: Source, answer: NotModified, now: datetime) -> Outcome:
        """Record that a page is, byte for byte or by its server's word, the one that is known."""
        with self._store.transaction():
            self._store.http.keep_validators(link.link.url, answer.validators, now=now)
            known = self._store.items.at(link.key)
            assert known is not None  # validators are sent for what was recorded, and for nothing else
            there = self._store.items.at(strict_key(answer.final_url))
            if there is not None and there.id != known.id and self._renames.is_led_on(known, there, known.text):
                self._renames.absorb(there, into=known, now=now)
                self._renames.settle(known.id, now)
            self._follow_redirect(link, known.id, answer, now, was_known=True)
            self._mark_seen(link, known.id, now)
            self._rechecks.count_visit(link, is_edit=False, same_bytes=True, now=now)
            self._rechecks.schedule(link, source, known.id, now)
            self._log(link, now, Outcome.UNCHANGED, status=304, seconds=answer.seconds)
        return Outcome.UNCHANGED

    # ── no page ───────────────────────────────────────────────────────────────────────────────────────────────────

    def failed(self, link: StoredLink, error: Exception, now: datetime) -> Outcome:
        """Record that there is no page, or none that can be read.

        An item known there may be gone; a new link is tried again.
        """
        with self._store.transaction():
            known = self._store.items.at(link.key)
            if known is not None and isinstance(error, Gone):
                outcome = self._missing(link, known, error, now)
            else:
                outcome = Outcome.FAILED
                self._store.links.mark_failed(link.key, error=str(error), now=now, due=try_again(link, error, now))
            self._log(link, now, outcome, status=getattr(error, "status", None), error=str(error))
        return outcome

    def _missing(self, link: StoredLink, known: ItemState, error: Gone, now: datetime) -> Outcome:
        if self._store.links.stands_elsewhere(link.key, known.id) or self._store.links.visit_elsewhere(
            link.key, known.id, now=now
        ):
            # One of its addresses has gone, and it may not have: no absence, and no visit to this address any more.
            self._store.links.mark_failed(link.key, error=str(error), now=now, due=None)
            return Outcome.MISSING
        successor = self._renames.successor(known)
        if successor is not None:
            self._store.links.mark_failed(link.key, error=str(error), now=now, due=None)
            return self._stands_as(successor, known, now)
        absence = judge_absence(status=known.status, since=known.missing_since, visits=known.missing_visits, now=now)
        self._store.items.mark_absent(known.id, status=absence.status, now=now)
        self._store.http.drop_validators(link.link.url)
        if absence.event is not None:
            summary = f"{error.status} since {to_the_minute(known.missing_since or now)} UTC"
            self._events.record(absence.event, known, link.source, now, summary=summary)
        again = now + absence.next_visit if absence.next_visit else None
        self._store.links.mark_failed(link.key, error=str(error), now=now, due=again)
        return Outcome.MISSING

    def _stands_as(self, successor: ItemState, known: ItemState, now: datetime) -> Outcome:
        """Record that an item which has gone from its address stands at that of a later one, with that one's text."""
        link = self._renames.link_of(successor)
        assert link is not None
        article = article_of(self._store.revisions.get(successor.id, successor.revision))
        self._renames.absorb(successor, into=known, now=now)
        source = self._config.source(link.source) or BY_HAND
        visit = Visit(link=link, source=source, url=successor.url, now=now)
        page = replace(self._normalizer.page(visit, article, self._store.items.known(known.id), None), was_seen=True)
        decision = decide(page.article, self._gatherer.page(page, visit), now)
        outcome = self._applier.apply(decision, page, visit).outcome
        if outcome is not Outcome.CHANGED:
            self._renames.settle(known.id, now)
        self._move_to(link, self._store.items.known(known.id), successor.url, now)
        self._mark_seen(link, known.id, now)
        self._rechecks.schedule(link, source, known.id, now)
        return outcome

    # ── a local document ──────────────────────────────────────────────────────────────────────────────────────────

    def document(
        self, link: StoredLink, source: Source, article: Article, validators: Validators, now: datetime
    ) -> Outcome:
        """Record a document of a folder that was read. It is believed as it stands: nobody puts a captcha there."""
        article = completed(article, link.link, source, read_at=now, origin=DateOrigin.DOCUMENT)
        visit = Visit(link=link, source=source, url=link.link.url, now=now)
        with self._store.transaction():
            outcome = self._document(visit, article)
            self._store.http.keep_validators(link.key, validators, now=now)
            self._log(link, now, outcome)
        return outcome

    def _document(self, visit: Visit, article: Article) -> Outcome:
        known = self._store.items.at(visit.link.key)
        if known is not None and not self._store.addresses.is_on_web(known.id):
            page = self._normalizer.document(visit, article, known)
            page, decision = self._decided(page, visit, article, None)
        else:
            page = self._normalizer.document(visit, article, None)
            decision = decide(page.article, self._gatherer.document(page, known, visit), visit.now)
        applied = self._applier.apply(decision, page, visit)
        if applied.item is not None:
            self._mark_seen(visit.link, applied.item, visit.now)
            self._store.links.mark_read(visit.link.key, due=None)
        return applied.outcome

    def document_failed(self, link: StoredLink, error: str, now: datetime) -> Outcome:
        """Record that a document could not be read; it is read again with its folder."""
        with self._store.transaction():
            self._store.links.mark_failed(link.key, error=error, now=now, due=None)
            self._log(link, now, Outcome.FAILED, error=error)
        return Outcome.FAILED

    # ── where items stand ─────────────────────────────────────────────────────────────────────────────────────────

    def _mark_seen(self, link: StoredLink, item: int, now: datetime) -> None:
        known = self._store.items.known(item)
        if known.status is not ItemStatus.LIVE:
            self._events.record_restored(known, link.source, now)
        self._store.items.mark_seen(item, now=now)

    def _follow_redirect(
        self, link: StoredLink, item: int, answer: Answer | NotModified, now: datetime, *, was_known: bool
    ) -> None:
        """Keep the address that it was found at. An item known before has moved there if it is gone from the address
        that it had, or if that leads there for good."""
        known = self._store.items.known(item)
        final_key, final_url = strict_key(answer.final_url), public_url(answer.final_url)
        holder = self._store.items.at(final_key)
        leads_there = final_key != link.key and (holder is None or holder.id == item) and _for_good(answer)
        if final_key != link.key:
            self._store.items.add_alias(item, key=final_key, url=final_url, how="redirect", now=now)
        if was_known and (leads_there or self._is_gone(known)):
            self._move_to(link, known, final_url, now)

    def _is_gone(self, known: ItemState) -> bool:
        """Say whether an item does not stand any more at the address that it had."""
        own = self._store.links.get(strict_key(known.url)) if is_on_the_web(known.url) else None
        return known.missing_since is not None or (own is not None and own.failures > 0 and own.due is None)

    def _leave_for(self, visit: Visit, own: ItemState) -> None:
        """Move an item to where its address leads for good. Another item stands there, whose text is not its own."""
        self._store.items.mark_seen(own.id, now=visit.now)
        self._move_to(visit.link, own, visit.url, visit.now)

    def _move_to(self, link: StoredLink, known: ItemState, url: str, now: datetime) -> None:
        """Make this the address of the item, and report it, unless it is that already."""
        if strict_key(known.url) != strict_key(url):
            self._store.items.move(known.id, url=url)
            self._events.record_moved(known, url, link.source, now)

    def _keep_stated(self, visit: Visit, item: int, article: Article) -> None:
        """Keep the addresses that the page states as its own, where they are of its site and nobody has them.

        Those that are not believed are kept apart, with the reason.
        """
        stated = stated_by(visit.url, article)
        for alias in stated.aliases:
            self._store.items.add_alias(item, key=strict_key(alias), url=alias, how="canonical", now=visit.now)
        doubted = dict.fromkeys(stated.hints, "another host") | dict(stated.refused)
        self._store.addresses.reject_stated(visit.link.key, doubted, now=visit.now)

    # ── the log of visits ─────────────────────────────────────────────────────────────────────────────────────────

    def _log(
        self,
        link: StoredLink,
        now: datetime,
        outcome: Outcome,
        *,
        status: int | None = None,
        size: int | None = None,
        seconds: float | None = None,
        error: str | None = None,
    ) -> None:
        self._rechecks.count_host_visit(link, now)
        self._store.http.log(
            FetchRecord(
                at=now,
                source=link.source,
                url=link.link.url,
                key=link.key,
                outcome=str(outcome),
                status=status,
                bytes=size,
                seconds=seconds,
                error=error,
                reason=_reason(link),
            )
        )


def _reason(link: StoredLink) -> str:
    """Return why a link's page was asked for, as a person reads it."""
    if link.source == BY_HAND.name:
        return "asked for by hand"
    if link.item is not None:
        return "looked at again"
    return "tried again" if link.failures else "named by its source"


def _for_good(answer: Answer | NotModified) -> bool:
    return all(hop.permanent for hop in answer.redirects)
