"""Identify → record: what one fetched page means for the store. One transaction a page, no `await` inside."""

from dataclasses import replace
from datetime import datetime

import can_ada

from service.config import BY_HAND, Config, Source
from service.engine import Answer
from service.errors import FetchError, Gone, StoreFull
from service.identity import Words, absent, look_again_at_doubtful, same_page, text_hash
from service.ingest.confirmation import NeedsConfirmation, seen_as
from service.ingest.event_log import EventLog
from service.ingest.extractors import completed
from service.ingest.identifier import Identifier, stated_by
from service.ingest.outcome import Outcome
from service.ingest.page_archive import FetchedPage, PageArchive
from service.ingest.page_evidence import settled
from service.ingest.rechecks import Rechecks
from service.ingest.site_boilerplate import BoilerplateFilter, ComparablePage
from service.logs import Logger
from service.models import Article, DateOrigin, EventKind, ItemStatus, NotModified, Validators, to_the_minute
from service.scheduling import next_attempt
from service.sources.filters import wants_article, watches
from service.store import FetchRecord, ItemState, Store, StoredLink
from service.urls import public_url, strict_key

ATTEMPTS_AT_GONE = 6
"""A new link that answers 404 is asked for over two days: some are named before they are published."""

ATTEMPTS_AT_UNREAD = 30
"""A new link that fails otherwise is asked for over a month, most of it once a day."""


log = Logger(__name__)


class Recorder:
    """Records the pages of one cycle. Doing it twice for one page is harmless: the second time nothing has changed."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._furnisher = BoilerplateFilter(store)
        self._identifier = Identifier(store, config, self._furnisher)
        self._teller = EventLog(store, config)
        self._rechecks = Rechecks(store, config)
        self._archivist = PageArchive(store, config, self._furnisher)

    # ── a page of the web ─────────────────────────────────────────────────────────────────────────────────────────

    def page(
        self,
        link: StoredLink,
        source: Source,
        answer: Answer,
        article: Article,
        now: datetime,
        *,
        raw: FetchedPage | None = None,
    ) -> Outcome:
        """A page was fetched and read. `raw` is kept with it, where there is space for it and its source wants it."""
        article = completed(article, link, source, look=now)
        try:
            return self._recorded(link, source, answer, article, now, raw)
        except StoreFull:
            if raw is None or raw.body is None:
                raise
            log.warning("archive.full", url=answer.final_url, bytes=len(raw.body))
            return self._recorded(link, source, answer, article, now, replace(raw, body=None))

    def _recorded(
        self, link: StoredLink, source: Source, answer: Answer, article: Article, now: datetime, raw: FetchedPage | None
    ) -> Outcome:
        with self._store.transaction():
            outcome = self._page(link, source, answer, article, now, raw)
            self._log(link, now, outcome, status=answer.status, size=answer.size, seconds=answer.seconds)
        return outcome

    def _page(
        self, link: StoredLink, source: Source, answer: Answer, article: Article, now: datetime, raw: FetchedPage | None
    ) -> Outcome:
        own, there = (self._at(key, article) for key in (link.key, strict_key(answer.final_url)))
        parted = own is not None and there is not None and own.id != there.id
        doubt = article.suspect or _led_astray(link.link.url, answer.final_url)
        if parted and not _for_good(answer):
            doubt = doubt or "leads to another article"
        if doubt:
            return self._doubt(link, own, NeedsConfirmation(reason=doubt, seen=seen_as(article)), now)
        if parted and own is not None:
            self._merge(link, own, answer, now)
        known = self._renewed(link, source, there or own, raw, now)  # the text is that of where it leads
        if known is not None and raw is not None and raw.seen is not None:
            article = settled(self._store, known, article, raw.seen)
        cleared = self._clear(link, source, answer.final_url, article, known=known)
        article, known = cleared.article, cleared.known
        if known is None and not wants_article(source, url=link.link.url, title=article.title, text=article.text):
            self._store.links.filtered(link.key)
            return Outcome.FILTERED
        identify = self._identifier.watched if watches(source, link.key) else self._identifier.page
        identified = identify(link, cleared, public_url(answer.final_url), now)
        outcome, item = identified.outcome, identified.item
        if identified.doubt is not None:
            return self._doubt(link, known, identified.doubt, now)
        self._store.items.alias(item, key=link.key, url=link.link.url, how="fetched", now=now)
        self._follow_redirect(link, item, answer, now, moved=known is not None)
        self._keep_stated(link, item, answer.final_url, article, now)
        self._present(link, item, now)
        self._keep(link, source, item, answer, raw, cleared)
        same_bytes = self._holds(link, answer)
        self._store.web.keep_validators(link.link.url, answer.validators, now=now)
        if known is not None and known.id == item:
            self._rechecks.count(link, outcome, same_bytes=same_bytes, now=now)
        self._rechecks.settle(link, source, item, now)
        return outcome

    def _holds(self, link: StoredLink, answer: Answer) -> bool:
        """Whether the page's bytes are, as far as is known, those it had at the last good look."""
        kept = self._store.web.validators(link.link.url)
        return kept is None or kept.body_hash is None or kept.body_hash == answer.validators.body_hash

    def _at(self, key: str, article: Article) -> ItemState | None:
        """The item that stands at this address. One that has it by its page's word alone has it only if the page there
        reads as it does: what a page states must not take another's place."""
        known = self._store.items.at(key)
        if known is None or not self._store.addresses.merely_stated(key):
            return known
        if same_page(Words(known.text), Words(article.text)):
            self._store.addresses.confirm(key)
            return known
        self._store.addresses.disown(key)
        return None

    def _keep_stated(self, link: StoredLink, item: int, url: str, article: Article, now: datetime) -> None:
        """Keep the addresses that the page states as its own, where nobody has them and they are of the same site; and
        those that are not believed, with why."""
        stated = stated_by(url, article)
        for alias in stated.aliases:
            self._store.items.alias(item, key=strict_key(alias), url=alias, how="canonical", now=now)
        doubted = dict.fromkeys(stated.hints, "another host") | dict(stated.refused)
        self._store.addresses.doubt_stated(link.key, doubted, now=now)

    def _clear(
        self, link: StoredLink, source: Source, url: str, article: Article, known: ItemState | None
    ) -> ComparablePage:
        """Both without furniture. A watched page is kept whole: the headlines it lists stand on other pages, too."""
        if watches(source, link.key):
            return ComparablePage(article=article, whole=article, known=known)
        return self._furnisher.clear(article, url=url, known=known)

    def _renewed(
        self, link: StoredLink, source: Source, known: ItemState | None, raw: FetchedPage | None, now: datetime
    ) -> ItemState | None:
        """The item as today's rules read the page that is kept of it, where they are not those it was read with."""
        before = raw.before if raw is not None else None
        if before is None or known is None or not self._archivist.is_of(before, known):
            return known
        article = completed(before.article, link, source, look=before.page.fetched_at)
        cleared = self._clear(link, source, before.page.url, article, known=known)
        return self._archivist.renew(known, cleared, before.page, now)

    def _keep(
        self,
        link: StoredLink,
        source: Source,
        item: int,
        answer: Answer,
        raw: FetchedPage | None,
        cleared: ComparablePage,
    ) -> None:
        """Keep the page with the item's newest text, unless that was read from another one that only says the same."""
        known, text = cleared.known, cleared.article.text
        at_home = known is not None and known.id == item
        body = raw.body if raw is not None else None
        if body is not None and (at_home or self._store.items.known(item).text_hash == text_hash(text)):
            self._archivist.keep(item, link, source, answer, body)

    def same(self, link: StoredLink, source: Source, answer: NotModified, now: datetime) -> Outcome:
        """The page is, byte for byte or by its server's word, the one we know."""
        with self._store.transaction():
            self._store.web.keep_validators(link.link.url, answer.validators, now=now)
            known = self._store.items.at(link.key)
            assert known is not None  # validators are sent for what was recorded, and for nothing else
            self._follow_redirect(link, known.id, answer, now, moved=True)
            self._present(link, known.id, now)
            self._rechecks.count(link, Outcome.UNCHANGED, same_bytes=True, now=now)
            self._rechecks.settle(link, source, known.id, now)
            self._log(link, now, Outcome.UNCHANGED, status=304, seconds=answer.seconds)
        return Outcome.UNCHANGED

    # ── no page ───────────────────────────────────────────────────────────────────────────────────────────────────

    def failed(self, link: StoredLink, error: Exception, now: datetime) -> Outcome:
        """There is no page, or none that can be read. An item known there may be gone; a new link is tried again."""
        with self._store.transaction():
            known = self._store.items.at(link.key)
            if known is not None and isinstance(error, Gone):
                outcome = self._absent(link, known, error, now)
            else:
                outcome = Outcome.FAILED
                self._store.links.failed(link.key, error=str(error), now=now, due=_try_again(link, error, now))
            self._log(link, now, outcome, status=getattr(error, "status", None), error=str(error))
        return outcome

    def _absent(self, link: StoredLink, known: ItemState, error: Gone, now: datetime) -> Outcome:
        if self._store.links.stands_elsewhere(link.key, known.id) or self._store.links.look_elsewhere(
            link.key, known.id, now=now
        ):
            # One of its addresses has gone, and it may not have: no absence, and no look at this address any more.
            self._store.links.failed(link.key, error=str(error), now=now, due=None)
            return Outcome.MISSING
        absence = absent(status=known.status, since=known.missing_since, looks=known.missing_looks, now=now)
        self._store.items.absent(known.id, status=absence.status, now=now)
        self._store.web.drop_validators(link.link.url)
        if absence.event is not None:
            since = known.missing_since or now
            self._teller.tell(
                absence.event, known, link.source, now, summary=f"{error.status} since {to_the_minute(since)} UTC"
            )
        again = now + absence.look_again if absence.look_again else None
        self._store.links.failed(link.key, error=str(error), now=now, due=again)
        return Outcome.MISSING

    def _doubt(self, link: StoredLink, known: ItemState | None, doubt: NeedsConfirmation, now: datetime) -> Outcome:
        """A page that is no article, though its server says 200: nothing is believed, its validators are not kept."""
        self._store.web.drop_validators(link.link.url)
        if known is None:
            self._store.links.failed(link.key, error=doubt.reason, now=now, due=_try_again(link, None, now))
        else:
            self._store.items.doubtful(known.id, reason=doubt.reason, text_hash=doubt.seen, now=now)
            again = look_again_at_doubtful(now - (known.suspect_since or now))
            self._store.links.failed(link.key, error=doubt.reason, now=now, due=now + again if again else None)
        return Outcome.DOUBTFUL

    # ── a local document ──────────────────────────────────────────────────────────────────────────────────────────

    def document(
        self, link: StoredLink, source: Source, article: Article, validators: Validators, now: datetime
    ) -> Outcome:
        """A document of a folder was read. It is believed as it stands: nobody puts a captcha there."""
        article = completed(article, link, source, look=now, origin=DateOrigin.DOCUMENT)
        with self._store.transaction():
            known = self._store.items.at(link.key)
            if known is None and not wants_article(source, url=link.link.url, title=article.title, text=article.text):
                self._store.links.filtered(link.key)
                outcome = Outcome.FILTERED
            else:
                identified = self._identifier.document(link, article, now)
                outcome, item = identified.outcome, identified.item
                self._store.items.alias(item, key=link.key, url=link.link.url, how="document", now=now)
                self._present(link, item, now)
                self._store.links.settled(link.key, due=None)
            self._store.web.keep_validators(link.key, validators, now=now)
            self._log(link, now, outcome)
        return outcome

    def document_failed(self, link: StoredLink, error: str, now: datetime) -> Outcome:
        """A document could not be read; it is looked at again with its folder."""
        with self._store.transaction():
            self._store.links.failed(link.key, error=error, now=now, due=None)
            self._log(link, now, Outcome.FAILED, error=error)
        return Outcome.FAILED

    # ── what they share ───────────────────────────────────────────────────────────────────────────────────────────

    def _present(self, link: StoredLink, item: int, now: datetime) -> None:
        known = self._store.items.known(item)
        if known.status is not ItemStatus.LIVE:
            since = known.missing_since or now
            self._teller.tell(
                EventKind.RESTORED, known, link.source, now, summary=f"was gone since {to_the_minute(since)} UTC"
            )
        self._store.items.seen(item, now=now)

    def _follow_redirect(
        self, link: StoredLink, item: int, answer: Answer | NotModified, now: datetime, *, moved: bool
    ) -> None:
        """Keep where it stands now as an alias. `moved`: it was known before, so that a permanent redirect is told."""
        final_key = strict_key(answer.final_url)
        if final_key == link.key:
            return
        known_there = self._store.items.at(final_key)
        final_url = public_url(answer.final_url)
        self._store.items.alias(item, key=final_key, url=final_url, how="redirect", now=now)
        if moved and known_there is None and _for_good(answer):
            self._move(link, self._store.items.known(item), final_url, now)

    def _merge(self, link: StoredLink, own: ItemState, answer: Answer, now: datetime) -> None:
        """Its address leads for good to where another item stands, whose text is none of its own: told once."""
        final_url = public_url(answer.final_url)
        self._store.items.seen(own.id, now=now)
        if own.url != final_url:
            self._move(link, own, final_url, now)

    def _move(self, link: StoredLink, known: ItemState, url: str, now: datetime) -> None:
        self._store.items.move(known.id, url=url)
        self._teller.tell(EventKind.MOVED, known, link.source, now, summary=f"from {known.url} to {url}")

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
        self._rechecks.count_host(link, now)
        self._store.web.log(
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
    """Why a link's page was asked for, as a person reads it."""
    if link.source == BY_HAND.name:
        return "asked for by hand"
    if link.item is not None:
        return "looked at again"
    return "tried again" if link.failures else "named by its source"


def _try_again(link: StoredLink, error: Exception | None, now: datetime) -> datetime | None:
    """When a page that could not be read is asked for again; None when it has had its chances."""
    failures = link.failures + 1
    if failures >= (ATTEMPTS_AT_GONE if isinstance(error, Gone) else ATTEMPTS_AT_UNREAD):
        return None
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    return next_attempt(failures=failures, retry_after=retry_after, now=now)


def _for_good(answer: Answer | NotModified) -> bool:
    return all(hop.permanent for hop in answer.redirects)


def _led_astray(asked: str, final: str) -> str | None:
    """Sites answer for a lost article with their front page: that is no article, and no edit of one."""
    if asked == final or can_ada.parse(asked).pathname == "/" or can_ada.parse(final).pathname != "/":
        return None
    return "leads to the front page"
