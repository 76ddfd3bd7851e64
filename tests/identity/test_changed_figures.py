"""Which figures of an update are said to have had another value, and which are not."""

import pytest

from service.identity import additions, as_told

REST = " The blast broke windows around the Galt market, and the mayor closed the square until Monday."
TITLE = "Blast in Galt"


def changes(told: str, later: str, title: str = TITLE, later_title: str = TITLE) -> list[tuple[str, str, str]]:
    """What is counted, and its value before and after."""
    found = additions(as_told(later_title, later + REST), [as_told(title, told + REST)])
    assert found
    return [(one.what, one.before, one.after) for one in found.figures]


IN_PLACE = {
    "a toll": ("Police said {} people were killed in the blast.", "12", "17", "people"),
    "a sum": ("The insurer put the loss at {} on Friday.", "$3 million", "$5 million", ""),
    "a thing": ("The fire destroyed {} houses in the valley on Sunday night.", "12", "17", "houses"),
    "one of two tolls": ("The attack killed two people and injured {} people.", "30", "45", "people"),
}


@pytest.mark.parametrize(("sentence", "before", "after", "what"), IN_PLACE.values(), ids=IN_PLACE)
def test_a_figure_in_the_told_sentence_has_changed(sentence: str, before: str, after: str, what: str) -> None:
    """Of the same noun or unit, with the same words around it."""
    assert changes(sentence.format(before), sentence.format(after)) == [(what, before, after)]


def test_a_toll_may_stand_anywhere() -> None:
    """In another sentence, or in the headline, if it is the only one of its kind."""
    assert changes(
        "The toll is heavy, with 12 dead.", "Rescuers who searched all night found that 17 dead lie in the hall."
    ) == [("dead", "12", "17")]
    text = "It was a market day."
    assert changes(text, text, "12 dead in Galt", "17 dead in Galt") == [("dead", "12", "17")]


KILLED = "The attack on Sunday killed two people in Galt."
OF_OTHER_THINGS = {
    "the wounded and the dead": (KILLED, f"{KILLED} At least 83 people were wounded in the attack."),
    "in one place": (
        "At least two people were killed in the attack on Sunday.",
        "At least 83 people were wounded in the attack on Sunday.",
    ),
    "without a word for it": (
        "Killing at least two people, the blast shook the town on Sunday.",
        "Wounding at least 83 people, the blast shook the town on Sunday.",
    ),
    "a noun in another sentence": (
        "At least 25 shots were heard near the bridge.",
        "A soldier says that he fired 41 shots at a drone last year.",
    ),
    "a toll of another place": (KILLED, f"{KILLED} A fire on Monday killed five people in Corvo."),
    "a sum and a number": ("The mayor was given 28 tickets.", "The mayor was given gifts worth £107,000."),
    "two new figures": (
        KILLED,
        "The attack on Sunday killed 5 people in Galt. The attack on Monday killed 9 people in Galt.",
    ),
    "the same number": (KILLED, "The attack on Sunday killed two women in Galt."),
}


@pytest.mark.parametrize(("told", "later"), OF_OTHER_THINGS.values(), ids=OF_OTHER_THINGS)
def test_figures_of_other_things_have_not_changed(told: str, later: str) -> None:
    """People killed and people wounded, and figures of unrelated sentences: the sentence itself tells them."""
    assert changes(told, later) == []


SINGLE = {
    "an article": ("A child died on Sunday.", "Five people are dead since Sunday.", ("dead", "A child died", "Five")),
    "passive": (
        "Police said one person was killed.",
        "Police said four people were killed.",
        ("killed", "one person was killed", "four"),
    ),
    "active": ("The blast killed a child.", "The blast killed five people.", ("killed", "killed a child", "five")),
    "injured": ("A man was injured.", "Nine men were injured.", ("injured", "A man was injured", "Nine")),
    "arrested": ("A man was arrested.", "Three men were arrested.", ("arrested", "A man was arrested", "Three")),
}


@pytest.mark.parametrize(("told", "later", "change"), SINGLE.values(), ids=SINGLE)
def test_a_toll_stands_for_a_single_victim(told: str, later: str, change: tuple[str, str, str]) -> None:
    """It was told without a figure, and is said in the words by which it was."""
    assert changes(told, later) == [change]


def test_a_headline_tells_of_a_single_victim() -> None:
    """Without an article."""
    text = "It was a market day."
    assert changes(text, text, "Child dead in Galt blast", "Galt blast leaves five dead") == [
        ("dead", "Child dead", "five")
    ]


@pytest.mark.parametrize(
    ("language", "told", "later", "change"),
    [
        (
            "German",
            "Ein Kind starb bei der Explosion am Sonntag, wie die Polizei mitteilte.",
            "Fünf Menschen starben bei der Explosion am Sonntag, wie die Polizei mitteilte.",
            ("starben", "Ein Kind starb", "Fünf"),
        ),
        (
            "Spanish",
            "Un niño murió en la explosión del domingo, según la policía de la ciudad.",
            "Cinco personas murieron en la explosión del domingo, según la policía de la ciudad.",
            ("murieron", "Un niño murió", "Cinco"),
        ),
    ],
)
def test_a_single_victim_in_other_languages(language: str, told: str, later: str, change: tuple[str, str, str]) -> None:
    """By the tables of opposites and of numbers."""
    (figure,) = additions(as_told(None, later), [as_told(None, told)]).figures
    assert (figure.what, figure.before, figure.after) == change


NO_SINGLE = {
    "two clauses": ("A child died on Sunday. Another man died later.", "Five people died."),
    "denied": ("A child has not been killed.", "Five people have been killed."),
    "who killed": ("A bomb killed, it was said on Sunday.", "Five people were killed by the bomb on Sunday."),
    "a place": ("In a house died the last of the horses.", "Five people died."),
    "another side": ("A child was injured on Sunday.", "Five people were killed on Sunday."),
    "several": ("Several people died on Sunday.", "Five people died on Sunday."),
}


@pytest.mark.parametrize(("told", "later"), NO_SINGLE.values(), ids=NO_SINGLE)
def test_no_single_victim_was_told(told: str, later: str) -> None:
    """Or it is not sure that one was."""
    assert changes(told, later) == []
