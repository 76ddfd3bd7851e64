"""Updates as a digest shows them: what they add to what was told, what that is, and which others the newest stands
for."""

from dataclasses import dataclass

from service.digest.digest_document import BaseRecord, FigureRecord, UpdateRecord
from service.digest.item_card import ItemCard, LocalTime, ShownLink, item_card, place_name
from service.digest.wording import count
from service.text.display import label, shorten, web_url

_FIGURES = 8
_FIGURE = 60
"""Characters shown of a figure or of what it counts."""
_SENTENCES = 8
"""Sentences that are shown at once."""
_REST = 40
"""Sentences that are shown at a click; the document has more of them."""
_SENTENCE = 400
_TITLE = 120
_BASES = 3
_EARLIER = 8
"""Earlier updates, of those that one stands for, that are named; the document names them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherItem:
    """What an update builds on, or an update before it."""

    link: ShownLink
    place: str
    """`The Harbour Courier`."""
    rest: str = ""
    """`20 Nov, item 12`."""

    @property
    def where(self) -> str:
        """Return place and rest, as they stand in brackets after the link."""
        return ", ".join(part for part in (self.place, self.rest) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A figure and what it was before: `five dead (was: child dead)`; of more than one update `12 → 31 dead`."""

    parts: tuple[tuple[bool, str], ...]
    """The pieces of the line in their order; True stands with those that are others' words."""

    @property
    def words(self) -> str:
        """Return the line."""
        return "".join(text for _, text in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """The updates of one story, shown as the newest of them."""

    card: ItemCard
    item: int
    correction: bool
    """Their titles say that they correct what they build on."""
    name: str
    """`Update` or `Correction`."""
    many: str
    """`40 updates, newest Fri 18:05`; empty for one."""
    figures: tuple[FigureLine, ...]
    figures_more: int
    adds: tuple[str, ...]
    rest: tuple[str, ...]
    """Sentences for which there is no room at first."""
    adds_more: int
    bases: tuple[OtherItem, ...]
    bases_more: int
    built_on: frozenset[int]
    """All items that they build on."""
    earlier: tuple[OtherItem, ...]
    earlier_more: int
    places: tuple[str, ...]
    """Where the earlier ones stand."""

    @property
    def gist(self) -> str:
        """Return how many there are and what their figures are, in a line."""
        more = count(self.figures_more, "more figure") if self.figures_more else ""
        return self.opening + "; ".join(part for part in (*(figure.words for figure in self.figures), more) if part)

    @property
    def opening(self) -> str:
        """Return what stands before the figures: how many updates there are, else what the one does."""
        if self.many:
            return self.many + ("; " if self.figures else "")
        return "" if self.correction or not self.figures else f"{self.verb}: "

    @property
    def verb(self) -> str:
        """Return what they do to what was told."""
        return "changes" if self.correction else "adds"


def update_view(record: UpdateRecord, local: LocalTime) -> UpdateView:
    """Return what is shown of the updates of a story."""
    several = record["count"] > 1
    card = item_card(record["item"], local)
    adds = _beside(card.heading, [shorten(label(text), _SENTENCE) for text in record["adds"]])
    bases, earlier = record["bases"], record["earlier"]
    places = [place_name(other["site"], other["url"], other["title"]) for other in earlier]
    return UpdateView(
        card=card,
        item=record["item"]["id"],
        correction=record["correction"],
        name="Correction" if record["correction"] else "Update",
        many=_many(record, local) if several else "",
        figures=tuple(_figure(figure, several=several) for figure in record["figures"][:_FIGURES]),
        figures_more=max(0, len(record["figures"]) - _FIGURES) + record["figures_more"],
        adds=tuple(adds[:_SENTENCES]),
        rest=tuple(adds[_SENTENCES : _SENTENCES + _REST]),
        adds_more=max(0, len(adds) - _SENTENCES - _REST) + record["adds_more"],
        bases=tuple(_base(base, local) for base in bases[:_BASES]),
        bases_more=max(0, len(bases) - _BASES),
        built_on=frozenset(base["id"] for base in bases),
        earlier=tuple(
            OtherItem(link=_link(other["title"], other["url"], other["id"]), place=place)
            for other, place in zip(earlier[:_EARLIER], places, strict=False)
        ),
        earlier_more=max(0, len(earlier) - _EARLIER),
        places=tuple(dict.fromkeys(place for place in places if place)),
    )


def _beside(heading: str, adds: list[str]) -> list[str]:
    """Return added sentences without the one that the heading shows, which may bear a label before it; where it is the
    only one, it stays."""
    return [text for text in adds if not heading.endswith(text)] or adds


def _many(record: UpdateRecord, local: LocalTime) -> str:
    newest = local.moment(record["newest"])
    words = count(record["count"], "correction" if record["correction"] else "update")
    return f"{words}, newest {newest.words}" if newest else words


def _figure(figure: FigureRecord, *, several: bool) -> FigureLine:
    what, before, after = (shorten(label(figure[key]), _FIGURE) for key in ("what", "from", "to"))
    now, was = (value if _tells_what(value) else f"{value} {what}".strip() for value in (after, before))
    parts: tuple[tuple[bool, str], ...]
    if several and before and after:
        parts = (True, before), (False, " → "), (True, now)
    elif now and was:
        parts = (True, now), (False, " (was: "), (True, was), (False, ")")
    else:
        parts = ((True, now),) if now else ((False, "was: "), (True, was))
    return FigureLine(parts=tuple((is_theirs, text) for is_theirs, text in parts if text))


def _tells_what(value: str) -> bool:
    """Say whether a value is told without what it counts: it is missing, or in words that say so ("a child died")."""
    return not value or (" " in value and not any(sign.isdigit() for sign in value))


def _base(base: BaseRecord, local: LocalTime) -> OtherItem:
    when = local.moment(base["published"] or base["first_seen"])
    parts = (
        when.words if when else "",
        f"item {base['id']}",
        "removed since" if base["status"] == "removed" else "",
    )
    return OtherItem(
        link=_link(base["title"], base["url"], base["id"]),
        place=place_name(base["site"], base["url"], None),
        rest=", ".join(part for part in parts if part),
    )


def _link(title: str | None, url: str, item: int) -> ShownLink:
    """Return a link with an item's title in quotation marks; of one without, with its place."""
    named = label(title)
    shown = f"“{shorten(named, _TITLE)}”" if named else place_name(None, url, None) or f"item {item}"
    return ShownLink(label=shown, href=web_url(url))
