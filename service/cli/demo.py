"""`dateline demo`: a small newsroom on this machine, watched for three rounds."""

from pathlib import Path

import click

from service.cli.context import CommandContext
from service.logs import configure


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
