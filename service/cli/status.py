"""`dateline status`, `backup` and `export`."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import click

from service.cli.context import CommandContext
from service.cli.item_json import whole
from service.cli.items_correct import ITEM
from service.cli.times import moment
from service.errors import UsageError
from service.models import iso
from service.text.display import safe

if TYPE_CHECKING:
    from service.store import ClockRepair, SourceState, Store

STALLED = timedelta(minutes=5)
"""A daemon shows a sign of life every half minute; none for this long, and it hangs."""

MENDED_SAID = timedelta(days=7)
"""So long `status` says what was mended after the clock had been wrong."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status(context: CommandContext, as_json: bool) -> int:
    """Say how things stand. Exits with 1 when the daemon hangs or has died, when no source answers any more,
    or when a digest that is owed cannot be made."""
    if not context.db.exists():
        click.echo(f"{context.db}: there is no database yet; `dateline fetch` makes one", err=True)
        return 1
    with context.open_store() as store:
        facts = _facts(context, store)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else _page(facts))
    return 0 if facts["healthy"] else 1


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def backup(context: CommandContext, path: Path) -> None:
    """Copy the database to PATH, whole and checked, also while it is in use."""
    if not context.db.exists():
        raise UsageError(f"{context.db}: there is no database to copy; name another with --db")
    target = path / context.db.name if path.is_dir() else path
    with context.open_store() as store:
        store.database.backup(target)
    click.echo(f"backup written to {target} ({target.stat().st_size:,} bytes)")


@click.command()
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of standard output.")
@click.option(
    "--warc", type=click.Path(path_type=Path, dir_okay=False), help="Write the kept pages instead, into a .warc.gz."
)
@click.option("--since", metavar="T", help="With --warc: fetched since a day, a time, or an age such as 24h or 7d.")
@click.option("--source", help="With --warc: read for this source.")
@click.option("--item", type=ITEM, help="With --warc: of this item.")
@click.pass_obj
def export(
    context: CommandContext,
    output: Path | None,
    warc: Path | None,
    since: str | None,
    source: str | None,
    item: int | None,
) -> None:
    """Write all items with all their revisions and addresses, one JSON object a line; or the pages they were read from,
    as far as these are kept, as a WARC file."""
    if warc is None and (since or source or item):
        raise UsageError("--since, --source and --item choose pages for --warc FILE.warc.gz; without it all is written")
    if warc is not None and output is not None:
        raise UsageError("--warc and --output are two exports: keep one")
    with context.read_store() as store:
        if warc is not None:
            _write_warc(context, store, warc, since=since, source=source, item=item)
        elif output is None:
            _write(store, sys.stdout)
        else:
            try:
                with output.open("w", encoding="utf-8") as file:
                    _write(store, file)
            except OSError as error:
                raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from error


def _write(store: "Store", file: TextIO) -> None:
    for item in store.items.find():
        file.write(json.dumps(whole(store, item), ensure_ascii=False) + "\n")


def _write_warc(
    context: CommandContext, store: "Store", target: Path, *, since: str | None, source: str | None, item: int | None
) -> None:
    from service.export.warc import Selection
    from service.export.warc import export as write

    now = context.clock()
    chosen = Selection(source=source, item=item, since=moment("--since", since, now) if since else None)
    with _replacing(target) as file:
        done = write(store, chosen, file, name=target.name, now=now)
    for problem in done.damaged:
        click.echo(f"left out: {safe(problem)}", err=True)
    size = target.stat().st_size
    click.echo(f"{done.pages:,} page{'s' if done.pages != 1 else ''} written to {target} ({size:,} bytes)")


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `target` when it is whole: nobody sees a part of it."""
    hidden = target.with_name(f".{target.name}.partial")
    try:
        with hidden.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        hidden.replace(target)
    except OSError as error:
        raise UsageError(f"--warc {target}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            hidden.unlink(missing_ok=True)


def _facts(context: CommandContext, store: "Store") -> dict[str, Any]:
    from service.locks import DAEMON, is_held

    now = context.clock()
    running = is_held(context.db, DAEMON)
    beat = store.noted("daemon")
    hangs = running and (beat is None or abs(now - beat) > STALLED)  # one of a time to come: the clock was ahead
    died = not running and beat is not None  # one that ends as it should takes its sign of life with it
    sources = store.sources.listed()
    pages, size = store.archive.totals()
    failed = store.failed_digests.all()
    silent = bool(sources) and all(source.failures > 0 for source in sources)
    return {
        "healthy": not (hangs or died or silent or failed),
        "daemon": "stalled" if hangs else "died" if died else "running" if running else "not running",
        "daemon_seen": iso(beat),
        "database": str(context.db),
        "bytes": sum(path.stat().st_size for path in context.db.parent.glob(f"{context.db.name}*")),
        **store.items.counts(),
        "kept_pages": pages,
        "kept_bytes": size,
        "last_digest": store.digests.last_date(),
        "failed_digests": [{"date": date, "reason": reason} for date, reason in failed.items()],
        "last_backup": iso(store.noted("backup")),
        "mended": [_mended(mending) for mending in store.clock_repairs.since(now - MENDED_SAID)],
        "sources": [_source(source, now) for source in sources],
    }


def _mended(mending: "ClockRepair") -> dict[str, Any]:
    return {"at": iso(mending.at), "clock": iso(mending.clock), "what": mending.what, "count": mending.count}


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
        f"{facts['kept_pages']:,} pages kept ({facts['kept_bytes'] / 1e6:.1f} MB)",
        f"last digest {facts['last_digest'] or 'none'}; last backup {facts['last_backup'] or 'none'}",
        *(
            f"digest {failed['date']} is owed and could not be made: {failed['reason']}"
            for failed in facts["failed_digests"]
        ),
    ]
    for mended in facts["mended"]:
        lines.append(f"mended {mended['at']}: {mended['what']}: {mended['count']}; the clock was at {mended['clock']}")
    lines.append("")
    for source in facts["sources"]:
        trouble = f"; failed {source['failures']} times: {source['error']}" if source["failures"] else ""
        lines.append(f"{source['name']}: last ok {source['last_ok'] or 'never'}, next {source['next_check']}{trouble}")
    return "\n".join("".join(c for c in line if c.isprintable()) for line in lines)
