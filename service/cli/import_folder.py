"""`dateline import`: the documents of a folder, read once."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext
from service.logs import configure

if TYPE_CHECKING:
    from service.config import Config
    from service.crawl.crawl_context import Progress
    from service.models import Check
    from service.store import Store


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def import_documents(context: CommandContext, path: Path, as_json: bool) -> int:
    """Read the documents of a folder once: .txt, .md and .html, also in its sub-folders."""
    from service.cli.progress import exit_code, print_checks, watching
    from service.config import Config
    from service.maintenance.clock_mending import Mender

    configure(verbose=context.verbose)
    config = context.load_config() if context.config.exists() else Config(sources=())
    with context.fetching(), context.open_store() as store, watching(quiet=as_json) as progress:
        Mender(store, config, context.digests).mend(context.clock())
        check = asyncio.run(_read(context, config, store, path, progress))
    print_checks([check], as_json=as_json)
    return exit_code([check], strict=False)


async def _read(context: CommandContext, config: "Config", store: "Store", path: Path, progress: "Progress") -> "Check":
    from service.crawl.crawl_context import open_crawl_context
    from service.crawl.cycle import read_documents_once
    from service.crawl.document_reader import imported_folder

    async with open_crawl_context(store, config, context.config.parent, context.clock) as crawl:
        return await read_documents_once(crawl, imported_folder(path), progress)
