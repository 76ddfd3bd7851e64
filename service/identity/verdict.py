"""Which item an article is. Pure: (article, known, others) → verdict, with what speaks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from service.facts.topic_names import names
from service.identity.near_duplicates.copy_groups import unrelated_titles
from service.identity.near_duplicates.fingerprint import ComparedWords
from service.identity.near_duplicates.relation import Piece, relation
from service.identity.near_duplicates.similarity import MatchKind, Similarity

LEFT = 0.1
"""An address whose new text has less of the old one, and the old one less of it, holds another article now (research:
one text's revisions have .55 in common; a first flash and the article it grew into may have little)."""

WHOLE = 60
"""Words that both texts must have for that: a login page or a notice is shorter."""

SAME_MATTER = 0.15
"""The share of the names of the one with fewer that two texts on one matter have in common."""


class Known(Protocol):
    """What a decision needs to know of a stored item."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def copy_of(self) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Another item, and what the article is to it."""

    item: int
    lead: int
    """The item itself, or that whose copy it is."""
    similarity: Similarity


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An item not seen before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The item that stands at this address, as we know it."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The item that stands at this address, with other words, marks or title."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The text of another item, at another address: whole, cut or touched up. `of` is the item that leads."""

    of: int
    by: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The text of another item but for a number, a name or a denial: shown, never folded."""

    of: int
    by: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reused:
    """The address of an item holds another article now; `now` is what that one is."""

    item: int
    now: New | Copy | Variant


Verdict = New | Unchanged | Revised | Copy | Variant | Reused


def find(article: Piece, others: Sequence[tuple[Known, Piece]]) -> tuple[Found, ...]:
    """Those of the others that the article is a copy or a variant of: copies first, the closest first."""
    found = [
        Found(item=known.id, lead=known.copy_of or known.id, similarity=similarity)
        for known, piece in others
        if (similarity := relation(article, piece)) is not None
    ]
    return tuple(sorted(found, key=_closest))


def decide(*, title: str | None, text: str, known: Known | None, found: Sequence[Found]) -> Verdict:
    """The verdict on an article.

    `known` is the item that owns the article's address; `found` are other items it is like, as `find` gives them.
    """
    if known is not None:
        if known.text == text and known.title == title:
            return Unchanged(item=known.id)
        if not reused(known, title=title, text=text):
            return Revised(item=known.id)
    verdict = _among_others(found)
    return verdict if known is None else Reused(item=known.id, now=verdict)


def reused(known: Known, *, title: str | None, text: str) -> bool:
    """Whether an address that held `known` holds another article: text, title and names are others."""
    if known.text == text or not unrelated_titles(known.title, title):
        return False
    old, new = ComparedWords(known.text), ComparedWords(text)
    if min(len(old), len(new)) < WHOLE:
        return False
    shared = len(old.masked_shingles & new.masked_shingles)
    if shared >= LEFT * min(len(old.masked_shingles), len(new.masked_shingles)):
        return False
    mine, theirs = (found.inside | found.caseless for found in (names([known.text]), names([text])))
    common = len(mine & theirs)
    return common < max(2, SAME_MATTER * min(len(mine), len(theirs)))


def _among_others(found: Sequence[Found]) -> New | Copy | Variant:
    if not found:
        return New()
    best = min(found, key=_closest)
    verdict = Copy if best.similarity.kind is MatchKind.COPY else Variant
    return verdict(of=best.lead, by=best)


def _closest(found: Found) -> tuple[bool, float, float, int]:
    similarity = found.similarity
    return similarity.kind is MatchKind.VARIANT, -similarity.covered, -similarity.covers, found.item
