"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.sentences import sentence_ends, sentences

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


@given(st.text(alphabet="ab .。\n \u00a0”", max_size=30))
def test_ends_rise_to_the_end_of_the_text(text: str) -> None:
    """Between them they hold all of it, spaces included, and each sentence has something to be seen."""
    ends = list(sentence_ends(text))
    assert ends[-1:] == ([len(text)] if text.strip() else [])
    assert all(text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False))


@pytest.mark.parametrize("unit", [". ", "a.", "1. ", ". »", "“", "U.N. "], ids=repr)
def test_a_text_of_stops_costs_no_more_than_its_length(unit: str) -> None:
    """Tens of thousands of stops are cut without growing cost (as a square it would take minutes)."""
    assert "".join("".join(sentences(unit * 15_000)).split()) == "".join((unit * 15_000).split())
