"""One edit as a digest shows it: what kind, in a line, and its words with what stayed around them cut short."""

from dataclasses import dataclass

from service.digest.card import Card, Local, card
from service.digest.clean import shorten
from service.digest.document import BlockRecord, ChangeRecord
from service.digest.words import Moment, labels

_BLOCKS = 8
"""Changed paragraphs shown of one edit."""
_RUN = 900
"""Characters shown of one run of words that went or came."""
_CONTEXT = 110
"""Characters kept of unchanged words on either side of a change."""
_MINOR = frozenset({"rewording", "punctuation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A changed paragraph: runs of `equal`, `delete` and `insert`."""

    part: str
    runs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An edit."""

    card: Card
    labels: tuple[str, ...]
    summary: str
    """Empty where the word diff of the headline, which comes first, says it already."""
    minor: bool
    """Touches nothing but wording and punctuation."""
    blocks: tuple[Block, ...]
    more: int
    """Changed paragraphs not shown."""
    command: str
    """What shows the whole edit."""
    when: Moment | None


def change(record: ChangeRecord, local: Local) -> Change:
    """What is shown of an edit."""
    blocks = record["diff"]
    told = record["kinds"][:1] == ["headline"] and [block["part"] for block in blocks[:1]] == ["title"]
    revisions = (record["from_revision"], record["to_revision"])
    return Change(
        card=card(record["item"], local),
        labels=labels(record["kinds"]),
        summary="" if told else record["summary"],
        minor=bool(record["kinds"]) and _MINOR.issuperset(record["kinds"]),
        blocks=tuple(_block(block) for block in blocks[:_BLOCKS]),
        more=max(0, len(blocks) - _BLOCKS),
        command=" ".join(
            ["dateline diff", str(record["item"]["id"]), *(str(number) for number in revisions if number)]
        ),
        when=local.moment(record["at"]),
    )


def _block(block: BlockRecord) -> Block:
    last = len(block["runs"]) - 1
    runs = [
        (run["op"], _run(run["op"], run["text"], index == 0, index == last)) for index, run in enumerate(block["runs"])
    ]
    return Block(part=block["part"], runs=tuple(runs))


def _run(op: str, text: str, first: bool, last: bool) -> str:
    """A run cut to what shows the change: of what stayed, only the words next to it."""
    if op != "equal":
        return shorten(text, _RUN)
    head = 0 if first else _CONTEXT
    tail = 0 if last else _CONTEXT
    if len(text) <= head + tail + _CONTEXT:
        return text
    return (shorten(text, head) + " " if head else "… ") + (_ending(text, tail) if tail else "")


def _ending(text: str, limit: int) -> str:
    """The last `limit` characters of `text`, from a word's beginning where one is near."""
    kept = text[-limit:]
    space = kept.find(" ", 0, limit // 3)
    return kept[space + 1 :] if space >= 0 else kept
