"""`dateline diff`: what changed between two revisions of an item, word by word."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from service.cli.context import CommandContext
from service.cli.items import headline
from service.cli.items_correct import ITEM
from service.cli.output import word_diff
from service.errors import UsageError
from service.models import EventKind, iso, to_the_minute
from service.text.display import clipped, safe

if TYPE_CHECKING:
    from service.models import DiffBlock, Edit, Revision
    from service.store import Store

_PARAGRAPHS = 40
"""Changed paragraphs shown, unless all are asked for: some screens."""
_SUMMARY = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two revisions, and how the second differs from the first; None where both read the same."""

    name: str
    """The item's headline now."""
    old: "Revision"
    new: "Revision"
    edit: "Edit | None"

    @property
    def ours(self) -> bool:
        """Whether other versions of extraction made them, so that a difference may be our own doing."""
        return self.old.extractor != self.new.extractor

    def as_json(self) -> dict[str, Any]:
        """The shape that `dateline diff --json` promises; the diff is whole."""
        return {
            "item": self.new.item,
            "from_revision": self.old.number,
            "to_revision": self.new.number,
            "kinds": list(self.edit.kinds) if self.edit else [],
            "summary": self.edit.summary if self.edit else None,
            "diff": [block.as_json() for block in (self.edit.diff if self.edit else ())],
            "before": _side(self.old),
            "after": _side(self.new),
            "same_extractor": not self.ours,
        }


def _side(revision: "Revision") -> dict[str, Any]:
    return {
        "seen_at": iso(revision.seen_at),
        "title": revision.title,
        "byline": revision.byline,
        "published": iso(revision.published),
        "extractor": revision.extractor,
    }


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
        first, second = revisions or _last_edit(store, item)
        comparison = _compare(store, item, first, second)
    if as_json:
        click.echo(json.dumps(comparison.as_json(), ensure_ascii=False))
        return
    for line in _lines(comparison, everything=everything):
        click.echo(line)


def _last_edit(store: "Store", item: int) -> tuple[int, int]:
    """The revisions of the last edit that was told; where none was, the last two.

    Raises:
        UsageError: there is one revision only, or no such item.
    """
    store.items.known(item)
    for event in reversed(store.events.of_item(item)):
        if event.kind is EventKind.CHANGED and event.from_revision is not None:
            return event.from_revision, event.to_revision
    heads = store.revisions.heads(item, limit=2)
    if len(heads) < 2:
        raise UsageError(f"item {item} has one revision; there is nothing to compare")
    return heads[1].number, heads[0].number


def _compare(store: "Store", item: int, first: int, second: int) -> Comparison:
    from service.changes import compare

    old, new = store.revisions.get(item, first), store.revisions.get(item, second)
    return Comparison(name=headline(store.items.get(item)), old=old, new=new, edit=compare(old, new))


# ── for people ────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    old, new, edit = comparison.old, comparison.new, comparison.edit
    yield click.style(safe(f"{new.item}  {comparison.name}"), bold=True)
    yield f"revision {old.number} ({_time(old)}) → {new.number} ({_time(new)})"
    if comparison.ours:
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
