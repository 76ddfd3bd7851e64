"""Articles that have nothing to do with one another."""

import random
from functools import cache

UNRELATED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Ferry crews strike over night shifts in Corvo",
        (
            "Crews of the ferries between Corvo and the outer islands stopped work at midnight over their shifts.",
            "Their union wants a second helmsman on every crossing, which the shipping line calls too expensive.",
            "About nine hundred commuters were brought across by fishing boats on the first morning of the walkout.",
            "Talks are to go on in the harbour office as soon as a mediator has been found, both sides agreed.",
        ),
    ),
    (
        "Museum returns carved masks to Tolland",
        (
            "The ethnographic museum of Grauburg has handed back eleven carved masks that were bought in 1897.",
            "Researchers had spent four years going through letters of the collector to find out how they were got.",
            "A delegation from Tolland received the wooden crates in the courtyard and sang before they were closed.",
            "The masks will be shown in a new building near the river before they are given to the villages.",
        ),
    ),
    (
        "Wheat harvest smallest for twelve years",
        (
            "Farmers on the Merrow plain have brought in a third less wheat than usual after two dry springs.",
            "Mills have begun to buy grain abroad, and bakers expect the price of a loaf to rise before winter.",
            "The agronomist Ilse Brandt advises growers to sow older varieties whose roots reach deeper into the soil.",
            "Insurers will pay for part of the damage, yet many smallholders had let their policies run out.",
        ),
    ),
    (
        "School reopens with classes under tents",
        (
            "Pupils of the Lindqvist school went back to lessons, most of them in tents on a sports ground.",
            "The old building lost its roof in a storm, and tests showed that two of its walls had moved.",
            "Teachers have drawn up a timetable in which the younger children come before noon and the others after.",
            "Builders from Osmund hope to have the first four rooms ready when the cold sets in.",
        ),
    ),
    (
        "Chess title goes to a nineteen-year-old",
        (
            "Noor Vandersteen won the national chess title on her first attempt with eight points out of nine.",
            "She had learned the game from her grandfather, who ran a club above the pharmacy in Delmark.",
            "Her last opponent gave up after thirty-one moves when his queen was trapped on the edge of the board.",
            "The winner is going to travel to the continental tournament and then begin to study physics.",
        ),
    ),
)

PROMOTION = "What we print is paid for by those who read it in forty towns, and by nobody else."
"""Boilerplate in words that no rule knows, so that it has to be learned."""


def with_tail(number: int, *tail: str) -> tuple[str, list[str]]:
    """Title and paragraphs of one of the unrelated articles, some lines after its text."""
    title, text = UNRELATED[number]
    return title, [*text, *tail]


def filler(seed: int, paragraphs: int = 12) -> list[str]:
    """Paragraphs of some two hundred characters whose words no other seed has, but for the short ones."""
    return list(_filler(seed, paragraphs))


@cache
def _filler(seed: int, paragraphs: int) -> tuple[str, ...]:
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))

    def sentence() -> str:
        return " ".join(word() if at % 3 else chance.choice(("the", "of", "a", "in")) for at in range(12)).capitalize()

    return tuple(". ".join(sentence() for _ in range(3)) + "." for _ in range(paragraphs))
