"""A text as it is told, cut into the sentences in which it is searched. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from service.facts.languages import languages
from service.facts.quantities import Quantity, quantities
from service.facts.topic_names import Names, names
from service.identity.near_duplicates.credits import is_prose, states_nothing, without_dateline, without_label
from service.identity.near_duplicates.fingerprint import READ, REMEMBERED
from service.identity.near_duplicates.replaced_words import folded_words, is_figure, plain_words, says_something
from service.identity.near_duplicates.site_passages import Passage
from service.text.characters import ONE_SIGN_A_WORD

RUN = 3
"""Words in a row that stand as they were told."""

STEM = 6
"""Letters by which words are compared, so that most endings do not count."""

FEWEST = 3
"""Words. A shorter sentence without facts is no news by itself."""

UNPUNCTUATED = 16
"""Words from which a line without a full stop is prose all the same: Thai has none, and some pages lose theirs."""

_SENTENCE = re.compile(r"(?<=[.!?…।؟۔])[\"'”’»)\]]*\s+(?=[^\W_a-z]|[\"'“«„(\[]|\d)|(?<=[。！？])")
_ABBREVIATED = re.compile(r"(?:^|[\s(\"'“.])(?:[A-ZÀ-ÖА-Я][A-Za-zа-я]{0,2}|[A-Za-z]|[a-z]\.[a-z])\.$")
_ABBREVIATION = 8
"""Characters at the end of a sentence in which an abbreviation is looked for: more than it can have."""
_PART = re.compile(r"[.!?。！？]\s|\n")
_TEASED = re.compile(r"\[[^\]\d]{3,30}\]$")
"""What stands in brackets at the end of a teaser: "[Read more]"."""
_SIGN = re.compile(f"[{ONE_SIGN_A_WORD}]")


@dataclass(frozen=True)
class Told:
    """A text as it is told, and searched. Without slots, so that what is computed from it is kept."""

    title: str | None
    text: str

    @cached_property
    def sentences(self) -> tuple["Sentence", ...]:
        """Return its title and the sentences of its text."""
        return (*_titles(self.title), *split(self.text))

    @property
    def whole(self) -> str:
        """Return the title and the part of the text that is compared."""
        return f"{self.title or ''}\n{self.text[:READ]}"

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Return the runs of words, within sentences and across them, and each short sentence as a whole."""
        found: set[tuple[str, ...]] = set()
        for keys in (self._words, *(title.keys for title in _titles(self.title))):
            found.update(zip(keys, keys[1:], keys[2:], strict=False))
        found.update(sentence.keys for sentence in self.sentences if len(sentence.keys) < RUN)
        return frozenset(found)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, ...]]:
        """Return each two words that stand side by side in one of the runs."""
        return frozenset(pair for run in self.runs for pair in (run[:2], run[1:]) if len(pair) == 2)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(key for sentence in self.sentences if not sentence.is_title for key in sentence.keys)

    @cached_property
    def names(self) -> Names:
        """Return the names in it."""
        return names((self.whole,))

    @cached_property
    def matter(self) -> str:
        """Return the text without the lines that state nothing of the matter."""
        return "\n".join(line for line in self.text.split("\n") if line.strip() and not states_nothing(line))

    @property
    def beyond(self) -> tuple["Sentence", ...]:
        """Return what a book has beyond the part that is compared word for word, cut at full stops; each part once."""
        return tuple(Sentence(part, is_beyond=True) for part in dict.fromkeys(self._parts(READ)))

    @cached_property
    def beyond_texts(self) -> frozenset[str]:
        """Return the parts of a book near the end of what is compared word for word, and beyond."""
        return frozenset(self._parts(READ // 2))

    def _parts(self, start: int) -> Iterator[str]:
        if len(self.text) > READ:
            begin = max(self.text.rfind(". ", 0, start), self.text.rfind("\n", 0, start)) + 1
            parts = (part.strip() for part in _PART.split(self.text[begin:]))
            yield from (part for part in parts if part)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return its numbers with what they count."""
        return quantities(self.text[: READ - 1]) or ()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return each of its words once."""
        return frozenset(key for sentence in self.sentences for key in sentence.keys)

    @cached_property
    def headline(self) -> frozenset[str]:
        """Return the stems of its title's words that say something."""
        return frozenset(stem for title in _titles(self.title) for stem in title.telling)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of the words that say something, in the lines of the matter."""
        own = {line for line in {sentence.paragraph for sentence in self.sentences} if not states_nothing(line)}
        return frozenset(stem for one in self.sentences if one.paragraph in own for stem in one.telling)

    def passages(self, new: Iterable["Sentence"]) -> tuple[Passage, ...]:
        """Return its paragraphs in order, each with whether all its sentences are among the new ones."""
        added = {(sentence.paragraph, sentence.text) for sentence in new}
        found: list[Passage] = []
        own = (sentence for sentence in self.sentences if not sentence.is_title)
        for line, sentences in groupby(own, key=lambda sentence: sentence.paragraph):
            texts = tuple(sentence.text for sentence in sentences)
            found.append(Passage(line=line, sentences=texts, is_new=all((line, text) in added for text in texts)))
        return tuple(found)

    @cached_property
    def places(self) -> dict[str, list[tuple[int, int]]]:
        """Return where each stem stands: the running number of the word, and its sentence."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        place = 0
        for number, sentence in enumerate(self.sentences):
            for key in sentence.keys:
                found[key[:STEM]].append((place, number))
                place += 1
        return found


@dataclass(frozen=True)
class Sentence:
    """A sentence or line of a text. Without slots, so that what is computed from it is kept."""

    text: str
    paragraph: str = ""
    is_title: bool = False
    is_beyond: bool = False
    """It stands beyond the part of a book that is compared word for word, and is compared as it is written."""
    spoken: frozenset[str] | None = None
    """The languages that its text may be in."""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return its words as they are looked for."""
        return plain_words(self.text)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Return its words as they are compared with those of a place, each figure as one."""
        return folded_words(self.text, self.spoken)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """Return the stems of its words that say something, in order."""
        return tuple(key[:STEM] for key in self.keys if is_telling(key))

    @property
    def is_prose(self) -> bool:
        """Say whether it reads as a sentence, and not as a label, a heading or a link."""
        return is_prose(self.paragraph or self.text) or len(self.keys) >= UNPUNCTUATED * (3 if self.has_signs else 1)

    @property
    def fewest(self) -> int:
        """Return how many words a sentence without facts must have to be news."""
        return FEWEST * (2 if self.has_signs else 1)

    @property
    def has_signs(self) -> bool:
        """Say whether it has words of a script of which each sign is one."""
        return _SIGN.search(self.text) is not None


def as_told(title: str | None, text: str) -> Told:
    """Return a text as it is told. Of the last few short ones, what was computed is at hand: copies of one text come
    one after the other."""
    return _remembered(title, text) if len(text) <= REMEMBERED else Told(title, text)


@lru_cache(maxsize=48)
def _remembered(title: str | None, text: str) -> Told:
    return Told(title, text)


def split(text: str) -> tuple[Sentence, ...]:
    """Cut the part of a text that is compared into the sentences of its lines, each line without its dateline."""
    found: list[Sentence] = []
    spoken = languages(text)
    for line in filter(None, map(str.strip, text[:READ].split("\n"))):
        parts = _sentences(_TEASED.sub("", without_dateline(line)))
        found.extend(Sentence(part, line, spoken=spoken) for part in parts)
    return tuple(found)


def _titles(title: str | None) -> tuple[Sentence, ...]:
    return (Sentence(without_label(title), is_title=True),) if title else ()


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for end in (*(found.end() for found in _SENTENCE.finditer(line)), len(line)):
        part = line[start:end].strip()
        if part and (end == len(line) or not _ABBREVIATED.search(part[-_ABBREVIATION:])):
            yield part
            start = end


def is_telling(key: str) -> bool:
    """Say whether a folded word says something, as a number does."""
    return is_figure(key) or says_something(key)
