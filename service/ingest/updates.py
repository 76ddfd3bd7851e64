"""Whether a new text is a copy of what it is like or adds to it: what was told comes from the store, what is added
`identity` decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from service.facts.correction_titles import is_correction_title
from service.identity import (
    Additions,
    MatchKind,
    Told,
    additions,
    as_told,
    differ_beside_sentences,
    differ_in_matter,
    relation,
)
from service.ingest.comparable_text import ComparableText, Found, piece
from service.models import ChangedFigure, Update
from service.store import ItemState, Store

REMEMBERED = timedelta(days=14)
"""For how long what was told of a group or story counts as told, besides the texts that a new one is like."""

_UNTOLD = Additions(sentences=("",), in_place=False)
"""What a text adds where nothing that it is like was told."""


class UpdateJudge:
    """Judges new texts. Everything happens inside the transaction of one page."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def judged(self, text: ComparableText, found: Sequence[Found]) -> tuple[Found, ...]:
        """Return what a new text was found to be to others, where it adds to what was told as an update of them.

        `found` are copies and variants by their texts alone, copies first, the closest first.
        """
        if not found:
            return ()
        candidates = [_Candidate(found=one, known=self._store.items.known(one.item)) for one in found]
        adds = self._additions(text, candidates)
        if _corrects(text, candidates):
            return tuple(_as_update(one, adds, is_correction=True) for one in found)
        if not adds:
            return tuple(self._copies(text, candidates, adds))
        copies = [one for one in found if one.similarity.kind is MatchKind.COPY]
        if adds.in_place and not copies:
            return tuple(found)
        return tuple(_as_update(one, adds) for one in found)

    def judged_again(self, before: ItemState, text: ComparableText, found: Sequence[Found]) -> tuple[Found, ...]:
        """Return what an edited item was found to be to others: an update stays one as long as it adds to the other,
        and one that the edit makes alike, and that adds to the other, becomes one. A copy stays one where it is not
        the edit that sets the two apart: other rules than today's, or more than the two texts, made it a copy.

        What its edit adds is told as an edit.
        """
        item = before.id
        was = {one.other if one.item == item else one.item: one.kind for one in self._store.similarities.of(item)}
        return tuple(
            _judged_as(one, MatchKind.UPDATE)
            if _is_in_question(one, was.get(one.item)) and self._still_adds(item, text, one)
            else _judged_as(one, MatchKind.COPY)
            if self._is_set_apart_by_rules(before, one)
            else one
            for one in found
        )

    def _is_set_apart_by_rules(self, before: ItemState, found: Found) -> bool:
        """Say whether two items of one group of copies are no copies by today's rules, and were none by these before
        one of them was edited."""
        other = self._store.items.known(found.item)
        is_one_group = (before.copy_of or before.id) == (other.copy_of or other.id)
        if found.similarity.kind is MatchKind.COPY or not is_one_group:
            return False
        earlier = relation(piece(before), piece(other))
        return earlier is None or earlier.kind is not MatchKind.COPY

    def _still_adds(self, item: int, text: ComparableText, found: Found) -> bool:
        other = self._store.items.known(found.item)
        this = text.told
        that = as_told(other.title, other.text)
        older, newer = (this, that) if item < found.item else (that, this)
        return bool(additions(newer, [older]))

    def _additions(self, text: ComparableText, candidates: Sequence["_Candidate"]) -> Additions:
        """Return what a text adds to the candidates that were told and, where that is anything, to what else was told
        of their groups and stories."""
        later = text.told
        was_told = self._told(candidates)
        told = [one.told for one in candidates if one.found.item in was_told]
        adds = additions(later, told) if told else _UNTOLD
        if not adds:
            return adds
        items = [one.found.item for one in candidates]
        beside = self._store.updates.told_beside(items, since=text.now - REMEMBERED, until=text.now)
        leads = [self._store.items.known(one.known.copy_of) for one in candidates if one.known.copy_of]
        more = [*((one.title, one.text) for one in leads), *((one.title, one.text) for one in beside)]
        seen = {(one.title, one.text) for one in told}
        further = [as_told(*one) for one in dict.fromkeys(more) if one not in seen]
        return additions(later, [*told, *further]) if further else adds

    def _told(self, candidates: Sequence["_Candidate"]) -> set[int]:
        return self._store.updates.told([one.found.item for one in candidates])

    def _copies(self, text: ComparableText, candidates: Sequence["_Candidate"], adds: Additions) -> Iterator[Found]:
        """Yield what a text that adds nothing is to others: a copy of the closest, and an update of what that updates.

        Where it differs from each in a fact, but each of its sentences stands in some of what was told, or the fact is
        one of a credit, it is a copy all the same.
        """
        target = candidates[0]
        mended = (
            target.found.similarity.kind is MatchKind.VARIANT
            and not differ_beside_sentences(text.piece, piece(target.known))
            and (adds.as_told or not differ_in_matter(text.told, target.told))
        )
        is_copy = mended or target.found.similarity.kind is MatchKind.COPY
        family = self._family(target.known)
        group = target.known.copy_of or target.known.id
        for one in candidates:
            kind = one.found.similarity.kind
            if is_copy and (one.known.copy_of or one.known.id) == group:
                kind = MatchKind.COPY  # whatever it is to another of the copies of its target
            elif self._is_beside(one, group, family):
                kind = MatchKind.UPDATE  # of one and the other, one is an update: they stay apart
            yield _judged_as(one.found, kind)

    def _is_beside(self, one: "_Candidate", group: int, family: int) -> bool:
        """Say whether a copy by its text belongs to another group than the target's, of which one updates the other."""
        if one.found.similarity.kind is not MatchKind.COPY or (one.known.copy_of or one.known.id) == group:
            return False
        return self._family(one.known) == family

    def _family(self, known: ItemState) -> int:
        """Return the item that this one goes back to, over updates, variants and copies."""
        return min(self._store.samples.first_told({known.id}), default=known.id)


@dataclass(frozen=True)
class _Candidate:
    """An item that a text is like. Without slots for the sake of what is computed from its text."""

    found: Found
    known: ItemState

    @cached_property
    def told(self) -> Told:
        return as_told(self.known.title, self.known.text)


def _corrects(text: ComparableText, candidates: Sequence[_Candidate]) -> bool:
    """Say whether a text corrects what it is like: its title says so, and none of theirs."""
    if not is_correction_title(text.piece.title or ""):
        return False
    return not any(
        is_correction_title(one.known.title or "") for one in candidates if one.found.similarity.kind is MatchKind.COPY
    )


def _is_in_question(found: Found, was: str | None) -> bool:
    """Say whether of an edited item and another the later one may add to the other: it did so far, or it would be its
    copy now and was not before."""
    return was == MatchKind.UPDATE or (found.similarity.kind is MatchKind.COPY and was != MatchKind.COPY)


def _as_update(found: Found, adds: Additions, *, is_correction: bool = False) -> Found:
    figures = adds.figures or tuple(
        ChangedFigure(what="", before=one.as_spelt[1], after=one.as_spelt[0])
        for one in found.similarity.differing
        if one.kind == "number"
    )
    update = Update(base=found.item, adds=adds.sentences, figures=figures, is_correction=is_correction)
    return replace(_judged_as(found, MatchKind.UPDATE), update=update)


def _judged_as(found: Found, kind: MatchKind) -> Found:
    return replace(found, similarity=replace(found.similarity, kind=kind), by_text=found.similarity.kind)
