"""The shape of a URL: its site, the path to the article, and the parameters that pick it, without marks of a layout."""

import re
from dataclasses import dataclass
from functools import cache

from service.rules import load
from service.urls.strict_keys import ParameterNames, name_of, parameter_names

_PLAIN = {"%3A": ":", "%40": "@", "%2C": ",", "%24": "$"}
"""Delimiters of RFC 3986 (2.2) that mean nothing of their own in a path or a query of http."""
_DELIMITER = re.compile("|".join(_PLAIN))
_SESSION = re.compile(r"(?<!\.);(?:jsessionid|phpsessid|sessionid|sid)=[^/]*", re.IGNORECASE)
"""A session identifier as servlets write it into a path. Not after a dot: `..;sid=1` must not become `..`."""
_ARTICLE = re.compile(r"[-_.0-9]")
_BETWEEN = re.compile(r"%[0-9A-F]{2}|[^0-9a-z]+", re.IGNORECASE)
"""What stands between the words of a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlShape:
    """What is left of a strict key without the marks of a layout and without weak parameters."""

    host: str
    """With its port, if that is not the scheme's own."""
    segments: tuple[str, ...]
    parameters: tuple[str, ...]
    """`name=value` or `name`, in order of names."""
    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _WeakParameters:
    """The parameters of `rules/weak.toml`: they tell how a page is laid out or was come by, not which page it is."""

    always: ParameterNames
    channel: frozenset[str]
    identifier: frozenset[str]
    channels: frozenset[str]
    views: dict[str, frozenset[str]]

    def holds(self, pair: str) -> bool:
        """Say whether a parameter, as it stands in a strict key, usually makes no difference to what its page says."""
        name, _, value = pair.partition("=")
        name, value = name.lower(), value.lower()
        if self.always.holds(name) or value in self.views.get(name, ()):
            return True
        if name in self.channel:
            return self._tells_channel(value) or not any(character.isdigit() for character in value)
        return name in self.identifier and self._tells_channel(value)

    def _tells_channel(self, value: str) -> bool:
        return not self.channels.isdisjoint(_BETWEEN.split(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class _LayoutMarks:
    """The conventions of `rules/shapes.toml` by which sites mark a layout."""

    prefixes: frozenset[str]
    inner: frozenset[str]
    registries: frozenset[str]
    indexes: frozenset[str]
    views: frozenset[str]
    lists: frozenset[str]
    endings: tuple[str, ...]
    extensions: tuple[str, ...]


def shape_of(key: str) -> UrlShape:
    """Return the parts of a strict key without the marks of a layout and without weak parameters."""
    address, _, route = key.partition("#")
    place, _, query = address.partition("?")
    name, _, path = place.partition("/")
    return UrlShape(host=_site(name), segments=_segments(path), parameters=_parameters(query), route=route)


def names_article(segment: str) -> bool:
    """Say whether a segment looks like the name of one article (`flood-kills-12`, `123`, `a.html`), not of a
    section."""
    return _ARTICLE.search(segment) is not None


def extension_of(segment: str) -> str:
    """Return `.html` of `a.html`; an empty string if `segment` has no extension that servers of pages use."""
    return next((segment[-len(end) :] for end in _layout_marks().extensions if segment[-len(end) :].lower() == end), "")


def is_list(segment: str) -> bool:
    """Say whether a segment leads to a list of subjects (`tags`, `category`)."""
    return segment.lower() in _layout_marks().lists


def _site(name: str) -> str:
    """Return `name` (host and port) without labels that only choose a layout. At least two labels stay, and more where
    two would be a registry (`co.uk`)."""
    host, colon, port = name.rpartition(":") if not name.endswith("]") and ":" in name else (name, "", "")
    if host.endswith("]") or host[-1:].isdigit():
        return name
    marks = _layout_marks()
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in marks.prefixes and not _is_registry(labels[1:]):
        labels = labels[1:]
    while len(labels) > 3 and labels[1] in marks.inner:
        labels = [labels[0], *labels[2:]]
    return ".".join(labels) + colon + port


def _is_registry(labels: list[str]) -> bool:
    return len(labels) == 2 and len(labels[1]) == 2 and labels[0] in _layout_marks().registries


def _segments(path: str) -> tuple[str, ...]:
    plain = _DELIMITER.sub(_decoded, path) if "%" in path else path
    plain = _SESSION.sub("", plain) if ";" in plain else plain
    segments = [segment for segment in plain.split("/") if segment]
    while segments and _take_view(segments):
        pass
    return tuple(segments)


def _take_view(segments: list[str]) -> bool:
    """Remove one mark of a layout from `segments`; return False if there is none."""
    marks = _layout_marks()
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
    """Return `flood.html` for `flood.amp.html`; a bare `.amp` is a name and stays."""
    if "." not in segment:
        return segment
    extension = extension_of(segment)
    stem = segment.removesuffix(extension)
    for ending in _layout_marks().endings:
        start = len(stem) - len(ending)
        if start > 0 and stem[start:].lower() == ending and stem[start - 1] != ".":
            return stem[:start] + extension
    return segment


def _ends_in_view(segments: list[str]) -> bool:
    """Say whether an article's name is followed by a view of it. `/tags/heavy-metal/amp` may be a list of its own."""
    if len(segments) < 2 or segments[-1].lower() not in _layout_marks().views:
        return False
    return names_article(segments[-2]) and not (len(segments) > 2 and is_list(segments[-3]))


def _begins_with_view(segments: list[str]) -> bool:
    if len(segments) < 2 or segments[0].lower() not in _layout_marks().views:
        return False
    return names_article(segments[-1]) and not is_list(segments[1])


def _parameters(query: str) -> tuple[str, ...]:
    if not query:
        return ()
    weak = _weak_parameters()
    pairs = [pair for raw in query.split("&") if (pair := _shorter(raw)) and not weak.holds(pair)]
    return tuple(sorted(pairs, key=lambda pair: (name_of(pair), pair)))


def _shorter(pair: str) -> str:
    """Return `pair` with its delimiters decoded; a name without a value carries no `=`."""
    name, _, value = _DELIMITER.sub(_decoded, pair).replace("%2F", "/").partition("=")
    return f"{name}={value}" if value else name


def _decoded(match: re.Match[str]) -> str:
    return _PLAIN[match[0]]


@cache
def _layout_marks() -> _LayoutMarks:
    groups = load("service.urls", "shapes")
    host, path = groups["host"], groups["path"]
    return _LayoutMarks(
        prefixes=frozenset(host["prefixes"]),
        inner=frozenset(host["inner"]),
        registries=frozenset(host["registries"]),
        indexes=frozenset(path["indexes"]),
        views=frozenset(path["views"]),
        lists=frozenset(path["lists"]),
        endings=tuple(path["endings"]),
        extensions=tuple(path["extensions"]),
    )


@cache
def _weak_parameters() -> _WeakParameters:
    groups = load("service.urls", "weak")
    views: dict[str, frozenset[str]] = {}
    for view in groups["view"]:
        for name in view["names"]:
            views[name] = views.get(name, frozenset()) | frozenset(view["values"])
    return _WeakParameters(
        always=parameter_names([*groups["referral"]["names"], *groups["session"]["names"]]),
        channel=frozenset(groups["channel"]["names"]),
        identifier=frozenset(groups["identifier"]["names"]),
        channels=frozenset(groups["words"]["channels"]),
        views=views,
    )
