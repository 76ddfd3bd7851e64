"""`dateline explain`: how an item came to be what it is, from what is kept. A function lays out each section."""

import json
from collections.abc import Iterable, Iterator

import click

from service.cli.context import CommandContext
from service.cli.output import history_line
from service.models import iso
from service.store import FetchRecord
from service.text.display import safe
from service.views.explanation import (
    ExplainedHistory,
    ExplainedItem,
    ExplainedText,
    Explanation,
    LeftOutLines,
    Sighting,
    StatedAddress,
)
from service.views.explanation import explain as explanation_of
from service.views.visits import ExplainedDecision, NextVisit, SourceRates, Unconfirmed


@click.command()
@click.argument("target", metavar="URL|ITEM")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def explain(context: CommandContext, target: str, as_json: bool) -> None:
    """Say which item a URL is and what was made of it: sources, looks and what each came to, its edits, doubts, when
    it is looked at next."""
    with context.read_store() as store:
        explanation = explanation_of(store, target)
    if as_json:
        click.echo(json.dumps(explanation.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(line for name, lines in _sections(explanation) for line in _section(name, lines)))


def _sections(explanation: Explanation) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the sections with their headings, in the order in which they are shown."""
    yield "item", _item(explanation.item)
    yield "sources", _sightings(explanation.sources)
    yield "stated", _stated(explanation.stated)
    yield "decision", _decision(explanation.decision)
    yield "fetches", _visits(explanation.visits)
    yield "text", _text(explanation.text)
    yield "history", _history(explanation.history)
    yield "doubts", _unconfirmed(explanation.unconfirmed)
    yield "left out", _left_out(explanation.left_out)
    yield "next", _next(explanation.next)
    yield "rates", _rates(explanation.rates)


def _section(name: str, lines: Iterator[str]) -> list[str]:
    shown = [f"  {safe(line)}" for line in lines]
    return [f"{name}:", *shown] if shown else []


def _item(item: ExplainedItem | None) -> Iterator[str]:
    if item is None:
        yield "none: this address has not been read as an article"
        return
    yield f"{item.id}  {item.title or item.url}"
    yield f"{item.status}, {item.verdict}{f' of {item.of}' if item.of else ''}"
    if item.update is not None:
        yield from item.update.sentences()
    yield f"seen {iso(item.first_seen)} to {iso(item.last_seen)}"
    if item.edited:
        yield f"edited {iso(item.edited)}"
    for address in item.addresses:
        yield f"{address.url} ({address.how} since {iso(address.since)})"
    for former in item.former_addresses:
        yield f"{former.url} (until {iso(former.until)}, when item {former.heir} stood there)"
    if item.copies:
        yield f"leads its copies {', '.join(map(str, item.copies))}"
    for resemblance in item.resemblances:
        yield resemblance.sentence()
    for said in item.corrections:
        put = f"item {said.item} was put to item {said.into}" if said.into else "stands alone"
        yield f"{put} by hand at {iso(said.at)}"


def _sightings(sightings: Iterable[Sighting]) -> Iterator[str]:
    for seen in sightings:
        yield f"{seen.source} named {seen.url}, {iso(seen.first_seen)} to {iso(seen.last_seen)}"


def _stated(stated: Iterable[StatedAddress]) -> Iterator[str]:
    for address in stated:
        since = f"since {iso(address.since)}"
        yield f"states {address.stated} as its own: {address.reason}, not believed ({since})"


def _decision(decision: ExplainedDecision | None) -> Iterator[str]:
    if decision is not None:
        yield f"{decision.outcome} at {iso(decision.at)}"
        yield from (f"  {reason}" for reason in decision.because)


def _visits(visits: Iterable[FetchRecord]) -> Iterator[str]:
    for visit in visits:
        status = f" ({visit.status})" if visit.status else ""
        error = f": {visit.error}" if visit.error else ""
        yield f"{iso(visit.at)}  {visit.reason or 'read'} → {visit.outcome}{status}{error}"


def _text(text: ExplainedText | None) -> Iterator[str]:
    if text is None:
        return
    size = f"{text.blocks} blocks, {text.characters} characters"
    yield f"revision {text.revision} since {iso(text.since)}: {size}"
    yield f"made by extractor {text.extractor}{', and read anew when next fetched' if text.outdated else ''}"
    if text.access:
        yield f"not the whole article: {text.access}"


def _history(history: ExplainedHistory | None) -> Iterator[str]:
    if history is None:
        return
    yield from map(history_line, history.rows)
    if history.earlier:
        yield f"… {history.earlier:,} earlier; `dateline show {history.item}`"


def _unconfirmed(unconfirmed: Iterable[Unconfirmed]) -> Iterator[str]:
    for one in unconfirmed:
        yield f"{one.reason} – since {iso(one.since)}, {one.visits} in a row"


def _left_out(left_out: LeftOutLines | None) -> Iterator[str]:
    if left_out is None:
        return
    for line in left_out.lines:
        yield f"“{line.line}”"
        held = f"on {line.pages} of the last {left_out.pages} pages of {left_out.host}"
        since = f", since {iso(line.seen_since)}" if line.seen_since else ""
        yield f"  {held}{since}; left out here since {iso(line.left_out_since)}"


def _next(visits: Iterable[NextVisit]) -> Iterator[str]:
    for visit in visits:
        line = f"{visit.url} ({visit.state}): {iso(visit.due) or 'not looked at again'}"
        step = visit.step
        if visit.due and visit.failures:
            line += ", to try again"
        elif step:
            line += f", {_duration(step.seconds)} after {step.counted_from}; {_looks(step.visits)} since the first"
        yield line


def _rates(rates: Iterable[SourceRates]) -> Iterator[str]:
    for one in rates:
        facts = one.as_json()  # as rounded there, so that both say the same
        edits, noise = (f"{100 * (facts[name] or 0):.1f} %" for name in ("edit_rate", "noise_rate"))
        apart = "as usual" if facts["pace"] == 1 else f"{facts['pace']:.2g} × as far apart as usual"
        looks = _looks(round(facts["looks"]))
        yield f"{one.source}: {looks}, {edits} found an edit, {noise} other bytes only; rungs {apart}"


def _duration(seconds: int) -> str:
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds} s"


def _looks(count: int) -> str:
    return "1 look" if count == 1 else f"{count} looks"
