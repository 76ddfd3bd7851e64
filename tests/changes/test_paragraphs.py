"""A text cut into what is compared one by one."""

import pytest

from service.changes.paragraphs import LONG, paragraphs, sentences

TEXTS = {
    "blank lines": ("One.\n\nTwo.\n \t\n\n\nThree.", ["One.", "Two.", "Three."]),
    "white space around": ("  One. \n\n\n  Two. ", ["One.", "Two."]),
    "a single line end": ("One\ntwo.", ["One\ntwo."]),
    "blank": (" \n\n\t", []),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_paragraphs(text: str, expected: list[str]) -> None:
    """Blank lines part them."""
    assert paragraphs(text) == expected


WALLS = {
    "sentences": "The minister spoke of it again. ",
    "Chinese": "洪水造成十二人死亡。",
    "words": "word other third fourth fifth sixth ",
    "one word": "word",
}


@pytest.mark.parametrize("piece", WALLS.values(), ids=WALLS.keys())
def test_no_sentence_is_too_long(piece: str) -> None:
    """Whatever a wall of text is made of, its pieces are short, and joined they are the wall."""
    wall = "".join(f"{piece}{number}" if number % 7 == 0 else piece for number in range(3 * LONG // len(piece))).strip()
    cut = sentences([wall], longer_than=LONG // 4)
    assert max(map(len, cut)) <= LONG
    assert len(cut) > 1
    assert "".join("".join(cut).split()) == "".join(wall.split())


def test_cuts_do_not_move_with_what_is_put_in_before() -> None:
    """Of words without sentences, too: so that one edit at the top does not change all pieces below."""
    wall = " ".join(f"word{number * 7919 % 1000}" for number in range(5 * LONG // 7))
    before, after = (
        sentences([wall], longer_than=LONG // 4),
        sentences([f"quite new words {wall}"], longer_than=LONG // 4),
    )
    assert len(set(after) - set(before)) <= 2


def test_short_paragraphs_stay_whole() -> None:
    """Also where another one is cut."""
    assert sentences(["One. Two.", "A sentence. " * LONG], longer_than=LONG // 4)[0] == "One. Two."
