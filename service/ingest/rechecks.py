"""schedule: when an article is looked at again, at which of its addresses, and which looks a host is spared."""

from datetime import datetime, timedelta

from service.config import Config, Source
from service.ingest.outcome import Outcome
from service.models import SourceKind
from service.scheduling import (
    LADDER,
    LONG,
    LOOKS,
    Admission,
    Ladder,
    Rates,
    admission,
    after_edit,
    after_looks,
    next_recheck,
    shifted,
    tomorrow,
)
from service.sources.filters import watches
from service.store import ItemState, Store, StoredLink
from service.urls import host


class Rechecks:
    """Keeps due times, and counts what looks come to. Writes are made inside a transaction."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._budget = config.settings.fetch.rechecks_a_host_a_day

    def settle(self, link: StoredLink, source: Source, item: int, now: datetime) -> None:
        """Say when the item is looked at next, at one of its addresses. A watched page follows its source's own
        schedule."""
        if watches(source, link.key) or self._store.links.stands_elsewhere(link.key, item):
            self._store.links.mark_read(link.key, due=None)
            return
        known = self._store.items.known(item)
        self._store.links.mark_read(link.key, due=self._next(source, known, now))

    def ladder(self, source: Source, known: ItemState, now: datetime) -> Ladder:
        """The rungs that are an item's, counted from its last edit, or else from its first sighting.

        As the source says in `recheck`; else the usual ones, as far apart as the source's rates make sense, or of a day
        and more (`after_looks`). A page that was asked for by itself (`fetch --url`, a source of kind `page` whose
        address has changed since) has one after a month too, unless its source says with `every` or `cron` how often it
        is to be looked at.
        """
        ladder = source.recheck
        if ladder is None:
            ladder = (*LADDER, LONG) if self._is_page(source) else LADDER
            if known.visits < LOOKS:
                ladder = shifted(ladder, self.rates(source.name, now))
        return after_looks(after_edit(ladder) if known.edited else ladder, known.visits)

    def rates(self, source: str, now: datetime) -> Rates | None:
        """What looks at a source's articles have found lately; None where there were none."""
        rates = self._store.visits.rates(source)
        return rates.faded(now) if rates else None

    def count(self, link: StoredLink, outcome: Outcome, *, same_bytes: bool, now: datetime) -> None:
        """A second or later look at an item was of use. `same_bytes`: its page's bytes had not changed."""
        if link.item is None:
            return
        edit = outcome is Outcome.CHANGED
        self._store.items.count_visit(link.item)
        self._store.visits.count(link.source, edit=edit, noise=not edit and not same_bytes, now=now)

    def count_host(self, link: StoredLink, now: datetime) -> None:
        """A second or later look, of use or not; those at a watched page are their source's."""
        if link.item is not None and link.due is not None:
            self._store.visits.count_host(host(link.link.url), now)

    # ── the budget of a host ──────────────────────────────────────────────────────────────────────────────────────

    def admit(self, link: StoredLink, source: Source, now: datetime, *, planned: int) -> bool:
        """Whether a link that is due is read now, beside `planned` re-checks of its host.

        A re-check that is not has a new due time: its next rung, or tomorrow. First looks are always admitted.
        """
        if link.item is None or link.due is None:
            return True
        known = self._store.items.known(link.item)
        used = self._store.visits.of_host(host(link.link.url), now) + planned
        verdict = admission(age=_age(link, known), used=used, budget=self._budget)
        if verdict is Admission.GO:
            return True
        later = self._next(source, known, now) if verdict is Admission.SKIP else None
        with self._store.transaction():
            self._store.links.reschedule(link.key, due=later or tomorrow(now))
        return False

    def _next(self, source: Source, known: ItemState, now: datetime) -> datetime | None:
        return next_recheck(ladder=self.ladder(source, known, now), since=since(known), now=now)

    def _is_page(self, source: Source) -> bool:
        if source.every is not None or source.cron is not None:
            return False
        state = self._store.sources.get(source.name)
        return (source.kind or (state.kind if state else None)) is SourceKind.PAGE


def since(known: ItemState) -> datetime:
    """From when an item's ladder is counted."""
    return known.edited or known.first_seen


def _age(link: StoredLink, known: ItemState) -> timedelta | None:
    """How old the article or its last edit was when the look fell due; None for one that confirms something."""
    return link.due - since(known) if link.due and not link.failures else None
