"""How two versions of a text use words: which of those with a capital are names, and which spellings are in use."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from service.facts.languages import languages
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
    """What two versions of a text show of their words. It is not slotted, so that what is computed once is kept."""

    old: str
    new: str

    @cached_property
    def capitalises_nouns(self) -> bool:
        """Whether so many words have a capital that it does not mark names, as in German and in title case."""
        return _many_capitals(max(self.old, self.new))

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that the texts may be in."""
        return languages(self.new) or languages(self.old)

    def is_name(self, words: ParagraphWords, at: int) -> bool:
        """Say whether word `at` is a name: it has a capital. At the start of a sentence it is one only where the texts
        write it with a capital elsewhere, and where nouns have capitals too, only beside another such word ("Kanzler
        Scholz")."""
        keys = words.keys
        if not has_capital(keys[at]):
            return False
        if opens_sentence(keys, at):
            return not self.capitalises_nouns and self._inside(keys[at])
        if not self.capitalises_nouns:
            return True
        beside = [to for to in (at - 1, at + 1) if 0 <= to < len(keys) and has_capital(keys[to])]
        return any(not opens_sentence(keys, to) for to in beside)

    def has_lower(self, key: str) -> bool:
        """Say whether a word with a capital stands somewhere in lower case: then it is an ordinary word."""
        return any(_holds(side[:MOST], key.lower()) for side in (self.old, self.new))

    def uses_both(self, gone: str, come: str) -> bool:
        """Say whether, of two words in lower case of which the second replaced the first, each stands in the other
        version too: then neither is a slip of the pen."""
        return _holds(self.new[:MOST].lower(), gone) and _holds(self.old[:MOST].lower(), come)

    def _inside(self, key: str) -> bool:
        """Say whether `key` stands inside a sentence."""
        sides = (side[:MOST] for side in (self.old, self.new))
        return any(side[at - 2 : at - 1].isalnum() for side in sides for at in _starts(side, key) if at > 1)


NO_USAGE = WordUsage("", "")
"""For titles, whose capitals show nothing."""


def has_capital(key: str) -> bool:
    """Say whether a word begins with a capital and is not "I" or "A"."""
    return len(key) > 1 and key[0].isupper() and not key.startswith("I'")


def opens_sentence(keys: tuple[str, ...], at: int) -> bool:
    """Say whether word `at` comes first, or after a sign that ends a sentence; "Mr." and "J." do not end one."""
    if at == 0:
        return True
    if keys[at - 1] == "." and at > 1:
        return not (keys[at - 2][:1].isupper() and len(keys[at - 2]) <= 3)
    return keys[at - 1][-1:] in _ENDS_SENTENCE and not (keys[at - 1] == "-" and at > 1 and has_capital(keys[at - 2]))


def _many_capitals(text: str) -> bool:
    parts = text[:SAMPLE].split()
    inside = [part[0].isupper() for before, part in pairwise(parts) if before[-1].isalnum() and part[0].isalpha()]
    return len(inside) >= 20 and sum(inside) > MANY * len(inside)


def _holds(text: str, word: str) -> bool:
    """Say whether `word` stands in `text` with no letter or digit next to it."""
    return any(not text[at + len(word) : at + len(word) + 1].isalnum() for at in _starts(text, word))


def _starts(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalnum():
            yield at
        at = text.find(word, at + 1)
