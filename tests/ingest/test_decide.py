"""What a page means in each situation. Tables of cases, without a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.identity import MatchKind, Similarity, text_hash
from service.ingest.comparable_page import ComparablePage, edit_of
from service.ingest.comparable_text import ComparableText, Found, comparable_text
from service.ingest.confirmation import NeedsConfirmation, seen_as
from service.ingest.decide import (
    AddressReused,
    AlternateAddress,
    Candidate,
    Decision,
    DocumentParted,
    Edited,
    Filtered,
    FreeAddress,
    JoinedToDocument,
    KeptBesidePage,
    LocalDocument,
    NewItem,
    OtherArticle,
    ReadsOtherwise,
    ReadsTheSame,
    ReturnedHere,
    Reverted,
    Situation,
    Unchanged,
    Unwanted,
    decide,
)
from service.models import Access, Article, ItemStatus, Revision, TextBlock
from service.store import EarlierVersion, ItemState
from tests.sample_articles import UNRELATED, filler

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://www.post.example/a"
TITLE, FERRY = UNRELATED[0]
OTHER_TITLE, MASKS = UNRELATED[1]
LONG = filler(1)
TWELVE = [*FERRY, "At least 12 people were aboard the ferry that did leave."]
TEN = [*FERRY, "At least 10 people were aboard the ferry that did leave."]


def article(
    blocks: Sequence[str],
    title: str | None = TITLE,
    *,
    published: datetime | None = None,
    byline: str | None = None,
    access: Access | None = None,
    extractor: str = "1",
) -> Article:
    return Article(
        blocks=tuple(map(TextBlock, blocks)),
        title=title,
        published=published,
        byline=byline,
        access=access,
        extractor=extractor,
    )


def item(
    blocks: Sequence[str],
    title: str | None = TITLE,
    *,
    published: datetime | None = None,
    byline: str | None = None,
    reverts: int = 0,
    reverts_since: datetime | None = None,
    doubted_as: Article | None = None,
    visits: int = 0,
    first_seen: datetime = NOW - 5 * DAY,
) -> ItemState:
    """A stored item, whose page has looked like `doubted_as` on so many visits in a row."""
    text = "\n\n".join(blocks)
    return ItemState(
        id=1,
        url=URL,
        revision=2,
        title=title,
        text=text,
        text_hash=text_hash(text),
        byline=byline,
        published=published,
        status=ItemStatus.LIVE,
        first_seen=first_seen,
        edited=None,
        missing_since=None,
        missing_visits=0,
        suspect="it looks wrong" if doubted_as else None,
        suspect_hash=seen_as(doubted_as) if doubted_as else None,
        suspect_visits=visits,
        suspect_since=NOW - HOUR if doubted_as else None,
        copy_of=None,
        variant_of=None,
        update_of=None,
        extractor="1",
        boilerplate=(),
        visits=3,
        reverts=reverts,
        reverts_since=reverts_since,
    )


def text_of(page: Article, url: str = URL) -> ComparableText:
    return comparable_text(ComparablePage(article=page, whole=page), url, NOW)


# ── a page that is its item's ─────────────────────────────────────────────────────────────────────────────────────


def differing(
    known: ItemState,
    page: Article,
    *earlier: EarlierVersion,
    shown_elsewhere: float = 0.0,
    is_local: bool = False,
) -> ReadsOtherwise:
    edit = edit_of(known, page, NOW)
    assert edit is not None
    return ReadsOtherwise(
        known=known,
        edit=edit,
        text=text_of(page),
        earlier=earlier,
        shown_elsewhere=shown_elsewhere,
        is_local=is_local,
    )


def version(
    blocks: Sequence[str], *, left: timedelta, number: int = 1, published: datetime | None = None
) -> EarlierVersion:
    """A version of the item at which another took its place so long ago."""
    text = "\n\n".join(blocks)
    revision = Revision(
        item=1,
        number=number,
        seen_at=NOW - left - DAY,
        title=TITLE,
        byline=None,
        published=published,
        lead=None,
        modified=None,
        text=text,
        text_hash=text_hash(text),
        extractor="1",
    )
    return EarlierVersion(revision=revision, left_at=NOW - left)


def gist(decision: Decision) -> str:
    """A decision in a line: its name, and what tells it from its like."""
    match decision:
        case Edited(edit=edit):
            return f"edited: {', '.join(edit.kinds)}"
        case NeedsConfirmation(reason=reason, visits=visits):
            return f"confirm {visits}: {reason}"
        case Reverted(to=to, is_reported=is_reported, reverts=returns):
            return f"reverted to {to.number}, {'reported' if is_reported else 'silent'}, {returns} in a row"
        case _:
            return type(decision).__name__


CUT = article(LONG[:6], access=Access.PAYWALLED)
EMPTY = article([])
OURS = article(TEN, extractor="2")
BACK = article(TWELVE)


@pytest.mark.parametrize(
    ("known", "page", "earlier", "expected"),
    [
        pytest.param(item(TWELVE), article(TEN), [], "edited: number", id="another number"),
        pytest.param(item(FERRY), article(FERRY, "Strike is over"), [], "edited: headline", id="another headline"),
        pytest.param(item(TWELVE), OURS, [], "ReadDifferently", id="our rules have changed since"),
        pytest.param(
            item(LONG),
            CUT,
            [],
            "confirm 3: shows only the beginning of its text",
            id="a paywall, seen once",
        ),
        pytest.param(
            item(LONG, doubted_as=CUT, visits=1),
            CUT,
            [],
            "confirm 3: shows only the beginning of its text",
            id="a paywall, seen twice",
        ),
        pytest.param(
            item(LONG, doubted_as=CUT, visits=2), CUT, [], "edited: paragraph_removed", id="a paywall, seen three times"
        ),
        pytest.param(item(LONG), EMPTY, [], "confirm 3: lost all of its text", id="a blank page"),
        pytest.param(
            item(LONG, doubted_as=CUT, visits=2), EMPTY, [], "confirm 3: lost all of its text", id="another doubt anew"
        ),
        pytest.param(
            item(TEN),
            BACK,
            [version(TWELVE, left=HOUR)],
            "confirm 2: reads as on 2026-11-20 07:00 UTC again",
            id="an earlier version, seen once",
        ),
        pytest.param(
            item(TEN, doubted_as=BACK, visits=1),
            BACK,
            [version(TWELVE, left=HOUR)],
            "reverted to 1, reported, 1 in a row",
            id="an earlier version, seen twice",
        ),
        pytest.param(
            item(TEN, reverts=1, reverts_since=NOW - DAY),
            BACK,
            [version(TWELVE, left=HOUR)],
            "reverted to 1, silent, 2 in a row",
            id="alternating",
        ),
        pytest.param(
            item(TEN, reverts=1, reverts_since=NOW - DAY, doubted_as=BACK, visits=1),
            BACK,
            [version(TWELVE, left=8 * DAY)],
            "reverted to 1, reported, 1 in a row",
            id="back after a week",
        ),
        pytest.param(
            item(TEN, doubted_as=BACK, visits=1),
            replace(BACK, extractor="2"),
            [version(TWELVE, left=HOUR)],
            "reverted to 1, silent, 0 in a row",
            id="an earlier version by our rules' doing",
        ),
        pytest.param(
            item(TEN, reverts=1),
            article(TWELVE, published=NOW - 3 * DAY),
            [version(TWELVE, left=HOUR, published=NOW - 4 * DAY)],
            "reverted to 1, silent, 2 in a row",
            id="an earlier text under a new date",
        ),
        pytest.param(
            item(TEN, reverts=1),
            BACK,
            [version(TWELVE, left=HOUR, number=7), version(TWELVE, left=DAY, number=3)],
            "reverted to 7, silent, 2 in a row",
            id="the last left of two",
        ),
        pytest.param(
            item(TEN),
            replace(BACK, title="Strike is over"),
            [version(TWELVE, left=HOUR)],
            "edited: headline, number",
            id="an earlier text under a new headline is an edit",
        ),
    ],
)
def test_a_page_that_reads_otherwise_than_its_item(
    known: ItemState, page: Article, earlier: list[EarlierVersion], expected: str
) -> None:
    """The table of cases."""
    assert gist(decide(page, differing(known, page, *earlier), NOW)) == expected


@pytest.mark.parametrize(("share", "expected"), [(0.5, "Edited"), (0.51, "NeedsConfirmation")])
def test_what_was_added_of_other_pages_is_confirmed(share: float, expected: str) -> None:
    """More than half of it, in characters."""
    page = article([*FERRY, *MASKS[:1]])
    decision = decide(page, differing(item(FERRY), page, shown_elsewhere=share), NOW)
    assert type(decision).__name__ == expected


def test_a_local_document_is_believed_at_once() -> None:
    """Even if it lost all of its text, or has an earlier version again."""
    for page in (EMPTY, BACK):
        situation = differing(item(TEN), page, version(TWELVE, left=HOUR), is_local=True)
        assert not isinstance(decide(page, situation, NOW), NeedsConfirmation)


def test_the_summary_of_an_edit_says_what_comes_first() -> None:
    """That only a beginning is shown, or to which version it returned."""
    cut = decide(CUT, differing(item(LONG, doubted_as=CUT, visits=2), CUT), NOW)
    assert isinstance(cut, Edited)
    assert cut.edit.summary.startswith("only the beginning of its text is shown now: ")
    back = decide(BACK, differing(item(TEN, doubted_as=BACK, visits=1), BACK, version(TWELVE, left=HOUR)), NOW)
    assert isinstance(back, Reverted)
    assert back.edit.summary == "returned to the version of 2026-11-20 07:00 UTC: 10 → 12 people"


@pytest.mark.parametrize(
    ("returns", "since", "left", "expected"),
    [
        pytest.param(0, None, HOUR, NOW, id="the first begins the count"),
        pytest.param(1, NOW - DAY, HOUR, NOW - DAY, id="the next goes on with it"),
        pytest.param(4, NOW - DAY, 8 * DAY, NOW, id="one after long begins it anew"),
    ],
)
def test_since_when_versions_alternate(
    returns: int, since: datetime | None, left: timedelta, expected: datetime
) -> None:
    """The first return of a row is remembered."""
    known = item(TEN, reverts=returns, reverts_since=since, doubted_as=BACK, visits=1)
    decision = decide(BACK, differing(known, BACK, version(TWELVE, left=left)), NOW)
    assert isinstance(decision, Reverted)
    assert decision.reverts_since == expected


# ── what differs ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("known", "page", "expected"),
    [
        pytest.param(item(FERRY), article(FERRY), None, id="the same"),
        pytest.param(item(FERRY, byline="Jane Doe"), article(FERRY), None, id="no byline any more"),
        pytest.param(item(FERRY, byline="Jane Doe"), article(FERRY, byline="Paul Roe"), ("byline",), id="a byline"),
        pytest.param(
            item(FERRY, published=NOW - 9 * DAY),
            article(FERRY, published=NOW - 7 * DAY),
            ("published",),
            id="a date before the item was first read",
        ),
        pytest.param(
            item(FERRY, published=NOW - 9 * DAY, first_seen=NOW - HOUR),
            article(FERRY, published=NOW - DAY),
            ("published",),
            id="a date of these days, before the item was first read",
        ),
        pytest.param(
            item(FERRY, published=NOW - 9 * DAY), article(FERRY, published=NOW - DAY), None, id="a date of these days"
        ),
        pytest.param(
            item(FERRY, published=NOW - 9 * DAY),
            article(FERRY, published=NOW - 2 * DAY),
            ("published",),
            id="a date that has lasted",
        ),
        pytest.param(
            item(TWELVE, published=NOW - 9 * DAY),
            article(TEN, published=NOW),
            ("number", "published"),
            id="a date of today beside an edit",
        ),
    ],
)
def test_what_an_edit_is(known: ItemState, page: Article, expected: tuple[str, ...] | None) -> None:
    """The date of the visit is no date of publication."""
    edit = edit_of(known, page, NOW)
    assert (edit and edit.kinds) == expected


# ── an address where no item stands, or another one ───────────────────────────────────────────────────────────────


def found(number: int, kind: MatchKind = MatchKind.COPY, covered: float = 1.0) -> Found:
    return Found(item=number, text_hash="", similarity=Similarity(kind=kind, covered=covered, covers=1.0))


PAGE = article(MASKS, OTHER_TITLE)
TEXT = text_of(PAGE)
HASH = TEXT.fingerprint.text_hash
WEB, WEB_HALF = Candidate(found=found(7), on_the_web=True), Candidate(found=found(8, covered=0.5), on_the_web=True)
DOCUMENT, DOCUMENT_HALF = Candidate(found=found(3)), Candidate(found=found(4, covered=0.5))
VARIANT = Candidate(found=found(5, MatchKind.VARIANT))
TWIN = Candidate(found=found(6, covered=0.8), on_the_web=True, shares_address=True)
COUSIN = Candidate(found=found(9, covered=0.7), on_the_web=True, shares_address=True)
WAS = item(FERRY)


def free(*candidates: Candidate, is_watched: bool = False) -> FreeAddress:
    return FreeAddress(text=TEXT, candidates=candidates, is_watched=is_watched)


def taken(
    *candidates: Candidate, known: ItemState = WAS, stood_here: int | None = None, is_local: bool = False
) -> OtherArticle:
    return OtherArticle(replaced=known, text=TEXT, candidates=candidates, stood_here=stood_here, is_local=is_local)


def document(*candidates: Candidate, known: int | None = None) -> LocalDocument:
    return LocalDocument(text=TEXT, candidates=candidates, known=known)


def new(*candidates: Candidate) -> NewItem:
    return NewItem(text=TEXT, found=tuple(candidate.found for candidate in candidates))


DOUBT = NeedsConfirmation(reason="shows another article", seen=seen_as(PAGE), visits=2)
CONFIRMED = item(FERRY, doubted_as=PAGE, visits=1)
SEEN_BEFORE = replace(CONFIRMED, suspect=None, suspect_since=None, suspect_visits=0)
ANOTHER = item(FERRY, doubted_as=article(LONG), visits=1)
OTHERS_FOR_A_DAY = replace(ANOTHER, suspect=DOUBT.reason, suspect_since=NOW - DAY)
CAPTCHAS_FOR_A_DAY = replace(ANOTHER, suspect_since=NOW - DAY)


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        pytest.param(Unwanted(), Filtered(), id="what its source does not want"),
        pytest.param(ReadsTheSame(item=1), Unchanged(item=1), id="what reads the same"),
        pytest.param(free(), new(), id="nothing like it"),
        pytest.param(free(WEB, VARIANT), new(WEB, VARIANT), id="a copy, and a variant"),
        pytest.param(
            free(WEB, DOCUMENT_HALF),
            JoinedToDocument(item=4, text=TEXT, others=(WEB.found,)),
            id="half of a local document",
        ),
        pytest.param(
            free(Candidate(found=found(4, covered=0.49))),
            new(Candidate(found=found(4, covered=0.49))),
            id="less than half of a local document",
        ),
        pytest.param(free(VARIANT), new(VARIANT), id="a local document with another number"),
        pytest.param(free(TWIN), AlternateAddress(item=6), id="a known page at its other address"),
        pytest.param(free(COUSIN), new(COUSIN), id="another text at such an address"),
        pytest.param(
            free(TWIN, DOCUMENT),
            JoinedToDocument(item=3, text=TEXT, others=(TWIN.found,)),
            id="a local document before another address",
        ),
        pytest.param(free(DOCUMENT, TWIN, is_watched=True), new(DOCUMENT, TWIN), id="a watched page is one item"),
        pytest.param(taken(), DOUBT, id="another article, seen once"),
        pytest.param(taken(WEB), DOUBT, id="another article that is known elsewhere, seen once"),
        pytest.param(taken(stood_here=2), DOUBT, id="an article that stood here before, seen once"),
        pytest.param(taken(known=ANOTHER), DOUBT, id="another than the other one before"),
        pytest.param(taken(known=CONFIRMED), AddressReused(former=1, text=TEXT), id="another article, seen twice"),
        pytest.param(
            taken(known=SEEN_BEFORE),
            AddressReused(former=1, text=TEXT),
            id="another article, seen twice with the item's own in between",
        ),
        pytest.param(
            taken(known=OTHERS_FOR_A_DAY), AddressReused(former=1, text=TEXT), id="others and others for a day"
        ),
        pytest.param(taken(known=CAPTCHAS_FOR_A_DAY), DOUBT, id="seen once, after captchas for a day"),
        pytest.param(
            taken(WEB, known=CONFIRMED),
            AddressReused(former=1, text=TEXT, found=(WEB.found,)),
            id="another article that is known elsewhere, seen twice",
        ),
        pytest.param(
            taken(WEB, known=CONFIRMED, stood_here=2),
            ReturnedHere(item=2, former=1),
            id="an article that stood here before, seen twice",
        ),
        pytest.param(taken(is_local=True), AddressReused(former=1, text=TEXT), id="another document of this name"),
        pytest.param(document(), new(), id="a document"),
        pytest.param(document(DOCUMENT), new(DOCUMENT), id="a document like another one"),
        pytest.param(
            document(DOCUMENT, WEB_HALF),
            KeptBesidePage(item=8, text_hash=HASH, is_new=True),
            id="a document that is on the web",
        ),
        pytest.param(
            document(WEB, known=7),
            KeptBesidePage(item=7, text_hash=HASH, is_new=False),
            id="a document that is on the web still",
        ),
        pytest.param(
            document(WEB, known=5),
            DocumentParted(text=TEXT, found=(WEB.found,)),
            id="a document that is another page's",
        ),
        pytest.param(
            document(VARIANT, known=5),
            DocumentParted(text=TEXT, found=(VARIANT.found,)),
            id="a document that differs from its page now",
        ),
    ],
)
def test_which_item_a_page_is(situation: Situation, expected: Decision) -> None:
    """The table of cases."""
    assert decide(PAGE, situation, NOW) == expected
