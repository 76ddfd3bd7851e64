"""Requests and their answers, and the values that are kept of an answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What is kept of a URL's last good answer. `etag` and `last_modified` are opaque and go back as they came."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    """SHA-256 (hex) of the decoded body: an unchanged body costs no extraction even where a server has no
    validators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One URL to ask for. `headers` go only to the URL's own origin, never along with a redirect to another."""

    url: str
    validators: Validators | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One hop: `url` answered `status` and pointed at `location` (absolute)."""

    url: str
    status: int
    location: str

    @property
    def permanent(self) -> bool:
        """Say whether the server says that the page has moved for good."""
        return self.status in (301, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTTP answer of 2xx, its body decoded from Content-Encoding, not from its charset."""

    url: str
    """The URL that was requested."""
    final_url: str
    """The URL after redirects; equal to `url` if there were none."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, in the order received."""
    body: bytes
    fetched_at: datetime
    redirects: tuple[Redirect, ...] = ()
    seconds: float = 0.0

    def header(self, name: str) -> str | None:
        """Return the first value of header `name` (lower case), or None."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The answer 304, or a body equal to the known one: there is nothing to read."""

    url: str
    final_url: str
    validators: Validators
    """The validators to keep from now on."""
    fetched_at: datetime
    redirects: tuple[Redirect, ...] = ()
    max_age: timedelta | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRecord:
    """The robots.txt of one origin (`https://host[:port]`). `status` 0: it could not be reached."""

    origin: str
    fetched_at: datetime
    status: int
    body: bytes = b""
