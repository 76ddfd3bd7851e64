"""What the digest says of a number that was corrected: which others of the story still carry the old one."""

from datetime import datetime

from service.facts.quantities import Quantity, carries, corrected, quantities
from service.models import Carrier, Edit, Item, StillCarried
from service.store import RelatedText, Store

_KINDS = frozenset({"number", "headline"})
"""Of edits that may replace a number."""


class StaleFigures:
    """Reads the texts that stood before a time, each once: the edits of one day are often of one story."""

    def __init__(self, store: Store, *, before: datetime) -> None:
        self._store = store
        self._before = before
        self._read: dict[tuple[int, int], tuple[Quantity, ...] | None] = {}

    def after(self, item: Item, edit: Edit) -> tuple[StillCarried, ...]:
        """The numbers replaced by the edit that made `item` what it is, each with those who surely still carry it."""
        figures = corrected(edit.diff) if _KINDS.intersection(edit.kinds) else ()
        edited = quantities(f"{item.title or ''}\n{item.text}") if figures else None
        if edited is None:
            return ()
        texts = [
            (other, self._quantities(other))
            for other in self._store.revisions.related_texts(item.id, before=self._before)
        ]
        found = []
        for figure in figures:
            holders = [other for other, there in texts if there is not None and carries(figure, there, edited=edited)]
            if holders:
                found.append(
                    StillCarried(
                        old=figure.old.spelt,
                        new=figure.new.spelt,
                        counted=figure.counted,
                        where=tuple(_carrier(other) for other in holders),
                    )
                )
        return tuple(found)

    def _quantities(self, other: RelatedText) -> tuple[Quantity, ...] | None:
        known = (other.item, other.revision)
        if known not in self._read:
            self._read[known] = quantities(f"{other.title or ''}\n{other.text}")
        return self._read[known]


def _carrier(other: RelatedText) -> Carrier:
    return Carrier(item=other.item, url=other.url, title=other.title, site=other.site)
