"""Who still carries a number that an edit has replaced: said where it is sure, and else not at all."""

import pytest

from service.facts.quantities import ReplacedNumber, carries, corrected, quantities
from service.models import DiffBlock, DiffRun, Op


def edited(before: str, old: str, new: str, after: str) -> tuple[ReplacedNumber, str]:
    """The number replaced in `before old after`, and the text as it is now."""
    runs = (
        DiffRun(op=Op.EQUAL, text=before),
        DiffRun(op=Op.DELETE, text=old),
        DiffRun(op=Op.INSERT, text=new),
        DiffRun(op=Op.EQUAL, text=after),
    )
    [figure] = corrected((DiffBlock(part="text", runs=runs),))
    return figure, before + new + after


def told(before: str, old: str, new: str, after: str, other: str) -> bool:
    """Whether `other` is said to carry the old number still."""
    figure, now = edited(before, old, new, after)
    there, here = quantities(other), quantities(now)
    assert there is not None
    assert here is not None
    return carries(figure, there, edited=here)


PEOPLE = ("At least ", "12", "17", " people were killed in the blast.")
OTHERS = {
    "the same noun": ("A blast has killed 12 people in Kells.", True),
    "in a headline": ("12 people dead after blast\nNothing more is known.", True),
    "spelt out": ("Twelve people died, the ministry said.", True),
    "other words around it": ("It is feared that at least 12 were killed in it.", False),
    "another noun": ("12 soldiers were seen at the store.", False),
    "another number": ("A blast has killed 14 people in Kells.", False),
    "the new number too": ("17 people are dead, after 12 people were reported.", False),
    "the new number spelt out": ("Seventeen are dead; 12 people were reported first.", False),
    "a date": ("On 12 May people gathered at the store.", False),
    "a share": ("Some 12 % of people there work at the store.", False),
    "a time": ("At 12:00 people heard the blast.", False),
    "a year": ("In 2012 people built the store.", False),
    "the same noun twice, of something else": ("30 people were killed and 12 people were arrested.", False),
    "the same noun twice, of the same": ("30 people were hurt; the blast killed 12 people.", True),
    "the same noun twice, of neither": ("30 people were hurt and 12 people were arrested.", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("other", "carried"), OTHERS.values(), ids=OTHERS)
def test_the_same_number_of_the_same_thing_is_carried(other: str, carried: bool) -> None:
    """The word that is counted decides; where a text counts it twice, the clause does."""
    assert told(*PEOPLE, other) is carried


PHRASES = {
    "a measure in the same words": ("will reach ", "3.4", "4.1", " per cent", "It will reach 3.4 per cent.", True),
    "a measure in other words": ("will reach ", "3.4", "4.1", " per cent", "Last year it was 3.4 per cent.", False),
    "money in the same words": ("cost ", "$1.2 million", "$3 billion", " to build", "To cost $1.2 million to.", True),
    "money, of something else": ("cost ", "$1.2 million", "$3 billion", " to build", "They have $1.2 million.", False),
    "another measure of scale": ("some ", "12 million", "17 million", " trees", "Some 12 thousand trees.", False),
    "digits in groups": ("some ", "12 000", "15 000", " trees", "Some 12,000 trees were felled.", True),
    "digits grouped otherwise": ("etwa ", "12.000", "15.000", " Bäume", "Es waren 12 000 Bäume.", True),
    "French": ("au moins ", "12", "17", " morts dans", "L’explosion a fait 12 morts.", True),
    "Arabic": ("قتل ", "12", "17", " شخصا في الانفجار", "مقتل 12 شخصا", True),
    "Arabic digits": ("قتل ", "١٢", "١٧", " شخصا في الانفجار", "مقتل 12 شخصا", True),
    "Chinese": ("爆炸造成至少", "12", "17", "人死亡。", "爆炸已造成12人死亡", True),
    "Chinese, another thing": ("爆炸造成至少", "12", "17", "人死亡。", "爆炸发生在12月", False),
    "in the corrected text still": ("12 men came at noon; ", "12", "17", " men came at night", "12 men came", False),
}


@pytest.mark.parametrize(("before", "old", "new", "after", "other", "carried"), PHRASES.values(), ids=PHRASES)
def test_numbers_of_other_kinds_and_languages(
    before: str, old: str, new: str, after: str, other: str, carried: bool
) -> None:
    """Money and measures count nothing by themselves, so that the words around must be the same."""
    assert told(before, old, new, after, other) is carried


def test_a_number_corrected_in_headline_and_text_is_looked_for_by_the_words_of_both() -> None:
    """ "Toll rises to 10" and "the toll rose to 10 on Saturday" are one figure; others write the one or the other."""

    def block(part: str, before: str, after: str) -> DiffBlock:
        runs = ((Op.EQUAL, before), (Op.DELETE, "10"), (Op.INSERT, "11"), (Op.EQUAL, after))
        return DiffBlock(part=part, runs=tuple(DiffRun(op=op, text=text) for op, text in runs))

    diff = (block("title", "Toll of fire rises to ", " at last"), block("text", "The toll rose to ", " on Saturday."))
    [figure] = corrected(diff)
    here = quantities("Toll of fire rises to 11 at last\nThe toll rose to 11 on Saturday.") or ()
    for other, still in (("It rose to 10 on Saturday.", True), ("Toll rises to 10", True), ("On 10 roads.", False)):
        assert carries(figure, quantities(other) or (), edited=here) is still, other


def test_only_numbers_that_gave_way_to_others_are_looked_for() -> None:
    """Not those that came with a sentence or stand elsewhere now, nor years and times."""

    def figures(*runs: tuple[Op, str]) -> list[tuple[str, str]]:
        block = DiffBlock(part="text", runs=tuple(DiffRun(op=op, text=text) for op, text in runs))
        return [(figure.old.spelt, figure.new.spelt) for figure in corrected((block, block))]

    assert figures((Op.INSERT, "There were 12 people.")) == []
    assert figures((Op.DELETE, "12 people"), (Op.INSERT, "people, all 12")) == []
    assert figures((Op.DELETE, "1998"), (Op.INSERT, "1999")) == []
    assert figures((Op.DELETE, "hurts 12"), (Op.INSERT, "kills 3, hurts 17")) == [("12", "17")]
    assert figures((Op.DELETE, "3 dead and 12 hurt"), (Op.INSERT, "4 dead and 17 hurt")) == [("3", "4"), ("12", "17")]
    assert figures((Op.DELETE, "3, 12"), (Op.INSERT, "4, 17")) == []  # which is which?


def test_a_changed_measure_of_scale_belongs_to_its_number() -> None:
    """Of "3 million" made "3 billion", the 3 stays and the number is another one."""
    runs = (
        DiffRun(op=Op.EQUAL, text="It cost 3 "),
        DiffRun(op=Op.DELETE, text="million"),
        DiffRun(op=Op.INSERT, text="billion"),
        DiffRun(op=Op.EQUAL, text=" crowns."),
    )
    [figure] = corrected((DiffBlock(part="text", runs=runs),))
    assert (figure.old.spelt, figure.new.spelt, figure.counted) == ("3 million", "3 billion", "crowns")


def test_of_a_very_long_text_nothing_is_said() -> None:
    """What is not read of it may have the new number."""
    assert quantities("12 people " * 20_000) is None
