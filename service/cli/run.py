"""`dateline run` and `dateline demo`."""

from pathlib import Path

import click

from service.cli.context import CommandContext
from service.logs import configure


@click.command()
@click.pass_obj
def run(context: CommandContext) -> None:
    """Watch the sources until told to stop, by SIGTERM or Ctrl-C.

    Fetches what is due, writes each day's digest, and keeps backups. Edits of sources.yaml are picked up as it runs.
    """
    from service.daemon import Files, run

    configure(verbose=context.verbose, daemon=True)
    run(Files(config=context.config, database=context.db, digests=context.digests), context.clock)


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where its database and digests are kept; without it, a temporary folder.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the digest as JSON.")
@click.pass_obj
def demo(context: CommandContext, folder: Path | None, as_json: bool) -> None:
    """Watch a small newsroom of our own on this machine for three rounds, then write the digest.

    Shows a copy folded, a correction told, and what is no news left out. Nothing outside this machine is asked.
    """
    from service.demo.tour import show

    configure(verbose=context.verbose)
    show(folder, as_json=as_json)
