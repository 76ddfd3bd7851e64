"""Whether one wording is another but for a slip of the pen."""

import unicodedata
from collections.abc import Sequence
from itertools import takewhile

SHORTEST = 4
"""Letters of a word that can be misspelt: of shorter ones the other spelling is another word ("man", "men")."""
SHORTEST_ACCENTED = 3
"""The same where only accents differ ("a", "à")."""


def slipped(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two runs of words in lower case are equal but for slips, one a word at most; or are parted otherwise
    ("alot", "a lot"). Symmetric.
    """
    if "".join(old) == "".join(new):
        return True
    return len(old) == len(new) and all(one == other or slip(one, other) for one, other in zip(old, new, strict=True))


def slip(one: str, other: str) -> bool:
    """Whether two words are one but for accents, or for one letter left out, put in, taken for another or exchanged
    with the next, neither the first letter nor the last.

    That is 80 % of all misspellings (Damerau, "A technique for computer detection and correction of spelling errors",
    1964) and leaves out nearly all inflections, which are of the last letter; of the first are 8 % (Pollock and Zamora,
    "Automatic spelling correction in scientific and scholarly text", 1984).
    """
    shorter = min(len(one), len(other))
    if shorter >= SHORTEST_ACCENTED and one != other and _bare(one) == _bare(other):
        return True
    if shorter < SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    head = _shared(one, other)
    tail = min(_shared(one[::-1], other[::-1]), shorter - head)
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    if not head or not tail:
        return False
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])


def _bare(word: str) -> str:
    """Without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
