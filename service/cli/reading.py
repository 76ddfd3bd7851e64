"""`dateline items`, `show`, `diff` and `export`: what is kept, for people and for programs."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from service.cli.correcting import ITEM, merge, split
from service.cli.place import Place
from service.cli.terminal import rendered, safe
from service.errors import UsageError
from service.models import iso

if TYPE_CHECKING:
    from service.models import DiffBlock, Item, Revision
    from service.store import Store


@click.group(invoke_without_command=True)
@click.option("--since", metavar="T", help="First seen or edited since: a day, a time, or an age such as 24h or 7d.")
@click.option("--source", help="Named by this source.")
@click.option("--query", metavar="FTS", help="With these words; SQLite's full-text syntax.")
@click.option("--story", type=click.IntRange(min=1), help="Of this story, also by an id it had before.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_context
def items(
    ctx: click.Context,
    since: str | None,
    source: str | None,
    query: str | None,
    story: int | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the items, in the order they were first seen; or correct which of them are one."""
    if ctx.invoked_subcommand is not None:
        return
    place: Place = ctx.obj
    moment = _moment(since, place.clock()) if since else None
    with place.read_store() as store:
        story = None if story is None else store.stories.now_called(story)
        for item in store.items.find(since=moment, source=source, query=query, limit=limit, story=story):
            click.echo(json.dumps(item.as_json(), ensure_ascii=False) if as_json else _line(item))


items.add_command(merge)
items.add_command(split)


@click.command()
@click.argument("item", type=ITEM)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(place: Place, item: int, as_json: bool) -> None:
    """Show an item: what is known of it, its text, and its history."""
    with place.read_store() as store:
        found = store.items.get(item)
        click.echo(json.dumps(_whole(store, found), ensure_ascii=False, indent=1) if as_json else _page(store, found))


@click.command()
@click.argument("item", type=ITEM)
@click.argument("revisions", metavar="[REV REV]", type=ITEM, nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def diff(place: Place, item: int, revisions: tuple[int, ...], as_json: bool) -> None:
    """Show what changed between two revisions of an item; without REV, between its last two."""
    from service.changes import compare

    if len(revisions) not in (0, 2):
        raise UsageError("name two revisions, or none for the last two")
    with place.read_store() as store:
        newest = store.items.get(item).revision
        if not revisions and newest == 1:
            raise UsageError(f"item {item} has one revision; there is nothing to compare")
        first, second = revisions or (newest - 1, newest)
        old, new = store.items.revision(item, first), store.items.revision(item, second)
    edit = compare(old, new)
    if as_json:
        click.echo(json.dumps(_edit_json(item, old, new, edit), ensure_ascii=False))
    elif edit is None:
        click.echo("both read the same")
    else:
        click.echo(f"item {item}, revision {first} → {second}: {', '.join(edit.kinds)} – {safe(edit.summary)}")
        click.echo("\n\n".join(_words(block) for block in edit.diff))


@click.command()
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of standard output.")
@click.pass_obj
def export(place: Place, output: Path | None) -> None:
    """Write all items with all their revisions and addresses, one JSON object a line."""
    with place.read_store() as store:
        if output is None:
            _write(store, sys.stdout)
            return
        try:
            with output.open("w", encoding="utf-8") as file:
                _write(store, file)
        except OSError as error:
            raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from error


def _write(store: "Store", file: TextIO) -> None:
    for item in store.items.find():
        file.write(json.dumps(_whole(store, item), ensure_ascii=False) + "\n")


# ── as JSON ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _whole(store: "Store", item: "Item") -> dict[str, Any]:
    return item.as_json() | {
        "revisions": [_revision_json(revision) for revision in store.items.revisions(item.id)],
        "events": [
            {"kind": str(e.kind), "at": iso(e.at), "digest": e.digest, "kinds": list(e.kinds), "summary": e.summary}
            for e in store.events.of_item(item.id)
        ],
        "addresses": [{"url": url, "how": how, "since": iso(at)} for url, how, at in store.items.addresses(item.id)],
        "former_addresses": [
            {"url": f.url, "how": f.how, "since": iso(f.since), "until": iso(f.until), "item": f.heir}
            for f in store.addresses.former(item.id)
        ],
    }


def _revision_json(revision: "Revision") -> dict[str, Any]:
    return {
        "number": revision.number,
        "seen_at": iso(revision.seen_at),
        "title": revision.title,
        "byline": revision.byline,
        "published": iso(revision.published),
        "modified": iso(revision.modified),
        "section": revision.section,
        "tags": list(revision.tags),
        "access": revision.access and str(revision.access),
        "text": revision.text,
        "kinds": revision.kinds and [str(kind) for kind in revision.kinds],
        "furniture": list(revision.furniture),
        "extractor": revision.extractor,
    }


def _edit_json(item: int, old: "Revision", new: "Revision", edit: Any) -> dict[str, Any]:
    return {
        "item": item,
        "from_revision": old.number,
        "to_revision": new.number,
        "kinds": list(edit.kinds) if edit else [],
        "summary": edit.summary if edit else None,
        "diff": [block.as_json() for block in (edit.diff if edit else ())],
    }


# ── for people ────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(item: "Item") -> str:
    when = item.published or item.first_seen
    marks = [_kin(item), str(item.status) if item.status != "live" else ""]
    remark = "".join(f" [{mark}]" for mark in marks if mark)
    where = safe(item.site or ", ".join(item.sources))
    return f"{item.id:>6}  {when:%Y-%m-%d}  {safe(_headline(item))}  ({where}){remark}"


def _kin(item: "Item") -> str:
    if item.copy_of:
        return f"copy of {item.copy_of}"
    return f"variant of {item.variant_of}" if item.variant_of else ""


def _headline(item: "Item") -> str:
    opening = item.title or item.text.partition("\n\n")[0] or item.lead or item.url
    return opening if len(opening) <= 100 else opening[:99].rstrip() + "…"


def _page(store: "Store", item: "Item") -> str:
    facts = {
        "url": item.url,
        "by": item.byline,
        "site": item.site,
        "published": iso(item.published),
        "modified": iso(item.modified),
        "language": item.language,
        "section": item.section,
        "tags": ", ".join(item.tags),
        "access": item.access and str(item.access),
        "status": str(item.status),
        "copy of": item.copy_of,
        "variant of": item.variant_of,
        "sources": ", ".join(item.sources),
        "seen": f"{iso(item.first_seen)} to {iso(item.last_seen)}",
        "notes": "; ".join(item.notes),
        "cites": ", ".join(cite.url for cite in item.cites),
    }
    lines = [f"{item.id}  {_headline(item)}", ""]
    lines += [f"{name + ':':<11}{value}" for name, value in facts.items() if value]
    text = rendered(store.items.revision(item.id, item.revision).blocks)
    lines += ["", text or "(no text)", "", "history:"]
    lines += [f"  {iso(e.at)}  {e.kind}{': ' + e.summary if e.summary else ''}" for e in store.events.of_item(item.id)]
    lines += [f"  {iso(r.seen_at)}  revision {r.number}" for r in store.items.revisions(item.id)]
    lines += ["addresses:"]
    lines += [f"  {url} ({how} since {iso(at)})" for url, how, at in store.items.addresses(item.id)]
    lines += [
        f"  {former.url} (until {iso(former.until)}, now item {former.heir})"
        for former in store.addresses.former(item.id)
    ]
    return "\n".join(safe(line) for block in lines for line in block.split("\n"))


def _words(block: "DiffBlock") -> str:
    colours = {"insert": ("{+", "+}", "green"), "delete": ("[-", "-]", "red")}
    parts = []
    for run in block.runs:
        if run.op == "equal":
            parts.append(safe(run.text))
            continue
        begin, end, colour = colours[run.op]
        parts.append(click.style(f"{begin}{safe(run.text)}{end}", fg=colour))
    return "".join(parts)


# ── times ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _moment(text: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return now - _age(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _age(text: str) -> timedelta:
    from service.config import parse_duration

    try:
        return parse_duration(text)
    except ValueError:
        raise UsageError(f"--since {text!r}: write a day (2026-11-21), a time, or an age such as 24h") from None
