"""`dateline diff`: what changed between two revisions of an item, word by word."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from service.cli.arguments import ITEM
from service.cli.context import CommandContext
from service.cli.items import short_headline
from service.cli.output import word_diff
from service.errors import UsageError
from service.models import to_the_minute
from service.text.display import clipped, safe
from service.views.item_history import Comparison, compare_revisions, last_edit

if TYPE_CHECKING:
    from service.models import DiffBlock, Revision

_PARAGRAPHS = 40
"""Changed paragraphs shown, unless all are asked for: some screens."""
_SUMMARY = 400


@click.command()
@click.argument("item", type=ITEM)
@click.argument("revisions", metavar="[REV REV]", type=ITEM, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every changed paragraph, and those in full.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with the whole diff.")
@click.pass_obj
def diff(context: CommandContext, item: int, revisions: tuple[int, ...], everything: bool, as_json: bool) -> None:
    """Show what changed between two revisions of an item; without REV, its last edit.

    What went stands in [-…-], what came in {+…+}; what stayed is cut short around them.
    """
    if len(revisions) not in (0, 2):
        raise UsageError("name two revisions, or none for the last edit")
    with context.read_store() as store:
        first, second = revisions or last_edit(store, item)
        comparison = compare_revisions(store, item, first, second)
        name = short_headline(store.items.get(item))
    if as_json:
        click.echo(json.dumps(comparison.as_json(), ensure_ascii=False))
        return
    for line in _lines(name, comparison, everything=everything):
        click.echo(line)


def _lines(name: str, comparison: Comparison, *, everything: bool) -> Iterator[str]:
    old, new, edit = comparison.old, comparison.new, comparison.edit
    yield click.style(safe(f"{new.item}  {name}"), bold=True)
    yield f"revision {old.number} ({_time(old)}) → {new.number} ({_time(new)})"
    if not comparison.same_extractor:
        yield safe(
            f"read by other rules (extractor {old.extractor} → {new.extractor}): some of it may be our own doing"
        )
    if edit is None:
        yield "both read the same"
        return
    yield safe(f"{', '.join(edit.kinds)}: {clipped(edit.summary, _SUMMARY)}")
    shown = edit.diff if everything else edit.diff[:_PARAGRAPHS]
    for block in shown:
        yield ""
        yield _block(block, whole=everything)
    if len(edit.diff) > len(shown):
        yield ""
        yield f"… {len(edit.diff) - len(shown):,} more changed paragraphs; --all shows them"


def _block(block: "DiffBlock", *, whole: bool) -> str:
    from service.digest.excerpt import FULL, excerpt, settled

    runs = settled(tuple((str(run.op), run.text) for run in block.runs))
    name = "" if block.part == "text" else click.style(f"{safe(block.part)}: ", bold=True)
    return name + word_diff(runs if whole else excerpt(runs, FULL))


def _time(revision: "Revision") -> str:
    return f"{to_the_minute(revision.seen_at)} UTC"
