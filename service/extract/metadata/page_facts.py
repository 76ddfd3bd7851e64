"""Read what a page says about itself: title, people, dates, language, address, site, topics. What it states counts
before what it shows."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from service import rules
from service.extract.content.phrases import fold
from service.extract.metadata import jsonld
from service.extract.metadata.access import states_paywall
from service.extract.metadata.byline import byline_of
from service.extract.metadata.published import PageDates
from service.extract.metadata.structured_data import StructuredData, collect
from service.extract.metadata.title import SiteName, site_of, title_of

_LANGUAGES = rules.load("service.extract", "languages")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def _ranges(ranges: list[list[str]]) -> str:
    return "".join(f"{chr(int(first, 16))}-{chr(int(last, 16))}" for first, last in ranges)


_SCRIPTS = {name: re.compile(f"[{_ranges(script['ranges'])}]") for name, script in _LANGUAGES["scripts"].items()}
_ANY_SCRIPT = re.compile(f"[{''.join(_ranges(script['ranges']) for script in _LANGUAGES['scripts'].values())}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SCRIPT_SAMPLE = 600
"""Characters from which the script is determined."""
_HAN_FOR_ONE_KANA = 12
"""Japanese is written with Chinese characters too, Chinese hardly ever with kana."""
_FEWEST_LETTERS = 8
"""A script counts from this number of letters on."""

_METADATA = rules.load("service.extract", "metadata")
_HOME = frozenset(" ".join(fold(name)) for name in _METADATA["topics"]["home"])
_MOST_TAGS = 30
_LONGEST_TOPIC = 80
"""Characters of a tag or a section."""
_COMMA = re.compile(r"\s*[,;，、،；|]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says about itself. Absent is None."""

    title: str | None
    byline: str | None
    published: datetime | None
    shown_dates: tuple[datetime, ...]
    """The dates that it shows anywhere; some may belong to other articles. Empty if the page states its date."""
    modified: datetime | None
    language: str | None
    canonical: str | None
    shared_as: str | None
    amp: str | None
    site: str | None
    description: str | None
    section: str | None
    tags: tuple[str, ...]
    is_paywalled: bool
    """The page states that reading it is not free."""
    stated_body: str | None
    """The text as the page's JSON-LD has it, white space folded."""
    raw_stated_body: str | None
    """The same text with its line breaks and its markup."""
    is_news: bool
    """The page states that it is a news article."""
    is_stated_article: bool
    """The page states that it is an article, and when it was published."""
    asks_password: bool
    """The page has a password field."""


def read_facts(parser: LexborHTMLParser, *, url: str, language: str | None) -> PageFacts:
    """Return the facts of the page at `url`, which `prune` has pruned. `language` is used if the page names none."""
    stated = collect(parser, url=url)
    tag = language_of(stated, fallback=language)
    site = site_of(stated)
    name = SiteName(site, url)
    title = title_of(parser, stated, name)
    dates = PageDates(parser, stated, tag)
    return PageFacts(
        title=title,
        byline=byline_of(parser, stated, name),
        published=dates.published,
        shown_dates=() if dates.published else dates.shown(),
        modified=dates.modified,
        language=tag,
        canonical=_web_address([*stated.canonicals, *stated.metas.get("og:url", ())], url),
        shared_as=_web_address(stated.metas.get("og:url", ()), url),
        amp=_web_address(stated.amps, url),
        site=site,
        description=next(iter([*stated.meta_values("description"), *stated.article_values("description")]), None),
        section=section_of(stated, title=title),
        tags=tags_of(stated),
        is_paywalled=states_paywall(stated),
        stated_body=next(iter(stated.article_values("articleBody")), None),
        raw_stated_body=raw if isinstance(raw := stated.article.get("articleBody"), str) else None,
        is_news=stated.is_news,
        is_stated_article=bool(stated.article.get("datePublished") or stated.metas.get("article:published_time")),
        asks_password=stated.asks_password,
    )


def _web_address(addresses: Iterable[str], url: str) -> str | None:
    """Return the first of `addresses` that is a web address, made absolute."""
    for text in addresses:
        try:
            address = text.strip() if text.startswith("https://") else str(urljoin(url, text.strip()))
            parts = urlsplit(address)
        except ValueError:
            continue
        if text.strip() and parts.scheme in ("http", "https") and parts.netloc:
            return address
    return None


def language_of(stated: StructuredData, *, fallback: str | None = None) -> str | None:
    """Return the BCP 47 tag of the page's language. `fallback` is used if the page states none and its letters do not
    decide."""
    tags = _stated_languages(stated)
    script = _main_script(
        " ".join([stated.title_tag, *stated.headings[:3], *stated.meta_values("description")[:2]])[:_SCRIPT_SAMPLE]
    )
    if script is not None:
        written = _LANGUAGES["scripts"][script[0]]
        tags = [(tag, weight) for tag, weight in tags if _primary(tag) in written["languages"]]
        if not tags:
            return _language_of_letters(script[1], written) or fallback
    if not tags:
        return fallback
    votes: Counter[str] = Counter()
    for tag, weight in tags:
        votes[_primary(tag)] += weight
    best = max(votes, key=lambda primary: votes[primary])
    return next(tag for tag, _ in tags if _primary(tag) == best)


def _stated_languages(stated: StructuredData) -> list[tuple[str, int]]:
    """Return the tags that the page states, each with its weight. Three others outvote <html lang>; og:locale alone
    never does, since many publishing systems leave it at en_US."""
    in_language = jsonld.strings(stated.article.get("inLanguage"), "alternateName", "name")
    weighed = [(stated.lang, 4), *((text, 3) for text in in_language[:1])]
    weighed += [(text, 2) for text in stated.meta_values("language")[:1]]
    weighed += [(text, 1) for text in stated.metas.get("og:locale", [])[:1]]
    return [
        (match[0].replace("_", "-"), weight)
        for text, weight in weighed
        if (match := _LANGUAGE_TAG.fullmatch(text.strip()))
    ]


def _primary(tag: str) -> str:
    return tag.split("-")[0].lower()


def _main_script(text: str) -> tuple[str, str] | None:
    """Return the script of most letters of `text`, and these letters. None for the Latin script or too few letters."""
    if text.isascii() or not _ANY_SCRIPT.search(text):
        return None
    found = {name: signs for name, letters in _SCRIPTS.items() if (signs := "".join(letters.findall(text)))}
    if len(found.get("kana", "")) * _HAN_FOR_ONE_KANA > len(found.get("han", "")):
        found["kana"] += found.pop("han", "")
    best = max(found, key=lambda name: len(found[name]))
    latin = len(_LATIN.findall(text)) * _LANGUAGES["letters"]["latin_for_one"][_width(best)]
    return (best, found[best]) if len(found[best]) >= max(_FEWEST_LETTERS, latin) else None


def _width(script: str) -> str:
    """Chinese characters, kana and Hangul stand for a syllable or a word each, so that a text has fewer of them."""
    return "wide" if script in ("han", "kana", "hangul") else "narrow"


def _language_of_letters(letters: str, written: dict[str, object]) -> str | None:
    """Return the language that alone has such letters, or the script's only language."""
    tells = written.get("tells", {})
    assert isinstance(tells, dict)
    for language, signs in tells.items():
        if any(sign in letters for sign in signs):
            return str(language)
    sole = written.get("sole")
    return str(sole) if sole else None


def section_of(stated: StructuredData, *, title: str | None) -> str | None:
    """Return the section that the page states, else the most specific one on its trail of sections."""
    for name in [*stated.article_values("articleSection")[:1], *stated.meta_values("section")]:
        if len(name) <= _LONGEST_TOPIC and "://" not in name:
            return name
    own = fold(title or "")
    trail = [name for name in jsonld.breadcrumbs(stated.nodes) if " ".join(fold(name)) not in _HOME]
    if trail and own and (fold(trail[-1]) == own or len(fold(trail[-1])) > len(own) or len(trail[-1]) > _LONGEST_TOPIC):
        trail.pop()
    return next((name for name in reversed(trail) if len(name) <= _LONGEST_TOPIC and fold(name) != own), None)


def tags_of(stated: StructuredData) -> tuple[str, ...]:
    """Return the keywords that the page states, else those that it links as tags: at most 30, each of at most 80
    characters."""
    keywords = [*jsonld.strings(stated.article.get("keywords"), "name"), *stated.meta_values("tags")]
    return _distinct_tags(_split_keywords(keywords)) or _distinct_tags(stated.tags)


def _split_keywords(keywords: Iterable[str]) -> Iterable[str]:
    for text in keywords:
        yield from _COMMA.split(text)


def _distinct_tags(tags: Iterable[str]) -> tuple[str, ...]:
    kept: dict[tuple[str, ...], str] = {}
    for tag in tags:
        bare = tag.strip(" #\"'")
        if bare and len(bare) <= _LONGEST_TOPIC and (words := fold(bare)):
            kept.setdefault(words, bare)
    return tuple(kept.values())[:_MOST_TAGS]
