"""`dateline export`: all items as JSON lines, or the kept pages as a WARC file."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from service.cli.arguments import ITEM
from service.cli.arguments import since as moment_since
from service.cli.context import CommandContext
from service.errors import UsageError
from service.store import ItemFilter, Store
from service.text.display import safe
from service.views.item import stored_item
from service.views.item_index import list_items


@click.command()
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of standard output.")
@click.option(
    "--warc", type=click.Path(path_type=Path, dir_okay=False), help="Write the kept pages instead, into a .warc.gz."
)
@click.option("--since", metavar="T", help="With --warc: fetched since a day, a time, or an age such as 24h or 7d.")
@click.option("--source", help="With --warc: read for this source.")
@click.option("--item", type=ITEM, help="With --warc: of this item.")
@click.pass_obj
def export(
    context: CommandContext,
    output: Path | None,
    warc: Path | None,
    since: str | None,
    source: str | None,
    item: int | None,
) -> None:
    """Write all items with all their revisions and addresses, one JSON object a line; or the pages they were read from,
    as far as these are kept, as a WARC file."""
    if warc is None and (since or source or item):
        raise UsageError("--since, --source and --item choose pages for --warc FILE.warc.gz; without it all is written")
    if warc is not None and output is not None:
        raise UsageError("--warc and --output are two exports: keep one")
    with context.read_store() as store:
        if warc is not None:
            _write_warc(context, store, warc, since=since, source=source, item=item)
        elif output is None:
            _write_items(store, sys.stdout)
        else:
            try:
                with output.open("w", encoding="utf-8") as file:
                    _write_items(store, file)
            except OSError as error:
                raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from error


def _write_items(store: Store, file: TextIO) -> None:
    for item in list_items(store, ItemFilter()):
        file.write(json.dumps(stored_item(store, item).as_json(), ensure_ascii=False) + "\n")


def _write_warc(
    context: CommandContext, store: Store, target: Path, *, since: str | None, source: str | None, item: int | None
) -> None:
    from service.export.warc import PageSelection, write_warc

    now = context.clock()
    chosen = PageSelection(source=source, item=item, since=moment_since("--since", since, now))
    with _replacing(target) as file:
        written = write_warc(store, chosen, file, name=target.name, now=now)
    for problem in written.damaged:
        click.echo(f"left out: {safe(problem)}", err=True)
    size = target.stat().st_size
    click.echo(f"{written.pages:,} page{'s' if written.pages != 1 else ''} written to {target} ({size:,} bytes)")


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a new file that takes the place of `target` once it is whole, so that nobody sees a part of it."""
    hidden = target.with_name(f".{target.name}.partial")
    try:
        with hidden.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        hidden.replace(target)
    except OSError as error:
        raise UsageError(f"--warc {target}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            hidden.unlink(missing_ok=True)
