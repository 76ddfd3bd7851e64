"""Visits to the addresses of an item: the last ones, what the last one came to and why, what is still to be confirmed,
and when the next ones are due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.models import iso
from service.scheduling import EditRates, pace
from service.store import Address, FetchRecord
from service.views.item import Subject, resemblances
from service.views.item_history import HistoryRow, item_history

_VISITS = 5
"""Of each address, the newest."""


def last_visits(subject: Subject) -> tuple[FetchRecord, ...]:
    """Return the last visits to each address, newest first."""
    return tuple(sorted(_records(subject, _VISITS), key=lambda visit: visit.at, reverse=True))


def _records(subject: Subject, most: int) -> list[FetchRecord]:
    return [visit for a in subject.addresses for visit in subject.store.http.fetches(a.key, most)]


def visit_json(visit: FetchRecord) -> dict[str, Any]:
    """Return the shape of a visit that `dateline explain --json` promises."""
    return {
        "at": iso(visit.at),
        "url": visit.url,
        "source": visit.source,
        "reason": visit.reason,
        "status": visit.status,
        "outcome": visit.outcome,
        "error": visit.error,
    }


# ── what is still to be confirmed ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """Something seen at an address that counts only once it is seen again, or taken back."""

    reason: str
    url: str
    since: datetime | None
    visits: int
    """In a row."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {"doubt": self.reason, "url": self.url, "since": iso(self.since), "looks": self.visits}


def unconfirmed(subject: Subject) -> tuple[Unconfirmed, ...]:
    """Return what speaks against the item and against its addresses, and is neither confirmed nor taken back yet."""
    known = subject.known
    found: list[Unconfirmed] = []
    if known is not None and known.suspect:
        found.append(
            Unconfirmed(reason=known.suspect, url=known.url, since=known.suspect_since, visits=known.suspect_visits)
        )
    if known is not None and known.missing_visits:
        found.append(
            Unconfirmed(
                reason="gone (404 or 410)", url=known.url, since=known.missing_since, visits=known.missing_visits
            )
        )
    for address in subject.addresses:
        if address.error and address.error not in [one.reason for one in found]:
            found.append(
                Unconfirmed(reason=address.error, url=address.url, since=address.failed_since, visits=address.failures)
            )
    return tuple(found)


# ── what the last visit came to ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDecision:
    """The outcome of the last visit, with a line for each thing that it rests on."""

    at: datetime
    url: str
    outcome: str
    because: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {"at": iso(self.at), "url": self.url, "outcome": self.outcome, "because": list(self.because)}


def last_decision(subject: Subject) -> ExplainedDecision | None:
    """Return what the last visit came to; None before there was one."""
    last = max(_records(subject, 1), key=lambda visit: visit.at, default=None)
    if last is None:
        return None
    because = tuple(part for part in reasons(subject, last) if part)
    return ExplainedDecision(at=last.at, url=last.url, outcome=last.outcome, because=because)


def reasons(subject: Subject, visit: FetchRecord) -> list[str]:
    """Return why a visit came to its outcome, a line a reason.

    The one place where the words come from. They are worked out from what is stored, since a visit is kept with its
    outcome alone; the reasons of `ingest.decide` belong here once they are kept with it.
    """
    return _REASONS.get(visit.outcome, _failed)(subject, visit)


def _changed(subject: Subject, visit: FetchRecord) -> list[str]:
    assert subject.known is not None
    rows, _ = item_history(subject.store, subject.known.id, limit=None)
    return [f"{_revision(row)}{', '.join(row.kinds)}: {row.summary}" for row in rows if row.at == visit.at]


def _revision(row: HistoryRow) -> str:
    return f"revision {row.revision}, " if row.revision else ""


def _unchanged(subject: Subject, visit: FetchRecord) -> list[str]:
    known = subject.known
    if visit.status == 304:
        return ["the server says that it has not changed (304)"]
    if known is None:
        return []
    rows, _ = item_history(subject.store, known.id, limit=1)
    if rows and rows[0].at == visit.at:
        return [f"revision {rows[0].revision}, {rows[0].what}: {rows[0].summary}"]
    return [f"its text reads as that of revision {known.revision}"]


def _new(subject: Subject, visit: FetchRecord) -> list[str]:
    if subject.known is None:
        return []
    alike = [resemblance.sentence() for resemblance in resemblances(subject.store, subject.known.id)]
    return alike or ["no item stood at its address, and no other one reads like it"]


def _doubtful(subject: Subject, visit: FetchRecord) -> list[str]:
    return [
        f"{one.reason}, {one.visits} in a row: believed only if it looks the same again" for one in unconfirmed(subject)
    ]


def _missing(subject: Subject, visit: FetchRecord) -> list[str]:
    known = subject.known
    since = f"{known.missing_visits} in a row since {iso(known.missing_since)}" if known else ""
    return [", ".join(part for part in (f"the server answers {visit.status}", since) if part)]


def _filtered(subject: Subject, visit: FetchRecord) -> list[str]:
    return [f"left out by the include and exclude words of source {visit.source}"]


def _failed(subject: Subject, visit: FetchRecord) -> list[str]:
    return [visit.error or ""]


_REASONS: dict[str, Callable[[Subject, FetchRecord], list[str]]] = {
    "new": _new,
    "copy": _new,
    "changed": _changed,
    "unchanged": _unchanged,
    "doubtful": _doubtful,
    "missing": _missing,
    "filtered": _filtered,
}
"""By the outcome of a visit; with any other one it failed."""


# ── when the next visits are due ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleStep:
    """The step of the re-check schedule at which a visit is due."""

    edited: bool
    """Whether the schedule is counted from the item's last edit; otherwise it is from its first sighting."""
    since: datetime
    seconds: int
    """Between that and the visit."""
    visits: int
    """To the item since it was first read."""

    @property
    def counted_from(self) -> str:
        """What the schedule is counted from, in words."""
        return "its last edit" if self.edited else "it was first seen"

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "after": self.counted_from,
            "since": iso(self.since),
            "seconds": self.seconds,
            "looks": self.visits,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NextVisit:
    """When an address is visited next."""

    url: str
    state: str
    due: datetime | None
    """None: it is not visited again."""
    failures: int
    step: ScheduleStep | None
    """None for a visit that is to confirm something, or to try again."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "url": self.url,
            "state": self.state,
            "due": iso(self.due),
            "failures": self.failures,
            "rung": self.step and self.step.as_json(),
        }


def next_visits(subject: Subject) -> tuple[NextVisit, ...]:
    """Return when each address is visited next. A watched page is visited with its source, at no time of its own."""
    sources = {name for address in subject.addresses for name, _, _ in address.sightings}
    states = [state for state in subject.store.sources.listed() if state.name in sources]
    with_source = {state.location: state.next_check for state in states}
    return tuple(
        NextVisit(
            url=address.url,
            state=address.state,
            due=address.due or with_source.get(address.url),
            failures=address.failures,
            step=_step(subject, address),
        )
        for address in subject.addresses
    )


def _step(subject: Subject, address: Address) -> ScheduleStep | None:
    known = subject.known
    if known is None or address.due is None or address.failures:
        return None
    since = known.edited or known.first_seen
    return ScheduleStep(
        edited=known.edited is not None,
        since=since,
        seconds=round((address.due - since).total_seconds()),
        visits=known.visits,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRates:
    """What visits to a source's articles have found lately, and how far apart they are for that."""

    source: str
    rates: EditRates
    pace: float
    """By how much the steps of the re-check schedule lie further apart than usual."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "source": self.source,
            "looks": round(self.rates.visits, 1),
            "edit_rate": rounded(self.rates.edit_rate),
            "noise_rate": rounded(self.rates.noise_rate),
            "pace": round(self.pace, 3),
            "at": iso(self.rates.at),
        }


def rates_of_sources(subject: Subject) -> tuple[SourceRates, ...]:
    """Return the rates of the sources that have named the item, as far as their articles were visited again."""
    names = dict.fromkeys(name for address in subject.addresses for name, _, _ in address.sightings)
    found = ((name, subject.store.visits.rates(name)) for name in names)
    return tuple(SourceRates(source=name, rates=rates, pace=pace(rates)) for name, rates in found if rates is not None)


def rounded(rate: float | None) -> float | None:
    """Return a rate as JSON has it: to four digits."""
    return None if rate is None else round(rate, 4)
