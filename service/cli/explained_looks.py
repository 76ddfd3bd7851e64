"""Sections of `dateline explain`: the looks at an item, what was decided, what is doubted, and when it is looked at
next."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from service.cli.explained_item import alike_line, alike_of
from service.cli.history import Step, history
from service.cli.subject import Subject
from service.models import iso

if TYPE_CHECKING:
    from service.store import Address, FetchRecord

_FETCHES = 5
"""Of each address, the newest."""


def _records(subject: Subject, most: int) -> "list[FetchRecord]":
    return [fetch for a in subject.addresses for fetch in subject.store.http.fetches(a.key, most)]


def fetches(subject: Subject) -> list[dict[str, Any]]:
    """The last looks at each address, newest first."""
    return [
        {
            "at": iso(fetch.at),
            "url": fetch.url,
            "source": fetch.source,
            "reason": fetch.reason,
            "status": fetch.status,
            "outcome": fetch.outcome,
            "error": fetch.error,
        }
        for fetch in sorted(_records(subject, _FETCHES), key=lambda fetch: fetch.at, reverse=True)
    ]


def fetch_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    """As a person reads it."""
    for fetch in facts:
        status = f" ({fetch['status']})" if fetch["status"] else ""
        error = f": {fetch['error']}" if fetch["error"] else ""
        yield f"{fetch['at']}  {fetch['reason'] or 'read'} → {fetch['outcome']}{status}{error}"


def doubts(subject: Subject) -> list[dict[str, Any]]:
    """What speaks against the item, and against its addresses, while that is not confirmed or taken back."""
    known = subject.known
    found: list[tuple[str, str, datetime | None, int]] = []
    if known is not None and known.suspect:
        found.append((known.suspect, known.url, known.suspect_since, known.suspect_visits))
    if known is not None and known.missing_since:
        found.append(("gone (404 or 410)", known.url, known.missing_since, known.missing_visits))
    for address in subject.addresses:
        if address.error and address.error not in [doubt for doubt, *_ in found]:
            found.append((address.error, address.url, address.failed_since, address.failures))
    return [{"doubt": doubt, "url": url, "since": iso(since), "looks": looks} for doubt, url, since, looks in found]


def doubt_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    """As a person reads it."""
    for doubt in facts:
        yield f"{doubt['doubt']} – since {doubt['since']}, {doubt['looks']} in a row"


# ── what the last look came to ────────────────────────────────────────────────────────────────────────────────────


def decision(subject: Subject) -> dict[str, Any] | None:
    """The outcome of the last look, with what it rests on."""
    last = max(_records(subject, 1), key=lambda fetch: fetch.at, default=None)
    if last is None:
        return None
    reasons = _BECAUSE.get(last.outcome, _because_failed)(subject, last)
    return {"at": iso(last.at), "url": last.url, "outcome": last.outcome, "because": [part for part in reasons if part]}


def decision_lines(facts: dict[str, Any] | None) -> Iterator[str]:
    """As a person reads it."""
    if facts is None:
        return
    yield f"{facts['outcome']} at {facts['at']}"
    yield from (f"  {reason}" for reason in facts["because"])


_Because = Callable[[Subject, "FetchRecord"], list[str]]


def _because_changed(subject: Subject, last: "FetchRecord") -> list[str]:
    assert subject.known is not None
    steps, _ = history(subject.store, subject.known.id, limit=None)
    return [f"{_revisions(step)}{', '.join(step.kinds)}: {step.summary}" for step in steps if step.at == last.at]


def _revisions(step: Step) -> str:
    return f"revision {step.revision}, " if step.revision else ""


def _because_unchanged(subject: Subject, last: "FetchRecord") -> list[str]:
    known = subject.known
    if last.status == 304:
        return ["the server says that it has not changed (304)"]
    if known is None:
        return []
    steps, _ = history(subject.store, known.id, limit=1)
    if steps and steps[0].at == last.at:
        return [f"revision {steps[0].revision}, {steps[0].what}: {steps[0].summary}"]
    return [f"its text reads as that of revision {known.revision}"]


def _because_new(subject: Subject, last: "FetchRecord") -> list[str]:
    known = subject.known
    if known is None:
        return []
    alike = [alike_line(alike_of(known.id, alike)) for alike in subject.store.similarities.of(known.id)]
    return alike or ["no item stood at its address, and no other one reads like it"]


def _because_doubtful(subject: Subject, last: "FetchRecord") -> list[str]:
    return [
        f"{doubt['doubt']}, {doubt['looks']} in a row: believed only if it looks the same again"
        for doubt in doubts(subject)
    ]


def _because_missing(subject: Subject, last: "FetchRecord") -> list[str]:
    known = subject.known
    since = f"{known.missing_visits} in a row since {iso(known.missing_since)}" if known else ""
    return [", ".join(part for part in (f"the server answers {last.status}", since) if part)]


def _because_filtered(subject: Subject, last: "FetchRecord") -> list[str]:
    return [f"left out by the include and exclude words of source {last.source}"]


def _because_failed(subject: Subject, last: "FetchRecord") -> list[str]:
    return [last.error or ""]


_BECAUSE: dict[str, _Because] = {
    "new": _because_new,
    "copy": _because_new,
    "changed": _because_changed,
    "unchanged": _because_unchanged,
    "doubtful": _because_doubtful,
    "missing": _because_missing,
    "filtered": _because_filtered,
}
"""By the outcome of a look; any other one failed."""


# ── when it is looked at next ─────────────────────────────────────────────────────────────────────────────────────


def upcoming(subject: Subject) -> list[dict[str, Any]]:
    """When each address is looked at, and by which rung of the ladder. A watched page has no time of its own: it is
    looked at with its source."""
    sources = {name for address in subject.addresses for name, _, _ in address.sightings}
    states = [state for state in subject.store.sources.listed() if state.name in sources]
    with_source = {state.location: state for state in states}
    return [
        {
            "url": address.url,
            "state": address.state,
            "due": iso(address.due or (with_source[address.url].next_check if address.url in with_source else None)),
            "failures": address.failures,
            "rung": _rung(subject, address),
        }
        for address in subject.addresses
    ]


def _rung(subject: Subject, address: "Address") -> dict[str, Any] | None:
    """How long after the item's last edit, or else its first sighting, the look lies. None for one that is to confirm
    something, or to try again."""
    known = subject.known
    if known is None or address.due is None or address.failures:
        return None
    since = known.edited or known.first_seen
    return {
        "after": "its last edit" if known.edited else "it was first seen",
        "since": iso(since),
        "seconds": round((address.due - since).total_seconds()),
        "looks": known.visits,
    }


def upcoming_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    """As a person reads it."""
    for address in facts:
        line = f"{address['url']} ({address['state']}): {address['due'] or 'not looked at again'}"
        rung = address["rung"]
        if address["due"] and address["failures"]:
            line += ", to try again"
        elif rung:
            line += f", {_duration(rung['seconds'])} after {rung['after']}; {_looks(rung['looks'])} since the first"
        yield line


def _duration(seconds: int) -> str:
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds} s"


def _looks(count: int) -> str:
    return "1 look" if count == 1 else f"{count} looks"


def rates(subject: Subject) -> list[dict[str, Any]]:
    """What looks at the articles of its sources have found lately, and what that does to the ladder."""
    from service.scheduling import pace

    names = dict.fromkeys(name for address in subject.addresses for name, _, _ in address.sightings)
    found = ((name, subject.store.visits.rates(name)) for name in names)
    return [
        {
            "source": name,
            "looks": round(its.visits, 1),
            "edit_rate": _rounded(its.edit_rate),
            "noise_rate": _rounded(its.noise_rate),
            "pace": round(pace(its), 3),
            "at": iso(its.at),
        }
        for name, its in found
        if its is not None
    ]


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


def rate_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    """As a person reads it."""
    for rate in facts:
        edits, noise = (f"{100 * (rate[name] or 0):.1f} %" for name in ("edit_rate", "noise_rate"))
        apart = "as usual" if rate["pace"] == 1 else f"{rate['pace']:.2g} × as far apart as usual"
        looks = _looks(round(rate["looks"]))
        yield f"{rate['source']}: {looks}, {edits} found an edit, {noise} other bytes only; rungs {apart}"
