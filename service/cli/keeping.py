"""`dateline status` and `dateline backup`."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.cli.place import Place
from service.errors import UsageError
from service.models import iso

if TYPE_CHECKING:
    from service.store import SourceState, Store

STALLED = timedelta(minutes=5)
"""A daemon shows a sign of life every half minute; none for this long, and it hangs."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status(place: Place, as_json: bool) -> int:
    """Say how things stand. Exits with 1 when the daemon hangs or has died, or when no source answers any more."""
    if not place.db.exists():
        click.echo(f"{place.db}: there is no database yet; `dateline fetch` makes one", err=True)
        return 1
    with place.open_store() as store:
        facts = _facts(place, store)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else _page(facts))
    return 0 if facts["healthy"] else 1


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def backup(place: Place, path: Path) -> None:
    """Copy the database to PATH, whole and checked, also while it is in use."""
    if not place.db.exists():
        raise UsageError(f"{place.db}: there is no database to copy; name another with --db")
    target = path / place.db.name if path.is_dir() else path
    with place.open_store() as store:
        store.database.backup(target)
    click.echo(f"backup written to {target} ({target.stat().st_size:,} bytes)")


def _facts(place: Place, store: "Store") -> dict[str, Any]:
    from service.locks import DAEMON, is_held

    now = place.clock()
    running = is_held(place.db, DAEMON)
    beat = store.noted("daemon")
    hangs = running and (beat is None or now - beat > STALLED)
    died = not running and beat is not None  # one that ends as it should takes its sign of life with it
    sources = store.sources.listed()
    silent = bool(sources) and all(source.failures > 0 for source in sources)
    return {
        "healthy": not (hangs or died or silent),
        "daemon": "stalled" if hangs else "died" if died else "running" if running else "not running",
        "daemon_seen": iso(beat),
        "database": str(place.db),
        "bytes": sum(path.stat().st_size for path in place.db.parent.glob(f"{place.db.name}*")),
        **store.items.counts(),
        "last_digest": store.events.last_published(),
        "last_backup": iso(store.noted("backup")),
        "sources": [_source(source, now) for source in sources],
    }


def _source(source: "SourceState", now: datetime) -> dict[str, Any]:
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


def _page(facts: dict[str, Any]) -> str:
    size = facts["bytes"] / 1e6
    lines = [
        f"{'healthy' if facts['healthy'] else 'NOT HEALTHY'}; daemon {facts['daemon']}",
        f"{facts['items']:,} items ({facts['copies']:,} copies), {facts['revisions']:,} revisions, {size:.1f} MB",
        f"last digest {facts['last_digest'] or 'none'}; last backup {facts['last_backup'] or 'none'}",
        "",
    ]
    for source in facts["sources"]:
        trouble = f"; failed {source['failures']} times: {source['error']}" if source["failures"] else ""
        lines.append(f"{source['name']}: last ok {source['last_ok'] or 'never'}, next {source['next_check']}{trouble}")
    return "\n".join("".join(c for c in line if c.isprintable()) for line in lines)
