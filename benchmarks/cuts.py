"""Teasers and cuts of articles whose pages say that they do not show all: which of them are called a teaser.

A teaser is a beginning, of at most 60 % of what stood there; it is confirmed before it is believed. All else that is
shorter is an edit, told at the usual time and in true words.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from service.changes import compare
from service.ingest.confirmation import is_teaser
from service.models import Access, Article, TextBlock

Cut = Callable[[Sequence[str], random.Random], Sequence[str] | None]

LEAST = 6
"""Paragraphs of an article that is cut."""
TEASER = (0.15, 0.55)
"""The shares of a text, in characters, between which a teaser ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutVisit:
    """An article after a cut."""

    page: str
    cut: str
    teaser: bool
    """It was called a teaser."""
    kinds: tuple[str, ...]
    summary: str

    @property
    def right(self) -> bool:
        """Whether it was called a teaser where it is one, and else an edit of the kinds of its cut."""
        if self.cut in TEASERS:
            return self.teaser
        return not self.teaser and _MUST[self.cut] <= set(self.kinds)


def cut_visits(name: str, article: Article, seed: int) -> list[CutVisit]:
    """Return the article after each cut; none where it is too short for them, or where a paragraph comes twice."""
    texts = article.paragraphs
    if len(texts) < LEAST or len(set(texts)) < len(texts):
        return []
    found = []
    for cut, made in CUTS.items():
        left = made(texts, random.Random(f"{cut} {seed}"))
        if left is None:
            continue
        blocks = tuple(TextBlock(text) for text in left)
        new = replace(article, blocks=blocks, access=Access.TRUNCATED, lead=None, fingerprint=None)
        edit = compare(article, new)
        found.append(
            CutVisit(
                page=name,
                cut=cut,
                teaser=is_teaser(article.text, new),
                kinds=edit.kinds if edit else (),
                summary=edit.summary if edit else "",
            )
        )
    return found


def cut_rows(found: Sequence[CutVisit]) -> Iterator[str]:
    """The table, line by line."""
    yield f"\n{'teasers and cuts':28} made  called a teaser  right"
    for cut in CUTS:
        its = [visit for visit in found if visit.cut == cut]
        share = f"{100 * sum(visit.right for visit in its) / len(its):6.1f} %" if its else ""
        yield f"{cut:28} {len(its):4}  {sum(visit.teaser for visit in its):15}  {share}"


# ── cuts ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _teaser(texts: Sequence[str], draw: random.Random) -> Sequence[str] | None:
    """Whole paragraphs from the beginning."""
    size = sum(map(len, texts)) * draw.uniform(*TEASER)
    kept = [text for at, text in enumerate(texts) if sum(map(len, texts[: at + 1])) <= size]
    return kept or None


def _teaser_within(texts: Sequence[str], draw: random.Random) -> Sequence[str] | None:
    """A beginning that ends within a paragraph, with an ellipsis."""
    kept, left = list[str](), int(sum(map(len, texts)) * draw.uniform(*TEASER))
    for text in texts:
        if len(text) >= left:
            part = text[:left].rpartition(" ")[0]
            return [*kept, f"{part}…"] if len(part) > 20 else kept or None
        kept.append(text)
        left -= len(text)
    return None


def _two_words(texts: Sequence[str], draw: random.Random) -> Sequence[str] | None:
    """Two words less in one paragraph."""
    at = draw.randrange(len(texts))
    words = texts[at].split()
    if len(words) < 12:
        return None
    start = draw.randrange(3, len(words) - 5)
    return [*texts[:at], " ".join([*words[:start], *words[start + 2 :]]), *texts[at + 1 :]]


def _middle_paragraph(texts: Sequence[str], draw: random.Random) -> Sequence[str] | None:
    at = draw.randrange(1, len(texts) - 1)
    return [*texts[:at], *texts[at + 1 :]] if len(texts[at]) < 0.3 * sum(map(len, texts)) else None


def _end(texts: Sequence[str], draw: random.Random) -> Sequence[str] | None:
    """The last paragraph less, or the last two: more than 60 % is left."""
    left = texts[: -draw.choice((1, 2))]
    return left if sum(map(len, left)) > 0.65 * sum(map(len, texts)) else None


CUTS: dict[str, Cut] = {
    "teaser": _teaser,
    "teaser, within a paragraph": _teaser_within,
    "two words cut": _two_words,
    "a middle paragraph cut": _middle_paragraph,
    "the end cut": _end,
}
TEASERS = ("teaser", "teaser, within a paragraph")
_MUST: dict[str, set[str]] = {
    "two words cut": set(),
    "a middle paragraph cut": {"paragraph_removed"},
    "the end cut": {"paragraph_removed"},
}
