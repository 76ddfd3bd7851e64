"""What one page means for what is kept. Pure: values in, one decision out; nothing is read or written here.

    the article as compared (`normalize`), what is known of it (`gather`), now  →  decide  →  a decision (`apply`)

There are six situations, each with its own decisions. Both are documented at their classes below.

    Unwanted         →  Filtered
    ReadsTheSame     →  Unchanged
    ReadsOtherwise   →  Edited, Reverted, ReadDifferently, NeedsConfirmation
    OtherArticle     →  AddressReused, ReturnedHere, NeedsConfirmation
    FreeAddress      →  NewItem, Renamed, JoinedToDocument, AlternateAddress
    LocalDocument    →  NewItem, KeptBesidePage, DocumentParted

Whether a new item is a copy, a variant or an update of those it is like (`found`), and which of them leads, depends on
all of its group, and is decided when it takes its place among them (`copies.Copies`, `identity.arrange`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service.changes import compare
from service.identity import AGREES, MatchKind, Similarity
from service.identity.lifecycle import is_reported_revert
from service.ingest import confirmation
from service.ingest.comparable_text import ComparableText, Found
from service.ingest.confirmation import NeedsConfirmation
from service.models import Article, Edit, Revision, to_the_minute
from service.store import EarlierVersion, ItemState

SAME_DOCUMENT = 0.5
"""A page and a local document are one item where each has so much of the other: a teaser of it is its copy."""


# ── situations ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item that the page is a copy, a variant or an update of."""

    found: Found
    on_the_web: bool = False
    """It was fetched once, and is not only a local document."""
    shares_address: bool = False
    """An address of the item is an alternate address of this page, by its form or because the page states it."""
    is_predecessor: bool = False
    """It is of this site, and this page would be its article at a new address, were its own gone."""
    is_gone: bool = False
    """Its own address answers 404, or holds another article."""

    def is_copy(self, share: float) -> bool:
        """Say whether the two are copies that have at least so much of each other."""
        return is_copy(self.found.similarity, share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """No item stands at the address, and the source's include and exclude words leave the page out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsTheSame:
    """The page reads as the item at its address does."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsOtherwise:
    """The page is that of the item at its address, and does not read as it did."""

    known: ItemState
    edit: Edit
    """How it differs."""
    text: ComparableText
    earlier: Sequence[EarlierVersion] = ()
    """The versions with this text that the item had before the one it has, the last left first."""
    shown_elsewhere: float = 0.0
    """The share of what was added, in characters, that other pages of its host show."""
    is_local: bool = False
    """It is a document of a folder, which is believed as it stands."""
    was_seen: bool = False
    """An earlier visit has read it, as the page of an item that has become one with this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherArticle:
    """An item stands at the address, and the page holds another article."""

    replaced: ItemState
    text: ComparableText
    candidates: Sequence[Candidate] = ()
    stood_here: int | None = None
    """The item that has this text, but for an edit, and stood at this address until another one did."""
    is_local: bool = False
    """It is a document of a folder, which is believed as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeAddress:
    """No item stands at the address of the page."""

    text: ComparableText
    candidates: Sequence[Candidate] = ()
    is_watched: bool = False
    """The page is one that its source watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalDocument:
    """A document of a folder that is not known, or whose item stands on the web too."""

    text: ComparableText
    candidates: Sequence[Candidate] = ()
    known: int | None = None
    """The item that the document was part of so far."""


Situation = Unwanted | ReadsTheSame | ReadsOtherwise | OtherArticle | FreeAddress | LocalDocument


# ── decisions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """The source does not want the page: nothing is kept of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The item is as it was."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The item has a new revision, which is reported."""

    item: int
    edit: Edit
    text: ComparableText


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDifferently:
    """The item has a new revision, which is not reported: our own rules have changed since the one before, so that the
    difference may be theirs."""

    item: int
    text: ComparableText


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverted:
    """The item has one of its earlier revisions again."""

    item: int
    to: Revision
    edit: Edit
    """From the version it had."""
    text: ComparableText
    is_reported: bool
    """False where versions alternate, which is reported once, and where our own rules made the difference."""
    reverts: int
    """Returns to recent versions in a row, this one among them."""
    reverts_since: datetime
    """When the first of them was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """The page is an item of its own, which may be a copy, a variant or an update of those found."""

    text: ComparableText
    found: Sequence[Found] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """The page is the article of an item whose own address is gone: it is to be compared with that item."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedToDocument:
    """The page is a local document's article: that item gains the address and what the page says."""

    item: int
    text: ComparableText
    others: Sequence[Found] = ()
    """The other items that the page is like."""
    adds_facts: bool = False
    """The page states what the document does not, which is told as an edit; otherwise it is no news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateAddress:
    """The page is an item's at another of its addresses."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressReused:
    """The page is a new item and takes the address; the item that stood there keeps all else."""

    former: int
    text: ComparableText
    found: Sequence[Found] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedHere:
    """An item is back at an address that another took from it in between: the page is to be compared with it."""

    item: int
    former: int
    """The item that stood there in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBesidePage:
    """The document is the article of a web page: its text is kept as a revision beside the page's, which stays."""

    item: int
    text_hash: str
    is_new: bool
    """The document was not known before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentParted:
    """The document has come to differ from the web page that it was one item with: it is an item of its own now."""

    text: ComparableText
    found: Sequence[Found] = ()


Decision = (
    Filtered
    | Unchanged
    | Edited
    | ReadDifferently
    | Reverted
    | NeedsConfirmation
    | NewItem
    | Renamed
    | JoinedToDocument
    | AlternateAddress
    | AddressReused
    | ReturnedHere
    | KeptBesidePage
    | DocumentParted
)


# ── deciding ──────────────────────────────────────────────────────────────────────────────────────────────────────


def decide(article: Article, situation: Situation, now: datetime) -> Decision:
    """Return what the article of a page means in the page's situation."""
    match situation:
        case Unwanted():
            return Filtered()
        case ReadsTheSame(item=item):
            return Unchanged(item=item)
        case ReadsOtherwise():
            return _of_edit(article, situation, now)
        case OtherArticle():
            return _of_other_article(article, situation, now)
        case FreeAddress():
            return _of_free_address(situation)
        case LocalDocument():
            return _of_document(situation)


def _of_edit(article: Article, at: ReadsOtherwise, now: datetime) -> Decision:
    known = at.known
    # 1. The item may have had this version before.
    earlier = _earlier_version(known, article, at.earlier)
    # 2. What may be a mistake of the server's waits for later visits.
    if not (at.is_local or at.was_seen):
        doubt = _doubt(at, article, earlier, now)
        if doubt is not None and not doubt.is_overcome(known):
            return doubt
    # 3. A difference that our own rules may have made is no news; its text is kept all the same.
    by_us = known.extractor != article.extractor and not at.was_seen
    if earlier is not None:
        return _reverted(at, earlier, now, by_us=by_us)
    if by_us:
        return ReadDifferently(item=known.id, text=at.text)
    # 4. All else is an edit. Of a page that hides its text now, that is said first.
    edit = at.edit
    if confirmation.is_teaser(known.text, article):
        edit = replace(edit, summary=f"only the beginning of its text is shown now: {edit.summary}")
    return Edited(item=known.id, edit=edit, text=at.text)


def _doubt(
    at: ReadsOtherwise, article: Article, earlier: EarlierVersion | None, now: datetime
) -> NeedsConfirmation | None:
    if earlier is None:
        return confirmation.of_edit(at.known, article, shown_elsewhere=at.shown_elsewhere)
    if is_reported_revert(left_at=earlier.left_at, reverts=at.known.reverts, now=now):
        return confirmation.of_return(article, seen_at=earlier.revision.seen_at)
    return None  # nothing is reported of it anyway


def _earlier_version(known: ItemState, article: Article, versions: Sequence[EarlierVersion]) -> EarlierVersion | None:
    """Return the version that reads as the article does, the last left where there are several.

    Where title or text come back, the date of publication need not: some pages put that of their last change there.
    """
    edits = [(version, compare(version.revision, article)) for version in versions]
    same = next((version for version, edit in edits if edit is None), None)
    if same is not None or (known.title, known.text) == (article.title, article.text):
        return same
    return next((version for version, edit in edits if edit and edit.kinds == ("published",)), None)


def _reverted(at: ReadsOtherwise, earlier: EarlierVersion, now: datetime, *, by_us: bool) -> Reverted:
    """The first return is reported; those that follow within days are the same alternation going on."""
    known, back = at.known, earlier.revision
    is_reported = not by_us and is_reported_revert(left_at=earlier.left_at, reverts=known.reverts, now=now)
    edit = compare(known, back) or at.edit
    summary = f"returned to the version of {to_the_minute(back.seen_at)} UTC: {edit.summary}"
    return Reverted(
        item=known.id,
        to=back,
        edit=replace(edit, summary=summary),
        text=at.text,
        is_reported=is_reported,
        reverts=known.reverts if by_us else 1 if is_reported else known.reverts + 1,
        reverts_since=now if is_reported or known.reverts_since is None else known.reverts_since,
    )


def _of_other_article(article: Article, at: OtherArticle, now: datetime) -> Decision:
    # 1. What is seen once may be a mistake of the server's: nothing is made of it before it is seen again.
    doubt = None if at.is_local else confirmation.of_other_article(article, at.replaced, now)
    if doubt is not None:
        return doubt
    # 2. An article that stood here once is the item it was.
    if at.stood_here is not None:
        return ReturnedHere(item=at.stood_here, former=at.replaced.id)
    # 3. All else takes the address.
    return AddressReused(former=at.replaced.id, text=at.text, found=_found(at.candidates))


def _of_free_address(at: FreeAddress) -> Decision:
    # 1. A page that is watched itself is one item, whatever it holds.
    if at.is_watched:
        return NewItem(text=at.text, found=_found(at.candidates))
    # 2. It may be an item whose address has changed with its headline: the one that it had is gone.
    renamed = _first(at.candidates, lambda one: one.is_predecessor and one.is_gone)
    if renamed is not None:
        return Renamed(item=renamed.found.item)
    # 3. It may be a local document's article.
    document = _first(at.candidates, lambda one: one.found.is_same_document(SAME_DOCUMENT) and not one.on_the_web)
    if document is not None:
        others = _found([one for one in at.candidates if one is not document])
        adds = document.found.update is not None
        return JoinedToDocument(item=document.found.item, text=at.text, others=others, adds_facts=adds)
    # 4. It may be a known item's page at another of its addresses; the texts must agree too.
    twin = _first(at.candidates, lambda one: one.is_copy(AGREES) and one.shares_address)
    if twin is not None:
        return AlternateAddress(item=twin.found.item)
    # 5. All else is new.
    return NewItem(text=at.text, found=_found(at.candidates))


def _of_document(at: LocalDocument) -> Decision:
    page = _first(at.candidates, lambda one: one.is_copy(SAME_DOCUMENT) and one.on_the_web)
    if page is not None and at.known in (None, page.found.item):
        text_hash = at.text.fingerprint.text_hash
        return KeptBesidePage(item=page.found.item, text_hash=text_hash, is_new=at.known is None)
    if at.known is not None:
        return DocumentParted(text=at.text, found=_found(at.candidates))
    return NewItem(text=at.text, found=_found(at.candidates))


def _first(candidates: Sequence[Candidate], fits: Callable[[Candidate], bool]) -> Candidate | None:
    return next((candidate for candidate in candidates if fits(candidate)), None)


def _found(candidates: Sequence[Candidate]) -> tuple[Found, ...]:
    return tuple(candidate.found for candidate in candidates)


# ── what `gather` asks, to read from the store only what is needed ────────────────────────────────────────────────


def is_copy(similarity: Similarity, share: float) -> bool:
    """Say whether two texts are copies that have at least so much of each other."""
    return similarity.kind is MatchKind.COPY and min(similarity.covered, similarity.covers) >= share
