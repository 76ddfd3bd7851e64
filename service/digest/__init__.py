"""The digest of one day: which day an event belongs to, the day's record, and the files made from it.

`build` gives the record, a plain document that JSON can hold; everything else is rendered from it alone.
"""

from service.digest.atom_feed import render_feed
from service.digest.build import build
from service.digest.day_counts import tally
from service.digest.days import closed_dates, open_date, window
from service.digest.document import Document
from service.digest.publish import remove, write
from service.digest.render import render_html, render_json, render_markdown
from service.digest.showable import build_showable, showable, why

__all__ = [
    "Document",
    "build",
    "build_showable",
    "closed_dates",
    "open_date",
    "remove",
    "render_feed",
    "render_html",
    "render_json",
    "render_markdown",
    "showable",
    "tally",
    "why",
    "window",
    "write",
]
