"""`dateline fetch`: one cycle, now."""

import asyncio
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext
from service.errors import UsageError
from service.logs import configure

if TYPE_CHECKING:
    from service.config import Config, Source
    from service.crawl.crawl_context import Progress
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
    from service.cli.progress import exit_code, print_checks
    from service.maintenance.clock_mending import Mender

    with context.fetching(), context.open_store() as store:
        Mender(store, config, context.digests).mend(context.clock())
        assignment = _one_page(context, store, url) if url else _assignment(config, names, recheck=recheck, force=force)
        checks, stopped = _run(context, config, store, assignment, quiet=as_json)
    print_checks(checks, as_json=as_json)
    if stopped:
        raise click.Abort
    return exit_code(checks, strict=strict)


def _assignment(config: "Config", names: Sequence[str], *, recheck: bool, force: bool) -> "Assignment":
    from service.config import BY_HAND
    from service.crawl.cycle import Assignment

    chosen = tuple(_named(config, name) for name in dict.fromkeys(names)) or tuple(
        source for source in config.sources if source.enabled
    )
    return Assignment(poll=chosen, pages_of=chosen if names else (*chosen, BY_HAND), recheck=recheck, force=force)


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
        store.links.add(key, link, source=BY_HAND.name, now=context.clock(), due=None)
    return Assignment(poll=(), pages_of=(BY_HAND,), keys=((key, BY_HAND.name),))


def _run(
    context: CommandContext, config: "Config", store: "Store", assignment: "Assignment", *, quiet: bool
) -> "tuple[tuple[Check, ...], bool]":
    """Run one cycle. Return what became of the sources, and whether we were told to stop before all was done."""
    from service.cli.progress import watching

    with watching(quiet=quiet) as progress:
        return asyncio.run(_cycle(context, config, store, assignment, progress))


async def _cycle(
    context: CommandContext, config: "Config", store: "Store", assignment: "Assignment", progress: "Progress"
) -> "tuple[tuple[Check, ...], bool]":
    from service.crawl.crawl_context import open_crawl_context
    from service.crawl.cycle import Cycle

    async with open_crawl_context(store, config, context.config.parent, context.clock) as crawl:
        crawl.list_sources()
        cycle = Cycle(crawl, assignment, progress)
        _stop_on_signals(cycle)
        return await cycle.run(), cycle.stopped


def _stop_on_signals(cycle: "Cycle") -> None:
    """Let the first Ctrl-C or SIGTERM end the cycle after the pages in hand, and a second one end it at once."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(name)
        cycle.stop()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop)
