"""What a page says of its article beside the text: who wrote it, when it was published."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from service.changes.findings import Finding
from service.changes.hunks import hunks, runs
from service.facts.rulebook import nobody
from service.facts.words import is_word, words
from service.models import DiffBlock, DiffRun, EditKind, Op, in_zone, to_the_minute

SAME_MOMENT = timedelta(minutes=1)
"""By how much the times of one publication may differ: pages write them with and without seconds."""


def in_byline(old: str | None, new: str | None) -> Iterator[Finding]:
    """The finding of two bylines that name other people. Case, white space, the order of names and what stands between
    them do not count; nor does a byline that is absent on either side: it may have been overlooked.
    """
    if not old or not new or old == new or _people(old) == _people(new):
        return
    before, after = words(old), words(new)
    yield Finding(
        old=old,
        new=new,
        kinds=frozenset({EditKind.BYLINE}),
        block=DiffBlock(part="byline", runs=runs(before, after, hunks(before, after))),
    )


def in_published(old: datetime | None, new: datetime | None) -> Iterator[Finding]:
    """The finding of two moments of publication that differ by more than a minute. One without a zone is in UTC; an
    absent one is none.
    """
    if old is None or new is None:
        return
    old, new = in_zone(old, UTC), in_zone(new, UTC)
    if abs(old - new) <= SAME_MOMENT:
        return
    shown = [f"{to_the_minute(moment)} UTC" for moment in (old, new)]
    yield Finding(
        old=shown[0],
        new=shown[1],
        kinds=frozenset({EditKind.PUBLISHED}),
        block=DiffBlock(
            part="published", runs=(DiffRun(op=Op.DELETE, text=shown[0]), DiffRun(op=Op.INSERT, text=shown[1]))
        ),
    )


def _people(byline: str) -> Counter[str]:
    keys = (key.lower() for key in words(byline).keys if is_word(key))
    return Counter(key for key in keys if key not in nobody())
