"""Edits that may be none are confirmed by another look before anything is recorded."""

import pytest

from service.ingest.apply import Outcome
from service.ingest.confirmation import is_teaser
from service.models import Access, Article, TextBlock
from tests.sample_articles import UNRELATED, filler

from .conftest import RecorderBench

CHANGED, DOUBTFUL, UNCHANGED = Outcome.CHANGED, Outcome.DOUBTFUL, Outcome.UNCHANGED
TITLE, TEXT = UNRELATED[0]
LONG = filler(1)


def test_a_page_that_shrinks_to_one_word_is_believed_on_the_third_look(recorder: RecorderBench) -> None:
    """Nothing is recorded before; its text stays readable in the first revision."""
    recorder.put("/a", TITLE, LONG)
    outcomes = [recorder.put("/a", TITLE, ["Gone."]) for _ in range(4)]
    assert outcomes == [DOUBTFUL, DOUBTFUL, CHANGED, UNCHANGED]
    assert [len(revision.text) > 1000 for revision in recorder.store.revisions.of(1)] == [True, False]


def test_text_of_other_pages_of_the_host_wants_a_second_look(recorder: RecorderBench) -> None:
    """Most of what was added stands on another page: that one's text, or the host's own."""
    recorder.put("/b", UNRELATED[1][0], UNRELATED[1][1])
    recorder.put("/a", TITLE, TEXT)
    mixed = [*TEXT, *UNRELATED[1][1][:2]]
    assert recorder.put("/a", TITLE, mixed) is DOUBTFUL
    assert recorder.told("/a") == []
    assert recorder.put("/a", TITLE, TEXT) is UNCHANGED
    assert [recorder.put("/a", TITLE, mixed) for _ in range(2)] == [DOUBTFUL, CHANGED]
    assert len(recorder.told("/a")) == 1


def test_an_addition_of_its_own_is_believed_at_once(recorder: RecorderBench) -> None:
    """Though a line of it stands elsewhere, most does not."""
    recorder.put("/b", UNRELATED[1][0], UNRELATED[1][1])
    recorder.put("/a", TITLE, TEXT)
    added = "The harbour master said in the evening that the first boats would leave before dawn, whatever came of it."
    short = UNRELATED[1][1][0][:60]
    recorder.put("/c", UNRELATED[2][0], [*UNRELATED[2][1], short])
    assert recorder.put("/a", TITLE, [*TEXT, added, short]) is CHANGED


def test_a_paywall_is_confirmed_before_it_is_an_edit(recorder: RecorderBench) -> None:
    """A beginning of what stood there, on a page that says that it is not free."""
    recorder.put("/a", TITLE, LONG)
    outcomes = [recorder.put("/a", TITLE, LONG[:6], access=Access.PAYWALLED) for _ in range(3)]
    assert outcomes == [DOUBTFUL, DOUBTFUL, CHANGED]
    assert recorder.told("/a")[0].startswith("only the beginning of its text is shown now: ")
    assert recorder.put("/a", TITLE, LONG) is DOUBTFUL  # it is back, as it was


SHORTENED = {
    "two words": [LONG[0].replace(LONG[0].split()[3] + " " + LONG[0].split()[4] + " ", ""), *LONG[1:]],
    "a paragraph of the middle": [*LONG[:5], *LONG[6:]],
    "its end, of which more than six tenths stay": LONG[:9],
    "its beginning": LONG[3:],
}


@pytest.mark.parametrize("shortened", SHORTENED.values(), ids=SHORTENED.keys())
def test_what_else_is_cut_from_a_page_behind_a_paywall_is_an_edit(
    recorder: RecorderBench, shortened: list[str]
) -> None:
    """Told at the first look that finds it, and not as the work of the paywall."""
    recorder.put("/a", TITLE, LONG, access=Access.PAYWALLED)
    assert recorder.put("/a", TITLE, shortened, access=Access.PAYWALLED) is CHANGED
    (told,) = recorder.told("/a")
    assert "only the beginning" not in told


def article(blocks: list[str], access: Access | None) -> Article:
    return Article(blocks=tuple(map(TextBlock, blocks)), access=access)


@pytest.mark.parametrize(
    ("blocks", "access", "expected"),
    {
        "its first paragraphs": (LONG[:4], Access.PAYWALLED, True),
        "the last one cut": ([*LONG[:3], LONG[3][:80] + " …"], Access.TRUNCATED, True),
        "with a short pointer": ([*LONG[:3], "Subscribe to read on."], Access.PAYWALLED, True),
        "with a pointer behind the cut": ([*LONG[:3], LONG[3][:80] + " … Read more"], Access.TRUNCATED, True),
        "counted by an interface": ([LONG[0][:90] + "… [+2911 chars]"], Access.TRUNCATED, True),
        "below a word of the wall": (["For subscribers", *LONG[:3], "Log in to read on."], Access.PAYWALLED, True),
        "six tenths of it": (LONG[:7], Access.PAYWALLED, True),
        "more than six tenths": (LONG[:8], Access.PAYWALLED, False),
        "its first and its third paragraph": ([LONG[0], LONG[2]], Access.PAYWALLED, False),
        "its first and its last": ([*LONG[:3], LONG[-1]], Access.PAYWALLED, False),
        "a cut paragraph before whole ones": ([LONG[0][:80], *LONG[1:4]], Access.PAYWALLED, False),
        "another word in it": ([LONG[0].replace(LONG[0].split()[5], "xyzzy"), *LONG[1:4]], Access.PAYWALLED, False),
        "a paragraph more below": ([*LONG[:3], filler(7)[0]], Access.PAYWALLED, False),
        "words of the wall between": ([LONG[0], "For subscribers", LONG[1]], Access.PAYWALLED, False),
        "free, so cut by its author": (LONG[:4], None, False),
        "other words": (filler(7)[:4], Access.PAYWALLED, False),
        "in another order": (LONG[3::-1], Access.PAYWALLED, False),
        "all of it": (LONG, Access.PAYWALLED, False),
        "nothing": ([], Access.PAYWALLED, False),
    }.values(),
    ids=lambda value: str(value)[:20],
)
def test_what_a_teaser_is(blocks: list[str], access: Access | None, expected: bool) -> None:
    """A beginning of the text before on a page that says so."""
    assert is_teaser("\n\n".join(LONG), article(blocks, access)) is expected
