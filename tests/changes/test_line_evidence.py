"""What came and went by the word of the page, and what must never be hidden by it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.changes import compare, line_evidence, whole_paragraphs_changed
from service.models import Article, BlockKind, Line, TextBlock

LONG = 50
A = "The council of the valley met on Monday evening and put off its vote on the dam."
B = "Engineers had warned for years that the embankment was too low, as a report says."
C = "Officials said that 12 families had been brought to the school on the hill above the river."
D = "Rescue teams worked through the night at the bridge, where the river left its bed on Friday."
NOTE = "Correction: an earlier version of this article gave the wrong year for the building of the dam."


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: its lines, and the text that was taken from it."""

    lines: tuple[Line, ...]
    article: Article


def page(*lines: str, lead: str | None = None, boilerplate: tuple[str, ...] = ()) -> Page:
    """A page of these lines; `+` begins one that is taken for text, `^` (behind it) a link, `~` what is hidden."""
    made: list[Line] = []
    blocks: list[TextBlock] = []
    for line in lines:
        text = line.lstrip("+^~")
        marks = line[: len(line) - len(text)]
        is_long = len(text) >= LONG and "^" not in marks
        made.append(Line(text, is_link="^" in marks, is_long=is_long, is_hidden="~" in marks))
        if "+" in marks:
            blocks.append(TextBlock(text))
    return Page(tuple(made), Article(blocks=tuple(blocks), lead=lead, boilerplate=boilerplate))


def settled(old: Page, new: Page, *, kept: bool = True) -> Article:
    """The new text; `kept`: the old page is there to be asked."""
    found = line_evidence(old.article, new.article, before=old.lines if kept else (), now=new.lines)
    return new.article if found is None else found.applied_to(new.article)


def told(old: Page, new: Page, *, kept: bool = True) -> tuple[str, ...]:
    """The kinds of the edit that is left."""
    edit = compare(old.article, settled(old, new, kept=kept))
    return edit.kinds if edit else ()


BESIDE = ("Most read", "^Another story of the day", "Sources")

# ── what only our opinion of it turned ────────────────────────────────────────────────────────────────────────────

TURNED = [
    pytest.param(("+" + A, "+" + B, "+" + C), ("+" + A, B, "+" + C), id="a paragraph"),
    pytest.param(("+" + A, "+" + B, "+Sources", "+" + C), ("+" + A, "+" + B, "Sources", "+" + C), id="a heading"),
    pytest.param(
        ("+" + A, "Shares: 12", "+Sources", "+" + C), ("+" + A, "Shares: 17", "Sources", "+" + C), id="before"
    ),
    pytest.param(
        ("+" + A, "+Sources", "Shares: 12", "+" + C), ("+" + A, "Sources", "Shares: 17", "+" + C), id="behind"
    ),
    pytest.param(("+" + A, "+" + B, "+^See also"), ("+" + A, "+" + B, "^See also"), id="a link"),
    pytest.param(("+" + A, "+" + B, "+^x", "+^y", "+^z"), ("+" + A, "+" + B, "^x", "^y", "^z"), id="a list of links"),
    pytest.param(("+" + A, "+" + B, "+~Answer"), ("+" + A, "+" + B, "~Answer"), id="hidden on both"),
    pytest.param(("+" + A, "+" + B, "+" + B), ("+" + A, "+" + B, B), id="the second of two"),
    pytest.param(
        ("+" + A, "+" + B, "+" + C), ("+" + A, "An advertisement", B, "Another one", "+" + C), id="with advertisements"
    ),
    pytest.param(("+" + A, "+" + B, "+He said “no”."), ("+" + A, "+" + B, 'He said "no".'), id="other glyphs"),
]


@pytest.mark.parametrize(("old", "new"), TURNED)
def test_what_still_stands_has_not_gone(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """It stays in the text, where it stood."""
    before, now = page(*old, *BESIDE), page(*new, *BESIDE)
    assert whole_paragraphs_changed(before.article, now.article)
    assert told(before, now) == ()


@pytest.mark.parametrize(("new", "old"), TURNED)
def test_what_stood_there_before_has_not_come(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """It is left out, as it was."""
    assert told(page(*old, *BESIDE), page(*new, *BESIDE)) == ()


def test_a_paragraph_stays_at_its_place() -> None:
    """Before the blocks that follow it on the page, as it is written there, and of the kind it has there."""
    old = page("+" + A, "+“Sources”", "+" + B, "+" + C)
    new = page("+" + A, '"Sources"', "+A new paragraph.", "+" + B, C)
    lines = [*new.lines[:1], Line(new.lines[1].text, BlockKind.HEADING), *new.lines[2:]]
    found = line_evidence(old.article, new.article, before=old.lines, now=lines)
    assert found is not None
    assert found.applied_to(new.article).blocks == (
        TextBlock(A),
        TextBlock('"Sources"', BlockKind.HEADING),
        TextBlock("A new paragraph."),
        TextBlock(B),
        TextBlock(C),
    )


def test_all_of_the_text_may_turn() -> None:
    """Another box was taken for the article's; all that was there is there, and what is outside was."""
    assert told(page("+" + C, "+" + D, A, B), page(C, D, "+" + A, "+" + B)) == ()


def test_an_edit_beside_it_is_told_alone() -> None:
    """For what it is."""
    old = page("+" + A, "+" + B, "+" + C, D)
    assert told(old, page("+" + A, B, "+" + C.replace("12", "17"), "+" + D)) == ("number",)
    assert told(old, page("+" + A, B, "+" + C, "+Nobody was hurt.", "+" + D)) == ("paragraph_added",)
    assert told(old, page(B, "+" + C, "+" + D)) == ("paragraph_removed",)


def test_an_edit_of_what_turned_is_told_for_what_it_is() -> None:
    """The paragraph that is taken for none of the text any more was rewritten, too."""
    old, new = page("+" + A, "+" + B, "+" + C, "+" + D), page("+" + A, "+" + B, C.replace("12", "17"), "+" + D)
    assert told(old, new) == told(old, new, kept=False) == ("number",)
    assert settled(old, new).paragraphs == (A, B, C.replace("12", "17"), D)


def test_a_paragraph_is_never_doubled() -> None:
    """Not where its edited self is in the text, nor where it stands elsewhere in it."""
    old, edited = page("+" + A, "+" + C, "+" + D), C.replace("12", "17")
    new = page("+" + A, "+" + edited, "Officials said that nobody was at home in the school on the hill.", D)
    assert settled(old, new).paragraphs == (A, edited, D)
    old, new = page("+" + A, "+" + B, "+" + C, "Box", B, "+" + D), page("+" + A, B, "+" + C, "Box", "+" + B, D)
    assert sorted(settled(old, new).paragraphs) == sorted((A, B, C, D))


def test_an_edit_of_what_came_is_never_lost() -> None:
    """It was none of the text; as it reads now it never stood there."""
    assert told(page("+" + A, "+" + B, C), page("+" + A, "+" + B, "+" + C.replace("12", "17"))) == ("paragraph_added",)


def test_without_the_page_before_only_what_still_stands_is_known() -> None:
    """What came may have stood there, or not: it is told."""
    old = page("+" + A, "+" + B, "+Sources", "+" + C)
    assert told(old, page("+" + A, B, "+Sources", "+" + C), kept=False) == ()
    assert told(old, page("+" + A, "+" + B, "Sources", "+" + C), kept=False) == ()
    assert told(page("+" + A, "+" + B, C), page("+" + A, "+" + B, "+" + C), kept=False) == ("paragraph_added",)


def test_what_was_left_out_as_the_hosts_is_not_touched() -> None:
    """It was of the text as extracted: whoever knows the host leaves it out."""
    old, new = page("+" + A, "+" + B, C, boilerplate=(C,)), page("+" + A, B, "+" + C)
    assert not whole_paragraphs_changed(old.article, page("+" + A, "+" + B, "+" + C).article)
    assert settled(old, new).paragraphs == (A, B, C)


def test_a_lead_that_is_left_out_is_none() -> None:
    """And the fingerprint is no more that of the text."""
    found = settled(page("+" + A, "+" + B, C), page("+" + A, "+" + B, "+" + C, lead=C))
    assert (found.lead, found.fingerprint) == (None, None)
    assert settled(page("+" + A, "+" + B, C), page("+" + A, "+" + B, "+" + C, lead=A)).lead == A


# ── what must be told ─────────────────────────────────────────────────────────────────────────────────────────────

CONTENTS = ("On this page", "The dam", "The costs", "The vote")
TEASER = ("Related", "^" + B, "^Another story")
DISCUSSION = ("2 comments", "Ann Lee", B, "That is what the report says.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(("+" + A, "+" + B, "+" + C), ("+" + A, "+" + C), id="it is gone"),
        pytest.param(
            (*CONTENTS, "+The dam", "+" + A, "+The costs", "+" + B, "+The vote", "+" + C),
            (*CONTENTS, "+The dam", "+" + A, "+" + B, "+The vote", "+" + C),
            id="a heading that stands in the contents",
        ),
        pytest.param(
            ("^Home", "^Sport", "^Ann Lee", "+" + A, "+" + B, "+Ann Lee", "+" + C),
            ("^Home", "^Sport", "^Ann Lee", "+" + A, "+" + B, "+" + C),
            id="a name that stands in the navigation",
        ),
        pytest.param(
            ("+" + A, "+" + B, "+Read more", "+" + C, "Box", "Read more"),
            ("+" + A, "+" + B, "+" + C, "Box", "Read more"),
            id="read more",
        ),
        pytest.param(
            ("+" + A, "+" + B, "+Ann Lee", "+" + C), ("+" + A, "+" + B, "+" + C, "Contact", "Ann Lee"), id="a name"
        ),
        pytest.param(("+" + A, "+" + B, "+" + C, "+" + B), ("+" + A, "+" + B, "+" + C), id="one of two"),
        pytest.param(("+" + A, "+" + B, "+" + C), ("+" + A, "+" + C, *TEASER), id="now in a teaser"),
        pytest.param(("+" + A, "+" + B, "+" + C, *TEASER), ("+" + A, "+" + C, *TEASER), id="a teaser as before"),
        pytest.param(("+" + A, "+" + B, "+" + C), ("+" + A, "^" + B, "+" + C), id="a link in its place"),
        pytest.param(("+" + A, "+" + B, "+" + C), ("+" + A, "~" + B, "+" + C), id="hidden in its place"),
        pytest.param(
            ("+" + A, "+" + B, "+" + C, *DISCUSSION), ("+" + A, "+" + C, *DISCUSSION), id="quoted in a comment before"
        ),
        pytest.param(("+" + A, "+" + B, "+" + C), ("+" + A, "+" + C, *DISCUSSION), id="quoted in a comment since"),
        pytest.param(("+" + A, "+" + C, "+" + D, B), ("+" + A, B, "+" + C), id="beside a pull quote that moved"),
        pytest.param(
            ("+" + A, "+" + B, "+" + C), ("+" + A, "+" + C, f"{B} So the caption of the picture."), id="in a caption"
        ),
        pytest.param(("+" + A, "+" + B, "+" + C), ("+" + A, B[:60], "+" + C), id="its beginning in its place"),
        pytest.param(
            ("+" + A, "+" + B, "+" + C), ("+" + A, B.replace("years", "days")[:-9], "+" + C), id="other words"
        ),
    ],
)
@pytest.mark.parametrize("kept", [True, False], ids=["page kept", "no page kept"])
def test_what_went_is_told(old: tuple[str, ...], new: tuple[str, ...], kept: bool) -> None:
    """Wherever else on the page its words may stand."""
    assert told(page(*old), page(*new), kept=kept)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(("+" + A, "+" + C), ("+" + A, "+" + B, "+" + C), id="it is new"),
        pytest.param(
            (*CONTENTS, "+" + A, "+" + B, "+" + C), (*CONTENTS, "+" + A, "+The costs", "+" + B, "+" + C), id="a heading"
        ),
        pytest.param(("+" + A, "+" + C, *TEASER), ("+" + A, "+" + B, "+" + C, *TEASER), id="of a teaser"),
        pytest.param(("+" + A, "+" + C, *DISCUSSION), ("+" + A, "+" + B, "+" + C, *DISCUSSION), id="of a comment"),
        pytest.param(("+" + A, "^" + B, "+" + C), ("+" + A, "+" + B, "+" + C), id="it was a link"),
        pytest.param(("+" + A, "~" + B, "+" + C), ("+" + A, "+" + B, "+" + C), id="it was hidden"),
        pytest.param(("+" + A, "+" + C, "+" + D, B), ("+" + A, "+" + B, "+" + C, "+" + D), id="it was an aside's"),
        pytest.param(("+" + A, "+" + C, NOTE), ("+" + A, "+" + C, "+" + NOTE), id="a correction beside the text"),
    ],
)
def test_what_came_is_told(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Wherever else its words stood; and a correction even where it stood: nobody has been told of it."""
    assert told(page(*old), page(*new))


def test_a_correction_that_still_stands_has_not_gone() -> None:
    """Nothing was taken back."""
    assert told(page("+" + A, "+" + C, "+" + NOTE), page("+" + A, "+" + C, NOTE)) == ()


def test_another_page_is_read_by_itself() -> None:
    """Less than half of the text stands on it: a list, another article, a wall. What it shares settles nothing."""
    old = page("+" + A, "+" + B, "+" + C, "+" + D, "+About us")
    new = page("+Another article about another matter, of the same length as a line.", A, "About us")
    assert settled(old, new) is new.article


def test_a_text_that_was_none_is_read_anew() -> None:
    """What stood beside the old text is more than that: it had been misread, and is not kept for ever."""
    old, new = page("+Sign up for our newsletter", A, B), page("+Sign up for our newsletter", "+" + A, "+" + B)
    assert settled(old, new).paragraphs == ("Sign up for our newsletter", A, B)


def test_a_short_line_alone_is_no_evidence() -> None:
    """Neither the line before it nor the one behind is the same."""
    old = page("+" + A, "+" + B, "+" + C, "Here", "+Ann Lee", "There")
    assert told(old, page("+" + A, "+" + B, "+" + C, "Now", "Ann Lee", "Then")) == ("paragraph_removed",)


def test_word_edits_and_moves_ask_no_page() -> None:
    """Nothing came or went as a whole."""
    old = page("+" + A, "+" + B, "+" + C, "+" + D).article
    assert not whole_paragraphs_changed(old, page("+" + A, "+" + B, "+" + C.replace("12", "17"), "+" + D).article)
    assert not whole_paragraphs_changed(old, page("+" + B, "+" + A, "+" + C, "+" + D).article)
    assert not whole_paragraphs_changed(old, old)


def test_megabytes_that_all_are_others_ask_no_page() -> None:
    """Another text altogether."""
    one, other = (Article(blocks=tuple(TextBlock(f"{word} {n} " * 30) for n in range(6_000))) for word in "ab")
    assert not whole_paragraphs_changed(one, other)
    assert whole_paragraphs_changed(one, Article(blocks=other.blocks[:10]))


# ── on any page ───────────────────────────────────────────────────────────────────────────────────────────────────

TEXTS = st.sampled_from([A, B, C, D, C.replace("12", "17"), NOTE, "Sources", "Ann Lee", "Read more", "12", "17"])
MARKS = st.sampled_from(["+", "+", "+", "", "^", "+^", "~"])
PAGES = st.lists(st.builds(str.__add__, MARKS, TEXTS), max_size=9)


@given(old=PAGES, new=PAGES, kept=st.booleans())
def test_nothing_is_told_or_hidden_against_the_page(old: list[str], new: list[str], kept: bool) -> None:
    """Whatever stays stands on the page; whatever is left out stood on the page before, and was none of the text."""
    before, now = page(*old), page(*new)
    found = settled(before, now, kept=kept)
    shown, stood = [line.text for line in now.lines], [line.text for line in before.lines]
    for text in found.paragraphs:
        assert text in now.article.paragraphs or text in shown
    for text in set(now.article.paragraphs) - set(found.paragraphs):
        assert kept
        assert text in stood
        assert text != NOTE
    for text in before.article.paragraphs:
        assert text in found.paragraphs or text not in shown or told(before, now, kept=kept)


@given(lines=st.lists(st.sampled_from([A, B, C, D, NOTE]), unique=True), data=st.data())
def test_on_a_page_of_the_same_lines_no_paragraph_was_removed(lines: Sequence[str], data: st.DataObject) -> None:
    """However our opinion of them turned."""
    old, new = (page(*[data.draw(st.sampled_from(["+", ""])) + line for line in lines]) for _ in range(2))
    if old.article.blocks:
        assert "paragraph_removed" not in told(old, new)
