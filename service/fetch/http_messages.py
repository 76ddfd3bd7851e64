"""HTTP messages: the headers that requests carry, how the headers of responses are read, and what a response means for
its request. Pure."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from service import __version__
from service.errors import BadStatus, Denied, Gone, ProtocolFailed, ServerFailed, Throttled
from service.fetch.target import Target, without_credentials
from service.models import NotModified, Page, Redirect, Request, Validators

Headers = tuple[tuple[str, str], ...]
"""Names in lower case. Values are read as Latin-1, which keeps every byte, so that validators go back as they came."""

MAX_FRESHNESS = timedelta(days=31)
"""No response counts as fresh for longer, whatever its headers say."""
MAX_RETRY_AFTER = timedelta(hours=24)
"""No host is left alone for longer because of one response."""

_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"
)
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "upgrade"})
"""Headers that frame the message. The HTTP client sets them, whatever a source is configured with."""
_MOVED = (301, 302, 303, 307, 308)


# ── what we send ──────────────────────────────────────────────────────────────────────────────────────────────────


def user_agent(contact: str | None = None) -> str:
    """Return `Dateline/<version> (+<contact>)`, without the part in brackets if there is no contact."""
    product = f"Dateline/{__version__}"
    reach = re.sub(r"[^\x20-\x7e]|[()\\]", "", contact or "").strip()
    return f"{product} (+{reach})" if reach else product


def common_headers(contact: str | None) -> Headers:
    """Return the headers that every request carries, to whatever host."""
    return (
        ("user-agent", user_agent(contact)),
        ("accept", _ACCEPT),
        ("accept-encoding", "gzip, deflate, br, zstd"),
    )


def request_headers(contact: str | None, request: Request) -> Headers:
    """Return the headers that go to `request`'s own origin: the common ones, its validators and its own headers, which
    prevail."""
    known = request.validators or Validators()
    conditions = (("if-none-match", known.etag), ("if-modified-since", known.last_modified))
    headers = dict(common_headers(contact)) | {name: value for name, value in conditions if value}
    headers |= {name.lower(): value for name, value in request.headers if name.lower() not in _OURS}
    return tuple(headers.items())


# ── what we read ──────────────────────────────────────────────────────────────────────────────────────────────────


def values(headers: Headers, name: str) -> Iterator[str]:
    """Return the values of header `name` (lower case), in order."""
    return (value for key, value in headers if key == name)


def validators_of(page: Page) -> Validators:
    """Return what must be kept of `page` for a conditional request."""
    return Validators(
        etag=page.header("etag"),
        last_modified=page.header("last-modified"),
        body_hash=hashlib.sha256(page.body).hexdigest(),
    )


def freshness(headers: Headers, now: datetime) -> timedelta | None:
    """Return for how long from now the response is fresh by its own account. None if it does not say (RFC 9111, 4.2.1).

    It is `Cache-Control: max-age`, or `Expires` less `Date`, less `Age`; zero for no-cache, no-store and an `Expires`
    that cannot be read. It is between zero and 31 days.
    """
    lifetime = _lifetime(headers, now)
    if lifetime is None:
        return None
    age = timedelta(seconds=_seconds(_first(headers, "age")) or 0)
    return min(max(lifetime - age, timedelta(0)), MAX_FRESHNESS)


def retry_after(headers: Headers, now: datetime) -> timedelta | None:
    """Return how long the host asks to be left alone, at most 24 hours. None if it does not say, or its value makes no
    sense."""
    text = _first(headers, "retry-after")
    seconds = _seconds(text)
    if seconds is not None:
        return min(timedelta(seconds=seconds), MAX_RETRY_AFTER)
    moment = http_date(text)
    if moment is None or moment <= now:
        return None
    return min(moment - now, MAX_RETRY_AFTER)


def http_date(text: str) -> datetime | None:
    """Return an HTTP date in any of its three forms (RFC 9110, 5.6.7), in UTC. None for anything else."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _lifetime(headers: Headers, now: datetime) -> timedelta | None:
    directives = [part.strip().lower() for value in values(headers, "cache-control") for part in value.split(",")]
    if "no-cache" in directives or "no-store" in directives:
        return timedelta(0)
    for directive in directives:
        name, _, value = directive.partition("=")
        seconds = _seconds(value.strip('" ')) if name.strip() == "max-age" else None
        if seconds is not None:
            return timedelta(seconds=seconds)
    expires = _first(headers, "expires")
    if not expires:
        return None
    moment = http_date(expires)
    return timedelta(0) if moment is None else moment - (http_date(_first(headers, "date")) or now)


def _first(headers: Headers, name: str) -> str:
    return next(values(headers, name), "").strip()


def _seconds(text: str) -> int | None:
    """Read delta-seconds (RFC 9111, 1.2.2). A number that overflows counts as the largest."""
    return min(int(text[:12]), 2**31) if re.fullmatch(r"[0-9]+", text) else None


# ── what an answer comes to ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResponse:
    """One response, with its body read as far as it is wanted."""

    target: Target
    status: int
    headers: Headers
    body: bytes
    at: datetime

    @property
    def location(self) -> str | None:
        """The target of a redirect, None for other responses. Raw bytes in it are UTF-8, as browsers read them."""
        text = next(values(self.headers, "location"), None) if self.status in _MOVED else None
        return None if text is None else text.encode("latin-1").decode("utf-8", "replace")


def has_body(status: int) -> bool:
    """Say whether the body is wanted: for 2xx, except 204 and 205, which have none, and 206, which answers a range that
    was not requested."""
    return 200 <= status < 300 and status not in (204, 205, 206)


def outcome(
    request: Request, response: ReadResponse, redirects: tuple[Redirect, ...], seconds: float
) -> Page | NotModified:
    """Return what `response`, the last after `redirects`, means to `request`.

    Raises:
        BadStatus: Its status is neither 2xx nor 304.
        ProtocolFailed: It is 304 to a request without a condition.
    """
    if response.status == 304:
        kept = _confirmed(request, response)
    elif 200 <= response.status < 300:
        page = _page(request, response, redirects, seconds)
        kept = validators_of(page)
        if request.validators is None or request.validators.body_hash != kept.body_hash:
            return page
    else:
        raise _bad_status(response)
    return NotModified(
        url=without_credentials(request.url),
        final_url=_final_url(request, response, redirects),
        validators=kept,
        fetched_at=response.at,
        redirects=redirects,
        max_age=freshness(response.headers, response.at),
        seconds=seconds,
    )


def _page(request: Request, response: ReadResponse, redirects: tuple[Redirect, ...], seconds: float) -> Page:
    return Page(
        url=without_credentials(request.url),
        final_url=_final_url(request, response, redirects),
        status=response.status,
        headers=response.headers,
        body=response.body,
        fetched_at=response.at,
        redirects=redirects,
        seconds=seconds,
    )


def _final_url(request: Request, response: ReadResponse, redirects: tuple[Redirect, ...]) -> str:
    return response.target.url if redirects else without_credentials(request.url)


def _confirmed(request: Request, response: ReadResponse) -> Validators:
    """Return the kept validators, with those that the 304 renews (RFC 9111, 4.3.4)."""
    known = request.validators
    if known is None or not (known.etag or known.last_modified):
        message = f"{response.target.place} answered 304 to a question without a condition"
        raise ProtocolFailed(message, url=response.target.url)
    return Validators(
        etag=next(values(response.headers, "etag"), known.etag),
        last_modified=next(values(response.headers, "last-modified"), known.last_modified),
        body_hash=known.body_hash,
    )


def _bad_status(response: ReadResponse) -> BadStatus:
    wait = retry_after(response.headers, response.at)
    message = f"{response.target.place} answered {_spelt_out(response.status)}"
    if wait:
        message += f", and asks to be left alone for {wait.total_seconds():.0f} s"
    return _kind(response.status)(message, url=response.target.url, status=response.status, retry_after=wait)


def _kind(status: int) -> type[BadStatus]:
    match status:
        case 404 | 410:
            return Gone
        case 401 | 402 | 403 | 407 | 451:
            return Denied
        case 429 | 503:
            return Throttled
        case _ if 500 <= status <= 599:
            return ServerFailed
        case _:
            return BadStatus


def _spelt_out(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
