"""`dateline items`: what is kept, for people and for programs."""

import json
from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext
from service.cli.items_correct import merge, split
from service.cli.times import moment
from service.errors import UsageError
from service.models import iso_day
from service.text.display import clipped, safe

if TYPE_CHECKING:
    from service.models import Item


def _kinds(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """`--kind`, checked; the kinds are read only where one is given."""
    if not given:
        return ()
    from service.models import EditKind

    known = tuple(map(str, EditKind))
    for kind in given:
        if kind not in known:
            raise UsageError(f"--kind {kind!r}: there is no such kind of edit; the kinds are {', '.join(known)}")
    return given


@click.group(invoke_without_command=True)
@click.option("--since", metavar="T", help="First seen or edited since: a day, a time, or an age such as 24h or 7d.")
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
    since: str | None,
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
    seen = moment("--since", since, now) if since else None
    changed = moment("--changed-since", changed_since, now) if changed_since else None
    with context.read_store() as store:
        story = None if story is None else store.stories.current_id(story)
        found = store.items.find(
            since=seen, source=source, query=query, limit=limit, story=story, changed_since=changed, kinds=kinds
        )
        for item in found:
            click.echo(json.dumps(item.as_json(), ensure_ascii=False) if as_json else _line(item))


items.add_command(merge)
items.add_command(split)


# ── for people ────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(item: "Item") -> str:
    when = item.published or item.first_seen
    marks = [_kin(item), str(item.status) if item.status != "live" else ""]
    remark = "".join(f" [{mark}]" for mark in marks if mark)
    where = safe(item.site or ", ".join(item.sources))
    return f"{item.id:>6}  {iso_day(when)}  {safe(headline(item))}  ({where}){remark}"


def _kin(item: "Item") -> str:
    if item.copy_of:
        return f"copy of {item.copy_of}"
    return f"variant of {item.variant_of}" if item.variant_of else ""


def headline(item: "Item") -> str:
    """Its title, or what it opens with, on at most 100 characters."""
    opening = item.title or item.text.partition("\n\n")[0] or item.lead or item.url
    return clipped(opening, 100)
