"""`dateline fetch` and `dateline import`: one cycle, now."""

import asyncio
import json
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext
from service.errors import UsageError
from service.logs import configure

if TYPE_CHECKING:
    from service.config import Config, Source
    from service.crawl.context import Progress
    from service.crawl.cycle import Assignment, Cycle
    from service.models import Check
    from service.store import Store


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--url", help="Read this one page instead of sources.")
@click.option("--recheck", is_flag=True, help="Read all live items of the sources again.")
@click.option("--force", is_flag=True, help="Ignore cool-downs: Retry-After and back-off.")
@click.option("--strict", is_flag=True, help="Exit with 1 if any source or page failed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a source.")
@click.pass_obj
def fetch(
    context: CommandContext,
    names: tuple[str, ...],
    url: str | None,
    recheck: bool,
    force: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Look at the sources once, now: those named, or all that are enabled, whether due or not."""
    configure(verbose=context.verbose)
    config = context.load_config()
    if url and names:
        raise UsageError("--url reads one page instead of sources: leave the names out")
    from service.maintenance.clock_mending import Mender

    with context.fetching(), context.open_store() as store:
        Mender(store, config, context.digests).mend(context.clock())
        assignment = _one_page(context, store, url) if url else _assignment(config, names, recheck=recheck, force=force)
        checks, stopped = _run(context, config, store, assignment, quiet=as_json)
    _report(checks, as_json=as_json)
    if stopped:
        raise click.Abort
    return _exit_code(checks, strict=strict)


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def import_documents(context: CommandContext, path: Path, as_json: bool) -> int:
    """Read the documents of a folder once: .txt, .md and .html, also in its sub-folders."""
    from service.cli.progress import watching
    from service.config import Config
    from service.crawl.context import working
    from service.crawl.cycle import import_folder
    from service.crawl.folder_import import imported_folder
    from service.maintenance.clock_mending import Mender

    configure(verbose=context.verbose)
    config = context.load_config() if context.config.exists() else Config(sources=())
    with context.fetching(), context.open_store() as store, watching(quiet=as_json) as progress:
        Mender(store, config, context.digests).mend(context.clock())

        async def work() -> "Check":
            async with working(store, config, context.config.parent, context.clock) as ready:
                return await import_folder(ready, imported_folder(path), progress)

        check = asyncio.run(work())
    _report([check], as_json=as_json)
    return _exit_code([check], strict=False)


def _assignment(config: "Config", names: Sequence[str], *, recheck: bool, force: bool) -> "Assignment":
    from service.config import BY_HAND
    from service.crawl.cycle import Assignment

    chosen = tuple(_named(config, name) for name in dict.fromkeys(names)) or tuple(
        s for s in config.sources if s.enabled
    )
    return Assignment(look_at=chosen, pages_of=chosen if names else (*chosen, BY_HAND), recheck=recheck, force=force)


def _named(config: "Config", name: str) -> "Source":
    source = config.source(name)
    if source is None:
        known = ", ".join(source.name for source in config.sources) or "none"
        raise UsageError(f"no source is named {name!r}; sources.yaml has: {known}")
    if not source.enabled:
        raise UsageError(f"source {name} is not enabled in sources.yaml")
    return source


def _one_page(context: CommandContext, store: "Store", url: str) -> "Assignment":
    from service.config import BY_HAND
    from service.crawl.cycle import Assignment
    from service.models import Link
    from service.urls import public_url, strict_key

    try:
        key, link = strict_key(url), Link(url=public_url(url))
    except ValueError as error:
        raise UsageError(f"--url: {error}") from error
    with store.transaction():
        store.links.name(key, link, source=BY_HAND.name, now=context.clock(), due=None)
    return Assignment(look_at=(), pages_of=(BY_HAND,), keys=((key, BY_HAND.name),))


def _run(
    context: CommandContext, config: "Config", store: "Store", assignment: "Assignment", *, quiet: bool
) -> "tuple[tuple[Check, ...], bool]":
    """What became of the sources, and whether we were told to stop before it was all done."""
    from service.cli.progress import watching

    with watching(quiet=quiet) as progress:
        return asyncio.run(_cycle(context, config, store, assignment, progress))


async def _cycle(
    context: CommandContext, config: "Config", store: "Store", assignment: "Assignment", progress: "Progress"
) -> "tuple[tuple[Check, ...], bool]":
    from service.crawl.context import working
    from service.crawl.cycle import Cycle

    async with working(store, config, context.config.parent, context.clock) as ready:
        ready.list_sources()
        cycle = Cycle(ready, assignment, progress)
        _stop_on_signals(cycle)
        return await cycle.run(), cycle.stopped


def _stop_on_signals(cycle: "Cycle") -> None:
    """The first Ctrl-C or SIGTERM ends the cycle after the pages in hand; a second one ends it at once."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(name)
        cycle.stop()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop)


def _report(checks: "Sequence[Check]", *, as_json: bool) -> None:
    from service.cli.progress import print_table

    if as_json:
        for check in checks:
            click.echo(json.dumps(check.as_json(), ensure_ascii=False))
    else:
        print_table(checks)


def _exit_code(checks: "Sequence[Check]", *, strict: bool) -> int:
    bad = [check for check in checks if check.status in ("failed", "blocked", "skipped")]
    if strict:
        return int(any(check.failed for check in checks) or bool(bad))
    return int(bool(bad) and len(bad) == len(checks))
