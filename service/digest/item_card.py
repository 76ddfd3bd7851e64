"""The card of one item: its heading, where and when it was published, and a few lines of its own."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from service.digest.digest_document import ItemRecord, VariantRecord
from service.digest.wording import Moment, moment
from service.text.display import clean, label, language_tag, shorten, web_url
from service.text.sentences import sentences

_HEADING = 160
_BYLINE = 80
_LINKS = 6
"""Copies, variants, and documents cited, that are named of one item; the document has them all."""
_DIFFERENCES = 3
"""Differences of one variant that are shown."""
_WORDS = 40
"""Characters shown of one difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLink:
    """A link as it is shown. `href` is None where the address is not one of the web."""

    label: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantLine:
    """Another item with the same text but for figures or names: `12 here, 17 at …`."""

    link: ShownLink
    differing: tuple[tuple[str, str], ...]
    """(here, there), the first few."""
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """An item: `heading` is its title, or the sentence it opens with, which `body` then leaves out."""

    heading: str
    href: str | None
    body: str
    language: str | None
    place: str
    """Site, or host; of a local document its source and file name."""
    when: Moment | None
    seen: bool
    """`when` is the time it was first seen, for want of a date of its own."""
    byline: str | None
    notes: tuple[str, ...]
    cites: tuple[ShownLink, ...]
    also: tuple[ShownLink, ...]
    """Where the same text stands too."""
    also_more: int
    """How many such places are not named."""
    variant: int | None
    """The item whose text this is but for some figures or names; None where `variants` shows it."""
    variants: tuple[VariantLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTime:
    """How the digest shows times: in `zone`, as seen from `day`."""

    zone: ZoneInfo
    day: date

    def moment(self, text: str | None) -> Moment | None:
        """Return the time that `text` states, as `wording.moment` shows it here."""
        return moment(text, zone=self.zone, day=self.day)


def item_card(item: ItemRecord, local: LocalTime) -> ItemCard:
    """Return what is shown of `item`."""
    heading, body = _heading(item)
    also = [
        ShownLink(label=label(copy["site"]) or _host(copy["url"]) or copy["source"], href=web_url(copy["url"]))
        for copy in item["copies"]
    ]
    return ItemCard(
        heading=heading,
        href=web_url(item["url"]),
        body=body,
        language=language_tag(item["language"]),
        place=_where(item),
        when=local.moment(item["published"] or item["first_seen"]),
        seen=item["published"] is None,
        byline=shorten(byline, _BYLINE) if (byline := label(item["byline"])) else None,
        notes=tuple(item["notes"]),
        cites=tuple(
            ShownLink(label=label(cite["title"]) or _host(cite["url"]) or cite["url"], href=web_url(cite["url"]))
            for cite in item["cites"][:_LINKS]
        ),
        also=tuple(also[:_LINKS]),
        also_more=max(0, len(also) - _LINKS),
        variant=None if item.get("variants") else item["variant_of"],
        variants=tuple(_variant(other) for other in item.get("variants", ())[:_LINKS]),
    )


def place_name(site: str | None, url: str, title: str | None) -> str:
    """Return the name of the place of another item: its site, else its host, else its file, else its title."""
    return label(site) or _host(url) or _file(url) or label(title)


def _variant(other: VariantRecord) -> VariantLine:
    where = place_name(other["site"], other["url"], other["title"])
    pairs = [(difference["here"], difference["there"]) for difference in other["differing"]]
    return VariantLine(
        link=ShownLink(label=where or f"item {other['id']}", href=web_url(other["url"])),
        differing=tuple((shorten(here, _WORDS), shorten(there, _WORDS)) for here, there in pairs[:_DIFFERENCES]),
        more=max(0, len(pairs) - _DIFFERENCES),
    )


def _heading(item: ItemRecord) -> tuple[str, str]:
    """Return heading and body. An item without a title is headed by its own first sentence."""
    if title := label(item["title"]):
        return title, item["summary"]
    opening = sentences(item["summary"])
    if not opening:
        return _file(item["url"]) or item["url"], ""
    heading = shorten(opening[0], _HEADING)
    if heading == opening[0]:
        return heading, item["summary"][len(heading) :].strip()
    return heading, "… " + item["summary"][len(heading) - 1 :].lstrip(" ,;:–—،؛、，")


def _where(item: ItemRecord) -> str:
    if web_url(item["url"]):
        return label(item["site"]) or _host(item["url"])
    source = item["sources"][0] if item["sources"] else ""
    return " · ".join(part for part in (label(item["site"]) or source, _file(item["url"])) if part)


def _host(url: str) -> str:
    address = web_url(url)
    if address is None:
        return ""
    return address.split("/", 3)[2].rpartition("@")[2].removeprefix("www.")


def _file(url: str) -> str:
    """Return the name of a local document, without the folders of its machine."""
    try:
        return clean(unquote(urlsplit(url).path).rpartition("/")[2])
    except ValueError:
        return ""
