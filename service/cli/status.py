"""`dateline status`: how things stand, for people and for health checks."""

import json
from collections.abc import Iterator

import click

from service.cli.context import CommandContext
from service.cli.output import printable
from service.models import iso
from service.store import SourceState
from service.views.monitoring import ServiceStatus, service_status


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
        found = service_status(store, context.clock())
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        click.echo("\n".join(map(printable, _lines(found))))
    return 0 if found.healthy else 1


def _lines(found: ServiceStatus) -> Iterator[str]:
    counts = found.counts
    yield f"{'healthy' if found.healthy else 'NOT HEALTHY'}; daemon {found.daemon}"
    size = f"{found.database_bytes / 1e6:.1f} MB"
    yield f"{counts['items']:,} items ({counts['copies']:,} copies), {counts['revisions']:,} revisions, {size}"
    yield f"{found.kept_pages:,} pages kept ({found.kept_bytes / 1e6:.1f} MB)"
    yield f"last digest {found.last_digest or 'none'}; last backup {iso(found.last_backup) or 'none'}"
    for date, reason in found.failed_digests.items():
        yield f"digest {date} is owed and could not be made: {reason}"
    for mended in found.mended:
        clock = f"the clock was at {iso(mended.clock)}"
        yield f"mended {iso(mended.at)}: {mended.what}: {mended.count}; {clock}"
    yield ""
    yield from map(_source, found.sources)


def _source(source: SourceState) -> str:
    trouble = f"; failed {source.failures} times: {source.last_error}" if source.failures else ""
    return f"{source.name}: last ok {iso(source.last_ok) or 'never'}, next {iso(source.next_check)}{trouble}"
