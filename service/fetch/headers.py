"""What headers say: what we send, and how answers are read."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from service import __version__
from service.models import Page, Request, Validators

Headers = tuple[tuple[str, str], ...]
"""Names in lower case. Values are read as Latin-1, which keeps every byte, so that validators go back as they came."""

MAX_FRESHNESS = timedelta(days=31)
"""Nothing is taken for fresh any longer, whatever its headers say."""
MAX_RETRY_AFTER = timedelta(hours=24)
"""No host is left alone any longer for one answer."""

_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"
)
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "upgrade"})
"""Headers that frame the message: the HTTP client's business, whatever a source is configured with."""


# ── what we send ──────────────────────────────────────────────────────────────────────────────────────────────────


def user_agent(contact: str | None = None) -> str:
    """`Dateline/<version> (+<contact>)`, or without the contact where there is none."""
    product = f"Dateline/{__version__}"
    reach = re.sub(r"[^\x20-\x7e]|[()\\]", "", contact or "").strip()
    return f"{product} (+{reach})" if reach else product


def general(contact: str | None) -> Headers:
    """What every request carries, to whatever host."""
    return (
        ("user-agent", user_agent(contact)),
        ("accept", _ACCEPT),
        ("accept-encoding", "gzip, deflate, br, zstd"),
    )


def particular(contact: str | None, request: Request) -> Headers:
    """What goes to `request`'s own origin: `general`, its validators and its own headers, which prevail."""
    known = request.validators or Validators()
    conditions = (("if-none-match", known.etag), ("if-modified-since", known.last_modified))
    headers = dict(general(contact)) | {name: value for name, value in conditions if value}
    headers |= {name.lower(): value for name, value in request.headers if name.lower() not in _OURS}
    return tuple(headers.items())


# ── what we read ──────────────────────────────────────────────────────────────────────────────────────────────────


def values(headers: Headers, name: str) -> Iterator[str]:
    """The values of header `name` (lower case), in order."""
    return (value for key, value in headers if key == name)


def validators_of(page: Page) -> Validators:
    """What to keep of `page`, to ask for it again."""
    return Validators(
        etag=page.header("etag"),
        last_modified=page.header("last-modified"),
        body_hash=hashlib.sha256(page.body).hexdigest(),
    )


def freshness(headers: Headers, now: datetime) -> timedelta | None:
    """For how long from now the answer holds by its own account; None where it does not say (RFC 9111, 4.2.1).

    From `Cache-Control: max-age`, or `Expires` less `Date`, less `Age`; zero for no-cache, no-store and an `Expires`
    that cannot be read. Between zero and 31 days.
    """
    lifetime = _lifetime(headers, now)
    if lifetime is None:
        return None
    age = timedelta(seconds=_seconds(_first(headers, "age")) or 0)
    return min(max(lifetime - age, timedelta(0)), MAX_FRESHNESS)


def retry_after(headers: Headers, now: datetime) -> timedelta | None:
    """How long the host asks to be left alone, at most 24 hours; None where it does not say or makes no sense."""
    text = _first(headers, "retry-after")
    seconds = _seconds(text)
    if seconds is not None:
        return min(timedelta(seconds=seconds), MAX_RETRY_AFTER)
    moment = http_date(text)
    if moment is None or moment <= now:
        return None
    return min(moment - now, MAX_RETRY_AFTER)


def http_date(text: str) -> datetime | None:
    """An HTTP date in any of its three forms (RFC 9110, 5.6.7), in UTC; None for anything else."""
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
    """Delta-seconds (RFC 9111, 1.2.2); a figure that overflows counts for the largest."""
    return min(int(text[:12]), 2**31) if re.fullmatch(r"[0-9]+", text) else None
