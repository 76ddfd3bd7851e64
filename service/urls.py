"""URLs: which are one and the same, and how they are written. Pure.

A strict key merges two URLs only where no server could tell them apart, or where the difference is the mark of a
tracker. Guesses (AMP, mobile hosts, print views) belong to a looser key and never here.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import can_ada

_SCHEMES = ("http:", "https:")
_DEFAULT_PORTS = ("", "80", "443")
_ROUTE = "#!"
"""Opens a fragment that names a page of its own and not a place in one (Google's AJAX crawling scheme, 2009–2018)."""
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""RFC 3986, 2.3: these mean the same encoded and plain."""
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]")
"""What an encoded byte looks like, or a character that RFC 3986 lets stand neither in a path nor in a query."""


def strict_key(url: str) -> str:
    """The identity of `url`: two URLs with one key are one page. It reads `host[:port]/path[?query][#!route]`.

    Parsed as browsers do (WHATWG URL Standard), then made equal where RFC 3986 (6.2.2, 6.2.3) says equal: case of
    scheme and host, dot segments, percent-encoding, default ports, a final dot of the host, an empty query. Left out
    besides: the scheme (http and https count as one, so do their ports), user-info, the fragment unless it is a
    `#!` route, empty parameters, and the trackers of `data/trackers.toml`. The order of parameters is kept.
    `strict_key("https://" + key)` is `key` again.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    parsed = _parse(url)
    port = "" if parsed.port in _DEFAULT_PORTS else f":{parsed.port}"
    query = _without_trackers(_normal(parsed.search[1:]))
    route = _normal(parsed.hash[1:]) if _is_route(parsed.hash) else ""
    return "".join(
        (
            _without_final_dot(parsed.hostname),
            port,
            _normal(parsed.pathname),
            query and f"?{query}",
            route and f"#{route}",
        )
    )


def public_url(url: str) -> str:
    """`url` as it is stored and shown: as browsers write it, without user-info and without a fragment.

    A `#!` route stays, since without it the address leads to another page; an HTTP client does not send it.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    parsed = _parse(url)
    if parsed.username:
        parsed.username = ""
    if parsed.password:
        parsed.password = ""
    if not _is_route(parsed.hash):
        parsed.hash = ""
    return str(parsed.href)


def origin(url: str) -> str:
    """`scheme://host[:port]`, the port only where it is not the scheme's own.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    return str(_parse(url).origin)


def host(url: str) -> str:
    """The host in lower case and Punycode, without port and final dot; IPv6 in brackets.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    return _without_final_dot(_parse(url).hostname)


def _parse(url: str) -> can_ada.URL:
    try:
        parsed = can_ada.parse(url)
    except (ValueError, TypeError):  # TypeError: lone surrogates, which no URL can hold
        raise ValueError(f"not a URL: {url[:200]!r}; write it in full, as https://example.org/page") from None
    if parsed.protocol not in _SCHEMES:
        raise ValueError(f"not an http(s) URL: {url[:200]!r}; only web pages can be named")
    return parsed


def _is_route(fragment: str) -> bool:
    return fragment.startswith(_ROUTE) and len(fragment) > len(_ROUTE)


def _without_final_dot(name: str) -> str:
    """`example.com.` and `example.com` are one name (RFC 3986, 3.2.2); `a..` is left alone, being no name at all."""
    return name[:-1] if name.endswith(".") and not name.endswith("..") and len(name) > 1 else name


def _normal(part: str) -> str:
    """`part` of a URL with one spelling of every byte (RFC 3986, 6.2.2.1 and 6.2.2.2).

    A `%` that encodes nothing stands for itself (WHATWG URL, percent-decode) and becomes `%25`.
    """
    return _ENCODED.sub(_spell, part)


def _spell(match: re.Match[str]) -> str:
    if match[1] is None:
        return "".join(f"%{byte:02X}" for byte in match[0].encode())
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _without_trackers(query: str) -> str:
    """`query` without trackers and without empty parameters, which carry nothing (WHATWG URL, 5.1)."""
    if not query:
        return ""
    trackers = _trackers()
    return "&".join(pair for pair in query.split("&") if pair and not trackers.holds(pair.partition("=")[0].lower()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trackers:
    """The parameters of `data/trackers.toml`."""

    names: frozenset[str]
    prefixes: tuple[str, ...]

    def holds(self, name: str) -> bool:
        return name in self.names or name.startswith(self.prefixes)


@cache
def _trackers() -> _Trackers:
    groups = tomllib.loads(files("service").joinpath("data/trackers.toml").read_text("utf-8"))
    names = [name for group in groups.values() for name in group["names"]]
    return _Trackers(
        names=frozenset(name for name in names if not name.endswith("*")),
        prefixes=tuple(name[:-1] for name in names if name.endswith("*")),
    )
