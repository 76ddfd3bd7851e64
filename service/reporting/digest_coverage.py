"""The coverage of a digest: which sources were visited in its window, in what health, and what could not be read."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from service.models import Check, Coverage, EventKind, Health, SourceCoverage, Window
from service.scheduling.source_health import judge_health
from service.store import Event, SourceState, Store


def coverage_of(store: Store, window: Window, events: Sequence[Event], now: datetime) -> Coverage:
    """Return the coverage of a window with these events; of one that is still open, up to `now`."""
    end = min(window.end, now)
    checks = store.sources.checks(window.start, window.end)
    copies = Counter(come.source for come in store.copy_arrivals.of_digest(window.date))
    return Coverage(
        sources=tuple(
            _of_source(store, state, [check for check in checks if check.source == state.name], events, copies, end)
            for state in store.sources.listed()
        ),
        unread=tuple(store.http.unread(window.start, window.end)),
    )


def _of_source(
    store: Store,
    state: SourceState,
    checks: Sequence[Check],
    events: Sequence[Event],
    copies: Counter[str],
    end: datetime,
) -> SourceCoverage:
    last_new, usual_gap = store.sources.news_rhythm(state.name, end)
    last_ok = store.sources.last_good_check(state.name, end)
    health = judge_health(checks, last_ok=last_ok, last_new=last_new, usual_gap=usual_gap, now=end)
    of_source = [event.kind for event in events if event.source == state.name]
    return SourceCoverage(
        source=state.name,
        kind=state.kind and str(state.kind),
        url=state.location,
        health=health,
        checks=len([check for check in checks if check.status != "skipped"]),
        unchanged=len([check for check in checks if _nothing_new(check)]),
        new=of_source.count(EventKind.NEW),
        changed=of_source.count(EventKind.CHANGED),
        copies=copies[state.name],
        last_ok=last_ok,
        error=_last_error(checks) if health is not Health.OK else None,
    )


def _nothing_new(check: Check) -> bool:
    return check.status in ("ok", "not_modified") and check.new == check.changed == check.copies == 0


def _last_error(checks: Sequence[Check]) -> str | None:
    return next((check.error for check in reversed(checks) if check.error), None)
