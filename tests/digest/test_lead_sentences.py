import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.digest.lead_sentences import LIMIT, sentences, summarise

SENTENCES = {
    "plain": ("It rained. It snowed.", 2),
    "question and shout": ("Who knows? Nobody! So be it.", 3),
    "titles": ("Mr. Ito met Dr. Vega and Prof. St. John. They left.", 2),
    "dotted letters before a name": ("The U.N. Security Council met. It sat.", 2),
    "dotted letters at the end": ("They went to the U.N. The council met.", 2),
    "initials": ("J. R. R. Okafor wrote it. She read it.", 2),
    "decimals": ("It cost 3.5 million. It was 4.25 before.", 2),
    "for example": ("Some, e.g. Norway, agreed. Others did not.", 2),
    "number sign": ("Rule No. 5 applies. It is old.", 2),
    "the word no": ("He said no. Then he left.", 2),
    "month": ("It was on Jan. 5 that he left. She stayed.", 2),
    "month at the end": ("It opened in Jan. The court sat.", 2),
    "company": ("Kestrel Inc. Chairman Ito resigned. He is 61.", 2),
    "clock": ("By 4 a.m. on Saturday all was over. By 6 p.m. Ito had gone.", 2),
    "quotation": ("“We are late.” She sighed.", 2),
    "quotation that goes on": ("“Why?” he asked. She sighed.", 2),
    "quotation closed by straight quotes": ('He said: "Go." They went.', 2),
    "brackets": ("It fell (by 3 per cent.) It rose.", 2),
    "ellipsis that goes on": ("It was … well … over. Done.", 2),
    "enumeration": ("1. The first point. 2. The second.", 2),
    "web address": ("See courier.example/a for more. It is free.", 2),
    "german": ("Am 3. Oktober, z.B. in Berlin, wird gefeiert. Dr. Meier kommt.", 2),
    "german quotation": ("„Wir kommen.“ Er ging.", 2),
    "french": ("M. Ricard et Mme. Vidal sont venus. « Oui. » Il est parti.", 3),
    "spanish": ("El Sr. Vega llegó. ¿Por qué? ¡Nadie sabe!", 3),
    "arabic": ("وصل الوفد أمس. هل يبقى؟ لا أحد يعلم.", 3),
    "urdu": ("وہ آئے۔ وہ گئے۔", 2),
    "chinese": ("他来了。他走了！真的？“是。”好", 5),
    "hindi": ("वह आया। वह गया।", 2),
    "no stop": ("No stop here", 1),
    "only stops": ("... ! ?", 1),
    "nothing": ("", 0),
}


@pytest.mark.parametrize(("text", "number"), SENTENCES.values(), ids=SENTENCES)
def test_sentences_end_where_a_reader_ends_them(text: str, number: int) -> None:
    """Abbreviations, decimals and initials end nothing; every script's stops and the quotes after them do."""
    assert len(sentences(text)) == number, sentences(text)


@given(st.text(max_size=300))
def test_cutting_into_sentences_loses_nothing(text: str) -> None:
    """The sentences of a text hold all its characters but spaces, in order."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


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


@pytest.mark.parametrize("unit", [". ", "a.", "1. ", ". »", "“", "U.N. "], ids=repr)
def test_a_text_of_stops_costs_no_more_than_its_length(unit: str) -> None:
    """Tens of thousands of stops are cut without growing cost (as a square it would take minutes)."""
    assert "".join("".join(sentences(unit * 15_000)).split()) == "".join((unit * 15_000).split())


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
