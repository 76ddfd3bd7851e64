"""A story as a digest shows it: one headline, and by time all that the day's items tell of it."""

from collections import defaultdict
from dataclasses import dataclass

from service.digest.card import Card, Local, card
from service.digest.change import Change, change
from service.digest.document import Document, ItemRecord, StoryRecord
from service.text.whitespace import folded

_PLACES = 8
"""Places named in the line under the headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """One item of a story, or one edit of it."""

    card: Card
    change: Change | None
    """How it changed; None where it is new."""
    heads: bool
    """The story's headline is its own, and is not repeated over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What several items tell of."""

    anchor: str
    """Lasts: `story-12`."""
    headline: str
    href: str | None
    """Of the item whose headline it is."""
    language: str | None
    tellers: tuple[EventLog, ...]
    accounts: int
    """Items, each counted once."""
    places: tuple[str, ...]
    places_more: int


def in_stories(document: Document) -> frozenset[int]:
    """The items told in stories, which stand nowhere else in the digest for being new or changed."""
    return frozenset(item for story in document["stories"] for item in story["items"])


def stories(document: Document, local: Local) -> tuple[Story, ...]:
    """The stories of a day, in the order of the record."""
    told: dict[int, list[tuple[str, int, ItemRecord, Change | None]]] = defaultdict(list)
    for place, new in enumerate(document["new"]):
        told[new["id"]].append((new["published"] or new["first_seen"] or "", -place, new, None))
    for place, edit in enumerate(document["changed"]):
        told[edit["item"]["id"]].append((edit["at"] or "", -place, edit["item"], change(edit, local)))
    return tuple(
        _story(story, [teller for item in story["items"] for teller in told[item]], local)
        for story in document["stories"]
    )


def _story(story: StoryRecord, told: list[tuple[str, int, ItemRecord, Change | None]], local: Local) -> Story:
    told.sort(key=lambda teller: teller[:2], reverse=True)  # times are ISO 8601 in UTC: they sort as they read
    cards = [(card(item, local) if edit is None else edit.card, edit) for _, _, item, edit in told]
    headline = folded(story["headline"])
    head = next((at for at, (shown, _) in enumerate(cards) if shown.heading == headline), None)
    places = list(dict.fromkeys(shown.place for shown, _ in cards if shown.place))
    return Story(
        anchor=f"story-{story['id']}",
        headline=headline,
        href=None if head is None else cards[head][0].href,
        language=None if head is None else cards[head][0].language,
        tellers=tuple(EventLog(card=shown, change=edit, heads=at == head) for at, (shown, edit) in enumerate(cards)),
        accounts=len(story["items"]),
        places=tuple(places[:_PLACES]),
        places_more=max(0, len(places) - _PLACES),
    )
