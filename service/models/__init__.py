"""The values that pass between the rooms: frozen, slotted, keyword-only.

All times are aware. They are in UTC, but for those an article gives, which keep the zone of its page until stored.
"""

from service.models.article import Access, Article, BlockKind, Citation, Fingerprint, Line, TextBlock
from service.models.changes import DiffBlock, DiffRun, Edit, Op
from service.models.checks import Check, CheckStatus
from service.models.coverage import Coverage, Health, SourceCoverage, Unread
from service.models.digest import Carrier, Copy, Entry, SiteChange, StillCarried, VariantText, Window
from service.models.discovery import Discovery, Link, SourceKind
from service.models.stored import EventKind, Item, ItemStatus, Revision
from service.models.times import Clock, iso, parse_iso
from service.models.web import NotModified, Page, Redirect, Request, RobotsRecord, Validators

__all__ = [
    "Access",
    "Article",
    "BlockKind",
    "Carrier",
    "Check",
    "CheckStatus",
    "Citation",
    "Clock",
    "Copy",
    "Coverage",
    "DiffBlock",
    "DiffRun",
    "Discovery",
    "Edit",
    "Entry",
    "EventKind",
    "Fingerprint",
    "Health",
    "Item",
    "ItemStatus",
    "Line",
    "Link",
    "NotModified",
    "Op",
    "Page",
    "Redirect",
    "Request",
    "Revision",
    "RobotsRecord",
    "SiteChange",
    "SourceCoverage",
    "SourceKind",
    "StillCarried",
    "TextBlock",
    "Unread",
    "Validators",
    "VariantText",
    "Window",
    "iso",
    "parse_iso",
]
