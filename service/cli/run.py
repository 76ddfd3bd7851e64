"""`dateline run`: the daemon."""

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
