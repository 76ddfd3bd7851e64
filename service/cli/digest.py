"""`dateline digest`: the digest of a day."""

from typing import TYPE_CHECKING

import click

from service.cli.context import CommandContext
from service.logs import configure
from service.text.display import safe

if TYPE_CHECKING:
    from service.digest.digest_document import DigestDocument
    from service.reporting.digest_publisher import PublishedDigest
    from service.store import Store


@click.command()
@click.option("--date", metavar="D", help="The day, as 2026-11-21; without it, the digest that is open now.")
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), help="Print the digest in this form.")
@click.option("--stdout", is_flag=True, help="Print the digest and write no file of it; Markdown, if no --format.")
@click.pass_obj
def digest(context: CommandContext, date: str | None, form: str | None, stdout: bool) -> int:
    """Write the digest of a day, and every digest whose time has come and that is not written yet.

    A digest is closed when its time has come; until then it is written as it stands so far.
    """
    from service.maintenance.clock_mending import Mender
    from service.reporting.digest_publisher import DigestPublisher

    configure(verbose=context.verbose)
    config = context.load_config()
    now = context.clock()
    with context.open_store() as store:
        Mender(store, config, context.digests).mend(now)
        publisher = DigestPublisher(store, config, context.digests)
        owed = publisher.publish_owed(now)
        day = date or publisher.open_date(now)
        if stdout or form:
            document = publisher.document(day, now)
            if not stdout:
                publisher.write(day, now)
            click.echo(_rendered(document, form or "md"), nl=False)
            return _failures(store)
        published = {one.document["date"]: one for one in (*owed, publisher.write(day, now))}
        failures = _failures(store)
    for name in sorted(published):
        click.echo(_line(published[name]))
    return failures


def _failures(store: "Store") -> int:
    """Say which digests are owed and could not be made, and return the exit status."""
    failed = store.failed_digests.all()
    for date, reason in failed.items():
        click.echo(f"digest {date} could not be made, and is tried again next time: {safe(reason)}", err=True)
    return 1 if failed else 0


def _rendered(document: "DigestDocument", form: str) -> str:
    from service.digest.render import render_html, render_json, render_markdown

    match form:
        case "html":
            return render_html(document, previous=None)
        case "json":
            return render_json(document)
        case _:
            return render_markdown(document)


def _line(published: "PublishedDigest") -> str:
    from service.digest.view import tally

    document = published.document
    closed = "" if document["final"] else " (so far)"
    return f"digest {document['date']}{closed}: {tally(document)} – {published.path}"
