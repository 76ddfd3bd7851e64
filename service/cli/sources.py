"""`dateline sources`: the list, and a try of each."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import click

from service.cli.context import CommandContext
from service.errors import UsageError
from service.logs import configure
from service.models import iso
from service.scheduling import pace

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
    states, rates = {}, {}
    if context.db.exists():
        with context.open_store() as store:
            states = {source.name: store.sources.get(source.name) for source in config.sources}
            rates = {source.name: store.looks.rates(source.name) for source in config.sources}
    for source in config.sources:
        state, measured = states.get(source.name), rates.get(source.name)
        facts: dict[str, Any] = {
            "name": source.name,
            "kind": str(source.kind or (state and state.kind) or "") or None,
            "location": source.url or source.path,
            "enabled": source.enabled,
            "tags": list(source.tags),
            "last_ok": iso(state.last_ok) if state else None,
            "failures": state.failures if state else 0,
            "error": state.last_error if state else None,
            "next_check": iso(state.next_check) if state else None,
            "edit_rate": _share(measured.edit_rate) if measured else None,
            "noise_rate": _share(measured.noise_rate) if measured else None,
            "pace": round(pace(measured), 2),
        }
        click.echo(json.dumps(facts, ensure_ascii=False) if as_json else _line(facts))


@sources.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a source.")
@click.pass_obj
def check(context: CommandContext, names: tuple[str, ...], as_json: bool) -> int:
    """Check sources.yaml, ask each source once, and say what it gives. Nothing is kept."""
    configure(verbose=context.verbose)
    config = context.load_config()
    trials = asyncio.run(_try(context, config, _chosen(config, names)))
    for trial in trials:
        click.echo(json.dumps(trial.as_json(), ensure_ascii=False) if as_json else trial.line())
    return int(bool(trials) and all(trial.error for trial in trials))


def _chosen(config: "Config", names: tuple[str, ...]) -> "list[Source]":
    unknown = [name for name in names if config.source(name) is None]
    if unknown:
        raise UsageError(f"no source is named {unknown[0]!r}; `dateline sources list` names them")
    return [source for source in config.sources if source.name in names or (not names and source.enabled)]


async def _try(context: CommandContext, config: "Config", chosen: "list[Source]") -> "list[SourceCheck]":
    from service.crawl.source_check import check_sources

    return await check_sources(config, chosen, home=context.config.parent, clock=context.clock)


def _rates(facts: dict[str, Any]) -> str:
    """What looks at its articles find, and how far apart they are for that; nothing before there was one."""
    if facts["edit_rate"] is None:
        return ""
    apart = f", looks {facts['pace']:.2g} × as far apart as usual" if facts["pace"] != 1 else ""
    return f"; a look finds an edit in {facts['edit_rate']:.1%}, noise in {facts['noise_rate']:.1%} of cases{apart}"


def _share(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


def _line(facts: dict[str, Any]) -> str:
    state = "" if facts["enabled"] else " (not enabled)"
    seen = f"last ok {facts['last_ok']}" if facts["last_ok"] else "never fetched"
    trouble = f"; failed {facts['failures']} times: {facts['error']}" if facts["failures"] else ""
    kind = facts["kind"] or "kind to be found out"
    text = f"{facts['name']}{state}: {kind} {facts['location']} – {seen}{trouble}{_rates(facts)}"
    return "".join(character for character in text if character.isprintable())
