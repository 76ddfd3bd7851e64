"""The values that pass between the rooms: frozen, slotted, keyword-only.

All times are aware. They are in UTC, but for those an article gives, which keep the zone of its page until stored.
"""

from service.models.article import Access, Article, BlockKind, Citation, Fingerprint, Line, TextBlock
from service.models.changes import DiffBlock, DiffRun, Edit, Op
from service.models.checks import Check, CheckStatus
from service.models.coverage import Coverage, Health, SourceCoverage, Unread
from service.models.digest import Carrier, Copy, Entry, LeftOut, SiteChange, StillCarried, VariantText, Window
from service.models.discovery import Discovery, Link, LinkContent, SourceKind
from service.models.http import NotModified, Page, Redirect, Request, RobotsRecord, Validators
from service.models.plausible import EARLIEST, DateOrigin, plausible
from service.models.stored import EventKind, Item, ItemStatus, Revision
from service.models.times import Clock, in_zone, iso, iso_day, parse_iso, to_the_minute, year

__all__ = [
    "EARLIEST",
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
    "DateOrigin",
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
    "LeftOut",
    "Line",
    "Link",
    "LinkContent",
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
    "in_zone",
    "iso",
    "iso_day",
    "parse_iso",
    "plausible",
    "to_the_minute",
    "year",
]
