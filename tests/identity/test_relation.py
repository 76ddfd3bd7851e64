"""Copies, variants, and what is neither."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.identity import ComparedWords, MatchKind, Piece, relation, text_hash
from tests.sample_articles import UNRELATED

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TOLL = (
    "At least 12 people were killed when a ferry ran onto rocks off Corvo on Sunday evening, the coast guard said. "
    "The boat had left Galt an hour earlier with 46 passengers and was not overloaded, its owner told reporters. "
    "Fishermen pulled survivors out of the water until a helicopter came from the mainland after midnight. "
    "Minister Ana Torvald promised an inquiry and said that the old lighthouse had been dark for weeks."
)
FERRY, MASKS = ("\n\n".join(UNRELATED[number][1]) for number in (0, 1))
NOTICE = "The central bank added reserves on Friday through customer repurchases, a spokesman said."


def piece(text: str, title: str | None = "Title", *, host: str = "a.example", hours: float = 0) -> Piece:
    return Piece(
        title=title,
        words=ComparedWords(text),
        hashes=frozenset({text_hash(text)} - {""}),
        host=host,
        at=NOW + timedelta(hours=hours),
    )


def kind(one: Piece, other: Piece) -> str | None:
    found = relation(one, other)
    return found and str(found.kind)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("12 people", "17 people", ("number", "12", "17"), id="a toll"),
        pytest.param("12 people were killed", "17 men and women died", ("number", "12", "17"), id="in other words"),
        pytest.param("12 people", "seventeen people", ("number", "12", "17"), id="spelt out"),
        pytest.param("46 passengers", "64 passengers", ("number", "46", "64"), id="figures turned round"),
        pytest.param("was not overloaded", "was overloaded", ("denial", "not", ""), id="a denial left out"),
        pytest.param("Sunday evening", "Monday evening", ("date", "sunday", "monday"), id="another day"),
        pytest.param("off Corvo on", "off Dunmere on", ("name", "Corvo", "Dunmere"), id="another place"),
    ],
)
def test_a_changed_fact_makes_a_variant(old: str, new: str, expected: tuple[str, str, str]) -> None:
    """It is linked with what differs, and never folded."""
    found = relation(piece(TOLL), piece(TOLL.replace(old, new), host="b.example", hours=2))
    assert found is not None
    assert found.kind is MatchKind.VARIANT
    assert expected in [(d.kind, d.one, d.other) for d in found.differing]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TOLL.replace("12", "twelve"), id="the same number spelt out"),
        pytest.param(f"CORVO (Agency) - {TOLL}", id="a dateline before it"),
        pytest.param(TOLL.replace("an hour earlier ", ""), id="a few words cut"),
        pytest.param(TOLL.replace(", its owner told reporters", ""), id="a clause cut"),
        pytest.param(TOLL.replace("'", "’").upper(), id="in capitals"),
        pytest.param(TOLL.rpartition("Minister")[0], id="the last sentence cut"),
        pytest.param(TOLL.partition("Fishermen")[0] + "… Continue reading", id="a teaser"),
        pytest.param(f"{TOLL} A band of 30 will play for them in March.", id="a sentence more, with a number"),
        pytest.param(TOLL.replace("Corvo", "Córvo"), id="another spelling of a name"),
    ],
)
def test_what_is_cut_or_touched_up_is_a_copy(text: str) -> None:
    """At another site, under another title, a week later."""
    assert kind(piece(TOLL), piece(text, "Another title", host="b.example", hours=90)) == "copy"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(piece(FERRY), piece(MASKS), None, id="another article"),
        pytest.param(piece(NOTICE), piece(NOTICE, hours=2), "copy", id="a notice seen twice"),
        pytest.param(piece(NOTICE), piece(NOTICE, hours=500), None, id="a notice issued again"),
        pytest.param(piece(NOTICE), piece(NOTICE, "Other"), None, id="a notice under another title"),
        pytest.param(piece(FERRY), piece(FERRY, hours=5000), None, id="a short text on its own site, months later"),
        pytest.param(piece(FERRY, host="b"), piece(FERRY, hours=5000), "copy", id="on another site, months later"),
        pytest.param(piece(TOLL), piece(TOLL.replace("12", "9"), hours=200), None, id="an issue of a series"),
        pytest.param(
            piece(TOLL), piece(TOLL.replace("12", "9").replace("Sunday", "Monday"), hours=24), None, id="a daily issue"
        ),
        pytest.param(piece(""), piece(""), None, id="no text"),
        pytest.param(piece("Yes", None), piece("yes.", None), "copy", id="one word, no title"),
        pytest.param(piece("Yes"), piece("No"), None, id="another word"),
        pytest.param(piece(TOLL, "12 dead"), piece(TOLL, "17 dead"), "variant", id="the number is in the title"),
    ],
)
def test_times_sites_and_titles_are_evidence(one: Piece, other: Piece, expected: str | None) -> None:
    """A series stays separate; a text without words is nobody's copy."""
    assert kind(one, other) == expected


RACE = (
    "{0}, trained at Marlow and ridden by an apprentice, won the first race of the day by two lengths from the "
    "favourite on soft ground in front of a small crowd. The judge called for a photograph before the result was "
    "announced. The winner will run again in a fortnight, its trainer said."
)


@pytest.mark.parametrize("hours", [0, 2, 500])
@pytest.mark.parametrize("host", ["a.example", "b.example"])
@pytest.mark.parametrize(
    ("text", "title", "one", "other"),
    [
        pytest.param(RACE, "{0} wins at Marlow", "Lovely Day", "Golden Boy", id="a horse"),
        pytest.param(
            "The price of {0} held steady in thin trade at the market on Friday, dealers said, with supplies from the "
            "south still short. Growers expect the first {0} of the new season in two weeks, when a kilo may be sold "
            "for less than a crown. Exports were small.",
            "{0} price steady in thin trade",
            "mango",
            "apple",
            id="a fruit",
        ),
        pytest.param(
            "{0}は水曜日、取締役会を開き、新しい社長に専務が昇格する人事を決めたと発表した。現社長は会長に就く。六月の株主総会の後に就任する。",
            "{0}、新社長に専務",
            "東都製紙",
            "北陽電機",
            id="a company in Japanese",
        ),
    ],
)
def test_notices_by_one_template_are_strangers(
    text: str, title: str, one: str, other: str, host: str, hours: float
) -> None:
    """Neither copies nor variants, whatever the hours between them."""
    first, second = (piece(text.format(name), title.format(name)) for name in (one, other))
    assert kind(first, piece(second.words.text, second.title, host=host, hours=hours)) is None


SENTENCES = [sentence + " " for text in (TOLL, *UNRELATED[0][1]) for sentence in text.split(". ")]


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_it_is_the_same_from_both_sides(one: list[str], other: list[str]) -> None:
    """Whichever came first."""
    here, there = piece("".join(one)), piece("".join(other))
    found, turned = relation(here, there), relation(there, here)
    assert (found and found.kind, found and found.covered) == (turned and turned.kind, turned and turned.covers)


@given(st.text(max_size=300), st.text(max_size=300))
@example("_", "")
def test_any_text_has_a_relation_or_none(one: str, other: str) -> None:
    """Also control characters, lone surrogates, scripts without words. An underscore counts for the hash only."""
    relation(piece(one, other), piece(other, one))
    found = relation(piece(one), piece(one))
    assert (found is not None) == bool(text_hash(one) or ComparedWords(one).folded)
