"""`dateline explain`: how an item came to be what it is, from what is kept. A function a section."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import click

from service.cli import explained_item as its
from service.cli import explained_looks as looks
from service.cli.context import CommandContext
from service.cli.subject import Subject, subject_of
from service.text.display import safe


@click.command()
@click.argument("target", metavar="URL|ITEM")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def explain(context: CommandContext, target: str, as_json: bool) -> None:
    """Say which item a URL is and what was made of it: sources, looks and what each came to, its edits, doubts, when
    it is looked at next."""
    with context.read_store() as store:
        subject = subject_of(store, target)
        facts = {name: facts_of(subject) for name, (facts_of, _) in SECTIONS.items()}
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        lines = (line for name, (_, lines_of) in SECTIONS.items() for line in _section(name, lines_of(facts[name])))
        click.echo("\n".join(lines))


SECTIONS: dict[str, tuple[Callable[[Subject], Any], Callable[[Any], Iterator[str]]]] = {
    "item": (its.item, its.item_lines),
    "sources": (its.sources, its.source_lines),
    "stated": (its.stated, its.stated_lines),
    "decision": (looks.decision, looks.decision_lines),
    "fetches": (looks.fetches, looks.fetch_lines),
    "text": (its.text, its.text_lines),
    "history": (its.revisions, its.revision_lines),
    "doubts": (looks.doubts, looks.doubt_lines),
    "left_out": (its.furniture, its.furniture_lines),
    "next": (looks.upcoming, looks.upcoming_lines),
    "rates": (looks.rates, looks.rate_lines),
}
"""In the order told."""


def _section(name: str, lines: Iterator[str]) -> list[str]:
    told = [f"  {safe(line)}" for line in lines]
    return [f"{name.replace('_', ' ')}:", *told] if told else []
