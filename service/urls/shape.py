"""An address by its parts, as a reader of addresses sees them: the site, the way to the article, what picks it."""

import re
from dataclasses import dataclass
from functools import cache

from service.rules import load
from service.urls.parameters import name_of, weak

_PLAIN = {"%3A": ":", "%40": "@", "%2C": ",", "%24": "$"}
"""Delimiters of RFC 3986 (2.2) that mean nothing of their own in a path or a query of http."""
_DELIMITER = re.compile("|".join(_PLAIN))
_SESSION = re.compile(r"(?<!\.);(?:jsessionid|phpsessid|sessionid|sid)=[^/]*", re.IGNORECASE)
"""A session identifier as servlets write it into a path. Not after a dot: `..;sid=1` must not become `..`."""
_ARTICLE = re.compile(r"[-_.0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is left of a strict key without the marks of a layout and without weak parameters."""

    host: str
    """With its port, if that is not the scheme's own."""
    segments: tuple[str, ...]
    parameters: tuple[str, ...]
    """`name=value` or `name`, in order of names."""
    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """The conventions of `data/shapes.toml`."""

    prefixes: frozenset[str]
    inner: frozenset[str]
    registries: frozenset[str]
    indexes: frozenset[str]
    views: frozenset[str]
    lists: frozenset[str]
    endings: tuple[str, ...]
    extensions: tuple[str, ...]


def shape_of(key: str) -> Shape:
    """The parts of a strict key."""
    address, _, route = key.partition("#")
    place, _, query = address.partition("?")
    name, _, path = place.partition("/")
    return Shape(host=_site(name), segments=_segments(path), parameters=_parameters(query), route=route)


def names_article(segment: str) -> bool:
    """Whether a segment looks like the name of one article (`flood-kills-12`, `123`, `a.html`), not of a section."""
    return _ARTICLE.search(segment) is not None


def extension_of(segment: str) -> str:
    """`.html` of `a.html`; an empty string if it has none that servers of pages use."""
    return next((segment[-len(end) :] for end in _marks().extensions if segment[-len(end) :].lower() == end), "")


def is_list(segment: str) -> bool:
    """Whether what stands below a segment are subjects (`tags`, `category`)."""
    return segment.lower() in _marks().lists


def _site(name: str) -> str:
    """`name` (host and port) without labels that only choose a layout; two stay at least, and no registry alone."""
    host, colon, port = name.rpartition(":") if not name.endswith("]") and ":" in name else (name, "", "")
    if host.endswith("]") or host[-1:].isdigit():
        return name
    marks = _marks()
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in marks.prefixes and not _is_registry(labels[1:]):
        labels = labels[1:]
    while len(labels) > 3 and labels[1] in marks.inner:
        labels = [labels[0], *labels[2:]]
    return ".".join(labels) + colon + port


def _is_registry(labels: list[str]) -> bool:
    return len(labels) == 2 and len(labels[1]) == 2 and labels[0] in _marks().registries


def _segments(path: str) -> tuple[str, ...]:
    plain = _DELIMITER.sub(_decoded, path) if "%" in path else path
    plain = _SESSION.sub("", plain) if ";" in plain else plain
    segments = [segment for segment in plain.split("/") if segment]
    while segments and _take_view(segments):
        pass
    return tuple(segments)


def _take_view(segments: list[str]) -> bool:
    """Take one mark of a layout away; False if there is none."""
    marks = _marks()
    last = segments[-1]
    if last.lower() in marks.indexes or _ends_in_view(segments):
        segments.pop()
    elif (shorter := _without_ending(last)) != last:
        segments[-1] = shorter
    elif _begins_with_view(segments):
        segments.pop(0)
    else:
        return False
    return True


def _without_ending(segment: str) -> str:
    """`flood.amp.html` is `flood.html`; `.amp` is a name."""
    if "." not in segment:
        return segment
    extension = extension_of(segment)
    stem = segment.removesuffix(extension)
    for ending in _marks().endings:
        start = len(stem) - len(ending)
        if start > 0 and stem[start:].lower() == ending and stem[start - 1] != ".":
            return stem[:start] + extension
    return segment


def _ends_in_view(segments: list[str]) -> bool:
    """Whether an article's name is followed by a view of it. `/tags/heavy-metal/amp` may be a list of its own."""
    if len(segments) < 2 or segments[-1].lower() not in _marks().views:
        return False
    return names_article(segments[-2]) and not (len(segments) > 2 and is_list(segments[-3]))


def _begins_with_view(segments: list[str]) -> bool:
    if len(segments) < 2 or segments[0].lower() not in _marks().views:
        return False
    return names_article(segments[-1]) and not is_list(segments[1])


def _parameters(query: str) -> tuple[str, ...]:
    if not query:
        return ()
    rules_of_weak = weak()
    pairs = [pair for raw in query.split("&") if (pair := _shorter(raw)) and not rules_of_weak.holds(pair)]
    return tuple(sorted(pairs, key=lambda pair: (name_of(pair), pair)))


def _shorter(pair: str) -> str:
    """`pair` with its delimiters plain; a name without a value carries no `=`."""
    name, _, value = _DELIMITER.sub(_decoded, pair).replace("%2F", "/").partition("=")
    return f"{name}={value}" if value else name


def _decoded(match: re.Match[str]) -> str:
    return _PLAIN[match[0]]


@cache
def _marks() -> _Marks:
    groups = load("service.urls", "shapes")
    host, path = groups["host"], groups["path"]
    return _Marks(
        prefixes=frozenset(host["prefixes"]),
        inner=frozenset(host["inner"]),
        registries=frozenset(host["registries"]),
        indexes=frozenset(path["indexes"]),
        views=frozenset(path["views"]),
        lists=frozenset(path["lists"]),
        endings=tuple(path["endings"]),
        extensions=tuple(path["extensions"]),
    )
