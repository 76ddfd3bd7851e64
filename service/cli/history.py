"""What has happened to an item, as one table: its revisions and what became of them, and what befell it otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from service.models import EventKind, iso
from service.text.display import clipped, safe

if TYPE_CHECKING:
    from service.store import Event, RevisionHead, Store

NEWEST = 20
"""Rows shown of a history, unless all are asked for."""
LONGEST = 1_000_000
"""Characters of a text that are compared for this table; of longer ones `dateline diff` tells."""
OURS = "our own rules"
_UNTOLD = "not told"
_SUMMARY = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row."""

    at: datetime
    what: str
    """The kind of event; of a revision that is none: `our own rules`, `not told` (another's words, or an edit told with
    a copy), `first seen`."""
    revision: int | None
    """None where no revision came of it."""
    kinds: tuple[str, ...] = ()
    summary: str = ""
    digest: str | None = None
    """The day whose digest tells it."""

    def as_json(self) -> dict[str, Any]:
        """The shape that `dateline show --json` and `dateline explain --json` promise."""
        return {
            "at": iso(self.at),
            "what": self.what,
            "revision": self.revision,
            "kinds": list(self.kinds),
            "summary": self.summary or None,
            "digest": self.digest,
        }


def history(store: "Store", item: int, *, limit: int | None) -> tuple[list[Step], int]:
    """The newest steps of an item, newest first, and how many earlier ones there are."""
    events = store.events.of_item(item)
    made = {event.to_revision: event for event in events if _made_revision(event)}
    heads = store.revisions.heads(item, limit=None if limit is None else limit + 1)
    rows: list[tuple[datetime, int, RevisionHead | Event]] = [
        *((head.seen_at, head.number, head) for head in heads),
        *((event.at, event.to_revision, event) for event in events if made.get(event.to_revision) is not event),
    ]
    rows.sort(key=lambda row: row[:2], reverse=True)
    shown = rows if limit is None else rows[:limit]
    total = store.revisions.count(item) + len(rows) - len(heads)
    before = {head.number: head for head in heads}
    steps = [_step(store, item, row, made, before) for _, _, row in shown]
    return steps, total - len(steps)


def line(step: Mapping[str, Any]) -> str:
    """A row, from its JSON, on a terminal."""
    revision = f"revision {step['revision']}" if step["revision"] else ""
    told = ": ".join(part for part in (", ".join(step["kinds"]), clipped(step["summary"] or "", _SUMMARY)) if part)
    at = step["at"][:16].replace("T", " ")
    return safe(f"{at}  {revision:<13} {step['what']:<14} {told}".rstrip())


def _made_revision(event: "Event") -> bool:
    """A new item and an edit come with a revision of their own; an edit back to an earlier one does not."""
    if event.kind is EventKind.CHANGED:
        return event.from_revision is None or event.from_revision < event.to_revision
    return event.kind is EventKind.NEW


def _step(
    store: "Store",
    item: int,
    row: "RevisionHead | Event",
    made: "dict[int, Event]",
    before: "dict[int, RevisionHead]",
) -> Step:
    from service.store import Event

    if isinstance(row, Event):
        summary = row.summary or ""
        if row.kind is EventKind.CHANGED:
            summary = "; ".join(part for part in (f"back to revision {row.to_revision}", summary) if part)
        return _told(row, row.at, None, summary)
    event = made.get(row.number)
    if event is not None:
        return _told(event, row.seen_at, row.number, event.summary or "")
    earlier = before.get(row.number - 1)
    if earlier is None:
        return Step(at=row.seen_at, what="first seen", revision=row.number)
    return _silent(store, item, earlier, row)


def _told(event: "Event", at: datetime, revision: int | None, summary: str) -> Step:
    return Step(at=at, what=str(event.kind), revision=revision, kinds=event.kinds, summary=summary, digest=event.digest)


def _silent(store: "Store", item: int, old: "RevisionHead", new: "RevisionHead") -> Step:
    """A revision that no event tells of: we read the page otherwise, or somebody else has told it."""
    from service.changes import compare

    if old.extractor != new.extractor:
        what, why = OURS, f"extractor {old.extractor} → {new.extractor}"
    elif new.furniture > old.furniture:
        what, why = OURS, "lines left out that stand on other pages of the site"
    else:
        what, why = _UNTOLD, ""
    if max(old.characters, new.characters) > LONGEST:
        told = f"too long to be compared here; `dateline diff {item} {old.number} {new.number}`"
        return Step(at=new.seen_at, what=what, revision=new.number, summary="; ".join(p for p in (why, told) if p))
    edit = compare(store.revisions.get(item, old.number), store.revisions.get(item, new.number))
    told = edit.summary if edit else "reads the same"
    return Step(
        at=new.seen_at,
        what=what,
        revision=new.number,
        kinds=edit.kinds if edit else (),
        summary="; ".join(part for part in (why, told) if part),
    )
