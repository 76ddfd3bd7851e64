"""Read a URL as browsers do."""

import re
from dataclasses import dataclass

import can_ada

from service.errors import BadURL

MAX_LENGTH = 2048
"""Characters of a normalised URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL that can be requested, as the WHATWG URL standard writes it, without user-info and fragment.

    Its host is normalised as well: `0x7f.1`, `2130706433` and `127。0。0。1` are all `127.0.0.1` here.
    """

    url: str
    origin: str
    """`https://host[:port]`, without the scheme's default port."""
    host: str
    """A name in ASCII, or an address without brackets."""
    path: str

    @property
    def place(self) -> str:
        """`host[:port]`, for messages."""
        return self.origin.partition("://")[2]

    @classmethod
    def parse(cls, text: str) -> "Target":
        """Read an absolute URL.

        Raises:
            BadURL: It is not an http(s) URL that can be requested.
        """
        try:
            return _checked(can_ada.parse(text), text)
        except (ValueError, TypeError) as error:  # TypeError: lone surrogates
            raise BadURL(
                "not a URL; write it in full, as https://example.org/page", url=without_credentials(text)
            ) from error

    def join(self, reference: str) -> "Target":
        """Return the URL that `reference` means on this page.

        Raises:
            BadURL: As `parse`.
        """
        try:
            return _checked(can_ada.parse(self.url) + reference, reference)
        except (ValueError, TypeError) as error:
            raise BadURL(f"{self.place} points at what is no URL", url=without_credentials(reference)) from error


def without_credentials(text: str) -> str:
    """Return `text`, a URL or an attempt at one, without its user name and password."""
    return re.sub(r"^([^/?#]*//)[^/?#\\]*@", r"\1", text)


def _checked(url: can_ada.URL, text: str) -> Target:
    if url.protocol not in ("http:", "https:") or not url.hostname:
        raise BadURL(
            f"only http:// and https:// URLs can be fetched, not {url.protocol[:20]}", url=without_credentials(text)
        )
    url.username = url.password = url.hash = ""
    if len(url.href) > MAX_LENGTH:
        raise BadURL(f"longer than {MAX_LENGTH:,} characters", url=without_credentials(text)[:MAX_LENGTH])
    return Target(url=url.href, origin=url.origin, host=url.hostname.strip("[]"), path=url.pathname)
