"""What an answer comes to: a page, the news that nothing has changed, or an error. Pure."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from service.errors import BadStatus, Denied, Gone, ProtocolFailed, ServerFailed, Throttled
from service.fetch.headers import Headers, freshness, retry_after, validators_of, values
from service.fetch.target import Target, anonymous
from service.models import NotModified, Page, Redirect, Request, Validators

_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer, its body read as far as it is wanted."""

    target: Target
    status: int
    headers: Headers
    body: bytes
    at: datetime

    @property
    def location(self) -> str | None:
        """Where it points, if it is a redirect. Raw bytes in it are UTF-8, as browsers take them."""
        text = next(values(self.headers, "location"), None) if self.status in _MOVED else None
        return None if text is None else text.encode("latin-1").decode("utf-8", "replace")


def has_body(status: int) -> bool:
    """Whether the body is wanted: 2xx, save 204 and 205, which have none, and 206, a part that nobody asked for."""
    return 200 <= status < 300 and status not in (204, 205, 206)


def outcome(request: Request, reply: Reply, redirects: tuple[Redirect, ...], seconds: float) -> Page | NotModified:
    """What `reply`, the last after `redirects`, means to `request`.

    Raises:
        BadStatus: neither 2xx nor 304.
        ProtocolFailed: 304 to a question without a condition.
    """
    if reply.status == 304:
        kept = _confirmed(request, reply)
    elif 200 <= reply.status < 300:
        page = _page(request, reply, redirects, seconds)
        kept = validators_of(page)
        if request.validators is None or request.validators.body_hash != kept.body_hash:
            return page
    else:
        raise _bad_status(reply)
    return NotModified(
        url=anonymous(request.url),
        final_url=_final_url(request, reply, redirects),
        validators=kept,
        fetched_at=reply.at,
        redirects=redirects,
        max_age=freshness(reply.headers, reply.at),
        seconds=seconds,
    )


def _page(request: Request, reply: Reply, redirects: tuple[Redirect, ...], seconds: float) -> Page:
    return Page(
        url=anonymous(request.url),
        final_url=_final_url(request, reply, redirects),
        status=reply.status,
        headers=reply.headers,
        body=reply.body,
        fetched_at=reply.at,
        redirects=redirects,
        seconds=seconds,
    )


def _final_url(request: Request, reply: Reply, redirects: tuple[Redirect, ...]) -> str:
    return reply.target.url if redirects else anonymous(request.url)


def _confirmed(request: Request, reply: Reply) -> Validators:
    """The validators kept, with those that the 304 renews (RFC 9111, 4.3.4)."""
    known = request.validators
    if known is None or not (known.etag or known.last_modified):
        message = f"{reply.target.place} answered 304 to a question without a condition"
        raise ProtocolFailed(message, url=reply.target.url)
    return Validators(
        etag=next(values(reply.headers, "etag"), known.etag),
        last_modified=next(values(reply.headers, "last-modified"), known.last_modified),
        body_hash=known.body_hash,
    )


def _bad_status(reply: Reply) -> BadStatus:
    wait = retry_after(reply.headers, reply.at)
    message = f"{reply.target.place} answered {_spelt_out(reply.status)}"
    if wait:
        message += f", and asks to be left alone for {wait.total_seconds():.0f} s"
    return _kind(reply.status)(message, url=reply.target.url, status=reply.status, retry_after=wait)


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
