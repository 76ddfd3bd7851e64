"""Sections of `dateline explain`: what the item is, how it came, what its page states, what was made of its text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from service.cli.history import history, line
from service.cli.subject import Subject
from service.models import iso

if TYPE_CHECKING:
    from service.store import SimilarPair

_STEPS = 10
"""Rows of its history."""


def item(subject: Subject) -> dict[str, Any] | None:
    """The item as it is, its addresses, and what it is like."""
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
        "copies": subject.store.similarities.group(known.id)[1:] if known.copy_of is None else [],
        "alike": [alike_of(known.id, alike) for alike in subject.store.similarities.of(known.id)],
        "corrections": [
            {"item": said.item, "into": said.into, "at": iso(said.at)}
            for said in subject.store.corrections.of([known.id])
        ],
    }


def alike_of(item: int, alike: "SimilarPair") -> dict[str, Any]:
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


def item_lines(facts: dict[str, Any] | None) -> Iterator[str]:
    """As a person reads it."""
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
        yield alike_line(alike)
    for said in facts["corrections"]:
        put = f"item {said['item']} was put to item {said['into']}" if said["into"] else "stands alone"
        yield f"{put} by hand at {said['at']}"


def alike_line(alike: dict[str, Any]) -> str:
    """As a person reads it."""
    covered, covers = (f"{100 * alike[name]:.0f} %" for name in ("covered", "covers"))
    line = f"{alike['kind']} beside item {alike['item']}: {covered} of its text stand there, {covers} of that here"
    for difference in alike["differing"]:
        line += f"; {difference['kind']} {difference['here'] or '–'} here, {difference['there'] or '–'} there"
    return line


def sources(subject: Subject) -> list[dict[str, Any]]:
    """Which sources have named it, and where."""
    return [
        {"source": source, "url": address.url, "first_seen": iso(first), "last_seen": iso(last)}
        for address in subject.addresses
        for source, first, last in address.sightings
    ]


def source_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    """As a person reads it."""
    for seen in facts:
        yield f"{seen['source']} named {seen['url']}, {seen['first_seen']} to {seen['last_seen']}"


def stated(subject: Subject) -> list[dict[str, Any]]:
    """The addresses that its pages state as their own (canonical, `og:url`, AMP) and that are not taken for it."""
    return [
        {"url": address.url, "stated": other.url, "reason": other.reason, "since": iso(other.since)}
        for address in subject.addresses
        for other in subject.store.addresses.unbelieved(address.key)
    ]


def stated_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    """As a person reads it."""
    for said in facts:
        yield f"states {said['stated']} as its own: {said['reason']}, not believed (since {said['since']})"


def text(subject: Subject) -> dict[str, Any] | None:
    """What was made of its newest text."""
    from service.extract import VERSION

    if subject.known is None:
        return None
    revision = subject.store.revisions.get(subject.known.id, subject.known.revision)
    return {
        "revision": revision.number,
        "since": iso(revision.seen_at),
        "extractor": revision.extractor,
        "extractor_now": VERSION,
        "blocks": len(revision.blocks),
        "characters": len(revision.text),
        "access": revision.access and str(revision.access),
    }


def text_lines(facts: dict[str, Any] | None) -> Iterator[str]:
    """As a person reads it."""
    if facts is None:
        return
    size = f"{facts['blocks']} blocks, {facts['characters']} characters"
    yield f"revision {facts['revision']} since {facts['since']}: {size}"
    stale = facts["extractor"].partition("+")[0] != facts["extractor_now"]  # after it, the source's own rules
    yield f"made by extractor {facts['extractor']}{', and read anew when next fetched' if stale else ''}"
    if facts["access"]:
        yield f"not the whole article: {facts['access']}"


def revisions(subject: Subject) -> dict[str, Any] | None:
    """The newest rows of the item's history."""
    if subject.known is None:
        return None
    steps, earlier = history(subject.store, subject.known.id, limit=_STEPS)
    return {"item": subject.known.id, "steps": [step.as_json() for step in steps], "earlier": earlier}


def revision_lines(facts: dict[str, Any] | None) -> Iterator[str]:
    """As a person reads it."""
    if facts is None:
        return
    yield from map(line, facts["steps"])
    if facts["earlier"]:
        yield f"… {facts['earlier']:,} earlier; `dateline show {facts['item']}`"


def furniture(subject: Subject) -> dict[str, Any] | None:
    """Each line left out of the newest text, and who else has it among the pages of its host that are known now."""
    from service.identity import holders, line_key
    from service.urls import host

    known = subject.known
    if known is None or not known.furniture:
        return None
    name = host(known.url).removeprefix("www.")
    pages = subject.store.site_pages.of(name)
    holding = holders([line_key(line) for line in known.furniture], pages)
    revisions = subject.store.revisions.of(known.id)
    return {
        "host": name,
        "pages": len(pages),
        "lines": [
            {
                "line": line,
                "left_out_since": iso(next(r.seen_at for r in revisions if line in r.furniture)),
                "pages": len(holding.get(line_key(line), ())),
                "seen_since": iso(
                    subject.store.site_pages.first_seen([page.item for page in holding.get(line_key(line), ())])
                ),
            }
            for line in known.furniture
        ],
    }


def furniture_lines(facts: dict[str, Any] | None) -> Iterator[str]:
    """As a person reads it."""
    if facts is None:
        return
    for left in facts["lines"]:
        yield f"“{left['line']}”"
        held = f"on {left['pages']} of the last {facts['pages']} pages of {facts['host']}"
        since = f", since {left['seen_since']}" if left["seen_since"] else ""
        yield f"  {held}{since}; left out here since {left['left_out_since']}"
