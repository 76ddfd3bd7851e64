"""identify: which items are alike, and which of them lead. Candidates from the store; the decisions are identity's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.config import BY_HAND, Config
from service.identity import Found, Kind, Match, Member, Piece, Placement, Words, arrange, find, fingerprint, relation
from service.ingest.event_log import EventLog
from service.models import EventKind, Fingerprint
from service.store import Correction, GroupedItem, ItemState, SimilarPair, Store
from service.urls import host

CATCH_UP = 5
"""Items of an earlier version of which samples are taken with each page that is recorded: 2 ms each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article as it is looked for: as compared, and by what it is found."""

    piece: Piece
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Rearranged:
    """Where items stand now. `untold` lead groups of which nothing was ever told."""

    places: dict[int, Placement]
    untold: tuple[int, ...]


class Copies:
    """Knows which items are alike by what the store holds. Everything happens inside the transaction of one page."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._teller = EventLog(store, config)
        self._primary = [source.name for source in config.sources if source.primary]

    # ── looking ──────────────────────────────────────────────────────────────────────────────────────────────────

    def look(self, wanted: Candidate, *, but: int | None = None) -> tuple[Found, ...]:
        """The items that an article is a copy or a variant of, the closest first; `but` is left out."""
        self._catch_up()
        ids = dict.fromkeys(
            (
                *(
                    item
                    for key in sorted(wanted.piece.hashes)
                    for item in self._store.samples.items_with_text(key, but=but)
                ),
                *self._store.samples.candidates(wanted.fingerprint, but=but),
            )
        )
        others = [self._store.items.known(item) for item in ids]
        return find(wanted.piece, [(other, piece(other)) for other in others])

    def _catch_up(self) -> None:
        for item in self._store.samples.unsampled(CATCH_UP):
            self._store.samples.keep(item, fingerprint(self._store.items.known(item).text))

    # ── settling ─────────────────────────────────────────────────────────────────────────────────────────────────

    def settle(self, item: int, found: Sequence[Found]) -> Rearranged:
        """Keep what was found of an item, and put it and all that hangs together with it in their places."""
        before = [alike.other if alike.item == item else alike.item for alike in self._store.similarities.of(item)]
        self._store.similarities.relate(
            item, [(f.item, f.similarity.kind, f.similarity.as_json(), f.similarity.turned().as_json()) for f in found]
        )
        return self.rearrange([item, *before])

    def rearrange(self, items: Sequence[int]) -> Rearranged:
        """Put these items and all that hang together with them in their places.

        One that has become a copy hands the event that is not published yet to its lead.
        """
        grouped, ties = self._store.similarities.around(items)
        corrections = self._store.corrections.of([one.id for one in grouped])
        places = arrange(self._members(grouped, corrections), _ties(ties, corrections), look=self._compare)
        was = {one.id: Placement(copy_of=one.copy_of, variant_of=one.variant_of) for one in grouped}
        moved = {item: place for item, place in places.items() if place != was[item]}
        for item, place in sorted(moved.items(), key=lambda pair: pair[1].copy_of is not None):  # leads first
            self._store.similarities.place(item, copy_of=place.copy_of, variant_of=place.variant_of)
        for item, place in moved.items():
            if place.copy_of is not None:
                lead = self._store.items.known(place.copy_of)
                self._store.events.move_event_to_lead(item, lead=lead.id, revision=lead.revision)
        leads = [item for item, place in places.items() if place.copy_of is None and (item in items or item in moved)]
        untold = [lead for lead in leads if not self._store.events.reported_new(self._store.similarities.group(lead))]
        return Rearranged(places=places, untold=tuple(sorted(untold)))

    def tell(self, untold: Iterable[int], now: datetime) -> None:
        """Tell items as new of whose groups nothing was ever told."""
        for item in untold:
            source = self._store.addresses.first_source(item) or BY_HAND.name
            self._teller.tell(EventKind.NEW, self._store.items.known(item), source, now)

    def _compare(self, item: int, other: int) -> Match | None:
        """Two items that were never compared, compared; what is found is kept."""
        one, another = self._store.items.known(item), self._store.items.known(other)
        similarity = relation(piece(one), piece(another))
        if similarity is None:
            return None
        self._store.similarities.add(item, other, similarity.kind, similarity.as_json(), similarity.turned().as_json())
        return Match(one=item, other=other, kind=similarity.kind, covered=similarity.covered, covers=similarity.covers)

    def _members(self, grouped: Sequence[GroupedItem], corrections: Sequence[Correction]) -> list[Member]:
        primary = self._store.similarities.seen_through([one.id for one in grouped], self._primary)
        chosen = {correction.into for correction in corrections}
        alone = {correction.item for correction in corrections if correction.into is None}
        return [
            Member(
                id=one.id,
                words=one.words,
                text_hash=one.text_hash,
                title=one.title,
                published=one.published,
                first_seen=one.first_seen,
                primary=one.id in primary,
                local=not self._store.addresses.is_on_web(one.id),
                chosen=one.id in chosen,
                alone=one.id in alone,
            )
            for one in grouped
        ]


def piece(known: ItemState) -> Piece:
    """A stored item as it is compared."""
    return Piece(
        title=known.title,
        words=Words(known.text),
        hashes=frozenset({known.text_hash} - {""}),
        host=site(known.url),
        at=known.published or known.first_seen,
    )


def site(url: str) -> str:
    """The host of an address of the web, without `www.`; empty for a document's."""
    return host(url).removeprefix("www.") if url.startswith(("http:", "https:")) else ""


def _ties(alikes: Sequence[SimilarPair], corrections: Sequence[Correction]) -> list[Match]:
    found = [
        Match(
            one=alike.item,
            other=alike.other,
            kind=Kind(alike.kind),
            covered=alike.evidence["covered"],
            covers=alike.evidence["covers"],
        )
        for alike in alikes
    ]
    by_hand = [
        Match(one=said.item, other=said.into, kind=Kind.COPY, covered=1.0, covers=1.0, by_hand=True)
        for said in corrections
        if said.into is not None
    ]
    return [*found, *by_hand]
