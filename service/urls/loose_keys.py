"""The loose key of a URL: two URLs that are one page by convention have the same. It merges only where texts agree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from service.rules import load
from service.urls.strict_keys import strict_key
from service.urls.url_shape import UrlShape, shape_of

_ID_LAST = re.compile(r"[-_,.~]([A-Za-z]?\d{6,20})(?P<extension>\.[A-Za-z]{3,5})?$")
_ID_FIRST = re.compile(r"([A-Za-z]?\d{6,20})[-_,](?P<slug>.*?)(?P<extension>\.[A-Za-z]{3,5})?$")
_WORD = re.compile(r"[A-Za-z]{3}|%[0-9A-F]{2}")
_DATE = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])"
    r"|(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d$|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:19|20)\d\d$"
)
_DIGITS_OF_AN_ID = 7
"""Numbers of six digits without a letter are as often a date (`170524`) or a sum of money as a content id."""


def loose_key(url: str) -> str:
    """Return the key that `url` shares with the other addresses its page usually has; it reads like a strict key.

    Beside what `strict_key` leaves out: AMP (cache, viewer, path, host, parameter), archives, redirects and players
    (`rules/wrappers.toml`); `www`, mobile and AMP hosts, index files, print and AMP views (`rules/shapes.toml`); a
    final and doubled slash, session identifiers, weak parameters (`rules/weak.toml`); and of a slug with a content id
    the slug, which changes with the headline. Routes stay. `loose_key("https://" + key)` is `key` again.

    Two URLs of one strict key have one loose key. It is no proof: see the package's docstring.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    return loosened(strict_key(url))


def loosened(key: str) -> str:
    """Return the loose key that goes with a strict key."""
    return _written(shape_of(unwrapped(key)))


def _written(shape: UrlShape) -> str:
    segments = [*shape.segments[:-1], *map(_content_id, shape.segments[-1:])]
    query = "&".join(shape.parameters)
    return "".join(
        (shape.host, "/", "/".join(segments), query and f"?{query}", shape.route and f"#{shape.route}"),
    )


def _content_id(segment: str) -> str:
    """Return `segment` without its slug, if it has a content id too (`b2439611.html` of `flood-12-b2439611.html`)."""
    if (last := _ID_LAST.search(segment)) and _is_id(last[1]) and _WORD.search(segment[: last.start()]):
        return last[1] + (last["extension"] or "")
    if (first := _ID_FIRST.match(segment)) and _is_id(first[1]) and _WORD.search(first["slug"]):
        return first[1] + (first["extension"] or "")
    return segment


def _is_id(text: str) -> bool:
    if text[0].isdigit():
        return len(text) >= _DIGITS_OF_AN_ID and not _DATE.match(text)
    return not _DATE.match(text[1:])


_DEPTH = 3
"""A share button of a redirect to an AMP cache is as deep as addresses were seen to be wrapped."""
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_SCHEME = re.compile(r"https?:/*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrapper:
    """One entry of `rules/wrappers.toml`."""

    pattern: re.Pattern[str]
    url: str
    """A template, in the words of `re.Match.expand`."""
    quoted: bool
    """Whether the address inside is percent-encoded once more."""

    def unwrapped(self, key: str) -> str | None:
        match = self.pattern.match(key)
        if match is None:
            return None
        inside = match.expand(self.url)
        if self.quoted:
            inside = unquote(inside, errors="surrogateescape")
        try:
            return strict_key("https://" + _SCHEME.sub("", inside, count=1))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrappers:
    """Several entries, and one pattern that matches whatever any of them might, since most addresses are not
    wrapped."""

    each: tuple[_Wrapper, ...]
    any: re.Pattern[str]

    def unwrapped(self, key: str) -> str | None:
        if self.any.match(key) is None:
            return None
        inside = (wrapper.unwrapped(key) for wrapper in self.each)
        return next((within for within in inside if within is not None and within != key), None)


def unwrapped(key: str) -> str:
    """Return the strict key of the page that `key` stands for: `key` itself unless it is wrapped, or wrapped too
    deep."""
    inner = key
    for _ in range(_DEPTH):
        within = _wrappers().unwrapped(inner)
        if within is None:
            return inner
        inner = within
    return inner if _wrappers().unwrapped(inner) is None else key


def key_at_origin(key: str) -> str:
    """Return the strict key of the page that an AMP cache shows under `key`, or `key` itself."""
    return _caches().unwrapped(key) or key


@cache
def _caches() -> _Wrappers:
    return _joined("cache")


@cache
def _wrappers() -> _Wrappers:
    return _joined("cache", "viewer", "archive", "redirect", "player")


def _joined(*groups: str) -> _Wrappers:
    each = tuple(entry for group in groups for entry in _entries(group))
    return _Wrappers(
        each=each, any=re.compile("|".join(_NAMED_GROUP.sub("(?:", entry.pattern.pattern) for entry in each))
    )


def _entries(group: str) -> Iterator[_Wrapper]:
    for entry in load("service.urls", "wrappers")[group]:
        yield _Wrapper(
            pattern=re.compile(entry["pattern"]), url=entry.get("url", r"\g<url>"), quoted=group == "redirect"
        )
