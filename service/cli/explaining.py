"""`dateline explain`: how an item came to be what it is, from what is kept. A function a section."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from service.cli.place import Place
from service.cli.terminal import safe
from service.errors import UsageError
from service.models import iso

if TYPE_CHECKING:
    from service.store import Address, Alike, KnownItem, Store

_FETCHES = 5
"""Of each address, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is explained: an item, or an address that has not become one."""

    store: "Store"
    known: "KnownItem | None"
    addresses: "tuple[Address, ...]"


@click.command()
@click.argument("target", metavar="URL|ITEM")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def explain(place: Place, target: str, as_json: bool) -> None:
    """Say which item a URL is, how it came and what was made of it: sources, fetches, doubts, lines left out."""
    with place.read_store() as store:
        subject = _subject(store, target)
        facts = {name: facts_of(subject) for name, (facts_of, _) in SECTIONS.items()}
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        lines = (line for name, (_, lines_of) in SECTIONS.items() for line in _section(name, lines_of(facts[name])))
        click.echo("\n".join(lines))


def _subject(store: "Store", target: str) -> Subject:
    """Of an item's number, a URL, or a document's key.

    Raises:
        UsageError: it is none of these, or nothing is known of it.
    """
    if target.isascii() and target.isdigit() and int(target) < 2**63:
        known: KnownItem | None = store.items.known(int(target))
        key = None
    else:
        key = _key(store, target)
        known = store.items.at(key)
    addresses = store.links.addresses(item=known.id if known else None, key=key)
    if known is None and not addresses:
        raise UsageError(f"{target}: no source has named it; `dateline items` lists what is kept")
    return Subject(store=store, known=known, addresses=tuple(addresses))


def _key(store: "Store", target: str) -> str:
    from service.urls import strict_key

    if store.links.get(target) is not None:
        return target
    try:
        return strict_key(target)
    except ValueError as error:
        raise UsageError(f"{error}; or name an item by its number") from error


# ── what is told, each section as data and as lines ───────────────────────────────────────────────────────────────


def _item(subject: Subject) -> dict[str, Any] | None:
    known = subject.known
    if known is None:
        return None
    verdict = "copy" if known.copy_of else "variant" if known.variant_of else "new"
    item = subject.store.items.get(known.id)
    return {
        "id": known.id,
        "url": known.url,
        "title": known.title,
        "status": str(known.status),
        "verdict": verdict,
        "of": known.copy_of or known.variant_of,
        "first_seen": iso(known.first_seen),
        "last_seen": iso(item.last_seen),
        "edited": iso(known.edited),
        "addresses": [
            {"url": url, "how": how, "since": iso(at)} for url, how, at in subject.store.items.addresses(known.id)
        ],
        "former_addresses": [
            {"url": former.url, "until": iso(former.until), "item": former.heir}
            for former in subject.store.addresses.former(known.id)
        ],
        "copies": subject.store.likenesses.group(known.id)[1:] if known.copy_of is None else [],
        "alike": [_alike(known.id, alike) for alike in subject.store.likenesses.of(known.id)],
        "corrections": [
            {"item": said.item, "into": said.into, "at": iso(said.at)}
            for said in subject.store.corrections.of([known.id])
        ],
    }


def _alike(item: int, alike: "Alike") -> dict[str, Any]:
    """What speaks for two items being one, told from this one."""
    evidence = alike.evidence
    here, there = evidence["covered"], evidence["covers"]
    differing = [tuple(difference) for difference in evidence["differing"]]
    if alike.item != item:
        here, there = there, here
        differing = [(kind, other, own) for kind, own, other in differing]
    return {
        "item": alike.other if alike.item == item else alike.item,
        "kind": alike.kind,
        "covered": here,
        "covers": there,
        "differing": [{"kind": kind, "here": own, "there": other} for kind, own, other in differing],
    }


def _item_lines(facts: dict[str, Any] | None) -> Iterator[str]:
    if facts is None:
        yield "none: this address has not been read as an article"
        return
    yield f"{facts['id']}  {facts['title'] or facts['url']}"
    yield f"{facts['status']}, {facts['verdict']}{' of ' + str(facts['of']) if facts['of'] else ''}"
    yield f"seen {facts['first_seen']} to {facts['last_seen']}"
    if facts["edited"]:
        yield f"edited {facts['edited']}"
    for address in facts["addresses"]:
        yield f"{address['url']} ({address['how']} since {address['since']})"
    for address in facts["former_addresses"]:
        yield f"{address['url']} (until {address['until']}, when item {address['item']} stood there)"
    if facts["copies"]:
        yield f"leads its copies {', '.join(map(str, facts['copies']))}"
    for alike in facts["alike"]:
        yield _alike_line(alike)
    for said in facts["corrections"]:
        put = f"item {said['item']} was put to item {said['into']}" if said["into"] else "stands alone"
        yield f"{put} by hand at {said['at']}"


def _alike_line(alike: dict[str, Any]) -> str:
    covered, covers = (f"{100 * alike[name]:.0f} %" for name in ("covered", "covers"))
    line = f"{alike['kind']} beside item {alike['item']}: {covered} of its text stand there, {covers} of that here"
    for difference in alike["differing"]:
        line += f"; {difference['kind']} {difference['here'] or '–'} here, {difference['there'] or '–'} there"
    return line


def _sources(subject: Subject) -> list[dict[str, Any]]:
    return [
        {"source": source, "url": address.url, "first_seen": iso(first), "last_seen": iso(last)}
        for address in subject.addresses
        for source, first, last in address.sightings
    ]


def _source_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    for seen in facts:
        yield f"{seen['source']} named {seen['url']}, {seen['first_seen']} to {seen['last_seen']}"


def _fetches(subject: Subject) -> list[dict[str, Any]]:
    records = [fetch for a in subject.addresses for fetch in subject.store.web.fetches(a.key, _FETCHES)]
    return [
        {
            "at": iso(fetch.at),
            "url": fetch.url,
            "source": fetch.source,
            "reason": fetch.reason,
            "status": fetch.status,
            "outcome": fetch.outcome,
            "error": fetch.error,
        }
        for fetch in sorted(records, key=lambda fetch: fetch.at, reverse=True)
    ]


def _fetch_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    for fetch in facts:
        status = f" ({fetch['status']})" if fetch["status"] else ""
        error = f": {fetch['error']}" if fetch["error"] else ""
        yield f"{fetch['at']}  {fetch['reason'] or 'read'} → {fetch['outcome']}{status}{error}"


def _text(subject: Subject) -> dict[str, Any] | None:
    from service.extract import VERSION

    if subject.known is None:
        return None
    revision = subject.store.items.revision(subject.known.id, subject.known.revision)
    return {
        "revision": revision.number,
        "since": iso(revision.seen_at),
        "extractor": revision.extractor,
        "extractor_now": VERSION,
        "blocks": len(revision.blocks),
        "characters": len(revision.text),
        "access": revision.access and str(revision.access),
    }


def _text_lines(facts: dict[str, Any] | None) -> Iterator[str]:
    if facts is None:
        return
    size = f"{facts['blocks']} blocks, {facts['characters']} characters"
    yield f"revision {facts['revision']} since {facts['since']}: {size}"
    stale = facts["extractor"] != facts["extractor_now"]
    yield f"made by extractor {facts['extractor']}{', and read anew when next fetched' if stale else ''}"
    if facts["access"]:
        yield f"not the whole article: {facts['access']}"


def _doubts(subject: Subject) -> list[dict[str, Any]]:
    """What speaks against the item, and against its addresses, while that is not confirmed or taken back."""
    known = subject.known
    found: list[tuple[str, str, datetime | None, int]] = []
    if known is not None and known.suspect:
        found.append((known.suspect, known.url, known.suspect_since, known.suspect_looks))
    if known is not None and known.missing_since:
        found.append(("gone (404 or 410)", known.url, known.missing_since, known.missing_looks))
    for address in subject.addresses:
        if address.error and address.error not in [doubt for doubt, *_ in found]:
            found.append((address.error, address.url, address.failed_since, address.failures))
    return [{"doubt": doubt, "url": url, "since": iso(since), "looks": looks} for doubt, url, since, looks in found]


def _doubt_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    for doubt in facts:
        yield f"{doubt['doubt']} – since {doubt['since']}, {doubt['looks']} in a row"


def _furniture(subject: Subject) -> dict[str, Any] | None:
    """Each line left out of the newest text, and who else has it among the pages of its host that are known now."""
    from service.identity import holders, line_key
    from service.urls import host

    known = subject.known
    if known is None or not known.furniture:
        return None
    name = host(known.url).removeprefix("www.")
    pages = subject.store.host_pages.of(name)
    holding = holders([line_key(line) for line in known.furniture], pages)
    revisions = subject.store.items.revisions(known.id)
    return {
        "host": name,
        "pages": len(pages),
        "lines": [
            {
                "line": line,
                "left_out_since": iso(next(r.seen_at for r in revisions if line in r.furniture)),
                "pages": len(holding.get(line_key(line), ())),
                "seen_since": iso(
                    subject.store.host_pages.first_seen([page.item for page in holding.get(line_key(line), ())])
                ),
            }
            for line in known.furniture
        ],
    }


def _furniture_lines(facts: dict[str, Any] | None) -> Iterator[str]:
    if facts is None:
        return
    for left in facts["lines"]:
        yield f"“{left['line']}”"
        held = f"on {left['pages']} of the last {facts['pages']} pages of {facts['host']}"
        since = f", since {left['seen_since']}" if left["seen_since"] else ""
        yield f"  {held}{since}; left out here since {left['left_out_since']}"


def _next(subject: Subject) -> list[dict[str, Any]]:
    """When each address is looked at. A watched page has no time of its own: it is looked at with its source."""
    sources = {name for address in subject.addresses for name, _, _ in address.sightings}
    states = [state for state in subject.store.sources.listed() if state.name in sources]
    with_source = {state.location: state for state in states}
    return [
        {
            "url": address.url,
            "state": address.state,
            "due": iso(address.due or (with_source[address.url].next_check if address.url in with_source else None)),
        }
        for address in subject.addresses
    ]


def _next_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    for address in facts:
        yield f"{address['url']} ({address['state']}): {address['due'] or 'not looked at again'}"


_Facts = Callable[[Subject], Any]
_Lines = Callable[[Any], Iterator[str]]

SECTIONS: dict[str, tuple[_Facts, _Lines]] = {
    "item": (_item, _item_lines),
    "sources": (_sources, _source_lines),
    "fetches": (_fetches, _fetch_lines),
    "text": (_text, _text_lines),
    "doubts": (_doubts, _doubt_lines),
    "left_out": (_furniture, _furniture_lines),
    "next": (_next, _next_lines),
}
"""In the order told."""


def _section(name: str, lines: Iterator[str]) -> list[str]:
    told = [f"  {safe(line)}" for line in lines]
    return [f"{name.replace('_', ' ')}:", *told] if told else []
