"""Which items are alike, and which of them lead. Candidates come from the store; what they are, `identity` decides."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.config import Config
from service.identity import ComparedWords, Match, MatchKind, Member, Placement, arrange, fingerprint, relation
from service.identity.near_duplicates.fingerprint import READ
from service.identity.near_duplicates.similarity import similarity
from service.ingest.comparable_text import ComparableText, Found, piece
from service.ingest.updates import UpdateJudge
from service.store import Correction, GroupedItem, GroupedPair, ItemState, Store

CATCH_UP = 5
"""Items of an earlier version of which samples are taken with each page that is recorded: 2 ms each."""


COMPARED = 150_000
"""Characters of the texts together that a new one is compared with word for word. Eight articles have a third of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rearranged:
    """The places of items after the groups of copies they belong to were arranged anew."""

    places: dict[int, Placement]
    unreported: tuple[int, ...]
    """Those that lead groups of which nothing was ever reported."""


class Copies:
    """Knows which items are alike by what the store holds. Everything happens inside the transaction of one page."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._updates = UpdateJudge(store)
        self._primary = [source.name for source in config.sources if source.primary]

    def find(self, text: ComparableText, *, but: int | None = None) -> tuple[Found, ...]:
        """Return the items that a new text is a copy, a variant or an update of, but for one: copies first, the closest
        first."""
        return self._updates.judged(text, self._alike(text, but=but))

    def find_again(self, before: ItemState, text: ComparableText) -> tuple[Found, ...]:
        """Return the items that the edited text of an item is a copy, a variant or an update of. `before` is the item
        as it was."""
        return self._updates.judged_again(before, text, self._alike(text, but=before.id))

    def _alike(self, text: ComparableText, *, but: int | None) -> tuple[Found, ...]:
        """Return the items that a text is a copy or a variant of by the texts alone: copies first, the closest
        first."""
        self._catch_up()
        ids = dict.fromkeys(
            (
                *(
                    item
                    for key in sorted(text.piece.hashes)
                    for item in self._store.samples.items_with_text(key, but=but)
                ),
                *self._store.samples.candidates(text.fingerprint, but=but),
            )
        )
        return tuple(sorted(self._similar(text, ids), key=_closest))

    def _similar(self, text: ComparableText, items: Iterable[int]) -> Iterator[Found]:
        """Yield those of some items, the likeliest first, that a text is like. After `COMPARED` characters no further
        ones are read: what they tell counts as untold."""
        left = COMPARED
        for item in items:
            other = self._store.items.known(item)
            alike = relation(text.piece, piece(other))
            if alike is not None:
                yield Found(item=other.id, text_hash=other.text_hash, similarity=alike)
            left -= min(len(other.text), READ)
            if left <= 0:
                break

    def _catch_up(self) -> None:
        for item in self._store.samples.unsampled(CATCH_UP):
            self._store.samples.keep(item, fingerprint(self._store.items.known(item).text))

    def relate_again(self, before: ItemState, text: ComparableText, found: Sequence[Found]) -> Rearranged:
        """Store what was found of an edited item, and put it and everything connected in its place.

        Few of its copies are compared with it anew. The others stay its copies while it is the article that it was.
        """
        if similarity(ComparedWords(before.text), text.piece.words) is None:
            return self.relate(before.id, found)
        pairs = self._store.similarities.of(before.id)
        copies = {pair.item + pair.other - before.id for pair in pairs if pair.kind == MatchKind.COPY}
        return self.relate(before.id, found, keep=copies - {one.item for one in found})

    def relate(self, item: int, found: Sequence[Found], *, keep: Collection[int] = ()) -> Rearranged:
        """Store what was found of an item in place of what was, but for what it is to the items to `keep`, and put it
        and everything connected in its place."""
        before = [alike.other if alike.item == item else alike.item for alike in self._store.similarities.of(item)]
        pairs = [(f.item, f.similarity.kind, f.similarity.as_json(), f.similarity.turned().as_json()) for f in found]
        self._store.similarities.relate(item, pairs, keep=keep)
        rearranged = self.rearrange([item, *before])
        base = rearranged.places[item].update_of
        update = next((one.update for one in found if one.update is not None), None)
        if base is not None and update is not None:
            self._store.updates.keep(item, replace(update, base=base))
        return rearranged

    def rearrange(self, items: Sequence[int]) -> Rearranged:
        """Recompute `copy_of`, `variant_of` and `update_of` for these items and everything connected to them.

        The event of an item that has become a copy goes to its lead, unless it is published. Where more is connected
        than is placed at once, what these items do not lead stays in its group, and builds on what it did.
        """
        around = self._store.similarities.around(items)
        corrections = self._store.corrections.of([one.id for one in around.items])
        members = self._members(around.items, corrections)
        places = arrange(members, _matches(around.pairs, corrections), compare=self._compare)
        was = {
            one.id: Placement(copy_of=one.copy_of, variant_of=one.variant_of, update_of=one.update_of)
            for one in around.items
        }
        if not around.is_whole:
            places = _kept(places, was, asked=frozenset(items))
        moved = {item: place for item, place in places.items() if place != was[item]}
        for item, place in sorted(moved.items(), key=lambda pair: pair[1].copy_of is not None):  # leads first
            self._store.similarities.place(
                item, copy_of=place.copy_of, variant_of=place.variant_of, update_of=place.update_of
            )
        for item, place in moved.items():
            if place.update_of is None and place.copy_of is None:
                self._store.updates.forget(item)
            if place.copy_of is not None:
                lead = self._store.items.known(place.copy_of)
                self._store.events.move_event_to_lead(item, lead=lead.id, revision=lead.revision)
                self._hand_on(item, lead.id)
        leads = [item for item, place in places.items() if place.copy_of is None and (item in items or item in moved)]
        unreported = [
            lead for lead in leads if not self._store.events.reported_new(self._store.similarities.group(lead))
        ]
        return Rearranged(places=places, unreported=tuple(sorted(unreported)))

    def _hand_on(self, item: int, lead: int) -> None:
        """Keep for a new lead what its group adds, which was found of the item that led before."""
        adds = self._store.updates.of(item)
        if adds is not None and adds.base != lead and self._store.updates.of(lead) is None:
            self._store.updates.keep(lead, adds)

    def _compare(self, item: int, other: int) -> Match | None:
        """Compare two items that were never compared, and store what is found."""
        one, another = self._store.items.known(item), self._store.items.known(other)
        alike = relation(piece(one), piece(another))
        if alike is None:
            return None
        if (one.copy_of or one.id) == (another.copy_of or another.id):
            alike = replace(alike, kind=MatchKind.COPY)  # as was decided before, by more than the two texts
        self._store.similarities.add(item, other, alike.kind, alike.as_json(), alike.turned().as_json())
        return Match(one=item, other=other, kind=alike.kind, covered=alike.covered, covers=alike.covers)

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
                copy_of=one.copy_of,
                primary=one.id in primary,
                local=not self._store.addresses.is_on_web(one.id),
                chosen=one.id in chosen,
                alone=one.id in alone,
            )
            for one in grouped
        ]


def _closest(found: Found) -> tuple[bool, float, float, int]:
    covered, covers = found.closeness
    return found.similarity.kind is not MatchKind.COPY, -covered, -covers, found.item


def _kept(
    places: Mapping[int, Placement], was: Mapping[int, Placement], *, asked: frozenset[int]
) -> dict[int, Placement]:
    """Return the places of items of which not all that is connected is known: what would stand by itself from now on,
    though it was not asked about, stays what it was, and what was to follow it follows its lead."""
    lost = {
        item: was[item]
        for item, place in places.items()
        if item not in asked and place == Placement() != was[item] and not _is_led(was[item].copy_of, item, places)
    }
    stands = {item: place.copy_of for item, place in lost.items() if place.copy_of is not None}
    kept = {}
    for item, place in {**places, **lost}.items():
        of = {
            name: stands.get(base, base)
            for name in ("copy_of", "variant_of", "update_of")
            if (base := getattr(place, name)) is not None
        }
        kept[item] = was[item] if item in of.values() else Placement(**of)
    return kept


def _is_led(item: int | None, lead: int, places: Mapping[int, Placement]) -> bool:
    return item is not None and item in places and places[item].copy_of == lead


def _matches(pairs: Sequence[GroupedPair], corrections: Sequence[Correction]) -> list[Match]:
    found = [
        Match(one=pair.item, other=pair.other, kind=MatchKind(pair.kind), covered=pair.covered, covers=pair.covers)
        for pair in pairs
    ]
    by_hand = [
        Match(one=said.item, other=said.into, kind=MatchKind.COPY, covered=1.0, covers=1.0, by_hand=True)
        for said in corrections
        if said.into is not None
    ]
    return [*found, *by_hand]
