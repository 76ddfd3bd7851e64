"""The values that pass between the rooms: frozen, slotted, keyword-only.

All times are aware. They are in UTC, but for those an article gives, which keep the zone of its page until stored.
"""

from service.models.article import Access, Article, BlockKind, Citation, Fingerprint, Line, TextBlock
from service.models.coverage import Check, CheckStatus, Coverage, Health, SourceCoverage, UnreadLink
from service.models.digest_entry import (
    Entry,
    LeftOut,
    PublishedCopy,
    SiteChange,
    StaleFigure,
    StaleFigureHolder,
    VariantText,
    Window,
)
from service.models.discovery import Discovery, Link, LinkContent, SourceKind
from service.models.edit_kinds import EditKind
from service.models.http import NotModified, Page, Redirect, Request, RobotsRecord, Validators
from service.models.item import (
    ChangedFigure,
    DiffBlock,
    DiffRun,
    Edit,
    EventKind,
    Item,
    ItemStatus,
    Op,
    Revision,
    Update,
)
from service.models.timestamps import (
    EARLIEST,
    Clock,
    DateOrigin,
    in_zone,
    iso,
    iso_day,
    parse_iso,
    plausible,
    to_the_minute,
    year,
)

__all__ = [
    "EARLIEST",
    "Access",
    "Article",
    "BlockKind",
    "ChangedFigure",
    "Check",
    "CheckStatus",
    "Citation",
    "Clock",
    "Coverage",
    "DateOrigin",
    "DiffBlock",
    "DiffRun",
    "Discovery",
    "Edit",
    "EditKind",
    "Entry",
    "EventKind",
    "Fingerprint",
    "Health",
    "Item",
    "ItemStatus",
    "LeftOut",
    "Line",
    "Link",
    "LinkContent",
    "NotModified",
    "Op",
    "Page",
    "PublishedCopy",
    "Redirect",
    "Request",
    "Revision",
    "RobotsRecord",
    "SiteChange",
    "SourceCoverage",
    "SourceKind",
    "StaleFigure",
    "StaleFigureHolder",
    "TextBlock",
    "UnreadLink",
    "Update",
    "Validators",
    "VariantText",
    "Window",
    "in_zone",
    "iso",
    "iso_day",
    "parse_iso",
    "plausible",
    "to_the_minute",
    "year",
]
