"""The lines of two pages, as evidence which paragraphs were really added to a text or removed from it. Pure.

Extraction judges each line of a page, and what stands around the line may change the judgement: another element around
the article, an advertisement beside it. So a paragraph seems to have been removed that still stands where it stood, or
to have been added that stood there before. The lines of both pages are the evidence. They are set side by side, in
reading order: a line that both pages show in the same place was neither added nor removed, and stays what it was
judged to be.
"""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from service.changes.alignment import MatchingBlock, matching_blocks
from service.changes.judge import LONGEST_NOTE, is_correction
from service.changes.paragraphs import PAIRED, changed_pairs, paragraphs, partners
from service.models import Article, Line, TextBlock
from service.text.reading_form import reading_form, tightened

STANDS = 0.5
"""The share of a text, in characters, that must still stand on its page. A page that shows less of it is another page,
and no evidence."""


class EarlierText(Protocol):
    """A text as it was, and the lines of its page that were left out of it as its host's."""

    @property
    def text(self) -> str: ...
    @property
    def boilerplate(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEvidence:
    """What the lines of two pages show to be wrong in a text as it was extracted."""

    stays: tuple[tuple[int, TextBlock], ...]
    """Paragraphs that still stand on the page, each with the number of the block that it stands before; in order."""
    left: frozenset[int]
    """The numbers of blocks that stood on the page before and were not of the text."""

    def applied_to(self, article: Article) -> Article:
        """Return `article`, extracted from the same page with the same rules, put right."""
        staying: dict[int, list[TextBlock]] = defaultdict(list)
        for number, block in self.stays:
            staying[number].append(block)
        blocks: list[TextBlock] = []
        for number, block in enumerate(article.blocks):
            blocks += staying[number]
            if number not in self.left:
                blocks.append(block)
        blocks += staying[len(article.blocks)]
        without = {article.blocks[number].text for number in self.left}
        lead = None if article.lead in without else article.lead
        return replace(article, blocks=tuple(blocks), lead=lead, fingerprint=None)


def whole_paragraphs_changed(old: EarlierText, new: Article) -> bool:
    """Say whether whole paragraphs came or went, so that the lines of their pages are needed (`line_evidence`).

    It takes no time where nothing has changed. Where more than `PAIRED` characters went and came it is False.
    """
    if old.text == new.text:
        return False
    boilerplate = frozenset(old.boilerplate)
    texts, now = paragraphs(old.text), [text for text in new.paragraphs if text not in boilerplate]
    was, reads = Counter(texts), Counter(now)
    if min(sum(map(len, side.elements())) for side in (was - reads, reads - was)) > PAIRED:
        return False
    return any(not pair.moved and (pair.old is None or pair.new is None) for pair in changed_pairs(texts, now))


def line_evidence(
    old: EarlierText, new: Article, *, before: Sequence[Line], now: Sequence[Line]
) -> LineEvidence | None:
    """Return which differences between two texts their pages do not show; None where nothing is to be put right.

    `before` are the lines of the page that `old` was read from. Where they are not known, and none are given, the text
    itself stands for them: then only what still stands is found, and not what stood before.

    A line stands where it stood when it is among the lines that both pages share, in their order. One that is short or
    a link does so only when the line before or behind it is the same, too, since names, headings and "Read more" stand
    in many places. A link is no evidence of a paragraph, nor a hidden line of a shown one, and a line is evidence of
    one paragraph only. A paragraph that was rewritten where it stood stays, so that its edit is reported as what it is.

    Only paragraphs that one of the texts lacks are touched. What is new on the page is left to extraction. A correction
    is never left out, wherever it stood, since it has not been reported yet; nor are blocks that are together more than
    the old text, which then was not the article.
    """
    # 1. Which paragraphs seem to have gone and come.
    gone, come = _differing(old, new)
    if not now or not (gone or come):
        return None
    # 2. Which lines stand where they stood. Without most of the old text among them it is another page.
    pages = _side_by_side(old, new, before, now)
    standing = pages.standing()
    if sum(len(text) for line, text in pages.held.items() if line in standing) < STANDS * len(old.text):
        return None
    # 3. A line that stands and was of the text still is; one that stands and was not of it still is not.
    stays: list[int] = []
    left: set[int] = set()
    for was, line in standing.items():
        if (was in pages.held) == (line in pages.shown):
            continue
        key = tightened(now[line].text)
        if line not in pages.shown and gone[key] > 0:
            gone[key] -= 1
            stays.append(line)
        elif line in pages.shown and come[key] > 0 and not is_correction(reading_form(now[line].text[:LONGEST_NOTE])):
            come[key] -= 1
            left.add(pages.shown[line])
    if sum(len(new.blocks[number].text) for number in left) > len(old.text):
        left = set()
    # 4. What was rewritten where it stood is of the text as well.
    stays = sorted({*stays, *pages.rewritten(+gone)})
    if not stays and not left:
        return None
    places = sorted(pages.shown.items())
    return LineEvidence(
        stays=tuple((_block_after(places, line, new), TextBlock(now[line].text, now[line].kind)) for line in stays),
        left=frozenset(left),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _PagePair:
    """Two pages side by side."""

    before: Sequence[Line]
    now: Sequence[Line]
    held: Mapping[int, str]
    """The lines before that were of the text, by their numbers, as the text has them."""
    shown: Mapping[int, int]
    """The lines now that are of the text, and the numbers of their blocks."""
    both: Mapping[int, int]
    """The lines that both pages have in an order that they share, from before to now; rising."""

    def standing(self) -> dict[int, int]:
        """Return those of `both` that are surely the same line."""
        return {
            was: line
            for was, line in self.both.items()
            if self.now[line].is_long or self.both.get(was - 1) == line - 1 or self.both.get(was + 1) == line + 1
        }

    def rewritten(self, gone: Container[str]) -> Iterator[int]:
        """Yield the lines outside of the text that took the places of paragraphs which have gone from it."""
        last, after = -1, -1
        for was, line in [*self.both.items(), (len(self.before), len(self.now))]:
            olds = [at for at in range(last + 1, was) if at in self.held and tightened(self.held[at]) in gone]
            news = [at for at in range(after + 1, line) if self.now[at].is_long and not self.now[at].is_hidden]
            last, after = was, line
            if not olds or all(at in self.shown for at in news):
                continue
            one, other = [self.held[at] for at in olds], [self.now[at].text for at in news]
            if sum(map(len, (*one, *other))) <= PAIRED:
                yield from (news[at] for _, at in partners(one, other) if news[at] not in self.shown)


def _side_by_side(old: EarlierText, new: Article, before: Sequence[Line], now: Sequence[Line]) -> _PagePair:
    texts = paragraphs(old.text)
    before = before or [Line(text) for text in texts]
    return _PagePair(
        before=before,
        now=now,
        held={line: texts[number] for number, line in _shared(texts, [line.text for line in before])},
        shown={line: number for number, line in _shared(new.paragraphs, [line.text for line in now])},
        both=dict(_shared([_line_key(line) for line in before], [_line_key(line) for line in now])),
    )


def _differing(old: EarlierText, new: Article) -> tuple[Counter[str], Counter[str]]:
    """Return the paragraphs that only the old text has, and those that only the new one has, tightened."""
    was, reads = Counter(paragraphs(old.text)), Counter(new.paragraphs)
    gone, come = (Counter(map(tightened, side.elements())) for side in (was - reads, reads - was))
    for text in old.boilerplate:
        come.pop(tightened(text), None)
    return gone - come, come - gone


def _shared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the lines that both have, in order: of those that are written the same and, between them, of
    those that read the same."""
    i = k = 0
    for match in [*matching_blocks(old, new), MatchingBlock(len(old), len(new), 0)]:
        if i < match.old and k < match.new:
            was, reads = (list(map(tightened, side)) for side in (old[i : match.old], new[k : match.new]))
            for finer in matching_blocks(was, reads):
                yield from ((i + finer.old + at, k + finer.new + at) for at in range(finer.size))
        yield from ((match.old + at, match.new + at) for at in range(match.size))
        i, k = match.old + match.size, match.new + match.size


def _line_key(line: Line) -> str:
    """Return what a line is compared by: its text, and whether it is hidden or a link."""
    return f"{'~' if line.is_hidden else ''}{'^' if line.is_link else ''} {line.text}"


def _block_after(places: Sequence[tuple[int, int]], line: int, new: Article) -> int:
    """Return the number of the block before which a line stands."""
    at = bisect(places, (line,))
    return places[at][1] if at < len(places) else len(new.blocks)
