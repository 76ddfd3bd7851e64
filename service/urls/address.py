"""A URL as browsers read it (WHATWG URL Standard): the form that is stored and shown, its origin and its host."""

import can_ada

_SCHEMES = ("http:", "https:")
_ROUTES = ("#!", "#/")
"""Open a fragment that names a page of its own and not a place in one: Google's AJAX crawling scheme (2009–2018), and
the routes of single-page applications."""


def public_url(url: str) -> str:
    """Return `url` as it is stored and shown: as browsers write it, without user-info and without a fragment.

    A route (`#!…`, `#/…`) stays, since without it the address leads to another page; an HTTP client does not send it.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    parsed = parse(url)
    if parsed.username:
        parsed.username = ""
    if parsed.password:
        parsed.password = ""
    if not route(parsed):
        parsed.hash = ""
    return str(parsed.href)


def origin(url: str) -> str:
    """Return `scheme://host[:port]`, the port only where it is not the scheme's own.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    return str(parse(url).origin)


def host(url: str) -> str:
    """Return the host in lower case and Punycode, without port and final dot; IPv6 in brackets.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    return without_final_dot(parse(url).hostname)


def parse(url: str) -> can_ada.URL:
    """Return `url` taken apart. One without a scheme (`//example.org/page`, RFC 3986, 4.2) is taken for https.

    Raises:
        ValueError: `url` is not an absolute http(s) URL.
    """
    try:
        parsed = can_ada.parse(f"https:{url.lstrip()}" if url.lstrip().startswith("//") else url)
    except (ValueError, TypeError):  # TypeError: lone surrogates, which no URL can hold
        raise ValueError(f"not a URL: {url[:200]!r}; write it in full, as https://example.org/page") from None
    if parsed.protocol not in _SCHEMES:
        raise ValueError(f"not an http(s) URL: {url[:200]!r}; only web pages can be named")
    return parsed


def route(parsed: can_ada.URL) -> str:
    """Return the fragment, `#` left out, if it names a page of its own; else an empty string."""
    fragment = str(parsed.hash)
    return fragment[1:] if fragment.startswith(_ROUTES) and len(fragment) > 2 else ""


def without_final_dot(name: str) -> str:
    """Return `example.com` for `example.com.`, which is the same name (RFC 3986, 3.2.2); `a..` is no name and stays."""
    return name[:-1] if name.endswith(".") and not name.endswith("..") and len(name) > 1 else name
