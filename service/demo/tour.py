"""`dateline demo`: watch the newsroom for three rounds on a simulated clock, then write the digest."""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from service.config import Config, load
from service.crawl.crawl_context import NoProgress, open_crawl_context
from service.crawl.cycle import Assignment, Cycle
from service.demo.newspaper import ROUNDS
from service.demo.newsroom import Newsroom
from service.digest.render import render_json, render_markdown
from service.models import Check, to_the_minute
from service.reporting.digest_publisher import DigestPublisher, PublishedDigest
from service.store import Store

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
"""When the simulated clock begins: fixed, so that every run writes the same digest."""

_SOURCES = """\
# The newsroom of `dateline demo`: two papers on this machine.
settings:
  digest: {{at: "07:00"}}
  fetch: {{contact: "dateline demo", delay: 0s, allow_networks: ["127.0.0.0/8"]}}
sources:
  - {{name: courier, kind: feed, url: "{courier}/feed.xml", every: 1h}}
  - {{name: courier-world, kind: listing, url: "{courier}/section/world", every: 1h}}
  - {{name: courier-sitemap, kind: sitemap, url: "{courier}/sitemap.xml", every: 1h}}
  - {{name: ledger, url: "{ledger}/atom.xml", every: 1h}}
"""


def show(folder: Path | None, *, as_json: bool) -> None:
    """Run the demo, keep its files in `folder` (or in a temporary one), and print what it found."""
    with nullcontext(folder) if folder else tempfile.TemporaryDirectory(prefix="dateline-demo-") as place:
        home = Path(place)
        home.mkdir(parents=True, exist_ok=True)
        published = asyncio.run(_watch(home, quiet=as_json))
        render = render_json if as_json else render_markdown
        click.echo(render(published.document), nl=False)
        if folder and not as_json:
            click.echo(f"\nIts page: {published.path}")


async def _watch(home: Path, *, quiet: bool) -> PublishedDigest:
    for suffix in ("", "-wal", "-shm"):
        (home / f"dateline.db{suffix}").unlink(missing_ok=True)
    async with Newsroom(START) as newsroom:
        courier, ledger = newsroom.hosts
        (home / "sources.yaml").write_text(_SOURCES.format(courier=courier, ledger=ledger), encoding="utf-8")
        config = load(home / "sources.yaml")
        with Store.open(home / "dateline.db") as store:
            for number in ROUNDS:
                newsroom.round = number
                checks = await _round(store, config, home, newsroom.now)
                if not quiet:
                    _print_round(number, newsroom.now, checks)
            morning = newsroom.now + timedelta(days=1)
            return DigestPublisher(store, config, home / "digests").publish_owed(morning)[-1]


async def _round(store: Store, config: Config, home: Path, now: datetime) -> Sequence[Check]:
    async with open_crawl_context(store, config, home, lambda: now) as context:
        context.list_sources()
        return await Cycle(context, Assignment(poll=config.sources, pages_of=config.sources), NoProgress()).run()


def _print_round(number: int, now: datetime, checks: Sequence[Check]) -> None:
    click.echo(f"round {number}, {to_the_minute(now)} UTC")
    for check in checks:
        counts = f"{check.links} links, {check.fetched} pages read: {check.new} new, {check.changed} changed"
        click.echo(f"  {check.source:16} {check.status:13} {counts}, {check.copies} copies")
    click.echo()
