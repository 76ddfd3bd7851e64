"""Which item an article is. Pure: (article, known, twins, now) → verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

SHORT_TEXT = 200
"""Characters. Equal texts shorter than this may be a recurrence ("FED ADDS RESERVES" is issued word for word again)."""

RECURRENCE = timedelta(hours=96)
"""Short equal texts further apart than this are two items (research on recurring templated items)."""


class Known(Protocol):
    """What a decision needs to know of a stored item."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def text_hash(self) -> str: ...
    @property
    def first_seen(self) -> datetime: ...
    @property
    def copy_of(self) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An item not seen before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The item that stands at this address, as we know it."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The item that stands at this address, with other words, marks or title."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The very text of another item, at another address. `of` is the item that leads."""

    of: int


Verdict = New | Unchanged | Revised | Copy


def decide(
    *, title: str | None, text: str, text_hash: str, known: Known | None, twins: Sequence[Known], now: datetime
) -> Verdict:
    """The verdict on an article.

    `known` is the item that owns the article's address; `twins` are the items whose newest text has its `text_hash`.
    """
    if known is not None:
        same = known.text == text and known.title == title
        return Unchanged(item=known.id) if same else Revised(item=known.id)
    for twin in sorted(twins, key=lambda twin: (twin.copy_of is not None, twin.id)):
        if _same_publication(twin, title, text, now):
            return Copy(of=twin.copy_of or twin.id)
    return New()


def _same_publication(twin: Known, title: str | None, text: str, now: datetime) -> bool:
    if not text:
        return False
    if len(text) >= SHORT_TEXT:
        return True
    return twin.title == title and abs(now - twin.first_seen) <= RECURRENCE
