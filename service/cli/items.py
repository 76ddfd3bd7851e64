"""`dateline items`: what is kept, for people and for programs; and a person's word on which items are one."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from service.cli.arguments import ITEM, since
from service.cli.context import CommandContext
from service.errors import UsageError
from service.models import Item, iso_day
from service.store import ItemFilter
from service.text.display import clipped, safe
from service.views.item_index import headline, list_items
from service.views.results import correction_json

if TYPE_CHECKING:
    from service.maintenance.corrections import Corrected, ManualCorrections

_HEADLINE = 100
"""Characters of a headline that are shown."""


def _kinds(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Check the kinds of edits after `--kind`; which there are is read only where one is given."""
    if not given:
        return ()
    from service.models import EditKind

    known = tuple(map(str, EditKind))
    for kind in given:
        if kind not in known:
            raise UsageError(f"--kind {kind!r}: there is no such kind of edit; the kinds are {', '.join(known)}")
    return given


@click.group(invoke_without_command=True)
@click.option(
    "--since", "seen_since", metavar="T", help="First seen or edited since: a day, a time, or an age such as 24h or 7d."
)
@click.option("--changed-since", metavar="T", help="With an edit recorded since: a day, a time, or an age.")
@click.option(
    "--kind", "kinds", multiple=True, callback=_kinds, help="With an edit of this kind; more than one: of any."
)
@click.option("--source", help="Named by this source.")
@click.option("--query", metavar="FTS", help="With these words; SQLite's full-text syntax.")
@click.option("--story", type=click.IntRange(min=1), help="Of this story, also by an id it had before.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_context
def items(
    ctx: click.Context,
    seen_since: str | None,
    changed_since: str | None,
    kinds: tuple[str, ...],
    source: str | None,
    query: str | None,
    story: int | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the items, in the order they were first seen; or correct which of them are one.

    `--changed-since 24h --kind number` lists those in which a number has been changed since yesterday.
    """
    if ctx.invoked_subcommand is not None:
        return
    context: CommandContext = ctx.obj
    now = context.clock()
    chosen = ItemFilter(
        since=since("--since", seen_since, now),
        changed_since=since("--changed-since", changed_since, now),
        kinds=kinds,
        source=source,
        query=query,
        story=story,
    )
    with context.read_store() as store:
        for item in list_items(store, chosen, limit=limit):
            click.echo(json.dumps(item.as_json(), ensure_ascii=False) if as_json else _line(item))


def _line(item: Item) -> str:
    when = item.published or item.first_seen
    marks = [_relation(item), str(item.status) if item.status != "live" else ""]
    remark = "".join(f" [{mark}]" for mark in marks if mark)
    where = safe(item.site or ", ".join(item.sources))
    return f"{item.id:>6}  {iso_day(when)}  {safe(short_headline(item))}  ({where}){remark}"


def _relation(item: Item) -> str:
    if item.copy_of:
        return f"copy of {item.copy_of}"
    if item.update_of:
        return f"update of {item.update_of}"
    return f"variant of {item.variant_of}" if item.variant_of else ""


def short_headline(item: Item) -> str:
    """Return an item's title, or what it opens with, on one line."""
    return clipped(headline(item), _HEADLINE)


# ── corrections by hand ───────────────────────────────────────────────────────────────────────────────────────────


@items.command()
@click.argument("lead", type=ITEM)
@click.argument("item", type=ITEM)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def merge(context: CommandContext, lead: int, item: int, as_json: bool) -> None:
    """Say that ITEM is one with LEAD, and stands behind it as its copy; `split ITEM` takes it back."""
    _correct(context, lambda corrections, now: corrections.merge(lead, item, now), as_json)


@items.command()
@click.argument("item", type=ITEM)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def split(context: CommandContext, item: int, as_json: bool) -> None:
    """Say that ITEM is no copy, variant or update of any other; `merge LEAD ITEM` takes it back."""
    _correct(context, lambda corrections, now: corrections.split(item, now), as_json)


def _correct(
    context: CommandContext, correction: "Callable[[ManualCorrections, datetime], Corrected]", as_json: bool
) -> None:
    from service.maintenance.corrections import ManualCorrections

    with context.read_store() as store:
        corrected = correction(ManualCorrections(store, context.load_config()), context.clock())
    if as_json:
        click.echo(json.dumps(correction_json(corrected)))
        return
    if corrected.copy_of is not None:
        click.echo(f"item {corrected.item} is a copy of {corrected.copy_of}")
    else:
        others = ", ".join(str(item) for item in corrected.group if item != corrected.item)
        click.echo(f"item {corrected.item} stands alone" if not others else f"item {corrected.item} leads {others}")
    for item in corrected.told:
        click.echo(f"item {item} is told as new in the digest that is open")
