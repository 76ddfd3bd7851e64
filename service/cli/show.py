"""`dateline show`: an item, with its text and its history."""

import json
from collections.abc import Iterator, Sequence

import click

from service.cli.arguments import ITEM
from service.cli.context import CommandContext
from service.cli.items import short_headline
from service.cli.output import history_line, rendered
from service.models import iso
from service.text.display import safe
from service.views.item import ItemDetails, item_details, stored_item
from service.views.item_history import HistoryRow, item_history

_NEWEST = 20
"""Rows of the history that are printed, unless all are asked for."""
_TEXT = 100_000
"""Characters of a text that are printed, unless all is asked for: the longest articles have 60,000."""
_NAMED = 12
"""Copies, or items of its story, that are named."""


@click.command()
@click.argument("item", type=ITEM)
@click.option("--all", "everything", is_flag=True, help=f"The whole history, not the newest {_NEWEST} rows of it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(context: CommandContext, item: int, everything: bool, as_json: bool) -> None:
    """Show an item: what is known of it, its text, and its history.

    Its history tells each revision with the kinds of the edit and a line on it, and what else befell it. A revision
    that `our own rules` made is no edit of its author's: the page is read otherwise since.
    """
    with context.read_store() as store:
        if as_json:
            record = stored_item(store, store.items.get(item))
            rows, _ = item_history(store, item, limit=None)
            facts = record.as_json() | {"history": [row.as_json() for row in rows]}
            click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
            return
        details = item_details(store, item)
        rows, earlier = item_history(store, item, limit=None if everything else _NEWEST)
    for line in _page(details, rows, earlier, longest=None if everything else _TEXT):
        click.echo(line)


def _page(details: ItemDetails, rows: Sequence[HistoryRow], earlier: int, *, longest: int | None) -> Iterator[str]:
    yield click.style(safe(f"{details.item.id}  {short_headline(details.item)}"), bold=True)
    yield ""
    yield from (safe(f"{name + ':':<11}{value}") for name, value in _facts(details).items() if value)
    yield ""
    yield from _text(details, longest=longest)
    yield ""
    yield "history:"
    yield from (f"  {history_line(row)}" for row in rows)
    if earlier:
        yield f"  … {earlier:,} earlier; --all shows them"
    yield "addresses:"
    for address in details.addresses:
        yield safe(f"  {address.url} ({address.how} since {iso(address.since)})")
    for former in details.former_addresses:
        yield safe(f"  {former.url} (until {iso(former.until)}, now item {former.heir})")


def _facts(details: ItemDetails) -> dict[str, object]:
    """Return what is known of the item, by the names under which it is printed; empty values are left out."""
    item = details.item
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
        "named in": details.named_in and f"the digest of {details.named_in}",
        "copies": _named(details.copies),
        "variant of": item.variant_of,
        "variants": _named([other for other in details.variants if other != item.variant_of]),
        "update of": item.update_of,
        "tells anew": "; ".join(details.update.sentences()) if details.update else "",
        "updates": _named(details.updates),
        "story": item.story and f"{item.story}, of items {_named(details.story_items)}",
        "sources": ", ".join(item.sources),
        "seen": f"{iso(item.first_seen)} to {iso(item.last_seen)}",
        "alternates": _alternation(details),
        "kept": _kept(details),
        "notes": "; ".join(item.notes),
        "cites": ", ".join(cite.url for cite in item.cites),
    }


def _named(items: Sequence[int]) -> str:
    more = len(items) - _NAMED
    return ", ".join(map(str, items[:_NAMED])) + (f" and {more} more" if more > 0 else "")


def _alternation(details: ItemDetails) -> str:
    if details.reverts < 2:
        return ""
    return f"between versions, {details.reverts} times since {iso(details.reverts_since)}"


def _kept(details: ItemDetails) -> str:
    pages = details.kept_pages
    return f"{pages} {'page' if pages == 1 else 'pages'}, {max(1, details.kept_bytes // 1000):,} kB" if pages else ""


def _text(details: ItemDetails, *, longest: int | None) -> Iterator[str]:
    text = rendered(details.blocks)
    more = 0 if longest is None else len(text) - longest
    shown = text if more <= 0 else text[:longest]
    yield from map(safe, (shown or "(no text)").split("\n"))
    if more > 0:
        yield f"… {more:,} more characters; --all shows them"
