import pytest

from service.identity.stories.story_terms import story_terms

from .accounts import FERRY, FRENCH


def test_names_are_words_with_a_capital_inside_a_sentence() -> None:
    """A capital at the beginning of a sentence tells nothing; terms are beginnings of words, without case."""
    terms = story_terms(
        title=None, text="Yesterday a ferry ran aground. Passengers of the Halcyon’s crew wait.", language=None
    )
    assert terms.names == ("halcyon",)
    assert {"yesterd", "ferry", "passeng"} <= set(terms.words)


@pytest.mark.parametrize(
    "title",
    ["KESTREL BANK ISSUES EUROBOND IN LONDON", "Kestrel Bank Issues Eurobond In London"],
    ids=["capitals", "each word with one"],
)
def test_the_capitals_of_a_headline_make_no_names(title: str) -> None:
    """Where every word has one; what is a name, the text says."""
    terms = story_terms(title=title, text="The loan of the Kestrel is one of more to come, it said.", language=None)
    assert terms.names == ("kestrel",)
    assert {"eurobon", "issues", "london"} <= set(terms.words)


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [(FERRY[0], None, "en"), (FERRY[0], "fr", "en"), (FRENCH, "fr-CA", "fr"), (FRENCH, "en", ""), ("Goal!", "en", "")],
    ids=["English unstated", "English said to be French", "French", "French said to be English", "too short to tell"],
)
def test_english_is_told_by_its_words(text: str, stated: str | None, language: str) -> None:
    """Of other languages the page is believed; of English it is not, as many publishing systems say so always."""
    assert story_terms(title=None, text=text, language=stated).language == language


def test_numbers_stay_whole_and_writing_without_spaces_is_cut_in_pairs() -> None:
    """So that 1200000 and 1200001 differ, and a Chinese sentence is more than one word."""
    terms = story_terms(title="渡轮搁浅", text="It took 120000000 dollars and 120000001 euros.", language=None)
    assert {"120000000", "120000001", "渡轮", "轮搁", "搁浅"} <= set(terms.words)


@pytest.mark.parametrize("text", ["", "\n\n", "…", "\x00\ud800", "a"], ids=["empty", "lines", "stop", "junk", "letter"])
def test_a_text_without_words_tells_nothing(text: str) -> None:
    """And is no error."""
    assert not story_terms(title=None, text=text, language=None).all_terms


def test_ten_megabytes_are_read_from_their_beginning() -> None:
    """What a text says late does not count."""
    terms = story_terms(title=None, text="the harbour " * 1_000_000 + "Zanzibar", language=None)
    assert terms.all_terms == ("harbour", "the")
