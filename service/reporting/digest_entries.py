"""The events of a day become the entries of its digest: each with all that the digest shows of it, read from the store.

A digest says of an item what was known when its window ended. So items are read as of the revision of their event, and
what other items add to them (copies, variants, numbers still carried) as of the end of the window.
"""

from dataclasses import replace
from datetime import datetime

from service.changes import compare
from service.digest.showable import reason_of
from service.errors import StoreError
from service.facts.quantities import Quantity, carries, corrected, quantities
from service.ingest.site_changes import without
from service.logs import Logger
from service.models import (
    Edit,
    EditKind,
    Entry,
    EventKind,
    Item,
    LeftOut,
    StaleFigure,
    StaleFigureHolder,
    VariantText,
    Window,
    to_the_minute,
)
from service.reporting.related_items import RelatedItems
from service.store import Event, RelatedText, Store

log = Logger(__name__)

_MOST_VARIANTS = 8
"""Variants of one item, and differences of one variant, that are reported."""
_REPLACE_FIGURES: frozenset[str] = frozenset(kind for kind in EditKind if kind.replaces_figures)


class DigestEntries:
    """Reads the entries of one window."""

    def __init__(self, store: Store, window: Window, related: RelatedItems) -> None:
        self._store = store
        self._related = related
        self._window = window
        self._stale_figures = StaleFigures(store, before=window.end)

    def of(self, events: tuple[Event, ...]) -> tuple[list[Entry], list[LeftOut]]:
        """Return the entries of these events, and those that are left out since their items cannot be read.

        Raises:
            StoreError: the database cannot be used.
        """
        entries: list[Entry] = []
        left_out: list[LeftOut] = []
        for event in events:
            try:
                entries.append(self._entry(event))
            except StoreError:
                raise
            except Exception as error:
                log.exception("digest.left_out", date=self._window.date, item=event.item)
                left_out.append(self._left_out(event, error))
        return entries, left_out

    def _left_out(self, event: Event, error: Exception) -> LeftOut:
        url, title = self._store.items.heading(event.item)
        return LeftOut(item=event.item, kind=event.kind, url=url, title=title, reason=reason_of(error))

    def _entry(self, event: Event) -> Entry:
        changed = event.kind is EventKind.CHANGED
        item = self._as_of(event)
        edit = self._edit(event) if changed else None
        return Entry(
            event=event.id,
            kind=event.kind,
            at=event.at,
            item=item,
            from_revision=event.from_revision,
            to_revision=event.to_revision,
            edit=edit,
            detail=None if changed else event.summary,
            copies=self._store.items.copies(event.item, before=self._window.end),
            variants=variants_of(self._store, item, before=self._window.end),
            still_carried=self._stale_figures.of(item, edit) if edit else (),
            update=self._related.update(item) if event.kind is EventKind.NEW else None,
        )

    def _as_of(self, event: Event) -> Item:
        """Return the item as the event found it: a later revision must not change what a digest says of this one."""
        revision = self._store.revisions.get(event.item, event.to_revision)
        return replace(
            self._store.items.get(event.item),
            title=revision.title,
            byline=revision.byline,
            published=revision.published,
            modified=revision.modified,
            lead=revision.lead,
            text=revision.text,
            notes=revision.notes,
            cites=revision.cites,
            revision=revision.number,
            section=revision.section,
            tags=revision.tags,
            access=revision.access,
        )

    def _edit(self, event: Event) -> Edit:
        """Return the edit as it was decided and recorded; only its words are compared again."""
        assert event.from_revision is not None
        old = self._store.revisions.get(event.item, event.from_revision)
        new = self._store.revisions.get(event.item, event.to_revision)
        if event.site_change is not None:
            old, new = without(old, event.site_change), without(new, event.site_change, titled=old.title)
        edit = compare(old, new)
        summary = event.summary or ""
        versions = self._alternating(event)
        if versions:
            between = "two versions" if versions == 2 else f"{versions} versions"
            what = edit.summary if edit else summary
            summary = f"alternates between {between} since {to_the_minute(event.at)} UTC: {what}"
        return Edit(kinds=event.kinds, summary=summary, diff=edit.diff if edit else ())

    def _alternating(self, event: Event) -> int:
        """Return between how many versions the item alternates since the return that `event` reports; 0 where it does
        not.

        Only the last time at which each version was left is kept. Where one was left after the window, it is not known
        any more what the window saw, and the return is reported as it was recorded.
        """
        known = self._store.items.known(event.item)
        if known.reverts < 2 or known.reverts_since != event.at:
            return 0
        hashes = {revision.text_hash for revision in self._store.revisions.of(event.item)}
        left = [version.left_at for text in hashes for version in self._store.revisions.earlier(event.item, text)]
        if any(at >= self._window.end for at in left):
            return 0
        return 1 + sum(at >= event.at for at in left)


# ── numbers that were corrected, and who still carries the old ones ───────────────────────────────────────────────────


class StaleFigures:
    """Reads the texts that stood before a time, each once: the edits of one day are often of one story."""

    def __init__(self, store: Store, *, before: datetime) -> None:
        self._store = store
        self._before = before
        self._read: dict[tuple[int, int], tuple[Quantity, ...] | None] = {}

    def of(self, item: Item, edit: Edit) -> tuple[StaleFigure, ...]:
        """Return the numbers replaced by the edit that made `item` what it is, each with the other texts of its story
        that surely still carry it."""
        figures = corrected(edit.diff) if _REPLACE_FIGURES.intersection(edit.kinds) else ()
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
                    StaleFigure(
                        old=figure.old.spelt,
                        new=figure.new.spelt,
                        counted=figure.counted,
                        where=tuple(_carrier(other) for other in holders),
                    )
                )
        return tuple(found)

    def _quantities(self, other: RelatedText) -> tuple[Quantity, ...] | None:
        key = (other.item, other.revision)
        if key not in self._read:
            self._read[key] = quantities(f"{other.title or ''}\n{other.text}")
        return self._read[key]


def _carrier(other: RelatedText) -> StaleFigureHolder:
    return StaleFigureHolder(item=other.item, url=other.url, title=other.title, site=other.site)


# ── variants ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def variants_of(store: Store, item: Item, *, before: datetime) -> tuple[VariantText, ...]:
    """Return the variants of an item, as of its given revision, that were first seen before a time. Of one that differs
    in nothing itself, and has a copy that does, that copy is named."""
    evidence = _evidence(store, item.id)
    found = []
    for number in store.stories.variants(item.id)[:_MOST_VARIANTS]:
        other = store.items.get(next((one for one in store.similarities.group(number) if evidence.get(one)), number))
        if other.first_seen < before:
            found.append(
                VariantText(
                    item=other.id,
                    url=other.url,
                    title=other.title,
                    site=other.site,
                    differing=evidence.get(other.id, ())[:_MOST_VARIANTS],
                )
            )
    return tuple(found)


def _evidence(store: Store, item: int) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return, for each variant, what was found to differ when the two were compared, as (here, there)."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for alike in store.similarities.of(item):
        pairs = [(here, there) for _, here, there in alike.evidence.get("differing", ())]
        if alike.item == item:
            found[alike.other] = tuple(pairs)
        else:
            found[alike.item] = tuple((there, here) for here, there in pairs)
    return found
