"""How an item came to be what it is, from what is stored: what `dateline explain` says of a URL or an item."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.models import Access, ItemStatus, Update, iso
from service.store import Correction, FetchRecord, FormerAddress, Store
from service.views.item import ItemAddress, Resemblance, Subject, addresses_of, find_subject, resemblances
from service.views.item_history import HistoryRow, item_history
from service.views.visits import (
    ExplainedDecision,
    NextVisit,
    SourceRates,
    Unconfirmed,
    last_decision,
    last_visits,
    next_visits,
    rates_of_sources,
    unconfirmed,
    visit_json,
)

_ROWS = 10
"""Of its history."""


# ── the item ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedItem:
    """The item as it is, its addresses, and what it is like."""

    id: int
    url: str
    title: str | None
    status: ItemStatus
    copy_of: int | None
    variant_of: int | None
    update_of: int | None
    update: Update | None
    """What it adds to the item that it is an update of."""
    first_seen: datetime
    last_seen: datetime
    edited: datetime | None
    addresses: tuple[ItemAddress, ...]
    former_addresses: tuple[FormerAddress, ...]
    copies: tuple[int, ...]
    resemblances: tuple[Resemblance, ...]
    corrections: tuple[Correction, ...]

    @property
    def verdict(self) -> str:
        """`copy`, `variant`, `update` or `new`."""
        return "copy" if self.copy_of else "update" if self.update_of else "variant" if self.variant_of else "new"

    @property
    def of(self) -> int | None:
        """The item that it is a copy, a variant or an update of."""
        return self.copy_of or self.update_of or self.variant_of

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "status": str(self.status),
            "verdict": self.verdict,
            "of": self.of,
            "update": self.update and self.update.as_json(),
            "first_seen": iso(self.first_seen),
            "last_seen": iso(self.last_seen),
            "edited": iso(self.edited),
            "addresses": [address.as_json() for address in self.addresses],
            "former_addresses": [
                {"url": former.url, "until": iso(former.until), "item": former.heir} for former in self.former_addresses
            ],
            "copies": list(self.copies),
            "alike": [resemblance.as_json() for resemblance in self.resemblances],
            "corrections": [{"item": said.item, "into": said.into, "at": iso(said.at)} for said in self.corrections],
        }


def _item(subject: Subject) -> ExplainedItem | None:
    known, store = subject.known, subject.store
    if known is None:
        return None
    return ExplainedItem(
        id=known.id,
        url=known.url,
        title=known.title,
        status=known.status,
        copy_of=known.copy_of,
        variant_of=known.variant_of,
        update_of=known.update_of,
        update=store.updates.of(known.id) if known.update_of else None,
        first_seen=known.first_seen,
        last_seen=store.items.get(known.id).last_seen,
        edited=known.edited,
        addresses=addresses_of(store, known.id),
        former_addresses=tuple(store.addresses.former(known.id)),
        copies=tuple(store.similarities.group(known.id)[1:]) if known.copy_of is None else (),
        resemblances=resemblances(store, known.id),
        corrections=tuple(store.corrections.of([known.id])),
    )


# ── how it came, and what its page says of itself ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A source that has named one of the addresses."""

    source: str
    url: str
    first_seen: datetime
    last_seen: datetime

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "source": self.source,
            "url": self.url,
            "first_seen": iso(self.first_seen),
            "last_seen": iso(self.last_seen),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAddress:
    """An address that a page states as its own (canonical, `og:url`, AMP) and that is not taken for it."""

    url: str
    """Of the page."""
    stated: str
    reason: str
    since: datetime

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {"url": self.url, "stated": self.stated, "reason": self.reason, "since": iso(self.since)}


def _sightings(subject: Subject) -> tuple[Sighting, ...]:
    return tuple(
        Sighting(source=source, url=address.url, first_seen=first, last_seen=last)
        for address in subject.addresses
        for source, first, last in address.sightings
    )


def _stated(subject: Subject) -> tuple[StatedAddress, ...]:
    return tuple(
        StatedAddress(url=address.url, stated=other.url, reason=other.reason, since=other.since)
        for address in subject.addresses
        for other in subject.store.addresses.unbelieved(address.key)
    )


# ── what was made of its text ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedText:
    """The newest text, and the extractor that made it."""

    revision: int
    since: datetime
    extractor: str
    extractor_now: str
    blocks: int
    characters: int
    access: Access | None

    @property
    def outdated(self) -> bool:
        """Whether another version of extraction made it. After its `+` stand the rules of the source."""
        return self.extractor.partition("+")[0] != self.extractor_now

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "revision": self.revision,
            "since": iso(self.since),
            "extractor": self.extractor,
            "extractor_now": self.extractor_now,
            "blocks": self.blocks,
            "characters": self.characters,
            "access": self.access and str(self.access),
        }


def _text(subject: Subject) -> ExplainedText | None:
    from service.extract import VERSION

    if subject.known is None:
        return None
    revision = subject.store.revisions.get(subject.known.id, subject.known.revision)
    return ExplainedText(
        revision=revision.number,
        since=revision.seen_at,
        extractor=revision.extractor,
        extractor_now=VERSION,
        blocks=len(revision.blocks),
        characters=len(revision.text),
        access=revision.access,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedHistory:
    """The newest rows of the item's history."""

    item: int
    rows: tuple[HistoryRow, ...]
    earlier: int
    """How many rows are not among them."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {"item": self.item, "steps": [row.as_json() for row in self.rows], "earlier": self.earlier}


def _history(subject: Subject) -> ExplainedHistory | None:
    if subject.known is None:
        return None
    rows, earlier = item_history(subject.store, subject.known.id, limit=_ROWS)
    return ExplainedHistory(item=subject.known.id, rows=tuple(rows), earlier=earlier)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoilerplateLine:
    """A line left out of the newest text, since other pages of its host have it too."""

    line: str
    left_out_since: datetime
    pages: int
    """How many of the pages of its host that are known now have it."""
    seen_since: datetime | None

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "line": self.line,
            "left_out_since": iso(self.left_out_since),
            "pages": self.pages,
            "seen_since": iso(self.seen_since),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLines:
    """The boilerplate lines of an item, and how many pages of its host are known now."""

    host: str
    pages: int
    lines: tuple[BoilerplateLine, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {"host": self.host, "pages": self.pages, "lines": [line.as_json() for line in self.lines]}


def _left_out(subject: Subject) -> LeftOutLines | None:
    from service.identity import holders, line_key
    from service.urls import host

    known, store = subject.known, subject.store
    if known is None or not known.boilerplate:
        return None
    name = host(known.url).removeprefix("www.")
    pages = store.site_pages.of(name)
    holding = holders([line_key(line) for line in known.boilerplate], pages)
    revisions = store.revisions.of(known.id)
    lines = []
    for line in known.boilerplate:
        items = [page.item for page in holding.get(line_key(line), ())]
        lines.append(
            BoilerplateLine(
                line=line,
                left_out_since=next(revision.seen_at for revision in revisions if line in revision.boilerplate),
                pages=len(items),
                seen_since=store.site_pages.first_seen(items),
            )
        )
    return LeftOutLines(host=name, pages=len(pages), lines=tuple(lines))


# ── all of it ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that explains an item, or an address that has not become one; the fields in the order in which they are
    shown."""

    item: ExplainedItem | None
    sources: tuple[Sighting, ...]
    stated: tuple[StatedAddress, ...]
    decision: ExplainedDecision | None
    visits: tuple[FetchRecord, ...]
    text: ExplainedText | None
    history: ExplainedHistory | None
    unconfirmed: tuple[Unconfirmed, ...]
    left_out: LeftOutLines | None
    next: tuple[NextVisit, ...]
    rates: tuple[SourceRates, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline explain --json` promises."""
        return {
            "item": self.item and self.item.as_json(),
            "sources": [sighting.as_json() for sighting in self.sources],
            "stated": [stated.as_json() for stated in self.stated],
            "decision": self.decision and self.decision.as_json(),
            "fetches": [visit_json(visit) for visit in self.visits],
            "text": self.text and self.text.as_json(),
            "history": self.history and self.history.as_json(),
            "doubts": [one.as_json() for one in self.unconfirmed],
            "left_out": self.left_out and self.left_out.as_json(),
            "next": [visit.as_json() for visit in self.next],
            "rates": [rates.as_json() for rates in self.rates],
        }


def explain(store: Store, target: str) -> Explanation:
    """Explain an item by its number, or a URL, or a document's key.

    Raises:
        UsageError: `target` is neither a number nor an address, or nothing is known of it.
    """
    subject = find_subject(store, target)
    return Explanation(
        item=_item(subject),
        sources=_sightings(subject),
        stated=_stated(subject),
        decision=last_decision(subject),
        visits=last_visits(subject),
        text=_text(subject),
        history=_history(subject),
        unconfirmed=unconfirmed(subject),
        left_out=_left_out(subject),
        next=next_visits(subject),
        rates=rates_of_sources(subject),
    )
