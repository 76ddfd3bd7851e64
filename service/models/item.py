"""The stored item, its revisions, the events in its life, and how one revision differs from another."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from service.models.article import Access, BlockKind, Citation, TextBlock
from service.models.timestamps import iso


class ItemStatus(StrEnum):
    """Whether an item still stands where it stood."""

    LIVE = "live"
    MISSING = "missing"
    """The page was absent on the last visits, more than one; its removal is suspected."""
    REMOVED = "removed"


class EventKind(StrEnum):
    """What happened to an item, as a digest reports it."""

    NEW = "new"
    CHANGED = "changed"
    MISSING = "missing"
    REMOVED = "removed"
    RESTORED = "restored"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A stored article or document, as of its newest revision."""

    id: int
    url: str
    title: str | None
    byline: str | None
    published: datetime | None
    modified: datetime | None
    language: str | None
    site: str | None
    lead: str | None
    text: str
    notes: tuple[str, ...]
    cites: tuple[Citation, ...]
    sources: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    revision: int
    status: ItemStatus
    copy_of: int | None = None
    variant_of: int | None = None
    update_of: int | None = None
    story: int | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    access: Access | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline items --json` promises."""
        return {
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "byline": self.byline,
            "published": iso(self.published),
            "modified": iso(self.modified),
            "language": self.language,
            "site": self.site,
            "section": self.section,
            "tags": list(self.tags),
            "access": self.access and str(self.access),
            "text": self.text,
            "notes": list(self.notes),
            "cites": [{"url": cite.url, "title": cite.title} for cite in self.cites],
            "sources": list(self.sources),
            "first_seen": iso(self.first_seen),
            "last_seen": iso(self.last_seen),
            "revision": self.revision,
            "status": str(self.status),
            "copy_of": self.copy_of,
            "variant_of": self.variant_of,
            "update_of": self.update_of,
            "story": self.story,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFigure:
    """A figure that an update gives another value: `("dead", "12", "17")`."""

    what: str
    """What is counted, as spelt; empty where no word says it."""
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an item adds to the one that it repeats (`base`)."""

    base: int
    adds: tuple[str, ...]
    """The sentences that state what was not told before, as spelt."""
    figures: tuple[ChangedFigure, ...] = ()
    is_correction: bool = False
    """Its title says that it corrects the other."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape in which every `--json` shows it."""
        return {
            "adds": list(self.adds),
            "figures": [{"what": one.what, "from": one.before, "to": one.after} for one in self.figures],
            "correction": self.is_correction,
        }

    def sentences(self) -> tuple[str, ...]:
        """Return it as a person reads it: the figures that have changed, then what it adds."""
        changed = (
            f"{one.what}: {one.before} → {one.after}" if one.what else f"{one.before} → {one.after}"
            for one in self.figures
        )
        return (*changed, *(f"adds: {sentence}" for sentence in self.adds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One version of an item's text. `number` counts from 1."""

    item: int
    number: int
    seen_at: datetime
    title: str | None
    byline: str | None
    published: datetime | None
    modified: datetime | None
    lead: str | None
    text: str
    text_hash: str
    extractor: str
    notes: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    access: Access | None = None
    boilerplate: tuple[str, ...] = ()
    """Lines of its page that were left out of the text, since they stand on other pages of the host too."""
    kinds: tuple[BlockKind, ...] | None = None
    """The kinds of the blocks of the text; None for a revision made before they were kept."""

    @property
    def blocks(self) -> tuple[TextBlock, ...]:
        """Return the text as blocks, which are paragraphs where their kinds are not known."""
        texts = self.text.split("\n\n") if self.text else []
        known = self.kinds is not None and len(self.kinds) == len(texts)
        kinds = self.kinds if self.kinds and known else [BlockKind.PARAGRAPH] * len(texts)
        return tuple(TextBlock(text, kind) for text, kind in zip(texts, kinds, strict=True))


class Op(StrEnum):
    """What a word diff says of a run of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRun:
    """Consecutive words that were all kept, deleted or inserted. Spaces are part of the text, so that runs join as they
    are."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffBlock:
    """One paragraph, or the title, as a word diff. Unchanged paragraphs far from any change are left out."""

    part: str
    """`title`, `text`, `byline` or `published`."""
    runs: tuple[DiffRun, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `dateline diff --json` and the digest's JSON promise."""
        return {"part": self.part, "runs": [{"op": str(run.op), "text": run.text} for run in self.runs]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """How one revision differs from another. There is none between texts that read the same."""

    kinds: tuple[str, ...]
    """Most important first: headline, number, …"""
    summary: str
    """One line, before → after where that can be said: "12 → 17"."""
    diff: tuple[DiffBlock, ...]
