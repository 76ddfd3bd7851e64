"""`dateline items merge|split`: a person's word on which items are one."""

import json
from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext

if TYPE_CHECKING:
    from service.maintenance.corrections import Corrected

ITEM = click.IntRange(1, 2**63 - 1)
"""What SQLite can number."""


@click.command()
@click.argument("lead", type=ITEM)
@click.argument("item", type=ITEM)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def merge(context: CommandContext, lead: int, item: int, as_json: bool) -> None:
    """Say that ITEM is one with LEAD, and stands behind it as its copy; `split ITEM` takes it back."""
    from service.maintenance.corrections import ManualCorrections

    with context.read_store() as store:
        corrected = ManualCorrections(store, context.load_config()).merge(lead, item, context.clock())
    _show(corrected, as_json)


@click.command()
@click.argument("item", type=ITEM)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def split(context: CommandContext, item: int, as_json: bool) -> None:
    """Say that ITEM is no copy and no variant of any other; `merge LEAD ITEM` takes it back."""
    from service.maintenance.corrections import ManualCorrections

    with context.read_store() as store:
        corrected = ManualCorrections(store, context.load_config()).split(item, context.clock())
    _show(corrected, as_json)


def _show(corrected: "Corrected", as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(corrected.as_json()))
        return
    if corrected.copy_of is not None:
        click.echo(f"item {corrected.item} is a copy of {corrected.copy_of}")
    else:
        others = ", ".join(str(item) for item in corrected.group if item != corrected.item)
        click.echo(f"item {corrected.item} stands alone" if not others else f"item {corrected.item} leads {others}")
    for item in corrected.told:
        click.echo(f"item {item} is told as new in the digest that is open")
