"""What is seen of a cycle: its progress, live on a terminal and in plain lines elsewhere, and what it came to."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from service.cli.output import printable
from service.crawl.crawl_context import NoProgress
from service.crawl.crawl_context import Progress as CycleProgress
from service.models import Check, CheckStatus
from service.views.results import check_json

_MARKS = {
    CheckStatus.OK: ("ok", "green"),
    CheckStatus.NOT_MODIFIED: ("not modified", "green"),
    CheckStatus.FAILED: ("failed", "red"),
    CheckStatus.BLOCKED: ("blocked", "red"),
    CheckStatus.SKIPPED: ("skipped", "yellow"),
}
_COUNTS = ("links", "fetched", "new", "changed", "copies", "unchanged", "failed")


class PlainLines:
    """Prints one line a source, once it is done, on standard error."""

    def started(self, sources: int) -> None:
        if sources:
            click.echo(f"looking at {sources} source{'s' if sources != 1 else ''}", err=True)

    def pages(self, done: int, total: int) -> None:
        if done % 25 == 0 and done < total:
            click.echo(f"{done} of {total} pages", err=True)

    def source_done(self, check: Check) -> None:
        click.echo(line(check), err=True)


class Bars:
    """Shows two bars on a terminal: sources and pages."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._sources: TaskID | None = None
        self._pages: TaskID | None = None

    def started(self, sources: int) -> None:
        self._sources = self._progress.add_task("sources", total=sources)

    def pages(self, done: int, total: int) -> None:
        if self._pages is None:
            self._pages = self._progress.add_task("pages", total=total)
        self._progress.update(self._pages, completed=done, total=total)

    def source_done(self, check: Check) -> None:
        assert self._sources is not None
        self._progress.advance(self._sources)


@contextmanager
def watching(*, quiet: bool) -> Iterator[CycleProgress]:
    """Show a cycle's progress: in bars or lines, or not at all."""
    if quiet:
        yield NoProgress()
    elif sys.stderr.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            yield Bars(progress)
    else:
        yield PlainLines()


def line(check: Check) -> str:
    """Return a check on one plain line."""
    counts = ", ".join(f"{getattr(check, name)} {name}" for name in _COUNTS if getattr(check, name))
    remark = "; ".join(part for part in (counts, check.error) if part)
    return f"{check.source}: {_MARKS[check.status][0]}{' – ' if remark else ''}{remark}"


def print_checks(checks: Sequence[Check], *, as_json: bool) -> None:
    """Print what became of the sources, on standard output: as a table, or one JSON object a line."""
    if as_json:
        for check in checks:
            click.echo(json.dumps(check_json(check), ensure_ascii=False))
    else:
        _print_table(checks)


def exit_code(checks: Sequence[Check], *, strict: bool) -> int:
    """Return the exit status of a cycle: 1 where no source could be read, or with `strict` where anything failed."""
    bad = [check for check in checks if check.status in ("failed", "blocked", "skipped")]
    if strict:
        return int(any(check.failed for check in checks) or bool(bad))
    return int(bool(bad) and len(bad) == len(checks))


def _print_table(checks: Sequence[Check]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for name in _COUNTS:
        table.add_column(name, justify="right")
    table.add_column("remark", overflow="fold")
    for check in checks:
        words, colour = _MARKS[check.status]
        numbers = [str(getattr(check, name) or "·") for name in _COUNTS]
        table.add_row(check.source, f"[{colour}]{words}[/]", *numbers, _plain_cell(check.error or ""))
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print(_total(checks))


def _total(checks: Sequence[Check]) -> str:
    news = [f"{sum(getattr(check, name) for check in checks)} {name}" for name in ("new", "changed")]
    return f"in this run: {', '.join(part for part in news if not part.startswith('0 ')) or 'nothing new'}"


def _plain_cell(text: str) -> str:
    """Return `text` for a cell of rich: without markup of its own, and without control characters."""
    return printable(text).replace("[", "\\[")
