"""What has happened to an item: a table of its revisions and of what else befell it, and two revisions compared."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.errors import UsageError
from service.models import Edit, EventKind, Revision, iso
from service.store import Event, RevisionHead, Store

LONGEST_COMPARED = 1_000_000
"""Characters of a text that is compared for the table of a history; longer ones are compared by `dateline diff`."""
OUR_RULES = "our own rules"
_NOT_REPORTED = "not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One row of an item's history."""

    at: datetime
    what: str
    """The kind of event. For a revision without an event: `our own rules` (its page is read otherwise since), `not
    told` (somebody else's words, or an edit reported with a copy) or `first seen`."""
    revision: int | None
    """None where no revision came of it."""
    kinds: tuple[str, ...] = ()
    summary: str = ""
    digest: str | None = None
    """The day whose digest reports it."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline show --json` and `dateline explain --json` promise."""
        return {
            "at": iso(self.at),
            "what": self.what,
            "revision": self.revision,
            "kinds": list(self.kinds),
            "summary": self.summary or None,
            "digest": self.digest,
        }


def item_history(store: Store, item: int, *, limit: int | None) -> tuple[list[HistoryRow], int]:
    """Return the newest rows of an item's history, newest first, and how many earlier ones there are."""
    # 1. Events and revisions are read; a revision that came with an event is one row with it.
    events = store.events.of_item(item)
    made = {event.to_revision: event for event in events if _made_revision(event)}
    heads = store.revisions.heads(item, limit=None if limit is None else limit + 1)
    rows: list[tuple[datetime, int, RevisionHead | Event]] = [
        *((head.seen_at, head.number, head) for head in heads),
        *((event.at, event.to_revision, event) for event in events if made.get(event.to_revision) is not event),
    ]
    # 2. Only the rows that are shown are worked out: of silent ones the texts are compared.
    rows.sort(key=lambda row: row[:2], reverse=True)
    shown = rows if limit is None else rows[:limit]
    total = store.revisions.count(item) + len(rows) - len(heads)
    before = {head.number: head for head in heads}
    found = [_row(store, item, row, made, before) for _, _, row in shown]
    return found, total - len(found)


def _made_revision(event: Event) -> bool:
    """Say whether a revision came with the event: with a new item, and with an edit that does not go back to an earlier
    revision."""
    if event.kind is EventKind.CHANGED:
        return event.from_revision is None or event.from_revision < event.to_revision
    return event.kind is EventKind.NEW


def _row(
    store: Store,
    item: int,
    row: RevisionHead | Event,
    made: dict[int, Event],
    before: dict[int, RevisionHead],
) -> HistoryRow:
    if isinstance(row, Event):
        summary = row.summary or ""
        if row.kind is EventKind.CHANGED:
            summary = "; ".join(part for part in (f"back to revision {row.to_revision}", summary) if part)
        return _reported(row, row.at, None, summary)
    event = made.get(row.number)
    if event is not None:
        return _reported(event, row.seen_at, row.number, event.summary or "")
    earlier = before.get(row.number - 1)
    if earlier is None:
        return HistoryRow(at=row.seen_at, what="first seen", revision=row.number)
    return _silent(store, item, earlier, row)


def _reported(event: Event, at: datetime, revision: int | None, summary: str) -> HistoryRow:
    return HistoryRow(
        at=at, what=str(event.kind), revision=revision, kinds=event.kinds, summary=summary, digest=event.digest
    )


def _silent(store: Store, item: int, old: RevisionHead, new: RevisionHead) -> HistoryRow:
    """Return the row of a revision without an event: its page is read otherwise, or another item's event reports it."""
    if old.extractor != new.extractor:
        what, why = OUR_RULES, f"extractor {old.extractor} → {new.extractor}"
    elif new.boilerplate > old.boilerplate:
        what, why = OUR_RULES, "lines left out that stand on other pages of the site"
    else:
        what, why = _NOT_REPORTED, ""
    if max(old.characters, new.characters) > LONGEST_COMPARED:
        edit = None
        difference = f"too long to be compared here; `dateline diff {item} {old.number} {new.number}`"
    else:
        edit = compare_revisions(store, item, old.number, new.number).edit
        difference = edit.summary if edit else "reads the same"
    return HistoryRow(
        at=new.seen_at,
        what=what,
        revision=new.number,
        kinds=edit.kinds if edit else (),
        summary="; ".join(part for part in (why, difference) if part),
    )


# ── two revisions ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two revisions of an item, and how the second differs from the first."""

    old: Revision
    new: Revision
    edit: Edit | None
    """None where both read the same."""

    @property
    def same_extractor(self) -> bool:
        """Whether one version of extraction made both; otherwise a difference may be our own doing."""
        return self.old.extractor == self.new.extractor

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline diff --json` promises; the diff is whole."""
        return {
            "item": self.new.item,
            "from_revision": self.old.number,
            "to_revision": self.new.number,
            "kinds": list(self.edit.kinds) if self.edit else [],
            "summary": self.edit.summary if self.edit else None,
            "diff": [block.as_json() for block in (self.edit.diff if self.edit else ())],
            "before": _side_json(self.old),
            "after": _side_json(self.new),
            "same_extractor": self.same_extractor,
        }


def compare_revisions(store: Store, item: int, first: int, second: int) -> Comparison:
    """Compare two revisions of an item.

    Raises:
        UsageError: there is no such item or revision.
    """
    # Imported here, since most histories and all listings compare nothing.
    from service.changes import compare

    old, new = store.revisions.get(item, first), store.revisions.get(item, second)
    return Comparison(old=old, new=new, edit=compare(old, new))


def last_edit(store: Store, item: int) -> tuple[int, int]:
    """Return the revisions of the last edit that was reported; where none was, the last two.

    Raises:
        UsageError: there is no such item, or it has one revision only.
    """
    store.items.known(item)
    for event in reversed(store.events.of_item(item)):
        if event.kind is EventKind.CHANGED and event.from_revision is not None:
            return event.from_revision, event.to_revision
    heads = store.revisions.heads(item, limit=2)
    if len(heads) < 2:
        raise UsageError(f"item {item} has one revision; there is nothing to compare")
    return heads[1].number, heads[0].number


def _side_json(revision: Revision) -> dict[str, Any]:
    return {
        "seen_at": iso(revision.seen_at),
        "title": revision.title,
        "byline": revision.byline,
        "published": iso(revision.published),
        "extractor": revision.extractor,
    }
