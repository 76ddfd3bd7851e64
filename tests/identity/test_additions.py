"""What a later text adds to what was told, and what adds nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.identity import Additions, additions, as_told
from service.identity.near_duplicates.additions import KEPT

FIRST = (
    "A bomb went off in a market in Galt on Sunday morning and a child was killed, the police said.\n"
    "Dozens of people were injured, most of them by glass, and taken to two hospitals.\n"
    "The traders had put up their stalls an hour before, and the square was full.\n"
    "No group has said that it was behind the attack. Mayor Ana Torvald called for calm."
)
OTHER_TOLL = FIRST.replace(
    "A bomb went off in a market in Galt on Sunday morning and a child was killed, the police said.",
    "The number of dead after the bomb in the market of Galt has risen to five, the hospital said.",
)


def added(text: str, *told: str, title: str | None = None, told_title: str | None = "Bomb in Galt") -> Additions:
    """What a text adds to some others, or to the first report."""
    return additions(as_told(title, text), [as_told(told_title, one) for one in told or (FIRST,)])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FIRST, id="word for word"),
        pytest.param(FIRST.partition("The traders")[0], id="cut"),
        pytest.param(FIRST.replace(", most of them by glass,", ""), id="a clause cut"),
        pytest.param(FIRST.replace("the police said", "the police told reporters"), id="a synonym"),
        pytest.param(FIRST.replace("two hospitals", "2 hospitals"), id="a number in figures"),
        pytest.param(FIRST.replace("Torvald", "Tórvald"), id="an accent"),
        pytest.param("GALT (Agency) - " + FIRST, id="a dateline"),
        pytest.param(FIRST + "\nReporting by Ines Calder; editing by Bo Lind", id="credits"),
        pytest.param(FIRST + "\nPrinted by the Corvo Gazette", id="a printer"),
        pytest.param(FIRST + "\nALSO READ | Five things to know today", id="a teaser of another article"),
        pytest.param(FIRST + "\nPublished: 14:02 BST, 17 May | Updated: 16:20 BST", id="dates of publication"),
        pytest.param(
            FIRST + "\nOur journalism is made possible by readers like you. Sign up for our newsletter. You can "
            "unsubscribe whenever you like.",
            id="a form",
        ),
        pytest.param(
            FIRST + "\nBo Lind has covered courts for the paper for many years and lives by the sea. You can write to "
            "him at our newsroom.",
            id="the life of an author",
        ),
        pytest.param(
            FIRST + "\nAbout the author: Ana Torvald writes on towns. Before joining the paper she taught for 9 years.",
            id="the life of an author who signs the text",
        ),
        pytest.param(
            FIRST
            + "\nAlso read: The traders of Galt | Ten ferries | A week in pictures. Download our app and subscribe to "
            "our newsletter. All rights reserved.",
            id="links in a row, and what the site says behind them",
        ),
        pytest.param(
            FIRST + " If you liked this article, share it with your friends.", id="an appeal at the end of a paragraph"
        ),
        pytest.param(
            FIRST.replace("Dozens of people were injured", "Dozens of people were hurt"), id="hurt for injured"
        ),
        pytest.param(FIRST.replace("a child was killed", "a child was dead"), id="dead for killed"),
        pytest.param(FIRST.replace("went off", "exploded"), id="a phrase of the same meaning"),
        pytest.param(
            FIRST + "\nWir verwenden auf dieser Seite Cookies. Mit einem Klick willigen Sie ein. Mehr finden Sie in "
            "unserer Datenschutzerklärung.",
            id="a consent line in another language",
        ),
    ],
)
def test_nothing_is_added(text: str) -> None:
    """A copy: whole, cut, touched up, or with what states nothing of the matter."""
    assert not added(text)


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        pytest.param(OTHER_TOLL, "risen to five", id="a first paragraph with another toll"),
        pytest.param(FIRST + "\nA man of 23 was charged on Monday.", "charged", id="a paragraph"),
        pytest.param(
            FIRST.replace("Dozens of", "A second device was found under a bus. Dozens of"),
            "second device",
            id="a sentence inside a paragraph",
        ),
        pytest.param(FIRST.replace("two hospitals", "three hospitals"), "three", id="a number"),
        pytest.param(FIRST.replace("Torvald", "Hallan"), "Hallan", id="a name"),
        pytest.param(FIRST.replace("on Sunday", "on Friday"), "Friday", id="a day"),
        pytest.param(FIRST.replace("the square was full", "the square was not full"), "not full", id="a denial"),
        pytest.param(FIRST.replace("No group has said", "A group has said"), "A group", id="a denial left out"),
        pytest.param(FIRST.replace("the police said", "the army said"), "army", id="another speaker"),
        pytest.param(FIRST.replace("full", "empty"), "empty", id="an opposite that no table knows"),
        pytest.param(
            FIRST.replace("was killed,", "was killed while cleaners swept narrow lanes,"),
            "cleaners",
            id="a clause without facts",
        ),
        pytest.param(FIRST + '\n"We heard two blasts," a baker said.', "two blasts", id="a quotation"),
        pytest.param(
            FIRST
            + "\nAlso read: Ten ferries | A week in pictures | The market. Mayor Torvald has resigned over the attack.",
            "resigned",
            id="a sentence behind a row of links",
        ),
        pytest.param(
            FIRST + "\nThe reporters of the newspaper and their readers gave blood at the hospitals.",
            "gave blood",
            id="a sentence about journalists and readers",
        ),
        pytest.param(FIRST + " The roof held.", "roof", id="a sentence of three words"),
        pytest.param(
            FIRST + "\nThe square stays closed until further notice.", "closed", id="a sentence without facts"
        ),
    ],
)
def test_a_fact_that_was_not_told_is_added(text: str, adds: str) -> None:
    """It is given as it is spelt, with its sentence."""
    found = added(text)
    assert found
    assert adds in found.sentences[0]


def test_a_fact_in_place_is_no_new_sentence() -> None:
    """The same sentence with another number may be a variant; a new sentence may not."""
    assert added(FIRST.replace("two hospitals", "three hospitals")).in_place
    assert not added(FIRST + "\nA man of 23 was charged on Monday.").in_place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "警察は火曜日に工場長を逮捕した。町は静かだった。",
            "警察は火曜日に工場長を釈放した。町は静かだった。",
            id="Japanese",
        ),
        pytest.param(
            "قالت الشرطة إن السجين كريم البستاني نقل إلى المستشفى مساء الاثنين.",
            "قالت الشرطة إن السجين هشام الدباغ نقل إلى المستشفى مساء الاثنين.",
            id="Arabic",
        ),
        pytest.param(
            "ตำรวจกล่าวว่ารถมีผู้โดยสารสี่สิบคนและเบรกไม่ทำงานเมื่อเช้าวันอังคาร",
            "ตำรวจกล่าวว่ารถมีผู้โดยสารสี่สิบคนและเบรกทำงานเมื่อเช้าวันอังคาร",
            id="a denial in Thai",
        ),
        pytest.param(
            "検察側は工場長に懲役4年を求刑していた。町は静かだった。",
            "検察側は工場長に懲役五年を求刑していた。町は静かだった。",
            id="a term of years in Japanese",
        ),
        pytest.param(
            "Суд в Озерске отклонил жалобу владельца склада на решение города.",
            "Суд в Озерске удовлетворил жалобу владельца склада на решение города.",
            id="Russian",
        ),
    ],
)
def test_a_word_in_place_of_another_is_a_fact_in_any_language(one: str, other: str) -> None:
    """Names without capitals and opposites among them."""
    assert added(other, one)
    assert not added(one, one)


def test_what_was_told_by_several_is_told() -> None:
    """A text of sentences of the first report and of its update adds nothing, and is said to be as told."""
    mixed = "\n".join((*OTHER_TOLL.split("\n")[:2], *FIRST.split("\n")[2:]))
    found = added(mixed, FIRST, OTHER_TOLL)
    assert not found
    assert found.as_told


def test_figures_and_denials_come_first_and_some_are_kept() -> None:
    """Of many added sentences."""
    plain = [
        f"The street {name} was swept again by people who live in it." for name in ("Aber", "Bolt", "Cant", "Dorn")
    ]
    told = "\n".join((*plain * 1, *(f"{line[:-1]} and nearby." for line in plain * 2)))
    found = added(f"{FIRST}\n{told}\nThe mayor says that 40 shops were broken.")
    assert found.sentences[0] == "The mayor says that 40 shops were broken."
    assert len(found.sentences) <= KEPT


def test_a_changed_figure_is_said_with_what_it_counts() -> None:
    """From the told value to the new one."""
    told = FIRST.replace("a child was killed", "12 people were killed")
    (figure,) = added(told.replace("12 people", "17 people"), told).figures
    assert (figure.what, figure.before, figure.after) == ("people", "12", "17")


@pytest.mark.parametrize(
    ("title", "is_news"),
    [("12 dead in Galt", False), ("Blast in Galt kills 17, police say", True), ("What the mayor knew", False)],
    ids=["as in the text", "another number", "other words"],
)
def test_a_headline_counts_by_its_figures(title: str, is_news: bool) -> None:
    """A number that stands nowhere in what was told, whatever the other words; the text is the same."""
    told = FIRST.replace("a child was killed", "12 people were killed")
    assert bool(added(told, told, title=title)) is is_news


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_adds_something_or_nothing(one: str, other: str) -> None:
    """And none adds to itself."""
    added(one, other, title=other, told_title=one)
    assert not added(one, one)


def test_years_in_other_figures_are_the_same() -> None:
    """A term of years may look like a date in Japanese."""
    assert not added("検察側は工場長に懲役4年を求刑していた。", "検察側は工場長に懲役四年を求刑していた。")
