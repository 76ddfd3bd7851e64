"""What a page says of itself: title, people, dates, language, address, site. Statements first, then what it shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from service.extract import jsonld, rulebook
from service.extract.dates import find_dates, parse_date
from service.extract.phrases import fold

_RULES = rulebook.load("metadata")
_LONGEST_TITLE = 1_000
_ALIKE = 0.4
_A_LITTLE_ALIKE = 0.2
"""How like a stated title a heading must be, where there are several and where there is one."""
_SEPARATORS = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*[|»]\s*|\s+::\s+")
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of itself. Absent is None."""

    title: str | None
    byline: str | None
    published: datetime | None
    modified: datetime | None
    language: str | None
    canonical: str | None
    site: str | None
    description: str | None
    body: str | None
    """The text as the page's JSON-LD has it, white space folded."""
    news: bool
    """The page says that it is a news article."""
    stated: bool
    """The page says that it is an article, and when it was published."""


def read(parser: LexborHTMLParser, *, url: str, language: str | None) -> Facts:
    """The facts of the page at `url`. `language` stands in where the page names none."""
    metas = _metas(parser)
    node = jsonld.article(parser)
    tongue = _language(parser, metas, node) or language
    site = _site(metas, node)
    return Facts(
        title=_title(parser, metas, node, site),
        byline=_byline(parser, metas, node, site),
        published=_published(parser, metas, node, tongue, url),
        modified=_first_date(jsonld.strings(node.get("dateModified")) + _values(metas, "modified"), tongue),
        language=tongue,
        canonical=_canonical(parser, metas, url),
        site=site,
        description=next(iter(_values(metas, "description") + jsonld.strings(node.get("description"))), None),
        body=next(iter(jsonld.strings(node.get("articleBody"))), None),
        news=any("News" in kind for kind in jsonld.strings(node.get("@type"))),
        stated=bool(node.get("datePublished") or metas.get("article:published_time")),
    )


def _metas(parser: LexborHTMLParser) -> dict[str, list[str]]:
    """The page's <meta> values by name, property or itemprop in lower case."""
    found: dict[str, list[str]] = {}
    for node in parser.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if name and (text := jsonld.clean(attributes.get("content") or "")):
            found.setdefault(name.strip().lower(), []).append(text)
    return found


def _values(metas: dict[str, list[str]], rule: str) -> list[str]:
    return [value for name in _RULES["meta"][rule] for value in metas.get(name, ())]


# ── title ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _title(parser: LexborHTMLParser, metas: dict[str, list[str]], node: dict[str, Any], site: str | None) -> str | None:
    """The headline as the page shows it, told by its likeness to what the page states; else what it states; else its
    <title>."""
    stated = jsonld.strings(node.get("headline")) + _values(metas, "title") + jsonld.strings(node.get("name"))
    tag = parser.css_first("head > title") or parser.css_first("title")
    tab = jsonld.clean(tag.text() if tag else "")
    named = [bare for text in [*stated, tab] if (bare := _without_site(text, site))]
    shown = [text for h1 in parser.css("h1")[:8] if (text := jsonld.clean(h1.text(separator=" "))) and text != site]
    agreed = _agreed(metas, node, site)
    if agreed:
        return agreed[:_LONGEST_TITLE]
    heading = _heading(shown, named)
    title = _without_kicker(_without_site(heading, site), named) if heading else next(iter(named), None)
    return title[:_LONGEST_TITLE] if title else None


def _agreed(metas: dict[str, list[str]], node: dict[str, Any], site: str | None) -> str | None:
    """What a news article's statements agree on, or None: its page may show another headline for readers."""
    if not any("News" in kind for kind in jsonld.strings(node.get("@type"))):
        return None
    names = [next(iter(found), "") for found in (jsonld.strings(node.get("headline")), metas.get("og:title", []))]
    headline, shared = (_without_site(name, site) for name in names)
    return headline if headline and fold(headline) == fold(shared) else None


def _without_kicker(heading: str, stated: list[str]) -> str:
    """A heading may hold the line above it too ("Minority in Syria – Druze demand …"): then a stated title is its
    end."""
    said = fold(heading)
    for text in stated:
        words = fold(text)
        if 3 < len(words) < len(said) and said[-len(words) :] == words:
            return text
    return heading


def _heading(shown: list[str], stated: list[str]) -> str | None:
    """The <h1> most like a stated title. A lone one needs little likeness: headlines for readers and for search
    engines often differ."""
    if not stated:
        return next(iter(shown), None)
    titles = [set(fold(text)) for text in stated]
    needed = _ALIKE if len(shown) > 1 else _A_LITTLE_ALIKE
    best = max(shown, key=lambda text: _likeness(text, titles), default=None)
    return best if best and len(fold(best)) > 1 and _likeness(best, titles) >= needed else None


def _likeness(text: str, titles: list[set[str]]) -> float:
    """Dice's coefficient of the words, with the title most like it."""
    words = set(fold(text))
    return max(2 * len(words & title) / (len(words) + len(title) or 1) for title in titles)


def _without_site(text: str, site: str | None) -> str:
    """`text` without the site's name at its end or beginning, told by the name, or by a separator before the last
    part."""
    parts = _SEPARATORS.split(text)
    if len(parts) < 2:
        return text
    bar = text.rfind(" | ")
    if bar > 0 and len(fold(text[:bar])) >= 4:
        # What follows a bar is the site or the section, whether or not the page names itself.
        return _without_site(text[:bar], site)
    name = fold(site or "")
    if name and fold(parts[-1]) == name:
        return text[: text.rindex(parts[-1])].rstrip(" |–—·•»«:/-")
    if name and fold(parts[0]) == name:
        return text[len(parts[0]) :].lstrip(" |–—·•»«:/-")
    return text


# ── people ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _byline(
    parser: LexborHTMLParser, metas: dict[str, list[str]], node: dict[str, Any], site: str | None
) -> str | None:
    """The people who wrote it, joined by commas: no "By", no address, no URL; None when only the site is named."""
    for names in (jsonld.strings(node.get("author"), "name"), _values(metas, "author")):
        if people := _people(names, site):
            return people
    return _people(_shown_people(parser), site)


def _people(names: list[str], site: str | None) -> str | None:
    people = dict.fromkeys(person for name in names if (person := bare_name(name)) and person != site)
    return ", ".join(list(people)[:20]) or None


def _shown_people(parser: LexborHTMLParser) -> list[str]:
    for selector in _RULES["byline"]["selectors"]:
        names = [jsonld.clean(node.text(separator=" ")) for node in parser.css(selector)[:4]]
        if names := [name for name in names if 2 < len(name) < 80]:
            return names
    return []


def bare_name(text: str) -> str | None:
    """A byline without its "By", e-mail address, URL and what follows a bar; None where no name is left."""
    text = _EMAIL.sub("", text)
    if "://" in text or text.startswith(("www.", "/", "@")):
        return None
    for lead in _RULES["byline"]["leads"]:
        if text[: len(lead)].casefold() == lead and text[len(lead) : len(lead) + 1] in (" ", ":"):
            text = text[len(lead) :].lstrip(" :")
            break
    text = text.split("|")[0].strip(" ,;:·•-–—()")
    return text if any(sign.isalpha() for sign in text) and len(text) < 200 else None


# ── dates ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _first_date(values: Iterable[str], language: str | None) -> datetime | None:
    return next((moment for value in values if (moment := parse_date(value, language=language))), None)


def _published(
    parser: LexborHTMLParser, metas: dict[str, list[str]], node: dict[str, Any], language: str | None, url: str
) -> datetime | None:
    """The page's statement; else its <time>; else a date it shows near its heading; else the one in its URL."""
    stated = _first_date(jsonld.strings(node.get("datePublished")) + _values(metas, "published"), language)
    if stated:
        return stated
    for node_ in parser.css(_RULES["published"]["time"])[:3]:
        moment = _first_date(
            [node_.attributes.get("datetime") or node_.attributes.get("content") or "", node_.text()], language
        )
        if moment:
            return moment
    stated = _first_date(jsonld.strings(node.get("dateCreated")) + _values(metas, "created"), language)
    if stated:
        return stated
    for shown in parser.css(_RULES["published"]["shown"])[:6]:
        text = jsonld.clean(shown.text(separator=" "))
        if len(text) < 120 and (found := next(find_dates(text, language=language), None)):
            return found[0]
    dated = re.search(r"/((?:19|20)\d{2})[/-](\d{2})[/-](\d{2})(?:[/-]|$)", urlsplit(url).path)
    return parse_date("-".join(dated.groups())) if dated else None


# ── the rest ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _language(parser: LexborHTMLParser, metas: dict[str, list[str]], node: dict[str, Any]) -> str | None:
    root = parser.css_first("html")
    stated = [(root.attributes.get("lang") or root.attributes.get("xml:lang") or "")] if root else []
    for text in [*stated, *jsonld.strings(node.get("inLanguage"), "alternateName"), *_values(metas, "language")]:
        match = _LANGUAGE.fullmatch(text.strip())
        if match:
            return match[0].replace("_", "-")
    return None


def _canonical(parser: LexborHTMLParser, metas: dict[str, list[str]], url: str) -> str | None:
    node = parser.css_first('link[rel~="canonical"][href]')
    for text in [((node.attributes.get("href") or "") if node else ""), *metas.get("og:url", ())]:
        try:
            address = str(urljoin(url, text.strip()))
            parts = urlsplit(address)
        except ValueError:
            continue
        if text.strip() and parts.scheme in ("http", "https") and parts.netloc:
            return address
    return None


def _site(metas: dict[str, list[str]], node: dict[str, Any]) -> str | None:
    stated: list[str] = (
        metas.get("og:site_name", []) + jsonld.strings(node.get("publisher"), "name") + _values(metas, "site")
    )
    return next(iter(stated), None)
