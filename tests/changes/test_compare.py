"""What kind of edit lies between two versions, and the diff that shows it."""

import random
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.changes import compare
from service.models import Article, DiffBlock, Edit, Op, TextBlock


@dataclass(frozen=True, slots=True)
class Version:
    """The least that can be compared."""

    text: str
    title: str | None = "A title"


def edit(old: str, new: str) -> Edit:
    found = compare(Version(old), Version(new))
    assert found is not None
    return found


def shows(text: str) -> bool:
    """Whether anything in `text` can be seen, by Unicode's categories alone."""
    return any(
        unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp") and sign != "\u3164" for sign in text
    )


def side(block: DiffBlock, op: Op) -> str:
    """One version of a paragraph, from its diff."""
    return "".join(run.text for run in block.runs if run.op in (Op.EQUAL, op))


# ── kinds ─────────────────────────────────────────────────────────────────────────────────────────────────────────

# name: (old, new, kinds, summary)
KINDS = {
    "number: a toll": (
        "At least 12 people died in the flood, officials said.",
        "At least 17 people died in the flood, officials said.",
        ["number"],
        "12 → 17 people",
    ),
    "number: money and percent": (
        "The fund lost $12 million, or 5% of its value.",
        "The fund lost $15 million, or 7% of its value.",
        ["number"],
        "$12 → $15 million; 5% → 7%",
    ),
    "number: written out": (
        "A total of ten people were killed.",
        "A total of 12 people were killed.",
        ["number"],
        "ten → 12 people",
    ),
    "number: before a preposition": (
        "The flood killed 10 on Monday night.",
        "The flood killed 11 on Monday night.",
        ["number"],
        "10 → 11",
    ),
    "number: a crowd of": (
        "Thousands of people fled.",
        "Hundreds of people fled.",
        ["number"],
        "Thousands → Hundreds",
    ),
    "number: before an auxiliary": (
        "In all, 12 were killed.",
        "In all, 17 were killed.",
        ["number"],
        "12 → 17",
    ),
    "number: before a Russian preposition": (
        "Погибли 12 в городе, сообщили власти.",
        "Погибли 17 в городе, сообщили власти.",
        ["number"],
        "12 → 17",
    ),
    "number: made vague": (
        "Police say 12 people were killed.",
        "Police say several people were killed.",
        ["number", "rewording"],
        "12 → several; reworded in 1 paragraph",
    ),
    "number: added": (
        "The flood killed people in two towns.",
        "The flood killed 12 people in two towns.",
        ["number"],
        "“12” added",
    ),
    "number: French thousands": (
        "Le bilan est passé à 12 000 morts.",
        "Le bilan est passé à 13 000 morts.",
        ["number"],
        "12 000 → 13 000 morts",
    ),
    "number: Arabic": (
        "قتلت القوات 12 شخصا في المدينة",
        "قتلت القوات 17 شخصا في المدينة",
        ["number"],
        "12 → 17 شخصا",
    ),
    "number: Arabic digits": (
        "قتلت القوات ١٢ شخصا في المدينة",
        "قتلت القوات ١٧ شخصا في المدينة",
        ["number"],
        "١٢ → ١٧ شخصا",
    ),
    "number: Chinese": ("洪水造成12人死亡，官员说。", "洪水造成17人死亡，官员说。", ["number"], "12 → 17人"),
    "number: four at once": (
        "It has 1 ox, he counted 2 cows, she counted 3 hens, they counted 4 dogs.",
        "It has 5 ox, he counted 6 cows, she counted 7 hens, they counted 8 dogs.",
        ["number"],
        "1 → 5 ox; 2 → 6 cows; 2 more numbers changed",
    ),
    "number: the same, written otherwise": (
        "The flood drove 12,000 people from home.",
        "The flood drove 12000 people from home.",
        ["punctuation"],
        "punctuation in 1 paragraph",
    ),
    "quote: a word": (
        '"We will stay," said the colonel.',
        '"We will go," said the colonel.',
        ["quote"],
        "in a quotation: stay → go",
    ),
    "quote: marks removed": (
        'He said it was "a massacre" in the town.',
        "He said it was a massacre in the town.",
        ["quote"],
        "quotation marks removed",
    ),
    "quote: single marks removed": (
        "He said it was ‘a massacre’ in the town.",
        "He said it was a massacre in the town.",
        ["quote"],
        "quotation marks removed",
    ),
    "quote: a number in it": (
        '"They killed 12 of us," she said.',
        '"They killed 17 of us," she said.',
        ["number", "quote"],
        "12 → 17",
    ),
    "number: moved within its paragraph": (
        "The 12 men of the town arrived there before noon.",
        "The men of the town arrived there before noon, 12 of them.",
        ["rewording"],
        "reworded in 1 paragraph",
    ),
    "quote: cut": (
        'She said: "We stay in our town and we shall keep it, whatever the others may send or do, for good."',
        'She said: "We stay in our town for good."',
        ["quote"],
        "in a quotation: “and we shall keep it, whatever the others may send or do,” removed",
    ),
    "negation: added": (
        "The minister did say he will resign.",
        "The minister did not say he will resign.",
        ["negation"],
        "did say → did not say",
    ),
    "negation: contracted": (
        "They hadn't arrived, nor would they.",
        "They had arrived, nor would they.",
        ["negation", "rewording"],
        "They hadn't arrived → They had arrived; reworded in 1 paragraph",
    ),
    "negation: French": (
        "Le ministre n'a répondu à la question.",
        "Le ministre a répondu à la question.",
        ["negation", "rewording"],
        "ministre n'a répondu → ministre a répondu; reworded in 1 paragraph",
    ),
    "negation: Chinese": (
        "官员说他们会撤离该地区。",
        "官员说他们不会撤离该地区。",
        ["negation"],
        "们会 → 们不会",
    ),
    "negation: Arabic": (
        "قال الوزير إنه يستقيل اليوم من منصبه",
        "قال الوزير إنه لن يستقيل اليوم من منصبه",
        ["negation"],
        "إنه يستقيل → إنه لن يستقيل",
    ),
    "name: inside a sentence": (
        "A spokesman for John Smith gave no comment.",
        "A spokesman for John Smyth gave no comment.",
        ["name"],
        "Smith → Smyth",
    ),
    "name: after a title": (
        "The court heard Mr. Smith on the matter.",
        "The court heard Mr. Brown on the matter.",
        ["name"],
        "Smith → Brown",
    ),
    "name: first in a sentence, known": (
        "Smith left. They had met Smith before Brown came.",
        "Brown left. They had met Smith before Brown came.",
        ["name"],
        "Smith → Brown",
    ),
    "name: a capital only at a sentence's start is none": (
        "Police came back. It was late.",
        "Officers came back. It was late.",
        ["rewording"],
        "reworded in 1 paragraph",
    ),
    "name: German nouns are none": (
        "Das Haus des Kanzlers in der Stadt wurde am Abend von der Polizei geräumt, wie ein Sprecher der Stadt am "
        "Rande einer Sitzung des Rates der Gemeinde zur Lage im Land den Reportern mitteilte.",
        "Das Gebäude des Kanzlers in der Stadt wurde am Abend von der Polizei geräumt, wie ein Sprecher der Stadt am "
        "Rande einer Sitzung des Rates der Gemeinde zur Lage im Land den Reportern mitteilte.",
        ["rewording"],
        "reworded in 1 paragraph",
    ),
    "date: a weekday": (
        "It happened on Monday in the town.",
        "It happened on Tuesday in the town.",
        ["date"],
        "Monday → Tuesday",
    ),
    "date: a day of the month": (
        "It happened on 12 May 2024 in the town.",
        "It happened on 13 May 2024 in the town.",
        ["date"],
        "12 May 2024 → 13 May 2024",
    ),
    "date: American": (
        "It happened on May 12, in the town.",
        "It happened on June 2, in the town.",
        ["date"],
        "May 12 → June 2",
    ),
    "date: a time of day": ("It opens at 10:30 today.", "It opens at 11:00 today.", ["date"], "10:30 → 11:00"),
    "date: Chinese": ("会议于5月12日举行。", "会议于5月13日举行。", ["date"], "5月12日 → 5月13日"),
    "date: may and march are no months": (
        "They may come to the town, he said.",
        "They might come to the town, he said.",
        ["rewording"],
        "reworded in 1 paragraph",
    ),
    "correction note: a paragraph": (
        "One stands here.\n\nTwo is here.",
        "One stands here.\n\nTwo is here.\n\nThis article was amended on 3 May 2024 to correct a name.",
        ["correction_note"],
        "correction note added",
    ),
    "correction note: a sentence": (
        "Two people stood in the square of the town.",
        "Two people stood in the square of the town. An earlier version of this story gave the wrong day.",
        ["correction_note"],
        "correction note added",
    ),
    "correction note: amended": (
        "Correction: an earlier version gave the toll as 12.",
        "Correction: an earlier version gave the toll as 21.",
        ["correction_note"],
        "correction note changed",
    ),
    "correction note: French": (
        "Un texte.",
        "Un texte.\n\nRectificatif : le prénom du maire a été corrigé.",
        ["correction_note"],
        "correction note added",
    ),
    "correction note: Chinese": (
        "正文在此。",
        "正文在此。\n\n更正：死亡人数有误。",
        ["correction_note"],
        "correction note added",
    ),
    "paragraphs added": (
        "One stands here.\n\nTwo is here.",
        "One stands here.\n\nThree came too.\n\nTwo is here.\n\nAnd four went on.",
        ["paragraph_added"],
        "2 paragraphs added",
    ),
    "paragraph removed": (
        "One stands here.\n\nThree came too.\n\nTwo is here.",
        "One stands here.\n\nTwo is here.",
        ["paragraph_removed"],
        "1 paragraph removed",
    ),
    "paragraph added with a number in it": (
        "One stands here.",
        "One stands here.\n\nThe toll is now 17, they said.",
        ["paragraph_added"],
        "1 paragraph added",
    ),
    "paragraph moved": (
        "Alpha beta gamma.\n\nOne two three four.\n\nFive six seven.",
        "One two three four.\n\nFive six seven.\n\nAlpha beta gamma.",
        ["rewording"],
        "1 paragraph moved",
    ),
    "a sentence added with a number, a name and a negation in it": (
        "The statement came from the army.",
        "The statement came from the army. The families of the 12 victims in Homs did not answer, so the press left.",
        ["number", "negation", "name", "sentence_added"],
        "sentence added: “The families of the 12 victims in Homs did not answer, so the press left.”",
    ),
    "rewording": (
        "The big house burned down in the night.",
        "The large house burned down during the night.",
        ["rewording"],
        "reworded in 1 paragraph",
    ),
    "punctuation": ("It was, he said, fine.", "It was he said fine!", ["punctuation"], "punctuation in 1 paragraph"),
    "capitals": (
        "The president spoke to the house.",
        "The President spoke to the House.",
        ["typo"],
        "spelling: president → President; spelling: house → House",
    ),
    "a cell of a table": ("Dead\n\n12\n\nHurt", "Dead\n\n17\n\nHurt", ["number"], "12 → 17"),
    "all at once": (
        "The toll is 12 now.\n\nAn old part of it.\n\nThe end of it all.",
        "The toll is 17 now.\n\nThe end of it, all.\n\nSomething else came here.",
        ["number", "paragraph_added", "paragraph_removed", "punctuation"],
        "12 → 17 now; 1 paragraph added; 1 paragraph removed; punctuation in 1 paragraph",
    ),
}
MIRROR = {
    "paragraph_added": "paragraph_removed",
    "paragraph_removed": "paragraph_added",
    "sentence_added": "sentence_removed",
    "sentence_removed": "sentence_added",
}


@pytest.mark.parametrize(("old", "new", "kinds", "summary"), KINDS.values(), ids=KINDS.keys())
def test_kinds_and_summary(old: str, new: str, kinds: list[str], summary: str) -> None:
    """Each kind of edit is told from the others, and said in one line."""
    found = edit(old, new)
    assert (list(found.kinds), found.summary) == (kinds, summary)


@pytest.mark.parametrize(("old", "new", "kinds", "summary"), KINDS.values(), ids=KINDS.keys())
def test_undoing_is_of_the_same_kinds(old: str, new: str, kinds: list[str], summary: str) -> None:
    """Only what was added and what was removed change places."""
    assert set(edit(new, old).kinds) == {MIRROR.get(kind, kind) for kind in kinds}


def test_headline_comes_first_and_shows_both() -> None:
    """A changed headline matters more than anything in the text; its number is named as a kind too."""
    found = compare(Version("Text of 12.", "12 dead in flood"), Version("Text of 17.", "17 dead in Homs flood"))
    assert found is not None
    assert found.kinds == ("headline", "number")
    assert found.summary == "“12 dead in flood” → “17 dead in Homs flood”; 12 → 17"
    assert [block.part for block in found.diff] == ["title", "text"]


def test_headline_that_came_late() -> None:
    """No headline before is a headline added."""
    found = compare(Version("Text.", None), Version("Text.", "Flood"))
    assert found is not None
    assert (found.kinds, found.summary) == (("headline",), "headline added: “Flood”")


@pytest.mark.parametrize("new", ["Flood In Homs!", "FLOOD IN HOMS", "Flood: in Homs"], ids=["title", "all", "colon"])
def test_capitals_of_a_headline_are_no_new_headline(new: str) -> None:
    """Title case, or a colon for a dash, says nothing else."""
    found = compare(Version("Text.", "Flood in Homs"), Version("Text.", new))
    assert found is not None
    assert (found.kinds, found.summary) == (("punctuation",), "punctuation of the headline")


def test_summary_is_one_line_of_bounded_length() -> None:
    """Whatever stands in the texts, a line break or a novel in the headline does not reach the digest's line."""
    found = compare(Version("A " * 5000 + "12\n5 x", "a\nb " * 1000), Version("B " * 5000 + "13\n6 x", "c\nd " * 1000))
    assert found is not None
    assert "\n" not in found.summary
    assert len(found.summary) < 1000


# ── what is no difference ─────────────────────────────────────────────────────────────────────────────────────────

SAME = {
    "white space": ("One  two\tthree.", "One two three."),
    "a break between paragraphs": ("One two.\n\nThree four.", "One two. Three four."),
    "a break, Chinese": ("洪水来了。\n\n人走了。", "洪水来了。人走了。"),
    "breaks moved about a line that comes twice": ("Alpha beta\n\nAlpha", "Alpha\n\nbeta Alpha"),
    "space beside a character of Chinese": ("他有 iPhone 手机。", "他有iPhone手机。"),
    "space before a unit": ("They ran 5 km there.", "They ran 5km there."),
    "control characters": ("One\x07 two\x1b three.\x00", "One two three."),
    "a paragraph of what does not show": ("One.\n\n\u200b\ufeff\n\nTwo.", "One.\n\nTwo."),
    "fillers and selectors": ("One\u3164 two\ufe0f.\n\n\u3164", "One two."),
    "space at punctuation": ("« Non », dit-il !", "«Non», dit-il!"),
    "curly quotes": ("“It’s ‘fine’”", "\"It's 'fine'\""),
    "guillemets": ("«Ja»", "„Ja“"),
    "dashes": ("It was – he said — fine.", "It was - he said -- fine."),
    "ellipsis": ("And then…", "And then..."),
    "soft hyphens and zero-width spaces": ("Donau\u00addampf\u200bschiff", "Donaudampfschiff"),
    "bidi marks": ("\u200fنص\u200e", "نص"),
    "composed letters": ("Cafe\u0301", "Café"),
    "nothing at all": ("", "  \n\n "),
}


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME.keys())
def test_what_reads_the_same_is_no_edit(old: str, new: str) -> None:
    """What a content system does on its own must not call a reader."""
    assert compare(Version(old), Version(new)) is None
    assert compare(Version("Text.", old), Version("Text.", new)) is None


def test_new_breaks_beside_an_edit_are_not_shown() -> None:
    """A paragraph cut in two reads the same, though another one has changed."""
    old = "One two three. Four five six.\n\nThe middle stays.\n\nThe toll is 12 now."
    new = "One two three.\n\nFour five six.\n\nThe middle stays.\n\nThe toll is 17 now."
    assert edit(old, new).kinds == ("number",)
    assert len(edit(old, new).diff) == 1


def test_what_does_not_show_is_not_told_beside_an_edit() -> None:
    """A paragraph of zero-width spaces that goes is no paragraph removed."""
    found = edit("One.\n\n\u200b\n\nThe toll is 12 now.", "One.\n\nThe toll is 17 now.")
    assert (found.kinds, len(found.diff)) == (("number",), 1)


def test_an_edit_in_paragraphs_that_are_broken_otherwise_is_told() -> None:
    """Where two paragraphs became one, or one two, the number that changed in them is still told, and nothing else."""
    first = "The river rose for three days and then fell again, as it does in spring."
    second = "The town has built no wall. At least 12 people died there. The mayor left before noon on the last day."
    new = second.replace("12", "17")
    for old, now in ((f"{first}\n\n{second}", f"{first} {new}"), (f"{first} {second}", f"{first}\n\n{new}")):
        assert (edit(old, now).kinds, edit(old, now).summary) == (("number",), "12 → 17 people")


def test_thousands_are_told_apart_in_counts() -> None:
    """A table of 1,200 lines that comes is counted as everywhere in the digest."""
    lines = "\n\n".join(f"Station {number} told of its reading by radio." for number in range(1200))
    found = edit("The river rose.", f"The river rose.\n\n{lines}")
    assert found.summary == "1,200 paragraphs added"


def test_articles_can_be_compared() -> None:
    """Items, revisions and articles have a title and a text, and that is all it takes."""
    old, new = (
        Article(title="T", blocks=(TextBlock("One."), TextBlock("12 men."))),
        Article(title="T", blocks=(TextBlock("One."), TextBlock("13 men."))),
    )
    found = compare(old, new)
    assert found is not None
    assert found.summary == "12 → 13 men"


# ── the diff ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_diff_shows_changed_paragraphs_by_words() -> None:
    """Unchanged paragraphs are left out; within a changed one only the changed words are marked."""
    found = edit("Stays.\n\nAt least 12 people died.\n\nStays too.", "Stays.\n\nAt least 17 people died.\n\nStays too.")
    assert [(str(run.op), run.text) for block in found.diff for run in block.runs] == [
        ("equal", "At least "),
        ("delete", "12"),
        ("insert", "17"),
        ("equal", " people died."),
    ]


def test_a_rewritten_passage_is_shown_whole() -> None:
    """A "the" that both happen to have in the midst of rewritten words is no help to a reader."""
    (block,) = edit(
        "Yesterday morning officials opened the large northern gate of the town to everybody.",
        "Yesterday morning two guards closed the narrow eastern road of the town to everybody.",
    ).diff
    assert [run.op for run in block.runs] == [Op.EQUAL, Op.DELETE, Op.INSERT, Op.EQUAL]


PARAGRAPH = st.text(alphabet="ab1 .,\"'’“-不人é\u0301\u200b\ufeff\x07\t\u3164AB$%", min_size=1, max_size=30)
TEXT = st.lists(PARAGRAPH, max_size=8).map("\n\n".join)


@settings(max_examples=150)
@given(TEXT, TEXT, st.text(max_size=10), st.text(max_size=10))
def test_diff_holds_both_sides_exactly(old: str, new: str, old_title: str, new_title: str) -> None:
    """Each block joined gives back a passage of the old and one of the new version, letter for letter and in order;
    a comparison is of at least one kind, the same in both directions, and shows at least one block.
    """
    found = compare(Version(old, old_title), Version(new, new_title))
    back = compare(Version(new, new_title), Version(old, old_title))
    if found is None or back is None:
        assert found is back
        return
    assert found.kinds
    assert found.summary.isprintable()
    assert any(shows(run.text) for block in found.diff for run in block.runs if run.op is not Op.EQUAL)
    assert {MIRROR.get(kind, kind) for kind in found.kinds} == set(back.kinds)
    assert found.diff
    for op, text, title in ((Op.DELETE, old, old_title), (Op.INSERT, new, new_title)):
        sides = [(block.part, side(block, op)) for block in found.diff]
        assert [shown for part, shown in sides if part == "title"] in ([], [title])
        at = 0
        for shown in (shown for part, shown in sides if part == "text" and shown):
            at = text.index(shown, at) + len(shown)


@given(TEXT, st.text(max_size=10) | st.none())
def test_a_text_does_not_differ_from_itself(text: str, title: str | None) -> None:
    """Comparing a version with itself gives nothing."""
    assert compare(Version(text, title), Version(text, title)) is None


# ── size ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_large_texts_are_compared() -> None:
    """10,000 paragraphs with one edit, and 2,000 against 2,000 others, take a second or two; a quadratic relapse shows
    as a test that does not end.
    """
    long = [
        f"Part {number} tells of case {number * 7} and {number % 50} people in {number % 90}."
        for number in range(10_000)
    ]
    edited = [*long[:5000], "A wholly new one stands here.", *long[5000:]]
    other = [f"Nothing{number} alike{number} in{number % 40} this{number % 3} text{number}." for number in range(2_000)]
    assert edit("\n\n".join(long), "\n\n".join(edited)).summary == "1 paragraph added"
    assert edit("\n\n".join(long[:2000]), "\n\n".join(other)).kinds == ("paragraph_added", "paragraph_removed")


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"], ids=["wall", "lines", "cells"])
def test_a_large_table_of_few_distinct_words_is_compared(between: str) -> None:
    """Of 20,000 words, 30 of them distinct, 500 were changed: few others are shown as changed, however the table is
    set."""
    draw = random.Random(5)
    old = [f"word{draw.randrange(30)}" for _ in range(20_000)]
    new = list(old)
    for at in draw.sample(range(len(old)), 500):
        new[at] = f"word{draw.randrange(30)}"
    found = edit(between.join(old), between.join(new))
    gone = sum(len(run.text.split()) for block in found.diff for run in block.runs if run.op is Op.DELETE)
    assert 450 < gone < 3_000
    assert len(found.summary) < 1_000


# ── bad input ─────────────────────────────────────────────────────────────────────────────────────────────────────

SENTENCES = [f"Part {number} tells of case {number * 7} and {number % 50} people." for number in range(5_000)]
BAD = {
    "one word left of many": ("\n\n".join(SENTENCES), "Gone.", ["paragraph_added", "paragraph_removed"]),
    "much in one paragraph, a number in it": (
        " ".join(SENTENCES),
        " ".join(SENTENCES).replace("Part 4000 tells", "Part 4001 tells"),
        ["number"],
    ),
    "300 kB without a space": ("x" * 300_000, "x" * 150_000 + "y" + "x" * 150_000, ["rewording"]),
    "300 kB of signs": ("." * 300_000, "." * 300_000 + "!", ["punctuation", "paragraph_added"]),
    "300 kB of quotation marks": ('"' * 300_000, '"' * 299_999, ["quote"]),
    "300 kB of one paragraph again and again": (
        "Tick.\n\n" * 50_000,
        "Tick.\n\n" * 49_999,
        ["paragraph_removed"],
    ),
    "much that becomes another": (
        "\n\n".join(SENTENCES),
        "\n\n".join(sentence[::-1] for sentence in SENTENCES),
        ["paragraph_added", "paragraph_removed"],
    ),
    "half a character": ("One \ud800 two.", "One \udfff three.", ["number"]),
    "escape sequences": ("\x1b[31mOne\x1b[0m died.", "\x1b[2J\x9b1mTwo\x07 died.", ["number", "rewording"]),
}


@pytest.mark.parametrize(("old", "new", "kinds"), BAD.values(), ids=BAD.keys())
def test_bad_input(old: str, new: str, kinds: list[str]) -> None:
    """Whatever comes is compared in bounded time, and told in a line that a terminal can show."""
    found = edit(old, new)
    assert set(kinds) & set(found.kinds), found.kinds
    assert found.summary.isprintable()
    assert len(found.summary) < 1000
