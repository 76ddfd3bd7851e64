"""The strict key of a URL: two URLs that no server could tell apart have the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from service.rules import load
from service.urls.address import parse, route, without_final_dot

_DEFAULT_PORTS = ("", "80", "443")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!*'()")
"""These mean the same encoded and plain: RFC 3986, 2.3, and the five marks that RFC 2396, 2.3, counted among them:
`encodeURIComponent` leaves those plain, and most other encoders do not."""
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]")
"""What an encoded byte looks like, or a character that RFC 3986 lets stand neither in a path nor in a query."""
_SPELLED = {
    f"%{upper}{lower}": chr(code) if chr(code) in _UNRESERVED else f"%{code:02X}"
    for code in range(256)
    for upper in {f"{code >> 4:x}", f"{code >> 4:X}"}
    for lower in {f"{code & 15:x}", f"{code & 15:X}"}
}
"""Every spelling of an encoded byte, and the one for all of them."""
_ENTITY = re.compile(r"^(?:amp;)+", re.IGNORECASE)
"""What is left of `&amp;` before a parameter's name in a URL that was copied out of HTML."""


def strict_key(url: str) -> str:
    """Return the identity of `url`: two URLs with one key are one page. It reads `host[:port]/path[?query][#route]`.

    Parsed as browsers do (WHATWG URL Standard), then made equal where RFC 3986 (6.2.2, 6.2.3) says equal: case of
    scheme and host, dot segments, percent-encoding, default ports, a final dot of the host, an empty query; and where
    a form's encoding does (WHATWG URL, 5.1): `+` and `%20`, empty parameters, `name=value` pairs in any order, those
    of one name in theirs. Left out besides: the scheme (http and https count as one, so do their ports), user-info,
    the fragment unless it is a route, and the trackers of `rules/trackers.toml`.
    `strict_key("https://" + key)` is `key` again.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    parsed = parse(url)
    port = "" if parsed.port in _DEFAULT_PORTS else f":{parsed.port}"
    query = _query(spelled(parsed.search[1:].replace("+", " "))) if parsed.search else ""
    fragment = spelled(route(parsed))
    return "".join(
        (
            without_final_dot(parsed.hostname),
            port,
            spelled(parsed.pathname),
            query and f"?{query}",
            fragment and f"#{fragment}",
        )
    )


def spelled(part: str) -> str:
    """Return `part` of a URL with one spelling of every byte (RFC 3986, 6.2.2.1 and 6.2.2.2).

    A `%` that encodes nothing stands for itself (WHATWG URL, percent-decode) and becomes `%25`.
    """
    return _ENCODED.sub(_spell, part)


def _spell(match: re.Match[str]) -> str:
    return _SPELLED.get(match[0]) or "".join(f"%{byte:02X}" for byte in match[0].encode())


def _query(query: str) -> str:
    """Return `query` without trackers and empty parameters, sorted by name where all have one (`?1750,4&a` has
    none)."""
    known = trackers()
    pairs = [pair for raw in query.split("&") if (pair := _ENTITY.sub("", raw)) and not known.holds(name_of(pair))]
    if len(pairs) > 1 and all("=" in pair for pair in pairs):
        pairs.sort(key=name_of)
    return "&".join(pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterNames:
    """Names of query parameters, in lower case; some are given by how they begin."""

    whole: frozenset[str]
    prefixes: tuple[str, ...]

    def holds(self, name: str) -> bool:
        """Say whether `name`, in lower case, is one of these."""
        return name in self.whole or name.startswith(self.prefixes)


def name_of(pair: str) -> str:
    """Return the name of a parameter (`name=value`), in lower case."""
    return pair.partition("=")[0].lower()


@cache
def trackers() -> ParameterNames:
    """Return the parameters of `rules/trackers.toml`: they tell how a reader came, and never which page it is."""
    return parameter_names(name for group in load("service.urls", "trackers").values() for name in group["names"])


def parameter_names(names: Iterable[str]) -> ParameterNames:
    """Return names as a rules file lists them; one that ends with `*` stands for all that begin so."""
    listed = list(names)
    return ParameterNames(
        whole=frozenset(name for name in listed if not name.endswith("*")),
        prefixes=tuple(name[:-1] for name in listed if name.endswith("*")),
    )
