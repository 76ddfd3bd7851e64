"""Which words with a capital are names, and which words a text knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from service.facts.words import ParagraphWords

SAMPLE = 3000
"""Characters read to learn how a text uses capitals."""
MANY = 0.24
"""Of the words inside sentences, the share with a capital from which capitals are more than names: 95 % of 1,647
English texts have fewer, of 50 German ones all but one more."""
MOST = 100_000
"""Characters in which a word is looked for."""
_ENDS_SENTENCE = frozenset(".!?:…。！？؟।\"'-•")


@dataclass(frozen=True)
class WordUsage:
    """What two versions of a text tell of the words in them. Not slotted: what is reckoned from them is kept."""

    old: str
    new: str

    @cached_property
    def capitalises_nouns(self) -> bool:
        """Whether they write so many words with a capital that it tells no names, as German and title case do."""
        return _many_capitals(max(self.old, self.new))

    def name(self, of: ParagraphWords, at: int) -> bool:
        """Whether word `at` is a name: it has a capital, at the start of a sentence only where the texts write it with
        one elsewhere, and where nouns have capitals too, only beside another one ("Kanzler Scholz")."""
        keys = of.keys
        if not capital(keys[at]):
            return False
        if opens_sentence(keys, at):
            return not self.capitalises_nouns and self._inside(keys[at])
        if not self.capitalises_nouns:
            return True
        beside = [to for to in (at - 1, at + 1) if 0 <= to < len(keys) and capital(keys[to])]
        return any(not opens_sentence(keys, to) for to in beside)

    def elsewhere(self, gone: str, come: str) -> bool:
        """Whether of two words in lower case, the first replaced by the second, both stand in the other version too:
        then neither is a slip of the pen."""
        return _holds(self.new[:MOST].lower(), gone) and _holds(self.old[:MOST].lower(), come)

    def _inside(self, key: str) -> bool:
        """Whether `key` stands inside a sentence."""
        sides = (side[:MOST] for side in (self.old, self.new))
        return any(side[at - 2 : at - 1].isalnum() for side in sides for at in _starts(side, key) if at > 1)


NO_USAGE = WordUsage("", "")
"""Of a title, which tells nothing."""


def capital(key: str) -> bool:
    """Whether a word has a capital, and is not "I" or "A"."""
    return len(key) > 1 and key[0].isupper() and not key.startswith("I'")


def opens_sentence(keys: tuple[str, ...], at: int) -> bool:
    """Whether word `at` comes first, or after a sign that ends a sentence; "Mr." and "J." end none."""
    if at == 0:
        return True
    if keys[at - 1] == "." and at > 1:
        return not (keys[at - 2][:1].isupper() and len(keys[at - 2]) <= 3)
    return keys[at - 1][-1:] in _ENDS_SENTENCE and not (keys[at - 1] == "-" and at > 1 and capital(keys[at - 2]))


def _many_capitals(text: str) -> bool:
    parts = text[:SAMPLE].split()
    inside = [part[0].isupper() for before, part in pairwise(parts) if before[-1].isalnum() and part[0].isalpha()]
    return len(inside) >= 20 and sum(inside) > MANY * len(inside)


def _holds(text: str, word: str) -> bool:
    """Whether `word` stands in `text`, with no letter or digit next to it."""
    return any(not text[at + len(word) : at + len(word) + 1].isalnum() for at in _starts(text, word))


def _starts(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalnum():
            yield at
        at = text.find(word, at + 1)
