"""What the digest says of an item's variants: where the same text stands with another figure, and which."""

import re
from collections import Counter
from datetime import datetime

from service.models import Item, VariantText
from service.store import Store

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*%?")
_MOST = 8
"""Variants of one item, and differences of one variant, that are told."""


def variants_of(store: Store, item: Item, *, before: datetime) -> tuple[VariantText, ...]:
    """The variants of an item, as of its given revision, that were first seen before a time."""
    evidence = _evidence(store, item.id)
    found = []
    for number in store.stories.variants(item.id)[:_MOST]:
        other = store.items.get(number)
        if other.first_seen < before:
            found.append(
                VariantText(
                    item=number,
                    url=other.url,
                    title=other.title,
                    site=other.site,
                    differing=(evidence.get(number) or differing_numbers(item.text, other.text))[:_MOST],
                )
            )
    return tuple(found)


def _evidence(store: Store, item: int) -> dict[int, tuple[tuple[str, str], ...]]:
    """What was found to differ when the two were compared, told from the item: (here, there)."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for alike in store.similarities.of(item):
        pairs = [(here, there) for _, here, there in alike.evidence.get("differing", ())]
        if alike.item == item:
            found[alike.other] = tuple(pairs)
        else:
            found[alike.item] = tuple((there, here) for here, there in pairs)
    return found


def differing_numbers(here: str, there: str) -> tuple[tuple[str, str], ...]:
    """The numbers that only one of two texts has, paired in their order; an empty string where there is no other."""
    mine, theirs = Counter(_NUMBER.findall(here)), Counter(_NUMBER.findall(there))
    only_here, only_there = list((mine - theirs).elements()), list((theirs - mine).elements())
    length = max(len(only_here), len(only_there))
    only_here += [""] * (length - len(only_here))
    only_there += [""] * (length - len(only_there))
    return tuple(zip(only_here, only_there, strict=True))
