"""Stories keep their ids when they are gathered anew, so that a reader's bookmark lasts. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A story as gathered. `story` is the id it keeps, None where it is new; `merged` are ids that lead to it now."""

    items: frozenset[int]
    story: int | None
    merged: tuple[int, ...] = ()


def keep_names(gathered: Iterable[frozenset[int]], held: Mapping[int, int]) -> tuple[Named, ...]:
    """Which id each of the stories `gathered` keeps; `held` is the story each item has been in so far.

    An id goes where most of its items went, and a story takes the id most of its items bring: the largest overlap
    first, the older id where they are equal. What is left of a story that was split gets a new id; an id whose items
    went into a story of another id leads there.
    """
    stories = sorted(gathered, key=min)
    overlaps = sorted(
        (-count, old, place)
        for place, items in enumerate(stories)
        for old, count in Counter(held[item] for item in items if item in held).items()
    )
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for _, old, place in overlaps:
        if place not in kept and old not in taken:
            kept[place] = old
            taken.add(old)
    merged: dict[int, list[int]] = {}
    for _, old, place in overlaps:
        if old not in taken:
            merged.setdefault(place, []).append(old)
            taken.add(old)
    return tuple(
        Named(items=items, story=kept.get(place), merged=tuple(sorted(merged.get(place, ()))))
        for place, items in enumerate(stories)
    )
