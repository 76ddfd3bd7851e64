"""Identify → record: what one fetched page means for the store. One transaction a page, no `await` inside."""

from dataclasses import replace
from datetime import datetime

import can_ada

from service.changes import suspicious
from service.config import Config, Source
from service.engine import Answer
from service.errors import FetchError, Gone
from service.identity import Words, absent, look_again_at_doubtful, same_page, text_hash
from service.models import Article, EventKind, ItemStatus, NotModified, Validators
from service.pacing import LADDER, after_edit, next_attempt, next_recheck
from service.pipeline.context import BY_HAND
from service.pipeline.filters import wants_article, watches
from service.pipeline.furnishing import Cleared, Furnisher
from service.pipeline.identifying import Identifier, also_at
from service.pipeline.tally import Outcome
from service.pipeline.telling import Teller
from service.store import FetchRecord, KnownItem, Store, StoredLink
from service.urls import public_url, strict_key

ATTEMPTS_AT_GONE = 6
"""A new link that answers 404 is asked for over two days: some are named before they are published."""

ATTEMPTS_AT_UNREAD = 30
"""A new link that fails otherwise is asked for over a month, most of it once a day."""


class Recorder:
    """Records the pages of one cycle. Doing it twice for one page is harmless: the second time nothing has changed."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._furnisher = Furnisher(store)
        self._identifier = Identifier(store, config, self._furnisher)
        self._teller = Teller(store, config)

    # ── a page of the web ─────────────────────────────────────────────────────────────────────────────────────────

    def page(self, link: StoredLink, source: Source, answer: Answer, article: Article, now: datetime) -> Outcome:
        """A page was fetched and read."""
        article = _completed(article, link, source)
        with self._store.transaction():
            outcome = self._page(link, source, answer, article, now)
            self._log(link, now, outcome, status=answer.status, size=answer.size, seconds=answer.seconds)
        return outcome

    def _page(self, link: StoredLink, source: Source, answer: Answer, article: Article, now: datetime) -> Outcome:
        own, there = (self._at(key, article) for key in (link.key, strict_key(answer.final_url)))
        parted = own is not None and there is not None and own.id != there.id
        doubt = article.suspect or _led_astray(link.link.url, answer.final_url)
        if parted and not _for_good(answer):
            doubt = doubt or "leads to another article"
        if doubt:
            return self._doubt(link, own, doubt, text_hash(article.text), now)
        if parted and own is not None:
            self._merge(link, own, answer, now)
        cleared = self._clear(link, source, answer, article, known=there or own)  # the text is that of where it leads
        article, known = cleared.article, cleared.known
        if known is None and not wants_article(source, url=link.link.url, title=article.title, text=article.text):
            self._store.links.filtered(link.key)
            return Outcome.FILTERED
        doubt = suspicious(known, article) if known is not None else None
        identify = self._identifier.watched if watches(source, link.key) else self._identifier.page
        identified = identify(link, cleared, public_url(answer.final_url), now, doubt=doubt)
        outcome, item = identified.outcome, identified.item
        if outcome is Outcome.DOUBTFUL:
            return self._doubt(link, known, doubt or "", text_hash(article.text), now)
        self._store.items.alias(item, key=link.key, url=link.link.url, how="fetched", now=now)
        self._follow_redirect(link, item, answer, now, moved=known is not None)
        self._keep_stated(item, answer.final_url, article, now)
        self._present(link, item, now)
        self._store.web.keep_validators(link.link.url, answer.validators, now=now)
        self._settle(link, source, item, now)
        return outcome

    def _at(self, key: str, article: Article) -> KnownItem | None:
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

    def _keep_stated(self, item: int, url: str, article: Article, now: datetime) -> None:
        """Keep the addresses that the page states as its own, where nobody has them and they are of the same site."""
        for stated in also_at(url, article):
            self._store.items.alias(item, key=strict_key(stated), url=stated, how="canonical", now=now)

    def _clear(
        self, link: StoredLink, source: Source, answer: Answer, article: Article, known: KnownItem | None
    ) -> Cleared:
        """Both without furniture. A watched page is kept whole: the headlines it lists stand on other pages, too."""
        if watches(source, link.key):
            return Cleared(article=article, whole=article, known=known)
        return self._furnisher.clear(article, url=answer.final_url, known=known)

    def same(self, link: StoredLink, source: Source, answer: NotModified, now: datetime) -> Outcome:
        """The page is, byte for byte or by its server's word, the one we know."""
        with self._store.transaction():
            self._store.web.keep_validators(link.link.url, answer.validators, now=now)
            known = self._store.items.at(link.key)
            assert known is not None  # validators are sent for what was recorded, and for nothing else
            self._follow_redirect(link, known.id, answer, now, moved=True)
            self._present(link, known.id, now)
            self._settle(link, source, known.id, now)
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

    def _absent(self, link: StoredLink, known: KnownItem, error: Gone, now: datetime) -> Outcome:
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
                absence.event, known, link.source, now, summary=f"{error.status} since {since:%Y-%m-%d %H:%M} UTC"
            )
        again = now + absence.look_again if absence.look_again else None
        self._store.links.failed(link.key, error=str(error), now=now, due=again)
        return Outcome.MISSING

    def _doubt(
        self, link: StoredLink, known: KnownItem | None, reason: str, fingerprint: str, now: datetime
    ) -> Outcome:
        """A page that is no article, though its server says 200: nothing is believed, its validators are not kept."""
        self._store.web.drop_validators(link.link.url)
        if known is None:
            self._store.links.failed(link.key, error=reason, now=now, due=_try_again(link, None, now))
        else:
            self._store.items.doubtful(known.id, reason=reason, text_hash=fingerprint, now=now)
            again = look_again_at_doubtful(now - (known.suspect_since or now))
            self._store.links.failed(link.key, error=reason, now=now, due=now + again if again else None)
        return Outcome.DOUBTFUL

    # ── a local document ──────────────────────────────────────────────────────────────────────────────────────────

    def document(
        self, link: StoredLink, source: Source, article: Article, validators: Validators, now: datetime
    ) -> Outcome:
        """A document of a folder was read. It is believed as it stands: nobody puts a captcha there."""
        article = _completed(article, link, source)
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
                EventKind.RESTORED, known, link.source, now, summary=f"was gone since {since:%Y-%m-%d %H:%M} UTC"
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

    def _merge(self, link: StoredLink, own: KnownItem, answer: Answer, now: datetime) -> None:
        """Its address leads for good to where another item stands, whose text is none of its own: told once."""
        final_url = public_url(answer.final_url)
        self._store.items.seen(own.id, now=now)
        if own.url != final_url:
            self._move(link, own, final_url, now)

    def _move(self, link: StoredLink, known: KnownItem, url: str, now: datetime) -> None:
        self._store.items.move(known.id, url=url)
        self._teller.tell(EventKind.MOVED, known, link.source, now, summary=f"from {known.url} to {url}")

    def _settle(self, link: StoredLink, source: Source, item: int, now: datetime) -> None:
        """Say when the item is looked at next, at one of its addresses. A watched page follows its source's own
        schedule."""
        if watches(source, link.key) or self._store.links.stands_elsewhere(link.key, item):
            self._store.links.settled(link.key, due=None)
            return
        known = self._store.items.known(item)
        ladder = LADDER if source.recheck is None else source.recheck
        if known.edited is not None:
            ladder = after_edit(ladder)
        self._store.links.settled(
            link.key, due=next_recheck(ladder=ladder, since=known.edited or known.first_seen, now=now)
        )

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


def _completed(article: Article, link: StoredLink, source: Source) -> Article:
    """What the page itself does not say, the source that named it may have said."""
    said = link.link
    return replace(
        article,
        title=article.title or said.title,
        byline=article.byline or said.author,
        published=article.published or said.published,
        language=article.language or source.language,
        lead=article.lead or said.summary,
    )


def _for_good(answer: Answer | NotModified) -> bool:
    return all(hop.permanent for hop in answer.redirects)


def _led_astray(asked: str, final: str) -> str | None:
    """Sites answer for a lost article with their front page: that is no article, and no edit of one."""
    if asked == final or can_ada.parse(asked).pathname == "/" or can_ada.parse(final).pathname != "/":
        return None
    return "leads to the front page"
