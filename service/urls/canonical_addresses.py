"""Which of the addresses that a page states of itself may count as its own.

What a page states of its own site is believed unless the shape of the addresses speaks against it; what it states of
another site is a hint only, since otherwise any page could take over another source's item.

Of the faults that are looked for, the first page of several, and relative addresses, head the list of
https://developers.google.com/search/blog/2013/04/5-common-mistakes-with-relcanonical; the others come from a template
that states one address for all pages of a site or of a section.
"""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from service.rules import load
from service.urls.address import public_url
from service.urls.loose_keys import key_at_origin, loosened
from service.urls.strict_keys import strict_key
from service.urls.url_shape import UrlShape, extension_of, is_list, names_article, shape_of

_ABSOLUTE = re.compile(r"\s*(?:https?:)?[/\\]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAddresses:
    """The addresses a page states of itself, as `public_url` writes them, each once and in order of trust."""

    aliases: tuple[str, ...] = ()
    """Of the same site: the page may be known by them. One that another item already has is a candidate for a
    comparison of texts, and never taken from it."""
    hints: tuple[str, ...] = ()
    """Of another site: where a copy or the original may stand."""
    refused: tuple[tuple[str, str], ...] = ()
    """Of the same site, but of another page by their shape, or no address at all (as it came, cut at 200 characters);
    each with the reason."""


def stated_addresses(
    page_url: str, *, canonical: str | None = None, og_url: str | None = None, amp_url: str | None = None
) -> StatedAddresses:
    """Judge the `rel=canonical`, `og:url` and `rel=amphtml` of the page that was fetched from `page_url`.

    The same site: the same host and port but for `www`, mobile and AMP labels, http or https; an AMP cache counts as
    its origin. Relative addresses are refused: they mostly come from faulty templates.

    Raises:
        ValueError: `page_url` is not an absolute http(s) URL.
    """
    own = strict_key(page_url)
    page = shape_of(key_at_origin(own))
    aliases: dict[str, str] = {}
    hints: dict[str, str] = {}
    refused: dict[str, str] = {}
    for text in (canonical, og_url, amp_url):
        if text is None or not text.strip():
            continue
        try:
            key, url = _read(text)
        except ValueError:
            refused[text[:200]] = "no absolute web address"
            continue
        if key == own:
            continue
        other = shape_of(key_at_origin(key))
        if other.host != page.host:
            hints.setdefault(key, url)
        elif loosened(key) != loosened(own) and (reason := _fault(page, other)):
            refused[url] = reason
        else:
            aliases.setdefault(key, url)
    return StatedAddresses(aliases=tuple(aliases.values()), hints=tuple(hints.values()), refused=tuple(refused.items()))


def _read(text: str) -> tuple[str, str]:
    if not _ABSOLUTE.match(text):
        raise ValueError(f"not an absolute web address: {text[:200]!r}; write it in full")
    return strict_key(text), public_url(text)


_TOKEN = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])(?:[-/_]?([0-2]\d|3[01]))?(?!\d)")
_NEXT_PAGE = re.compile(r"[-_,](?:p(?:age)?-?)?\d{1,2}$")
_ID_LENGTH = 5
_SHARED_WORDS = 0.5
"""Of the shorter slug: a headline is cut, or some of its words changed, more often than half of them are."""
_SLUG = 2
"""Words that a slug has at least; what has fewer (`/?p=12`, `/node/12`) does not tell what its page is about."""


def _fault(page: UrlShape, stated: UrlShape) -> str | None:
    """Return why `stated` is not another address of `page`, on the same site; None where nothing speaks against it."""
    if not stated.segments and not stated.parameters and not stated.route:
        return "the front page"
    if _number(page) != _number(stated) or _is_next(page, stated):
        return "another page of the same article"
    return _parameters(page, stated) or _list(page, stated) or _article(page, stated)


def _list(page: UrlShape, stated: UrlShape) -> str | None:
    above = len(stated.segments) < len(page.segments) and page.segments[: len(stated.segments)] == stated.segments
    if above and not stated.parameters and not stated.route:
        return "a section above it"
    if page.segments and stated.segments and _names_one(page) and not _names_one(stated):
        return "a section"
    if any(map(is_list, stated.segments[:-1])) and not any(map(is_list, page.segments[:-1])):
        return "a list of articles"
    return None


def _names_one(shape: UrlShape) -> bool:
    return bool(shape.parameters) or names_article(_stem(shape.segments[-1]))


def _parameters(page: UrlShape, stated: UrlShape) -> str | None:
    ours, theirs = _by_name(page), _by_name(stated)
    if any(theirs[name] != value for name, value in ours.items() if name in theirs):
        return "another value of a parameter"
    if page.segments == stated.segments and ours.keys() - theirs.keys() and not _tells(page):
        return "it lacks the parameters that pick the article"
    return None


def _article(page: UrlShape, stated: UrlShape) -> str | None:
    if _owners(page) != _owners(stated):
        return "another author's page"
    if not _one_day(_dates(page), _dates(stated)):
        return "of another day"
    ours, theirs = _ids(page), _ids(stated)
    if ours and theirs:
        return "another content id" if ours.isdisjoint(theirs) else None
    return None if _one_slug(page, stated) else "another article's name"


def _one_slug(page: UrlShape, stated: UrlShape) -> bool:
    ours, theirs = _slug(page), _slug(stated)
    least = min(len(ours), len(theirs))
    if least >= _SLUG:
        return len(ours & theirs) >= _SHARED_WORDS * least
    if max(len(ours), len(theirs)) >= _SLUG:
        return True  # one of them does not tell
    return page.segments[-1:] == stated.segments[-1:]


def _one_day(ours: str, theirs: str) -> bool:
    return ours.startswith(theirs) or theirs.startswith(ours)


def _tells(page: UrlShape) -> bool:
    """Say whether the path alone tells which article it is."""
    return len(_slug(page)) >= _SLUG or any(_is_id(token) for segment in page.segments for token in _tokens(segment))


def _slug(shape: UrlShape) -> frozenset[str]:
    """Return the words of the segment that has most of them."""
    slugs = (
        frozenset(token for token in _tokens(segment) if len(token) > 1 and not _DIGIT.search(token))
        for segment in reversed(shape.segments)
    )
    return max(slugs, key=len, default=frozenset())


def _ids(shape: UrlShape) -> frozenset[str]:
    parts = [*shape.segments, *_by_name(shape).values()]
    return frozenset(token for part in parts for token in _tokens(part) if _is_id(token))


def _is_id(token: str) -> bool:
    return len(token) >= _ID_LENGTH and _DIGIT.search(token) is not None and not _DATE.fullmatch(token)


def _dates(shape: UrlShape) -> str:
    """Return the first date of the path, `YYYYMMDD` or `YYYYMM`; an empty string if it has none."""
    found = _DATE.search("/".join(shape.segments))
    return "".join(part for part in found.groups() if part) if found else ""


def _owners(shape: UrlShape) -> tuple[str, ...]:
    """Return the segments that name whose page it is: `~jane` (RFC 3986, 6.2.2.2 has an example), `@jane`."""
    return tuple(segment for segment in shape.segments if segment.startswith(("~", "@")))


def _tokens(segment: str) -> list[str]:
    return _TOKEN.findall(unquote(_stem(segment), errors="replace").casefold())


def _stem(segment: str) -> str:
    """Return `segment` without its extension."""
    return segment.removesuffix(extension_of(segment))


def _by_name(shape: UrlShape) -> dict[str, str]:
    return {name.lower(): value for name, _, value in (pair.partition("=") for pair in shape.parameters)}


def _number(shape: UrlShape) -> str:
    """Return the number of the page within its article: `1` where the address names none."""
    paging = _paging()
    for name, value in _by_name(shape).items():
        if name in paging.parameters and value:
            return value
    if len(shape.segments) > 1 and shape.segments[-2].lower() in paging.segments:
        return shape.segments[-1]
    return "1"


def _is_next(page: UrlShape, stated: UrlShape) -> bool:
    """Say whether `page` is `flood-2.html` where `stated` is `flood.html`."""
    if not page.segments or not stated.segments or page.segments[:-1] != stated.segments[:-1]:
        return False
    ours, theirs = _stem(page.segments[-1]), _stem(stated.segments[-1])
    return ours != theirs and _NEXT_PAGE.sub("", ours) == theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paging:
    """How the pages of one article are numbered, by `rules/shapes.toml`."""

    parameters: frozenset[str]
    segments: frozenset[str]


@cache
def _paging() -> _Paging:
    paging = load("service.urls", "shapes")["paging"]
    return _Paging(parameters=frozenset(paging["parameters"]), segments=frozenset(paging["segments"]))
