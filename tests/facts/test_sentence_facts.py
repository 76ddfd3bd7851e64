"""The facts of one sentence."""

from service.facts.sentence_facts import sentence_facts
from service.facts.word_usage import WordUsage

TEXT = (
    "Golden Boy won the race at Ascot on Sunday, 12 May. The jockey was not hurt. "
    "“We are very happy with him,” said Lee. The horse rested."
)
USAGE = WordUsage(TEXT, TEXT)


def test_figures_names_dates_and_denials_are_facts() -> None:
    """Each is comparable with that of another sentence."""
    facts = sentence_facts("At least 17 horses ran at Ascot on Sunday, and none was hurt.", USAGE)
    assert facts.figures == ("17",)
    assert facts.names == {"ascot"}
    assert facts.dates == {"sunday"}
    assert facts.denials == 1
    assert not facts.attributes


def test_a_quotation_is_a_fact_with_who_said_it() -> None:
    """Its words are compared without case and signs."""
    facts = sentence_facts("“We are very happy with him,” said Lee.", USAGE)
    assert facts.quotations == ("we are very happy with him",)
    assert facts.attributes
    assert facts.names == {"lee"}


def test_the_first_word_of_a_sentence_may_be_a_name() -> None:
    """It is one where it is no ordinary word: neither in lower case elsewhere nor one that opens any sentence."""
    assert sentence_facts("Golden Boy won.", USAGE).names == {"golden", "boy"}
    assert not sentence_facts("Horse rested.", USAGE).names
    assert not sentence_facts("The horse rested.", USAGE)


def test_years_are_dates_and_amounts_have_their_units() -> None:
    """So that they are compared with their like."""
    facts = sentence_facts("She paid $3m for nine hundred of them in 2019.", USAGE)
    assert facts.figures == ("3000000 USD", "900")
    assert facts.dates == {"2019"}
    assert not facts.names


def test_sides_of_opposites_are_facts() -> None:
    """By the question that they answer."""
    assert sentence_facts("He was convicted.", USAGE).opposites == {"verdict:guilty"}


def test_a_sentence_without_any_of_it_has_no_facts() -> None:
    """It is false."""
    assert not sentence_facts("They were there.", USAGE)
