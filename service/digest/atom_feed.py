"""An Atom feed (RFC 4287) of digests: one entry a day."""

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from service.digest.card import Card
from service.digest.change import Carried, Change
from service.digest.document import Document
from service.digest.render import pages
from service.digest.story import Story
from service.digest.view import View, view

NAME = "feed.xml"
"""The file's name beside the digests; pages point to it."""
_MOST = 60
"""Items one entry names; the page has them all."""
_START = "1970-01-01T00:00:00Z"
"""`updated` of a feed without an entry: RFC 4287 wants one."""


def render_feed(documents: Sequence[Document], *, base_url: str | None) -> str:
    """Atom of `documents`, newest first. Links are absolute where `base_url` says where the folder is served, else
    relative. Ids are URNs of UUIDs (version 5) made of `base_url` and the day, so they last.

    Raises:
        ValueError: a document's date is no day.
    """
    root = base_url.rstrip("/") + "/" if base_url else ""
    family = uuid5(NAMESPACE_URL, root or "dateline:digests")
    newest = sorted(documents, key=lambda document: document["date"], reverse=True)
    entries = [_entry(document, family) for document in newest]
    feed = {"id": family.urn, "self": root + NAME, "updated": entries[0]["updated"] if entries else _START}
    return pages().get_template("feed.xml.j2").render(feed=feed, root=root, entries=entries, most=_MOST)


def _entry(document: Document, family: UUID) -> dict[str, Any]:
    shown = view(document)
    return {
        "id": uuid5(family, document["date"]).urn,
        "updated": document["to"] or _START,
        "view": shown,
        "stories": _stories(shown),
        "lines": _lines(shown),
    }


Line = tuple[str, Card, str]
"""What happened, the item, and how it changed."""


def _stories(shown: View) -> list[tuple[Story, list[Line]]]:
    """What an entry says of each story, item by item."""
    return [
        (
            story,
            [
                ("Changed", teller.card, _gist(teller.change)) if teller.change else ("", teller.card, "")
                for teller in story.tellers
            ],
        )
        for story in shown.stories
    ]


def _gist(change: Change) -> str:
    """The edit in a line, and who still carries the old one."""
    still = (f"still {number.words} at {_places(number)}" for number in change.carried)
    return "; ".join(part for part in (change.line, *still) if part)


def _places(number: Carried) -> str:
    more = f" and {number.more} more" if number.more else ""
    return ", ".join(link.label for link in number.links) + more


def _lines(shown: View) -> list[Line]:
    """What an entry says of each item outside the stories."""
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
    return [*edits, *removed, *(("", card, "") for card in shown.new), *returned]
