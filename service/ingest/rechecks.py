"""The re-check schedule: when an article is visited again, at which address, and which visits a host is spared."""

from datetime import datetime, timedelta

from service.config import Config, Source
from service.errors import FetchError, Gone
from service.scheduling import (
    DEFAULT_STEPS,
    FULL_VISITS,
    LONG_STEP,
    Admission,
    EditRates,
    RecheckSteps,
    admission,
    next_attempt,
    next_recheck,
    paced_steps,
    steps_after_edit,
    steps_after_visits,
    tomorrow,
)
from service.sources.filters import watches
from service.store import ItemState, Store, StoredLink
from service.urls import host

ATTEMPTS_AT_GONE = 6
"""A new link that answers 404 is asked for over two days: some are named before they are published."""

ATTEMPTS_AT_UNREAD = 30
"""A new link that fails otherwise is asked for over a month, most of it once a day."""


class Rechecks:
    """Keeps due times, and counts what visits come to. Writes are made inside a transaction."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._config = config
        self._budget = config.settings.fetch.rechecks_a_host_a_day

    def schedule(self, link: StoredLink, source: Source, item: int, now: datetime) -> None:
        """Say when the item is visited next, at one of its addresses.

        A watched page follows its source's own schedule.
        """
        if watches(source, link.key) or self._store.links.stands_elsewhere(link.key, item):
            self._store.links.mark_read(link.key, due=None)
            return
        known = self._store.items.known(item)
        self._store.links.mark_read(link.key, due=self._next(source, known, now))

    def steps(self, source: Source, known: ItemState, now: datetime) -> RecheckSteps:
        """Return the intervals after which an item is visited, from its last edit or else its first sighting.

        They are those that the source has in `recheck`; else the usual ones, scaled by what visits to the source's
        articles have found or, after some visits, of a day and more. A page that was asked for by itself (`fetch
        --url`, a source of kind `page` whose address has changed since) has one after a month too, unless its source
        says with `every` or `cron` how often it is to be visited.
        """
        steps = source.recheck
        if steps is None:
            steps = (*DEFAULT_STEPS, LONG_STEP) if self._is_page(source) else DEFAULT_STEPS
            if known.visits < FULL_VISITS:
                steps = paced_steps(steps, self.rates(source.name, now))
        return steps_after_visits(steps_after_edit(steps) if known.edited else steps, known.visits)

    def rates(self, source: str, now: datetime) -> EditRates | None:
        """Return what visits to a source's articles have found lately; None where there were none."""
        rates = self._store.visits.rates(source)
        return rates.faded(now) if rates else None

    def count_visit(self, link: StoredLink, *, is_edit: bool, same_bytes: bool, now: datetime) -> None:
        """Count a second or later visit to an item, and what it found: an edit, other bytes only, or nothing."""
        if link.item is None:
            return
        self._store.items.count_visit(link.item)
        self._store.visits.count(link.source, edit=is_edit, noise=not is_edit and not same_bytes, now=now)

    def count_host_visit(self, link: StoredLink, now: datetime) -> None:
        """Count a second or later visit, whatever it found, for its host. Those to a watched page are its source's."""
        if link.item is not None and link.due is not None:
            self._store.visits.count_host(host(link.link.url), now)

    def visit_soon(self, item: int, now: datetime) -> None:
        """Make an item due now: another page may be its own at a new address, and whether it is shows at the old one.

        Nothing is made due that is never visited again, by its source's will or since a feed carries its text.
        """
        for address in self._store.links.addresses(item=item):
            link = self._store.links.get(address.key)
            validators = self._store.http.validators(address.url)
            source = self._config.source(link.source) if link else None
            is_fetched = validators is not None and validators.body_hash is not None
            if link is None or source is None or source.recheck == () or not is_fetched:
                continue
            if link.state == "read" and not link.failures:
                self._store.links.reschedule(link.key, due=min(link.due or now, now))
                return

    # ── the budget of a host ──────────────────────────────────────────────────────────────────────────────────────

    def admit(self, link: StoredLink, source: Source, now: datetime, *, planned: int) -> bool:
        """Say whether a link that is due is read now, beside `planned` re-checks of its host.

        A re-check that is not has a new due time: its next step, or tomorrow. First visits are always admitted.
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
        return next_recheck(steps=self.steps(source, known, now), since=since(known), now=now)

    def _is_page(self, source: Source) -> bool:
        if source.every is not None or source.cron is not None:
            return False
        # Imported here, since the readers of all kinds come with it, and a digest asks for due times without them.
        from service.sources.registry import watches_itself

        state = self._store.sources.get(source.name)
        return watches_itself(source.kind or (state.kind if state else None))


def since(known: ItemState) -> datetime:
    """Return the time from which the steps of an item's schedule are counted."""
    return known.edited or known.first_seen


def _age(link: StoredLink, known: ItemState) -> timedelta | None:
    """Return how old the article or its last edit was when the visit fell due; None for one that confirms something."""
    return link.due - since(known) if link.due and not link.failures else None


def try_again(link: StoredLink, error: Exception | None, now: datetime) -> datetime | None:
    """Return when a page that could not be read is asked for again; None when it has had its chances."""
    failures = link.failures + 1
    if failures >= (ATTEMPTS_AT_GONE if isinstance(error, Gone) else ATTEMPTS_AT_UNREAD):
        return None
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    return next_attempt(failures=failures, retry_after=retry_after, now=now)
