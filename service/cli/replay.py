"""`dateline replay`: what today's rules would change in what was read before. Nothing is written."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext
from service.errors import UsageError
from service.logs import configure
from service.text.display import clipped, safe
from service.views.results import replay_json

if TYPE_CHECKING:
    from service.config import Source
    from service.crawl.crawl_context import Progress
    from service.maintenance.fold_replay import ReplayedFold
    from service.maintenance.replay import Replayed, ReplayedStep, ReportedEdit
    from service.store import Store

_SHOWN = 20
"""Items shown to a person who does not say how many."""
_TEXTS = 3
"""Revisions of one item shown to a person: mostly all of them read otherwise in the same way."""
_LINE = 160


@click.command()
@click.option("--source", help="Only items of which this source's pages are kept.")
@click.option(
    "--rules",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Another sources.yaml, whose sources take the place of today's of the same name.",
)
@click.option("--limit", type=click.IntRange(min=1), help=f"List so many items ({_SHOWN}; with --json, all).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def replay(context: CommandContext, source: str | None, rules: Path | None, limit: int | None, as_json: bool) -> None:
    """Read all kept pages again with today's rules, and say which texts, edits, copies and updates would be others.

    Nothing is written: try `content` and `remove` of a source in a copy of sources.yaml, and name it with --rules.
    """
    from service.cli.progress import watching
    from service.maintenance.fold_replay import replayed_folds

    configure(verbose=context.verbose)
    today, others = _sources(context.config), {} if rules is None else _sources(rules)
    with context.untouched_store() as store:
        _refuse_unknown(store, source, rules, others)
        with watching(quiet=as_json) as progress:
            found = asyncio.run(_replay(store, {**today, **others}, source, progress))
            folds = list(replayed_folds(store, source=source))
        differing = [one for one in found if one.differs]
        shown = differing[: limit or (None if as_json else _SHOWN)]
        if as_json:
            click.echo(json.dumps(replay_json(found, shown, folds), ensure_ascii=False, indent=1))
            return
        click.echo("\n".join((*_lines(store, found, len(differing), shown), *_fold_lines(folds))))


def _sources(path: Path) -> "Mapping[str, Source]":
    from service.config import load

    return {source.name: source for source in load(path).sources}


def _refuse_unknown(store: "Store", source: str | None, rules: Path | None, others: "Mapping[str, Source]") -> None:
    kept = store.archive.sources()
    known = ", ".join(kept) or "none; pages are kept from now on, unless sources.yaml says `archive: none`"
    if source is not None and source not in kept:
        raise UsageError(f"--source {source}: no page of it is kept; there are pages of: {known}")
    if rules is not None and others.keys().isdisjoint(kept):
        raise UsageError(f"--rules {rules}: no page is kept of any source in it; there are pages of: {known}")


async def _replay(
    store: "Store", sources: "Mapping[str, Source]", source: str | None, progress: "Progress"
) -> "list[Replayed]":
    from service.crawl.crawl_context import PRELOAD
    from service.engine import Parsers
    from service.maintenance.replay import Replayer

    async with Parsers(preload=PRELOAD) as parsers:
        return await Replayer(store, parsers, sources, progress).run(source=source)


# ── for people ──────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(store: "Store", found: "Sequence[Replayed]", differing: int, shown: "Sequence[Replayed]") -> Iterator[str]:
    now, then = sum(one.now for one in found), sum(one.then for one in found)
    pages, texts = sum(one.pages for one in found), sum(len(one.texts) for one in found)
    yield f"{_count(now, 'change')}{f', not {then:,}' if now != then else ', as then'}"
    read = f"{_count(pages, 'page')} of {_count(len(found), 'item')} read again"
    yield f"{read}: {_count(texts, 'text')} would be another"
    for one in shown:
        yield ""
        yield from _item(store, one)
    if differing > len(shown):
        yield f"\n… and {_count(differing - len(shown), 'more item')}; --limit shows more, --json all"
    problems = [problem for one in found for problem in one.problems]
    if problems:
        yield "\nnot read:"
        yield from (f"  {safe(problem)}" for problem in problems[:_SHOWN])
    if len(problems) > _SHOWN:
        yield f"  … and {len(problems) - _SHOWN:,} more; --json has all"


def _item(store: "Store", one: "Replayed") -> Iterator[str]:
    assert one.item is not None
    item = store.items.get(one.item)
    yield safe(clipped(f"{item.id}  {item.title or item.url}", _LINE))
    for number, edit in list(one.texts.items())[:_TEXTS]:
        yield f"  revision {number} would read otherwise: {_edit(edit)}"
    if len(one.texts) > _TEXTS:
        yield f"  … and {_count(len(one.texts) - _TEXTS, 'more revision')}"
    for step in one.steps[:_SHOWN]:
        yield f"  {step.from_revision} → {step.to_revision}: {_step(step)}"
    if len(one.steps) > _SHOWN:
        yield f"  … and {_count(len(one.steps) - _SHOWN, 'more change')}"


def _fold_lines(folds: "Sequence[ReplayedFold]") -> Iterator[str]:
    if folds:
        yield f"\n{_count(len(folds), 'copy or update', 'copies and updates')} would be the other:"
    for one in folds[:_SHOWN]:
        adds = f", adds: {one.adds[0]}" if one.adds else ""
        yield safe(clipped(f"  item {one.item}: {one.now} of {one.of}, was {one.then}{adds}", _LINE))
    if len(folds) > _SHOWN:
        yield f"  … and {len(folds) - _SHOWN:,} more; --json has all"


def _step(step: "ReplayedStep") -> str:
    if step.now is None:
        assert step.then is not None
        return f"no change any more; was told as {_edit(step.then)}"
    if step.then is None:
        return f"would be told as {_edit(step.now)}; was not"
    return f"would be told as {_edit(step.now)}; was {', '.join(step.then.kinds)}"


def _edit(edit: "ReportedEdit") -> str:
    return safe(clipped(f"{', '.join(edit.kinds)} – {edit.summary or ''}", _LINE))


def _count(number: int, what: str, several: str = "") -> str:
    return f"{number:,} {what if number == 1 else several or what + 's'}"
