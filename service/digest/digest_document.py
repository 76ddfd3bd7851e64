"""The document of one day's digest: plain values that JSON can hold, from which every file of it is rendered.

Times are ISO 8601 in UTC with a `Z`; what is absent is None.
"""

from typing import Any, NotRequired, TypedDict


class CitationRecord(TypedDict):
    """A document that an item's author names as a source."""

    url: str
    title: str | None


class CopyRecord(TypedDict):
    """Another place where the text of an item stands."""

    url: str
    site: str | None
    source: str
    first_seen: str | None


class DifferenceRecord(TypedDict):
    """A figure, name or denial of an item (`here`) and what a variant of its text has instead."""

    here: str
    there: str


class VariantRecord(TypedDict):
    """Another item with the same text but for these differences."""

    id: int
    url: str
    title: str | None
    site: str | None
    differing: list[DifferenceRecord]


class _FirstItemKeys(TypedDict):
    """The keys that items of digests have had from the beginning, in the order in which they are written."""

    id: int
    url: str
    title: str | None
    byline: str | None
    published: str | None
    modified: str | None
    language: str | None
    site: str | None
    notes: list[str]
    cites: list[CitationRecord]
    sources: list[str]
    first_seen: str | None
    last_seen: str | None
    revision: int
    status: str
    copy_of: int | None
    variant_of: int | None
    story: int | None
    summary: str
    copies: list[CopyRecord]
    variants: NotRequired[list[VariantRecord]]
    """Digests published before they were shown have none."""


class _LaterItemKeys(TypedDict):
    """The keys that were added. Each is `NotRequired`: digests that were published before are shown as they are."""

    update_of: NotRequired[int | None]
    access: NotRequired[str | None]
    section: NotRequired[str | None]
    tags: NotRequired[list[str]]


class ItemRecord(_FirstItemKeys, _LaterItemKeys):
    """An item as of its event: the shape of `dateline items --json` with two sentences instead of the whole text.

    `build` takes all keys of that shape but `text`.
    """


class _SeenAt(TypedDict):
    at: str | None


class NewRecord(_FirstItemKeys, _SeenAt, _LaterItemKeys):
    """An `ItemRecord` seen for the first time; `at` is when."""


class StoryRecord(TypedDict):
    """Two or more of the day's items, new or changed, that tell of the same event.

    `items` are their ids in the order shown; of those also in `changed`, the edit stands in the story. Ids of stories
    last: a bookmark of one leads on to the story it has become part of.
    """

    id: int
    headline: str
    items: list[int]


class RunRecord(TypedDict):
    """Consecutive words with one fate: `op` is `equal`, `delete` or `insert`."""

    op: str
    text: str


class BlockRecord(TypedDict):
    """One paragraph (`part` is `text`) or another part of the article (`title`, `byline`, …) as a word diff."""

    part: str
    runs: list[RunRecord]


class CarrierRecord(TypedDict):
    """Another item of the story that still has the old number."""

    id: int
    url: str
    title: str | None
    site: str | None


class CarriedRecord(TypedDict):
    """A number that the edit has replaced, and who still has the old one; `counted` is what it counts."""

    old: str
    new: str
    counted: str | None
    where: list[CarrierRecord]


class ChangeRecord(TypedDict):
    """An edit of an item."""

    item: ItemRecord
    from_revision: int | None
    to_revision: int | None
    kinds: list[str]
    summary: str
    diff: list[BlockRecord]
    at: str | None
    still_carried: NotRequired[list[CarriedRecord]]
    """Digests published before they were shown have none."""


class RemovalRecord(TypedDict):
    """An item that is gone (`status` is `removed`), or seems to be (`missing`)."""

    item: ItemRecord
    status: str
    detail: str | None
    at: str | None


class NoticeRecord(TypedDict):
    """An item that came back, or moved to another address."""

    item: ItemRecord
    detail: str | None
    at: str | None


class SiteLineRecord(TypedDict):
    """A paragraph, or an end of titles: `part` is `added`, `removed` or `title`."""

    part: str
    text: str


class SiteChangeRecord(TypedDict):
    """What a site changed alike on the pages of many items, `items` by their ids: no edit of any of them."""

    host: str
    items: list[int]
    lines: list[SiteLineRecord]
    at: str | None


class LeftOutRecord(TypedDict):
    """An event of an item (`id`) that could not be shown: what it was, and why."""

    id: int
    kind: str
    url: str | None
    title: str | None
    reason: str


class TroubleRecord(TypedDict):
    """A source that was not seen, or not as usual."""

    source: str
    url: str
    error: str | None
    last_ok: str | None


class UnreadRecord(TypedDict):
    """A link that a source named and whose page could not be read, or is not believed yet."""

    url: str
    title: str | None
    source: str
    error: str
    since: str | None


class SourceRecord(TypedDict):
    """One source in the day's window; the numbers are of visits (`checks`, `unchanged`) and of items."""

    source: str
    kind: str | None
    url: str
    health: str
    checks: int
    unchanged: int
    new: int
    changed: int
    last_ok: str | None
    error: str | None


class CoverageRecord(TypedDict):
    """What was visited and what was not. `checked` counts sources, `unchanged` those of them with nothing new."""

    checked: int
    unchanged: int
    failed: list[TroubleRecord]
    blocked: list[TroubleRecord]
    silent: list[TroubleRecord]
    drifting: list[TroubleRecord]
    unseen: list[TroubleRecord]
    unread: list[UnreadRecord]
    sources: list[SourceRecord]


# `from` is a keyword, hence the other way of writing it.
DigestDocument = TypedDict(
    "DigestDocument",
    {
        "date": str,
        "from": str | None,
        "to": str | None,
        "final": bool,
        "timezone": str,
        "stories": list[StoryRecord],
        "new": list[NewRecord],
        "changed": list[ChangeRecord],
        "removed": list[RemovalRecord],
        "restored": list[NoticeRecord],
        "moved": list[NoticeRecord],
        "site_changes": NotRequired[list[SiteChangeRecord]],
        "left_out": NotRequired[list[LeftOutRecord]],
        "coverage": CoverageRecord,
    },
)
"""A digest. `from` and `to` bound its window; `final` says whether the window had closed when it was made.
`left_out` is there only where something was left out."""

_SHAPES = (
    DigestDocument,
    CoverageRecord,
    StoryRecord,
    ChangeRecord,
    RemovalRecord,
    NoticeRecord,
    NewRecord,
    BlockRecord,
    RunRecord,
    CopyRecord,
    VariantRecord,
    DifferenceRecord,
    CitationRecord,
    TroubleRecord,
    UnreadRecord,
    SourceRecord,
    CarriedRecord,
    CarrierRecord,
    SiteChangeRecord,
    SiteLineRecord,
    LeftOutRecord,
)


def key_order() -> dict[str, int]:
    """Return where each key of a document stands among its siblings, so that equal documents give equal bytes."""
    names = dict.fromkeys(name for shape in _SHAPES for name in _names(shape))
    return {name: place for place, name in enumerate(names)}


def _names(shape: Any) -> tuple[str, ...]:
    return tuple(shape.__annotations__)
