"""Sentences that came into a paragraph, or went from it: kinds of their own, with the facts in them."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.changes import compare
from service.changes.alignment import Hunk
from service.changes.sentence_diff import MOST, sentence_hunks
from service.changes.word_diff import diff_runs
from service.facts.words import words
from service.models import Edit, Op


@dataclass(frozen=True, slots=True)
class Version:
    text: str
    title: str | None = None


MIRROR = {"sentence_added": "sentence_removed", "sentence_removed": "sentence_added"}
FIRST, SECOND, THIRD = (
    "The council met on the harbour plan for most of the day.",
    "It has voted for the loan in the end.",
    "Work on the new wall may begin in spring.",
)
PARAGRAPH = f"{FIRST} {SECOND} {THIRD}"


def edit(old: str, new: str) -> Edit:
    found = compare(Version(old), Version(new))
    assert found is not None
    return found


# fact: (sentence, kinds beside that it was added)
ADDED = {
    "plain": ("The bakers along the quay kept their shops open and gave bread to all who came by.", []),
    "number": ("At least 17 people were hurt in the crush near the gate, and the road stayed closed.", ["number"]),
    "quotation": ("“We shall stay in this place until the last house is dry and the road is open.”", ["quote"]),
    "denial": ("The mayor did not answer questions about who would pay for the repairs on the wall.", ["negation"]),
    "name": ("The papers had been seen by Maria Lopez in the small office near the port before then.", ["name"]),
    "date": ("The next meeting is to be held on Monday in the old hall beside the river.", ["date"]),
    "attribution": ("Police said the cause was being looked at by a team from the city.", ["attribution"]),
    "titles end no sentence": (
        "The papers were seen by Mr. Lopez and Dr. Ito in the office of the U.N. then.",
        ["name"],
    ),
    "all": (
        "“We will not leave on Monday,” said Maria Lopez, one of 17 people in the hall.",
        ["number", "quote", "negation", "name", "date", "attribution"],
    ),
}
PLACES = {
    "first": lambda sentence: f"{sentence} {PARAGRAPH}",
    "between": lambda sentence: f"{FIRST} {sentence} {SECOND} {THIRD}",
    "last": lambda sentence: f"{PARAGRAPH} {sentence}",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("sentence", "facts"), ADDED.values(), ids=ADDED)
def test_a_sentence_added_carries_the_facts_in_it(sentence: str, facts: list[str], place: str) -> None:
    """Wherever in the paragraph it stands and however long it is; removing it is of the same facts."""
    new = PLACES[place](sentence)
    assert list(edit(PARAGRAPH, new).kinds) == [*facts, "sentence_added"]
    assert list(edit(new, PARAGRAPH).kinds) == [*facts, "sentence_removed"]
    assert edit(PARAGRAPH, new).summary.startswith("sentence added: ")
    assert sentence in edit(new, PARAGRAPH).summary


# script: (old, new, kinds)
SCRIPTS = {
    "Chinese": (
        "洪水造成多人死亡。官员说救援还在继续。",
        "洪水造成多人死亡。市长否认他曾收到警告。官员说救援还在继续。",
        ["negation", "attribution", "sentence_added"],
    ),
    "Japanese": (
        "会議は終わった。道は閉じた。",
        "会議は終わった。「ここに残る」と町の人が語った。道は閉じた。",
        ["quote", "attribution", "sentence_added"],
    ),
    "Arabic": (
        "وصل الوفد. هل يبقى هناك؟",
        "وصل الوفد. أصيب 17 شخصا في المدينة. هل يبقى هناك؟",
        ["number", "sentence_added"],
    ),
    "Hindi": (
        "बाढ़ में घर बह गए। लोग चले गए।",
        "बाढ़ में घर बह गए। मंत्री ने कहा कि मदद आएगी। लोग चले गए।",
        ["attribution", "sentence_added"],
    ),
    "German": (
        "Die Brücke ist gesperrt. Sie bleibt zu.",
        "Die Brücke ist gesperrt. Am 3. Oktober z.B. fuhren 17 vorbei. Sie bleibt zu.",
        ["number", "date", "sentence_added"],
    ),
    "Spanish": (
        "El río creció. La gente se fue.",
        "El río creció. El alcalde no vino. La gente se fue.",
        ["negation", "sentence_added"],
    ),
}


@pytest.mark.parametrize(("old", "new", "kinds"), SCRIPTS.values(), ids=SCRIPTS)
def test_sentences_of_other_scripts(old: str, new: str, kinds: list[str]) -> None:
    """Sentences end as their script ends them."""
    assert list(edit(old, new).kinds) == kinds


NUMBER, QUOTATION, PLAIN = (ADDED[name][0] for name in ("number", "quotation", "plain"))
# name: (old, new, kinds, summary)
TOGETHER = {
    "a sentence and words of another": (
        PARAGRAPH,
        f"{FIRST.replace('harbour', 'railway')} {NUMBER} {SECOND} {THIRD}",
        ["number", "sentence_added", "rewording"],
        f"sentence added: “{NUMBER}”; reworded in 1 paragraph",
    ),
    "a number of a sentence and a sentence": (
        "At least 12 people died there. The road is closed.",
        f"At least 17 people died there. {QUOTATION} The road is closed.",
        ["number", "quote", "sentence_added"],
        f"12 → 17 people; sentence added: {QUOTATION}",
    ),
    "several, the most important first": (
        PARAGRAPH,
        f"{PLAIN} {FIRST} {QUOTATION} {SECOND} {NUMBER} {THIRD}",
        ["number", "quote", "sentence_added"],
        f"sentence added: “{NUMBER}”; sentence added: {QUOTATION}; 1 more sentence added",
    ),
    "one for another that has nothing of it": (
        f"{FIRST} He did not go home on that day. {THIRD}",
        f"{FIRST} {PLAIN} {THIRD}",
        ["negation", "sentence_added", "sentence_removed"],
        f"sentence removed: “He did not go home on that day.”; sentence added: “{PLAIN}”",
    ),
    "one rewritten is none added": (
        f"{FIRST} At least 12 people died in the flood, officials said. {THIRD}",
        f"{FIRST} The death toll of the flood rose to 17 people, officials said. {THIRD}",
        ["number", "rewording"],
        "12 → 17 people; reworded in 1 paragraph",
    ),
    "moved within its paragraph": (PARAGRAPH, f"{SECOND} {FIRST} {THIRD}", ["rewording"], "1 sentence moved"),
    "moved to another paragraph": (
        f"{PARAGRAPH}\n\nThe end of it is here. Nobody came.",
        f"{FIRST} {THIRD}\n\nThe end of it is here. {SECOND} Nobody came.",
        ["rewording"],
        "1 sentence moved",
    ),
    "moved to a paragraph of its own": (
        f"{PARAGRAPH}\n\nThe end of it is here.",
        f"{FIRST} {THIRD}\n\nThe end of it is here.\n\n{SECOND}",
        ["rewording"],
        "1 paragraph moved",
    ),
    "two joined to one": (
        PARAGRAPH,
        PARAGRAPH.replace("day. It", "day, and it"),
        ["rewording"],
        "reworded in 1 paragraph",
    ),
    "to a paragraph that is much shorter": (
        f"The first.\n\nThe mayor met 12 people from the town.\n\n{THIRD}",
        f"The first.\n\nThe mayor met 17 people from the town. {PLAIN} {QUOTATION}\n\n{THIRD}",
        ["number", "quote", "sentence_added"],
        f"12 → 17 people; sentence added: {QUOTATION}; sentence added: “{PLAIN}”",
    ),
    "a correction note stays one": (
        PARAGRAPH,
        f"{PARAGRAPH} {NUMBER} An earlier version of this story gave the wrong day.",
        ["number", "correction_note", "sentence_added"],
        f"sentence added: “{NUMBER}”; correction note added",
    ),
    "a clause of more than ten words": (
        FIRST,
        FIRST.replace(" for", ", which at least 17 people from the villages of the valley had come to hear of, for"),
        ["number", "rewording"],
        "“, which at least 17 people from the villages of the valley…” added; reworded in 1 paragraph",
    ),
}


@pytest.mark.parametrize(("old", "new", "kinds", "summary"), TOGETHER.values(), ids=TOGETHER)
def test_sentences_beside_other_edits(old: str, new: str, kinds: list[str], summary: str) -> None:
    """What came as a whole is told from what was reworded, parted, joined or moved."""
    found = edit(old, new)
    assert (list(found.kinds), found.summary) == (kinds, summary)
    assert {MIRROR.get(kind, kind) for kind in found.kinds} == set(edit(new, old).kinds)


def test_a_long_sentence_is_shown_where_its_fact_stands() -> None:
    """So that the number can be read though the sentence is cut."""
    long = "The people of the valley " + "and of the hills beyond it " * 6 + "have lost 17 houses to the water."
    assert "17 houses" in edit(PARAGRAPH, f"{PARAGRAPH} {long}").summary


def test_a_wall_of_text_shows_its_sentences() -> None:
    """A sentence put into a paragraph that is too long to be compared as one is a sentence added, with its facts."""
    wall = [f"Part {number} of the long report tells of the case of the town." for number in range(200)]
    found = edit(" ".join(wall), " ".join([*wall[:90], QUOTATION, *wall[90:]]))
    assert (found.kinds, found.summary) == (("quote", "sentence_added"), f"sentence added: {QUOTATION}")


def test_a_paragraph_of_very_many_changed_sentences_is_compared_by_its_words() -> None:
    """In bounded time, and its facts are told all the same."""
    count = int(MOST**0.5) + 5
    old = " ".join(f"A red fox number {at} ran over there." for at in range(count))
    new = " ".join(f"A grey fox number {at} ran over here." for at in range(count))
    assert edit(old, new + " “We stay.”").kinds[:1] == ("quote",)


SENTENCE = st.sampled_from(
    [FIRST, SECOND, THIRD, NUMBER, QUOTATION, PLAIN, "Yes.", "“Why?”", "Mr. Ito left", "No. 5 ran.", "。", "! "]
)
SENTENCES = st.lists(SENTENCE, max_size=6).map(" ".join)


@settings(max_examples=150)
@given(SENTENCES, SENTENCES)
def test_hunks_are_symmetric_and_hold_both_sides(old: str, new: str) -> None:
    """Exchanging the sides exchanges them in each hunk, and the diff gives back both paragraphs letter for letter."""
    before, after = words(old), words(new)
    found = sentence_hunks(before, after)
    mirrored = [
        Hunk(i=it.k, j=it.l, k=it.i, l=it.j, is_sentence=it.is_sentence) for it in sentence_hunks(after, before)
    ]
    assert {(it.i, it.j) for it in found if it.i < it.j} == {(it.i, it.j) for it in mirrored if it.i < it.j}
    assert {(it.k, it.l) for it in found if it.k < it.l} == {(it.k, it.l) for it in mirrored if it.k < it.l}
    runs = diff_runs(before, after, found)
    for text, op in ((old, Op.DELETE), (new, Op.INSERT)):
        assert "".join(run.text for run in runs if run.op in (Op.EQUAL, op)) == text
