"""The pages that the two papers of the demo publish in each round: a pure function of (round, start, addresses)."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

ROUNDS = (1, 2, 3)
ROUND_LENGTH = timedelta(hours=6)
"""The time between two rounds: round n begins n − 1 of these after the start."""
FEED_LENGTH = 20
_ADVERTS = (
    "Harbour Bank: savings that rise with the tide",
    "Winter coats at Brandt & Daughter, half price until Sunday",
    "Learn Velmaran in thirty days",
    "The new Orsk estate car: more room for less",
)
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperArticle:
    """One article as a paper has it in one round."""

    slug: str
    path: str
    """Percent-encoded, as in links."""
    url: str
    title: str
    section: str
    byline: str
    lead: str
    language: str
    published: datetime
    modified: datetime
    paragraphs: tuple[str, ...]
    captcha: bool
    """A bot check answers at its address."""
    rotating: bool
    """Related links, adverts and nonces change from round to round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """What a paper answers at one address."""

    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None

    @property
    def etag(self) -> str:
        """Return the entity tag; a weak one, since gzip's bytes differ from these (RFC 9110, 8.8.1)."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def editions(
    number: int, start: datetime, hosts: tuple[str, str]
) -> tuple[Mapping[str, PaperPage], Mapping[str, PaperPage]]:
    """Return the pages of the Courier and of the Ledger in round `number`, by percent-encoded path.

    `hosts` are the base URLs of the two, without a slash at the end. At any other path a paper answers 404.
    """
    courier = _stories("courier", number, start, hosts[0])
    ledger = _stories("ledger", number, start, hosts[1])
    return _courier(courier, number, start, hosts[0]), _ledger(ledger, start, hosts[1])


def missing(status: int, reason: str) -> PaperPage:
    """Return the page of a 404 or 410."""
    return PaperPage(status=status, content_type=_HTML, body=_render("missing.html", status=status, reason=reason))


def _courier(stories: tuple[PaperArticle, ...], number: int, start: datetime, host: str) -> dict[str, PaperPage]:
    latest = max(story.modified for story in stories)
    shared: dict[str, Any] = {"stories": stories[:FEED_LENGTH], "host": host, "start": start, "popular": stories[1:4]}
    section = PaperPage(status=200, content_type=_HTML, body=_render("courier-section.html", **shared), modified=latest)
    answers = {
        "/robots.txt": _robots(start, f"Sitemap: {host}/sitemap.xml\n"),
        "/feed.xml": _data("courier-feed.xml", "application/rss+xml; charset=utf-8", latest, shared),
        "/sitemap.xml": _data("courier-sitemap.xml", "application/xml", latest, shared),
        "/": section,
        "/section/world": section,
        "/2019/01/site-notice": missing(410, "Gone"),
    }
    for story in stories:
        answers[story.path] = _courier_page(story, stories, number)
    return answers


def _courier_page(story: PaperArticle, stories: tuple[PaperArticle, ...], number: int) -> PaperPage:
    if story.captcha:
        return PaperPage(status=200, content_type=_HTML, body=_render("captcha.html"))
    # Only the rotating page depends on the round: the others answer 304 until something of theirs has changed.
    turn = number if story.rotating else 1
    others = _related(story, turn)
    body = _render(
        "courier-article.html",
        story=story,
        related=[other for other in stories if other.slug in others],
        popular=[other for other in stories if other.slug in _related(story, turn + 1)],
        nonce=_nonce(f"{story.slug}/{turn}"),
        advert=_ADVERTS[(turn + len(story.slug)) % len(_ADVERTS)],
        comments=14 * turn + len(story.slug),
    )
    return PaperPage(status=200, content_type=_HTML, body=body, modified=None if story.rotating else story.modified)


def _ledger(stories: tuple[PaperArticle, ...], start: datetime, host: str) -> dict[str, PaperPage]:
    latest = max(story.modified for story in stories)
    shared: dict[str, Any] = {"stories": stories, "host": host, "start": start, "updated": latest}
    answers = {
        "/robots.txt": _robots(start, ""),
        "/atom.xml": _data("ledger-atom.xml", "application/atom+xml", latest, shared),
        "/": PaperPage(status=200, content_type=_HTML, body=_render("ledger-front.html", **shared), modified=latest),
        "/private/draft": PaperPage(status=200, content_type=_HTML, body=_render("ledger-draft.html"), modified=start),
    }
    for story in stories:
        others = [other for other in stories if other is not story]
        body = _render("ledger-article.html", story=story, related=others[:3])
        answers[story.path] = PaperPage(status=200, content_type=_HTML, body=body, modified=story.modified)
    return answers


def _robots(start: datetime, more: str) -> PaperPage:
    body = f"User-agent: *\nDisallow: /private/\n{more}".encode()
    return PaperPage(status=200, content_type="text/plain; charset=utf-8", body=body, modified=start)


def _data(template: str, content_type: str, modified: datetime, values: dict[str, Any]) -> PaperPage:
    return PaperPage(status=200, content_type=content_type, body=_render(template, **values), modified=modified)


def _stories(paper: str, number: int, start: datetime, host: str) -> tuple[PaperArticle, ...]:
    """Return the articles of a paper in round `number`, newest first."""
    raw = [each for each in _articles(paper) if number in each.get("rounds", ROUNDS)]
    stories = [_story(each, number, start, host) for each in raw]
    return tuple(sorted(stories, key=lambda story: story.published, reverse=True))


def _story(raw: Mapping[str, Any], number: int, start: datetime, host: str) -> PaperArticle:
    published = start + timedelta(hours=raw["published"])
    edits = [edit for edit in raw.get("edits", ()) if edit["round"] <= number]
    text = list(raw["paragraphs"])
    for edit in edits:
        text = [paragraph.replace(edit["old"], edit["new"]) for paragraph in text]
    # Edited as the round begins
    modified = start + ROUND_LENGTH * (edits[-1]["round"] - 1) if edits else published
    place = f"/news/{raw['number']}/" if "number" in raw else f"/{published:%Y/%m}/"
    path = quote(place + raw["slug"])
    return PaperArticle(
        slug=raw["slug"],
        path=path,
        url=host + path,
        title=raw["title"],
        section=raw["section"],
        byline=raw["byline"],
        lead=raw["lead"],
        language=raw.get("language", "en"),
        published=published,
        modified=modified,
        paragraphs=tuple(text),
        captcha=number in raw.get("captcha", ()),
        rotating=raw.get("rotating", False),
    )


@cache
def _articles(paper: str) -> tuple[Mapping[str, Any], ...]:
    raw = tomllib.loads(files("service.demo").joinpath(f"pages/{paper}.toml").read_text(encoding="utf-8"))["articles"]
    texts = {each["slug"]: each["paragraphs"] for each in _articles("courier")} if paper != "courier" else {}
    return tuple(each | {"paragraphs": each.get("paragraphs") or texts[each["copy_of"]]} for each in raw)


def _related(story: PaperArticle, turn: int) -> frozenset[str]:
    """Return three other articles of the Courier that stand in all rounds, others in each turn."""
    lasting = [each["slug"] for each in _articles("courier") if "rounds" not in each and each["slug"] != story.slug]
    first = (turn * 2 + len(story.slug)) % len(lasting)
    return frozenset((lasting + lasting)[first : first + 3])


def _nonce(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()[:16]


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("service.demo", "pages"), autoescape=True, undefined=StrictUndefined)


def _render(template: str, **values: Any) -> bytes:
    return _environment().get_template(template).render(values).encode()
