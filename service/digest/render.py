"""A document becomes its files: the page, Markdown, JSON, and the Atom feed of many days. The same document gives the
same bytes, always."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from service.digest.days import parse_day
from service.digest.digest_document import DigestDocument, key_order
from service.digest.edit_view import EditView, StaleFigureLine
from service.digest.item_card import ItemCard
from service.digest.update_view import UpdateView
from service.digest.view import DigestView, StoryEntry, StoryView, view
from service.digest.wording import count, long_day
from service.text.display import clean, clean_tree, label
from service.text.whitespace import folded

FEED = "feed.xml"
"""The file's name beside the digests; pages point to it."""
_FEED_ITEMS = 60
"""Items that one entry names; the page has them all."""
_FEED_SENTENCES = 3
"""Sentences that an update adds, and that an entry shows."""
_NEVER = "1970-01-01T00:00:00Z"
"""`updated` of a feed without an entry: RFC 4287 wants one."""
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~]|&(?=[#\w])")
_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)](?:\s|$)))")
_JOINER = "\u2060"
"""Word joiner: neither space nor punctuation to CommonMark's rules for ** and ~~, and invisible."""
_MARKS = {"delete": "~~", "insert": "**"}

Line = tuple[str, ItemCard, str]
"""What happened, the item, and how it changed."""


def render_html(document: DigestDocument, *, previous: str | None) -> str:
    """Return the page: one file that loads nothing. `previous` is the day of the digest before it, as `2026-11-20`.

    Raises:
        ValueError: `previous`, or the document's own date, is no day.
    """
    link = None if previous is None else (f"{previous}.html", long_day(parse_day(previous)))
    return _pages().get_template("digest.html.j2").render(view=view(document), previous=link)


def render_markdown(document: DigestDocument) -> str:
    """Return the same content as CommonMark, with GFM's ~~ for what was deleted.

    Raises:
        ValueError: the document's date is no day.
    """
    return _prose().get_template("digest.md.j2").render(view=view(document))


def render_json(document: DigestDocument) -> str:
    """Return the document itself, with its keys in the order of `digest_document`, one space a level."""
    return json.dumps(_ordered(clean_tree(document), key_order()), indent=1, ensure_ascii=False) + "\n"


def _ordered(value: Any, places: Mapping[str, int]) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key], places) for key in sorted(value, key=lambda key: (places.get(key, 999), key))}
    return [_ordered(part, places) for part in value] if isinstance(value, list) else value


# ── the Atom feed (RFC 4287) ──────────────────────────────────────────────────────────────────────────────────────────


def render_feed(documents: Sequence[DigestDocument], *, base_url: str | None) -> str:
    """Return an Atom feed of `documents`, newest first, one entry a day.

    Links are absolute where `base_url` says where the folder is served, else relative. Ids are URNs of UUIDs (version
    5) made of `base_url` and the day, so they last.

    Raises:
        ValueError: a document's date is no day.
    """
    root = base_url.rstrip("/") + "/" if base_url else ""
    family = uuid5(NAMESPACE_URL, root or "dateline:digests")
    newest = sorted(documents, key=lambda document: document["date"], reverse=True)
    entries = [_entry(document, family) for document in newest]
    feed = {"id": family.urn, "self": root + FEED, "updated": entries[0]["updated"] if entries else _NEVER}
    return _pages().get_template("feed.xml.j2").render(feed=feed, root=root, entries=entries, most=_FEED_ITEMS)


def _entry(document: DigestDocument, family: UUID) -> dict[str, Any]:
    shown = view(document)
    return {
        "id": uuid5(family, document["date"]).urn,
        "updated": document["to"] or _NEVER,
        "view": shown,
        "stories": _stories(shown),
        "lines": _lines(shown),
    }


def _stories(shown: DigestView) -> list[tuple[StoryView, list[Line]]]:
    """Return what an entry says of each story, item by item."""
    return [
        (
            story,
            [_line(entry) for entry in story.entries],
        )
        for story in shown.stories
    ]


def _line(entry: StoryEntry) -> Line:
    if entry.update is not None:
        return _update_line(entry.update)
    return ("Changed", entry.card, _gist(entry.change)) if entry.change else ("", entry.card, "")


def _update_line(update: UpdateView) -> Line:
    """Return updates in a line: their figures, or where none changed the first sentences, and what they build on."""
    sentences = update.adds[:_FEED_SENTENCES]
    more = len(update.adds) + len(update.rest) + update.adds_more - len(sentences)
    bases = ", ".join(f"{base.link.label} ({base.where})" for base in update.bases)
    parts = (
        update.gist,
        " ".join(sentences) + (f" (and {count(more, 'more sentence')})" if sentences and more else ""),
        f"{'corrects' if update.correction else 'builds on'} {bases}" if bases else "",
    )
    return update.name, update.card, "; ".join(part for part in parts if part)


def _gist(change: EditView) -> str:
    """Return the edit in a line, and who still carries an old figure."""
    still = (f"still {number.words} at {_places(number)}" for number in change.stale_figures)
    return "; ".join(part for part in (change.line, *still) if part)


def _places(number: StaleFigureLine) -> str:
    more = f" and {number.more} more" if number.more else ""
    return ", ".join(link.label for link in number.links) + more


def _lines(shown: DigestView) -> list[Line]:
    """Return what an entry says of each item outside the stories."""
    edits = [
        (name, change.card, _gist(change))
        for name, changes in (("Changed", shown.changes), ("Minor edit", shown.minor))
        for change in changes
    ]
    removed, returned = (
        [
            ("Removal suspected" if notice.suspected else section.name, notice.card, "")
            for section in sections
            for notice in section.notices
        ]
        for sections in (shown.removed, shown.returned)
    )
    updates = (_update_line(update) for update in shown.updates)
    return [*updates, *edits, *removed, *(("", card, "") for card in shown.new), *returned]


# ── templates ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _pages() -> Environment:
    """Return the templates of HTML and XML, in which every value is cleaned, then escaped."""
    environment = Environment(
        loader=PackageLoader("service.digest"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # A macro of ours has written and escaped `Markup` already.
        finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters["count"] = count
    return environment


@lru_cache(maxsize=1)
def _prose() -> Environment:
    """Return the templates of Markdown, in which every value is cleaned, then escaped as Markdown."""
    environment = Environment(
        loader=PackageLoader("service.digest"),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=escape_markdown,
    )
    environment.filters["count"] = count
    environment.filters["marked"] = marked_markdown
    environment.filters["target"] = markdown_target
    return environment


# ── others' text inside Markdown (CommonMark 0.31, GFM) ───────────────────────────────────────────────────────────────


class Written(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def escape_markdown(value: object) -> Written:
    """Return `value` as text that can stand anywhere on a line and reads as itself, whatever renders it."""
    if isinstance(value, Written):
        return value
    text = label(str(value))
    return Written(_START.sub(_escape_start, _inline(text)))


def marked_markdown(runs: tuple[tuple[str, str], ...]) -> Written:
    """Return a word diff on one line: what went as ~~old~~, what came as **new**."""
    cleaned = [(op, clean(text)) for op, text in runs]
    # Neighbouring runs of one operation are joined: marks that touch (****) mean something else.
    joined = groupby(((op, text) for op, text in cleaned if text), key=itemgetter(0))
    line = "".join(_mark(op, "".join(text for _, text in group)) for op, group in joined)
    return Written(_START.sub(_escape_start, folded(line)))


def markdown_target(url: str) -> Written:
    """Return a web address, which is percent-encoded already, as a link's destination."""
    return Written("<" + url.replace("&", "&amp;") + ">")


def _inline(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def _escape_start(match: re.Match[str]) -> str:
    return match[1] + "\\" if match[1][0].isdigit() else "\\" + match[1]


def _mark(op: str, text: str) -> str:
    mark = _MARKS.get(op, "")
    inner = text.strip()
    if not mark or not inner:
        return _inline(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    opening = mark if inner[0].isalnum() else mark + _JOINER
    closing = mark if inner[-1].isalnum() else _JOINER + mark
    return f"{before}{opening}{_inline(inner)}{closing}{after}"
