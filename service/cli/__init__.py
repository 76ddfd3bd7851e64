"""The command line. A command's module is imported when it is called, so that `dateline --help` answers at once."""

import importlib
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from service import __version__
from service.cli.arguments import ClockMoment
from service.cli.context import CommandContext
from service.errors import ConfigError, DatelineError, PublishError, StoreUnwritable, UsageError

_COMMANDS = {
    "run": ("run:run", "Watch the sources until told to stop."),
    "fetch": ("fetch:fetch", "Look at the sources once, now."),
    "digest": ("digest:digest", "Write the digest of a day."),
    "sources": ("sources:sources", "List the sources, or try them."),
    "items": ("items:items", "List or search the items; correct which are one (merge, split)."),
    "show": ("show:show", "Show an item with its history."),
    "diff": ("diff:diff", "Show what changed between two revisions."),
    "explain": ("explain:explain", "Say how Dateline came by an item, and what it made of it."),
    "import": ("import_folder:import_documents", "Read a folder of documents once."),
    "export": ("export:export", "Write all items and their revisions as JSON lines, or the kept pages as WARC."),
    "replay": ("replay:replay", "Say what today's rules would change in what was read before."),
    "status": ("status:status", "Say how things stand; for health checks."),
    "backup": ("backup:backup", "Copy the database, also while it is in use."),
    "demo": ("demo:demo", "Watch a small newsroom of our own for three rounds."),
}


class _Commands(click.Group):
    """A group that prints its help without importing its commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(f"service.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in _COMMANDS.items()])


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default="sources.yaml",
    envvar="DATELINE_CONFIG",
    show_default=True,
    show_envvar=True,
    help="The list of sources.",
)
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default="db/dateline.db",
    envvar="DATELINE_DB",
    show_default=True,
    show_envvar=True,
    help="The database.",
)
@click.option(
    "--digests",
    type=click.Path(path_type=Path, file_okay=True),
    default="digests",
    envvar="DATELINE_DIGESTS",
    show_default=True,
    show_envvar=True,
    help="The folder of the digests.",
)
@click.option("--now", type=ClockMoment(), help="The clock of the whole command, for tests and replays.")
@click.option("-v", "--verbose", is_flag=True, help="Log what is done, on standard error.")
@click.version_option(__version__, prog_name="dateline")
@click.pass_context
def cli(ctx: click.Context, config: Path, db: Path, digests: Path, now: datetime | None, verbose: bool) -> None:
    """Watches the sources you list, keeps the clean text of every article and every version of it, and writes one
    dated digest a day of what is new and what has changed."""
    ctx.obj = CommandContext(config=config, db=db, digests=digests, now=now, verbose=verbose)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit: 0 done, 1 nothing could be done, 2 wrong usage or configuration.

    The boundary at which errors become one line. An exception that is none of ours is a bug and keeps its traceback.
    """
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=arguments, prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("dateline: interrupted; what was read is kept", err=True)
        return 130
    except ConfigError as error:
        click.echo("\n".join(error.problems), err=True)
        return 2
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        return 2 if isinstance(error, UsageError | PublishError | StoreUnwritable) else 1
    except BrokenPipeError:
        # The reader of our output has gone (`dateline items | head`); Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0
