"""What it costs to decide on an edit, in CPU milliseconds, beside difflib on the same words.

All that is done when both pages have been read: comparing their texts and, where paragraphs came or went as wholes,
setting their lines side by side (reading these is extraction's).
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from service.changes import compare, line_evidence, whole_paragraphs_changed
from service.models import Article, Edit, Line, TextBlock

_BESIDE = tuple(Line(f"Line {number} of the menu", is_link=True) for number in range(300))
"""What a page shows around its article."""


@dataclass(frozen=True, slots=True)
class Version:
    """A text as it is compared, the article that it is of, and the lines of its page."""

    text: str
    article: Article
    lines: tuple[Line, ...]
    title: str = "What happened in the town"
    byline: str | None = "Ann Lee"
    published: datetime | None = None
    boilerplate: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one comparison, in CPU milliseconds, medians; `difflib` is None where it takes minutes."""

    name: str
    ours: float
    difflib: float | None


def costs(paragraphs: Sequence[str]) -> Iterator[Cost]:
    """The cases of the table, made of `paragraphs` of real articles."""
    draw = random.Random(5)
    article = _some(paragraphs, 10_000, draw)
    small, edited = "\n\n".join(article), "\n\n".join(_edited(article, 1, draw))
    yield _cost("10 kB, unchanged", small, "".join(list(small)), rounds=200)
    yield _cost("10 kB, other white space", small, small.replace("\n\n", " \n\n\n"), rounds=100)
    yield _cost("10 kB, one edit", small, edited, rounds=100, difflib=True)
    yield _cost("10 kB, one edit, a paragraph out of it", small, _without_one(edited), rounds=100)
    ticker = [f"{number % 24}:{number % 60:02} {text}" for number, text in enumerate(_some(paragraphs, 10**6, draw))]
    grown = [*_some(paragraphs, 2_000, draw), *_edited(ticker, 5, draw)]
    yield _cost("1 MB ticker, 5 edits, 2 kB new on top", "\n\n".join(ticker), "\n\n".join(grown), rounds=5)
    yield _cost("1 MB in one paragraph, the same", " ".join(ticker), " ".join(grown), rounds=3)
    yield _cost("1 MB without a space, one edit", "".join(ticker).replace(" ", ""), _one_word(ticker), rounds=1)
    other = _some(paragraphs, 10**6, draw)
    yield _cost("1 MB, all of it another", "\n\n".join(ticker), "\n\n".join(other), rounds=1)
    yield _cost("15 MB, all of it another", "\n\n".join(ticker * 15), "\n\n".join(other * 15), rounds=1)


def _some(paragraphs: Sequence[str], size: int, draw: random.Random) -> list[str]:
    chosen: list[str] = []
    while size > 0:
        chosen.append(draw.choice(paragraphs))
        size -= len(chosen[-1]) + 2
    return chosen


def _edited(paragraphs: Sequence[str], count: int, draw: random.Random) -> list[str]:
    """With a word of so many paragraphs replaced."""
    edited = list(paragraphs)
    for at in draw.sample(range(len(edited)), count):
        words = edited[at].split(" ")
        words[len(words) // 2] = "changed"
        edited[at] = " ".join(words)
    return edited


def _without_one(text: str) -> str:
    first, _, *rest = text.split("\n\n")
    return "\n\n".join((first, *rest))


def _one_word(paragraphs: Sequence[str]) -> str:
    text = "".join(paragraphs).replace(" ", "")
    return f"{text[: len(text) // 2]}changed{text[len(text) // 2 :]}"


def _cost(name: str, old: str, new: str, *, rounds: int, difflib: bool = False) -> Cost:
    before, after = _version(old), _version(new)
    return Cost(
        name=name,
        ours=_cpu(lambda: _decided(before, after), rounds),
        difflib=_cpu(lambda: SequenceMatcher(None, old.split(), new.split()).get_opcodes(), 20) if difflib else None,
    )


def _version(text: str) -> Version:
    blocks = tuple(TextBlock(part.strip()) for part in text.split("\n\n"))
    lines = (Line(block.text, is_long=True) for block in blocks)
    return Version(text, Article(blocks=blocks), (*_BESIDE[:100], *lines, *_BESIDE[100:]))


def _decided(before: Version, after: Version) -> Edit | None:
    if whole_paragraphs_changed(before, after.article):
        found = line_evidence(before, after.article, before=before.lines, now=after.lines)
        if found is not None:
            after = replace(after, text=found.applied_to(after.article).text)
    return compare(before, after)


def _cpu(run: Callable[[], object], rounds: int) -> float:
    run()
    took = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        took.append(1000 * (time.process_time() - start))
    return statistics.median(took)
