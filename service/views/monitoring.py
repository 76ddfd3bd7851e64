"""How things stand: of the service as a whole, for health checks, and of each source."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.locks import DAEMON, is_held
from service.models import iso
from service.scheduling import EditRates, pace
from service.store import ClockRepair, SourceState, Store
from service.views.visits import rounded

if TYPE_CHECKING:
    from service.config import Source

STALLED = timedelta(minutes=5)
"""A daemon shows a sign of life every half minute; without one for this long, it hangs."""

MENDED_SHOWN = timedelta(days=7)
"""For this long the status says what was mended after the clock had been wrong."""


# ── the service ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStatus:
    """The state of the daemon, the database, the digests and the sources at one time."""

    now: datetime
    daemon: str
    """`running`, `not running`, `stalled` or `died`."""
    daemon_seen: datetime | None
    """When it last showed a sign of life."""
    database: Path
    database_bytes: int
    counts: dict[str, int]
    """Of items, revisions, copies and events."""
    kept_pages: int
    kept_bytes: int
    last_digest: str | None
    failed_digests: dict[str, str]
    """Day → reason, of digests that are owed and could not be made."""
    last_backup: datetime | None
    mended: tuple[ClockRepair, ...]
    sources: tuple[SourceState, ...]

    @property
    def healthy(self) -> bool:
        """False where the daemon hangs or has died, where no source answers any more, or where a digest that is owed
        cannot be made."""
        no_answer = bool(self.sources) and all(source.failures > 0 for source in self.sources)
        return not (self.daemon in ("stalled", "died") or no_answer or self.failed_digests)

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline status --json` promises."""
        return {
            "healthy": self.healthy,
            "daemon": self.daemon,
            "daemon_seen": iso(self.daemon_seen),
            "database": str(self.database),
            "bytes": self.database_bytes,
            **self.counts,
            "kept_pages": self.kept_pages,
            "kept_bytes": self.kept_bytes,
            "last_digest": self.last_digest,
            "failed_digests": [{"date": date, "reason": reason} for date, reason in self.failed_digests.items()],
            "last_backup": iso(self.last_backup),
            "mended": [_mending_json(mending) for mending in self.mended],
            "sources": [_source_json(source, self.now) for source in self.sources],
        }


def service_status(store: Store, now: datetime) -> ServiceStatus:
    """Return how things stand."""
    path = store.path
    beat = store.noted("daemon")
    pages, size = store.archive.totals()
    return ServiceStatus(
        now=now,
        daemon=_daemon(beat, now, running=is_held(path, DAEMON)),
        daemon_seen=beat,
        database=path,
        # The write-ahead log and the locks beside the database count as its own.
        database_bytes=sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*")),
        counts=store.items.counts(),
        kept_pages=pages,
        kept_bytes=size,
        last_digest=store.digests.last_date(),
        failed_digests=store.failed_digests.all(),
        last_backup=store.noted("backup"),
        mended=tuple(store.clock_repairs.since(now - MENDED_SHOWN)),
        sources=tuple(store.sources.listed()),
    )


def _daemon(beat: datetime | None, now: datetime, *, running: bool) -> str:
    """Judge the daemon by its lock and its sign of life, which one that ends as it should takes with it. A sign of life
    far ahead of the clock is none: the clock was ahead."""
    if running:
        return "stalled" if beat is None or abs(now - beat) > STALLED else "running"
    return "not running" if beat is None else "died"


def _mending_json(mending: ClockRepair) -> dict[str, Any]:
    return {"at": iso(mending.at), "clock": iso(mending.clock), "what": mending.what, "count": mending.count}


def _source_json(source: SourceState, now: datetime) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind and str(source.kind),
        "last_check": iso(source.last_check),
        "last_ok": iso(source.last_ok),
        "failures": source.failures,
        "error": source.last_error,
        "next_check": iso(source.next_check),
        "due": source.next_check <= now,
    }


# ── the sources ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSource:
    """A source of sources.yaml, with how it is doing."""

    source: "Source"
    state: SourceState | None
    """None before it was first listed."""
    rates: EditRates | None
    """What visits to its articles found; None before there was one."""

    @property
    def kind(self) -> str | None:
        """As sources.yaml says, or else as its first fetch found out."""
        return str(self.source.kind or (self.state and self.state.kind) or "") or None

    @property
    def location(self) -> str | None:
        """Its URL, or the path of its folder."""
        return self.source.url or self.source.path

    @property
    def pace(self) -> float:
        """By how much visits to its articles lie further apart than usual."""
        return pace(self.rates)

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline sources list --json` promises."""
        state, rates = self.state, self.rates
        return {
            "name": self.source.name,
            "kind": self.kind,
            "location": self.location,
            "enabled": self.source.enabled,
            "tags": list(self.source.tags),
            "last_ok": iso(state.last_ok) if state else None,
            "failures": state.failures if state else 0,
            "error": state.last_error if state else None,
            "next_check": iso(state.next_check) if state else None,
            "edit_rate": rounded(rates.edit_rate) if rates else None,
            "noise_rate": rounded(rates.noise_rate) if rates else None,
            "pace": round(self.pace, 2),
        }


def listed_source(source: "Source", store: Store | None) -> ListedSource:
    """Return a source with how it is doing; `store` is None where there is no database yet."""
    if store is None:
        return ListedSource(source=source, state=None, rates=None)
    return ListedSource(source=source, state=store.sources.get(source.name), rates=store.visits.rates(source.name))
