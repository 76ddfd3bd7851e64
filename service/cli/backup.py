"""`dateline backup`: a copy of the database."""

from pathlib import Path

import click

from service.cli.context import CommandContext
from service.errors import UsageError


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def backup(context: CommandContext, path: Path) -> None:
    """Copy the database to PATH, whole and checked, also while it is in use."""
    if not context.db.exists():
        raise UsageError(f"{context.db}: there is no database to copy; name another with --db")
    target = path / context.db.name if path.is_dir() else path
    with context.open_store() as store:
        store.database.backup(target)
    click.echo(f"backup written to {target} ({target.stat().st_size:,} bytes)")
