"""`dateline show`: an item, with its text and its history."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext
from service.cli.history import NEWEST, history, line
from service.cli.item_json import whole
from service.cli.items import headline
from service.cli.items_correct import ITEM
from service.cli.output import rendered
from service.models import iso
from service.text.display import safe

if TYPE_CHECKING:
    from service.models import Item
    from service.store import Store

_TEXT = 100_000
"""Characters of a text that are printed, unless all is asked for: the longest articles have 60,000."""
_NAMED = 12
"""Copies, or items of its story, that are named."""


@click.command()
@click.argument("item", type=ITEM)
@click.option("--all", "everything", is_flag=True, help=f"The whole history, not the newest {NEWEST} rows of it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(context: CommandContext, item: int, everything: bool, as_json: bool) -> None:
    """Show an item: what is known of it, its text, and its history.

    Its history tells each revision with the kinds of the edit and a line on it, and what else befell it. A revision
    that `our own rules` made is no edit of its author's: the page is read otherwise since.
    """
    with context.read_store() as store:
        found = store.items.get(item)
        if as_json:
            steps, _ = history(store, item, limit=None)
            facts = whole(store, found) | {"history": [step.as_json() for step in steps]}
            click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
            return
        for printed in _page(store, found, everything=everything):
            click.echo(printed)


def _page(store: "Store", item: "Item", *, everything: bool) -> Iterator[str]:
    yield click.style(safe(f"{item.id}  {headline(item)}"), bold=True)
    yield ""
    facts = _facts(store, item)
    yield from (safe(f"{name + ':':<11}{value}") for name, value in facts.items() if value)
    yield ""
    yield from _text(store, item, limit=None if everything else _TEXT)
    yield ""
    yield "history:"
    steps, earlier = history(store, item.id, limit=None if everything else NEWEST)
    yield from (f"  {line(step.as_json())}" for step in steps)
    if earlier:
        yield f"  … {earlier:,} earlier; --all shows them"
    yield "addresses:"
    for url, how, at in store.items.addresses(item.id):
        yield safe(f"  {url} ({how} since {iso(at)})")
    for former in store.addresses.former(item.id):
        yield safe(f"  {former.url} (until {iso(former.until)}, now item {former.heir})")


def _facts(store: "Store", item: "Item") -> dict[str, object]:
    pages, size = store.archive.totals(item.id)
    return {
        "url": item.url,
        "by": item.byline,
        "site": item.site,
        "published": iso(item.published),
        "modified": iso(item.modified),
        "language": item.language,
        "section": item.section,
        "tags": ", ".join(item.tags),
        "access": item.access and str(item.access),
        "status": str(item.status),
        "copy of": item.copy_of,
        "copies": "" if item.copy_of else _named(store.similarities.group(item.id)[1:]),
        "variant of": item.variant_of,
        "variants": _named([other for other in store.stories.variants(item.id) if other != item.variant_of]),
        "story": item.story and f"{item.story}, of items {_named(store.stories.members(item.story))}",
        "sources": ", ".join(item.sources),
        "seen": f"{iso(item.first_seen)} to {iso(item.last_seen)}",
        "alternates": _alternation(store, item.id),
        "kept": pages and f"{pages} {'page' if pages == 1 else 'pages'}, {max(1, size // 1000):,} kB",
        "notes": "; ".join(item.notes),
        "cites": ", ".join(cite.url for cite in item.cites),
    }


def _named(items: list[int]) -> str:
    more = len(items) - _NAMED
    return ", ".join(map(str, items[:_NAMED])) + (f" and {more} more" if more > 0 else "")


def _alternation(store: "Store", item: int) -> str:
    known = store.items.known(item)
    if known.reverts < 2:
        return ""
    return f"between versions, {known.reverts} times since {iso(known.reverts_since)}"


def _text(store: "Store", item: "Item", *, limit: int | None) -> Iterator[str]:
    text = rendered(store.revisions.get(item.id, item.revision).blocks)
    more = 0 if limit is None else len(text) - limit
    shown = text if more <= 0 else text[:limit]
    yield from map(safe, (shown or "(no text)").split("\n"))
    if more > 0:
        yield f"… {more:,} more characters; --all shows them"
