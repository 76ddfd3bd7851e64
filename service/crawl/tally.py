"""What a cycle has done for each source so far."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from service.errors import Denied, RobotsDisallowed, Throttled, TimedOut, Unreachable
from service.ingest.apply import Outcome
from service.models import Check, CheckStatus, Clock

_READ = (Outcome.NEW, Outcome.CHANGED, Outcome.COPY, Outcome.UNCHANGED, Outcome.FILTERED, Outcome.DOUBTFUL)
_FAILED = (Outcome.FAILED, Outcome.DOUBTFUL, Outcome.MISSING)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts, for the check that is made when the source and all its pages are dealt with."""

    source: str
    began: float = field(default_factory=time.monotonic)
    status: CheckStatus = CheckStatus.OK
    error: str | None = None
    links: int = 0
    open: int = 0
    """Pages planned and not dealt with yet."""
    max_age: timedelta | None = None
    retry_after: timedelta | None = None
    counts: dict[Outcome, int] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> None:
        """Count a page that came to this."""
        self.counts[outcome] = self.counts.get(outcome, 0) + 1

    def failed(self, error: Exception) -> None:
        """Note that the source itself could not be read."""
        blocked = isinstance(error, Denied | RobotsDisallowed | Throttled)
        self.status = CheckStatus.BLOCKED if blocked else CheckStatus.FAILED
        self.error = f"unreachable: {error}" if isinstance(error, Unreachable | TimedOut) else str(error)
        self.retry_after = getattr(error, "retry_after", None)

    def skipped(self, reason: str) -> None:
        """Note that the source was not visited, and why."""
        self.status, self.error = CheckStatus.SKIPPED, reason

    def check(self, clock: Clock) -> Check:
        """Return the record of it. `fetched` counts the pages that answered with something to read."""
        return Check(
            source=self.source,
            at=clock(),
            status=self.status,
            links=self.links,
            fetched=sum(self.counts.get(outcome, 0) for outcome in _READ),
            new=self.counts.get(Outcome.NEW, 0),
            changed=self.counts.get(Outcome.CHANGED, 0),
            copies=self.counts.get(Outcome.COPY, 0),
            unchanged=self.counts.get(Outcome.UNCHANGED, 0),
            failed=sum(self.counts.get(outcome, 0) for outcome in _FAILED),
            error=self.error,
            seconds=time.monotonic() - self.began,
        )


class Tallies:
    """One tally a source, begun when it is first asked for."""

    def __init__(self) -> None:
        self._tallies: dict[str, Tally] = {}

    def of(self, source: str) -> Tally:
        """Return the source's tally."""
        return self._tallies.setdefault(source, Tally(source=source))

    def __iter__(self) -> Iterator[Tally]:
        return iter(tuple(self._tallies.values()))
