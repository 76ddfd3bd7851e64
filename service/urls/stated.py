"""Which of the addresses that a page states of itself may count as its own. A page is its author's word, no more.

What a page says of its own site is believed where the shape of the addresses does not speak against it; what it says
of another site is a hint, else any page could take over another source's item.
"""

import re
from dataclasses import dataclass

from service.urls.address import public_url
from service.urls.faults import fault
from service.urls.loose import loosened
from service.urls.shape import shape_of
from service.urls.strict import strict_key
from service.urls.wrappers import origins_own

_ABSOLUTE = re.compile(r"\s*(?:https?:)?[/\\]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAddresses:
    """The addresses a page states of itself, as `public_url` writes them, each once and in order of trust."""

    aliases: tuple[str, ...] = ()
    """Of the same site: the page may be known by them. One that another item already has is a candidate for a
    comparison of texts, and never taken from it."""
    hints: tuple[str, ...] = ()
    """Of another site: where a copy or the original may stand."""
    refused: tuple[tuple[str, str], ...] = ()
    """Of the same site, but of another page by their shape, or no address at all (as it came, cut at 200 characters);
    each with the reason."""


def stated_addresses(
    page_url: str, *, canonical: str | None = None, og_url: str | None = None, amp_url: str | None = None
) -> StatedAddresses:
    """Judge `rel=canonical`, `og:url` and `rel=amphtml` of the page that was fetched from `page_url`.

    The same site: the same host and port but for `www`, mobile and AMP labels, http or https; an AMP cache counts as
    its origin. Relative addresses are refused: they mostly come from faulty templates.

    Raises:
        ValueError: `page_url` is not an absolute http(s) URL.
    """
    own = strict_key(page_url)
    page = shape_of(origins_own(own))
    aliases: dict[str, str] = {}
    hints: dict[str, str] = {}
    refused: dict[str, str] = {}
    for text in (canonical, og_url, amp_url):
        if text is None or not text.strip():
            continue
        try:
            key, url = _read(text)
        except ValueError:
            refused[text[:200]] = "no absolute web address"
            continue
        if key == own:
            continue
        other = shape_of(origins_own(key))
        if other.host != page.host:
            hints.setdefault(key, url)
        elif loosened(key) != loosened(own) and (reason := fault(page, other)):
            refused[url] = reason
        else:
            aliases.setdefault(key, url)
    return StatedAddresses(aliases=tuple(aliases.values()), hints=tuple(hints.values()), refused=tuple(refused.items()))


def _read(text: str) -> tuple[str, str]:
    if not _ABSOLUTE.match(text):
        raise ValueError(f"not an absolute web address: {text[:200]!r}; write it in full")
    return strict_key(text), public_url(text)
