"""`dateline digest`: the digest of a day."""

from typing import TYPE_CHECKING

import click

from service.cli.logs import configure
from service.cli.place import Place

if TYPE_CHECKING:
    from service.digest import Document
    from service.pipeline import Edition


@click.command()
@click.option("--date", metavar="D", help="The day, as 2026-11-21; without it, the digest that is open now.")
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), help="Print the digest in this form.")
@click.option("--stdout", is_flag=True, help="Print the digest and write no file of it; Markdown, if no --format.")
@click.pass_obj
def digest(place: Place, date: str | None, form: str | None, stdout: bool) -> None:
    """Write the digest of a day, and every digest whose time has come and that is not written yet.

    A digest is closed when its time has come; until then it is written as it stands so far.
    """
    from service.pipeline import Editor, Mender

    configure(verbose=place.verbose)
    config = place.load_config()
    now = place.clock()
    with place.open_store() as store:
        Mender(store, config, place.digests).mend(now)
        editor = Editor(store, config, place.digests)
        owed = editor.publish_owed(now)
        day = date or editor.open_date(now)
        if stdout or form:
            document = editor.document(day, now)
            if not stdout:
                editor.edition(day, now)
            click.echo(_rendered(document, form or "md"), nl=False)
            return
        editions = {edition.document["date"]: edition for edition in (*owed, editor.edition(day, now))}
    for name in sorted(editions):
        click.echo(_line(editions[name]))


def _rendered(document: "Document", form: str) -> str:
    from service.digest import render_html, render_json, render_markdown

    match form:
        case "html":
            return render_html(document, previous=None)
        case "json":
            return render_json(document)
        case _:
            return render_markdown(document)


def _line(edition: "Edition") -> str:
    from service.digest import tally

    document = edition.document
    closed = "" if document["final"] else " (so far)"
    return f"digest {document['date']}{closed}: {tally(document)} – {edition.path}"
