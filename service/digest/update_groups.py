"""The updates of one story in one day are told as one: the newest of them, with what all of them add. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from service.models import ChangedFigure, Entry, NamedItem, ReportedUpdate
from service.text.whitespace import folded

KEPT = 200
"""Sentences, and figures, that the document keeps of one group; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateGroup:
    """The updates that a digest tells of one story, or of one item that has no story; the newest comes first.

    Corrections stand in a group of their own, so that no later update hides that something was wrong.
    """

    entries: tuple[Entry, ...]
    story: int | None
    is_correction: bool

    @property
    def newest(self) -> Entry:
        """Return the update that stands for all."""
        return self.entries[0]

    @property
    def items(self) -> tuple[int, ...]:
        """Return the ids of the updates, the newest first."""
        return tuple(entry.item.id for entry in self.entries)

    @property
    def bases(self) -> tuple[NamedItem, ...]:
        """Return what the updates build on besides one another; what the newest one builds on comes first."""
        own = frozenset(self.items)
        named = {_update(entry).base.item: _update(entry).base for entry in self.entries}
        outside = {item: base for item, base in named.items() if item not in own}
        return tuple((outside or named).values())

    @property
    def adds(self) -> tuple[str, ...]:
        """Return the sentences that the updates add, each once, those of the newest first."""
        told = (folded(text) for entry in self.entries for text in _update(entry).update.adds)
        return tuple(dict.fromkeys(text for text in told if text))

    @property
    def figures(self) -> tuple[ChangedFigure, ...]:
        """Return the figures that the updates changed, each from what it was before all of them to its newest value."""
        return _combined(_update(entry).update.figures for entry in reversed(self.entries))


def update_groups(entries: Iterable[Entry]) -> list[UpdateGroup]:
    """Return entries with an `update` by story, or where they have none by the item at which their chain begins. The
    group with the newest update comes first."""
    groups: dict[tuple[bool, int, bool], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=newest_first):
        found, story = _update(entry), entry.item.story
        groups[story is not None, found.root if story is None else story, found.update.is_correction].append(entry)
    return [
        UpdateGroup(entries=tuple(group), story=group[0].item.story, is_correction=is_correction)
        for (_, _, is_correction), group in groups.items()
    ]


def newest_first(entry: Entry) -> tuple[float, int]:
    """Return a key that sorts updates by the time of their text, which is `text_time`."""
    return -text_time(entry).timestamp(), -entry.event


def text_time(entry: Entry) -> datetime:
    """Return when a text was published, as far as its page can be believed: not after it was seen; and when it was seen
    where the page states no time of day, since a day does not tell which of two figures is newer."""
    published, seen = entry.item.published, entry.item.first_seen
    return seen if published is None or published.time() == time(0) else min(published, seen)


def _update(entry: Entry) -> ReportedUpdate:
    assert entry.update is not None
    return entry.update


def _combined(updates: Iterable[Sequence[ChangedFigure]]) -> tuple[ChangedFigure, ...]:
    """Return the figures of updates, which come oldest first, with those of one thing as one; those of the newest
    update come first, in their order.

    Two updates tell of one thing where they name it alike and the later one starts from a value that it had before:
    people killed and people moved to safety are both people. What no word names is never taken for the same. A figure
    that ends as it began is told by its last change.
    """
    began: list[str] = []
    last: dict[int, ChangedFigure] = {}
    having: dict[tuple[str, str], int] = {}  # which of them had a value, by what is counted
    for figures in updates:
        taken: set[int] = set()
        for figure in reversed(figures):
            before, after = _values(figure)
            one = having.get(before)
            if one is None or one in taken:
                one = len(began)
                began.append(figure.before)
            taken.add(one)
            last.pop(one, None)
            last[one] = figure
            having[before] = having[after] = one
    return tuple(
        figure if began[one] == figure.after else replace(figure, before=began[one])
        for one, figure in reversed(last.items())
    )


def _values(figure: ChangedFigure) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return what is counted with its value before and after; of what no word names, the whole change twice."""
    what = folded(figure.what).casefold()
    if not what:
        change = "", f"{figure.before} {figure.after}"
        return change, change
    return (what, figure.before), (what, figure.after)
