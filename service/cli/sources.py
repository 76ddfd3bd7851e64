"""`dateline sources`: the list, and a try of each."""

import json
from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext
from service.cli.output import printable
from service.errors import UsageError
from service.logs import configure
from service.models import iso
from service.views.monitoring import ListedSource, listed_source
from service.views.results import source_check_json

if TYPE_CHECKING:
    from service.config import Config, Source
    from service.crawl.source_check import SourceCheck


@click.group()
def sources() -> None:
    """List the sources, or try them."""


@sources.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a source.")
@click.pass_obj
def list_sources(context: CommandContext, as_json: bool) -> None:
    """List the sources of sources.yaml, with how each is doing."""
    config = context.load_config()
    if context.db.exists():
        with context.open_store() as store:
            listed = [listed_source(source, store) for source in config.sources]
    else:
        listed = [listed_source(source, None) for source in config.sources]
    for one in listed:
        click.echo(json.dumps(one.as_json(), ensure_ascii=False) if as_json else printable(_listed_line(one)))


@sources.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a source.")
@click.pass_obj
def check(context: CommandContext, names: tuple[str, ...], as_json: bool) -> int:
    """Check sources.yaml, ask each source once, and say what it gives. Nothing is kept."""
    import asyncio

    from service.crawl.source_check import check_sources

    configure(verbose=context.verbose)
    config = context.load_config()
    chosen = _chosen(config, names)
    checks = asyncio.run(check_sources(config, chosen, home=context.config.parent, clock=context.clock))
    for one in checks:
        click.echo(json.dumps(source_check_json(one), ensure_ascii=False) if as_json else printable(_check_line(one)))
    return int(bool(checks) and all(one.error for one in checks))


def _chosen(config: "Config", names: tuple[str, ...]) -> "list[Source]":
    unknown = [name for name in names if config.source(name) is None]
    if unknown:
        raise UsageError(f"no source is named {unknown[0]!r}; `dateline sources list` names them")
    return [source for source in config.sources if source.name in names or (not names and source.enabled)]


def _check_line(found: "SourceCheck") -> str:
    if found.error:
        text = f"{found.source}: FAILED – {found.error}"
    else:
        first = f", first “{found.newest}”" if found.newest else ""
        text = f"{found.source}: ok – {found.kind}, {found.links} links{first}"
    return "; ".join((text, *found.notes))


def _listed_line(listed: ListedSource) -> str:
    state = listed.state
    enabled = "" if listed.source.enabled else " (not enabled)"
    seen = f"last ok {iso(state.last_ok)}" if state and state.last_ok else "never fetched"
    trouble = f"; failed {state.failures} times: {state.last_error}" if state and state.failures else ""
    kind = listed.kind or "kind to be found out"
    return f"{listed.source.name}{enabled}: {kind} {listed.location} – {seen}{trouble}{_rates(listed)}"


def _rates(listed: ListedSource) -> str:
    """Say what visits to its articles find, and how far apart they are for that; nothing before there was one."""
    facts = listed.as_json()  # as rounded there, so that both say the same
    if facts["edit_rate"] is None:
        return ""
    apart = f", looks {facts['pace']:.2g} × as far apart as usual" if facts["pace"] != 1 else ""
    return f"; a look finds an edit in {facts['edit_rate']:.1%}, noise in {facts['noise_rate']:.1%} of cases{apart}"
