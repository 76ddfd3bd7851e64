"""The loose key: what two URLs share that are one page by convention. It merges only where the texts agree."""

import re

from service.urls.shape import Shape, shape_of
from service.urls.strict import strict_key
from service.urls.wrappers import opened

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
    """What `url` shares with the other addresses its page usually has; it reads like a strict key.

    Beside what `strict_key` leaves out: AMP (cache, viewer, path, host, parameter), archives, redirects and players
    (`data/wrappers.toml`); `www`, mobile and AMP hosts, index files, print and AMP views (`data/shapes.toml`); a final
    and doubled slash, session identifiers, weak parameters (`data/weak.toml`); and of a slug with a content id the
    slug, which changes with the headline. Routes stay. `loose_key("https://" + key)` is `key` again.

    Two URLs of one strict key have one loose key. It is no proof: see the package's docstring.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    return loosened(strict_key(url))


def loosened(key: str) -> str:
    """The loose key that goes with a strict one."""
    return _written(shape_of(opened(key)))


def _written(shape: Shape) -> str:
    segments = [*shape.segments[:-1], *map(_content_id, shape.segments[-1:])]
    query = "&".join(shape.parameters)
    return "".join(
        (shape.host, "/", "/".join(segments), query and f"?{query}", shape.route and f"#{shape.route}"),
    )


def _content_id(segment: str) -> str:
    """`segment` without its slug, if it has a content id too (`flood-kills-12-b2439611.html`: `b2439611.html`)."""
    if (last := _ID_LAST.search(segment)) and _is_id(last[1]) and _WORD.search(segment[: last.start()]):
        return last[1] + (last["extension"] or "")
    if (first := _ID_FIRST.match(segment)) and _is_id(first[1]) and _WORD.search(first["slug"]):
        return first[1] + (first["extension"] or "")
    return segment


def _is_id(text: str) -> bool:
    if text[0].isdigit():
        return len(text) >= _DIGITS_OF_AN_ID and not _DATE.match(text)
    return not _DATE.match(text[1:])
