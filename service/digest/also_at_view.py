"""Copies that came after their text was told, as a digest shows them: counted and named, in a line a text."""

from dataclasses import dataclass

from service.digest.digest_document import AlsoAtRecord, DigestDocument
from service.digest.item_card import ShownLink, place_name
from service.digest.wording import count
from service.text.display import label, shorten, web_url

_PLACES = 8
"""Places that one line names; the document has them all."""
_LINES = 40
_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoAtLine:
    """A text that was told before, and where it came since: `“Title” (told 2026-11-20): also at A, B and 7 others`."""

    link: ShownLink
    told: str | None
    """The day whose digest told it; `above` where this one did, as an update before the newest of its story."""
    places: tuple[ShownLink, ...]
    more: int
    """Copies at other places, or further ones at these."""


def also_at_lines(document: DigestDocument) -> tuple[AlsoAtLine, ...]:
    """Return the first texts that others carry as well, those with most copies first."""
    return tuple(_line(record, document["date"]) for record in document.get("also_at", ())[:_LINES])


def also_at_more(document: DigestDocument) -> int:
    """Return how many such texts are not shown."""
    return max(0, len(document.get("also_at", ())) - _LINES)


def carried_elsewhere(document: DigestDocument) -> str:
    """Return how many texts that were told before came elsewhere, in words; empty where none did."""
    texts = len(document.get("also_at", ()))
    return f"{count(texts, 'report')} also carried by others" if texts else ""


def _line(record: AlsoAtRecord, today: str) -> AlsoAtLine:
    item = record["item"]
    title = label(item["title"])
    named = f"“{shorten(title, _TITLE)}”" if title else place_name(item["site"], item["url"], None)
    places: dict[str, ShownLink] = {}
    for copy in record["copies"]:
        place = place_name(copy["site"], copy["url"], None) or copy["source"]
        places.setdefault(place, ShownLink(label=place, href=web_url(copy["url"])))
    shown = tuple(places.values())[:_PLACES]
    return AlsoAtLine(
        link=ShownLink(label=named or f"item {item['id']}", href=web_url(item["url"])),
        told="above" if item["told"] == today else item["told"],
        places=shown,
        more=record["count"] - len(shown),
    )
