"""One edit as a digest shows it: what kind, before and after in a line, and its words with what stayed cut short."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from service.digest.digest_document import BlockRecord, CarriedRecord, ChangeRecord
from service.digest.excerpt import BRIEF, FULL, Frame, Runs, excerpt, settled
from service.digest.item_card import ItemCard, LocalTime, ShownLink, item_card, place_name
from service.digest.wording import PARTS, Moment, labels
from service.models import EditKind
from service.text.display import label, shorten, web_url

_BLOCKS = 8
"""Changed paragraphs shown of one edit."""
_CHARACTERS = 6_000
"""Characters of them, beyond which the next one is not shown: 500 edits of long articles still make one page."""
_BRIEF_BLOCKS = 2
"""Paragraphs of an edit shown on one line."""
_HEADLINE = 160
_PLACES = 6
"""Places that still carry a number and are named; the document has them all."""
_MINOR: frozenset[str] = frozenset(kind for kind in EditKind if kind.is_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """A changed paragraph."""

    part: str
    """`text`, `title`, `byline`, …"""
    name: str
    """What the part is called; empty for the text and the title, which need no name."""
    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleFigureLine:
    """A number that the edit has replaced, and who still has it."""

    words: str
    """`12 people`."""
    links: tuple[ShownLink, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView:
    """An edit as a digest shows it."""

    card: ItemCard
    labels: tuple[str, ...]
    correction: bool
    """It adds, changes or removes a note that says what was wrong; `labels` do not repeat it."""
    was: str
    """The headline before; empty where it has not changed, or there was none."""
    summary: str
    """The summary without the headline where `was` shows it."""
    line: str
    """The whole summary."""
    stale_figures: tuple[StaleFigureLine, ...]
    minor: bool
    """It is of minor kinds only, and touches no figure."""
    folded: bool
    """It is of new wording only, and its words are shown at a click."""
    blocks: tuple[ShownBlock, ...]
    more: int
    """Changed paragraphs not shown."""
    brief: tuple[ShownBlock, ...]
    """As on one line of a list."""
    brief_more: int
    command: str
    """What shows the whole edit."""
    when: Moment | None


def edit_view(record: ChangeRecord, local: LocalTime) -> EditView:
    """Return what is shown of an edit."""
    kinds, blocks = record["kinds"], record["diff"]
    was, now = _headlines(kinds, blocks)
    shown = _shown(blocks)
    revisions = (record["from_revision"], record["to_revision"])
    return EditView(
        card=_card(record, local),
        labels=labels(kind for kind in kinds if kind != EditKind.CORRECTION_NOTE),
        correction=EditKind.CORRECTION_NOTE in kinds,
        was=shorten(was, _HEADLINE),
        summary=_beside_headline(record["summary"], was, now),
        line=record["summary"],
        stale_figures=tuple(_stale_figure(number) for number in record.get("still_carried", ())),
        minor=bool(kinds) and _MINOR.issuperset(kinds) and not _touches_figures(blocks),
        folded=kinds == [EditKind.REWORDING],
        blocks=shown,
        more=len(blocks) - len(shown),
        brief=tuple(_block(block, BRIEF) for block in blocks[:_BRIEF_BLOCKS]),
        brief_more=max(0, len(blocks) - _BRIEF_BLOCKS),
        command=" ".join(
            ["dateline diff", str(record["item"]["id"]), *(str(number) for number in revisions if number)]
        ),
        when=local.moment(record["at"]),
    )


def _card(record: ChangeRecord, local: LocalTime) -> ItemCard:
    """Return the card of the edited item without the variants that differ only by a number that they still carry, since
    they are shown as carrying it."""
    shown = item_card(record["item"], local)
    carried = {
        (web_url(where["url"]), number["new"], number["old"])
        for number in record.get("still_carried", ())
        for where in number["where"]
    }
    pairs = {other: {(other.link.href, *pair) for pair in other.differing} for other in shown.variants}
    return replace(shown, variants=tuple(other for other, its in pairs.items() if not its or its - carried))


def _headlines(kinds: Sequence[str], blocks: Sequence[BlockRecord]) -> tuple[str, str]:
    """Return the headline before and after, each on one line; both are empty unless there was one and it has
    changed."""
    if EditKind.HEADLINE not in kinds or not blocks or blocks[0]["part"] != "title":
        return "", ""
    was, now = (
        label("".join(run["text"] for run in blocks[0]["runs"] if run["op"] in ("equal", op)))
        for op in ("delete", "insert")
    )
    return (was, now) if was and now else ("", "")


def _beside_headline(summary: str, was: str, now: str) -> str:
    """Return what the summary says besides the headline; a headline too long to stand in it whole stays."""
    if not was:
        return summary
    shown = f"“{was}” → “{now}”"
    return summary[len(shown) :].removeprefix("; ") if summary.startswith(shown) else summary


def _touches_figures(blocks: Sequence[BlockRecord]) -> bool:
    """Say whether a digit of the text or the title came or went: such an edit is shown in full, whatever its kinds."""
    return any(
        character.isdecimal()
        for block in blocks
        if block["part"] in ("text", "title")
        for run in block["runs"]
        if run["op"] != "equal"
        for character in run["text"]
    )


def _stale_figure(number: CarriedRecord) -> StaleFigureLine:
    links = [
        ShownLink(label=place_name(where["site"], where["url"], where["title"]), href=web_url(where["url"]))
        for where in number["where"]
    ]
    links = list(dict.fromkeys(links))
    return StaleFigureLine(
        words=" ".join(part for part in (number["old"], number["counted"]) if part),
        links=tuple(links[:_PLACES]),
        more=max(0, len(links) - _PLACES),
    )


def _shown(blocks: Sequence[BlockRecord]) -> tuple[ShownBlock, ...]:
    """Return the first changed paragraphs, one at least."""
    cut = [_block(block, FULL) for block in blocks[:_BLOCKS]]
    sizes = accumulate(sum(len(text) for _, text in block.runs) for block in cut)
    fitting = sum(size <= _CHARACTERS for size in sizes)
    return tuple(cut[: max(fitting, 1)])


def _block(block: BlockRecord, frame: Frame) -> ShownBlock:
    runs = settled([(run["op"], run["text"]) for run in block["runs"]])
    return ShownBlock(part=block["part"], name=PARTS.get(block["part"], block["part"]), runs=excerpt(runs, frame))
