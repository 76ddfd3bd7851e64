import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.digest.lead_sentences import LIMIT, summarise


@given(st.text(max_size=900), st.none() | st.text(max_size=40), st.none() | st.text(max_size=900))
def test_a_summary_is_one_short_line(text: str, title: str | None, lead: str | None) -> None:
    """Whatever the text, a summary is one line within the limit."""
    made = summarise(title=title, text=text, lead=lead)
    assert len(made) <= LIMIT
    assert len(made.splitlines()) <= 1


def test_the_first_two_sentences_are_taken() -> None:
    """Two sentences, across paragraphs where the first has one."""
    text = "The council has agreed on the harbour loan.\n\nIt starts in May. It will cost much."
    assert (
        summarise(title="Loan", text=text, lead=None) == "The council has agreed on the harbour loan. It starts in May."
    )


HEADS = {
    "dateline": "Port Amaro, 17 March 2017",
    "salutation": "Dear Madam Secretary,",
    "byline": "By Mara Lindqvist",
    "byline with a stop": "By A. Moreau.",
    "the title again": "COUNCIL agrees:  on the loan!",
    "heading": "What we know",
    "subject line": "Subject: a letter that asks the Secretary to use the powers of article 99 in full and at once",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_what_stands_before_the_text_is_passed_over(head: str) -> None:
    """A block at the head that is no prose, or only repeats the title, is not summary."""
    text = f"{head}\n\nThe mayor signed it on Friday. Work starts in May."
    made = summarise(title="Council agrees on the loan", text=text, lead=None)
    assert made == "The mayor signed it on Friday. Work starts in May."


def test_a_paragraph_cut_off_is_prose_all_the_same() -> None:
    """A block whose last sentence breaks off still has sentences before it."""
    assert summarise(title=None, text="Note\n\nThe mayor signed it. Work starts", lead=None) == (
        "The mayor signed it. Work starts"
    )


def test_a_text_without_prose_is_shown_all_the_same() -> None:
    """A list of short lines is better than nothing."""
    assert summarise(title="List", text="Apples\n\nPears", lead="Fruit.") == "Apples Pears"


def test_the_lead_stands_in_for_a_text_that_is_missing() -> None:
    """Without a text the lead is summarised; without both the summary is empty."""
    assert summarise(title="T", text=" \n ", lead="One here. Two here. Three.") == "One here. Two here."
    assert summarise(title="T", text="", lead=None) == ""


def test_chinese_sentences_are_joined_without_a_space() -> None:
    """A space between them would be a fault of type."""
    assert (
        summarise(title=None, text="市议会决定展开调查。委员会由九人组成。完。", lead=None)
        == "市议会决定展开调查。委员会由九人组成。"
    )


def test_a_long_sentence_is_cut_at_a_word() -> None:
    """The cut says that it is one, and leaves whole words."""
    made = summarise(title=None, text="harbour " * 200, lead=None)
    assert made.endswith("harbour…")
    assert len(made) > LIMIT - 10


def test_an_unspaced_sentence_is_cut_between_letters_not_before_a_mark() -> None:
    """A vowel sign stays with its letter where no space is near."""
    made = summarise(title=None, text="कि" * 400, lead=None)
    assert made == "कि" * (len(made) // 2) + "…"
